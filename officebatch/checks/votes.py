"""Ballots as groups of rows: one line of the register is one item of one ballot about one subject."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.groups import grouped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.checks.groups import Groups
    from officebatch.checks.scope import RegisterScope


@dataclass(frozen=True)
class Votes:
    """The ballots of one register. `scope` must have the roles ballot and subject; rows struck out are in no ballot."""

    scope: RegisterScope
    _groups: dict[tuple[str, ...], Groups] = field(default_factory=dict)

    @classmethod
    def of(cls, scope: RegisterScope) -> Votes:
        """The ballots of a register, laid out once for all checks."""
        known = scope.kept.get("votes")
        if not isinstance(known, Votes):
            known = scope.kept["votes"] = cls(scope)
        return known

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

    def groups(self, *roles: str) -> Groups:
        """`rows` grouped by the fields of some roles."""
        if roles not in self._groups:
            self._groups[roles] = grouped([self.texts(role)[0][self.rows] for role in roles])
        return self._groups[roles]

    def rounds(self) -> Iterator[tuple[str, np.ndarray]]:
        """Each period ("" where none is entered) with its places in `rows`."""
        groups, field_id = self.groups("period"), self.scope.register.role("period")
        for number, place in enumerate(groups.first):
            period = self.scope.register.text(int(self.rows[place]), field_id) if field_id is not None else ""
            yield period, groups.places(number)

    def subjects(self, codes: np.ndarray) -> list[int]:
        """The codes of some subjects in an order people know: departments in 建制序, others behind them by name."""
        _, names = self.texts("subject")
        order = {d.name: d.order for d in self.scope.rules.departments}
        last = len(order) + max(order.values(), default=0)
        return sorted(map(int, codes), key=lambda code: (order.get(names[code], last), names[code]))

    def of_group(self, groups: Groups, number: int) -> list[int]:
        """The rows of one group."""
        return [int(row) for row in self.rows[groups.places(number)]]

    def ballot(self, row: int) -> str:
        """What a ballot goes by."""
        return self.scope.register.text(row, self.scope.field("ballot"))
