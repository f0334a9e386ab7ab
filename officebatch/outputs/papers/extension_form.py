"""延期申请审批单: a matter a page, filled in as far as the register goes, to be signed on the department's way up."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from officebatch.model.deadline import TASK_STEP
from officebatch.model.paper import AudienceKind
from officebatch.outputs import variables as var
from officebatch.outputs.matters import matters
from officebatch.outputs.registry import Draft, paper
from officebatch.outputs.words import day, short_day
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from officebatch.outputs.desk import Desk
    from officebatch.outputs.matters import Matter
    from officebatch.outputs.press import Plain
    from officebatch.rulebook.sheets import OutputRule

TITLE = "延期申请审批单"
VARIABLES = (
    var.DEPARTMENT,
    var.rows(
        "各事项",
        marked("a form each"),
        var.NUMBER,
        var.TITLE,
        var.value("来源", marked("where the matter comes from"), "局长办公会（10月26日）", "领导批示", "市供电公司"),
        var.value("责任人", marked("person who has it in hand; may be empty"), "汤海龙", "段宏伟", ""),
        var.value("原定时限", marked("day it was first due"), "2026年11月10日", "2026年11月26日", "2026年11月25日"),
        var.value("现行时限", marked("day it is due now"), "2026年11月27日", "2026年11月26日", "2026年11月25日"),
        var.value("次数", marked("which extension this would be"), 2, 1, 1),
        var.value("申请日期", marked("day it was asked for; may be empty"), "2026年11月18日", "", ""),
        var.value("拟延至", marked("day it is to be extended to; may be empty"), "2026年12月11日", "", ""),
        var.value(
            "进展",
            marked("what the register says of the progress; may be empty"),
            "已更换28支（11月12日反馈）",
            "已发函（11月18日反馈）",
            "",
        ),
        var.yes_no("届满后", marked("whether it was asked for after the first due day"), True, False, False),
        var.yes_no("已申请", marked("whether it was asked for at all"), True, False, False),
    ),
)


@paper(
    "延期申请审批单", marked("Form to approve the extensions a department asked for"),
    variables=VARIABLES,
    by_department=True,
)
def asked_extensions(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """One a department: what stands in the register as asked for and not as approved."""
    frame = desk.docket.deadlines.frame
    held = matters(desk.docket, desk.rules, frame["open"] & (frame["step"] == TASK_STEP) & _asked(desk))
    yield from _drafts(desk, rule, (m for m in held if _waits(desk, m)))


@paper(
    "到期事项延期申请单", marked("Form to ask for extensions of what falls due soon"),
    variables=VARIABLES,
    by_department=True,
)
def ready_forms(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """One a department: its tasks that fall due soon, for which nothing was asked yet; only tasks can be extended."""
    soon = (m for m in desk.due_soon if m.deadline.step == TASK_STEP and not _waits(desk, m))
    yield from _drafts(desk, rule, soon)


def _drafts(desk: Desk, rule: OutputRule, of: Iterable[Matter]) -> Iterator[Draft]:
    found = tuple(of)
    for department in desk.departments:
        held = desk.urged(found, department)
        if held:

            def make(_: str, department: str = department, held: list[Matter] = held) -> bytes:
                return desk.word(rule, department, _context(desk, department, held), TITLE)

            yield Draft(AudienceKind.DEPARTMENT, department, len(held), make)


def _asked(desk: Desk) -> pd.Series[bool]:
    """Of which deadlines the record has a day on which an extension was asked for."""
    frame = desk.docket.deadlines.frame
    found = pd.Series(data=False, index=frame.index)
    for register in desk.docket.office.registers.values():
        asked = register.role("extension_asked")
        if asked is not None:
            rows = np.flatnonzero(register.frame[asked].notna())
            found |= (frame["register"] == register.name) & frame["row"].isin(rows)
    return found


def _waits(desk: Desk, matter: Matter) -> bool:
    """Whether its extension was asked for by the as-of day and not approved since; an office that keeps no days of
    approval is not asked about them, and an extension granted elsewhere (a ruling, an answer) waits no more."""
    register = desk.docket.office.registers[matter.deadline.register]
    asked, approved = (_day(desk, matter, role) for role in ("extension_asked", "extension_approved"))
    if asked is None or asked > desk.docket.as_of or register.role("extension_approved") is None:
        return False
    return approved < asked if approved is not None else not matter.deadline.extended


def _context(desk: Desk, department: str, held: list[Matter]) -> dict[str, Plain]:
    return {"部门": department, "各事项": [_form(desk, m) for m in held]}


def _form(desk: Desk, matter: Matter) -> dict[str, Plain]:
    d, waits = matter.deadline, _waits(desk, matter)
    register = desk.docket.office.registers[d.register]
    asked = _day(desk, matter, "extension_asked") if waits else None
    wanted = _day(desk, matter, "extended_to") if waits else None
    return {
        "编号": matter.number or "—",
        "事项": matter.title,
        "来源": register.words(d.row, "source"),
        "责任人": matter.person,
        "原定时限": day(d.first_due.date()),
        "现行时限": day(d.due_day),
        "次数": _time(desk, matter, waits=waits),
        "申请日期": day(asked) if asked is not None else "",
        "拟延至": day(wanted) if wanted is not None and wanted > d.due_day else "",
        "进展": _progress(desk, matter),
        "届满后": asked is not None and asked > d.first_due.date(),
        "已申请": waits,
    }


def _time(desk: Desk, matter: Matter, *, waits: bool) -> int:
    """The count of the extension asked for; where none was ever approved, the register counts the one that waits."""
    counted = desk.docket.office.registers[matter.deadline.register].value(matter.deadline.row, "extensions")
    before = int(counted) if isinstance(counted, float | int) else 0
    never = waits and _day(desk, matter, "extension_approved") is None
    return max(before, 1) if never else before + 1


def _progress(desk: Desk, matter: Matter) -> str:
    """What the register says of the progress, with the day it was said; "" where it says nothing."""
    said = desk.docket.office.registers[matter.deadline.register].words(matter.deadline.row, "progress_text")
    on = _day(desk, matter, "last_feedback")
    if not said or on is None:
        return said
    return say("{said} (reported on {day})", said=said, day=short_day(on, desk.docket.as_of.year).replace("\n", ""))


def _day(desk: Desk, matter: Matter, role: str) -> date | None:
    value = desk.docket.office.registers[matter.deadline.register].value(matter.deadline.row, role)
    return value.date() if isinstance(value, datetime) else None
