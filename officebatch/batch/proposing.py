"""Proposals of a period, on demand: awards, help and accountability with their conditions and facts."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from officebatch import batch, ledger
from officebatch.batch import scoring
from officebatch.batch.course import Course
from officebatch.batch.frozen import FROZEN, ground_of, standing
from officebatch.batch.scoring import EVALUATIONS
from officebatch.model.evaluation import Amended, Stage
from officebatch.package import write_whole
from officebatch.wording import say, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from officebatch.batch.frozen import Ground
    from officebatch.model.docket import Docket
    from officebatch.model.evaluation import Review
    from officebatch.model.notice import Correspondence
    from officebatch.model.proposal import Proposals
    from officebatch.model.score import Period, Scores
    from officebatch.rulebook.rules import RuleBook
    from officebatch.workspace import Workspace

BOOK = "先进帮扶问责建议.xlsx"
UNCHANGED = Amended()


def propose(of: Workspace, book: RuleBook, of_period: Period, day: date, tell: Callable[[str], None]) -> Proposals:
    """The proposals of a period as of a day, of its last day where it is over. Where its registers are frozen, of
    these, by the rules of the period and as appeals amended them. Writes nothing."""
    from officebatch import evaluation

    held = _course(of, of_period)
    if held.last(Stage.FREEZE) is not None:
        held.verify()
        ground = ground_of(of, held, of_period, tell)
        return of_ground(of, ground, *standing(held, ground))
    as_of = min(day, of_period.last)
    docket = batch.examine(of, book, as_of, tell)
    tell(say("Scoring"))
    sent = scoring.post(of, docket.past, as_of)
    scores = evaluation.score(
        docket.office, book, of_period, docket.deadlines, docket.findings, as_of=as_of, post=sent
    )
    return of_scores(of, book, docket, scores, sent)


def of_ground(of: Workspace, ground: Ground, scores: Scores, reviews: Sequence[Review]) -> Proposals:
    """The proposals that follow from the scores of a frozen office as the reviews amended them."""
    return of_scores(of, ground.book, ground.docket, scores, ground.post, Amended.by(reviews))


def of_scores(  # noqa: PLR0917  what scores were made from
    of: Workspace, book: RuleBook, docket: Docket, scores: Scores, post: Correspondence, amended: Amended = UNCHANGED
) -> Proposals:
    """The proposals that follow from scores, with what they were made from. docket: as it was before any appeal."""
    from officebatch import evaluation

    docket = evaluation.as_amended(docket, amended)
    found = evaluation.work(
        docket.office, book, scores.period, docket.deadlines, docket.findings, as_of=scores.as_of
    )
    people = evaluation.portraits(found, docket.office, book.settings.inner_levels).people
    kept = ledger.editions(of.ledger, scores.period.first)
    return evaluation.propose(docket, book, scores, people, kept, post=post, amended=amended)


def put_down(of: Workspace, book: RuleBook, proposals: Proposals) -> Path:
    """Write the workbook of the proposals; where it stands."""
    from officebatch import outputs

    path = of.root / EVALUATIONS / proposals.period.name / BOOK
    path.parent.mkdir(parents=True, exist_ok=True)
    frozen = _course(of, proposals.period).last(Stage.FREEZE) is not None
    registers = f"{FROZEN}/台账" if frozen else os.path.relpath(of.registers, path.parent).replace(os.sep, "/")
    with spoken(book.settings.language):
        write_whole(path, outputs.proposal_book(proposals, registers))
    return path


def _course(of: Workspace, period: Period) -> Course:
    return Course.read(of.root / EVALUATIONS / period.name, period.name)
