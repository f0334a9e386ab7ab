"""DUT111, DUT112: departments. The duties of each as a whole, and what a department that is gone has left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.check import Hit, InRules, check
from officebatch.checks.duties import covered
from officebatch.checks.scope import OfficeScope, RegisterScope
from officebatch.model.vocabulary import Kind, Mends, Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_NO_LINE = marked("The register holds no duty at all. Enter the duties of each department.")


@check(
    "DUT111",
    title=marked("Department without duties"),
    severity=Severity.WARNING,
    mends=Mends.POST,
    basis="单位制度（定岗、定责、定标准）",
    message=marked(
        "{department} has {count} people (sheet 人员) and no line in the duty table. Enter its posts and duties, "
        "with A and B."
    ),
    over=OfficeScope,
    asked=marked("Set up the posts and duties of the department"),
    wanted=marked("duties of {department} as a whole"),
    breaks="""
        岗位职责表
        职责编号 | 部门   | 岗位   | 职责内容 | A角  | B角
        ZZ-001   | 办公室 | 主任岗 | 全面工作 | 王平 | 李文
        ZZ-002   | 办公室 | 机要岗 | 机要保密 | 赵敏 | 吴静
    """,
    holds="""
        人员
        姓名 | 部门   | 职务
        郑洁 | 营销科 | 科员

        部门
        排序 | 部门   | 停用日期
        4    | 营销科 | 2026-06-30

        岗位职责表
        职责编号 | 部门   | 岗位   | 职责内容 | A角  | B角
        ZZ-001   | 办公室 | 主任岗 | 全面工作 | 王平 | 李文
        ZZ-002   | 财务科 | 出纳岗 | 资金收付 | 孙丽 | 周强
    """,
)
def department_has_duties(scope: OfficeScope) -> Iterator[Hit]:
    """Every department that has people must have duties; one of leaders only, and one that is not in force, need none.

    It is told once for a department, and its people are then not told one by one (DUT106).
    """
    known, register = covered(scope)
    if known is None:
        return
    if not known:
        yield Hit(None, values={"department": ""}, record=register, register=register, message=_NO_LINE)
        return
    staff = _staff(scope)
    for department in scope.rules.departments:
        begins, ends, people = department.valid_from, department.valid_to, staff.get(department.name, [])
        in_force = (begins is None or begins <= scope.as_of) and (ends is None or ends >= scope.as_of)
        if department.name not in known and in_force and people:
            name = department.name
            values = {"department": name, "count": len(people)}
            yield Hit(None, (), values, record=name, register=register, department=name)


@check(
    "DUT112",
    title=marked("People or duties of a department that is gone"),
    severity=Severity.WARNING,
    mends=Mends.OFFICE,
    basis="惯例",
    message=marked(
        "{department} ended on {day}, but sheet 人员 still has {people} people there and the duty table {lines} "
        "duties. Enter the department that took them over, or correct 停用日期."
    ),
    over=OfficeScope,
    breaks="""
        人员
        姓名 | 部门   | 职务
        郑洁 | 营销科 | 科员

        部门
        排序 | 部门   | 停用日期
        4    | 营销科 | 2026-06-30
    """,
    holds="""
        人员
        姓名 | 部门   | 职务
        郑洁 | 营销科 | 科员

        部门
        排序 | 部门   | 停用日期
        4    | 营销科 | 2026-12-31
    """,
)
def gone_departments_are_empty(scope: OfficeScope) -> Iterator[InRules]:
    """A department that has ended (sheet 部门, 停用日期) must have handed on its people and its duties.

    It is told once for a department, at its line of sheet 部门. Its open tasks are told by TSK134.
    """
    staff = _staff(scope)
    for department in scope.rules.departments:
        if department.valid_to is None or department.valid_to >= scope.as_of:
            continue
        name, people = department.name, staff.get(department.name, [])
        lines = sum(_lines(scope, name).values())
        if people or lines:
            register = next(iter(_lines(scope, name)), "")
            values = {"department": name, "day": department.valid_to, "people": len(people), "lines": lines}
            yield InRules(department.at, "停用日期", register, name, values, department=name)


def _staff(scope: OfficeScope) -> dict[str, list[str]]:
    """Department → its people, leaders left out."""
    found: dict[str, list[str]] = {}
    for person in scope.rules.people:
        if person.name not in scope.rules.leaders:
            found.setdefault(person.department, []).append(person.name)
    return found


def _lines(scope: OfficeScope, department: str) -> Mapping[str, int]:
    """Duty register → how many of its lines are a department's."""
    found: dict[str, int] = {}
    for register in scope.of_kind(Kind.DUTIES):
        field_id = register.role("department")
        if field_id is not None:
            codes, names = RegisterScope(register, scope.rules, scope.as_of).words(field_id)
            found[register.name] = int(np.count_nonzero(codes == names.index(department))) if department in names else 0
    return found
