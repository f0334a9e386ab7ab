"""The register of measures: a decorator notes each, and every file of `measures` is loaded once, by name."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from officebatch.evaluation.share import Share, Tally
    from officebatch.model.measure import Subject

    Tallying = Callable[[Share], Tally]

_noted: dict[str, MeasureFacts] = {}


@dataclass(frozen=True)
class MeasureFacts:
    """A measure as it is registered. rate: shown as a rate when there are enough cases. per: so many per so many."""

    code: str
    title: str
    subjects: tuple[Subject, ...]
    rate: bool
    per: bool
    tally: Tallying


def measured(
    code: str, title: str, *subjects: Subject, rate: bool = True, per: bool = False
) -> Callable[[Tallying], Tallying]:
    """Register a function as the measure `code` of some kinds of subject. Raises ValueError for a code used twice."""

    def note(tally: Tallying) -> Tallying:
        if code in _noted:
            raise ValueError(f"measure {code} stands twice")
        _noted[code] = MeasureFacts(code, title, subjects, rate, per, tally)
        return tally

    return note


@cache
def all_measures() -> tuple[MeasureFacts, ...]:
    """Every measure, by code."""
    from officebatch.evaluation import measures

    for module in sorted(found.name for found in pkgutil.iter_modules(measures.__path__)):
        importlib.import_module(f"{measures.__name__}.{module}")
    return tuple(_noted[code] for code in sorted(_noted))
