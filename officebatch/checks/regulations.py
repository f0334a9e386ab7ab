"""REG101 to REG104, REG107, REG112: the list of regulations in itself. What it must cover, what state each is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.check import Hit, check
from officebatch.checks.scope import RegisterScope, marks
from officebatch.checks.standing import Regulations
from officebatch.model.vocabulary import REGULATION_REPEALED, REGULATION_REVISED, FieldType, Kind, Mends, Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator


@check(
    "REG101",
    title=marked("Area without a regulation"),
    severity=Severity.WARNING,
    mends=Mends.OWNER,
    basis="单位制度（学习、会务、值班、保密、请示报告、卫生管理、财务管理七项制度）",
    message=marked(
        "No regulation in force covers {area}. Enter it in the list if there is one; if not, have one drawn up."
    ),
    over=RegisterScope,
    kinds=(Kind.REGULATIONS,),
    needs=("category", "title"),
    parameters={"除外": "其他"},
    asked=marked("Have a regulation drawn up, or enter the one there is"),
    wanted=marked("a regulation in force for {area}"),
    breaks="""
        制度清单
        制度编号 | 制度类别 | 制度名称         | 归口部门 | 施行日期   | 状态
        ZD-01    | 学习     | 理论学习制度     | 办公室   | 2024-03-01 | 现行
        ZD-02    | 会务     | 会议管理规定     | 办公室   | 2024-05-01 | 现行
        ZD-03    | 值班     | 值班工作制度     | 办公室   | 2024-09-01 | 现行
        ZD-04    | 保密     | 保密工作管理办法 | 办公室   | 2024-06-01 | 现行
        ZD-05    | 请示报告 | 请示报告制度     | 办公室   | 2024-02-01 | 现行
        ZD-06    | 卫生管理 | 环境卫生制度     | 办公室   | 2024-07-01 | 废止
        ZD-07    | 财务管理 | 预算管理办法     | 财务科   | 2027-01-01 | 现行
    """,
    holds="""
        制度清单
        制度编号 | 制度类别 | 制度名称         | 归口部门 | 施行日期   | 状态
        ZD-01    | 学习     | 理论学习制度     | 办公室   | 2024-03-01 | 现行
        ZD-02    | 会务     | 会议管理规定     | 办公室   | 2024-05-01 | 现行
        ZD-03    | 值班     | 值班工作制度     | 办公室   | 2024-09-01 | 现行
        ZD-04    | 保密     | 保密工作管理办法 | 办公室   | 2024-06-01 | 现行
        ZD-05    | 请示报告 | 请示报告制度     | 办公室   | 2024-02-01 | 修订
        ZD-06    | 卫生管理 | 环境卫生制度     | 办公室   |            |
        ZD-07    | 财务管理 | 预算管理办法     | 财务科   | 2024-04-15 | 现行
    """,
)
def areas_are_covered(scope: RegisterScope) -> Iterator[Hit]:
    """Each area of the list of choices (sheet 选项, 制度类别) must have a regulation in force, but for those of the
    parameter 除外.

    One that is being revised still holds. Nothing is said while a cell of the column cannot be read.
    """
    field_id = scope.field("category")
    rule = scope.rules.field(scope.register.name, field_id)
    areas = dict.fromkeys(scope.rules.choice_lists.get(rule.choices if rule else "", {}).values())
    unclear = any(cell.field == field_id for cell in scope.unread(FieldType.CHOICE))
    codes, words = scope.words(field_id)
    covered = {words[code] for code in np.unique(codes[Regulations(scope).standing]) if code >= 0}
    for area in areas if len(scope.register) and not unclear else ():
        if area not in covered and area != scope.parameters["除外"]:
            office = scope.rules.settings.office_department
            yield Hit(None, (field_id,), {"area": area}, record=area, department=office)


@check(
    "REG102",
    title=marked("Regulation due for review"),
    severity=Severity.WARNING,
    mends=Mends.OWNER,
    basis="单位制度（制度定期复审）",
    message=marked(
        "{title} was to be reviewed by {day}. Review it, and enter the outcome: the next day of review, that it is "
        "being revised, or that it is repealed."
    ),
    over=RegisterScope,
    kinds=(Kind.REGULATIONS,),
    needs=("review_due", "title"),
    wanted=marked("reviewed by {day}"),
    breaks="""
        制度清单
        制度编号 | 制度名称     | 归口部门 | 复审日期   | 状态
        ZD-01    | 值班工作制度 | 办公室   | 2026-08-31 | 现行
    """,
    holds="""
        制度清单
        制度编号 | 制度名称     | 归口部门 | 复审日期   | 状态
        ZD-01    | 值班工作制度 | 办公室   | 2026-11-20 | 现行
        ZD-02    | 会议管理规定 | 办公室   | 2026-08-31 | 修订
        ZD-03    | 备用金规定   | 财务科   | 2026-03-31 | 废止
        ZD-04    | 预算管理办法 | 财务科   |            | 现行
    """,
)
def reviews_are_held(scope: RegisterScope) -> Iterator[Hit]:
    """A regulation in force whose day of review is gone by must be reviewed. One being revised is under review already;
    one whose validity is over is another finding (REG104)."""
    field_id, of = scope.field("review_due"), Regulations(scope)
    day, revised = scope.days(field_id), scope.among("status", REGULATION_REVISED)
    for row in np.flatnonzero((day < scope.today) & of.standing & ~of.expired & ~revised):
        yield Hit(int(row), (field_id,), {"title": of.title(int(row)), "day": day[row]})


@check(
    "REG103",
    title=marked("In force before it was issued"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked(
        "{in_force_field} is {in_force}, before {issued_field} ({issued}). Look both days up and correct the wrong one."
    ),
    over=RegisterScope,
    kinds=(Kind.REGULATIONS,),
    needs=("in_force", "issued"),
    breaks="""
        制度清单
        制度编号 | 制度名称     | 归口部门 | 发布日期   | 施行日期
        ZD-01    | 值班工作制度 | 办公室   | 2024-08-12 | 2024-08-01
    """,
    holds="""
        制度清单
        制度编号 | 制度名称     | 归口部门 | 发布日期   | 施行日期
        ZD-01    | 值班工作制度 | 办公室   | 2024-08-12 | 2024-08-12
        ZD-02    | 会议管理规定 | 办公室   |            | 2024-05-01
    """,
)
def issued_before_in_force(scope: RegisterScope) -> Iterator[Hit]:
    """A regulation does not take effect before it is issued. The same day is in order."""
    fields = scope.field("in_force"), scope.field("issued")
    in_force, issued = (scope.days(field_id) for field_id in fields)
    for row in np.flatnonzero((in_force < issued) & ~scope.void):
        values = {"in_force_field": fields[0], "in_force": in_force[row], "issued_field": fields[1]}
        yield Hit(int(row), fields, values | {"issued": issued[row]})


@check(
    "REG104",
    title=marked("Validity over, still marked as in force"),
    severity=Severity.WARNING,
    mends=Mends.OWNER,
    basis="单位制度（制度有效期）",
    message=marked(
        "{title} was valid until {day}, but is marked {status}. Have it prolonged or revised, or mark it as repealed."
    ),
    over=RegisterScope,
    kinds=(Kind.REGULATIONS,),
    needs=("expires", "status", "title"),
    asked=marked("Have it prolonged or revised, or repealed"),
    wanted=marked("prolonged, revised or repealed once its validity is over ({day})"),
    breaks="""
        制度清单
        制度编号 | 制度名称             | 归口部门 | 有效期至   | 状态
        ZD-01    | 用车管理办法（试行） | 办公室   | 2026-09-30 | 现行
    """,
    holds="""
        制度清单
        制度编号 | 制度名称             | 归口部门 | 有效期至   | 状态
        ZD-01    | 用车管理办法（试行） | 办公室   | 2026-11-20 | 现行
        ZD-02    | 会议管理规定         | 办公室   | 2026-08-31 | 修订
        ZD-03    | 备用金规定           | 财务科   | 2026-03-31 | 废止
    """,
)
def validity_is_kept_up(scope: RegisterScope) -> Iterator[Hit]:
    """A regulation whose validity is over must not stand as in force: it is prolonged, revised or repealed."""
    field_id, status, of = scope.field("expires"), scope.field("status"), Regulations(scope)
    day, said = scope.days(field_id), scope.words(status)[0] >= 0
    for row in np.flatnonzero(of.expired & ~of.repealed & said & ~scope.among("status", REGULATION_REVISED)):
        values = {"title": of.title(int(row)), "day": day[row], "status": scope.register.text(int(row), status)}
        yield Hit(int(row), (field_id, status), values)


@check(
    "REG107",
    title=marked("Owner no longer exists"),
    severity=Severity.WARNING,
    mends=Mends.OWNER,
    basis="单位制度（制度归口管理）",
    message=marked(
        "{department}, which owns {title}, ended on {day}. Decide which department owns it now and correct the list."
    ),
    over=RegisterScope,
    kinds=(Kind.REGULATIONS,),
    needs=("department", "title"),
    asked=marked("Decide which department owns it now"),
    wanted=marked("a department that exists"),
    breaks="""
        部门
        排序 | 部门   | 停用日期
        9    | 用电科 | 2026-06-30

        制度清单
        制度编号 | 制度名称     | 归口部门 | 状态
        ZD-01    | 抄表管理办法 | 用电科   | 现行
    """,
    holds="""
        部门
        排序 | 部门   | 停用日期
        9    | 用电科 | 2026-06-30
        10   | 食堂   | 2026-12-31

        制度清单
        制度编号 | 制度名称     | 归口部门 | 状态
        ZD-01    | 抄表管理办法 | 用电科   | 废止
        ZD-02    | 食堂卫生办法 | 食堂     | 现行
        ZD-03    | 值班工作制度 | 办公室   | 现行
    """,
)
def owners_exist(scope: RegisterScope) -> Iterator[Hit]:
    """The department that owns a regulation must still exist (sheet 部门, 停用日期). The office is asked."""
    field_id, of = scope.field("department"), Regulations(scope)
    codes, names = scope.words(field_id)
    ended = {d.name: d.valid_to for d in scope.rules.departments if d.valid_to and d.valid_to < scope.as_of}
    gone = marks([name in ended for name in names])[codes]
    for row in np.flatnonzero(gone & ~of.repealed):
        name = names[codes[row]]
        values = {"department": name, "title": of.title(int(row)), "day": ended[name]}
        yield Hit(int(row), (field_id,), values, department=scope.rules.settings.office_department)


@check(
    "REG112",
    title=marked("Regulation under a department's old name"),
    severity=Severity.HINT,
    mends=Mends.OWNER,
    basis="惯例",
    message=marked("{field} still says {old}, which is {department} now. Use the present name at the next revision."),
    over=RegisterScope,
    kinds=(Kind.REGULATIONS,),
    asked=marked("Use the present name at the next revision"),
    wanted=marked("{department} in place of {old}"),
    breaks="""
        部门
        部门   | 旧名
        营销科 | 用电科

        制度清单
        制度编号 | 制度名称         | 归口部门 | 状态 | 适用范围
        ZD-01    | 用电科值班规定   | 营销科   | 现行 |
        ZD-02    | 抄表核算管理办法 | 营销科   | 现行 | 用电科、供电所
    """,
    holds="""
        部门
        部门       | 旧名
        营销科     | 用电科
        办公室     | 行政科

        制度清单
        制度编号 | 制度名称       | 归口部门 | 状态 | 适用范围
        ZD-01    | 营销科值班规定 | 营销科   | 现行 |
        ZD-02    | 用电科值班规定 | 营销科   | 废止 |
        ZD-03    | 用电检查办法   | 营销科   | 现行 | 各科室
    """,
)
def departments_go_by_their_names(scope: RegisterScope) -> Iterator[Hit]:
    """Title and 适用范围 of a regulation in force should name departments as they are called now (sheet 部门, 旧名)."""
    known = {old: d.name for d in scope.rules.departments for old in d.old_names if len(old) > 1}
    present = sorted((name for d in scope.rules.departments for name in (d.name, *d.short_names)), key=len)
    over = scope.void | scope.among("status", REGULATION_REPEALED)
    for role in ("title", "applies_to"):
        field_id = scope.register.role(role)
        if field_id is None or scope.register.types[field_id] is not FieldType.TEXT:
            continue
        cells = scope.register.shown[field_id]
        whole = "\n".join(cells.texts)
        here = [name for name in known if name in whole]
        for code, text in enumerate(cells.texts if here else ()):
            old = next((name for name in here if name in _without(present, name, text)), "")
            for row in np.flatnonzero((cells.codes == code) & ~over) if old else ():
                yield Hit(int(row), (field_id,), {"field": field_id, "old": old, "department": known[old]})


def _without(present: list[str], old: str, text: str) -> str:
    """A text without the present names an old one is part of."""
    for name in present:
        text = text.replace(name, " ") if old in name else text
    return text
