"""The course of a period's evaluation: its steps in their order, what was decided on appeals, and what its papers tell.

The identity of a fact is the same in every score it touches, so one decision reaches the department, its people and
the office alike.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from officebatch.model.measure import Subject
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from officebatch.model.handbook import Revision
    from officebatch.model.origin import Origin
    from officebatch.model.proposal import Edition, KeptProposal, Proposals
    from officebatch.model.score import Scores, Total

DEDUCTION = "扣分"


class Stage(StrEnum):
    """The steps, in the order they are taken. The value is the name of the step's line in the record."""

    RULES = "细则"
    FREEZE = "冻结"
    FEEDBACK = "反馈"
    APPEALS = "复核"
    REPORT = "报告"
    PUBLISH = "公示"
    CLOSE = "归档"


STAGE_TITLES: Mapping[Stage, str] = {
    Stage.RULES: marked("scoring rules published"),
    Stage.FREEZE: marked("registers and rule book frozen"),
    Stage.FEEDBACK: marked("feedback sheets given out"),
    Stage.APPEALS: marked("appeals decided"),
    Stage.REPORT: marked("report laid before the leading group"),
    Stage.PUBLISH: marked("result on public display"),
    Stage.CLOSE: marked("result announced and filed"),
}


class Word(StrEnum):
    """What the reviewers decided. The value is what stands in the form."""

    UPHELD = "变更"
    KEPT = "维持"


class Reach(StrEnum):
    """How far an error that was found reaches: the line alone, or a rule or program error that may stand elsewhere."""

    LINE = "仅此一项"
    KIND = "同类都查"


@dataclass(frozen=True, slots=True)
class Lost:
    """One line a subject lost points by, as it stands on its feedback sheet. said: what was counted, basis: what it
    rests on, points: what it costs, kind: what makes two errors the same sort, origin: the row."""

    identity: tuple[str, ...]
    subject: str
    department: str
    code: str
    indicator: str
    record: str
    title: str
    said: str
    points: float
    kind: tuple[str, ...]
    origin: Origin


def lost_lines(scores: Scores) -> tuple[Lost, ...]:
    """What departments and the office lost points by, in the order of their feedback sheets."""
    found = []
    for total in scores.totals:
        if total.subject_kind is Subject.PERSON:
            continue
        whose = (total.subject, total.department)
        for one in total.indicators:
            for fact in one.facts if one.rate is not None else ():
                kind = (*fact.identity[:2], fact.step, one.code)
                said = fact.said.text() if fact.said else ""
                found.append(Lost(fact.identity, *whose, one.code, one.name, fact.record, fact.title, said, fact.points,
                                  kind, fact.origin))
        for merit in total.merits:
            if merit.points and merit.nature == DEDUCTION:
                identity = merit.identity
                found.append(Lost(identity, *whose, merit.code, merit.name, merit.number, merit.matter, "",
                                  merit.points, identity, merit.origin))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Review:
    """One decision on one line. before: what the line cost. alike: it was decided as the same kind of error as one
    that a department appealed against, not on an appeal. at: where it was written. restored: the points given back
    where the line stands but costs less; None: all of it, or nothing where it was kept."""

    identity: tuple[str, ...]
    department: str
    indicator: str
    record: str
    title: str
    word: Word
    before: float
    reason: str
    basis: str
    reviewers: tuple[str, ...]
    day: date
    alike: bool
    at: str
    restored: float | None = None

    @property
    def upheld(self) -> bool:
        """Whether the line does not stand any more, or costs less."""
        return self.word is Word.UPHELD

    @property
    def share(self) -> float:
        """The share of the line's points that is given back, 0 to 1."""
        if not self.upheld:
            return 0.0
        return 1.0 if self.restored is None else self.restored / self.before

    @property
    def after(self) -> float:
        """What the line costs now."""
        return self.before * (1.0 - self.share)


@dataclass(frozen=True, slots=True)
class Amended:
    """What appeals changed. waived: identities of facts and of lines of sheet 加减分 that do not stand any more;
    lessened: of those that stand but cost less, identity → the share of their points that is given back. The share
    holds in every score the fact touches."""

    waived: frozenset[tuple[str, ...]] = frozenset()
    lessened: Mapping[tuple[str, ...], float] = field(default_factory=dict)

    @classmethod
    def by(cls, reviews: Sequence[Review]) -> Amended:
        """By the decisions on record."""
        upheld = [review for review in reviews if review.upheld]
        return cls(
            frozenset(review.identity for review in upheld if review.restored is None),
            {review.identity: review.share for review in upheld if review.restored is not None},
        )


@dataclass(frozen=True)
class Evaluation:
    """What the papers of an evaluation speak of.

    scores: as they stand after the reviews; first: as they were given out. edition: 1 before any change. days: the
    days by step and by what they end (申诉 the last day to appeal, 答复 the last to answer, 公示止). earlier: the last
    edition of the period of the same length before, None where none is kept. approved: the number of the decision the
    leading group took, "" before. number: of the document, from the register of documents sent. settled: 公示 is over.
    proposals: awards, help, accountability; commended: the awards as proposed, or as they were decided once it is
    approved; revisions: of regulations and limits.
    """

    scores: Scores
    first: Scores
    edition: int = 1
    reviews: Sequence[Review] = ()
    days: Mapping[str, date] = field(default_factory=dict)
    earlier: Edition | None = None
    approved: str = ""
    number: str = ""
    settled: bool = False
    proposals: Proposals | None = None
    commended: Sequence[KeptProposal] = ()
    revisions: Sequence[Revision] = ()

    @property
    def upheld(self) -> tuple[Review, ...]:
        """The decisions that changed something."""
        return tuple(review for review in self.reviews if review.upheld)

    def was(self, total: Total) -> Total | None:
        """What a subject came to before any appeal."""
        known = (total.subject_kind, total.subject, total.department)
        return next((t for t in self.first.totals if (t.subject_kind, t.subject, t.department) == known), None)
