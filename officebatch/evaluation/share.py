"""A subject's share of the ground, and the proofs that name its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from officebatch.model.measure import Proof

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np

    from officebatch.evaluation.ground import Ground
    from officebatch.model.finding import Finding
    from officebatch.model.measure import Subject


@dataclass(frozen=True)
class Tally:
    """numerator of denominator, and the rows that are the reason."""

    numerator: int
    denominator: int
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True, eq=False)
class Share:
    """What one subject holds: the places of its lines in the ground. department: its own, for a department its name."""

    ground: Ground
    kind: Subject
    name: str
    department: str
    lines: np.ndarray

    def those(self, column: str, among: np.ndarray | None = None) -> np.ndarray:
        """The lines (of some of them) of which `Ground.those` holds."""
        lines = self.lines if among is None else among
        found: np.ndarray = lines[self.ground.those(column)[lines]]
        return found

    def records(self) -> int:
        """How many records of the registers that count are the department's."""
        return self.ground.records.get(self.department, 0)

    def proofs(self, lines: np.ndarray) -> tuple[Proof, ...]:
        """One proof a late line, with the working days late."""
        return tuple(self.ground.proofs[place] for place in lines.tolist())

    def fault_proofs(self, findings: Iterable[Finding]) -> tuple[Proof, ...]:
        """One proof a finding, with its code."""
        return tuple(Proof(f.origin, f.record, "", "", f.code) for f in findings)
