"""S102 and S103."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.evaluation.methods.on_time import NOT_READ
from officebatch.evaluation.methods_registry import Asked, Counted, method
from officebatch.model.measure import Subject
from officebatch.model.score import Fact, How, Said
from officebatch.wording import marked

if TYPE_CHECKING:
    from officebatch.model.finding import Finding
    from officebatch.model.register import Register

FAULT = "fault"
OF_ALL = "全部"
EACH = "0.2"
NO_DEPARTMENT = marked("register {register} does not say whose a record is")


@method("S102", marked("In order: records without certain findings, of the records of the period"))
def in_order(asked: Asked) -> Counted | Said:
    """Records of the subject in the period without a finding of the checks named. Parameters: 检查 (their codes), 范围
    (全部: of all departments, for what the office itself keeps). A finding by an exemption accepted does not stand."""
    looked = _looked(asked)
    return looked if isinstance(looked, Said) else Counted(looked[0], looked[1])


@method("S103", marked("Faults: so much off for each finding"))
def faults(asked: Asked) -> Counted | Said:
    """As S102, but each finding takes 每处 off the full mark, until nothing is left."""
    looked = _looked(asked)
    if isinstance(looked, Said):
        return looked
    return Counted(looked[0], looked[1], How.FAULTS, each=float((asked.words("每处") or (EACH,))[0]))


def _looked(asked: Asked) -> tuple[int, tuple[Fact, ...]] | Said:
    """How many records, and a fact a finding; of S102 the facts of one record share its loss."""
    name = asked.indicator.register
    register = asked.field.register(name)
    if register is None:
        return Said(NOT_READ, (("register", name),))
    everybody = OF_ALL in asked.words("范围") and asked.share.kind is Subject.OFFICE
    if not everybody and register.role("department") is None:
        return Said(NO_DEPARTMENT, (("register", name),))
    rows = asked.field.rows(register, asked.indicator, None if everybody else asked.share.department)
    if not len(rows):
        return 0, ()
    held = set(rows.tolist())
    found: dict[int, list[Finding]] = {}
    for code in asked.words("检查"):
        for row, findings in asked.field.faults.get((name, code), {}).items():
            if row in held:
                found.setdefault(row, []).extend(findings)
    facts = (_fact(register, row, finding) for row, own in sorted(found.items()) for finding in own)
    return len(rows), tuple(facts)


def _fact(register: Register, row: int, finding: Finding) -> Fact:
    return Fact(
        identity=(FAULT, register.name, str(row), finding.code, finding.field),
        origin=finding.origin,
        record=str(register.keys[row]),
        title=register.text(row, register.role("title") or ""),
        step=finding.code,
        person=finding.person,
        basis=finding.basis,
        said=Said(finding.message, finding.values),
        case=(register.name, str(row)),
    )
