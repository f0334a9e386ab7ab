"""Rulings on findings: a wrong one is taken out for good and told as left out, another department gets it instead."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officebatch.model.finding import Skipped
from officebatch.model.register import folded_key
from officebatch.model.ruling import Decision, by_record
from officebatch.model.vocabulary import Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officebatch.model.finding import Finding
    from officebatch.model.ruling import Ruling

_DROPPED = (Decision.WRONG, Decision.DROPPED)


def ruled(findings: Sequence[Finding], rulings: Sequence[Ruling]) -> tuple[tuple[Finding, ...], tuple[Skipped, ...]]:
    """The findings as the rulings have it, and one line for each they take out. On secrecy nobody rules."""
    known = by_record(rulings)
    if not known:
        return tuple(findings), ()
    kept: list[Finding] = []
    out: list[Skipped] = []
    for finding in findings:
        about = known.get((finding.register, folded_key(finding.record)), ())
        of = [ruling for ruling in about if ruling.what and _means(ruling, finding)]
        last = of[-1] if of and finding.severity is not Severity.GRAVE else None
        if last is None or last.decision not in (*_DROPPED, Decision.HOLDER):
            kept.append(finding)
        elif last.decision is Decision.HOLDER:
            kept.append(replace(finding, department=last.department))
        else:
            out.append(_told(finding, last))
    return tuple(kept), tuple(out)


def _means(ruling: Ruling, finding: Finding) -> bool:
    return ruling.of(finding.record) and ruling.about(finding.code, finding.field)


def _told(finding: Finding, ruling: Ruling) -> Skipped:
    values = {"code": finding.code, "register": finding.register, "record": finding.record}
    ruled = {"by": ruling.by or "—", "day": str(ruling.day), "reason": ruling.reason or "—"}
    return Skipped(
        marked("{code} for {record} in {register}"),
        marked("ruled a wrong finding by {by} on {day}: {reason}"),
        tuple((values | ruled).items()),
        exempt=True,
        finding=finding,
    )
