"""Limits as people say them, as values: the rule book reads the words, deadlines reckons the day."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LimitKind(StrEnum):
    """The forms a limit may have; `Limit.amount` means what stands beside it."""

    HOURS = "hours"  # 4小时: working hours
    HALF_DAY = "half day"  # 半日: the end of the same half day
    SAME_DAY = "same day"  # 当日
    WORKING_DAYS = "working days"  # 2个工作日: the start day is not counted
    NATURAL_DAYS = "natural days"  # 10日: rolled over rest days
    FIXED = "fixed"  # 12月31日: not rolled
    BEFORE = "before"  # 会前3个工作日: working days back from an anchor field
    FIELD = "field"  # [完成时限]: a field of the record


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit. words: as written in the rule book, for papers. field: for BEFORE and FIELD; month, day: for FIXED."""

    kind: LimitKind
    words: str
    amount: float = 0
    field: str = ""
    month: int = 0
    day: int = 0
