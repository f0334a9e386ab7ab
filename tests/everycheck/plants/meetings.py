"""MTG: one fault each in a topic of 会议议题台账."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.everycheck import people
from tests.everycheck.days import AS_OF, after, back
from tests.everycheck.names import TOPICS, Row
from tests.everycheck.plant import Found, plant
from tests.everycheck.quirks import day

if TYPE_CHECKING:
    from tests.everycheck.office import Office

STEPS = ("提报日期", "部门负责人意见日期", "分管领导意见日期", "办公室审核日期", "主要领导意见日期")


def heard(row: Row) -> bool:
    """A topic of a meeting that has been held."""
    return "议定事项" in row


def both(office: Office) -> tuple[Row, Row]:
    """The two topics of one meeting that has been held, neither taken."""
    first = office.take(TOPICS, lambda row: heard(row) and str(row["议题编号"])[-1] in "13579")
    second = office.take(TOPICS, lambda row: row["会议日期"] == first["会议日期"])
    return first, second


@plant("MTG101")
def handed_in_too_late(office: Office) -> Found:
    row = office.take(TOPICS, heard)
    two_before = back(day(row, "会议日期"), 2)
    row.update(dict.fromkeys(("提报日期", "部门负责人意见日期", "分管领导意见日期"), two_before))
    row.update(dict.fromkeys(("办公室审核日期", "主要领导意见日期"), back(day(row, "会议日期"), 1)))
    return Found(row, "提报日期")


@plant("MTG102")
def brought_up_at_the_meeting(office: Office) -> Found:
    row = office.take(TOPICS, heard)
    row.update(dict.fromkeys(STEPS, row["会议日期"]))
    return Found(row, "提报日期")


@plant("MTG103")
def without_the_leaders_consent(office: Office) -> Found:
    row = office.take(TOPICS, heard)
    row["分管领导意见"] = "缓议"
    return Found(row, "分管领导意见")


@plant("MTG104")
def leader_before_the_head(office: Office) -> Found:
    row = office.take(TOPICS, heard)
    row["分管领导意见日期"] = back(day(row, "部门负责人意见日期"), 1)
    return Found(row, "分管领导意见日期")


@plant("MTG105")
def neither_asked_nor_there(office: Office) -> Found:
    row = office.take(TOPICS, heard)
    row.update(会商情况="", 列席人员="")
    return Found(row, "涉及部门")


@plant("MTG106")
def material_too_long(office: Office) -> Found:
    row = office.take(TOPICS, heard)
    row["材料字数"] = 5200
    return Found(row, "材料字数")


@plant("MTG107")
def three_to_report(office: Office) -> Found:
    row = office.take(TOPICS, heard)
    row["汇报人"] = "、".join(people.of(str(row["提报部门"]))[:3])
    return Found(row, "汇报人")


@plant("MTG108")
def six_topics_in_one_meeting(office: Office) -> Found:
    """Of the next meeting: nothing is decided yet, so nothing hangs on the four more."""
    lines = office.registers[TOPICS]
    for n in range(4):
        like = lines[-1 - n % 2]
        lines.append({**like, "议题编号": f"YT2026-9{n:02}", "议题名称": f"{like['议题名称']}（之{n + 2}）"})
    office.hold(*lines[-6:])
    return Found(lines[-1], "会议日期")


@plant("MTG109")
def minutes_late(office: Office) -> Found:
    first, second = both(office)
    late = after(day(first, "会议日期"), 6)
    first["纪要日期"] = second["纪要日期"] = late
    return Found(first, "纪要日期")


@plant("MTG110")
def heard_without_a_decision(office: Office) -> Found:
    """Entered by hand for a meeting of its own, so that no task hangs on it."""
    like = office.registers[TOPICS][0]
    met = AS_OF - timedelta(22)
    row = {**like, "议题编号": "YT2026-990", "会议名称": "局长办公会", "会议日期": met, "议题名称": "机构调整方案"}
    row.update({name: back(met, 5 - min(n, 4)) for n, name in enumerate(STEPS)})
    del row["议定事项"]
    row["纪要日期"] = after(met, 1)
    office.registers[TOPICS].append(row)
    office.hold(row)
    return Found(row, "议定事项")
