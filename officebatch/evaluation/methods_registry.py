"""The register of methods: a decorator notes each, and every file of `methods` is loaded once, by name."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from officebatch.model.score import How, Said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from officebatch.evaluation.scoring_ground import Field
    from officebatch.evaluation.subjects import Subjects
    from officebatch.model.register import Register
    from officebatch.model.score import Fact, Total
    from officebatch.rulebook.judging import Indicator

    Counting = Callable[["Asked"], "Sequence[Counted | Said] | Said"]

_noted: dict[str, Method] = {}


@dataclass(frozen=True, eq=False)
class Asked:
    """What a method is asked: one indicator of all subjects of a kind. totals: of those scored before, by name."""

    field: Field
    subjects: Subjects
    indicator: Indicator
    totals: Mapping[str, Total]

    def words(self, name: str) -> tuple[str, ...]:
        """The words of a parameter of sheet 指标, none where it is not given."""
        given = self.indicator.parameters.get(name, "")
        return tuple(word for word in given.split("、") if word)

    def word(self, name: str) -> str:
        """The first word of a parameter, "" where it is not given."""
        return next(iter(self.words(name)), "")

    def number(self, name: str, default: float = 0.0) -> float:
        """A parameter as a number; the default where it is not given, or is none."""
        try:
            return float(self.word(name))
        except ValueError:
            return default

    @property
    def register(self) -> Register | None:
        """The register of the indicator, None where it was not read or does not count."""
        return self.field.register(self.indicator.register)


@dataclass(frozen=True, slots=True)
class Counted:
    """cases: how many were looked at; facts: those that lost something. For ballots mean of 100 and no facts; for an
    amount the amount. each: for faults, what one costs; for an amount, what gives full marks. free: so many faults
    cost nothing. few: below so many it is not scored; 0: the office's setting."""

    cases: int
    facts: tuple[Fact, ...] = ()
    how: How = How.SHARE
    mean: float = 0.0
    each: float = 0.0
    few: int = 0
    free: float = 0.0


@dataclass(frozen=True)
class Method:
    """A method as it is registered; it tells the reason where there is nothing to count by."""

    code: str
    title: str
    count: Counting


def tallied(
    owners: np.ndarray, facts: Iterable[tuple[int, Fact]], among: int, *, few: int = 0
) -> list[Counted]:
    """How many cases each of so many subjects has, and its facts. owners: per case its subject's place, negative
    for none."""
    counts = np.bincount(owners[owners >= 0], minlength=among).tolist()
    held: dict[int, list[Fact]] = {}
    for owner, fact in facts:
        if owner >= 0:
            held.setdefault(owner, []).append(fact)
    return [Counted(n, tuple(held.get(place, ())), few=few) for place, n in enumerate(counts)]


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
