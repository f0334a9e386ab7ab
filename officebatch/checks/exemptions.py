"""Sheet 豁免: kinds of finding accepted for a record until a day. They are taken out, and told as left out.

RD501, RD502: an exemption that is over, or that nothing is left for, is a finding itself: such lines would hide the
same fault another time, and nobody would know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.checks.check import InRules, check
from officebatch.checks.scope import OfficeScope
from officebatch.model.finding import Skipped
from officebatch.model.register import folded_key
from officebatch.model.vocabulary import Mends, Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from officebatch.model.finding import Finding
    from officebatch.rulebook.judging import Exemption
    from officebatch.rulebook.rules import RuleBook

@check(
    "RD501",
    title=marked("Exemption that is over"),
    severity=Severity.WARNING,
    mends=Mends.OFFICE,
    basis="单位制度（规则簿）",
    message=marked(
        "This exemption of {code} for {record} held until {until} and exempts nothing any more. Delete the line, or "
        "have the exemption approved anew and enter the new day."
    ),
    over=OfficeScope,
    breaks="""
        督办台账
        督办编号   | 延期次数
        DB2026-001 | 3

        豁免
        代码   | 台账     | 编号       | 有效期至   | 理由           | 批准人
        TSK105 | 督办台账 | DB2026-001 | 2026-10-31 | 上级调整了计划 | 王平
    """,
    holds="""
        督办台账
        督办编号   | 延期次数
        DB2026-001 | 3
        DB2026-002 | 3

        豁免
        代码   | 台账     | 编号       | 有效期至   | 理由           | 批准人
        TSK105 | 督办台账 | DB2026-001 | 2026-11-20 | 上级调整了计划 | 王平
        TSK105 | 督办台账 | DB2026-002 |            | 上级调整了计划 | 王平
    """,
)
def exemption_holds(scope: OfficeScope) -> Iterator[InRules]:
    """A line of sheet 豁免 whose last day (有效期至) is gone by exempts nothing any more, and should not stand on."""
    for exemption in scope.rules.exemptions:
        if not exemption.holds(scope.as_of):
            yield _in_rules(exemption, "有效期至", until=exemption.until)


@check(
    "RD502",
    title=marked("Exemption nothing is left for"),
    severity=Severity.HINT,
    mends=Mends.OFFICE,
    basis="单位制度（规则簿）",
    message=marked(
        "Register {register} has no finding {code} for {record} any more, or no such record. Delete the line, or the "
        "same fault would be passed over another time; correct the number if it is wrong."
    ),
    over=OfficeScope,
    after=True,
    breaks="""
        督办台账
        督办编号   | 延期次数
        DB2026-001 | 1

        豁免
        代码   | 台账     | 编号       | 有效期至   | 理由           | 批准人
        TSK105 | 督办台账 | DB2026-001 |            | 上级调整了计划 | 王平
        TSK105 | 督办台账 | DB2026-009 | 2026-12-31 | 上级调整了计划 | 王平
    """,
    holds="""
        督办台账
        督办编号   | 延期次数
        DB2026-001 | 3
        DB2026-002 | 1

        豁免
        代码   | 台账       | 编号       | 有效期至   | 理由             | 批准人
        TSK105 | 督办台账   | ＤＢ2026-001 |          | 上级调整了计划   | 王平
        TSK105 | 督办台账   | DB2026-002 | 2026-10-31 | 上级调整了计划   | 王平
        TSK104 | 督办台账   | DB2026-002 |            | 每季度反馈一次   | 王平
        DUT102 | 岗位职责表 | ZZ-001     |            | 暂不配备B角      | 王平
    """,
)
def exemption_is_used(scope: OfficeScope) -> Iterator[InRules]:
    """A line of sheet 豁免 in force must still take a finding out.

    Left alone are checks that are switched off, that could not look at the register, or whose register was not read:
    nobody knows then whether the finding is gone.
    """
    in_force = [exemption for exemption in scope.rules.exemptions if exemption.holds(scope.as_of)]
    codes = {exemption.code for exemption in in_force}
    found = (f for f in scope.found if f.code in codes and f.severity is not Severity.GRAVE)
    used = {(f.code, f.register, folded_key(f.record)) for f in found}
    blind = {(v.get("code"), v.get("register")) for v in (dict(left.values) for left in scope.left)}
    for exemption in in_force:
        code, name = exemption.code, exemption.register
        rule, register = scope.rules.checks.get(code), scope.office.registers.get(name)
        looked = register is not None and register.parts and (rule is None or rule.on) and (code, name) not in blind
        if looked and (code, name, folded_key(exemption.record)) not in used:
            yield _in_rules(exemption, "编号")


def without_exempted(
    findings: list[Finding], rules: RuleBook, as_of: date
) -> tuple[list[Finding], tuple[Skipped, ...]]:
    """The findings that stand, and one line for each that an exemption takes out. Secrecy is never exempted."""
    valid = {(e.code, e.register, folded_key(e.record)): e for e in rules.exemptions if e.holds(as_of)}
    if not valid:
        return findings, ()
    kept: list[Finding] = []
    exempted: list[Skipped] = []
    for finding in findings:
        exemption = valid.get((finding.code, finding.register, folded_key(finding.record)))
        if exemption is None or finding.severity is Severity.GRAVE:
            kept.append(finding)
        else:
            exempted.append(_told(exemption, finding))
    return kept, tuple(exempted)


def _in_rules(exemption: Exemption, heading: str, **values: object) -> InRules:
    said = {"code": exemption.code, "register": exemption.register, "record": exemption.record}
    record = f"{exemption.code}·{exemption.record}"
    return InRules(exemption.at, heading, exemption.register, record, {**said, **values})


def _told(exemption: Exemption, finding: Finding) -> Skipped:
    until = str(exemption.until) if exemption.until else "—"
    values = {"code": finding.code, "register": finding.register, "record": finding.record}
    reasons = {"reason": exemption.reason or "—", "approver": exemption.approver or "—", "until": until}
    return Skipped(
        marked("{code} for {record} in {register}"),
        marked("exempted: {reason} (approved by {approver}, until {until})"),
        tuple((values | reasons).items()),
        exempt=True,
        finding=finding,
    )
