"""Working time: one day table with prefix sums, so that a million due days are two look-ups each.

Why a table of our own: the published days come from chinesecalendar (the one door to it), the office's own days from
its rule book, and years without a notice must still answer, but never silently. Such days are *provisional*:
Monday to Friday without the 13 statutory days (the lunar ones by a short table, Qingming by its usual day; nothing
is known of bridges and make-up days). The last three days of the last published year are provisional too: the next
year's notice may still change them. A day the office itself decided is known.

Days travel as arrays of datetime64 of any unit, read as calendar days; NaT stays NaT. The table reaches from 2000 to
2050; what lies outside is moved to its edge.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Days = NDArray[np.datetime64]

FIRST_YEAR, LAST_YEAR = 2000, 2050
UNSURE_TAIL = 3
WORKING_HOURS = ((time(8, 30), time(12, 0)), (time(14, 30), time(18, 0)))
_LUNAR = (  # New Year's Day of the lunar calendar, Dragon Boat, Mid-autumn
    ((2027, 2, 6), (2027, 6, 9), (2027, 9, 15)),
    ((2028, 1, 26), (2028, 5, 28), (2028, 10, 3)),
    ((2029, 2, 13), (2029, 6, 16), (2029, 9, 22)),
    ((2030, 2, 3), (2030, 6, 5), (2030, 9, 12)),
    ((2031, 1, 23), (2031, 6, 24), (2031, 10, 1)),
    ((2032, 2, 11), (2032, 6, 12), (2032, 9, 19)),
    ((2033, 1, 31), (2033, 6, 1), (2033, 9, 8)),
    ((2034, 2, 19), (2034, 6, 20), (2034, 9, 27)),
    ((2035, 2, 8), (2035, 6, 10), (2035, 9, 16)),
    ((2036, 1, 28), (2036, 5, 30), (2036, 10, 4)),
)
_SOLAR = ((1, 1), (4, 5), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))


class DecidedDay(Protocol):
    """A day that differs from the national calendar, as sheet 日历 of the rule book has it."""

    @property
    def day(self) -> date:
        """Which day."""

    @property
    def working(self) -> bool:
        """Whether it is worked."""


@dataclass(frozen=True, eq=False)
class Workdays:
    """The day table. Index 0 is 1 January of FIRST_YEAR; `published_to` is the last day of the last notice.

    worked, unsure: bool a day. before: working days before each day (one longer than the table). nth: the index of
    each working day. minutes: working minutes of a day up to each of its 1,441 minutes. moment: the minute of the day
    at which so many working minutes are over.
    """

    worked: NDArray[np.bool_]
    unsure: NDArray[np.bool_]
    before: NDArray[np.int64]
    nth: NDArray[np.int64]
    minutes: NDArray[np.int64]
    moment: NDArray[np.int64]
    published_to: date

    @classmethod
    def of(
        cls,
        decided: Iterable[DecidedDay] = (),
        hours: Sequence[tuple[time, time]] = WORKING_HOURS,
    ) -> Workdays:
        """The national table with the office's own days and working hours.

        Raises ValueError when the working hours are empty or do not follow each other within the day.
        """
        worked, unsure, published_to = _national()
        worked, unsure = worked.copy(), unsure.copy()
        for differs in decided:
            if FIRST_YEAR <= differs.day.year <= LAST_YEAR:
                worked[_place(differs.day)] = differs.working
                unsure[_place(differs.day)] = False
        before = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(worked)])
        minutes = _minutes(hours)
        moment = np.searchsorted(minutes, np.arange(minutes[-1] + 1))
        return cls(worked, unsure, before, np.flatnonzero(worked), minutes, moment, published_to)

    @property
    def unpublished_from(self) -> date:
        """The first day of the first year without a published holiday notice."""
        return self.published_to + timedelta(days=1)

    def is_working(self, days: Days) -> NDArray[np.bool_]:
        """Whether each day is worked; False for NaT."""
        return self.worked[self._index(days)] & ~np.isnat(days)

    def provisional(self, days: Days) -> NDArray[np.bool_]:
        """Whether each day lies past what is published and certain; False for NaT."""
        return self.unsure[self._index(days)] & ~np.isnat(days)

    def count(self, after: Days, upto: Days) -> NDArray[np.int64]:
        """Working days after one day up to another, that one included; negative backwards, 0 with NaT."""
        days = self.before[self._index(upto) + 1] - self.before[self._index(after) + 1]
        return np.where(np.isnat(after) | np.isnat(upto), 0, days)

    def add(self, days: Days, n: int | NDArray[np.int64]) -> Days:
        """The n-th working day after each day, the day itself not counted; n = 0 is `roll`."""
        index = self._index(days)
        steps = np.asarray(n, dtype=np.int64)
        return self._day(self.before[index + (steps > 0)] + np.maximum(steps - 1, 0), days)

    def back(self, days: Days, n: int) -> Days:
        """The n-th working day before each day, the day itself not counted; n = 0 is the last one up to it."""
        place = self.before[self._index(days)] - n if n > 0 else self.before[self._index(days) + 1] - 1
        return self._day(place, days)

    def roll(self, days: Days) -> Days:
        """Each day if it is worked, else the next working day."""
        return self._day(self.before[self._index(days)], days)

    def add_minutes(self, moments: Days, minutes: int) -> Days:
        """The moment (in seconds) when so many working minutes are over, counted from each moment.

        A moment outside working hours begins with the next session; a sum that ends with a session ends there (12:00,
        not 14:30). `minutes` = 0 gives the first working moment.
        """
        total = self._gone(moments) + minutes
        return self._moment(total, moments) if minutes else self._begin(total, moments)

    def count_minutes(self, after: Days, upto: Days) -> NDArray[np.int64]:
        """Working minutes between two moments; negative backwards, 0 with NaT."""
        return np.where(np.isnat(after) | np.isnat(upto), 0, self._gone(upto) - self._gone(after))

    def closing(self, days: Days) -> Days:
        """The moment (in seconds) when the office closes on each day."""
        return _at(days, int(self.moment[-1]))

    def half_day_end(self, moments: Days) -> Days:
        """The end of the half day (up to 12:00, or after it) a moment lies in; 12:00 and closing time still do.

        A moment outside working hours has the half day of the next session.
        """
        minute = -(-np.where(np.isnat(moments), 0, _seconds(moments) % 86400) // 60)
        inside = self.worked[self._index(moments)] & (self.minutes[minute] > self.minutes[minute - 1])
        at = np.where(inside, moments, self.add_minutes(moments, 0))
        morning = int(self.minutes[720])
        early = (_seconds(at) % 86400 <= 720 * 60) & (morning > 0) & ~np.isnat(at)
        ends, noon = self.closing(at), _at(at, int(self.moment[morning]))
        ends[early] = noon[early]
        return ends

    def next_working(self, day: date) -> date:
        """The first working day after a day."""
        return self.after(day, 1)

    def after(self, day: date, n: int) -> date:
        """The n-th working day after a day."""
        found: date = self.add(np.array([day], dtype="datetime64[D]"), n)[0].item()
        return found

    def _index(self, days: Days) -> NDArray[np.int64]:
        # NaT is the smallest integer: clipped to the edge here, masked by whoever asks
        whole = days.astype("datetime64[D]").astype(np.int64) - _EPOCH
        return np.clip(whole, 0, len(self.worked) - 1)

    def _day(self, place: NDArray[np.int64], like: Days) -> Days:
        found = self.nth[np.clip(place, 0, len(self.nth) - 1)] + _EPOCH
        days: Days = found.astype("datetime64[D]")
        days[np.isnat(like)] = np.datetime64("NaT")
        return days

    def _gone(self, moments: Days) -> NDArray[np.int64]:
        """The running sum of working minutes at each moment, begun minutes counted; anything for NaT."""
        index = self._index(moments)
        of_day = np.where(np.isnat(moments), 0, _seconds(moments) % 86400)
        today = np.where(self.worked[index], self.minutes[-(-of_day // 60)], 0)
        gone: NDArray[np.int64] = self.before[index] * self.minutes[-1] + today
        return gone

    def _moment(self, total: NDArray[np.int64], like: Days) -> Days:
        """The earliest moment at which the running sum of working minutes reaches `total` (> 0)."""
        place, rest = np.divmod(total - 1, self.minutes[-1])
        moments: Days = self._day(place, like).astype("datetime64[s]")
        moments += (self.moment[rest + 1] * 60).astype("timedelta64[s]")
        return moments

    def _begin(self, total: NDArray[np.int64], like: Days) -> Days:
        """The latest moment at which the running sum is still `total`: where the next working minute begins."""
        return self._moment(total + 1, like) - np.timedelta64(60, "s")


_EPOCH = int(np.datetime64(f"{FIRST_YEAR}-01-01", "D").astype(np.int64))


def _place(day: date) -> int:
    return int(np.datetime64(day, "D").astype(np.int64)) - _EPOCH


def _at(days: Days, minute: int) -> Days:
    midnight: Days = days.astype("datetime64[D]").astype("datetime64[s]")
    midnight += np.timedelta64(minute * 60, "s")
    return midnight


def _seconds(moments: Days) -> NDArray[np.int64]:
    seconds: NDArray[np.int64] = moments.astype("datetime64[s]").astype(np.int64)
    return seconds


@cache
def _national() -> tuple[NDArray[np.bool_], NDArray[np.bool_], date]:
    """Days worked, days unsure and the last published day, from the package's own tables of days."""
    from chinese_calendar import constants

    days = np.arange(f"{FIRST_YEAR}-01-01", f"{LAST_YEAR + 1}-01-01", dtype="datetime64[D]")
    worked = (days.astype(np.int64) + 3) % 7 < 5  # 1 January 1970 was a Thursday
    published_to = date(max(constants.holidays).year, 12, 31)
    end = _place(published_to)
    worked[[place for place in map(_place, _statutory()) if place > end]] = False
    worked[[_place(day) for day in constants.holidays]] = False
    worked[[_place(day) for day in constants.workdays]] = True
    unsure = np.arange(len(days)) > end - UNSURE_TAIL
    return worked, unsure, published_to


def _statutory() -> list[date]:
    """The statutory days known by rule, lunar ones as far as the table goes."""
    solar = [date(year, *day) for year in range(FIRST_YEAR, LAST_YEAR + 1) for day in _SOLAR]
    spring = [date(*new_year) + timedelta(days=n) for new_year, *_ in _LUNAR for n in (-1, 0, 1, 2)]
    return solar + spring + [date(*day) for _, *others in _LUNAR for day in others]


def _minutes(hours: Sequence[tuple[time, time]]) -> NDArray[np.int64]:
    """Working minutes of a day up to each of its minutes 0 … 1440."""
    at_work = np.zeros(1441, dtype=np.int64)
    last = 0
    for opens, closes in hours:
        start, end = (clock.hour * 60 + clock.minute for clock in (opens, closes))
        if not last <= start < end:
            raise ValueError(f"working hours must follow each other within the day: {opens}-{closes}")
        at_work[start + 1 : end + 1] = 1
        last = end
    if not last:
        raise ValueError("a day needs working hours")
    return np.cumsum(at_work)
