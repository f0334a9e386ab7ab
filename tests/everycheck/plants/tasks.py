"""TSK: one fault each in a task of 督办台账."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.everycheck import people
from tests.everycheck.names import TASKS, Row
from tests.everycheck.plant import Found, plant

if TYPE_CHECKING:
    from tests.everycheck.office import Office


def running(row: Row) -> bool:
    """Whether a task runs and has its day ahead."""
    return row["状态"] == "在办" and row["督办类别"] == "年度重点"


def done(row: Row) -> bool:
    """Whether a task is done."""
    return row["状态"] == "办结" and row["督办类别"] == "会议议定"


@plant("TSK101")
def due_before_it_was_set(office: Office) -> Found:
    row = office.take(TASKS, done)
    start = row["立项日期"]
    assert isinstance(start, date)
    row["完成时限"] = start - timedelta(3)
    return Found(row, "完成时限")


@plant("TSK102")
def done_without_a_day(office: Office) -> Found:
    row = office.take(TASKS, done)
    del row["办结日期"]
    return Found(row, "办结日期")


@plant("TSK103")
def complete_but_open(office: Office) -> Found:
    row = office.take(TASKS, running)
    row["完成率"] = 1.0
    return Found(row, "状态")


@plant("TSK104")
def no_feedback_for_long(office: Office) -> Found:
    row = office.take(TASKS, lambda task: running(task) and task["反馈周期"] == "每月")
    row["最近反馈日期"] = date(2026, 9, 1)
    return Found(row, "最近反馈日期")


@plant("TSK105")
def extended_too_often(office: Office) -> Found:
    row = office.take(TASKS, running)
    row["延期次数"] = 3
    return Found(row, "延期次数")


@plant("TSK106")
def person_of_another_department(office: Office) -> Found:
    row = office.take(TASKS, lambda task: running(task) and task["牵头部门"] != "财务科")
    row["责任人"] = people.of("财务科")[1]
    return Found(row, "责任人")
