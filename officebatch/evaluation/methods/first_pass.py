"""S104."""

from __future__ import annotations

import numpy as np

from officebatch.evaluation.methods.clean import NO_DEPARTMENT
from officebatch.evaluation.methods.on_time import NOT_READ
from officebatch.evaluation.methods_registry import Asked, Counted, method
from officebatch.model.score import Fact, Said
from officebatch.wording import marked

AGAIN = marked("passed {step} {n} times")
NO_STEP = marked("register {register} does not show the step {step}")


@method("S104", marked("Passed at once: records that went through a step only once"))
def first_pass(asked: Asked) -> Counted | Said:
    """Records of the department in the period that passed the step 环节, of these those that did so only once."""
    name, steps = asked.indicator.register, asked.words("环节")
    register = asked.field.register(name)
    if register is None:
        return Said(NOT_READ, (("register", name),))
    if register.role("department") is None:
        return Said(NO_DEPARTMENT, (("register", name),))
    passes = np.zeros(len(register), dtype=np.int64)
    shown = False
    for (_, of), events in asked.field.ground.office.events.items():
        if of == name and steps and steps[0] in events.steps:
            shown = True
            frame = events.frame[(events.frame["step"] == events.steps.index(steps[0])) & events.frame["dated"]]
            np.maximum.at(passes, frame["record"].to_numpy(), frame["pass"].to_numpy())
    if not shown:
        return Said(NO_STEP, (("register", name), ("step", "、".join(steps))))
    rows = asked.field.rows(register, asked.indicator, asked.share.department)
    rows = rows[passes[rows] > 0]
    facts = tuple(
        Fact(
            identity=("again", name, str(row), steps[0]),
            origin=register.origin(row),
            record=str(register.keys[row]),
            title=register.text(row, register.role("title") or ""),
            step=steps[0],
            person="",
            basis=asked.indicator.basis,
            said=Said(AGAIN, (("step", steps[0]), ("n", str(passes[row])))),
        )
        for row in rows[passes[rows] > 1].tolist()
    )
    return Counted(len(rows), facts)
