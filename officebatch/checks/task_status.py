"""TSK110 to TSK112: the status of a task against the rest of its line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.check import Hit, check
from officebatch.checks.scope import RegisterScope, marks
from officebatch.checks.tasks import COMPLETE
from officebatch.model.vocabulary import (
    STATUS_DONE,
    STATUS_DROPPED,
    STATUS_NOT_BEGUN,
    STATUS_STOPPED,
    Kind,
    Mends,
    Severity,
)
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOTHING_YET = re.compile(r"[未待尚暂无没]")  # a feedback that says the work has not begun is one
_BARE_STATUS = 4  # letters of the longest status that says nothing but itself (不再办理)
_REPORTED = marked(
    "The status is {status}, but there is feedback of {day} on the work. If it has begun, correct the status; if not, "
    "correct the feedback."
)


@check(
    "TSK110",
    title=marked("Marked as done, but not complete"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="单位制度",
    message=marked(
        "The task is marked as done ({status}), but {field} says {progress}. If it is done, correct {field}; if not, "
        "set the status back and take the done day out."
    ),
    over=RegisterScope,
    kinds=(Kind.TASKS,),
    needs=("status", "progress"),
    breaks="""
        督办台账
        督办编号   | 完成率 | 状态 | 办结日期
        DB2026-001 | 80%    | 办结 | 2026-10-19
    """,
    holds="""
        督办台账
        督办编号   | 完成率 | 状态 | 办结日期
        DB2026-001 | 100%   | 办结 | 2026-10-19
        DB2026-002 |        | 办结 | 2026-10-19
        DB2026-003 | 80%    | 取消 |
    """,
)
def done_is_complete(scope: RegisterScope) -> Iterator[Hit]:
    """A task marked as done must not stand at less than 100 %."""
    field_id, status = scope.field("progress"), scope.field("status")
    for row in np.flatnonzero(scope.among("status", STATUS_DONE) & incomplete(scope)):
        text = scope.register.text(int(row), status)
        values = {"field": field_id, "progress": _percent(scope.numbers(field_id)[row]), "status": text}
        yield Hit(int(row), (field_id, status), values)


@check(
    "TSK111",
    title=marked("Not begun, but with progress"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="单位制度",
    message=marked(
        "The status is {status}, but {field} says {progress}. If the work has begun, correct the status; if not, "
        "correct {field}."
    ),
    over=RegisterScope,
    kinds=(Kind.TASKS,),
    needs=("status",),
    breaks="""
        督办台账
        督办编号   | 进展情况               | 最近反馈日期 | 完成率 | 状态
        DB2026-001 |                        |              | 30%    | 未办
        DB2026-002 | 已完成招标，设备在运输 | 2026-11-12   |        | 未启动
    """,
    holds="""
        督办台账
        督办编号   | 进展情况             | 最近反馈日期 | 完成率 | 状态
        DB2026-001 |                      |              | 0%     | 未办
        DB2026-002 | 尚未启动，待资金下达 | 2026-11-12   |        | 未办
        DB2026-003 |                      | 2026-11-12   |        | 未办
        DB2026-004 | 已完成招标           | 2026-11-12   | 30%    | 在办
        DB2026-005 |                      |              | 100%   | 未办
    """,
)
def not_begun_is_without_progress(scope: RegisterScope) -> Iterator[Hit]:
    """A task that has not begun must show no progress: no share of completion, and no feedback on work done.

    Feedback that says nothing has begun yet (未, 待, 尚, 暂) is in order. A task at 100 %, or with the day it was done,
    is told by TSK103.
    """
    idle, status = scope.among("status", STATUS_NOT_BEGUN) & scope.open, scope.field("status")
    field_id = scope.register.role("progress")
    if field_id is not None:
        share = scope.numbers(field_id)
        for row in np.flatnonzero(idle & (share > 0) & (share < COMPLETE)):
            text = scope.register.text(int(row), status)
            values = {"field": field_id, "progress": _percent(share[row]), "status": text}
            yield Hit(int(row), (status, field_id), values)
        idle = idle & ~(share > 0)
    told, day = scope.register.role("progress_text"), scope.register.role("last_feedback")
    if told is None or day is None:
        return
    codes, words = scope.words(told)
    works = marks([not _NOTHING_YET.search(word) for word in words])[codes]
    days = scope.days(day)
    for row in np.flatnonzero(idle & works & ~np.isnat(days)):
        values = {"day": days[row], "status": scope.register.text(int(row), status)}
        yield Hit(int(row), (status, told), values, severity=Severity.HINT, message=_REPORTED)


@check(
    "TSK112",
    title=marked("Dropped or stopped without a word"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="单位制度",
    message=marked(
        "The status is {status}, but nowhere stands why. Enter who decided it, on which day and for what reason."
    ),
    over=RegisterScope,
    kinds=(Kind.TASKS,),
    needs=("status",),
    breaks="""
        督办台账
        督办编号   | 进展情况 | 状态 | 备注
        DB2026-001 |          | 取消 |
        DB2026-002 |          | 暂缓 |
    """,
    holds="""
        督办台账
        督办编号   | 进展情况         | 状态       | 备注
        DB2026-001 |                  | 取消       | 11月10日局长办公会决定取消
        DB2026-002 | 并入DB2026-001号 | 取消       |
        DB2026-003 |                  | 待上级明确 |
        DB2026-004 |                  | 在办       |
    """,
)
def dropped_says_why(scope: RegisterScope) -> Iterator[Hit]:
    """A task struck out or stopped must say why, in its remark, its progress or the status itself.

    A register with neither a column for remarks nor one for progress is left alone.
    """
    status = scope.field("status")
    silent = scope.among("status", STATUS_DROPPED, STATUS_STOPPED) & _bare(scope, status)
    columns = [field_id for role in ("remark", "progress_text") if (field_id := scope.register.role(role))]
    if not columns or not silent.any():
        return
    for field_id in columns:
        silent = silent & scope.empty(field_id)
    for row in np.flatnonzero(silent):
        yield Hit(int(row), (columns[0], status), {"status": scope.register.text(int(row), status)})


def incomplete(scope: RegisterScope) -> np.ndarray:
    """Per row: whether a share below 100 % stands there."""
    field_id = scope.register.role("progress")
    if field_id is None:
        return np.zeros(len(scope.register), dtype=bool)
    found: np.ndarray = scope.numbers(field_id) < COMPLETE
    return found


def _bare(scope: RegisterScope, status: str) -> np.ndarray:
    """Per row: whether the status is one plain word; a longer one (待上级明确) says why itself."""
    cells = scope.register.shown[status]
    found: np.ndarray = marks([len(text.strip()) <= _BARE_STATUS for text in cells.texts])[cells.codes]
    return found


def _percent(share: float) -> str:
    return f"{share:.0%}"
