"""What ledger and record keep of an evaluation, and which earlier one a period is held against."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

from officebatch.model.evaluation import Review, Word
from officebatch.model.proposal import Edition, KeptScore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officebatch.model.score import Period, Scores, Total

QUANTITATIVE = "定量"
BEST = 100.0


def kept(period: Period, number: int, scores: Scores) -> Edition:
    """An edition as the ledger keeps it."""
    return Edition(period.name, number, period.first, period.last, scores.as_of, tuple(map(_kept, scores.totals)))


def _kept(total: Total) -> KeptScore:
    own = [one for one in total.indicators if one.nature == QUANTITATIVE and one.rate is not None]
    weight = sum(one.weight for one in own)
    quantitative = BEST * sum(one.points for one in own) / weight if weight else None
    cases = sum(one.cases for one in own)
    return KeptScore(total.subject_kind, total.subject, total.department, total.class_, total.score, quantitative,
                     cases, total.grade)  # fmt: skip


def before(known: Sequence[Edition], period: Period) -> Edition | None:
    """The last edition of the latest period of the same length, None where none is kept."""
    return next((one for one in reversed(known) if _length(one.period) == _length(period.name)), None)


def _length(name: str) -> str:
    """Quarter, half, month or year, by the form of a period's name."""
    return re.sub(r"\d+", "", name)


def reviews_text(decided: Sequence[Review]) -> str:
    """Decisions as a record keeps them."""
    return json.dumps([asdict(one) | {"day": one.day.isoformat()} for one in decided], ensure_ascii=False)


def reviews(text: str) -> tuple[Review, ...]:
    """Decisions as a record kept them."""
    return tuple(
        Review(**line | {
            "identity": tuple(line["identity"]), "reviewers": tuple(line["reviewers"]), "word": Word(line["word"]),
            "day": date.fromisoformat(line["day"]),
        })
        for line in json.loads(text or "[]")
    )  # fmt: skip
