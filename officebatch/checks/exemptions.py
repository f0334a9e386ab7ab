"""Sheet 豁免: kinds of finding accepted for a record until a day. They are taken out, and told as left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.finding import Skipped
from officebatch.model.register import folded_key
from officebatch.model.vocabulary import Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from datetime import date

    from officebatch.model.finding import Finding
    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import Exemption


def without_exempted(
    findings: list[Finding], rules: RuleBook, as_of: date
) -> tuple[list[Finding], tuple[Skipped, ...]]:
    """The findings that stand, and one line for each that an exemption takes out. Secrecy is never exempted."""
    valid = {
        (e.code, e.register, folded_key(e.record)): e for e in rules.exemptions if e.until is None or e.until >= as_of
    }
    kept: list[Finding] = []
    exempted: list[Skipped] = []
    for finding in findings:
        exemption = valid.get((finding.code, finding.register, folded_key(finding.record)))
        if exemption is None or finding.severity is Severity.GRAVE:
            kept.append(finding)
        else:
            exempted.append(_told(exemption, finding))
    return kept, tuple(exempted)


def _told(exemption: Exemption, finding: Finding) -> Skipped:
    until = str(exemption.until) if exemption.until else "—"
    values = {"code": finding.code, "register": finding.register, "record": finding.record}
    reasons = {"reason": exemption.reason or "—", "approver": exemption.approver or "—", "until": until}
    return Skipped(
        marked("{code} for {record} in {register}"),
        marked("exempted: {reason} (approved by {approver}, until {until})"),
        tuple((values | reasons).items()),
        exempt=True,
    )
