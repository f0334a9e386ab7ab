"""催办通知单: to one department, what it alone holds and is overdue; what falls due soon kept apart."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from officebatch.outputs import variables as var
from officebatch.outputs.matters import provisional_note
from officebatch.outputs.registry import paper
from officebatch.outputs.words import day, long_day, weekday_day
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.outputs.desk import Desk
    from officebatch.outputs.matters import Matter
    from officebatch.outputs.press import Plain
    from officebatch.outputs.registry import Draft
    from officebatch.rulebook.sheets import OutputRule

_DATED = re.compile(r"[（(]([^（()）]*日)[）)]$")  # a day behind a source, as 局长办公会（10月26日）
LONGEST = 12  # matters on the pages that are signed; longer tables go to a landscape annex
VARIABLES = (
    var.DEPARTMENT,
    var.AS_OF,
    var.ISSUED,
    var.value("回复期限", marked("day an answer is asked for"), "11月25日（星期三）"),
    var.value("件数", marked("how many matters are overdue"), 3),
    var.value("急件数", marked("how many of them are urgent"), 1),
    var.yes_no("附件", marked("whether the tables are too long for the letter and go to an annex"), False),
    var.value("到期范围", marked("within what the second table's matters fall due"), "七日"),
    var.value("到期件数", marked("how many matters fall due soon"), 3),
    var.rows(
        "超期事项",
        marked("what is overdue"),
        var.SERIAL,
        var.NUMBER,
        var.TITLE,
        var.MATTER,
        var.value("来源", marked("where the matter comes from"), "市供电公司", "局长办公会（10月26日）", "领导批示"),
        var.value("责任", marked("step it stands at, over the person"), "承办\n方明远", "承办\n乔佳", "承办"),
        var.DUE,
        var.DAYS_LATE,
        var.BEFORE,
    ),
    var.rows(
        "到期事项",
        marked("what falls due soon"),
        var.SERIAL,
        var.MATTER,
        var.PERSON,
        var.DUE,
        var.value("剩余", marked("working days left"), 2, 3, 5),
    ),
    var.PROVISIONAL,
)


@paper(
    "催办通知单", marked("Notice urging a department's overdue matters"), variables=VARIABLES, by_department=True,
    urges=(False, True),
)  # fmt: skip
def urging_notice(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """One a department with something overdue, or one a matter where the ladder wants it so; the office does not urge
    itself. What falls due soon stands in the first one of a department."""
    for department in desk.departments:
        soon = [m for m in desk.urged(desk.due_soon, department) if m.urging is None]
        for item, late in desk.notices(rule.kind, department):

            def make(
                number: str, department: str = department, late: list[Matter] = late, soon: list[Matter] = soon
            ) -> bytes:
                return desk.word(rule, department, _context(desk, rule, department, late, soon), rule.name, number)

            yield desk.notice(rule.kind, department, late, make, item=item)
            soon = []


def _context(desk: Desk, rule: OutputRule, department: str, late: list[Matter], soon: list[Matter]) -> dict[str, Plain]:
    days, note = desk.docket.days, provisional_note(desk.docket, [*late, *soon])
    return {
        "部门": department,
        "统计截止日": long_day(days.as_of),
        "印发日期": day(days.issue),
        "回复期限": weekday_day(desk.answer_by(rule.kind, late)),
        "件数": len(late),
        "急件数": sum(m.urgent for m in late),
        "附件": len(late) + len(soon) > LONGEST,
        "到期范围": _range(desk, soon),
        "到期件数": len(soon),
        "超期事项": [_overdue(desk, n, m) for n, m in enumerate(late, 1)],
        "到期事项": [_soon(n, m) for n, m in enumerate(soon, 1)],
        "暂定说明": note,
    }


def _range(desk: Desk, soon: list[Matter]) -> str:
    """Within what the second table's matters fall due: seven days, in weeks with holidays the office's working days."""
    week = desk.docket.as_of + timedelta(days=7)
    if all(m.deadline.due_day <= week for m in soon):
        return say("seven days")
    return say("{n} working days", n=desk.rules.settings.due_soon_days)


def _overdue(desk: Desk, n: int, matter: Matter) -> dict[str, Plain]:
    return {
        "序号": n,
        "编号": matter.number or "—",
        "事项": matter.title,
        "编号及事项": matter.named,
        "来源": _source(desk, matter),
        "责任": matter.step_and_person,
        "规定时限": matter.due,
        "超期": matter.deadline.days_late,
        "前次通知": desk.noticed(matter).replace("〔", "\n〔", 1).removeprefix("\n"),
    }


def _source(desk: Desk, matter: Matter) -> str:
    """Where it comes from, its day on a line of its own; a leader is not named in what urges."""
    if any(name in matter.source for name in desk.rules.leaders):
        return say("a leader's instruction")
    return _DATED.sub(r"\n\1", matter.source)


def _soon(n: int, matter: Matter) -> dict[str, Plain]:
    return {
        "序号": n,
        "编号及事项": matter.named,
        "责任人": matter.person or say("not entered"),
        "规定时限": matter.due,
        "剩余": matter.deadline.days_left,
    }
