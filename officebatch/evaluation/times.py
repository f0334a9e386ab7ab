"""Medians and percentiles of many groups at once: one sort, then look-ups."""

from __future__ import annotations

import numpy as np

from officebatch.model.process import Times

NONE = Times()
_ROOM = np.int64(1) << 40  # more than any number of working minutes


def spread(groups: np.ndarray, values: np.ndarray, count: int) -> tuple[Times, ...]:
    """Times of each group 0 … count-1 from whole values ≥ 0; lines of group -1 are left out."""
    counted = groups >= 0
    groups, values = groups[counted].astype(np.int64), values[counted].astype(np.int64)
    ordered = np.sort(groups * _ROOM + values)
    ends = np.searchsorted(ordered, np.arange(count + 1, dtype=np.int64) * _ROOM)
    ordered %= _ROOM
    n = np.diff(ends)
    total = np.bincount(groups, weights=values, minlength=count)
    none = np.bincount(groups[values == 0], minlength=count)
    return tuple(
        _times(ordered, int(ends[g]), int(n[g]), float(total[g]), int(none[g])) if n[g] else NONE
        for g in range(count)
    )


def _times(ordered: np.ndarray, first: int, n: int, total: float, none: int) -> Times:
    low, high = int(ordered[first + (n - 1) // 2]), int(ordered[first + n // 2])
    ninth = int(ordered[first + -(-9 * n // 10) - 1])
    return Times(n, (low + high) / 2, ninth, total, none)


def counts(groups: np.ndarray, count: int) -> np.ndarray:
    """How many lines each group 0 … count-1 has; those of group -1 are left out."""
    found: np.ndarray = np.bincount(groups[groups >= 0], minlength=count)
    return found
