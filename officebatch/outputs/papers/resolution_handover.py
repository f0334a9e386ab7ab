"""议定事项交办表: what a meeting decided, handed over to those who carry it out."""

from __future__ import annotations

import re
from datetime import datetime
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import numpy as np

from officebatch.model.paper import AudienceKind
from officebatch.model.vocabulary import Kind
from officebatch.outputs import variables as var
from officebatch.outputs.registry import Draft, paper
from officebatch.outputs.topics import held
from officebatch.outputs.words import long_day, short_day
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from officebatch.model.register import Register
    from officebatch.outputs.desk import Desk
    from officebatch.outputs.press import Plain
    from officebatch.outputs.topics import Meeting, Topic
    from officebatch.rulebook.sheets import OutputRule

ALIKE = 6  # Han characters in one run that a task shares with the topic or decision it comes from
_COMMON = re.compile(r"\d+年度?|第?[一二三四1-4]季度|\d+月份?|[上下]半年|[^\w]|[\d_]")
VARIABLES = (
    *var.MEETING,
    var.MADE_BY,
    var.rows(
        "议定事项",
        marked("what was decided"),
        var.SERIAL,
        var.value(
            "议题", marked("title of the topic"), "年终物资盘点方案", "分布式光伏并网管理意见", "教育培训计划框架"
        ),
        var.value("议定", marked("what the meeting decided"), "同意，12月20日前完成", "原则同意，修改后印发", "同意"),
        var.value("主办", marked("departments in charge, one a line"), "物资科", "营销科", "人力资源科"),
        var.value(
            "协办", marked("departments that help, one a line; may be empty"), "财务科", "生产技术科\n调度中心", ""
        ),
        var.value("时限", marked("when it is due; may be empty"), "12月20日", "11月30日", ""),
        var.value("督办编号", marked("numbers of the tasks it became; may be empty"), "DB2026-080", "DB2026-081", ""),
    ),
)


@paper("议定事项交办表", marked("What a meeting decided, handed over"), variables=VARIABLES)
def resolution_handover(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """One a meeting since the last run that decided something; for the office, so inner topics are among them."""
    for meeting in held(desk):
        decided = [t for t in meeting.topics if t.decision]
        if decided:

            def make(_: str, meeting: Meeting = meeting, decided: list[Topic] = decided) -> bytes:
                return desk.word(rule, "", _context(desk, meeting, decided), rule.name)

            yield Draft(AudienceKind.OFFICE, "", len(decided), make, meeting.item)


def _context(desk: Desk, meeting: Meeting, decided: list[Topic]) -> dict[str, Plain]:
    return {
        "会议": meeting.name,
        "会议日期": long_day(meeting.day),
        "制表": desk.rules.settings.prepared_by,
        "议定事项": [_line(desk, meeting, n, topic) for n, topic in enumerate(decided, 1)],
    }


def _line(desk: Desk, meeting: Meeting, n: int, topic: Topic) -> dict[str, Plain]:
    entered = list(_entered(desk, meeting.day, topic))
    leads = dict.fromkeys(register.words(row, "department") for register, row in entered)
    inner = say("(inner matter)") if topic.inner else ""
    return {
        "序号": n,
        "议题": f"{topic.title}{inner}",
        "议定": topic.decision,
        "主办": "\n".join(leads) or topic.department,
        "协办": "\n".join(d for d in topic.concerned if d not in leads),
        "时限": "\n".join(_due(register, row, desk.docket.as_of.year) for register, row in entered),
        "督办编号": "\n".join(register.text(row, register.roles["key"]) for register, row in entered),
    }


def _entered(desk: Desk, on: date, topic: Topic) -> Iterator[tuple[Register, int]]:
    """The tasks a decision has become: begun on the day of the meeting or after it, led by a department of the topic,
    and alike in words."""
    for register in desk.docket.office.registers.values():
        start = register.role("start")
        if register.kind is not Kind.TASKS or start is None or register.role("key") is None:
            continue
        for row in np.flatnonzero(register.frame[start].to_numpy() >= np.datetime64(on)).tolist():
            task, department = register.words(row, "title"), register.words(row, "department")
            alike = _alike(task, topic.title) or _alike(task, topic.decision)
            if alike and department in (topic.department, *topic.attending):
                yield register, row


def _alike(task: str, said: str) -> bool:
    """Whether two names are the same, or have a long run in common; years, quarters and signs do not count."""
    a, b = _COMMON.sub("", task), _COMMON.sub("", said)
    run = SequenceMatcher(None, a, b, autojunk=False).find_longest_match().size
    return run >= ALIKE or (a == b != "")


def _due(register: Register, row: int, year: int) -> str:
    due, field_id = register.value(row, "due"), register.role("due")
    if isinstance(due, datetime):
        return short_day(due.date(), year)
    return register.text(row, field_id) if field_id is not None else ""
