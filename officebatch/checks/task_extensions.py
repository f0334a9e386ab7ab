"""TSK120 to TSK128: extensions. Asked before the first limit is over, approved, counted, and not without end.

An extension without both days in time does not count for deadlines either: the first limit goes on counting.
"""

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


@check(
    "TSK120",
    title=marked("Extended without request or approval"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis=_BASIS,
    message=marked(
        "{field} is {day}, but {missing} is empty, so the first limit goes on counting. Enter the day from the "
        "extension form; where there is none, take {field} out."
    ),
    over=RegisterScope,
    kinds=(Kind.TASKS,),
    needs=("extended_to", "extension_asked", "extension_approved"),
    breaks="""
        督办台账
        督办编号   | 完成时限   | 延期次数 | 延期至     | 延期申请日期 | 延期批准日期
        DB2026-001 | 2026-11-06 | 1        | 2026-11-27 |              |
        DB2026-002 | 2026-11-06 | 1        | 2026-11-27 | 2026-11-05   |
    """,
    holds="""
        督办台账
        督办编号   | 完成时限   | 延期次数 | 延期至     | 延期申请日期 | 延期批准日期
        DB2026-001 | 2026-11-06 | 1        | 2026-11-27 | 2026-11-05   | 2026-11-06
        DB2026-002 | 2026-11-06 |          |            | 2026-11-05   |
    """,
)
def extension_is_proved(scope: RegisterScope) -> Iterator[Hit]:
    """An extended limit must have the day it was asked for and the day it was approved.

    A request that has not been answered yet is in order as long as no new limit is entered.
    """
    field_id = scope.field("extended_to")
    asked, approved = scope.field("extension_asked"), scope.field("extension_approved")
    day, none_asked, none_approved = scope.days(field_id), scope.empty(asked), scope.empty(approved)
    for row in np.flatnonzero(~np.isnat(day) & (none_asked | none_approved) & ~scope.void):
        missing = [name for name, absent in ((asked, none_asked), (approved, none_approved)) if absent[row]]
        yield Hit(int(row), (missing[0], field_id), {"field": field_id, "day": day[row], "missing": "、".join(missing)})


@check(
    "TSK121",
    title=marked("Extension asked after the limit"),
    severity=Severity.WARNING,
    mends=Mends.HOLDER,
    basis=_BASIS,
    message=marked(
        "The extension was asked for on {day}, after {due_field} ({due}), so the first limit goes on counting. Say "
        "why, and ask before the limit from now on."
    ),
    over=RegisterScope,
    kinds=(Kind.TASKS,),
    needs=("due", "extension_asked"),
    asked=marked("Say why it was asked for so late, and ask before the limit from now on"),
    wanted=marked("asked for by {due}"),
    breaks="""
        督办台账
        督办编号   | 完成时限   | 延期次数 | 延期至     | 延期申请日期 | 延期批准日期
        DB2026-001 | 2026-11-06 | 1        | 2026-11-27 | 2026-11-09   | 2026-11-10
    """,
    holds="""
        督办台账
        督办编号   | 完成时限   | 延期次数 | 延期至     | 延期申请日期 | 延期批准日期
        DB2026-001 | 2026-11-06 | 1        | 2026-11-27 | 2026-11-06   | 2026-11-06
        DB2026-002 | 2026-09-06 | 2        | 2026-11-27 | 2026-10-09   | 2026-10-10
        DB2026-003 | 2026-11-06 | 1        | 2026-11-27 | 2026-12-05   | 2026-11-06
    """,
)
def extension_asked_in_time(scope: RegisterScope) -> Iterator[Hit]:
    """An extension must be asked for before the limit is over; on its last day is in order.

    Of a second extension the register no longer shows the limit it was asked against, so it is left alone. A request
    dated after its own approval is told by TSK122.
    """
    field_id, due_field = scope.field("extension_asked"), scope.field("due")
    day, due, approved = scope.days(field_id), scope.days(due_field), scope.register.role("extension_approved")
    late = (day > due) & ~_again(scope) & ~scope.void
    if approved is not None:
        late &= ~(scope.days(approved) < day)
    for row in np.flatnonzero(late):
        yield Hit(int(row), (field_id, due_field), {"day": day[row], "due_field": due_field, "due": due[row]})


@check(
    "TSK122",
    title=marked("Extension approved before it was asked for"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked(
        "{field} is {day}, before {asked_field} ({asked}). Look both days up on the extension form and correct the "
        "wrong one."
    ),
    over=RegisterScope,
    kinds=(Kind.TASKS,),
    needs=("extension_asked", "extension_approved"),
    breaks="""
        督办台账
        督办编号   | 完成时限   | 延期次数 | 延期至     | 延期申请日期 | 延期批准日期
        DB2026-001 | 2026-11-06 | 1        | 2026-11-27 | 2026-11-05   | 2026-11-03
    """,
    holds="""
        督办台账
        督办编号   | 完成时限   | 延期次数 | 延期至     | 延期申请日期 | 延期批准日期
        DB2026-001 | 2026-11-06 | 1        | 2026-11-27 | 2026-11-05   | 2026-11-05
    """,
)
def approved_after_asked(scope: RegisterScope) -> Iterator[Hit]:
    """An extension cannot be approved before it was asked for. The same day is in order."""
    field_id, asked_field = scope.field("extension_approved"), scope.field("extension_asked")
    day, asked = scope.days(field_id), scope.days(asked_field)
    for row in np.flatnonzero((day < asked) & ~scope.void):
        values = {"field": field_id, "day": day[row], "asked_field": asked_field, "asked": asked[row]}
        yield Hit(int(row), (field_id, asked_field), values)


@check(
    "TSK123",
    title=marked("Extension approved after the limit"),
    severity=Severity.HINT,
    mends=Mends.KEEPER,
    basis=_BASIS,
    message=marked(
        "The extension was asked for in time but approved on {day}, after {due_field} ({due}), so the first limit goes "
        "on counting. Where the office wants it to count, enter a ruling 已批延期 in sheet 裁定."
    ),
    over=RegisterScope,
    kinds=(Kind.TASKS,),
    needs=("due", "extension_asked", "extension_approved"),
    breaks="""
        督办台账
        督办编号   | 完成时限   | 延期次数 | 延期至     | 延期申请日期 | 延期批准日期
        DB2026-001 | 2026-11-06 | 1        | 2026-11-27 | 2026-11-05   | 2026-11-09
    """,
    holds="""
        督办台账
        督办编号   | 完成时限   | 延期次数 | 延期至     | 延期申请日期 | 延期批准日期
        DB2026-001 | 2026-11-06 | 1        | 2026-11-27 | 2026-11-05   | 2026-11-06
        DB2026-002 | 2026-11-06 | 1        | 2026-11-27 | 2026-11-09   | 2026-11-10
        DB2026-003 | 2026-09-06 | 2        | 2026-11-27 | 2026-09-05   | 2026-10-10
    """,
)
def approved_in_time(scope: RegisterScope) -> Iterator[Hit]:
    """An extension must be approved before the limit is over. One asked for too late is told by TSK121."""
    field_id, due_field = scope.field("extension_approved"), scope.field("due")
    day, due, asked = scope.days(field_id), scope.days(due_field), scope.days(scope.field("extension_asked"))
    for row in np.flatnonzero((day > due) & (asked <= due) & ~_again(scope) & ~scope.void):
        yield Hit(int(row), (field_id, due_field), {"day": day[row], "due_field": due_field, "due": due[row]})


@check(
    "TSK124",
    title=marked("Extended to a day before the limit"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked(
        "{field} is {day}, not after {due_field} ({due}). Look both days up and correct the wrong one; the first limit "
        "stays in {due_field}."
    ),
    over=RegisterScope,
    kinds=(Kind.TASKS,),
    needs=("due", "extended_to"),
    breaks="""
        督办台账
        督办编号   | 完成时限   | 延期次数 | 延期至     | 延期申请日期 | 延期批准日期
        DB2026-001 | 2026-11-27 | 1        | 2026-11-20 | 2026-11-05   | 2026-11-06
        DB2026-002 | 2026-11-27 | 1        | 2026-11-27 | 2026-11-05   | 2026-11-06
    """,
    holds="""
        督办台账
        督办编号   | 完成时限   | 延期次数 | 延期至     | 延期申请日期 | 延期批准日期
        DB2026-001 | 2026-11-06 | 1        | 2026-11-27 | 2026-11-05   | 2026-11-06
        DB2026-002 |            | 1        | 2026-11-27 | 2026-11-05   | 2026-11-06
    """,
)
def extended_to_a_later_day(scope: RegisterScope) -> Iterator[Hit]:
    """An extension must move the limit on. The first limit stays where it stood, the new one in its own column."""
    field_id, due_field = scope.field("extended_to"), scope.field("due")
    day, due = scope.days(field_id), scope.days(due_field)
    for row in np.flatnonzero((day <= due) & ~scope.void):
        values = {"field": field_id, "day": day[row], "due_field": due_field, "due": due[row]}
        yield Hit(int(row), (field_id, due_field), values)


def _again(scope: RegisterScope) -> np.ndarray:
    """Per row: whether the task was extended more than once."""
    field_id = scope.register.role("extensions")
    if field_id is None:
        return np.zeros(len(scope.register), dtype=bool)
    found: np.ndarray = scope.numbers(field_id) > 1
    return found
