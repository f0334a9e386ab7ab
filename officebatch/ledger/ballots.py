"""Ballots that were issued: their numbers are drawn once and kept, so that others are known as forged."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from officebatch.ledger.store import as_json, opened
from officebatch.model.ballot import Ballot

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def issue_ballots(path: Path, issued: Iterable[Ballot]) -> None:
    """Write ballots down. Raises OSError for a number that was issued before."""
    lines = [(b.number, b.period, b.rater_class, b.own, as_json(b.subjects), as_json(b.items)) for b in issued]
    with opened(path) as ledger:
        ledger.executemany("INSERT INTO ballots VALUES (?, ?, ?, ?, ?, ?)", lines)


def ballots(path: Path, period: str) -> tuple[Ballot, ...]:
    """The ballots of a period, by class and number: their order tells nothing of when or to whom they were issued."""
    if not path.exists():
        return ()
    with opened(path) as ledger:
        lines = ledger.execute(
            "SELECT * FROM ballots WHERE period = ? ORDER BY class, number", (period,)
        ).fetchall()
    return tuple(
        Ballot(number, of, class_, own, tuple(json.loads(subjects)), tuple(json.loads(items)))
        for number, of, class_, own, subjects, items in lines
    )
