"""DUT120 to DUT122, DUT124, DUT125: every step of a process has a post, a standard and a limit, and one who holds it.

That each step keeps a record (its person and its day) is held by the rule book itself, which knows no step without
these fields, and by RD101, which tells a missing column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.check import Hit, InRules, check
from officebatch.checks.duties import folded
from officebatch.checks.scope import OfficeScope, RegisterScope, marks
from officebatch.model.vocabulary import HolderKind, Kind, Mends, Severity
from officebatch.model.wordlist import parted
from officebatch.rulebook.sheets import Required
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.rulebook.sheets import Step

_BASIS = "单位制度（定岗、定责、定标准）"
_SHOWN = 20  # other places named with a finding


@check(
    "DUT120",
    title=marked("Step without a post"),
    severity=Severity.WARNING,
    mends=Mends.OFFICE,
    basis=_BASIS,
    message=marked(
        "Step {step} of {process} belongs to {holder}, but no post is named for it, in sheet 流程 or in the duty "
        "table. Enter in column 岗位 who does it."
    ),
    over=OfficeScope,
    breaks="""
        字段
        台账       | 字段     | 表头     | 类型
        发文登记簿 | 复核人   | 复核人   | 人员
        发文登记簿 | 复核日期 | 复核日期 | 日期

        流程
        流程 | 台账       | 序号 | 环节 | 经办人字段 | 日期字段 | 责任方 | 时限·平件 | 工作标准 | 必经
        发文 | 发文登记簿 | 8    | 复核 | 复核人     | 复核日期 | 办公室 | 1个工作日 | 手续完备 | 否
    """,
    holds="""
        字段
        台账       | 字段     | 表头     | 类型
        发文登记簿 | 复核人   | 复核人   | 人员
        发文登记簿 | 复核日期 | 复核日期 | 日期

        流程
        流程 | 台账       | 序号 | 环节 | 经办人字段 | 日期字段 | 责任方 | 时限·平件 | 工作标准 | 必经
        发文 | 发文登记簿 | 8    | 复核 | 复核人     | 复核日期 | 办公室 | 1个工作日 | 手续完备 | 否

        岗位职责表
        职责编号 | 部门   | 岗位   | 职责内容 | 对应环节 | A角  | B角
        ZZ-001   | 办公室 | 机要岗 | 公文复核 | 复核     | 赵敏 | 李文
    """,
)
def step_has_a_post(scope: OfficeScope) -> Iterator[InRules]:
    """A step of the office or of a leader must name the posts that do it (sheet 流程), or stand in a duty (对应环节).

    What a department does, whoever of it, needs no post.
    """
    named = _steps_in_duties(scope)
    for step in scope.rules.steps:
        if step.holder in (HolderKind.OFFICE, HolderKind.LEADER) and not step.posts and not _in(step, named):
            yield _at(step, "岗位", holder=step.holder.value)


@check(
    "DUT121",
    title=marked("Step without a standard"),
    severity=Severity.HINT,
    mends=Mends.OFFICE,
    basis=_BASIS,
    message=marked(
        "Step {step} of {process} has no standard in sheet 流程, though other steps have. Enter in column 工作标准 by "
        "what its work is judged."
    ),
    over=OfficeScope,
    breaks="""
        字段
        台账       | 字段     | 表头     | 类型
        发文登记簿 | 复核人   | 复核人   | 人员
        发文登记簿 | 复核日期 | 复核日期 | 日期

        流程
        流程 | 台账       | 序号 | 环节 | 经办人字段 | 日期字段 | 岗位   | 责任方 | 时限·平件 | 工作标准 | 必经
        发文 | 发文登记簿 | 8    | 复核 | 复核人     | 复核日期 | 机要员 | 办公室 | 1个工作日 |          | 否
    """,
    holds="""
        流程
        流程 | 台账       | 序号 | 环节 | 经办人字段 | 日期字段 | 岗位   | 责任方 | 时限·平件 | 工作标准   | 必经
        发文 | 发文登记簿 | 6    | 用印 | 用印人     | 用印日期 | 机要员 | 办公室 | 1个工作日 | 先签后印   | 是
    """,
)
def step_has_a_standard(scope: OfficeScope) -> Iterator[InRules]:
    """A step must have a standard by which its work is judged, once a step of its process has one."""
    for steps in scope.rules.processes.values():
        if any(step.standard for step in steps):
            yield from (_at(step, "工作标准") for step in steps if not step.standard)


@check(
    "DUT122",
    title=marked("Step without a limit"),
    severity=Severity.WARNING,
    mends=Mends.OFFICE,
    basis="单位制度（公文限时办结）",
    message=marked(
        "Step {step} of {process} has no limit for {urgencies} in sheet 流程, so it is never late. Enter one there, "
        "such as 1个工作日."
    ),
    over=OfficeScope,
    breaks="""
        字段
        台账       | 字段     | 表头     | 类型
        发文登记簿 | 复核人   | 复核人   | 人员
        发文登记簿 | 复核日期 | 复核日期 | 日期

        流程
        流程 | 台账       | 序号 | 环节 | 经办人字段 | 日期字段 | 岗位   | 责任方 | 时限·平件 | 工作标准 | 必经
        发文 | 发文登记簿 | 8    | 复核 | 复核人     | 复核日期 | 机要员 | 办公室 | 1个工作日 | 手续完备 | 是
    """,
    holds="""
        字段
        台账       | 字段     | 表头     | 类型
        发文登记簿 | 复核人   | 复核人   | 人员
        发文登记簿 | 复核日期 | 复核日期 | 日期

        流程
        流程 | 台账       | 序号 | 环节 | 经办人字段 | 日期字段 | 岗位   | 责任方 | 时限·平件 | 工作标准 | 必经
        发文 | 发文登记簿 | 8    | 复核 | 复核人     | 复核日期 | 机要员 | 办公室 |           | 手续完备 | 否
    """,
)
def step_has_a_limit(scope: OfficeScope) -> Iterator[InRules]:
    """A required step, and a key node, must have a limit for each urgency another step of the process has one for.

    A step without any limit that is neither required nor a key node (催办 at any time) is in order; a process that
    knows no limits keeps a record only.
    """
    for steps in scope.rules.processes.values():
        known = dict.fromkeys(urgency for step in steps for urgency in step.limits)
        for step in steps:
            lacking = [urgency for urgency in known if urgency not in step.limits]
            if lacking and (step.limits or step.key_node or step.required is Required.YES):
                yield _at(step, f"时限·{lacking[0]}", urgencies="、".join(lacking))


@check(
    "DUT124",
    title=marked("Step nobody holds by the duty table"),
    severity=Severity.WARNING,
    mends=Mends.POST,
    basis="单位制度（职责不空白）",
    message=marked(
        "No line of the duty table names step {step} of {process} in its column 对应环节. Enter it with the post whose "
        "duty it is."
    ),
    over=OfficeScope,
    asked=marked("Settle whose duty the step is, and enter it in the duty table"),
    wanted=marked("a post that holds the step {step} of {process}"),
    breaks="""
        岗位职责表
        职责编号 | 部门   | 岗位   | 职责内容 | 对应环节                   | A角  | B角
        ZZ-001   | 办公室 | 机要岗 | 机要文书 | 签收、登记、注办、处置     | 赵敏 | 李文
        ZZ-002   | 办公室 | 秘书岗 | 起草文稿 | 核稿、分办、催办           | 李文 | 赵敏
        ZZ-003   | 办公室 | 文印岗 | 文件打印 | 打印、分发                 | 王平 | 赵敏
    """,
    holds="""
        岗位职责表
        职责编号 | 部门   | 岗位       | 职责内容 | 对应环节               | A角  | B角
        ZZ-001   | 办公室 | 机要岗     | 机要文书 | 签收、登记、注办、处置 | 赵敏 | 李文
        ZZ-002   | 办公室 | 秘书岗     | 起草文稿 | 核稿、分办、催办       | 李文 | 赵敏
        ZZ-003   | 办公室 | 文印岗     | 文件打印 | 发文打印、发文分发     | 王平 | 赵敏
        ZZ-004   | 办公室 | 印章管理员 | 保管印章 |                        | 赵敏 | 王平
    """,
)
def step_is_somebodys_duty(scope: OfficeScope) -> Iterator[InRules]:
    """Each step of the office's own must be named by a duty (对应环节), or be done by a post of the duty table.

    It is looked at once the duty table names any step. The steps of leaders and of each department are left alone, and
    one without any post is told by DUT120.
    """
    named = _steps_in_duties(scope)
    posts = {post for register in scope.of_kind(Kind.DUTIES) for post in _texts(scope, register.name, "post")}
    for step in scope.rules.steps if named else ():
        lacking = step.holder is HolderKind.OFFICE and step.posts and not _in(step, named)
        if lacking and posts.isdisjoint(step.posts):
            yield _at(step, "环节", department=scope.rules.settings.office_department)


@check(
    "DUT125",
    title=marked("Step held twice by the duty table"),
    severity=Severity.HINT,
    mends=Mends.POST,
    basis="单位制度（职责不交叉、不重叠）",
    message=marked(
        "Step {step} is the duty of {people} alike. Settle who holds it; two who share it should stand in for one "
        "another as A and B."
    ),
    over=RegisterScope,
    kinds=(Kind.DUTIES,),
    needs=("department", "steps", "holder_a"),
    asked=marked("Settle who holds the step"),
    wanted=marked("one A for the step {step}"),
    breaks="""
        岗位职责表
        职责编号 | 部门   | 岗位   | 职责内容 | 对应环节   | A角  | B角
        ZZ-001   | 办公室 | 机要岗 | 机要文书 | 用印、分发 | 赵敏 | 李文
        ZZ-002   | 办公室 | 秘书岗 | 印章管理 | 用印       | 李文 | 王平
    """,
    holds="""
        岗位职责表
        职责编号 | 部门   | 岗位   | 职责内容 | 对应环节   | A角  | B角
        ZZ-001   | 办公室 | 机要岗 | 机要文书 | 用印、分发 | 赵敏 | 李文
        ZZ-002   | 办公室 | 秘书岗 | 起草文稿 | 用印       | 李文 | 赵敏
        ZZ-003   | 财务科 | 出纳岗 | 起草文稿 | 用印       | 孙丽 | 周强
        ZZ-004   | 办公室 | 文印岗 | 文件打印 | 打印       | 王平 | 赵敏
        ZZ-005   | 办公室 | 文印岗 | 文件印刷 | 打印       | 王平 | 李文
    """,
)
def step_held_once(scope: RegisterScope) -> Iterator[Hit]:
    """A step of a process has one A in a department.

    Two who share a step and stand in for one another (A and B, B and A) are in order. The same duty under two owners is
    told by DUT105, one post under several people by DUT109; a step whose name several processes have is left alone.
    """
    field_id, holder, department = (scope.field(role) for role in ("steps", "holder_a", "department"))
    (said, cells), (who, names), (where, _) = (scope.words(f) for f in (field_id, holder, department))
    counts: dict[str, int] = {}
    for step in scope.rules.steps:
        counts[step.name] = counts.get(step.name, 0) + 1
    live = (who >= 0) & (where >= 0) & ~scope.void
    for name in (step for step, count in counts.items() if count == 1):
        holding = marks([name in parted(cell) for cell in cells])
        rows = np.flatnonzero(holding[said] & live) if holding.any() else np.empty(0, dtype=np.int64)
        for place in np.unique(where[rows]).tolist():
            held = rows[where[rows] == place].tolist()
            people = list(dict.fromkeys(names[who[row]] for row in held))
            if len(people) > 1 and not _shared(scope, held, people):
                other = next(row for row in held if who[row] != who[held[0]])
                values = {"step": name, "people": "、".join(people)}
                yield Hit(other, (field_id, holder), values, tuple(row for row in held if row != other)[:_SHOWN])


def _shared(scope: RegisterScope, rows: list[int], people: list[str]) -> bool:
    """Whether those who hold a step stand in for one another, or have one duty or one post (told elsewhere)."""
    register, content, post = scope.register, scope.register.role("content"), scope.register.role("post")
    duties = [folded(register.text(row, content)) for row in rows] if content else []
    if post and len({register.words(row, "post") for row in rows}) == 1 and register.words(rows[0], "post"):
        return True
    pairs = {(register.words(row, "holder_a"), register.words(row, "holder_b")) for row in rows}
    doubled = len({duty for duty in duties if duty}) < len([duty for duty in duties if duty])
    return doubled or all((a, b) in pairs for a in people for b in people if a != b)


def _at(step: Step, heading: str, *, department: str = "", **values: str) -> InRules:
    """A hit at the line of a step in sheet 流程."""
    said = {"process": step.process, "step": step.name, **values}
    record = f"{step.process}·{step.name}"
    return InRules(step.at, heading, step.register, record, said, department=department)


def _in(step: Step, named: str) -> bool:
    return step.name in named


def _steps_in_duties(scope: OfficeScope) -> str:
    """All that stands in the columns 对应环节 of the duty registers, in one text."""
    return "\n".join(t for register in scope.of_kind(Kind.DUTIES) for t in _texts(scope, register.name, "steps"))


def _texts(scope: OfficeScope, register: str, role: str) -> tuple[str, ...]:
    """The distinct texts of a column."""
    of = scope.office.registers[register]
    cells = of.shown.get(of.role(role) or "")
    return cells.texts if cells is not None else ()
