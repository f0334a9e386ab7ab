"""Scores as they are kept: what a later period is compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.proposal import Edition, KeptProposal, KeptScore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officebatch.model.proposal import Proposals
    from officebatch.model.score import Period, Scores, Total

QUANTITATIVE = "定量"
HUNDRED = 100.0


def edition(scores: Scores, number: int, proposals: Proposals | None = None) -> Edition:
    """An evaluation as the ledger keeps it. number: 1 for the first, one more for each told after it."""
    told = proposals.proposed if proposals is not None else ()
    return Edition(
        scores.period.name, number, scores.period.first, scores.period.last, scores.as_of,
        tuple(map(_kept, scores.totals)),
        tuple(KeptProposal(p.kind, p.title, p.subject_kind, p.subject, p.department) for p in told),
    )  # fmt: skip


def quantitative(total: Total) -> tuple[float | None, int]:
    """The 定量 part put on 100 (None where nothing of it was scored), and how many cases it counted."""
    of = [one for one in total.indicators if one.nature == QUANTITATIVE and one.rate is not None]
    weight = sum(one.weight for one in of)
    return (HUNDRED * sum(one.points for one in of) / weight if weight else None), sum(one.cases for one in of)


def before(period: Period, editions: Sequence[Edition], back: int = 1) -> Edition | None:
    """The edition of the period of the same length that lies so many before, None where none was kept."""
    months = _months(period.first.year, period.first.month, period.last.year, period.last.month)
    first = period.first.year * 12 + period.first.month - 1 - back * months
    return next(
        (e for e in editions
         if (e.first.year * 12 + e.first.month - 1, e.first.day) == (first, 1)
         and _months(e.first.year, e.first.month, e.last.year, e.last.month) == months),
        None,
    )  # fmt: skip


def _months(year: int, month: int, to_year: int, to_month: int) -> int:
    return (to_year - year) * 12 + to_month - month + 1


def _kept(total: Total) -> KeptScore:
    share, n = quantitative(total)
    return KeptScore(total.subject_kind, total.subject, total.department, total.class_, total.score, share, n,
                     total.grade)
