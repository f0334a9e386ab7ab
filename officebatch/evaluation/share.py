"""A subject's share of the ground, and the proofs that name its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from officebatch.model.measure import Proof
from officebatch.model.vocabulary import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

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
    """What one subject holds: its lines of the ground. department: its own, for a department its name."""

    ground: Ground
    kind: Subject
    name: str
    department: str
    lines: pd.DataFrame

    def late(self, lines: pd.DataFrame) -> pd.DataFrame:
        """Those of some lines that are or were late."""
        return lines[lines["days_late"].to_numpy() > 0]

    def overdue(self) -> pd.DataFrame:
        """The lines that are open and past due."""
        return self.lines[(self.lines["state"] == State.OVERDUE.value).to_numpy()]

    def records(self) -> int:
        """How many records of the registers that count are the department's."""
        return sum(self._records(name) for name in self.ground.alive)

    def proofs(self, lines: pd.DataFrame) -> tuple[Proof, ...]:
        """One proof a late line, with the working days late."""
        return tuple(self.ground.proofs[place] for place in lines.index.to_list())

    def fault_proofs(self, findings: Iterable[Finding]) -> tuple[Proof, ...]:
        """One proof a finding, with its code."""
        return tuple(Proof(f.origin, f.record, "", "", f.code) for f in findings)

    def _records(self, name: str) -> int:
        register = self.ground.office.registers[name]
        field = register.role("department")
        if field is None:
            return 0
        mine = (register.frame[field] == self.department).to_numpy(dtype=bool, na_value=False)
        return int(np.count_nonzero(mine & self.ground.alive[name]))
