"""S107."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.evaluation.methods.clean import owned
from officebatch.evaluation.methods_registry import Asked, Counted, method, tallied
from officebatch.evaluation.own import NO_COLUMN
from officebatch.model.score import Fact, Said
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officebatch.evaluation.scoring_ground import Field
    from officebatch.model.register import Register

SENT_BACK = marked("sent back {n} times before it was accepted")
TIMES = "退办"


@method("S107", marked("Accepted at once: what was done, without having been sent back"))
def accepted_at_once(asked: Asked) -> Sequence[Counted] | Said:
    """Records of the subject that were done within the period, of these those never sent back. Parameter: 退办 (the
    field that says how often)."""
    found, field = owned(asked), asked.word(TIMES)
    if isinstance(found, Said):
        return found
    register, owners = found
    if field not in register.shown:
        return Said(NO_COLUMN, (("register", register.name), ("field", field)))
    owners = np.where(asked.field.falls(asked.field.days(register, "done")), owners, -1)
    rows = np.flatnonzero((times_back(register, field) > 0) & (owners >= 0)).tolist()
    facts = ((int(owners[row]), sent_back(asked.field, register, row, field)) for row in rows)
    return tallied(owners, facts, len(asked.subjects))


def times_back(register: Register, field: str) -> np.ndarray:
    """Per row how often it was sent back."""
    column = register.frame[field]
    if column.dtype.kind not in "fi":
        return np.zeros(len(register))
    found: np.ndarray = np.nan_to_num(column.to_numpy(dtype=float))
    return found


def sent_back(field: Field, register: Register, row: int, of: str) -> Fact:
    """A record that was sent back, as a fact."""
    times = f"{times_back(register, of)[row]:g}"
    return field.fact(register, row, ("back", register.name, str(row)), said=Said(SENT_BACK, (("n", times),)))
