"""Ballots as groups of rows: one line of the register is one item of one ballot about one subject."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.checks.scope import RegisterScope


@dataclass(frozen=True)
class Votes:
    """The ballots of one register. `scope` must have the roles ballot and subject; rows struck out are in no ballot."""

    scope: RegisterScope

    @cached_property
    def rows(self) -> np.ndarray:
        """The rows that name a ballot and a subject and are not struck out."""
        ballot, subject = (self.texts(role)[0] for role in ("ballot", "subject"))
        return np.flatnonzero((ballot >= 0) & (subject >= 0) & ~self.scope.void)

    @cached_property
    def score(self) -> np.ndarray:
        """Per row of the register: the score as a share of the full mark, 1.0 where no full mark stands; NaN for none.

        Without a column of full marks a score counts to 100.
        """
        field_id, full = self.scope.register.role("score"), self.scope.register.role("full_mark")
        if field_id is None:
            return np.full(len(self.scope.register), np.nan)
        most = self.scope.numbers(full) if full is not None else np.full(len(self.scope.register), 100.0)
        share: np.ndarray = self.scope.numbers(field_id) / np.where(most > 0, most, 100.0)
        return share

    def texts(self, role: str) -> tuple[np.ndarray, list[str]]:
        """A column of words; all -1 where the register has none of the role."""
        field_id = self.scope.register.role(role)
        return self.scope.words(field_id) if field_id is not None else (np.full(len(self.scope.register), -1), [])

    def groups(self, *roles: str) -> tuple[np.ndarray, np.ndarray]:
        """For each of `rows` the number of its group, and each group's first place in `rows`."""
        return numbered([self.texts(role)[0][self.rows] for role in roles])

    def rounds(self) -> Iterator[tuple[str, np.ndarray]]:
        """Each period ("" where none is entered) with its places in `rows`."""
        group, first = self.groups("period")
        field_id = self.scope.register.role("period")
        for number, place in enumerate(first):
            period = self.scope.register.text(int(self.rows[place]), field_id) if field_id is not None else ""
            yield period, np.flatnonzero(group == number)

    def of_group(self, group: np.ndarray, number: int) -> list[int]:
        """The rows of one group."""
        return [int(row) for row in self.rows[group == number]]

    def ballot(self, row: int) -> str:
        """What a ballot goes by."""
        return self.scope.register.text(row, self.scope.field("ballot"))


def numbered(columns: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """The group of each place by its codes in all columns, and the first place of each group."""
    group = np.zeros(len(columns[0]), dtype=np.int64)
    first = group[:0]
    for codes in columns:
        wide = int(codes.max(initial=0)) + 2
        _, first, group = np.unique(group * wide + codes + 1, return_index=True, return_inverse=True)
    return group, first
