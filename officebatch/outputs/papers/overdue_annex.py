"""超期清单附件: the list of a department's overdue matters for Word, to go with a letter on paper.

Shipped switched off: the workbook 部门超期清单 says the same and takes the department's word on each line back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.paper import AudienceKind
from officebatch.outputs import variables as var
from officebatch.outputs.matters import provisional_note
from officebatch.outputs.registry import Draft, paper
from officebatch.outputs.words import LONG
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.outputs.desk import Desk
    from officebatch.outputs.matters import Matter
    from officebatch.outputs.press import Plain
    from officebatch.rulebook.sheets import OutputRule

VARIABLES = (
    var.value(
        "表头",
        marked("line under the title: day, who made and reviewed it, unit"),
        "统计截止：2026年11月20日（星期五）　　制表：贺兰　　单位：工作日",
    ),
    var.COUNT,
    var.value("十日件数", marked("how many are overdue ten working days and more"), 2),
    var.rows(
        "超期事项",
        marked("what is overdue"),
        var.SERIAL,
        var.HOLDER,
        var.NUMBER,
        var.TITLE,
        var.PERSON,
        var.DUE,
        var.DAYS_LATE,
        var.value(
            "已发通知",
            marked("last notice about it: number, day, answer; “first time” where there was none"),
            "首次",
            "临电催〔2026〕9号\n11月16日\n未回复",
            "首次",
        ),
        var.value("备注", marked("step it stands at"), "承办", "办理中", "承办"),
    ),
    var.PROVISIONAL,
)


@paper(
    "超期清单附件", marked("List of a department's overdue matters, in Word"),
    variables=VARIABLES,
    by_department=True,
)
def overdue_annex(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """One a department: only what it holds and may read."""
    for department in desk.departments:
        late = desk.urged(desk.overdue, department)
        if late:

            def make(_: str, department: str = department, late: list[Matter] = late) -> bytes:
                return desk.word(rule, department, _context(desk, late), rule.name)

            longest = max(m.deadline.days_late for m in late)
            yield Draft(AudienceKind.DEPARTMENT, department, len(late), make, longest=longest)


def _context(desk: Desk, late: list[Matter]) -> dict[str, Plain]:
    return {
        "表头": desk.lateness_line(),
        "件数": len(late),
        "十日件数": sum(m.deadline.days_late >= LONG for m in late),
        "超期事项": [_line(desk, n, m) for n, m in enumerate(late, 1)],
        "暂定说明": provisional_note(desk.docket, late),
    }


def _line(desk: Desk, n: int, matter: Matter) -> Plain:
    """The provisional day needs no remark: it is said with the day."""
    return {
        "序号": n,
        "部门": matter.holder,
        "编号": matter.number or "—",
        "事项": matter.title,
        "责任人": matter.person or say("not entered"),
        "规定时限": matter.due,
        "超期": matter.deadline.days_late,
        "已发通知": desk.noticed(matter) if desk.numbered(matter) else "—",
        "备注": matter.step,
    }
