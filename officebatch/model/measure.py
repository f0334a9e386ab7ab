"""A measure: the value of one indicator for one department, person or the office, with the rows behind it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from officebatch.model.origin import Origin


class Subject(StrEnum):
    """Who is measured. The value is what stands in the rule book."""

    DEPARTMENT = "部门"
    OFFICE = "办公室"
    PERSON = "人员"


@dataclass(frozen=True, slots=True)
class Proof:
    """One counted row: where it stands, what it is, and what was counted (days late, the finding's code)."""

    origin: Origin
    record: str
    title: str
    step: str
    counted: str


@dataclass(frozen=True, slots=True)
class Measure:
    """numerator of denominator; `counts`: enough cases to show a rate (else only the numbers are shown).

    rated: the numerator is a number of cases among the denominator's; else it stands for itself (a longest delay) and
    the denominator says of how many cases it speaks. per: the numerator counts something else than the denominator's
    cases, faults per record, so it is no share of them.
    """

    code: str
    title: str
    subject_kind: Subject
    subject: str
    numerator: int
    denominator: int
    counts: bool
    proofs: tuple[Proof, ...] = ()
    rated: bool = True
    per: bool = False

    @property
    def rate(self) -> float | None:
        """numerator / denominator, None where there is nothing to divide by."""
        return self.numerator / self.denominator if self.denominator else None
