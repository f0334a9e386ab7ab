"""The mark of what cannot be scored goes to the others beside it, in proportion."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Leaf:
    """One indicator as a leaf: the names of what it belongs to from the top, its mark, and whether it counts."""

    path: tuple[str, ...]
    mark: float
    counts: bool


def weights(leaves: Sequence[Leaf]) -> list[float]:
    """What each leaf counts for. At every branching the mark of branches in which nothing counts goes to their
    siblings, in proportion to the siblings' marks; where nothing counts at all every weight is 0. So the weights of
    what counts always add up to the marks of all."""
    found = [0.0] * len(leaves)
    _share(list(range(len(leaves))), leaves, 0, sum(leaf.mark for leaf in leaves), found)
    return found


def _share(of: Sequence[int], leaves: Sequence[Leaf], depth: int, mark: float, found: list[float]) -> None:
    if len(of) == 1:
        found[of[0]] = mark if leaves[of[0]].counts else 0.0
        return
    names = {n: leaves[n].path[depth] if depth < len(leaves[n].path) else str(n) for n in of}
    branches = [list(held) for _, held in groupby(sorted(of, key=lambda n: names[n]), key=lambda n: names[n])]
    alive = [branch for branch in branches if any(leaves[n].counts for n in branch)]
    whole = sum(leaves[n].mark for branch in alive for n in branch)
    for branch in alive:
        own = sum(leaves[n].mark for n in branch)
        _share(branch, leaves, depth + 1, mark * own / whole if whole else 0.0, found)
