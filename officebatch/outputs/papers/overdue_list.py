"""超期清单, 部门超期清单: every overdue matter with its proof, and a column for the department's word on it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from officebatch.model.deadline import TASK_STEP
from officebatch.model.form import DEADLINE, OVERDUE_LIST, mark
from officebatch.model.paper import AudienceKind
from officebatch.outputs.registry import Draft, paper
from officebatch.outputs.sheet import Column, Row, Sheet, numbered, word_columns, workbook
from officebatch.outputs.words import BANDS, LONG, band, basis
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from officebatch.outputs.desk import Desk
    from officebatch.outputs.matters import Matter
    from officebatch.outputs.sheet import Cell
    from officebatch.rulebook.sheets import OutputRule

TITLE = marked("List of overdue matters")
COLUMNS = (
    Column(marked("No."), 5, middle=True),
    Column(marked("Responsible department"), 9, middle=True),
    Column(marked("Responsible post"), 7, middle=True),
    Column(marked("Responsible person"), 8, middle=True),
    Column(marked("Register"), 9, middle=True),
    Column(marked("Record number"), 17),
    Column(marked("Matter"), 28),
    Column(marked("Source of the matter"), 13, middle=True),
    Column(marked("Urgency"), 6, middle=True),
    Column(marked("Present step"), 6, middle=True),
    Column(marked("In hand since"), 11, middle=True),
    Column(marked("First due date"), 11, middle=True),
    Column(marked("Extended to"), 11, middle=True),
    Column(marked("Days overdue"), 6, middle=True),
    Column(marked("Band"), 7, middle=True),
    Column(marked("Notices sent"), 18, middle=True),
    Column(marked("Answer to them"), 12),
    Column(marked("Days not counted"), 7, middle=True),
    Column(marked("Basis"), 14),
    Column(marked("Remark"), 11),
    Column(marked("Place in the register"), 34),
    *word_columns(OVERDUE_LIST),
)
BAND = 14


@paper("超期清单", marked("List of all overdue matters"))
def overdue_list(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """For the office: everything but what leaders hold, old matters and inner levels too."""
    late = sorted(desk.overdue, key=lambda m: desk.place(m.holder))
    if late:
        yield Draft(AudienceKind.OFFICE, "", len(late), lambda _: _list(desk, rule, late))


@paper("部门超期清单", marked("List of a department's overdue matters"))
def department_overdue_list(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """One a department: only what it holds and may read."""
    for department in desk.departments:
        late = desk.urged(desk.overdue, department)
        if late:

            def make(_: str, late: list[Matter] = late) -> bytes:
                return _list(desk, rule, late, reachable=False)

            longest = max(m.deadline.days_late for m in late)
            yield Draft(AudienceKind.DEPARTMENT, department, len(late), make, longest=longest)


def _list(desk: Desk, rule: OutputRule, late: list[Matter], *, reachable: bool = True) -> bytes:
    registers = desk.registers_from(rule) if reachable else ""
    above = (say(TITLE), desk.lateness_line())
    sheet = Sheet(say(TITLE), above, COLUMNS, numbered(_rows(desk, late)), BAND, registers)
    return workbook(say(TITLE), [sheet])


def _rows(desk: Desk, late: Iterable[Matter]) -> Iterator[Row]:
    for holder, group in groupby(late, key=lambda m: m.holder):
        held = list(group)
        for matter in held:
            yield Row(_cells(desk, matter), BANDS[band(matter.deadline.days_late)][2])
        worst = sum(m.deadline.days_late >= LONG for m in held)
        total = say("{n} matters in all, {worst} of them 10 days and more", n=len(held), worst=worst)
        yield Row((holder, *[None] * 4, total, *[None] * (len(COLUMNS) - 7)), total=True)


def _cells(desk: Desk, matter: Matter) -> tuple[Cell, ...]:
    d = matter.deadline
    return (
        matter.holder,
        matter.post,
        matter.person,
        d.register,
        matter.number,
        matter.title,
        matter.source,
        d.urgency,
        matter.step,
        d.start.date() if d.start is not None else None,
        d.first_due.date(),
        d.due.date() if d.extended else None,
        d.days_late,
        say(BANDS[band(d.days_late)][1]),
        desk.numbered(matter),
        desk.answer(matter),
        d.waited or None,
        _basis(matter),
        matter.remark(),
        matter.origin,
        *desk.word_on(DEADLINE, *matter.identity),
        mark(DEADLINE, *matter.identity),
    )


def _basis(matter: Matter) -> str:
    if matter.deadline.step == TASK_STEP:
        return say("limit in the register")
    return basis(matter.basis, say("limit set by the office"))
