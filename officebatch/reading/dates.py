"""Dates as offices write them. A distinct writing is read once; what is no day stays unread, nothing is guessed.

Read: real dates, serial numbers, 2026.3.5, 2026/3/5, 2026-03-05, 20260305, 2026年3月5日, two-digit years with 年,
with a time or 上午/下午 behind, full width, blanks anywhere; with a year from elsewhere 3月5日, 3.5 and 3/5, 6月底,
6月底前; several dates in one cell. Not read: 每月25日前, 2026年一季度, 立即, 待定, and days that do not exist.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from officebatch.reading.folding import simplified

EARLIEST, LATEST = 1990, 2100
_FULL = re.compile(r"(?<!\d)(\d{4})(?:年|[-./\\—–])(\d{1,2})(?:月|[-./\\—–])(\d{1,2})(?!\d)[日号]?")
_SHORT_YEAR = re.compile(r"(?<!\d)(\d{2})年(\d{1,2})月(\d{1,2})(?!\d)[日号]?")
_PLAIN = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)")
_END = re.compile(r"(?:(\d{4})(?:年|[-./]))?(\d{1,2})月(?:底|末)")
_DAY = re.compile(r"(?<![\d年])(\d{1,2})月(\d{1,2})(?!\d)[日号]?")
_BARE = re.compile(r"(\d{1,2})[-./](\d{1,2})")
_CLOCK = re.compile(r"T?(\d{1,2})(?::|时|点)(\d{1,2})?(?:分|:(\d{1,2})(?:\.\d+)?秒?)?(Z)?")
_HALF = re.compile(r"[(（]?(上午|下午|早上|晚上|中午|晚|前|之前|以前|左右|止|起|(?:周|星期)[一二三四五六日天])[)）]?")
_BETWEEN = re.compile(r"^[\s,，、;；/→~～至到\-—>]+")
_SIGNS = "〇零一二三四五六七八九"
_WRITTEN = re.compile(rf"([{_SIGNS}]{{4}})年([{_SIGNS}十]{{1,3}})月([{_SIGNS}十]{{1,3}})日?")
_DIGITS = str.maketrans(_SIGNS, "00123456789")
_STROKES = dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2212, 0xFE63), "-")
_ABROAD = timedelta(hours=8)  # from a clock in Greenwich, which exports show, to one in China
_ERA = datetime(1899, 12, 30)


@lru_cache(maxsize=8192, typed=True)  # the same days stand in many columns
def read_dates(value: object, year: int | None = None) -> tuple[datetime, ...] | None:
    """The days (with their times, where written) of a cell, in its order; None when it is no date.

    `year` stands in for one that is not written. A number is a serial day when it is one of 1990 … 2100.
    """
    match value:
        case datetime():
            return _in_range((_rounded(value),))
        case date():
            return _in_range((datetime(value.year, value.month, value.day),))
        case bool():
            return None
        case int() | float():
            return _number(float(value), year)
        case str():
            return _in_range(_text(value, year))
    return None


def _in_range(days: tuple[datetime, ...] | None) -> tuple[datetime, ...] | None:
    return days if days and all(EARLIEST <= day.year <= LATEST for day in days) else None


def _rounded(moment: datetime) -> datetime:
    """Serial times are off by fractions of a second; a day that ends 23:59:59.9 is the next one."""
    return (moment + timedelta(milliseconds=500)).replace(microsecond=0)


def _number(value: float, year: int | None) -> tuple[datetime, ...] | None:
    if 19900101 <= value <= 21001231 and value.is_integer():
        return _in_range(_text(str(int(value)), None))
    if 32874 <= value < 73415:  # 1990-01-01 to 2100-12-31
        return (_rounded(_ERA + timedelta(days=value)),)
    if 1 <= value < 13 and not repr(value).endswith((".0", ".1", ".2", ".3")):
        return _in_range(_text(repr(value), year))  # 3.1 may be 3月1日 or 3月10日: asked, not guessed
    return None


def _text(text: str, year: int | None) -> tuple[datetime, ...] | None:
    rest = simplified(text).translate(_STROKES).strip(" \t\r\n.,;:。，；：")
    if written := _WRITTEN.fullmatch(rest.replace(" ", "")):
        rest = "-".join(map(_figures, written.groups()))
    if re.fullmatch(r"\d{5}(?:\.\d+)?", rest):
        return _number(float(rest), None)
    rest = re.sub(r"(?<=\D)\s+(?=\D)|(?<=\d)\s+(?=[年月日号./\-])|(?<=[年月./\-])\s+(?=\d)", "", rest)
    days: list[datetime] = []
    while rest:
        found = _one(rest, year)
        if found is None:
            return None
        day, rest = found
        days.append(day)
        year = day.year if year is None else year
        rest = _BETWEEN.sub("", rest)
    return tuple(days)


def _figures(signs: str) -> str:
    """三 → 3, 十二 → 12, 二十 → 20, 二〇二六 → 2026."""
    if "十" not in signs:
        return signs.translate(_DIGITS)
    tens, _, ones = signs.partition("十")
    return f"{(tens or '一').translate(_DIGITS)}{(ones or '零').translate(_DIGITS)}"


def _one(text: str, year: int | None) -> tuple[datetime, str] | None:
    """The date at the start of a text and what is left; None where there is none or it does not exist."""
    for pattern in (_FULL, _PLAIN, _SHORT_YEAR):
        if found := pattern.match(text):
            century = 2000 if pattern is _SHORT_YEAR else 0
            return _with_time(century + int(found[1]), int(found[2]), int(found[3]), text[found.end() :])
    if found := _END.match(text):
        of = int(found[1]) if found[1] else year
        return _month_end(of, int(found[2]), text[found.end() :])
    if year is not None and ((found := _DAY.match(text)) or (found := _BARE.match(text))):
        return _with_time(year, int(found[1]), int(found[2]), text[found.end() :])
    return None


def _month_end(year: int | None, month: int, rest: str) -> tuple[datetime, str] | None:
    if year is None or not 1 <= month <= 12:
        return None
    return _with_time(year, month, calendar.monthrange(year, month)[1], rest)


def _with_time(year: int, month: int, day: int, rest: str) -> tuple[datetime, str] | None:
    try:
        moment = datetime(year, month, day)
    except ValueError:
        return None
    rest = rest.lstrip()
    afternoon = False
    while half := _HALF.match(rest):
        afternoon |= half[1] in ("下午", "晚上", "晚")
        rest = rest[half.end() :].lstrip()
    clock = _CLOCK.match(rest)
    if clock is None:
        return moment, rest
    return _at_clock(moment, clock, afternoon, rest[clock.end() :].lstrip())


def _at_clock(moment: datetime, clock: re.Match[str], afternoon: bool, rest: str) -> tuple[datetime, str] | None:
    hour, minute, second = int(clock[1]), int(clock[2] or 0), int(clock[3] or 0)
    if hour == 24 and not minute and not second:
        return moment + timedelta(days=1), rest
    if afternoon and hour < 12:
        hour += 12
    abroad = _ABROAD if clock[4] else timedelta()
    try:
        return moment.replace(hour=hour, minute=minute, second=second) + abroad, rest
    except ValueError:
        return None


def year_in(text: str) -> int | None:
    """The one year a title or a name speaks of, None where it names none or several."""
    years = {int(y) for y in re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", simplified(text).translate(_DIGITS))}
    return years.pop() if len(years) == 1 else None
