"""What must follow what, and steps left out: a breach and a finding, but in nobody's hands any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.model.condition import Condition
from officebatch.rulebook.sheets import RelationKind, Required

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officebatch.deadlines.fields import Fields
    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import Step

    After = tuple[tuple[int, ...], ...]


def after(steps: Sequence[Step], rules: RuleBook) -> After:
    """Per step, the steps that must not be passed before it, directly or by way of others."""
    place = {step.name: n for n, step in enumerate(steps)}
    pairs = rules.relations_of(steps[0].process, RelationKind.BEFORE) if steps else ()
    follows = {(place[pair.first], place[pair.second]) for pair in pairs if {pair.first, pair.second} <= set(place)}
    for _ in steps:
        follows |= {(a, d) for a, b in follows for c, d in follows if b == c}
    return tuple(tuple(sorted(b for a, b in follows if a == n)) for n in range(len(steps)))


def needed(steps: Sequence[Step], fields: Fields, record: np.ndarray) -> tuple[np.ndarray, ...]:
    """Per step, whether it is required of each lap's record; one answer for all where it does not depend on it."""
    return tuple(
        step.required.holds(fields.register)[record]
        if isinstance(step.required, Condition)
        else np.array(step.required is Required.YES)
        for step in steps
    )


def left_out(wanted: Sequence[np.ndarray], follows: After, done: np.ndarray) -> np.ndarray:
    """Required steps not passed though one that must come after them is, as steps × laps.

    When the clock of the step after such a one began, nobody knows.
    """
    found = np.zeros_like(done)
    for n, asked in enumerate(wanted):
        if asked.any() and follows[n]:
            found[n] = asked & ~done[n] & done[list(follows[n])].any(axis=0)
    return found
