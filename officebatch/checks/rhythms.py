"""Feedback rhythms as people write them (每周, 每两周, 每月5日前, 每季度) and what each owes up to a day.

A rhythm of the calendar (week, month, quarter) owes one feedback in each of its periods; only whole periods that are
over count, so that a feedback on the last day of each month is in order. A rhythm that counts days (每两周, 每10天)
owes one within so many days of the last. A last day that is no working day moves to the next one.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from officebatch.model.workdays import Workdays

    Made = Callable[[re.Match[str]], "Rhythm"]

_END = 31  # the last day of a month, however long it is
_WEEKDAYS = "一二三四五六日天"
_SIGNS = {sign: n for n, sign in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_COUNT = r"(?P<n>[0-9]{1,3}|[一两二三四五六七八九十])个?(?P<unit>工作日|周|星期|月|天|日)"
_AGAIN = r"一?(?:次|报|反馈|报告|通报|汇报|调度|更新)"
_DAYS = r"(?:[0-9]{1,2}[日号]?[、及和与])*[0-9]{1,2}[日号]"
_EACH = r"(?:每个?|按|逐)"
_NO_DEMAND = re.compile(
    r"不定期|随时|及时|适时|按需|视情|按要求|节点|完成[后时]|办结[后时]|一次性|无需|不需|不要求|^无$|^[/\\—-]+$"
)


@dataclass(frozen=True)
class Rhythm:
    """When feedback is owed: up to a weekday (0 Monday … 6 Sunday), up to days of months, or every so many days."""

    weekday: int | None = None
    months: tuple[int, ...] = ()
    days: tuple[int, ...] = ()
    every: int = 0
    working: bool = False

    def since(self, as_of: date, workdays: Workdays) -> date:
        """The day from which on a feedback is fresh enough."""
        if not self.every:
            return self._ended(as_of, workdays)[-2] + timedelta(days=1)
        before = workdays.back(np.array([as_of], dtype="datetime64[D]"), self.every if self.working else 1)[0].item()
        found: date = before if self.working else before - timedelta(days=self.every - 1)
        return found

    def wanted(self, last: date, as_of: date, workdays: Workdays) -> date:
        """The day by which a feedback was owed to one who gave the last on a day that is too old."""
        if not self.every:
            return self._ended(as_of, workdays)[-1]
        day = np.array([last], dtype="datetime64[D]")
        found: date = (workdays.add(day, self.every) if self.working else workdays.roll(day + self.every))[0].item()
        return found

    def _ended(self, as_of: date, workdays: Workdays) -> list[date]:
        """The last days of the latest periods that are over."""
        if self.weekday is not None:
            last = as_of - timedelta(days=(as_of.weekday() - self.weekday) % 7)
            ends = [last - timedelta(days=7 * n) for n in range(5, -1, -1)]
        else:
            ends = [
                date(year, month, min(day, monthrange(year, month)[1]))
                for year in range(as_of.year - 3, as_of.year + 1)
                for month in self.months
                for day in self.days
            ]
        rolled = workdays.roll(np.array(ends, dtype="datetime64[D]"))
        return [end for end, moved in zip(ends, rolled.tolist(), strict=True) if moved < as_of]


@lru_cache(maxsize=4096)
def read(text: str) -> Rhythm | None:
    """The rhythm a text says, None where it demands none (随时, 办结后, /). ValueError where it says none, or two."""
    folded = re.sub(r"[\s,，。;；]", "", unicodedata.normalize("NFKC", text))
    rhythm, rest = _first(folded)
    if rhythm is None:
        if _NO_DEMAND.search(folded):
            return None
        raise ValueError(text)
    other, _ = _first(rest)
    if other is not None and (other.weekday is None, other.months) != (rhythm.weekday is None, rhythm.months):
        raise ValueError(text)
    return rhythm


def _first(text: str) -> tuple[Rhythm | None, str]:
    """The rhythm of the most definite words, and the text without them."""
    for pattern, made in _FORMS:
        if found := pattern.search(text):
            return made(found), f"{text[: found.start()]}|{text[found.end() :]}"
    return None, text


def _of_month(found: re.Match[str]) -> Rhythm:
    days = tuple(sorted({min(max(int(n), 1), _END) for n in re.findall(r"[0-9]+", found["days"])}))
    if found["unit"] == "月":
        return Rhythm(months=MONTHLY.months, days=days)
    return Rhythm(months=QUARTERLY.months if "末" in (found["which"] or "") else (1, 4, 7, 10), days=days)


def _of_year(found: re.Match[str]) -> Rhythm:
    return Rhythm(months=(min(max(int(found["month"]), 1), 12),), days=(min(max(int(found["day"] or _END), 1), _END),))


def _weekday(found: re.Match[str]) -> Rhythm:
    return Rhythm(weekday=min(_WEEKDAYS.index(found["weekday"]), 6))


def _counted(found: re.Match[str]) -> Rhythm:
    n = max(int(found["n"]) if found["n"].isdigit() else _SIGNS[found["n"]], 1)
    match found["unit"]:
        case "周" | "星期":
            return WEEKLY if n == 1 else Rhythm(every=7 * n)
        case "月":
            return {1: MONTHLY, 3: QUARTERLY, 6: HALF_YEARLY, 12: YEARLY}.get(n) or Rhythm(every=31 * n)
        case unit:
            return Rhythm(every=n, working=n == 1 or unit == "工作日")


def _always(rhythm: Rhythm) -> Made:
    return lambda _: rhythm


DAILY = Rhythm(every=1, working=True)
WEEKLY = Rhythm(weekday=6)
MONTHLY = Rhythm(months=tuple(range(1, 13)), days=(_END,))
QUARTERLY = Rhythm(months=(3, 6, 9, 12), days=(_END,))
HALF_YEARLY = Rhythm(months=(6, 12), days=(_END,))
YEARLY = Rhythm(months=(12,), days=(_END,))
# The most definite forms first: 每月5日前 is no 每月, 半年报 is no 年报.
_FORMS: tuple[tuple[re.Pattern[str], Made], ...] = tuple(
    (re.compile(pattern), made)
    for pattern, made in (
        (r"每年(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})[日号]|[底末])?", _of_year),
        (
            rf"(?:^|次|{_EACH})(?P<unit>月|季度?)(?P<which>首个?月|末月|最后一?个?月)?(?P<days>{_DAYS})",
            _of_month,
        ),
        (rf"(?:周|星期|礼拜)(?P<weekday>[{_WEEKDAYS}])(?!次|报|反馈|通报|汇报|调度|更新)", _weekday),
        (rf"[每隔]{_COUNT}", _counted),
        (rf"{_COUNT}{_AGAIN}", _counted),
        (r"双周|隔周", _always(Rhythm(every=14))),
        (r"半个?月", _always(Rhythm(months=MONTHLY.months, days=(15, _END)))),
        (rf"{_EACH}旬|旬报|^旬$", _always(Rhythm(months=MONTHLY.months, days=(10, 20, _END)))),
        (r"半年", _always(HALF_YEARLY)),
        (rf"{_EACH}(?:周|星期)|周报|^周$", _always(WEEKLY)),
        (rf"{_EACH}月|月报|^月$|^月[底末]", _always(MONTHLY)),
        (rf"{_EACH}季|季报|^季度?$|^季度?[底末]", _always(QUARTERLY)),
        (rf"{_EACH}年|年报|^年度?$|^年[底末]", _always(YEARLY)),
        (rf"{_EACH}(?:工作)?[日天]|日报|^日$", _always(DAILY)),
    )
)
