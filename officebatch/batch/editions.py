"""Decisions on appeals as the record of an evaluation keeps them."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

from officebatch.model.evaluation import Review, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

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
