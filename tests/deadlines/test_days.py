"""The three days of a run."""

from __future__ import annotations

from datetime import date

from officebatch.deadlines import days
from officebatch.rulebook.sheets import CalendarDay
from tests.making import rules, settings


def test_issue_on_the_first_working_day_after_as_of_answers_working_days_after_that() -> None:
    three = days(rules(), date(2026, 11, 20))
    assert (three.as_of, three.issue) == (date(2026, 11, 20), date(2026, 11, 23))
    assert dict(three.answer_by) == {
        "催办通知单": date(2026, 11, 25),
        "督办通知单": date(2026, 11, 26),
        "整改通知单": date(2026, 11, 30),
    }


def test_before_a_holiday_no_day_falls_on_a_rest_day() -> None:
    three = days(rules(settings=settings(answer_days={"催办通知单": 2})), date(2026, 9, 30))
    assert (three.issue, three.answer_by["催办通知单"]) == (date(2026, 10, 8), date(2026, 10, 10))


def test_the_offices_calendar_is_heeded() -> None:
    book = rules(calendar=(CalendarDay(date(2026, 11, 23), working=False),))
    assert days(book, date(2026, 11, 20)).issue == date(2026, 11, 24)


def test_the_first_day_without_a_notice_begins_a_year() -> None:
    assert days(rules(), date(2026, 11, 20)).provisional_from.strftime("%m-%d") == "01-01"
