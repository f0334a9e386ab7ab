"""How often a paper comes: in the first run of its week, month, quarter or year, as sheet 输出 says under 频次."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_BEGINS: Mapping[str, Callable[[date], date]] = {
    "每周": lambda day: day - timedelta(days=day.weekday()),
    "每月": lambda day: day.replace(day=1),
    "每季": lambda day: date(day.year, day.month - (day.month - 1) % 3, 1),
    "每年": lambda day: date(day.year, 1, 1),
}


def due(rhythm: str, sent: date | None, as_of: date) -> bool:
    """Whether a paper of this rhythm belongs into the run of a day. sent: the day of the last signed run before it
    that sent one; what was held back or never signed comes again."""
    begins = _BEGINS.get(rhythm)
    return begins is None or sent is None or sent < begins(as_of)
