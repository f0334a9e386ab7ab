"""The register of methods: a decorator notes each, and every file of `methods` is loaded once, by name."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from officebatch.model.score import How, Said

if TYPE_CHECKING:
    from collections.abc import Callable

    from officebatch.evaluation.scoring_ground import Field
    from officebatch.evaluation.share import Share
    from officebatch.model.score import Fact
    from officebatch.rulebook.sheets import Indicator

    Counting = Callable[["Asked"], "Counted | Said"]

_noted: dict[str, Method] = {}


@dataclass(frozen=True, eq=False)
class Asked:
    """What a method is asked: one indicator of one subject."""

    field: Field
    share: Share
    indicator: Indicator

    def words(self, name: str) -> tuple[str, ...]:
        """The words of a parameter of sheet 指标, none where it is not given."""
        given = self.indicator.parameters.get(name, "")
        return tuple(word for word in given.split("、") if word)


@dataclass(frozen=True, slots=True)
class Counted:
    """cases: how many were looked at; facts: those that lost something. For ballots mean of 100 and no facts.
    each: for faults, what one costs. few: below so many it is not scored; 0: the office's setting."""

    cases: int
    facts: tuple[Fact, ...] = ()
    how: How = How.SHARE
    mean: float = 0.0
    each: float = 0.0
    few: int = 0


@dataclass(frozen=True)
class Method:
    """A method as it is registered; it tells the reason where there is nothing to count by."""

    code: str
    title: str
    count: Counting


def method(code: str, title: str) -> Callable[[Counting], Counting]:
    """Register a function as the method `code`. Raises ValueError for a code used twice."""

    def note(count: Counting) -> Counting:
        if code in _noted:
            raise ValueError(f"method {code} stands twice")
        _noted[code] = Method(code, title, count)
        return count

    return note


@cache
def all_methods() -> dict[str, Method]:
    """Code → method, by code."""
    from officebatch.evaluation import methods

    for module in sorted(found.name for found in pkgutil.iter_modules(methods.__path__)):
        importlib.import_module(f"{methods.__name__}.{module}")
    return {code: _noted[code] for code in sorted(_noted)}
