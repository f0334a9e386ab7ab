"""Working days, counted one by one: slow on purpose, so that the product's arithmetic has a stranger to meet."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import chinese_calendar


@cache
def works(day: date) -> bool:
    """Whether the office works on that day; a year without a published notice knows weekends only."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


def after(day: date, count: int) -> date:
    """The day `count` working days after `day`, which itself is not counted."""
    while count:
        day += timedelta(1)
        count -= works(day)
    return day


def between(day: date, until: date) -> int:
    """How many working days lie after `day` up to and with `until`."""
    count = 0
    while day < until:
        day += timedelta(1)
        count += works(day)
    return count
