"""ACT101 to ACT104: inspections. Held as often as the office decided, what they found put right.

A register of kind 普通 is one of inspections when it has fields for the kind of inspection (role 类别) and for the
day until which a fault is to be put right (role 到期日). Sheet 台账 ships one, 检查记录. A fault that is not put right
in time is a deadline, no finding.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.check import Hit, check
from officebatch.checks.scope import RegisterScope
from officebatch.model.inspection import NOTHING_FOUND
from officebatch.model.vocabulary import STATUS_DONE, Kind, Mends, Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

_RHYTHMS = ("每周", "每月", "每季")


@check(
    "ACT101",
    title=marked("Inspection left out"),
    severity=Severity.WARNING,
    mends=Mends.HOLDER,
    basis="单位制度（定期检查）",
    message=marked(
        "{kind} is to be inspected {rhythm}, but from {first} to {last} no inspection is entered. Enter it if it was "
        "held; if not, say why, and keep to the rhythm from now on."
    ),
    over=RegisterScope,
    kinds=(Kind.PLAIN,),
    parameters={"值班": "每周", "学习": "每月", "卫生": "每周", "保密": "每月", "财务": "每季"},
    asked=marked("Say why, and keep to the rhythm from now on"),
    wanted=marked("an inspection between {first} and {last}"),
    breaks="""
        检查记录
        检查编号 | 检查日期   | 检查类别 | 检查人 | 受检部门 | 发现问题 | 整改时限
        JC-001   | 2026-09-08 | 保密     | 赵敏   | 财务科   | 无       |
        JC-002   | 2026-11-03 | 保密     | 赵敏   | 财务科   | 无       |
    """,
    holds="""
        检查记录
        检查编号 | 检查日期   | 检查类别 | 检查人 | 受检部门 | 发现问题 | 整改时限
        JC-001   | 2026-10-28 | 保密     | 赵敏   | 财务科   | 无       |
        JC-002   | 2026-11-09 | 卫生     | 赵敏   | 财务科   | 无       |
    """,
)
def inspections_keep_their_rhythm(scope: RegisterScope) -> Iterator[Hit]:
    """Each kind of inspection must be held as often as the parameter of its name says: 每周, 每月 or 每季; any other
    word for never.

    Looked at is the last week, month or quarter that is over, if it had a working day. Nothing is said of a time before
    the first inspection of the kind, or of a kind the register has none of.
    """
    if not _of_inspections(scope):
        return
    day, (codes, kinds) = scope.days(scope.field("date")), scope.words(scope.field("category"))
    held = ~np.isnat(day) & ~scope.void
    for kind, rhythm in scope.parameters.items():
        own = day[held & (codes == kinds.index(kind))] if kind in kinds else day[:0]
        if rhythm not in _RHYTHMS or not len(own):
            continue
        first, last = _last_whole(scope.as_of, rhythm)
        days = np.array([first - timedelta(days=1), last], dtype="datetime64[D]")
        begun = own.min() < np.datetime64(first) and (scope.rules.settings.start_day or first) <= first
        worked = scope.workdays.count(days[:1], days[1:])[0] > 0
        if begun and worked and not ((own > days[0]) & (own <= days[1])).any():
            values = {"kind": kind, "rhythm": rhythm, "first": first, "last": last}
            office = scope.rules.settings.office_department
            yield Hit(None, (scope.field("category"),), values, record=f"{kind} {first}", department=office)


@check(
    "ACT102",
    title=marked("Fault found, no day set"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="单位制度（限期整改）",
    message=marked("“{text}” was found, but {field} is empty. Enter until when it is to be put right."),
    over=RegisterScope,
    kinds=(Kind.PLAIN,),
    breaks="""
        检查记录
        检查编号 | 检查日期   | 检查类别 | 检查人 | 受检部门 | 发现问题   | 整改时限 | 整改日期
        JC-001   | 2026-11-09 | 卫生     | 赵敏   | 财务科   | 走廊堆杂物 |          |
    """,
    holds="""
        检查记录
        检查编号 | 检查日期   | 检查类别 | 检查人 | 受检部门 | 发现问题     | 整改时限   | 整改日期
        JC-001   | 2026-11-09 | 卫生     | 赵敏   | 财务科   | 走廊堆杂物   | 2026-11-13 |
        JC-002   | 2026-11-09 | 卫生     | 赵敏   | 营销科   | 未发现问题   |            |
        JC-003   | 2026-11-09 | 保密     | 赵敏   | 营销科   | 柜子没有上锁 |            | 2026-11-09
        JC-004   | 2026-11-16 | 保密     | 赵敏   | 营销科   |              |            |
    """,
)
def faults_get_a_day(scope: RegisterScope) -> Iterator[Hit]:
    """What an inspection found must get a day until which it is put right, unless it is put right already.

    无, 未发现问题, 正常, 合格 and the like are no faults.
    """
    if not _of_inspections(scope):
        return
    limit, done = scope.field("due"), scope.register.role("done")
    open_ = scope.open if done is not None else ~scope.among("status", STATUS_DONE) & ~scope.void
    for row in _found(scope, scope.empty(limit) & open_):
        text = scope.register.text(row, scope.field("title"))
        yield Hit(row, (limit, scope.field("title")), {"text": text, "field": limit})


@check(
    "ACT103",
    title=marked("Marked as put right without a day"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="单位制度（限期整改）",
    message=marked("The fault is marked as put right ({status}), but {field} is empty. Enter the day."),
    over=RegisterScope,
    kinds=(Kind.PLAIN,),
    breaks="""
        检查记录
        检查编号 | 检查日期   | 检查类别 | 受检部门 | 发现问题   | 整改时限   | 整改日期 | 状态
        JC-001   | 2026-11-09 | 卫生     | 财务科   | 走廊堆杂物 | 2026-11-13 |          | 已整改
    """,
    holds="""
        检查记录
        检查编号 | 检查日期   | 检查类别 | 受检部门 | 发现问题   | 整改时限   | 整改日期   | 状态
        JC-001   | 2026-11-09 | 卫生     | 财务科   | 走廊堆杂物 | 2026-11-13 | 2026-11-12 | 已整改
        JC-002   | 2026-11-09 | 卫生     | 营销科   | 垃圾未清   | 2026-11-13 |            | 整改中
        JC-003   | 2026-11-09 | 卫生     | 办公室   | 无         |            |            | 办结
    """,
)
def faults_put_right_have_a_day(scope: RegisterScope) -> Iterator[Hit]:
    """A fault marked as put right must say on which day."""
    done, status = scope.register.role("done"), scope.register.role("status")
    if not _of_inspections(scope) or done is None or status is None:
        return
    for row in _found(scope, scope.empty(done) & scope.among("status", STATUS_DONE)):
        values = {"status": scope.register.text(row, status), "field": done}
        yield Hit(row, (done, status), values)


@check(
    "ACT104",
    title=marked("Put right before it was found"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked("{field} is {day}, before the inspection on {found}. Look both days up and correct the wrong one."),
    over=RegisterScope,
    kinds=(Kind.PLAIN,),
    breaks="""
        检查记录
        检查编号 | 检查日期   | 检查类别 | 受检部门 | 发现问题   | 整改时限   | 整改日期
        JC-001   | 2026-11-09 | 卫生     | 财务科   | 走廊堆杂物 | 2026-11-06 |
        JC-002   | 2026-11-09 | 卫生     | 营销科   | 垃圾未清   | 2026-11-13 | 2026-10-12
    """,
    holds="""
        检查记录
        检查编号 | 检查日期   | 检查类别 | 受检部门 | 发现问题   | 整改时限   | 整改日期
        JC-001   | 2026-11-09 | 卫生     | 财务科   | 走廊堆杂物 | 2026-11-09 | 2026-11-09
        JC-002   | 2026-11-09 | 卫生     | 营销科   | 垃圾未清   |            |
    """,
)
def faults_are_found_first(scope: RegisterScope) -> Iterator[Hit]:
    """Neither the limit nor the day a fault was put right lies before the inspection. The same day is in order."""
    if not _of_inspections(scope):
        return
    inspected = scope.field("date")
    found = scope.days(inspected)
    for role in ("due", "done"):
        field_id = scope.register.role(role)
        if field_id is None:
            continue
        day = scope.days(field_id)
        for row in np.flatnonzero((day < found) & ~scope.void):
            values = {"field": field_id, "day": day[row], "found": found[row]}
            yield Hit(int(row), (field_id, inspected), values)


def _of_inspections(scope: RegisterScope) -> bool:
    return all(scope.register.role(role) is not None for role in ("date", "category", "title", "due"))


def _found(scope: RegisterScope, among: np.ndarray) -> Iterator[int]:
    """The rows of a mask whose inspection found a fault."""
    title = scope.field("title")
    for row in np.flatnonzero(among & ~scope.empty(title) & ~scope.void):
        if not NOTHING_FOUND.fullmatch(scope.register.text(int(row), title).strip()):
            yield int(row)


def _last_whole(day: date, rhythm: str) -> tuple[date, date]:
    """The first and last day of the last week, month or quarter that is over; a period that ends today is over."""
    after = day + timedelta(days=1)
    if rhythm == "每周":
        start = after - timedelta(days=after.weekday())
        return start - timedelta(days=7), start - timedelta(days=1)
    months = 1 if rhythm == "每月" else 3
    start = after.replace(month=(after.month - 1) // months * months + 1, day=1)
    last = start - timedelta(days=1)
    return last.replace(month=(last.month - 1) // months * months + 1, day=1), last
