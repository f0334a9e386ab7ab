"""What a period's evaluation came to: every score with the rows behind it, proposals only, decided by people.

One line is one subject and one indicator of sheet 指标. Points are never rounded here; who shows them shows two
decimals. A text that is told is a message id with its values.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from officebatch.model.measure import Subject
    from officebatch.model.origin import Origin


MERIT = "merit"  # first word of the identity of a line of sheet 加减分


class Standing(StrEnum):
    """Whether an indicator counts, and why not."""

    COUNTED = "counted"
    FEW = "too few"
    NONE = "no case"
    MISSING = "no data"
    LATER = "not in this period"


STANDING_TITLES: Mapping[Standing, str] = {
    Standing.COUNTED: marked("scored"),
    Standing.FEW: marked("too few, not scored"),
    Standing.NONE: marked("no case, not scored"),
    Standing.MISSING: marked("no data, not scored"),
    Standing.LATER: marked("not part of this period's score"),
}


class How(StrEnum):
    """How a rate comes of its numbers: a share of cases, the mark less so much a fault, a mean of ballots, an amount
    against what gives full marks."""

    SHARE = "share"
    FAULTS = "faults"
    BALLOTS = "ballots"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class Said:
    """A message id and what fills it."""

    message: str
    values: tuple[tuple[str, str], ...] = ()

    def text(self) -> str:
        """In the reader's language."""
        return say(self.message, **dict(self.values))


@dataclass(frozen=True, slots=True)
class Period:
    """The days that are measured, both counted. name: 2026Q4, 2026H2, 2026-11 or 2026, \"\" for any other."""

    first: date
    last: date
    name: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One row that lost points: a step past its limit, or a finding.

    identity: what makes it one fact, the same for every indicator; case: the case it belongs to where a case has
    several facts, else empty. due, done: days, None where it has none; done None:
    open still. days_over: working days. share: of the case, 1 where it is lost whole; of faults, how many one is.
    points: what it cost. number: of the notice that proves it, where one does.
    """

    identity: tuple[str, ...]
    origin: Origin
    record: str
    title: str
    step: str
    person: str
    due: date | None = None
    done: date | None = None
    days_over: int = 0
    share: float = 1.0
    basis: str = ""
    said: Said | None = None
    points: float = 0.0
    case: tuple[str, ...] = ()
    number: str = ""

    def priced(self, points: float) -> Fact:
        """The same fact with what it cost; said in full, for there are many."""
        return Fact(
            self.identity, self.origin, self.record, self.title, self.step, self.person, self.due, self.done,
            self.days_over, self.share, self.basis, self.said, points, self.case, self.number,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """One indicator of one subject.

    full_mark: as sheet 指标 has it. weight: what it counts for here, with what others that are not scored left over.
    good of cases: cases that lost nothing (shares count), of all; for ballots the trimmed mean of 100, of the valid
    ballots; for faults the points left of the full mark, of the papers looked at. rate: 0 to 1, None unless counted.
    each: for faults, what one takes off the full mark; for an amount, what gives full marks (good is the amount).
    waived: facts that another indicator had taken already. doubtful: few cases (three or four), no ground for naming.
    free: so many faults cost nothing. restored: points that appeals gave back of facts that stand.
    """

    code: str
    name: str
    category: str
    group: str
    nature: str
    full_mark: float
    standing: Standing
    how: How
    cases: int
    good: float
    rate: float | None
    weight: float
    facts: tuple[Fact, ...] = ()
    waived: int = 0
    each: float = 0.0
    doubtful: bool = False
    because: Said | None = None
    basis: str = ""
    free: float = 0.0
    restored: float = 0.0

    @property
    def points(self) -> float:
        """What it gives, 0 where it does not count."""
        return self.weight * self.rate + self.restored if self.rate is not None else 0.0


@dataclass(frozen=True, slots=True)
class MeritScore:
    """One line of sheet 加减分: each × times, less where a cap holds it. because: why it counts less, or not."""

    code: str
    name: str
    nature: str
    subject: str
    times: float
    each: float
    points: float
    number: str
    day: date
    matter: str
    origin: Origin
    because: Said | None = None

    @property
    def identity(self) -> tuple[str, ...]:
        """What makes it one fact."""
        return merit_identity(self.subject, self.code, self.number, self.day)


def merit_identity(subject: str, code: str, number: str, day: date) -> tuple[str, ...]:
    """What makes a line of sheet 加减分 one fact."""
    return MERIT, subject, code, number, day.isoformat()


@dataclass(frozen=True, slots=True)
class Total:
    """One subject. categories: category → points. base: their sum. score: base + bonus − deduction, never below 0,
    None where nothing can be scored. class_: what it is compared within (a department's class, a person's rank).
    place, place_in_class: 1 is the best, ties share it; None without a score. grade: proposed, "" where none is;
    note: what a person must decide. ranked: False for who gets a work sheet only, neither place nor grade.
    """

    subject_kind: Subject
    subject: str
    department: str
    class_: str
    indicators: tuple[IndicatorScore, ...]
    merits: tuple[MeritScore, ...] = ()
    bonus: float = 0.0
    deduction: float = 0.0
    score: float | None = None
    vetoed: bool = False
    place: int | None = None
    place_in_class: int | None = None
    grade: str = ""
    note: Said | None = None
    ranked: bool = True

    @property
    def categories(self) -> dict[str, float]:
        """Category → points, in the order of the sheet."""
        found: dict[str, float] = {}
        for one in self.indicators:
            found[one.category] = found.get(one.category, 0.0) + one.points
        return found

    @property
    def cases(self) -> int:
        """How many cases its counted indicators rest on; amounts and ballots are none."""
        return sum(one.cases for one in self.indicators if one.how in (How.SHARE, How.FAULTS))

    @property
    def scored(self) -> float:
        """The share of the full mark that was scored, 0 to 1, of what belongs to the period."""
        full = sum(one.full_mark for one in self.indicators if one.standing is not Standing.LATER)
        return 1.0 - self.spread / full if full else 0.0

    @property
    def spread(self) -> float:
        """How much of the full mark was not scored and went to others."""
        settled = (Standing.COUNTED, Standing.LATER)
        return sum(one.full_mark for one in self.indicators if one.standing not in settled)


@dataclass(frozen=True, slots=True)
class BallotClass:
    """Ballots of one rater class on one subject: valid ones, the trimmed mean of 100 (None: too few, mean shown)."""

    rater_class: str
    subject: str
    valid: int
    mean: float
    counted: bool


@dataclass(frozen=True, slots=True)
class VoidBallot:
    """A ballot that counts nowhere, and why."""

    rater_class: str
    ballot: str
    origin: Origin
    because: Said


@dataclass(frozen=True)
class Scores:
    """The whole: departments in 建制序, the office, people in the order of sheet 人员."""

    period: Period
    as_of: date
    totals: tuple[Total, ...]
    ballots: tuple[BallotClass, ...] = ()
    void: tuple[VoidBallot, ...] = ()
    notes: tuple[Said, ...] = ()
    methods: Mapping[str, str] = field(default_factory=dict)

    def of(self, kind: Subject) -> tuple[Total, ...]:
        """The totals of one kind of subject."""
        return tuple(total for total in self.totals if total.subject_kind is kind)
