"""A register's fields by role as whole columns; what the register does not have reads as unknown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from officebatch.model.vocabulary import (
    STATUS_DONE,
    STATUS_DROPPED,
    STATUS_LONG,
    STATUS_NOT_BEGUN,
    STATUS_OPEN,
    STATUS_STOPPED,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from officebatch.model.register import Register
    from officebatch.model.vocabulary import Kind
    from officebatch.model.workdays import Days
    from officebatch.rulebook.rules import RuleBook

_STATUSES = (STATUS_DONE, STATUS_OPEN, STATUS_NOT_BEGUN, STATUS_STOPPED, STATUS_DROPPED, STATUS_LONG)


@dataclass(frozen=True)
class Words:
    """A column of words: a code a row (-1 where nothing stands) and the words."""

    codes: np.ndarray
    words: tuple[str, ...]

    def among(self, wanted: Collection[str]) -> np.ndarray:
        """Where the row's word is one of `wanted`."""
        found = np.array([word in wanted for word in self.words] + [False])
        mask: np.ndarray = found[self.codes]
        return mask


@dataclass(frozen=True, eq=False)
class Fields:
    """One register, asked by role."""

    register: Register
    rules: RuleBook

    def __len__(self) -> int:
        return len(self.register)

    @property
    def kind(self) -> Kind:
        """The register's kind."""
        return self.register.kind

    def days(self, role: str) -> Days:
        """The days of a role, NaT where empty, unread or no date field."""
        return self.field_days(self.register.role(role) or "")

    def field_days(self, field_id: str) -> Days:
        """The days of a field, NaT where empty, unread or no date field."""
        column = self.register.frame.get(field_id)
        if column is None or column.dtype.kind != "M":
            return np.full(len(self), np.datetime64("NaT", "s"))
        return column.to_numpy().astype("datetime64[s]")

    def words(self, role: str) -> Words:
        """The words of a role."""
        column = self.register.frame.get(self.register.role(role) or "")
        if column is None or not isinstance(column.dtype, pd.CategoricalDtype):
            return Words(np.full(len(self), -1, dtype=np.int32), ())
        return Words(column.cat.codes.to_numpy().astype(np.int32), tuple(map(str, column.cat.categories)))

    def status(self) -> Words:
        """The state of each record in the program's words, whatever word the office's list prefers."""
        found = self.words("status")
        return Words(found.codes, tuple(map(self._status, found.words)))

    def closed(self, statuses: Collection[str]) -> np.ndarray:
        """Where the record's status is one of these, or something stands in the field of role done."""
        found: np.ndarray = self.status().among(statuses) | self.done()
        return found

    def done(self) -> np.ndarray:
        """Where a day stands in the field of role done, be it one nobody can read."""
        found: np.ndarray = ~np.isnat(self.days("done"))
        found[[cell.row for cell in self.register.unread if cell.field == self.register.role("done")]] = True
        return found

    def unclear(self) -> np.ndarray:
        """Where a status stands that nobody can read."""
        found = np.zeros(len(self), dtype=bool)
        found[[cell.row for cell in self.register.unread if cell.field == self.register.role("status")]] = True
        return found

    def _status(self, word: str) -> str:
        if word in _STATUSES:
            return word
        lists = self.rules.choice_lists.values()
        return next((known for words in lists for known in _STATUSES if words.get(known) == word), word)
