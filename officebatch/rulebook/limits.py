"""Limits as people say them: 4小时, 半日, 当日, 2个工作日, 10日, 12月31日, 会前3个工作日, [完成时限]."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING

from officebatch.model.limit import Limit, LimitKind
from officebatch.rulebook.faults import CellFault
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Callable

MEETING = "会"  # 会前: back from the field whose role is meeting_date; the words stand for it until it is known
NOT_A_LIMIT = marked(
    "“{text}” is no limit. Write it as one of: 4小时, 半日, 当日, 2个工作日, 10日, 12月31日, 会前3个工作日, [完成时限]."
)
_COUNT = r"(?P<n>[0-9]{1,4}(?:\.5)?|[一二两三四五六七八九十半]{1,3})"
_WORKING = r"个?工作[日天]"
_DIGITS = {"半": 0.5, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


def parse(text: str) -> Limit:
    """The limit a text says. Raises CellFault listing the forms for anything else."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).removesuffix("内").removesuffix("以")
    for pattern, made in _FORMS:
        if found := pattern.fullmatch(folded):
            try:
                return made(text.strip(), found)
            except ValueError:
                break
    raise CellFault(NOT_A_LIMIT, text=text)


def _half_day(words: str, _: re.Match[str]) -> Limit:
    return Limit(LimitKind.HALF_DAY, words)


def _same_day(words: str, _: re.Match[str]) -> Limit:
    return Limit(LimitKind.SAME_DAY, words)


def _hours(words: str, found: re.Match[str]) -> Limit:
    return Limit(LimitKind.HOURS, words, _number(found["n"]))


def _working_days(words: str, found: re.Match[str]) -> Limit:
    return Limit(LimitKind.WORKING_DAYS, words, _whole(found["n"]))


def _natural_days(words: str, found: re.Match[str]) -> Limit:
    return Limit(LimitKind.NATURAL_DAYS, words, _whole(found["n"]))


def _fixed(words: str, found: re.Match[str]) -> Limit:
    month, day = int(found["month"]), int(found["day"])
    date(2024, month, day)  # a leap year: 2月29日 exists
    return Limit(LimitKind.FIXED, words, month=month, day=day)


def _before(words: str, found: re.Match[str]) -> Limit:
    return Limit(LimitKind.BEFORE, words, _whole(found["n"]), field=found["field"] or MEETING)


def _field(words: str, found: re.Match[str]) -> Limit:
    return Limit(LimitKind.FIELD, words, field=found["field"])


def _whole(text: str) -> float:
    number = _number(text)
    if number != int(number):
        raise ValueError(text)
    return number


def _number(text: str) -> float:
    if text[0].isdigit():
        return float(text)
    if "十" not in text:
        if len(text) > 1:
            raise ValueError(text)
        return _DIGITS[text]
    tens, _, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "半" in text or "两" in text:
        raise ValueError(text)
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[str, re.Match[str]], Limit]], ...] = (
    (re.compile(r"半个?工?作?[日天]|同半日"), _half_day),
    (re.compile(r"[当同][日天]|即日"), _same_day),
    (re.compile(_COUNT + r"个?(?:工作)?小?时"), _hours),
    (re.compile(_COUNT + _WORKING), _working_days),
    (re.compile(_COUNT + r"个?(?:自然)?[日天]"), _natural_days),
    (re.compile(r"(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})[日号]"), _fixed),
    (re.compile(rf"(?:会|会议|\[(?P<field>[^\[\]]+)\])前{_COUNT}{_WORKING}"), _before),
    (re.compile(r"\[(?P<field>[^\[\]]+)\]"), _field),
)
