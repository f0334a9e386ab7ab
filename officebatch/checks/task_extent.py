"""TSK125 to TSK128: how far and how often a limit was extended, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.check import Hit, check
from officebatch.checks.scope import RegisterScope
from officebatch.model.vocabulary import Kind, Mends, Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

_BASIS = "单位制度（督办事项延期规定）"
_UNUSED = marked(
    "{times_field} says {times}, but {field} is empty. Enter until when the limit was extended, and leave the first "
    "limit as it was."
)


@check(
    "TSK125",
    title=marked("Extended by more than the first limit"),
    severity=Severity.HINT,
    mends=Mends.KEEPER,
    basis=_BASIS,
    message=marked(
        "The limit was {first} days and was extended by {more} days, more than {percent} % of the first. Look whether "
        "the day on the extension form is meant, and correct it if not."
    ),
    over=RegisterScope,
    kinds=(Kind.TASKS,),
    needs=("start", "due", "extended_to"),
    parameters={"百分比": "100"},
    breaks="""
        督办台账
        督办编号   | 立项日期   | 完成时限   | 延期次数 | 延期至     | 延期申请日期 | 延期批准日期
        DB2026-001 | 2026-10-26 | 2026-11-06 | 1        | 2026-11-27 | 2026-11-05   | 2026-11-06
    """,
    holds="""
        督办台账
        督办编号   | 立项日期   | 完成时限   | 延期次数 | 延期至     | 延期申请日期 | 延期批准日期
        DB2026-001 | 2026-10-26 | 2026-11-06 | 1        | 2026-11-17 | 2026-11-05   | 2026-11-06
        DB2026-002 | 2026-10-26 | 2026-11-06 | 1        | 2026-11-27 | 2026-11-09   | 2026-11-10
    """,
)
def extended_within_bounds(scope: RegisterScope) -> Iterator[Hit]:
    """All extensions together must not be longer than the first limit was, times the parameter 百分比 (natural days).

    One that was asked for after the limit does not count and is told by TSK121.
    """
    field_id, due_field, asked = scope.field("extended_to"), scope.field("due"), scope.register.role("extension_asked")
    due, percent = scope.days(due_field), scope.number("百分比")
    first = (due - scope.days(scope.field("start"))).astype(float)
    more = (scope.days(field_id) - due).astype(float)
    far = (first > 0) & (more * 100 > first * percent) & ~np.isnat(scope.days(field_id)) & ~scope.void
    if asked is not None:
        far &= ~(scope.days(asked) > due)
    for row in np.flatnonzero(far):
        values = {"first": f"{first[row]:g}", "more": f"{more[row]:g}", "percent": percent}
        yield Hit(int(row), (field_id, due_field), values)


@check(
    "TSK126",
    title=marked("Extension not counted"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis=_BASIS,
    message=marked(
        "{field} is {day}, but {times_field} says 0. Count the extension, or take {field} out if there was none."
    ),
    over=RegisterScope,
    kinds=(Kind.TASKS,),
    needs=("extensions", "extended_to"),
    breaks="""
        督办台账
        督办编号   | 完成时限   | 延期次数 | 延期至     | 延期申请日期 | 延期批准日期
        DB2026-001 | 2026-11-06 | 0        | 2026-11-27 | 2026-11-05   | 2026-11-06
        DB2026-002 | 2026-11-06 | 1        |            | 2026-11-05   | 2026-11-06
    """,
    holds="""
        督办台账
        督办编号   | 完成时限   | 延期次数 | 延期至     | 延期申请日期 | 延期批准日期
        DB2026-001 | 2026-11-06 | 1        | 2026-11-27 | 2026-11-05   | 2026-11-06
        DB2026-002 | 2026-11-06 |          | 2026-11-27 | 2026-11-05   | 2026-11-06
        DB2026-003 | 2026-11-06 | 0        |            |              |
        DB2026-004 | 2026-11-06 | 3        |            |              |
    """,
)
def extensions_are_counted(scope: RegisterScope) -> Iterator[Hit]:
    """A limit that was extended must be counted, and an extension that is counted must say until when (a hint).

    An empty count is left alone, and so is one that is too high, which TSK105 tells.
    """
    field_id, times_field = scope.field("extended_to"), scope.field("extensions")
    day, times = scope.days(field_id), scope.numbers(times_field)
    for row in np.flatnonzero(~np.isnat(day) & (times == 0) & ~scope.void):
        values = {"field": field_id, "day": day[row], "times_field": times_field}
        yield Hit(int(row), (times_field, field_id), values)
    told = scope.rules.checks.get("TSK105")
    most = int(told.parameters["次数"]) if told is not None and told.on else np.inf
    for row in np.flatnonzero(scope.empty(field_id) & (times > 0) & (times <= most) & ~scope.void):
        values = {"field": field_id, "times_field": times_field, "times": f"{times[row]:g}"}
        yield Hit(int(row), (field_id, times_field), values, severity=Severity.HINT, message=_UNUSED)


@check(
    "TSK127",
    title=marked("Extension approved by nobody"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis=_BASIS,
    message=marked("The extension was approved on {day}, but {field} is empty. Enter who approved it."),
    over=RegisterScope,
    kinds=(Kind.TASKS,),
    needs=("extension_approved", "extension_approver"),
    breaks="""
        督办台账
        督办编号   | 完成时限   | 延期次数 | 延期至     | 延期申请日期 | 延期批准日期 | 延期批准人
        DB2026-001 | 2026-11-06 | 1        | 2026-11-27 | 2026-11-05   | 2026-11-06   |
    """,
    holds="""
        督办台账
        督办编号   | 完成时限   | 延期次数 | 延期至     | 延期申请日期 | 延期批准日期 | 延期批准人
        DB2026-001 | 2026-11-06 | 1        | 2026-11-27 | 2026-11-05   | 2026-11-06   | 高远
        DB2026-002 | 2026-11-06 |          |            | 2026-11-05   |              |
    """,
)
def extension_names_who_approved(scope: RegisterScope) -> Iterator[Hit]:
    """An approved extension must name who approved it."""
    field_id, approved = scope.field("extension_approver"), scope.field("extension_approved")
    day = scope.days(approved)
    for row in np.flatnonzero(~np.isnat(day) & scope.empty(field_id) & ~scope.void):
        yield Hit(int(row), (field_id, approved), {"field": field_id, "day": day[row]})


@check(
    "TSK128",
    title=marked("Extension approved by who does the task"),
    severity=Severity.WARNING,
    mends=Mends.HOLDER,
    basis=_BASIS,
    message=marked(
        "{person} answers for the task and approved the extension too. Have it approved by the leader who set the "
        "task, and correct the entry."
    ),
    over=RegisterScope,
    kinds=(Kind.TASKS,),
    needs=("person", "extension_approver"),
    asked=marked("Have the extension approved by the leader who set the task"),
    wanted=marked("approved by somebody else than {person}"),
    breaks="""
        督办台账
        督办编号   | 责任人 | 完成时限   | 延期次数 | 延期至     | 延期批准人
        DB2026-001 | 孙丽   | 2026-11-06 | 1        | 2026-11-27 | 孙丽
    """,
    holds="""
        督办台账
        督办编号   | 责任人 | 完成时限   | 延期次数 | 延期至     | 延期批准人
        DB2026-001 | 孙丽   | 2026-11-06 | 1        | 2026-11-27 | 高远
        DB2026-002 | 孙丽   | 2026-11-06 |          |            |
    """,
)
def extension_approved_by_another(scope: RegisterScope) -> Iterator[Hit]:
    """Nobody may approve the extension of a task of his own. People who share a name are left alone."""
    yield from same_person(scope, "extension_approver", "person")


def same_person(scope: RegisterScope, later: str, earlier: str) -> Iterator[Hit]:
    """The records in which two roles are played by one person, whose name nobody else bears; shown at the first."""
    first, second = scope.field(later), scope.field(earlier)
    codes, names = scope.words(first)
    others, known = scope.words(second)
    place = {name: code for code, name in enumerate(known)}
    single = {name for name in names if len(scope.rules.people_by_name.get(name, ())) <= 1}
    meant = np.array([place.get(name, -2) if name in single else -2 for name in names] + [-2])
    for row in np.flatnonzero((meant[codes] == others) & ~scope.void):
        name = names[codes[row]]
        yield Hit(int(row), (first, second), {"person": name}, person=name)
