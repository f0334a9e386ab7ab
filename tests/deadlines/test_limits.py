"""What each form of limit makes of a start. 20 November 2026 is a Friday."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from officebatch.deadlines.limits import due
from officebatch.model.limit import Limit, LimitKind
from officebatch.model.workdays import Workdays

TABLE = Workdays.of()
HOURS, HALF, SAME = LimitKind.HOURS, LimitKind.HALF_DAY, LimitKind.SAME_DAY
WORKING, NATURAL, FIXED = LimitKind.WORKING_DAYS, LimitKind.NATURAL_DAYS, LimitKind.FIXED


def one(limit: Limit, start: str, anchor: str = "NaT") -> str:
    found = due(limit, np.array([start], dtype="datetime64[s]"), np.array([anchor], dtype="datetime64[s]"), TABLE)
    text = str(found[0])
    return text.removesuffix("T00:00:00").removesuffix(":00")


@pytest.mark.parametrize(
    ("kind", "amount", "start", "expected"),
    [
        (HOURS, 4, "2026-11-20T09:00", "2026-11-20T15:30"),
        (HOURS, 4, "2026-11-20T16:00", "2026-11-23T10:30"),
        (HOURS, 4, "2026-11-20", "2026-11-23T15:00"),  # the hour is not known: from the end of the day
        (HOURS, 0.5, "2026-11-20T11:45", "2026-11-20T14:45"),
        (HALF, 0, "2026-11-20T09:00", "2026-11-20T12:00"),
        (HALF, 0, "2026-11-20T15:00", "2026-11-20T18:00"),
        (HALF, 0, "2026-11-20T20:00", "2026-11-23T12:00"),
        (SAME, 0, "2026-11-20T17:00", "2026-11-20"),
        (SAME, 0, "2026-11-21", "2026-11-23"),
        (WORKING, 1, "2026-11-20", "2026-11-23"),
        (WORKING, 5, "2026-11-20", "2026-11-27"),
        (WORKING, 2, "2026-11-21", "2026-11-24"),  # a start on a rest day is not counted either
        (WORKING, 2, "2026-02-13", "2026-02-24"),
        (WORKING, 3, "2026-09-30", "2026-10-10"),
        (NATURAL, 5, "2026-11-20", "2026-11-25"),
        (NATURAL, 8, "2026-11-20", "2026-11-30"),  # ends on a Saturday: the Monday after
        (NATURAL, 10, "2026-09-25", "2026-10-08"),  # ends in the holiday
        (FIXED, 0, "2026-03-02", "2026-12-31"),
    ],
)
def test_a_start_and_a_limit_give_a_due_moment(kind: LimitKind, amount: float, start: str, expected: str) -> None:
    assert one(Limit(kind, "", amount, month=12, day=31), start) == expected


def test_half_day_without_an_hour_is_the_day() -> None:
    assert one(Limit(HALF, "半日"), "2026-11-20") == "2026-11-20T18:00"
    assert one(Limit(HALF, "半日"), "2026-11-21") == "2026-11-23T12:00"


@pytest.mark.parametrize(
    ("month", "day", "start", "expected"),
    [
        (6, 30, "2026-06-30", "2026-06-30"),
        (6, 30, "2026-07-01", "2027-06-30"),
        (2, 29, "2026-01-05", "2026-02-28"),
        (2, 29, "2028-01-05", "2028-02-29"),
        (10, 3, "2026-09-01", "2026-10-03"),  # not rolled though a holiday
    ],
)
def test_a_fixed_day_is_the_next_such_day(month: int, day: int, start: str, expected: str) -> None:
    assert one(Limit(FIXED, "", month=month, day=day), start) == expected


@pytest.mark.parametrize(
    ("meeting", "expected"),
    [("2026-11-27", "2026-11-24"), ("2026-11-23", "2026-11-18"), ("2026-11-22", "2026-11-18"), ("NaT", "NaT")],
)
def test_before_a_meeting_is_counted_back_from_it(meeting: str, expected: str) -> None:
    assert one(Limit(LimitKind.BEFORE, "会前3个工作日", 3, field="会议日期"), "NaT", meeting) == expected


def test_a_field_is_taken_as_it_stands() -> None:
    assert one(Limit(LimitKind.FIELD, "[完成时限]", field="完成时限"), "NaT", "2026-11-21") == "2026-11-21"


@pytest.mark.parametrize("kind", [HOURS, HALF, SAME, WORKING, NATURAL, FIXED])
def test_no_start_no_due_moment(kind: LimitKind) -> None:
    assert one(Limit(kind, "", 2, month=12, day=31), "NaT") == "NaT"


@given(st.datetimes(datetime(2004, 1, 1), datetime(2026, 6, 1)), st.integers(1, 60))
def test_due_days_counted_in_days_are_worked_and_never_before_the_start(start: datetime, n: int) -> None:
    starts, none = np.array([start], dtype="datetime64[s]"), np.array(["NaT"], dtype="datetime64[s]")
    for kind in (WORKING, NATURAL, SAME):
        found = due(Limit(kind, "", n), starts, none, TABLE)
        assert TABLE.is_working(found).all()
        assert (found >= starts.astype("datetime64[D]")).all()
