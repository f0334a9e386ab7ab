"""TSK107 to TSK116, TSK130 to TSK132: days, states, rhythm and the closing of a task."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.everycheck.names import TASKS
from tests.everycheck.plant import Found, plant
from tests.everycheck.plants.tasks import done, running
from tests.everycheck.quirks import day

if TYPE_CHECKING:
    from tests.everycheck.names import Row
    from tests.everycheck.office import Office


def endless(row: Row) -> bool:
    """Whether a task runs on without an end."""
    return row["状态"] == "长期"


@plant("TSK107")
def done_before_it_began(office: Office) -> Found:
    row = office.take(TASKS, done)
    row["办结日期"] = row["最近反馈日期"] = day(row, "立项日期") - timedelta(2)
    return Found(row, "办结日期")


@plant("TSK108")
def feedback_before_it_began(office: Office) -> Found:
    row = office.take(TASKS, done)
    row["最近反馈日期"] = day(row, "立项日期") - timedelta(2)
    return Found(row, "最近反馈日期")


@plant("TSK109")
def feedback_long_after_it_was_done(office: Office) -> Found:
    row = office.take(TASKS, done)
    row["最近反馈日期"] = day(row, "办结日期") + timedelta(30)
    return Found(row, "最近反馈日期")


@plant("TSK110")
def done_at_eighty_percent(office: Office) -> Found:
    row = office.take(TASKS, done)
    row["完成率"] = 0.8
    return Found(row, "完成率")


@plant("TSK111")
def not_begun_at_half(office: Office) -> Found:
    row = office.take(TASKS, running)
    row.update(状态="未办", 完成率=0.5)
    return Found(row, "状态")


@plant("TSK112")
def dropped_without_a_word(office: Office) -> Found:
    row = office.take(TASKS, running)
    row.update(状态="取消", 进展情况="")
    return Found(row, "备注")


@plant("TSK113")
def done_without_a_word(office: Office) -> Found:
    row = office.take(TASKS, done)
    del row["进展情况"]
    return Found(row, "进展情况")


@plant("TSK114")
def no_limit(office: Office) -> Found:
    row = office.take(TASKS, running)
    del row["完成时限"]
    return Found(row, "完成时限")


@plant("TSK115")
def endless_without_a_rhythm(office: Office) -> Found:
    row = office.take(TASKS, endless)
    del row["反馈周期"]
    return Found(row, "反馈周期")


@plant("TSK116")
def rhythm_of_two_kinds(office: Office) -> Found:
    row = office.take(TASKS, running)
    row["反馈周期"] = "每周口头，每月书面"
    return Found(row, "反馈周期")


@plant("TSK130")
def sent_back_but_done(office: Office) -> Found:
    row = office.take(TASKS, done)
    row["办结审核"] = "材料不全，退办"
    return Found(row, "状态")


@plant("TSK131")
def never_looked_at(office: Office) -> Found:
    row = office.take(TASKS, done)
    del row["办结审核"], row["审核人"]
    return Found(row, "办结审核")


@plant("TSK132")
def looked_at_by_who_did_it(office: Office) -> Found:
    row = office.take(TASKS, done)
    row["审核人"] = row["责任人"]
    return Found(row, "审核人")
