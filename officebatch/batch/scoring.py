"""The evaluation of a period, on demand: examined like a week, scored, and put down as the score book."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from officebatch import ledger
from officebatch.batch import examine
from officebatch.batch.uncollected import uncollected
from officebatch.model.notice import Correspondence
from officebatch.package import write_whole
from officebatch.wording import say, spoken

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from officebatch.model.docket import Past
    from officebatch.model.score import Period, Scores
    from officebatch.rulebook.rules import RuleBook
    from officebatch.workspace import Workspace

EVALUATIONS, BOOK = "evaluations", "考核底稿.xlsx"


def period(text: str | None, day: date) -> Period | None:
    """The period a text names, the quarter of the day where none is given; None where it names none."""
    from officebatch import evaluation

    return evaluation.period_of(text) if text else evaluation.quarter_of(day)


def score(of: Workspace, book: RuleBook, of_period: Period, day: date, tell: Callable[[str], None]) -> Scores:
    """The scores of a period as of a day, of its last day where it is over. Writes nothing."""
    from officebatch import evaluation

    as_of = min(day, of_period.last)
    docket = examine(of, book, as_of, tell)
    tell(say("Scoring"))
    sent = post(of, docket.past, as_of)
    with uncollected():
        return evaluation.score(
            docket.office, book, of_period, docket.deadlines, docket.findings, as_of=as_of, post=sent
        )


def post(of: Workspace, past: Past, as_of: date) -> Correspondence:
    """What went out and came back up to a day, as ledger and notice book have it."""
    numbers = tuple(n for n in ledger.numbers(of.ledger) if n.as_of <= as_of)
    signed = sorted(run.as_of for run in ledger.runs(of.ledger) if run.issued is not None and run.as_of <= as_of)
    return Correspondence(past.notices, numbers, tuple(signed))


def put_down(of: Workspace, book: RuleBook, scores: Scores) -> Path:
    """Write the score book of the period; where it stands."""
    from officebatch import outputs

    path = of.root / EVALUATIONS / scores.period.name / BOOK
    path.parent.mkdir(parents=True, exist_ok=True)
    registers = os.path.relpath(of.registers, path.parent).replace(os.sep, "/")
    with spoken(book.settings.language):
        write_whole(path, outputs.score_book(scores, book.settings, registers))
    return path
