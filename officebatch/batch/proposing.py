"""Proposals of a period, on demand: awards, help and accountability with their conditions and facts."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from officebatch import batch, ledger
from officebatch.batch.scoring import EVALUATIONS
from officebatch.package import write_whole
from officebatch.wording import say, spoken

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from officebatch.model.docket import Docket
    from officebatch.model.proposal import Proposals
    from officebatch.model.score import Period, Scores
    from officebatch.rulebook.rules import RuleBook
    from officebatch.workspace import Workspace

BOOK = "先进帮扶问责建议.xlsx"


def propose(of: Workspace, book: RuleBook, of_period: Period, day: date, tell: Callable[[str], None]) -> Proposals:
    """The proposals of a period as of a day, of its last day where it is over. Writes nothing."""
    from officebatch import evaluation

    as_of = min(day, of_period.last)
    docket = batch.examine(of, book, as_of, tell)
    tell(say("Scoring"))
    scores = evaluation.score(docket.office, book, of_period, docket.deadlines, docket.findings, as_of=as_of)
    return of_scores(of, book, docket, scores)


def of_scores(of: Workspace, book: RuleBook, docket: Docket, scores: Scores) -> Proposals:
    """The proposals that follow from scores, with the docket they were made from."""
    from officebatch import evaluation

    found = evaluation.work(
        docket.office, book, scores.period, docket.deadlines, docket.findings, as_of=scores.as_of
    )
    people = evaluation.portraits(found, docket.office, book.settings.inner_levels).people
    return evaluation.propose(docket, book, scores, people, ledger.editions(of.ledger, scores.period.first))


def put_down(of: Workspace, book: RuleBook, proposals: Proposals) -> Path:
    """Write the workbook of the proposals; where it stands."""
    from officebatch import outputs

    path = of.root / EVALUATIONS / proposals.period.name / BOOK
    path.parent.mkdir(parents=True, exist_ok=True)
    registers = os.path.relpath(of.registers, path.parent).replace(os.sep, "/")
    with spoken(book.settings.language):
        write_whole(path, outputs.proposal_book(proposals, registers))
    return path
