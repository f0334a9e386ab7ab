"""Whole columns against one record at a time: the same deadlines as a clerk with a calendar would find."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import chinese_calendar
from hypothesis import given, settings
from hypothesis import strategies as st

from officebatch.rulebook.sheets import Required
from tests.deadlines.cases import STEPS, found, process, sent
from tests.making import AS_OF

if TYPE_CHECKING:
    from collections.abc import Iterator

DATES = st.one_of(st.none(), st.dates(date(2026, 1, 20), date(2026, 12, 20)))
RECORDS = st.tuples(st.sampled_from(["平件", "特急", ""]), st.lists(DATES, min_size=len(STEPS), max_size=len(STEPS)))


@dataclass(frozen=True)
class Told:
    row: int
    step: str
    due: date
    days_late: int
    open: bool


@settings(max_examples=60, deadline=None)
@given(st.lists(RECORDS, min_size=1, max_size=6))
def test_columns_and_a_clerk_agree(records: list[tuple[str, list[date | None]]]) -> None:
    head = " | ".join(["文号", "部门", "缓急", *(f"{s}日期" for s in STEPS)])
    lines = [" | ".join([str(n), "财务科", u, *(str(d or "") for d in days)]) for n, (u, days) in enumerate(records)]
    ours = [Told(d.row, d.step, d.due_day, d.days_late, d.open) for d in found(sent("\n".join([head, *lines])))]
    assert ours == [told for n, (urgency, days) in enumerate(records) for told in clerk(n, urgency, days)]


def clerk(row: int, urgency: str, days: list[date | None]) -> Iterator[Told]:
    start: date | None = None
    seen: list[date] = []
    standing = next((s.name for s, d in zip(process(), days, strict=True) if s.required is Required.YES and not d), "")
    for step, day in zip(process(), days, strict=True):
        limit = step.limit(urgency)
        known = day if day and day <= AS_OF else None
        if limit and start and (known or step.name == standing):
            due = walk(start, int(limit.amount))
            yield Told(row, step.name, due, between(due, known or AS_OF), step.name == standing)
        if day:
            seen += [known] if known else []
            start = max(seen) if known else None


def walk(day: date, n: int) -> date:
    while n:
        day += timedelta(days=1)
        n -= chinese_calendar.is_workday(day)
    return day


def between(due: date, end: date) -> int:
    return sum(chinese_calendar.is_workday(due + timedelta(days=n)) for n in range(1, (end - due).days + 1))
