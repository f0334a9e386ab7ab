"""Ballots that came back, against those that were issued: forged, doubled and void ones told apart as scoring does."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from officebatch.evaluation.ballots import DOUBLED, Mark, void_because
from officebatch.model.ballot import BallotLine, CountedBallots
from officebatch.model.score import Said
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from officebatch.model.ballot import Ballot, FilledBallot
    from officebatch.model.origin import Origin
    from officebatch.rulebook.rules import RuleBook

FORGED = marked("its number was never issued for this period")
OTHER_SUBJECT = marked("it rates {subject}, which did not stand on it")


def counted(issued: Sequence[Ballot], returned: Sequence[FilledBallot], rules: RuleBook) -> CountedBallots:
    """The lines for the register, and every void ballot with its reason; one number on two sheets voids both."""
    known = {ballot.number: ballot for ballot in issued}
    filled = [b for b in returned if any(mark is not None for line in b.lines for _, mark in line.marks)]
    times = Counter(ballot.number for ballot in filled)
    lines: list[BallotLine] = []
    void: list[tuple[str, str, Origin, Said]] = []
    for ballot in filled:
        paper = known.get(ballot.number)
        if paper is None:
            void.append((ballot.number, "", ballot.origin, Said(FORGED)))
            continue
        strange = next((line.subject for line in ballot.lines if line.subject not in paper.subjects), None)
        if strange is not None:
            void.append((ballot.number, paper.rater_class, ballot.origin, Said(OTHER_SUBJECT, (("subject", strange),))))
            continue
        lines += _lines(paper, ballot)
        because = Said(DOUBLED) if times[ballot.number] > 1 else void_because(list(_marks(paper, ballot)), rules)
        if because is not None:
            void.append((ballot.number, paper.rater_class, ballot.origin, because))
    return CountedBallots(tuple(lines), tuple(void), len(filled), len(returned) - len(filled))


def _lines(paper: Ballot, ballot: FilledBallot) -> Iterator[BallotLine]:
    for line in ballot.lines:
        for n, (item, mark) in enumerate(line.marks):
            yield BallotLine(paper.number, paper.rater_class, paper.own, line.subject, item, mark,
                             "" if n else line.remark)


def _marks(paper: Ballot, ballot: FilledBallot) -> Iterator[Mark]:
    for line in ballot.lines:
        for item, mark in line.marks:
            score = float(mark) if isinstance(mark, int | float) else None
            yield Mark("", 0, paper.rater_class, paper.number, paper.own, line.subject, item, score)
