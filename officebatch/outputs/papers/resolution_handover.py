"""议定事项交办表: what a meeting decided, handed over to those who carry it out."""

from __future__ import annotations

import re
from datetime import datetime
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import numpy as np

from officebatch.model.paper import AudienceKind
from officebatch.model.vocabulary import Kind
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


@paper("议定事项交办表", marked("What a meeting decided, handed over"))
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
