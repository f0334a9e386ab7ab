"""Working time against a naive loop over the published calendar, and its laws."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import chinese_calendar
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from officebatch.model.workdays import Workdays

if TYPE_CHECKING:
    from officebatch.model.workdays import Days

TABLE = Workdays.of()
KNOWN = st.dates(date(2004, 1, 1), date(2026, 10, 31))
ANY = st.dates(date(2001, 1, 1), date(2049, 1, 1))
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2026, 10, 31)).map(lambda m: m.replace(second=0, microsecond=0))


@dataclass(frozen=True)
class Decided:
    day: date
    working: bool


def days(*given: object) -> Days:
    return np.array(given, dtype="datetime64[D]")


def moments(*given: object) -> Days:
    return np.array(given, dtype="datetime64[s]")


def walk(day: date, n: int, step: int = 1) -> date:
    while n:
        day += timedelta(days=step)
        n -= chinese_calendar.is_workday(day)
    return day


def test_every_published_day_is_as_published() -> None:
    published = np.arange("2004-01-01", "2027-01-01", dtype="datetime64[D]")
    assert TABLE.is_working(published).tolist() == [chinese_calendar.is_workday(d) for d in published.tolist()]


@given(KNOWN, st.integers(1, 40))
def test_adding_days_is_walking_them(day: date, n: int) -> None:
    assert TABLE.add(days(day), n).tolist() == [walk(day, n)]


@given(st.dates(date(2006, 1, 1), date(2026, 10, 31)), st.integers(1, 40))
def test_going_back_is_walking_back(day: date, n: int) -> None:
    assert TABLE.back(days(day), n).tolist() == [walk(day, n, -1)]


@given(ANY, st.integers(0, 200))
def test_counting_undoes_adding(day: date, n: int) -> None:
    ends = TABLE.add(days(day), n)
    assert TABLE.is_working(ends).all()
    assert TABLE.count(TABLE.roll(days(day)) if n == 0 else days(day), ends).tolist() == [n]


@given(ANY, ANY, st.integers(0, 100))
def test_a_later_start_is_never_due_earlier(one: date, other: date, n: int) -> None:
    first, second = TABLE.add(days(min(one, other), max(one, other)), n)
    assert first <= second


@given(ANY, ANY)
def test_counting_backwards_is_the_negative(one: date, other: date) -> None:
    assert TABLE.count(days(one), days(other)) == -TABLE.count(days(other), days(one))


@given(KNOWN, st.booleans())
def test_the_office_decides_a_day(day: date, working: bool) -> None:
    own = Workdays.of([Decided(day, working)])
    assert own.is_working(days(day)).tolist() == [working]
    others = days(day - timedelta(days=1), day + timedelta(days=1))
    assert own.is_working(others).tolist() == TABLE.is_working(others).tolist()


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        ("2026-02-13", 1, "2026-02-14"),  # the Saturday made up for the Spring Festival
        ("2026-02-13", 2, "2026-02-24"),
        ("2026-02-14", 1, "2026-02-24"),
        ("2026-02-24", 4, "2026-02-28"),  # a Saturday worked
        ("2026-09-18", 1, "2026-09-20"),  # a Sunday made up for National Day
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-09-30", 3, "2026-10-10"),  # a Saturday worked
        ("2026-11-20", 5, "2026-11-27"),  # five working days from a Friday: the next Friday
    ],
)
def test_make_up_days_count(start: str, n: int, due: str) -> None:
    assert TABLE.add(days(start), n) == days(due)


@pytest.mark.parametrize(
    ("start", "minutes", "ends"),
    [
        ("2026-11-20T08:30", 210, "2026-11-20T12:00"),  # the morning's end, not the afternoon's start
        ("2026-11-20T12:00", 60, "2026-11-20T15:30"),
        ("2026-11-20T13:10", 60, "2026-11-20T15:30"),  # a start in the break moves to the next session
        ("2026-11-20T11:00", 240, "2026-11-20T17:30"),
        ("2026-11-20T17:00", 120, "2026-11-23T09:30"),
        ("2026-11-20T18:00", 60, "2026-11-23T09:30"),
        ("2026-11-21T10:00", 60, "2026-11-23T09:30"),
        ("2026-02-13T18:00", 60, "2026-02-14T09:30"),
        ("2026-11-20T08:00", 420, "2026-11-20T18:00"),
        ("2026-11-20T13:00", 0, "2026-11-20T14:30"),
    ],
)
def test_minutes_run_over_the_sessions(start: str, minutes: int, ends: str) -> None:
    assert TABLE.add_minutes(moments(start), minutes) == moments(ends)


@given(MOMENTS, st.integers(1, 5000))
def test_minutes_undo_too(moment: datetime, minutes: int) -> None:
    ends = TABLE.add_minutes(moments(moment), minutes)
    assert TABLE.count_minutes(moments(moment), ends).tolist() == [minutes]


@given(MOMENTS, st.integers(1, 1200))
def test_minutes_are_those_of_a_clock_that_ticks_in_working_hours(moment: datetime, minutes: int) -> None:
    sessions = [(time(8, 30), time(12)), (time(14, 30), time(18))]
    gone, now = 0, moment
    while gone < minutes:
        inside = any(opens <= now.time() < closes for opens, closes in sessions)
        if not (inside and chinese_calendar.is_workday(now)):
            opening = [datetime.combine(now, opens) for opens, _ in sessions if opens > now.time()]
            now = opening[0] if opening else datetime.combine(now + timedelta(days=1), time())
            continue
        now += timedelta(minutes=1)
        gone += 1
    assert TABLE.add_minutes(moments(moment), minutes).tolist() == [now]


def test_the_half_day_ends_at_noon_or_at_closing() -> None:
    starts = ["2026-11-20T09:00", "2026-11-20T12:00", "2026-11-20T13:00", "2026-11-20T18:30", "2026-11-20T18:00", "NaT"]
    ends = ["2026-11-20T12:00", "2026-11-20T12:00", "2026-11-20T18:00", "2026-11-23T12:00", "2026-11-20T18:00", "NaT"]
    assert np.array_equal(TABLE.half_day_end(moments(*starts)), moments(*ends), equal_nan=True)


def test_one_long_session_has_two_halves_as_well() -> None:
    own = Workdays.of(hours=[(time(9), time(17))])
    assert own.half_day_end(moments("2026-11-20T10:00")) == moments("2026-11-20T12:00")
    assert own.add_minutes(moments("2026-11-20T16:00"), 120) == moments("2026-11-23T10:00")


@pytest.mark.parametrize("hours", [[], [(time(12), time(8))], [(time(8), time(12)), (time(11), time(18))]])
def test_working_hours_out_of_order_are_refused(hours: list[tuple[time, time]]) -> None:
    with pytest.raises(ValueError, match="hours"):
        Workdays.of(hours=hours)


def test_days_past_the_last_notice_are_provisional() -> None:
    end = date(TABLE.published_to.year, 12, 31)
    asked = days(end - timedelta(days=3), end - timedelta(days=2), end, end + timedelta(days=200))
    assert TABLE.provisional(asked).tolist() == [False, True, True, True]
    assert TABLE.unpublished_from == end + timedelta(days=1)


def test_a_day_the_office_decided_is_no_longer_provisional() -> None:
    day = date(2030, 6, 3)
    assert Workdays.of([Decided(day, True)]).provisional(days(day)).tolist() == [False]


def test_an_unpublished_year_is_monday_to_friday_without_the_statutory_days() -> None:
    year = np.arange("2030-01-01", "2031-01-01", dtype="datetime64[D]")
    off = [d for d, worked in zip(year.tolist(), TABLE.is_working(year), strict=True) if d.weekday() < 5 and not worked]
    assert [d.isoformat()[5:] for d in off] == [
        "01-01", "02-04", "02-05", "04-05", "05-01", "05-02", "06-05", "09-12", "10-01", "10-02", "10-03",
    ]  # fmt: skip
    assert not TABLE.is_working(year[[d.weekday() >= 5 for d in year.tolist()]]).any()


def test_no_day_stays_no_day_and_far_days_do_no_harm() -> None:
    asked = moments("NaT", "1899-12-31", "9999-12-31")
    for found in (TABLE.add(asked, 3), TABLE.back(asked, 3), TABLE.roll(asked), TABLE.add_minutes(asked, 30)):
        assert np.isnat(found).tolist() == [True, False, False]
    assert TABLE.count(asked, moments("2026-11-20"))[0] == 0
    assert not TABLE.is_working(asked)[0]
    assert not TABLE.provisional(asked)[0]


def test_next_working_day_and_the_nth_after() -> None:
    assert TABLE.next_working(date(2026, 11, 20)) == date(2026, 11, 23)
    assert TABLE.next_working(date(2026, 2, 13)) == date(2026, 2, 14)
    assert TABLE.after(date(2026, 9, 30), 3) == date(2026, 10, 10)


def test_the_table_travels() -> None:
    again = pickle.loads(pickle.dumps(TABLE))
    assert again.add(days("2026-02-13"), 2) == days("2026-02-24")
