"""TSK104, TSK114 to TSK116: until when a task runs, and how often it is reported on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks import rhythms
from officebatch.checks.check import Hit, check
from officebatch.checks.scope import RegisterScope, marks
from officebatch.checks.tasks import COMPLETE
from officebatch.model.vocabulary import STATUS_LONG, STATUS_STOPPED, Kind, Mends, Severity
from officebatch.model.workdays import Workdays
from officebatch.rulebook.sheets import Required
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.checks.rhythms import Rhythm

_OWN_RHYTHM = marked(
    "The last feedback was on {day}; this task wants one {rhythm}, the latest by {by}. Report the present state."
)
_NEVER = marked(
    "The task began on {day} and wants feedback {rhythm}, the latest by {by}; there has been none. Report the present "
    "state."
)
_WANTED = marked("feedback {rhythm}, the latest by {by}")
_SHOWN = 20  # other places named with a finding


@check(
    "TSK104",
    title=marked("No feedback for long"),
    severity=Severity.WARNING,
    mends=Mends.HOLDER,
    basis="单位制度",
    message=marked(
        "The last feedback was on {day}, {days} days ago; at the latest every {limit} days one is due. Report the "
        "present state."
    ),
    over=RegisterScope,
    kinds=(Kind.TASKS,),
    needs=("last_feedback", "status"),
    parameters={"天数": "30"},
    asked=marked("Report the present state, and give feedback in time from now on"),
    wanted=marked("feedback every {limit} days at the latest"),
    breaks="""
        督办台账
        督办编号   | 立项日期   | 反馈周期  | 最近反馈日期 | 状态
        DB2026-001 | 2026-08-10 |           | 2026-10-20   | 在办
        DB2026-002 | 2026-08-10 | 每周      | 2026-11-06   | 在办
        DB2026-003 | 2026-08-10 | 每月5日前 | 2026-10-05   | 在办
        DB2026-004 | 2026-08-10 | 每月      |              | 在办
    """,
    holds="""
        督办台账
        督办编号   | 立项日期   | 反馈周期 | 最近反馈日期 | 状态
        DB2026-001 | 2026-04-10 |          | 2026-10-21   | 在办
        DB2026-002 | 2026-04-10 |          | 2026-05-08   | 办结
        DB2026-003 | 2026-04-10 | 每月     | 2026-10-08   | 在办
        DB2026-004 | 2026-04-10 | 每季度   | 2026-07-02   | 在办
        DB2026-005 | 2026-04-10 | 每周     | 2026-10-20   | 暂停
        DB2026-006 | 2026-04-10 | 随时     | 2026-07-20   | 在办
        DB2026-007 | 2026-11-11 | 每周     |              | 在办
        DB2026-008 | 2026-04-10 |          |              | 在办
    """,
)
def feedback_is_fresh(scope: RegisterScope) -> Iterator[Hit]:
    """An open task must be reported on at the rhythm its register gives it (每周, 每两周, 每月5日前, 每季度); one
    without a rhythm of its own within the days of the parameter 天数 (natural days).

    每周, 每月 and 每季度 want one feedback in each week, month, quarter that is over; 每两周 and 每10天 one within so
    many days of the last. A last day that is a rest day moves to the next working day. A stopped task and one already
    complete are left alone, and so is one without any feedback, unless its own rhythm wanted one since it began.
    """
    field_id, limit = scope.field("last_feedback"), scope.number("天数")
    days, awaited = scope.days(field_id), scope.open & ~scope.among("status", STATUS_STOPPED)
    progress = scope.register.role("progress")
    if progress is not None:
        awaited &= ~(scope.numbers(progress) >= COMPLETE)
    codes, words = _rhythm_words(scope)
    found = [_read(word) for word in words]
    workdays = Workdays.of(scope.rules.calendar, scope.rules.settings.hours) if words else None
    fresh = [r.since(scope.as_of, workdays) if r and workdays else None for r in found]
    since = np.array([*fresh, scope.today - np.timedelta64(limit, "D")], dtype="datetime64[D]")[codes]
    for row in np.flatnonzero(awaited & (days < since)):
        rhythm = found[codes[row]] if codes[row] >= 0 else None
        if rhythm is None or workdays is None:
            ago = int((scope.today - days[row]).astype(int))
            yield Hit(int(row), (field_id,), {"day": days[row], "days": ago, "limit": limit})
        else:
            by = rhythm.wanted(days[row].item(), scope.as_of, workdays)
            values = {"day": days[row], "rhythm": words[codes[row]], "by": by}
            yield Hit(int(row), (field_id,), values, message=_OWN_RHYTHM, wanted=_WANTED)
    start = scope.register.role("start")
    if start is not None and workdays is not None:
        began = scope.days(start)
        for row in np.flatnonzero(awaited & (codes >= 0) & scope.empty(field_id) & (began < since)):
            rhythm = found[codes[row]]
            by = rhythm.wanted(began[row].item(), scope.as_of, workdays) if rhythm else ""
            values = {"day": began[row], "rhythm": words[codes[row]], "by": by}
            yield Hit(int(row), (field_id, start), values, message=_NEVER, wanted=_WANTED)


@check(
    "TSK114",
    title=marked("Task without a limit"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="单位制度",
    message=marked(
        "{field} is empty, so nobody can say when the task is late. Agree on a day and enter it; a task that goes on "
        "without end gets the status 长期 and a feedback rhythm."
    ),
    over=RegisterScope,
    kinds=(Kind.TASKS,),
    needs=("due", "status"),
    breaks="""
        督办台账
        督办编号   | 完成时限 | 状态
        DB2026-001 |          | 在办
    """,
    holds="""
        督办台账
        督办编号   | 完成时限   | 状态
        DB2026-001 | 2026-12-31 | 在办
        DB2026-002 | 长期       | 在办
        DB2026-003 |            | 长期
        DB2026-004 |            | 办结
        DB2026-005 |            | 取消
        DB2026-006 |            | 暂停
    """,
)
def task_has_a_limit(scope: RegisterScope) -> Iterator[Hit]:
    """An open task must say until when it is to be done.

    Long-term tasks (status or limit 长期) and stopped ones need none. Where sheet 字段 calls the limit required, an
    empty one is told as a required cell.
    """
    field_id = scope.field("due")
    rule = scope.rules.field(scope.register.name, field_id)
    if rule is None or rule.required is not Required.YES:
        for row in np.flatnonzero(scope.empty(field_id) & scope.open & ~scope.among("status", *_NO_LIMIT)):
            yield Hit(int(row), (field_id,), {"field": field_id})


@check(
    "TSK115",
    title=marked("Long-term task without a feedback rhythm"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="单位制度",
    message=marked(
        "The task is long-term, but {field} is empty: without a limit only feedback shows that it is being done. Enter "
        "a rhythm, such as 每月 or 每季度."
    ),
    over=RegisterScope,
    kinds=(Kind.TASKS,),
    needs=("feedback_rhythm",),
    breaks="""
        督办台账
        督办编号   | 完成时限 | 反馈周期 | 状态
        DB2026-001 |          |          | 长期
        DB2026-002 | 常态化   |          | 在办
    """,
    holds="""
        督办台账
        督办编号   | 完成时限   | 反馈周期 | 状态
        DB2026-001 | 长期       | 每月     | 长期
        DB2026-002 | 2026-12-31 |          | 在办
        DB2026-003 | 长期       |          | 办结
    """,
)
def long_term_task_has_a_rhythm(scope: RegisterScope) -> Iterator[Hit]:
    """A long-term task (status or limit 长期, or a word of that meaning) must have a feedback rhythm in place of a
    limit.
    """
    field_id = scope.field("feedback_rhythm")
    for row in np.flatnonzero(scope.empty(field_id) & _long_term(scope) & scope.open):
        yield Hit(int(row), (field_id,), {"field": field_id})


@check(
    "TSK116",
    title=marked("Feedback rhythm not understood"),
    severity=Severity.HINT,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked(
        "“{text}” is no rhythm the program can count by, so stale feedback is not seen ({count} tasks). Write 每周, "
        "每两周, 每月, 每月5日前, 每季度 or 每10天, or 随时 where none is wanted."
    ),
    over=RegisterScope,
    kinds=(Kind.TASKS,),
    needs=("feedback_rhythm",),
    breaks="""
        督办台账
        督办编号   | 反馈周期           | 状态
        DB2026-001 | 每周口头，每月书面 | 在办
        DB2026-002 | 每周口头，每月书面 | 在办
    """,
    holds="""
        督办台账
        督办编号   | 反馈周期       | 状态
        DB2026-001 | 每周五下班前   | 在办
        DB2026-002 | 办结后反馈     | 在办
        DB2026-003 | 次月5日前报送  | 在办
        DB2026-004 |                | 在办
        DB2026-005 | 看情况         | 办结
    """,
)
def rhythm_is_understood(scope: RegisterScope) -> Iterator[Hit]:
    """The feedback rhythm of an open task must be one the program can count by, or say that none is wanted.

    It is told once for each way of writing, on the first task that has it.
    """
    codes, words = _rhythm_words(scope)
    unclear = [place for place, word in enumerate(words) if not _clear(word)]
    for place in unclear:
        rows = np.flatnonzero((codes == place) & scope.open)
        if len(rows):
            values = {"text": words[place], "count": len(rows)}
            yield Hit(int(rows[0]), (scope.field("feedback_rhythm"),), values, tuple(rows[1:_SHOWN].tolist()))


_NO_LIMIT = (STATUS_LONG, STATUS_STOPPED)


def _rhythm_words(scope: RegisterScope) -> tuple[np.ndarray, list[str]]:
    """The feedback rhythms as codes and the words; no words where the register has no such column."""
    field_id = scope.register.role("feedback_rhythm")
    return scope.words(field_id) if field_id else (np.full(len(scope.register), -1, dtype=np.int8), [])


def _read(word: str) -> Rhythm | None:
    """The rhythm of a word, None where it says none."""
    try:
        return rhythms.read(word)
    except ValueError:
        return None


def _clear(word: str) -> bool:
    try:
        rhythms.read(word)
    except ValueError:
        return False
    return True


def _long_term(scope: RegisterScope) -> np.ndarray:
    """Per row: whether the task goes on without end, by its status or by what stands for its limit."""
    found = scope.among("status", STATUS_LONG)
    cells = scope.register.shown.get(scope.register.role("due") or "")
    if cells is not None:
        lists = scope.rules.choice_lists.values()
        known = {STATUS_LONG, *(word for words in lists for word, value in words.items() if value == STATUS_LONG)}
        found = found | marks(["".join(text.split()) in known for text in cells.texts])[cells.codes]
    return found
