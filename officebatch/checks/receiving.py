"""DOC121 to DOC124: papers received. Who leads, until when the urgent ones, where the circulated ones are, which day
comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.check import Hit, check
from officebatch.checks.course import NO_DAY
from officebatch.checks.scope import ProcessScope, RegisterScope
from officebatch.checks.words import departments_in
from officebatch.model.vocabulary import FieldType, Kind, Mends, Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

# A day of the first role cannot lie after one of the second.
_NOT_AFTER = (("document_date", "received"), ("received", "done"))
_RETURNED_BEFORE = marked(
    "{back_field} is {back}, before {out_field} ({out}). Look both days up and correct the wrong one."
)
_NEVER_SENT = marked("{back_field} is {back}, but {out_field} is empty. Enter the day it was sent round.")


@check(
    "DOC121",
    title=marked("Several leading departments"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="《党政机关公文处理工作条例》第二十四条",
    message=marked(
        "“{text}” names {n} departments, and {field} holds the one that leads (主办). Leave that one here and enter "
        "the others as helping (协办)."
    ),
    over=RegisterScope,
    kinds=(Kind.FLOW,),
    echoes=True,
    breaks="""
        收文登记簿
        收文编号      | 收文日期   | 文件标题           | 承办部门
        收〔2026〕1号 | 2026-03-02 | 关于资产盘点的通知 | 财务科、办公室
    """,
    holds="""
        收文登记簿
        收文编号      | 收文日期   | 文件标题           | 承办部门 | 协办部门
        收〔2026〕1号 | 2026-03-02 | 关于资产盘点的通知 | 财务科   | 办公室、营销科
        收〔2026〕2号 | 2026-03-02 | 关于信息报送的通知 | 信息中心 |
    """,
)
def one_department_leads(scope: RegisterScope) -> Iterator[Hit]:
    """A paper that several departments work on has one that leads. The others stand in the column of those that help.

    A name the rule book does not know is told by the check of departments.
    """
    field_id = scope.register.role("department")
    for cell in scope.unread(FieldType.DEPARTMENT):
        found = departments_in(scope.rules, cell.text) if cell.field == field_id else []
        if len(found) > 1:
            yield Hit(cell.row, (cell.field,), {"text": cell.text, "n": len(found), "field": cell.field})


@check(
    "DOC122",
    title=marked("Urgent paper without a limit"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="《党政机关公文处理工作条例》第二十四条",
    message=marked(
        "The paper is {urgency} and has been handed on, but {field} is empty. Enter until when it is to be done, and "
        "tell the department."
    ),
    over=ProcessScope,
    kinds=(Kind.FLOW,),
    parameters={"环节": "批办、分办", "紧急程度": "特急、加急"},
    breaks="""
        收文登记簿
        收文编号      | 收文日期   | 文件标题           | 紧急程度 | 办理时限 | 批办人 | 批办日期
        收〔2026〕1号 | 2026-03-02 | 关于防汛工作的通知 | 特急     |          | 王平   | 2026-03-02
    """,
    holds="""
        收文登记簿
        收文编号      | 收文日期   | 文件标题           | 紧急程度 | 办理时限   | 批办人 | 批办日期
        收〔2026〕1号 | 2026-03-02 | 关于防汛工作的通知 | 特急     | 2026-03-03 | 王平   | 2026-03-02
        收〔2026〕2号 | 2026-03-02 | 关于资产盘点的通知 | 平件     |            | 王平   | 2026-03-02
        收〔2026〕3号 | 2026-03-02 | 关于度汛检查的通知 | 加急     |            |        |
    """,
)
def urgent_has_a_limit(scope: ProcessScope) -> Iterator[Hit]:
    """An urgent paper (parameter 紧急程度) says until when it is to be done, once it is handed on (parameter 环节).

    A register without a column for the limit is left alone.
    """
    step, fields = scope.step("环节"), scope.within.columns("urgency", "limit")
    if step is None or not fields:
        return
    within = scope.within
    urgent = within.among("urgency", *scope.parted("紧急程度")) & within.empty(fields[1])
    for record in np.flatnonzero(urgent & (scope.course.last_day(step) != NO_DAY) & ~within.void):
        told = {"urgency": within.register.text(int(record), fields[0]), "field": fields[1]}
        yield Hit(int(record), (fields[1], fields[0]), told)


@check(
    "DOC123",
    title=marked("Circulated and not returned"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="《党政机关公文处理工作条例》第二十四条",
    message=marked(
        "{out_field} is {out} and the paper is filed ({filed}), but {back_field} is empty. Find out where the paper "
        "is, and enter the day it came back."
    ),
    over=ProcessScope,
    kinds=(Kind.FLOW,),
    parameters={"传阅环节": "传阅", "归档环节": "处置"},
    breaks="""
        收文登记簿
        收文编号      | 收文日期   | 文件标题           | 传阅人 | 传阅日期   | 退回日期   | 处置人 | 处置日期
        收〔2026〕1号 | 2026-03-02 | 关于资产盘点的通知 | 周强   | 2026-03-04 |            | 赵敏   | 2026-03-20
        收〔2026〕2号 | 2026-03-02 | 关于度汛检查的通知 | 周强   | 2026-03-04 | 2026-03-03 |        |
        收〔2026〕3号 | 2026-03-02 | 关于春检工作的通知 |        |            | 2026-03-06 |        |
    """,
    holds="""
        收文登记簿
        收文编号      | 收文日期   | 文件标题           | 传阅人 | 传阅日期   | 退回日期   | 处置人 | 处置日期
        收〔2026〕1号 | 2026-03-02 | 关于资产盘点的通知 | 周强   | 2026-03-04 | 2026-03-04 | 赵敏   | 2026-03-20
        收〔2026〕2号 | 2026-03-02 | 关于度汛检查的通知 | 周强   | 2026-03-04 |            |        |
        收〔2026〕3号 | 2026-03-02 | 关于春检工作的通知 |        |            |            | 赵敏   | 2026-03-20
    """,
)
def circulated_came_back(scope: ProcessScope) -> Iterator[Hit]:
    """What was sent round comes back: the day of return is not before it was sent, and stands there once the paper is
    filed.

    A register without that column, or with one nobody fills, is left alone.
    """
    course, within = scope.course, scope.within
    out, filed, fields = scope.step("传阅环节"), scope.step("归档环节"), within.columns("read_back")
    if out is None or not fields or not within.used(fields[0]):
        return
    out_field = course.events.date_fields[out]
    if not out_field:
        return
    back = within.days(fields[0])
    back_day = np.where(np.isnat(back), NO_DAY, back.astype(np.int64))
    sent = course.last_day(out)
    both = (sent != NO_DAY) & (back_day != NO_DAY)
    never = (back_day != NO_DAY) & within.empty(out_field) & within.has_column(out_field)
    closed = (course.last_day(filed) if filed is not None else np.full(course.size, NO_DAY)) != NO_DAY
    lost = (sent != NO_DAY) & within.empty(fields[0]) & closed
    for broken, message in ((lost, ""), (both & (back_day < course.day[out]), _RETURNED_BEFORE), (never, _NEVER_SENT)):
        for record in np.flatnonzero(broken & ~within.void):
            told = {"out_field": out_field, "back_field": fields[0], "back": back[record]}
            told |= {"out": within.register.text(int(record), out_field), "filed": course.steps[filed or 0].name}
            first, second = (out_field, fields[0]) if broken is never else (fields[0], out_field)
            yield Hit(int(record), (first, second), told, message=message)


@check(
    "DOC124",
    title=marked("Days of a received paper that cannot be"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked(
        "{later_field} is {later}, before {earlier_field} ({earlier}). Look both days up and correct the wrong one."
    ),
    over=RegisterScope,
    kinds=(Kind.FLOW,),
    breaks="""
        收文登记簿
        收文编号      | 成文日期   | 收文日期   | 文件标题           | 办结日期
        收〔2026〕1号 | 2026-03-05 | 2026-03-02 | 关于资产盘点的通知 |
        收〔2026〕2号 | 2026-02-27 | 2026-03-02 | 关于度汛检查的通知 | 2026-02-28
    """,
    holds="""
        收文登记簿
        收文编号      | 成文日期   | 收文日期   | 文件标题           | 办结日期
        收〔2026〕1号 | 2026-03-02 | 2026-03-02 | 关于资产盘点的通知 | 2026-03-02
        收〔2026〕2号 | 2026-02-27 | 2026-03-02 | 关于度汛检查的通知 |
        收〔2026〕3号 |            | 2026-03-02 | 关于春检工作的通知 | 2026-03-12
    """,
)
def received_after_it_was_written(scope: RegisterScope) -> Iterator[Hit]:
    """A paper cannot be received before it was written, nor done before it was received. The same day is in order."""
    for roles in _NOT_AFTER:
        fields = scope.columns(*roles)
        if not fields:
            continue
        earlier, later = (scope.days(field_id) for field_id in fields)
        for row in np.flatnonzero((later < earlier) & (earlier <= scope.today) & ~scope.void):
            told = {"later_field": fields[1], "later": later[row], "earlier_field": fields[0], "earlier": earlier[row]}
            yield Hit(int(row), (fields[1], fields[0]), told)
