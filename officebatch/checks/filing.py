"""DOC125 to DOC127: the end of a paper. Its mark and its day, its file, where it went."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.check import Hit, check
from officebatch.checks.course import NO_DAY, day_at
from officebatch.checks.scope import ProcessScope, RegisterScope, marks
from officebatch.model.vocabulary import STATUS_DONE, STATUS_NOT_BEGUN, STATUS_OPEN, Kind, Mends, Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CLAUSES = re.compile(r"[，,。；;：:！!\s]+")
_SHORT = 16  # longer texts tell a story, not a state
_STATE_LIST = "状态"
_LATE = {"超期", "逾期", "延期", "已延期"}  # late, and nothing said of done or not
_DATED = marked(
    "{done_field} is {day}, but {field} says {text}. If the matter is done, bring {field} up to date; if not, "
    "take the day out."
)


@check(
    "DOC125",
    title=marked("Done mark and done day disagree"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="单位制度",
    message=marked("{field} says {text}, but {done_field} is empty. Enter the day it was done."),
    over=RegisterScope,
    kinds=(Kind.FLOW,),
    breaks="""
        收文登记簿
        收文编号      | 文件标题           | 办理情况           | 办结日期
        收〔2026〕1号 | 关于资产盘点的通知 | 已办结，已书面回复 |
        收〔2026〕2号 | 关于度汛检查的通知 | 正在办理           | 2026-03-12
    """,
    holds="""
        收文登记簿
        收文编号      | 文件标题           | 办理情况                         | 办结日期
        收〔2026〕1号 | 关于资产盘点的通知 | 已办结                           | 2026-03-12
        收〔2026〕2号 | 关于度汛检查的通知 | 正在办理                         |
        收〔2026〕3号 | 关于春检工作的通知 | 财务科已按要求报送全部材料       | 2026-03-12
        收〔2026〕4号 | 关于信息报送的通知 | 已完成初稿，正在办理会签         |
        收〔2026〕5号 | 关于劳动竞赛的通知 |                                  | 2026-03-12
        收〔2026〕6号 | 作废               | 已办结                           |
    """,
)
def mark_and_day_agree(scope: RegisterScope) -> Iterator[Hit]:
    """A paper marked as done says on which day, and one with that day is not called open.

    The mark is the status, or a short text on the handling whose words are those of list 状态 (sheet 选项). Longer
    texts are not read.
    """
    done = scope.columns("done")
    if not done:
        return
    empty, dated = scope.empty(done[0]), scope.register.shown[done[0]].codes >= 0
    told = scope.void.copy()
    for field_id in (f for role in ("status", "progress_text") for f in scope.columns(role)):
        is_done, is_open = _marked(scope, field_id)
        for broken, message in ((is_done & empty, ""), (is_open & dated, _DATED)):
            for row in np.flatnonzero(broken & ~told):
                text, day = (scope.register.text(int(row), f) for f in (field_id, done[0]))
                values = {"field": field_id, "text": text, "done_field": done[0], "day": day}
                first = (done[0], field_id) if not message else (field_id, done[0])
                severity = Severity.WARNING if message else None
                yield Hit(int(row), first, values, message=message, severity=severity)
            told |= broken


@check(
    "DOC126",
    title=marked("Done and not filed"),
    severity=Severity.HINT,
    mends=Mends.KEEPER,
    basis="《党政机关公文处理工作条例》第二十七条；单位制度",
    message=marked(
        "The paper was done on {day}, {days} days ago, and {field} is empty. Hand it in to be filed and enter the "
        "number, or say where it went."
    ),
    over=ProcessScope,
    kinds=(Kind.FLOW,),
    parameters={"归档环节": "处置", "天数": "545"},
    breaks="""
        发文登记簿
        发文字号          | 标题               | 分发人 | 分发日期   | 归卷号
        临电办〔2025〕1号 | 关于春检工作的通知 | 赵敏   | 2025-03-04 |
        临电办〔2025〕2号 | 关于秋检工作的通知 | 赵敏   | 2025-03-05 | 2025-发-2
    """,
    holds="""
        发文登记簿
        发文字号          | 标题               | 分发人 | 分发日期   | 归卷号
        临电办〔2025〕1号 | 关于春检工作的通知 | 赵敏   | 2025-03-04 | 2025-发-1
        临电办〔2026〕1号 | 关于秋检工作的通知 | 赵敏   | 2026-01-05 |
        临电办〔2025〕2号 | 关于防火检查的通知 |        |            |
    """,
)
def done_is_filed(scope: ProcessScope) -> Iterator[Hit]:
    """A paper that is done is filed within the days of the parameter 天数 (natural days). The usual 545 hold for papers
    handed in by the end of June of the next year; where papers are filed as they are done, set it lower.

    Done is the day in the column for it, or that of the last step before 归档环节. A register without a column for the
    file number, or with one nobody fills, is left alone, and so is what went elsewhere.
    """
    course, within, fields = scope.course, scope.within, scope.within.columns("filed")
    if not fields or not within.used(fields[0]):
        return
    filing = scope.step("归档环节")
    last = max((place for place in range(len(course.steps)) if place != filing), default=None)
    day = course.last_day(last) if last is not None else np.full(course.size, NO_DAY)
    for done in within.columns("done"):
        days = within.days(done)
        day = np.where(np.isnat(days), day, days.astype(np.int64))
    today = int(within.today.astype(np.int64))
    gone = course.dated[filing] > 0 if filing is not None else np.zeros(course.size, dtype=bool)
    for elsewhere in within.columns("disposed"):
        gone |= ~within.empty(elsewhere)
    late = (day != NO_DAY) & (today - day > scope.number("天数")) & within.empty(fields[0])
    for record in np.flatnonzero(late & ~gone & ~within.void):
        told = {"day": day_at(int(day[record])), "days": today - int(day[record]), "field": fields[0]}
        yield Hit(int(record), tuple(fields), told)


@check(
    "DOC127",
    title=marked("Filed, and nobody knows where"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="《党政机关公文处理工作条例》第二十七条；单位制度",
    message=marked(
        "{step} is dated {day}, but {fields} is empty. Enter the number of the file, or that it was sent back or "
        "destroyed."
    ),
    over=ProcessScope,
    kinds=(Kind.FLOW,),
    parameters={"归档环节": "处置"},
    breaks="""
        收文登记簿
        收文编号      | 文件标题           | 处置人 | 处置日期   | 归卷号    | 清退情况
        收〔2026〕1号 | 关于资产盘点的通知 | 赵敏   | 2026-03-20 | 2026-收-1 |
        收〔2026〕2号 | 关于度汛检查的通知 | 赵敏   | 2026-03-21 |           |
    """,
    holds="""
        收文登记簿
        收文编号      | 文件标题           | 处置人 | 处置日期   | 归卷号    | 清退情况
        收〔2026〕1号 | 关于资产盘点的通知 | 赵敏   | 2026-03-20 | 2026-收-1 |
        收〔2026〕2号 | 关于度汛检查的通知 | 赵敏   | 2026-03-21 |           | 3月21日退市公司
        收〔2026〕3号 | 关于春检工作的通知 |        |            |           |
    """,
)
def filed_somewhere(scope: ProcessScope) -> Iterator[Hit]:
    """A paper whose step 归档环节 is done has the number of its file, or says where else it went.

    A register without a column for the file number, or with one nobody fills, is left alone.
    """
    course, within, fields = scope.course, scope.within, scope.within.columns("filed")
    filing = scope.step("归档环节")
    if filing is None or not fields or not within.used(fields[0]):
        return
    fields += within.columns("disposed")
    day = course.last_day(filing)
    nowhere = np.logical_and.reduce([within.empty(field_id) for field_id in fields])
    for record in np.flatnonzero((day != NO_DAY) & nowhere & ~within.void):
        told = {"step": course.steps[filing].name, "day": day_at(int(day[record])), "fields": "、".join(fields)}
        yield Hit(int(record), tuple(fields), told)


def _marked(scope: RegisterScope, field_id: str) -> tuple[np.ndarray, np.ndarray]:
    """Per row whether a cell says that the matter is done, and whether it says that it is open."""
    cells, states = scope.register.shown[field_id], scope.rules.choice_lists.get(_STATE_LIST, {})
    begins = {word[:2] for word in states if word}
    said = [_state(t, states) if t[:2] in begins and len(t) <= _SHORT else "" for t in cells.texts]
    done = marks([state == STATUS_DONE for state in said])[cells.codes]
    return done, marks([state in (STATUS_OPEN, STATUS_NOT_BEGUN) for state in said])[cells.codes]


def _state(text: str, states: Mapping[str, str]) -> str:
    """The one state the clauses of a short text name, "" where they name none or several."""
    clauses = [clause for clause in _CLAUSES.split(text) if clause]
    found = {states[clause] for clause in clauses if clause in states and clause not in _LATE}
    return found.pop() if len(found) == 1 and clauses[0] in states else ""
