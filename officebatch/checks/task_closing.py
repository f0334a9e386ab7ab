"""TSK130 to TSK132: a task is done when somebody else has looked at it and not sent it back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.check import Hit, check
from officebatch.checks.scope import RegisterScope, marks
from officebatch.checks.task_extent import same_person
from officebatch.model.vocabulary import STATUS_DONE, Kind, Mends, Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

_BASIS = "单位制度（督办事项办结审核）"
_RETURNED = re.compile(r"退[办回]|重[办新]|不合格|不同意|不予|[不未]通过|[不未]符合|不得销号|暂不|未达")
_ACCEPTED = re.compile(r"(?<![不未])(?:同意|合格|通过|符合|属实|准予)|(?<!不予|不得|暂不|同意)销号")


@check(
    "TSK130",
    title=marked("Sent back, but marked as done"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis=_BASIS,
    message=marked(
        "{field} says “{text}”, but the task is marked as done ({status}). Work sent back counts as not done: set the "
        "status back and take the done day out; if it has been accepted since, enter that."
    ),
    over=RegisterScope,
    kinds=(Kind.TASKS,),
    needs=("status", "verification"),
    breaks="""
        督办台账
        督办编号   | 状态 | 办结日期   | 办结审核
        DB2026-001 | 办结 | 2026-10-19 | 材料不全，退办
        DB2026-002 | 办结 | 2026-10-19 | 不同意销号
    """,
    holds="""
        督办台账
        督办编号   | 状态 | 办结日期   | 办结审核
        DB2026-001 | 办结 | 2026-10-19 | 10月9日退办，10月19日复核合格
        DB2026-002 | 在办 |            | 材料不全，退办
        DB2026-003 | 办结 | 2026-10-19 | 同意销号
        DB2026-004 | 办结 | 2026-10-19 |
    """,
)
def sent_back_is_not_done(scope: RegisterScope) -> Iterator[Hit]:
    """A task whose work was sent back (退办, 不合格, 不同意销号) must not be marked as done.

    What stands last in the cell counts: sent back once and accepted later is in order.
    """
    field_id, status = scope.field("verification"), scope.field("status")
    codes, words = scope.words(field_id)
    back = marks([_sent_back(word) for word in words])[codes]
    for row in np.flatnonzero(back & scope.among("status", STATUS_DONE)):
        text = scope.register.text(int(row), status)
        yield Hit(int(row), (status, field_id), {"field": field_id, "text": words[codes[row]], "status": text})


@check(
    "TSK131",
    title=marked("Done, but never looked at"),
    severity=Severity.HINT,
    mends=Mends.KEEPER,
    basis=_BASIS,
    message=marked(
        "The task was done on {day}, {days} days ago, and {field} is still empty. Have the result looked at, and enter "
        "what was found and by whom."
    ),
    over=RegisterScope,
    kinds=(Kind.TASKS,),
    needs=("done", "verification"),
    parameters={"天数": "15"},
    breaks="""
        督办台账
        督办编号   | 状态 | 办结日期   | 办结审核 | 审核人
        DB2026-001 | 办结 | 2026-10-19 |          |
    """,
    holds="""
        督办台账
        督办编号   | 状态 | 办结日期   | 办结审核 | 审核人
        DB2026-001 | 办结 | 2026-10-19 | 同意     |
        DB2026-002 | 办结 | 2026-10-19 |          | 李文
        DB2026-003 | 办结 | 2026-11-10 |          |
        DB2026-004 | 取消 | 2026-10-19 |          |
    """,
)
def done_is_looked_at(scope: RegisterScope) -> Iterator[Hit]:
    """A task must be looked at by the office within the days of the parameter 天数 after it was done.

    Only where the register has a column for it; either what was found or who looked is enough.
    """
    field_id, done, verifier = scope.field("verification"), scope.field("done"), scope.register.role("verifier")
    day = scope.days(done)
    old = scope.today - day > np.timedelta64(scope.number("天数"), "D")
    silent = old & scope.empty(field_id) & ~scope.void
    cells = scope.register.shown.get(verifier or "")
    if cells is not None:
        silent &= cells.codes < 0
    for row in np.flatnonzero(silent):
        days = int((scope.today - day[row]).astype(int))
        yield Hit(int(row), (field_id, done), {"field": field_id, "day": day[row], "days": days})


@check(
    "TSK132",
    title=marked("Looked at by who did it"),
    severity=Severity.WARNING,
    mends=Mends.HOLDER,
    basis=_BASIS,
    message=marked(
        "{person} answers for the task and also accepted the result. Have somebody else look at it, and correct the "
        "entry."
    ),
    over=RegisterScope,
    kinds=(Kind.TASKS,),
    needs=("person", "verifier"),
    asked=marked("Have somebody else look at the result"),
    wanted=marked("accepted by somebody else than {person}"),
    breaks="""
        督办台账
        督办编号   | 责任人 | 状态 | 办结日期   | 审核人
        DB2026-001 | 孙丽   | 办结 | 2026-10-19 | 孙丽
    """,
    holds="""
        督办台账
        督办编号   | 责任人 | 状态 | 办结日期   | 审核人
        DB2026-001 | 孙丽   | 办结 | 2026-10-19 | 李文
        DB2026-002 | 孙丽   | 在办 |            |
        DB2026-003 | 吴静   | 办结 | 2026-10-19 | 吴静
    """,
)
def looked_at_by_another(scope: RegisterScope) -> Iterator[Hit]:
    """Who accepts a result must not be who answers for the task. People who share a name are left alone."""
    yield from same_person(scope, "verifier", "person")


def _sent_back(text: str) -> bool:
    """Whether the last word of a verdict is that the work goes back."""
    back = [found.start() for found in _RETURNED.finditer(text)]
    accepted = [found.start() for found in _ACCEPTED.finditer(text)]
    return bool(back) and back[-1] >= max(accepted, default=-1)
