"""Working days the slow way: one day after the other."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import chinese_calendar


@cache
def worked(day: date) -> bool:
    """Whether a day is worked by the national holiday notice."""
    return bool(chinese_calendar.is_workday(day))


@cache
def after(day: date, number: int) -> date:
    """The working day so many working days after a day; the day itself is not counted."""
    while number:
        day += timedelta(days=1)
        number -= worked(day)
    return day


@cache
def between(first: date, last: date) -> int:
    """Working days after the first day, up to and with the last; 0 where the last is not later."""
    return sum(worked(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))
