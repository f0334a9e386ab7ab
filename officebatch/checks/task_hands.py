"""TSK133 to TSK136: in whose hands a task is. People who are away, departments that are gone, leaders, partners."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.absences import Absences, people_in
from officebatch.checks.check import Hit, check
from officebatch.checks.scope import OfficeScope, RegisterScope, marks
from officebatch.model.vocabulary import STATUS_STOPPED, Kind, Mends, Severity
from officebatch.model.wordlist import parted
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHOWN = 20  # other places named with a finding


@check(
    "TSK133",
    title=marked("Due while the person is away, and nobody stands in"),
    severity=Severity.WARNING,
    mends=Mends.HOLDER,
    basis="单位制度（AB角制度）",
    message=marked(
        "The task is due on {due}; {person} is away from {first} to {last}, and no B is named. Say who takes the task "
        "over for that time."
    ),
    over=OfficeScope,
    asked=marked("Say who takes the task over while the person is away"),
    wanted=marked("somebody who stands in for {person} from {first} to {last}"),
    breaks="""
        外出
        姓名 | 开始日期   | 结束日期
        孙丽 | 2026-11-16 | 2026-11-27

        督办台账
        督办编号   | 责任人 | 完成时限   | 状态
        DB2026-001 | 孙丽   | 2026-11-25 | 在办
    """,
    holds="""
        外出
        姓名 | 开始日期   | 结束日期
        孙丽 | 2026-11-16 | 2026-11-27
        周强 | 2026-11-16 | 2026-11-27
        李文 | 2026-11-09 | 2026-11-13

        人员
        姓名 | 部门   | B角
        周强 | 财务科 | 孙丽

        督办台账
        督办编号   | 责任人     | 完成时限   | 延期至     | 状态
        DB2026-001 | 孙丽       | 2026-11-30 |            | 在办
        DB2026-002 | 孙丽       | 2026-11-25 |            | 办结
        DB2026-003 | 周强       | 2026-11-25 |            | 在办
        DB2026-004 | 孙丽、王平 | 2026-11-25 |            | 在办
        DB2026-005 | 李文       | 2026-11-12 |            | 在办
        DB2026-006 | 孙丽       | 2026-11-25 | 2026-12-04 | 在办
    """,
)
def somebody_stands_in(scope: OfficeScope) -> Iterator[Hit]:
    """A task due while who answers for it is away (sheet 外出) needs somebody who stands in.

    That is a B of sheet 人员 or of the duty register; two who are away together are told by DUT108. Absences that are
    over, tasks in several hands, stopped ones and ones that are done are left alone.
    """
    absences = Absences(scope)
    alone = [name for name in absences.to_come if not absences.stand_ins(name)]
    for register in scope.of_kind(Kind.TASKS) if alone else ():
        person, due = register.role("person"), register.role("due")
        if person is None or due is None:
            continue
        within = RegisterScope(register, scope.rules, scope.as_of)
        codes, names = within.words(person)
        awaited = within.open & ~within.among("status", STATUS_STOPPED) & marks([n in alone for n in names])[codes]
        until = _until(within, due)
        for row in np.flatnonzero(awaited & ~np.isnat(until)):
            name, day = names[codes[row]], until[row].item()
            away = next((a for a in absences.to_come[name] if a.first <= day <= a.last), None)
            if away is not None and people_in(scope.rules, register, int(row), "person") == (name,):
                values = {"person": name, "due": day, "first": away.first, "last": away.last}
                yield Hit(int(row), (person, due), values, person=name, register=register.name)


@check(
    "TSK134",
    title=marked("Open task of a department that is gone"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked(
        "{department} ended on {day} (sheet 部门), but the task is still open. Settle which department goes on with "
        "it, and correct {field}."
    ),
    over=RegisterScope,
    kinds=(Kind.TASKS,),
    needs=("department",),
    breaks="""
        部门
        排序 | 部门   | 停用日期
        4    | 营销科 | 2026-06-30

        督办台账
        督办编号   | 牵头部门 | 状态
        DB2026-001 | 营销科   | 在办
    """,
    holds="""
        部门
        排序 | 部门   | 停用日期
        4    | 营销科 | 2026-06-30
        3    | 财务科 | 2026-12-31

        督办台账
        督办编号   | 牵头部门 | 状态 | 办结日期
        DB2026-001 | 营销科   | 办结 | 2026-05-29
        DB2026-002 | 财务科   | 在办 |
    """,
)
def open_task_has_a_living_department(scope: RegisterScope) -> Iterator[Hit]:
    """An open task must be with a department that still exists (sheet 部门, 停用日期)."""
    field_id = scope.field("department")
    gone = {d.name: d.valid_to for d in scope.rules.departments if d.valid_to is not None and d.valid_to < scope.as_of}
    if not gone:
        return
    codes, names = scope.words(field_id)
    for row in np.flatnonzero(marks([name in gone for name in names])[codes] & scope.open):
        name = names[codes[row]]
        yield Hit(int(row), (field_id,), {"department": name, "day": gone[name], "field": field_id})


@check(
    "TSK135",
    title=marked("Leader of another department"),
    severity=Severity.HINT,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked(
        "{field} names {leader}, but {department} is led by {own} (sheet 部门); so in {count} tasks. Correct the "
        "leader, or bring sheet 部门 up to date; a task given to another leader on purpose may stay."
    ),
    over=RegisterScope,
    kinds=(Kind.TASKS,),
    needs=("leader", "department"),
    breaks="""
        人员
        姓名 | 部门   | 职务   | 层级
        冯岚 | 局领导 | 副局长 | 领导

        督办台账
        督办编号   | 分管领导 | 牵头部门 | 状态
        DB2026-001 | 冯岚     | 财务科   | 在办
        DB2026-002 | 冯岚     | 财务科   | 在办
    """,
    holds="""
        人员
        姓名 | 部门   | 职务   | 层级
        冯岚 | 局领导 | 副局长 | 领导

        督办台账
        督办编号   | 分管领导   | 牵头部门 | 状态
        DB2026-001 | 高远       | 财务科   | 在办
        DB2026-002 | 冯岚、高远 | 财务科   | 在办
        DB2026-003 | 冯局长     | 财务科   | 在办
        DB2026-004 |            | 财务科   | 在办
        DB2026-005 | 冯岚       | 局领导   | 在办
        DB2026-006 | 冯岚       | 财务科   | 办结
    """,
)
def leader_of_the_department(scope: RegisterScope) -> Iterator[Hit]:
    """The leader of an open task should be the one responsible for the department that leads it (sheet 部门, 分管领导).

    It is told once for a leader and a department. A cell that names the responsible leader among others, or nobody the
    rule book knows as a leader, is left alone.
    """
    field_id, department = scope.field("leader"), scope.field("department")
    (said, names), (where, departments) = scope.words(field_id), scope.words(department)
    own = {d.name: d.leader for d in scope.rules.departments if d.leader}
    strange = np.zeros((len(names) + 1, len(departments) + 1), dtype=bool)
    for place, name in enumerate(names):
        named = {word for word in parted(name) if word in scope.rules.leaders}
        strange[place, :-1] = [bool(named) and d in own and own[d] not in named for d in departments]
    if not strange.any():
        return
    told: dict[tuple[int, int], list[int]] = {}
    for row in np.flatnonzero(strange[said, where] & scope.open):
        told.setdefault((int(said[row]), int(where[row])), []).append(int(row))
    for (named_at, home), rows in told.items():
        leader, at = names[named_at], departments[home]
        values = {"field": field_id, "leader": leader, "department": at, "own": own[at], "count": len(rows)}
        yield Hit(rows[0], (field_id, department), values, tuple(rows[1:_SHOWN]))


@check(
    "TSK136",
    title=marked("Department that takes part in its own task"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked(
        "{department} leads the task and is named in {field} too. Take it out there, or correct which department leads."
    ),
    over=RegisterScope,
    kinds=(Kind.TASKS,),
    needs=("department", "co_departments"),
    breaks="""
        督办台账
        督办编号   | 牵头部门 | 配合部门       | 状态
        DB2026-001 | 财务科   | 办公室、财务科 | 在办
    """,
    holds="""
        督办台账
        督办编号   | 牵头部门 | 配合部门 | 状态
        DB2026-001 | 财务科   | 办公室   | 在办
        DB2026-002 | 财务科   |          | 在办
        DB2026-003 | 财务科   | 各部门   | 在办
    """,
)
def partners_are_others(scope: RegisterScope) -> Iterator[Hit]:
    """A department that leads a task takes no part in it as another's partner."""
    field_id, department = scope.field("co_departments"), scope.field("department")
    (said, cells), (where, departments) = scope.words(field_id), scope.words(department)
    place = {name: code for code, name in enumerate(departments)}
    known = scope.rules.department_names
    both = np.zeros((len(cells) + 1, len(departments) + 1), dtype=bool)
    for at, cell in enumerate(cells):
        both[at, [place[known[w]] for w in parted(cell) if known.get(w) in place]] = True
    for row in np.flatnonzero(both[said, where] & ~scope.void):
        yield Hit(int(row), (field_id, department), {"department": departments[where[row]], "field": field_id})


def _until(scope: RegisterScope, due: str) -> np.ndarray:
    """The day a task is due, extended or not, whether or not the extension counts."""
    day, extended = scope.days(due), scope.register.role("extended_to")
    if extended is None:
        return day
    later = scope.days(extended)
    return np.where(later > day, later, day)
