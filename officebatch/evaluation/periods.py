"""Periods as offices write them: 2026Q4, 2026年第四季度, 2026H2, 2026年下半年, 2026-11, 2026年11月, 2026, 2026年."""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date

from officebatch.model.score import Period

_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4}
_QUARTER = re.compile(r"(\d{4})(?:年|-)?(?:Q([1-4])|第?([一二三四1-4])季度?)", re.IGNORECASE)
_HALF = re.compile(r"(\d{4})(?:年|-)?(?:H([12])|([上下])半年)", re.IGNORECASE)
_MONTH = re.compile(r"(\d{4})(?:年|-)(\d{1,2})月?(?:份)?")
_YEAR = re.compile(r"(\d{4})(?:年度?)?")
YEARS = range(2004, 2050)


def period_of(text: str) -> Period | None:
    """The period a text names, None where it names none."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    if found := _QUARTER.fullmatch(plain):
        quarter = int(found[2]) if found[2] else _DIGITS.get(found[3]) or int(found[3])
        return _months(found[1], f"Q{quarter}", 3 * quarter - 2, 3 * quarter)
    if found := _HALF.fullmatch(plain):
        half = int(found[2] or (1 if found[3] == "上" else 2))
        return _months(found[1], f"H{half}", 6 * half - 5, 6 * half)
    if (found := _MONTH.fullmatch(plain)) and 1 <= int(found[2]) <= 12:
        return _months(found[1], f"-{int(found[2]):02d}", int(found[2]), int(found[2]))
    if found := _YEAR.fullmatch(plain):
        return _months(found[1], "", 1, 12)
    return None


def quarter_of(day: date) -> Period:
    """The quarter a day lies in."""
    quarter = (day.month + 2) // 3
    return _period(day.year, f"Q{quarter}", 3 * quarter - 2, 3 * quarter)


def _months(year: str, name: str, first: int, last: int) -> Period | None:
    return _period(int(year), name, first, last) if int(year) in YEARS else None


def _period(year: int, name: str, first: int, last: int) -> Period:
    return Period(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]), f"{year}{name}")


def kind_of(period: Period) -> str:
    """月, 季, 半年 or 年, "" for any other time."""
    name = period.name
    if not name:
        return ""
    if "Q" in name:
        return "季"
    if "H" in name:
        return "半年"
    return "月" if "-" in name else "年"
