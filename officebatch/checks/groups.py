"""Rows grouped by what stands in several columns at once, without a loop over rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, eq=False)
class Groups:
    """number: the group of each place, counted in the order of their first places; first: the first place of each."""

    number: np.ndarray
    first: np.ndarray

    @cached_property
    def count(self) -> np.ndarray:
        """How many places each group has."""
        return np.bincount(self.number, minlength=len(self.first))

    def places(self, group: int) -> np.ndarray:
        """The places of one group, in order."""
        ends = np.cumsum(self.count)
        return self._sorted[ends[group] - self.count[group] : ends[group]]

    @cached_property
    def _sorted(self) -> np.ndarray:
        return np.argsort(self.number, kind="stable")


def grouped(columns: Sequence[np.ndarray]) -> Groups:
    """Places that have the same whole numbers in all columns; numbers below -1 are taken for -1."""
    number = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        codes = np.maximum(column.astype(np.int64), -1) + 1
        number, _ = pd.factorize(number * (int(codes.max(initial=0)) + 1) + codes)
    first = np.zeros(int(number.max(initial=-1)) + 1, dtype=np.int64)
    first[number[::-1]] = np.arange(len(number))[::-1]
    return Groups(number, first)
