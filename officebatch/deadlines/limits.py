"""Due days: what each kind of limit makes of a start. One function a kind, over whole columns.

A register that holds only days leaves the hour open. Then an hour limit is counted from the end of the start day, so
that only what is certainly late is late.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, assert_never

import numpy as np

from officebatch.model.limit import LimitKind

if TYPE_CHECKING:
    from officebatch.model.limit import Limit
    from officebatch.model.workdays import Days, Workdays

CLOCKED = frozenset({LimitKind.HOURS, LimitKind.HALF_DAY})
FROM_CALENDAR = frozenset(LimitKind) - {LimitKind.FIXED, LimitKind.FIELD}


def due(limit: Limit, starts: Days, anchors: Days, workdays: Workdays) -> Days:
    """Due moments (seconds; midnight where the day is meant), NaT where the start or the anchor is not known.

    anchors: the days of `limit.field`, for the kinds that name one.
    """
    match limit.kind:
        case LimitKind.HOURS:
            found = workdays.add_minutes(_latest(starts, workdays), round(limit.amount * 60))
        case LimitKind.HALF_DAY:
            found = workdays.half_day_end(_latest(starts, workdays))
        case LimitKind.SAME_DAY:
            found = workdays.roll(starts)
        case LimitKind.WORKING_DAYS:
            found = workdays.add(starts, math.ceil(limit.amount))
        case LimitKind.NATURAL_DAYS:
            found = workdays.roll(starts + np.timedelta64(math.ceil(limit.amount), "D"))
        case LimitKind.FIXED:
            found = _fixed(limit, starts)
        case LimitKind.BEFORE:
            found = workdays.back(anchors, math.ceil(limit.amount))
        case LimitKind.FIELD:
            found = anchors.astype("datetime64[D]")
        case _:
            assert_never(limit.kind)
    return found.astype("datetime64[s]")


def has_hour(moments: Days) -> np.ndarray:
    """Where a moment tells its hour: midnight is how a bare day is written."""
    known: np.ndarray = ~np.isnat(moments) & (moments.astype("datetime64[s]").astype(np.int64) % 86400 != 0)
    return known


def _latest(starts: Days, workdays: Workdays) -> Days:
    """The latest moment each start may be: itself, or the end of its day where the hour is not known."""
    latest = workdays.closing(starts)
    known = has_hour(starts)
    latest[known] = starts[known]
    return latest


def _fixed(limit: Limit, starts: Days) -> Days:
    """The first such day of the year on or after the start; 29 February is the 28th in common years."""
    months = starts.astype("datetime64[Y]").astype("datetime64[M]") + (limit.month - 1)
    this_year = _day_of(months, limit.day)
    passed = this_year < starts.astype("datetime64[D]")
    this_year[passed] = _day_of(months + 12, limit.day)[passed]
    return this_year


def _day_of(months: Days, day: int) -> Days:
    last = (months + 1).astype("datetime64[D]") - 1
    found: Days = np.minimum(months.astype("datetime64[D]") + (day - 1), last)
    return found
