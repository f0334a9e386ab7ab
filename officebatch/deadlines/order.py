"""What must follow what, and steps left out: a breach and a finding, but in nobody's hands any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.rulebook.sheets import RelationKind, Required

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def left_out(steps: Sequence[Step], follows: After, done: np.ndarray) -> np.ndarray:
    """Required steps not passed though one that must come after them is, as steps × laps.

    When the clock of the step after such a one began, nobody knows.
    """
    found = np.zeros_like(done)
    for n, step in enumerate(steps):
        if step.required is Required.YES and follows[n]:
            found[n] = ~done[n] & done[list(follows[n])].any(axis=0)
    return found
