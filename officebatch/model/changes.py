"""Changes since the last run: which findings are new, which are still open, which are gone and how.

A finding is known between runs by its identity. It is gone only where its check looked again: a check that was
switched off, lacked its column or could not be run, and a register that was not read, leave it open what became of it.
Of a record that left a register in which rows are quarantined now nothing is named: it may be one of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from officebatch.model.finding import CheckState
from officebatch.model.vocabulary import Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from officebatch.model.docket import Docket, PastRun
    from officebatch.model.finding import CheckResult, Finding, Identity
    from officebatch.model.office import Office
    from officebatch.model.origin import Origin

_LOOKED = (CheckState.BROKEN, CheckState.HELD)


@dataclass(frozen=True, slots=True)
class ToldFinding:
    """What a run told of a finding: its title (a message id), the department, where it stood then."""

    title: str
    department: str
    at: Origin


class Became(StrEnum):
    """How a finding went."""

    MENDED = "mended"  # the record is there and the check holds
    LEFT = "left"  # the register has no such record any more: deleted, or numbered otherwise


BECAME_TITLES = {
    Became.MENDED: marked("put right"),
    Became.LEFT: marked("the register has no record of this number any more"),
}


@dataclass(frozen=True, slots=True)
class Resolved:
    """A finding of the last run that is gone. record: "" where it must not be named; told: None where that run did not
    write it down, or it must not be shown."""

    code: str
    register: str
    record: str
    field: str
    became: Became
    told: ToldFinding | None


@dataclass(frozen=True)
class Changes:
    """The findings of a run beside those of the last one, classified rows aside. unseen: how many of the last run's
    nobody looked for."""

    new: tuple[Finding, ...]
    still: tuple[Finding, ...]
    resolved: tuple[Resolved, ...]
    unseen: int


def changes(docket: Docket, last: PastRun) -> Changes:
    """The findings of a docket beside those of the last run. What was accepted since is none of these; classified rows
    are told anew each time and known to no run."""
    before, findings = last.findings, [f for f in docket.findings if f.severity is not Severity.GRAVE]
    now = {finding.identity for finding in docket.findings}
    accepted = {one.finding.identity for one in docket.skipped if one.finding is not None}
    gone = sorted(before - now - accepted)
    looked = {result.code: result for result in docket.results if result.state in _LOOKED}
    seen = [identity for identity in gone if _seen(identity, looked, docket.office)]
    return Changes(
        new=tuple(f for f in findings if f.identity not in before),
        still=tuple(f for f in findings if f.identity in before),
        resolved=tuple(_resolved(identity, last.told.get(identity), docket.office) for identity in seen),
        unseen=len(gone) - len(seen),
    )


def _seen(identity: Identity, looked: Mapping[str, CheckResult], office: Office) -> bool:
    """Whether the check of a finding looked at its register again."""
    code, register, _, _ = identity
    read = office.registers.get(register)
    there = not register or (read is not None and bool(read.parts))
    return code in looked and register not in looked[code].lacking and there


def _resolved(identity: Identity, told: ToldFinding | None, office: Office) -> Resolved:
    code, name, record, field = identity
    register = office.registers.get(name)
    of_a_row = told is not None and told.at.row and register is not None and any(
        told.at.workbook == part.workbook for part in register.parts
    )  # fmt: skip
    if not of_a_row or register is None or record in set(map(str, register.keys)):
        return Resolved(code, name, record, field, Became.MENDED, told)
    if any(report.quarantined for report in office.reports if report.register == name):
        return Resolved(code, name, "", "", Became.LEFT, None)
    return Resolved(code, name, record, field, Became.LEFT, told)
