"""The days of the made-up office: its working days of 2026 up to the day it is examined."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from tests.planted.days import after, works

AS_OF = date(2026, 11, 20)
FIRST = date(2026, 1, 5)

__all__ = ["AS_OF", "FIRST", "after", "back", "spread", "stretch", "workdays"]


@cache
def workdays(first: date, last: date) -> tuple[date, ...]:
    """The working days from `first` to `last`, both counted."""
    span = (first + timedelta(n) for n in range((last - first).days + 1))
    return tuple(day for day in span if works(day))


def spread(count: int, first: date = FIRST, last: date = AS_OF) -> list[date]:
    """`count` working days in order, evenly over a stretch; several on one day where there are more than days."""
    days = workdays(first, last)
    return [days[n * len(days) // count] for n in range(count)]


def back(day: date, count: int) -> date:
    """The day `count` working days before `day`."""
    while count:
        day -= timedelta(1)
        count -= works(day)
    return day


def stretch(day: date) -> str:
    """A day as running text has it: 2026年9月21日."""
    return f"{day.year}年{day.month}月{day.day}日"
