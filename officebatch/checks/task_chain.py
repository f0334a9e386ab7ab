"""TSK107 to TSK109, TSK113: the chain of a task, 立项 → 反馈 → 办结.

One wrong day breaks several pairs: what an earlier check of the chain tells (TSK101, TSK107) the later ones leave.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.check import Hit, check
from officebatch.checks.scope import RegisterScope
from officebatch.checks.task_status import incomplete
from officebatch.model.vocabulary import STATUS_DONE, Kind, Mends, Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator


@check(
    "TSK107",
    title=marked("Done before it began"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked("{field} is {day}, before {start_field} ({start}). Look both days up and correct the wrong one."),
    over=RegisterScope,
    kinds=(Kind.TASKS,),
    needs=("start", "done"),
    breaks="""
        督办台账
        督办编号   | 立项日期   | 完成时限   | 办结日期
        DB2026-001 | 2026-10-22 | 2026-11-19 | 2026-10-19
    """,
    holds="""
        督办台账
        督办编号   | 立项日期   | 完成时限   | 办结日期
        DB2026-001 | 2026-10-22 | 2026-11-19 | 2026-10-22
        DB2026-002 | 2026-10-22 | 2026-11-19 |
        DB2026-003 |            | 2026-11-19 | 2026-10-19
        DB2026-004 | 2026-10-22 | 2026-10-15 | 2026-10-14
    """,
)
def done_not_before_start(scope: RegisterScope) -> Iterator[Hit]:
    """A task cannot be done before it was set. The same day is in order.

    Where the limit lies before the beginning too (TSK101), the beginning is wrong and it is told there.
    """
    yield from _before_start(scope, "done", _due_is_wrong(scope))


@check(
    "TSK108",
    title=marked("Feedback before the task began"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked("{field} is {day}, before {start_field} ({start}). Look both days up and correct the wrong one."),
    over=RegisterScope,
    kinds=(Kind.TASKS,),
    needs=("start", "last_feedback"),
    breaks="""
        督办台账
        督办编号   | 立项日期   | 最近反馈日期
        DB2026-001 | 2026-10-22 | 2026-10-19
    """,
    holds="""
        督办台账
        督办编号   | 立项日期   | 完成时限   | 最近反馈日期 | 办结日期
        DB2026-001 | 2026-10-22 |            | 2026-10-22   |
        DB2026-002 | 2026-10-22 |            |              |
        DB2026-003 | 2026-10-22 | 2026-10-20 | 2026-10-19   |
        DB2026-004 | 2026-10-22 | 2026-12-20 | 2026-10-19   | 2026-10-19
    """,
)
def feedback_not_before_start(scope: RegisterScope) -> Iterator[Hit]:
    """Nobody can report on a task before it was set. The same day is in order.

    Where limit or done day lie before the beginning too (TSK101, TSK107), it is told there.
    """
    told = _due_is_wrong(scope)
    done = scope.register.role("done")
    if done is not None:
        told = told | (scope.days(done) < scope.days(scope.field("start")))
    yield from _before_start(scope, "last_feedback", told)


@check(
    "TSK109",
    title=marked("Feedback goes on after the task was done"),
    severity=Severity.HINT,
    mends=Mends.KEEPER,
    basis="单位制度",
    message=marked(
        "The task was done on {done}, and {days} days later there was feedback again ({day}). If it was not done, take "
        "the day out and set the status back; if it was, correct {field}."
    ),
    over=RegisterScope,
    kinds=(Kind.TASKS,),
    needs=("done", "last_feedback"),
    parameters={"天数": "10"},
    breaks="""
        督办台账
        督办编号   | 状态 | 最近反馈日期 | 办结日期
        DB2026-001 | 办结 | 2026-11-12   | 2026-10-19
    """,
    holds="""
        督办台账
        督办编号   | 完成率 | 状态 | 最近反馈日期 | 办结日期
        DB2026-001 | 100%   | 办结 | 2026-10-29   | 2026-10-19
        DB2026-002 | 100%   | 办结 | 2026-10-15   | 2026-10-19
        DB2026-003 | 80%    | 办结 | 2026-11-12   | 2026-10-19
        DB2026-004 | 100%   | 办结 | 2026-12-12   | 2026-10-19
    """,
)
def no_feedback_after_done(scope: RegisterScope) -> Iterator[Hit]:
    """Feedback long after the day a task was done says that it was not.

    A closing report within the days of the parameter 天数 is in order. A task marked as done at less than 100 % is told
    by TSK110, one with a done day that is not marked as done by TSK103; a done day before the task began by TSK107, a
    feedback that has not happened yet by DOC106.
    """
    field_id, done = scope.field("last_feedback"), scope.field("done")
    day, closed = scope.days(field_id), scope.days(done)
    late = (day - closed > np.timedelta64(scope.number("天数"), "D")) & (day <= scope.today)
    late &= ~scope.void & ~incomplete(scope)
    start = scope.register.role("start")
    if start is not None:
        late &= ~(closed < scope.days(start))
    if scope.register.role("status") is not None:
        late &= scope.among("status", STATUS_DONE)
    for row in np.flatnonzero(late):
        days = int((day[row] - closed[row]).astype(int))
        values = {"field": field_id, "day": day[row], "done": closed[row], "days": days}
        yield Hit(int(row), (field_id, done), values)


@check(
    "TSK113",
    title=marked("Done without a word of the result"),
    severity=Severity.HINT,
    mends=Mends.HOLDER,
    basis="单位制度（一事一报）",
    message=marked("The task is marked as done ({status}), but {field} is empty. Report what came of it."),
    over=RegisterScope,
    kinds=(Kind.TASKS,),
    needs=("status", "progress_text"),
    asked=marked("Report the result of the task"),
    wanted=marked("a word of what came of it"),
    breaks="""
        督办台账
        督办编号   | 进展情况 | 状态 | 办结日期
        DB2026-001 |          | 办结 | 2026-10-19
    """,
    holds="""
        督办台账
        督办编号   | 进展情况       | 状态 | 办结日期   | 备注
        DB2026-001 | 报告已报市公司 | 办结 | 2026-10-19 |
        DB2026-002 |                | 在办 |            |
        DB2026-003 |                | 办结 | 2026-10-19 | 见局长办公会纪要第9期
    """,
)
def done_tells_its_result(scope: RegisterScope) -> Iterator[Hit]:
    """A task marked as done must say what came of it, in its progress or its remark."""
    field_id, status, remark = scope.field("progress_text"), scope.field("status"), scope.register.role("remark")
    silent = scope.among("status", STATUS_DONE) & scope.empty(field_id)
    cells = scope.register.shown.get(remark or "")
    if cells is not None:
        silent &= cells.codes < 0
    for row in np.flatnonzero(silent):
        yield Hit(int(row), (field_id,), {"field": field_id, "status": scope.register.text(int(row), status)})


def _before_start(scope: RegisterScope, role: str, told: np.ndarray) -> Iterator[Hit]:
    field_id, start_field = scope.field(role), scope.field("start")
    day, start = scope.days(field_id), scope.days(start_field)
    for row in np.flatnonzero((day < start) & ~told & ~scope.void):
        values = {"field": field_id, "day": day[row], "start_field": start_field, "start": start[row]}
        yield Hit(int(row), (field_id, start_field), values)


def _due_is_wrong(scope: RegisterScope) -> np.ndarray:
    """Per row: whether the limit lies before the beginning, which is a finding of its own."""
    due = scope.register.role("due")
    if due is None:
        return np.zeros(len(scope.register), dtype=bool)
    wrong: np.ndarray = scope.days(due) < scope.days(scope.field("start"))
    return wrong
