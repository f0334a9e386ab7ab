"""TSK: supervised tasks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.check import Hit, check
from officebatch.checks.scope import RegisterScope
from officebatch.model.vocabulary import STATUS_DONE, Kind, Mends, Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEVERAL = re.compile(r"[、，,;；/]+")
COMPLETE = 1 - 1e-9  # of a share of 1: what a cell holds may be a little less


@check(
    "TSK101",
    title=marked("Limit before the beginning"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked(
        "{due_field} is {due}, before {start_field} ({start}). Look both days up and correct the wrong one."
    ),
    over=RegisterScope,
    kinds=(Kind.TASKS,),
    needs=("start", "due"),
    breaks="""
        督办台账
        督办编号   | 立项日期   | 完成时限
        DB2026-001 | 2026-10-22 | 2026-10-19
    """,
    holds="""
        督办台账
        督办编号   | 立项日期   | 完成时限
        DB2026-001 | 2026-10-22 | 2026-10-22
        DB2026-002 | 2026-10-22 |
    """,
)
def due_not_before_start(scope: RegisterScope) -> Iterator[Hit]:
    """A task cannot be due before it was set. The same day is in order; an empty cell is not compared."""
    start_field, due_field = scope.field("start"), scope.field("due")
    start, due = scope.days(start_field), scope.days(due_field)
    for row in np.flatnonzero(due < start):
        values = {"due_field": due_field, "due": due[row], "start_field": start_field, "start": start[row]}
        yield Hit(int(row), (due_field, start_field), values)


@check(
    "TSK102",
    title=marked("Marked as done without a day"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="单位制度",
    message=marked("The task is marked as done ({status}), but {field} is empty. Enter the day it was done."),
    over=RegisterScope,
    kinds=(Kind.TASKS,),
    needs=("status", "done"),
    breaks="""
        督办台账
        督办编号   | 状态 | 办结日期
        DB2026-001 | 办结 |
    """,
    holds="""
        督办台账
        督办编号   | 状态 | 办结日期
        DB2026-001 | 办结 | 2026-10-19
        DB2026-002 | 在办 |
    """,
)
def done_mark_has_a_day(scope: RegisterScope) -> Iterator[Hit]:
    """A task marked as done must say on which day: without it nobody can tell whether it was done in time."""
    done, status = scope.field("done"), scope.field("status")
    for row in np.flatnonzero(scope.among("status", STATUS_DONE) & scope.empty(done)):
        values = {"status": scope.register.text(int(row), status), "field": done}
        yield Hit(int(row), (done, status), values)


@check(
    "TSK103",
    title=marked("Complete, but still open"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="单位制度",
    message=marked(
        "{field} says {text}, but the status is {status}. If the task is done, mark it as done and enter the "
        "day; if not, correct {field}."
    ),
    over=RegisterScope,
    kinds=(Kind.TASKS,),
    needs=("status",),
    breaks="""
        督办台账
        督办编号   | 完成率 | 状态 | 办结日期
        DB2026-001 | 100%   | 在办 |
        DB2026-002 | 90%    | 在办 | 2026-10-19
    """,
    holds="""
        督办台账
        督办编号   | 完成率 | 状态 | 办结日期
        DB2026-001 | 100%   | 办结 | 2026-10-19
        DB2026-002 | 90%    | 在办 |
    """,
)
def complete_is_done(scope: RegisterScope) -> Iterator[Hit]:
    """A task at 100 %, or with the day it was done, must be marked as done.

    Tasks struck out, and those without a status, are left alone.
    """
    status = scope.field("status")
    still = ~scope.among("status", STATUS_DONE) & ~scope.void & (scope.words(status)[0] >= 0)
    told = np.zeros(len(scope.register), dtype=bool)
    for role in ("progress", "done"):
        field_id = scope.register.role(role)
        if field_id is None:
            continue
        days = scope.days(field_id) if role == "done" else None
        complete = scope.numbers(field_id) >= COMPLETE if days is None else ~np.isnat(days)
        for row in np.flatnonzero(still & complete & ~told):
            said = {"text": "100%" if days is None else days[row], "status": scope.register.text(int(row), status)}
            yield Hit(int(row), (status, field_id), {"field": field_id, **said})
        told |= still & complete


@check(
    "TSK105",
    title=marked("Extended too often"),
    severity=Severity.WARNING,
    mends=Mends.HOLDER,
    basis="单位制度",
    message=marked(
        "The limit was extended {times} times; the rule book allows {limit}. Say why, and agree on a day that "
        "will hold."
    ),
    over=RegisterScope,
    kinds=(Kind.TASKS,),
    needs=("extensions",),
    parameters={"次数": "1"},
    asked=marked("Say why, and propose a day that will hold"),
    wanted=marked("extended no more often than {limit} times"),
    breaks="""
        督办台账
        督办编号   | 延期次数
        DB2026-001 | 2
    """,
    holds="""
        督办台账
        督办编号   | 延期次数
        DB2026-001 | 1
        DB2026-002 |
    """,
)
def not_extended_too_often(scope: RegisterScope) -> Iterator[Hit]:
    """A task may be extended as often as the parameter 次数 says."""
    field_id, limit = scope.field("extensions"), scope.number("次数")
    times = scope.numbers(field_id)
    for row in np.flatnonzero((times > limit) & ~scope.void):
        yield Hit(int(row), (field_id,), {"times": f"{times[row]:g}", "limit": limit})


@check(
    "TSK106",
    title=marked("Person of another department"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked(
        "{person} belongs to {home}, but the task is with {department}. Correct the person or the department, or bring "
        "sheet 人员 of the rule book up to date."
    ),
    over=RegisterScope,
    kinds=(Kind.TASKS,),
    needs=("person", "department"),
    breaks="""
        督办台账
        督办编号   | 牵头部门 | 责任人
        DB2026-001 | 办公室   | 孙丽
    """,
    holds="""
        督办台账
        督办编号   | 牵头部门 | 责任人
        DB2026-001 | 财务科   | 孙丽
        DB2026-002 |          | 孙丽
    """,
)
def person_of_the_department(scope: RegisterScope) -> Iterator[Hit]:
    """Who answers for a task must belong to the department that leads it (sheet 人员).

    Of several people it is enough that one belongs there; people the rule book does not know are left alone.
    """
    person, department = scope.field("person"), scope.field("department")
    who, names = scope.words(person)
    where, departments = scope.words(department)
    homes = [_homes(scope, name) for name in names]
    fits = np.ones((len(names) + 1, len(departments) + 1), dtype=bool)
    for place, home in enumerate(homes):
        if home:
            fits[place, :-1] = [name in home for name in departments]
    for row in np.flatnonzero(~fits[who, where]):
        values = {"person": names[who[row]], "home": "、".join(homes[who[row]]), "department": departments[where[row]]}
        yield Hit(int(row), (person, department), values, person=names[who[row]])


def _homes(scope: RegisterScope, names: str) -> tuple[str, ...]:
    """The departments of the people of a cell, in the order of the names."""
    found = [p.department for name in _SEVERAL.split(names) for p in scope.rules.people_by_name.get(name.strip(), ())]
    return tuple(dict.fromkeys(found))
