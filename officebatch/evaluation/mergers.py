"""Which steps might be one: done by the same person as the step before in every case, or never taking any time.

Never proposed: a key node, a step the rule book keeps apart from the one before (不得同人), steps in different hands,
a step whose register shows that it was ever returned, and anything on too few cases.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from officebatch.model.process import Ground, Merger
from officebatch.rulebook.sheets import RelationKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np

    from officebatch.evaluation.courses import Courses
    from officebatch.model.process import Return, StepFigures
    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import Step


def mergers(
    steps: Sequence[Step],
    figures: Sequence[StepFigures],
    *,
    courses: Courses,
    finished: np.ndarray,
    returns: Sequence[Return],
    rules: RuleBook,
) -> Iterator[Merger]:
    """The proposals of one process, in the order of its steps."""
    returned = {name for one in returns for name in (one.source, one.target)}
    apart = {
        frozenset((r.first, r.second))
        for r in rules.relations_of(steps[0].process, RelationKind.NOT_SAME_PERSON)
    } if steps else set()
    least = rules.settings.rate_from
    for place, (before, after) in enumerate(pairwise(zip(steps, figures, strict=True))):
        (first, _), (second, shown) = before, after
        if second.key_node or first.holder is not second.holder or returned & {first.name, second.name}:
            continue
        if frozenset((first.name, second.name)) in apart or shown.stops:
            continue
        same, pairs = courses.same_person(finished, place, place + 1)
        times = shown.days
        grounds = (
            *((Ground.SAME_PERSON,) if same == pairs >= least else ()),
            *((Ground.NO_TIME,) if times.none == times.n >= least else ()),
        )
        if grounds:
            yield Merger(second.name, first.name, grounds, same, pairs, times.none, times.n, shown.passes)
