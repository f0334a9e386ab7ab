"""S104."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.evaluation.methods.clean import owned
from officebatch.evaluation.methods_registry import Asked, Counted, method, tallied
from officebatch.model.score import Said
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Sequence

AGAIN = marked("passed {step} {n} times")
NO_STEP = marked("register {register} does not show the step {step}")


@method("S104", marked("Passed at once: records that went through a step only once"))
def first_pass(asked: Asked) -> Sequence[Counted] | Said:
    """Records of the department in the period that passed the step 环节, of these those that did so only once."""
    found, step = owned(asked), asked.word("环节")
    if isinstance(found, Said):
        return found
    register, owners = found
    passes = np.zeros(len(register), dtype=np.int64)
    shown = False
    for (_, of), events in asked.field.ground.office.events.items():
        if of == register.name and step in events.steps:
            shown = True
            frame = events.frame[(events.frame["step"] == events.steps.index(step)) & events.frame["dated"]]
            np.maximum.at(passes, frame["record"].to_numpy(), frame["pass"].to_numpy())
    if not shown:
        return Said(NO_STEP, (("register", register.name), ("step", step)))
    owners = np.where(passes > 0, owners, -1)
    facts = (
        (
            int(owners[row]),
            asked.field.fact(
                register,
                row,
                ("again", register.name, str(row), step),
                step=step,
                basis=asked.indicator.basis,
                said=Said(AGAIN, (("step", step), ("n", str(passes[row])))),
            ),
        )
        for row in np.flatnonzero((passes > 1) & (owners >= 0)).tolist()
    )
    return tallied(owners, facts, len(asked.subjects))
