"""S101."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.evaluation.methods_registry import Asked, Counted, method, tallied
from officebatch.model.score import Said
from officebatch.model.vocabulary import State
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Sequence

NOT_READ = marked("register {register} was not read")


@method("S101", marked("On time: what met its limit, of what fell due"))
def on_time(asked: Asked) -> Sequence[Counted] | Said:
    """Steps and tasks the subject holds that fell due within the period. Parameters: 环节 (those steps only; a task's
    is 办结), 不含 (all but those), 最少 (fewer are not scored).

    What leaders, outside bodies and pauses took is not in a limit's days; what is extended counts from the extension.
    """
    if asked.indicator.register and asked.register is None:
        return Said(NOT_READ, (("register", asked.indicator.register),))
    chosen = due_lines(asked)
    owners = asked.subjects.lines[chosen]
    facts = zip(*late_lines(asked, chosen), strict=True)
    return tallied(owners, facts, len(asked.subjects), few=int(asked.number("最少")))


def due_lines(asked: Asked) -> np.ndarray:
    """The lines of the ground an indicator counts, as positions."""
    lines = asked.field.ground.lines
    chosen = lines["decided"].to_numpy(dtype=bool, copy=True) & (asked.subjects.lines >= 0)
    if asked.indicator.register:
        chosen &= (lines["register"] == asked.indicator.register).to_numpy()
    if steps := asked.words("环节"):
        chosen &= lines["step"].isin(steps).to_numpy()
    if others := asked.words("不含"):
        chosen &= ~lines["step"].isin(others).to_numpy()
    due = np.flatnonzero(chosen)
    kept = asked.field.own.kept(asked.indicator)
    return due if kept is None else due[kept[lines["row"].to_numpy()[due]]]


def late_lines(asked: Asked, lines: np.ndarray) -> tuple[list[int], list]:  # type: ignore[type-arg]
    """The owners and facts of those of some lines that did not meet their limit."""
    states = asked.field.ground.lines["state"]
    late = lines[(states != State.MET.value).to_numpy()[lines]]
    return asked.subjects.lines[late].tolist(), asked.field.late(late, asked.indicator.basis)
