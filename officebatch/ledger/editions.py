"""Evaluations as they were told: scores and proposals by period and edition."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from officebatch.ledger.store import opened
from officebatch.model.measure import Subject
from officebatch.model.proposal import Edition, KeptProposal, KeptScore, ProposalKind

if TYPE_CHECKING:
    from pathlib import Path


def keep(path: Path, edition: Edition) -> None:
    """Write an edition down; the same period and number again replaces it."""
    of = (edition.period, edition.number)
    days = (edition.first.isoformat(), edition.last.isoformat(), edition.as_of.isoformat())
    scores = [(*of, n, *_plain(score)) for n, score in enumerate(edition.scores)]
    proposals = [(*of, n, *_plain(one)) for n, one in enumerate(edition.proposals)]
    with opened(path) as ledger:
        for table in ("editions", "scores", "proposals"):
            ledger.execute(f"DELETE FROM {table} WHERE period = ? AND number = ?", of)
        ledger.execute("INSERT INTO editions VALUES (?, ?, ?, ?, ?)", (*of, *days))
        ledger.executemany("INSERT INTO scores VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", scores)
        ledger.executemany("INSERT INTO proposals VALUES (?, ?, ?, ?, ?, ?, ?, ?)", proposals)


def editions(path: Path, before: date = date.max, *, last_only: bool = True) -> tuple[Edition, ...]:
    """The editions of periods that ended before a day, by period's last day and number.

    last_only: of each period the last edition alone, what it finally came to.
    """
    if not path.exists():
        return ()
    with opened(path) as ledger:
        heads = ledger.execute(
            "SELECT period, number, first, last, as_of FROM editions WHERE last < ? ORDER BY last, first, number",
            (before.isoformat(),),
        ).fetchall()
        if last_only:
            heads = list({head[0]: head for head in heads}.values())
        rows = {
            table: [ledger.execute(f"SELECT * FROM {table} WHERE period = ? AND number = ? ORDER BY place",
                                   head[:2]).fetchall() for head in heads]
            for table in ("scores", "proposals")
        }  # fmt: skip
    return tuple(
        Edition(period, number, date.fromisoformat(first), date.fromisoformat(last), date.fromisoformat(as_of),
                tuple(map(_score, scores)), tuple(map(_proposal, proposals)))
        for (period, number, first, last, as_of), scores, proposals
        in zip(heads, rows["scores"], rows["proposals"], strict=True)
    )  # fmt: skip


def _score(row: tuple[Any, ...]) -> KeptScore:
    """Any: a line as SQLite gives it, its types held by the table."""
    _, _, _, kind, *rest = row
    return KeptScore(Subject(kind), *rest)


def _proposal(row: tuple[Any, ...]) -> KeptProposal:
    _, _, _, kind, title, subject_kind, *rest = row
    return KeptProposal(ProposalKind(kind), title, Subject(subject_kind), *rest)


def _plain(held: KeptScore | KeptProposal) -> tuple[object, ...]:
    return tuple(value.value if isinstance(value, Enum) else value for value in astuple(held))
