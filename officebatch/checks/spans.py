"""When a record's number can have been given: not before its first day, and by the day of the step that needs it.

Where the register notes the day of the number itself, that is the day. Offices differ in whether a paper has its
number when it is drafted or when it is signed; a span leaves room for both, so that only what fits neither stands out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.course import NO_DAY

if TYPE_CHECKING:
    from officebatch.checks.scope import ProcessScope

SIGNED_FIRST = "签发后"


@dataclass(frozen=True, eq=False)
class Spans:
    """Per record the first and the last day its number can bear, NO_DAY where unknown, or where the last lies before
    the first: that is a fault of the days and told elsewhere."""

    first: np.ndarray
    last: np.ndarray


def spans(scope: ProcessScope, step: int, *, signed_first: bool) -> Spans:
    """The spans of a register. step: by which the number is there; signed_first: it is not given before that."""
    course = scope.course
    last: np.ndarray = course.day[step]
    first = last if signed_first else _begun(scope, step)
    if not course.events.date_fields[step]:
        last = first
    for field_id in scope.within.columns("numbered"):
        given = days_of(scope, field_id)
        first, last = (np.where(given != NO_DAY, given, days) for days in (first, last))
    sound = (first <= last) & (first != NO_DAY) & (last != NO_DAY) & ~scope.within.void
    return Spans(np.where(sound, first, NO_DAY), np.where(sound, last, NO_DAY))


def days_of(scope: ProcessScope, field_id: str) -> np.ndarray:
    """A date column as days since 1970, NO_DAY where empty, unread or not yet."""
    days = scope.within.days(field_id)
    number = days.astype(np.int64)
    return np.where(np.isnat(days) | (number > scope.within.today.astype(np.int64)), NO_DAY, number)


def _begun(scope: ProcessScope, step: int) -> np.ndarray:
    """The day a record was received, else of its first step; where the register has neither column, of the step."""
    for field_id in scope.within.columns("received"):
        return days_of(scope, field_id)
    course = scope.course
    begins = next((at for at, field_id in enumerate(course.events.date_fields) if field_id), step)
    day: np.ndarray = course.day[min(begins, step)]
    return day
