"""DUT201: departments that lead matters, and the duties they must have for it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.check import Hit, check
from officebatch.checks.scope import OfficeScope
from officebatch.model.vocabulary import Kind, Mends, Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.checks.scope import RegisterScope

_LED = (Kind.FLOW, Kind.TASKS)


@check(
    "DUT201",
    title=marked("Department in charge without a duty"),
    severity=Severity.WARNING,
    mends=Mends.POST,
    basis="单位制度（定岗、定责）",
    message=marked(
        "{department} is in charge of {n} matters ({registers}), but holds no duty in this register. Write down its "
        "posts and duties."
    ),
    over=OfficeScope,
    kinds=(Kind.DUTIES,),
    needs=("department",),
    asked=marked("Write down the department's posts and duties"),
    wanted=marked("a duty for what the department is in charge of"),
    parameters={"件数": "1"},
    breaks="""
        岗位职责表
        职责编号 | 部门   | 岗位   | 职责内容 | A角  | B角
        ZZ-001   | 办公室 | 主任岗 | 全面工作 | 王平 | 李文
        ZZ-002   | 财务科 | 主任岗 | 全面工作 | 周强 | 孙丽

        督办台账
        督办编号   | 督办事项     | 牵头部门
        DB2026-001 | 检修变电站   | 营销科
        DB2026-002 | 清收陈欠电费 | 财务科
    """,
    holds="""
        部门
        排序 | 部门   | 停用日期
        5    | 物资科 | 2026-06-30

        岗位职责表
        职责编号 | 部门   | 岗位   | 职责内容 | A角  | B角
        ZZ-001   | 办公室 | 主任岗 | 全面工作 | 王平 | 李文
        ZZ-002   | 财务科 | 主任岗 | 全面工作 | 周强 | 孙丽

        督办台账
        督办编号   | 督办事项     | 牵头部门 | 状态
        DB2026-001 | 检修变电站   | 营销科   | 取消
        DB2026-002 | 清收陈欠电费 | 财务科   | 在办
        DB2026-003 | 修订制度     |          | 在办
        DB2026-004 | 清理旧合同   | 物资科   | 在办
    """,
)
def lead_has_a_duty(scope: OfficeScope) -> Iterator[Hit]:
    """A department that is in charge of matters (收文, 发文, 督办) must have a duty in the register of duties.

    It is told from as many matters on as the parameter 件数 says; void and dropped ones do not count. Where the
    register of duties names no more than one department, or fewer than half of those in charge, it is the register of
    some departments only, and none is missed in it. A department that is gone needs no duty; its open tasks are told
    by TSK134.
    """
    registers = [scope.within(register) for register in scope.of_kind(Kind.DUTIES) if register.role("department")]
    written = {name for register in registers for name in _departments(register)}
    led: dict[str, Counter[str]] = {}
    for register in scope.office.registers.values():
        if register.kind in _LED and register.role("department"):
            for name, n in _departments(scope.within(register)).items():
                led.setdefault(name, Counter())[register.name] += n
    known = {department.name for department in scope.rules.departments}
    if len(written) < 2 or 2 * len(written & set(led)) < len(known & set(led)):
        return
    for name in (d.name for d in scope.rules.departments if d.valid_to is None or d.valid_to >= scope.as_of):
        of = led.get(name, Counter())
        if name not in written and of.total() >= scope.number("件数"):
            values = {"department": name, "n": of.total(), "registers": "、".join(of)}
            yield Hit(None, (), values, record=name, register=registers[0].register.name, department=name)


def _departments(scope: RegisterScope) -> Counter[str]:
    """How many live records each department has."""
    codes, names = scope.words(scope.field("department"))
    counted = np.bincount(codes[~scope.void & (codes >= 0)], minlength=len(names))
    return Counter({name: int(n) for name, n in zip(names, counted, strict=True) if n})
