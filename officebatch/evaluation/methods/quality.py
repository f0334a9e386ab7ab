"""S115."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.evaluation.methods.accepted import TIMES, sent_back, times_back
from officebatch.evaluation.methods.clean import of_finding
from officebatch.evaluation.methods_registry import Asked, Counted, method, tallied
from officebatch.model.score import Said
from officebatch.model.vocabulary import Kind
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from officebatch.model.register import Register
    from officebatch.model.score import Fact

NOTHING_SHOWN = marked("no register shows returns or who did the step {step}")


@method("S115", marked("Quality: papers without faults and tasks not sent back, of a person's own"))
def quality(asked: Asked) -> Sequence[Counted] | Said:
    """Papers of the period whose step 环节 the person did, without a finding of the checks 检查; and tasks the person
    did within the period that were never sent back (field 退办)."""
    owners, shown = [np.empty(0, dtype=np.int64)], False
    facts: list[tuple[int, Fact]] = []
    for name in asked.field.ground.alive:
        register = asked.field.register(name)
        if register is None:
            continue
        if register.kind is Kind.TASKS and asked.word(TIMES) in register.shown:
            own = _tasks(asked, register)
            rows = np.flatnonzero((own >= 0) & (times_back(register, asked.word(TIMES)) > 0)).tolist()
            facts += [(int(own[row]), sent_back(asked.field, register, row, asked.word(TIMES))) for row in rows]
        elif (drafted := _did(asked, register)) is not None:
            own = np.where(asked.field.within(register), drafted, -1)
            facts += _findings(asked, register, own)
        else:
            continue
        shown = True
        owners.append(own)
    if not shown:
        return Said(NOTHING_SHOWN, (("step", asked.word("环节")),))
    return tallied(np.concatenate(owners), facts, len(asked.subjects))


def _tasks(asked: Asked, register: Register) -> np.ndarray:
    person = register.role("person")
    if person is None:
        return np.full(len(register), -1)
    done = asked.field.falls(asked.field.days(register, "done")) & asked.field.ground.alive[register.name]
    return np.where(done, asked.subjects.of_people(register, register.frame[person]), -1)


def _did(asked: Asked, register: Register) -> np.ndarray | None:
    """Per row the place of who did the step last; None where no process of the register has it."""
    step = asked.word("环节")
    for (_, name), events in asked.field.ground.office.events.items():
        if name == register.name and step in events.steps:
            frame = events.frame[events.frame["step"] == events.steps.index(step)]
            records = frame["record"].to_numpy()
            found = np.full(len(register), -1, dtype=np.int64)
            found[records] = asked.subjects.of_people(register, frame["person"], records)
            return found
    return None


def _findings(asked: Asked, register: Register, owners: np.ndarray) -> Iterator[tuple[int, Fact]]:
    for code in asked.words("检查"):
        for row, findings in sorted(asked.field.faults.get((register.name, code), {}).items()):
            if owners[row] >= 0:
                for finding in findings:
                    yield int(owners[row]), of_finding(register, row, finding)
