"""Days of the sample: reckoning in working days, and the ways its clerks write a day."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from officebatch.model.workdays import Workdays

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

AS_OF = date(2026, 11, 20)
TEXT_DAYS = 7  # of a hundred days so many are written as text
_WORKDAYS = Workdays.of()
_DAY = re.compile(r"20\d\d-\d\d-\d\d")
_WRITINGS: tuple[Callable[[date], str], ...] = (
    lambda day: f"{day.year}.{day.month}.{day.day}",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day.year}/{day.month:02}/{day.day:02}",
    lambda day: f"{day:%Y%m%d}",
)


def day(text: str) -> date:
    """A day as the tables write it: 2026-09-01, or 09-01 for one of 2026."""
    return date.fromisoformat(text if len(text) == 10 else f"2026-{text}")


def working_day(text: str) -> date:
    """`day`, which must be worked. Raises ValueError for a rest day: an office writes nothing then."""
    found = day(text)
    if not _WORKDAYS.is_working(np.array([found], dtype="datetime64[D]"))[0]:
        raise ValueError(f"{found} is a rest day")
    return found


def later(start: date, working_days: int) -> date:
    """The day so many working days after a working day; 0 is the day itself."""
    return _WORKDAYS.after(start, working_days) if working_days else start


def pick(key: str, among: Sequence[int]) -> int:
    """One of several numbers, always the same for a key: what looks like chance must not change with the next line."""
    return among[crc32(key.encode()) % len(among)]


def written(found: date, key: str, text_of_100: int) -> object:
    """A day as it stands in a cell: mostly a real date, in so many cells of a hundred a text of some form."""
    chance = crc32(f"{key}{found}".encode())
    if chance % 100 < text_of_100:
        return _WRITINGS[chance // 100 % len(_WRITINGS)](found)
    return datetime(found.year, found.month, found.day)


def cell_of(text: str, key: str = "") -> object:
    """What a text of the tables is in a cell: a day (with a `key` now and then as text), a whole number, a share,
    or the text."""
    if _DAY.fullmatch(text):
        return written(day(text), key, TEXT_DAYS if key else 0)
    if text.isdigit():
        return int(text)
    if text.endswith("%") and text[:-1].isdigit():
        return int(text[:-1]) / 100
    return text
