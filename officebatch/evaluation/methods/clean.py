"""S102 and S103."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.evaluation.methods.on_time import NOT_READ
from officebatch.evaluation.methods_registry import Asked, Counted, method, tallied
from officebatch.model.measure import Subject
from officebatch.model.score import Fact, How, Said
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from officebatch.model.finding import Finding
    from officebatch.model.register import Register

FAULT = "fault"
OF_ALL = "全部"
EACH = 0.2
NO_DEPARTMENT = marked("register {register} does not say whose a record is")


@method("S102", marked("In order: records without certain findings, of the records of the period"))
def in_order(asked: Asked) -> Sequence[Counted] | Said:
    """Records of the subject in the period without a finding of the checks named. Parameters: 检查 (their codes), 范围
    (全部: of all departments, for what the office itself keeps). A finding by an exemption accepted does not stand."""
    return looked_at(asked)


@method("S103", marked("Faults: so much off for each finding"))
def faults(asked: Asked) -> Sequence[Counted] | Said:
    """As S102, but each finding takes 每处 off the full mark, until nothing is left. With 每百分点 instead: so much off
    for each percentage point of faulty records beyond 免扣 percent."""
    looked = looked_at(asked)
    if isinstance(looked, Said):
        return looked
    if not (point := asked.number("每百分点")):
        each = asked.number("每处", EACH)
        return [Counted(one.cases, one.facts, How.FAULTS, each=each) for one in looked]
    free = asked.number("免扣") / 100
    return [
        Counted(one.cases, one.facts, How.FAULTS, each=100 * point / max(one.cases, 1), free=free * one.cases)
        for one in looked
    ]


def looked_at(asked: Asked) -> list[Counted] | Said:
    """How many records, and a fact a finding; the facts of one record share its case."""
    found = owned(asked)
    if isinstance(found, Said):
        return found
    register, owners = found
    return tallied(owners, _facts(asked, register, owners), len(asked.subjects))


def owned(asked: Asked) -> tuple[Register, np.ndarray] | Said:
    """The indicator's register, and per row the place of the subject whose record of the period it is, else negative;
    why there is none."""
    register = asked.register
    if register is None:
        return Said(NOT_READ, (("register", asked.indicator.register),))
    owners = owners_of(asked, register)
    if owners is None:
        return Said(NO_DEPARTMENT, (("register", asked.indicator.register),))
    return register, np.where(asked.field.counts(register, asked.indicator), owners, -1)


def owners_of(asked: Asked, register: Register) -> np.ndarray | None:
    """Per row the place of the subject whose record it is, whenever it was; None where no column says it."""
    if OF_ALL in asked.words("范围") and asked.subjects.kind is Subject.OFFICE:
        return np.zeros(len(register), dtype=np.int64)
    if asked.subjects.kind is Subject.PERSON:
        person = register.role("person")
        return None if person is None else asked.subjects.of_people(register, register.frame[person])
    return asked.subjects.of_departments(register)


def _facts(asked: Asked, register: Register, owners: np.ndarray) -> Iterator[tuple[int, Fact]]:
    found: dict[int, list[Finding]] = {}
    for code in asked.words("检查"):
        for row, findings in asked.field.faults.get((register.name, code), {}).items():
            if owners[row] >= 0:
                found.setdefault(row, []).extend(findings)
    for row, own in sorted(found.items()):
        for finding in own:
            yield int(owners[row]), of_finding(register, row, finding)


def fault_identity(finding: Finding, row: int) -> tuple[str, ...]:
    """What makes a finding one fact; row: of its record."""
    return FAULT, finding.register, str(row), finding.code, finding.field


def of_finding(register: Register, row: int, finding: Finding) -> Fact:
    """A finding as a fact of its record's case."""
    return Fact(
        identity=fault_identity(finding, row),
        origin=finding.origin,
        record=str(register.keys[row]),
        title=register.text(row, register.role("title") or ""),
        step=finding.code,
        person=finding.person,
        basis=finding.basis,
        said=Said(finding.message, finding.values),
        case=(register.name, str(row)),
    )
