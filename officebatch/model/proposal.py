"""Proposals drawn from a period's figures: awards, help, accountability. People decide; a proposal only gives reasons.

What an earlier period came to (`Edition`) is kept, so that a later one can say two periods in a row, or three.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from officebatch.model.measure import Subject
from officebatch.wording import marked

if TYPE_CHECKING:
    from datetime import date

    from officebatch.model.origin import Origin
    from officebatch.model.score import Period, Said

TIED = marked("tied at the last of {places} places: for people to decide")


class ProposalKind(StrEnum):
    """What is proposed. The value is what stands in the rule book."""

    AWARD = "先进典型"
    HELP = "帮扶"
    ACCOUNTABILITY = "问责"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One condition. text: a message id of what is asked. value: what was found, limit: what was asked, both as people
    read them. met: None where the data do not tell and a person must look."""

    text: str
    value: str
    limit: str
    met: bool | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact: where it stands, the record and its title, what is said of it.

    notice, answer: the number of the notice that told it and what was answered, "" where there is none.
    """

    origin: Origin
    record: str
    title: str
    said: Said
    notice: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One subject looked at for one title. kind, title: as sheet 名目 has them.

    criteria: every condition with its data. evidence: the facts it rests on, all of them. places: how many may have
    it, None for any number. because: why it is not proposed, or what a person must still look at. advice: for 帮扶,
    what might be done. repeated: how many periods running the same subject was proposed for it before.
    """

    kind: ProposalKind
    title: str
    subject_kind: Subject
    subject: str
    department: str
    criteria: tuple[Criterion, ...]
    evidence: tuple[Evidence, ...] = ()
    places: int | None = None
    proposed: bool = True
    because: tuple[Said, ...] = ()
    advice: tuple[Said, ...] = ()
    basis: str = ""
    repeated: int = 0

    @property
    def tied(self) -> bool:
        """Whether it shares the last place with others, so that people must choose."""
        return any(said.message == TIED for said in self.because)

    @property
    def met(self) -> bool:
        """Whether no condition speaks against it; one that nobody can tell is left to people."""
        return all(one.met is not False for one in self.criteria)


@dataclass(frozen=True, slots=True)
class Proposals:
    """All subjects looked at for the titles of a period, in the order of sheet 名目. left_out: titles that could not
    be looked at, and why."""

    period: Period
    as_of: date
    looked_at: tuple[Proposal, ...]
    left_out: tuple[tuple[str, Said], ...] = ()

    @property
    def proposed(self) -> tuple[Proposal, ...]:
        """Those that are proposed."""
        return tuple(one for one in self.looked_at if one.proposed)


@dataclass(frozen=True, slots=True)
class KeptScore:
    """What one subject came to in an edition. score: of 100 with bonus and deduction, quantitative: the 定量 part put
    on 100, both not rounded, None where nothing was scored. n: the cases its quantitative indicators counted."""

    subject_kind: Subject
    subject: str
    department: str
    class_: str
    score: float | None
    quantitative: float | None
    n: int
    grade: str = ""


@dataclass(frozen=True, slots=True)
class KeptProposal:
    """What was proposed for whom in an edition."""

    kind: ProposalKind
    title: str
    subject_kind: Subject
    subject: str
    department: str


@dataclass(frozen=True, slots=True)
class Edition:
    """One evaluation as it was told: period by name with its days, how often it was told before (1 is the first).

    as_of: the day its registers were looked at.
    """

    period: str
    number: int
    first: date
    last: date
    as_of: date
    scores: tuple[KeptScore, ...] = ()
    proposals: tuple[KeptProposal, ...] = field(default_factory=tuple)

    def score(self, kind: Subject, subject: str, department: str) -> KeptScore | None:
        """What a subject came to, None where it is not in it."""
        known = (kind, subject, department)
        return next((s for s in self.scores if (s.subject_kind, s.subject, s.department) == known), None)
