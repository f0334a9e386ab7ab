"""What several checks of meetings need to know: which topics were put on the agenda, and of which meeting each is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.groups import grouped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.checks.scope import RegisterScope


@dataclass(frozen=True)
class Meeting:
    """One meeting: its name ("" where none is entered), its day, and the rows of its topics."""

    name: str
    day: np.datetime64
    rows: tuple[int, ...]


def listed(scope: RegisterScope, among: np.ndarray) -> np.ndarray:
    """Of the rows of a mask those whose topic was put on the agenda: marked so or, without a mark, its meeting is over.
    """
    if not among.any():
        return np.flatnonzero(among)
    marked = scope.among("listed", "是")
    field_id = scope.register.role("meeting_date")
    if field_id is not None:
        marked = marked | (~scope.among("listed", "否") & (scope.days(field_id) < scope.today))
    return np.flatnonzero(among & marked & ~scope.void)


def fields(scope: RegisterScope, *roles: str) -> tuple[str, ...]:
    """The fields of the roles that have a column, and the mark of what was put on the agenda."""
    found = (scope.register.role(role) for role in (*roles, "listed"))
    return tuple(field_id for field_id in found if field_id is not None)


def meetings(scope: RegisterScope, rows: np.ndarray, more_than: int = 0) -> Iterator[Meeting]:
    """The meetings with more than so many of some rows, in the order of their first row. Rows without a day belong to
    no meeting."""
    day = scope.days(scope.field("meeting_date"))
    rows = rows[~np.isnat(day[rows])]
    field_id = scope.register.role("meeting")
    codes, names = scope.words(field_id) if field_id is not None else (np.full(len(day), -1), [])
    groups = grouped((codes[rows], day[rows].astype(np.int64)))
    for group in np.flatnonzero(groups.count > more_than):
        of = rows[groups.places(int(group))]
        yield Meeting(names[codes[of[0]]] if codes[of[0]] >= 0 else "", day[of[0]], tuple(map(int, of)))
