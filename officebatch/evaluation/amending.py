"""The office as appeals amended it: what does not stand any more is neither late nor a fault, whoever asks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from officebatch.evaluation.methods.clean import fault_identity
from officebatch.evaluation.own import KEY
from officebatch.model.deadline import Deadlines
from officebatch.model.vocabulary import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.model.docket import Docket
    from officebatch.model.evaluation import Amended
    from officebatch.model.finding import Finding


def as_amended(docket: Docket, amended: Amended) -> Docket:
    """A docket whose deadlines and findings are the facts that scores amended by appeals stand on: a late step that
    does not stand was in time, a finding that does not stand is none. What only costs less still stands."""
    if not amended.waived:
        return docket
    findings = tuple(_standing(docket, amended))
    return replace(docket, deadlines=_in_time(docket.deadlines, amended), findings=findings)


def _in_time(deadlines: Deadlines, amended: Amended) -> Deadlines:
    frame = deadlines.frame
    met = np.zeros(len(frame), dtype=bool)
    for identity in amended.waived:
        if identity[0] == KEY:
            _, register, row, step, pass_ = identity
            met |= (
                (frame["register"] == register) & (frame["row"] == int(row)) & (frame["step"] == step)
                & (frame["pass"] == int(pass_))
            ).to_numpy()  # fmt: skip
    state = frame["state"].where(~met, State.MET.value)
    return Deadlines(frame.assign(days_late=frame["days_late"].where(~met, 0), state=state))


def _standing(docket: Docket, amended: Amended) -> Iterator[Finding]:
    rows = {
        name: {str(key): row for row, key in enumerate(register.keys)}
        for name, register in docket.office.registers.items()
    }
    for finding in docket.findings:
        row = rows.get(finding.register, {}).get(finding.record)
        if row is None or fault_identity(finding, row) not in amended.waived:
            yield finding
