"""Processes as they were really run within a period: times, lateness, returns, ways taken; and what another limit does.

Times are working days, the start day not counted (a step passed on the day it began took 0), without the days the
clock stood. The 90th percentile is the smallest time that at least nine of ten passes did not exceed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from officebatch.model.deadline import Deadline
    from officebatch.model.vocabulary import HolderKind, State


@dataclass(frozen=True, slots=True)
class Times:
    """n passes: median, 90th percentile, sum. `none`: how many took 0. Without passes the figures are 0."""

    n: int = 0
    median: float = 0
    ninth: float = 0
    total: float = 0
    none: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """late of decided: passes done late within the period and those overdue now, of all done and those overdue.

    waiting: open now, `overdue` of them past their due day; waited: the median working days they have waited.
    """

    late: int = 0
    decided: int = 0
    waiting: int = 0
    overdue: int = 0
    waited: float = 0


@dataclass(frozen=True, slots=True)
class StepFigures:
    """One step. passes: all known of the period, timed or not. days, hours: of those whose start is known; hours only
    where each has an hour at both ends. returned: how often a case came back to it. limits: urgency, limit as written,
    the ordinary first. stops: the office's clock stands meanwhile. must: no case may leave it out."""

    name: str
    kind: HolderKind
    posts: tuple[str, ...]
    limits: tuple[tuple[str, str], ...]
    key_node: bool
    stops: bool
    passes: int
    days: Times
    hours: Times
    standing: Standing
    returned: int = 0
    must: bool = True


@dataclass(frozen=True, slots=True)
class HolderFigures:
    """How many working days a holder had papers: `days.total`. All leaders are one holder, called ""."""

    kind: HolderKind
    name: str
    days: Times
    standing: Standing


@dataclass(frozen=True, slots=True)
class SliceFigures:
    """Finished cases of one urgency or department and their whole time; standing: of an urgency all passes no leader
    held, of a department those it held itself."""

    word: str
    whole: Times
    standing: Standing


@dataclass(frozen=True, slots=True)
class Way:
    """A way really taken: the steps in the order of their days, repetitions drawn together, and how many cases."""

    steps: tuple[str, ...]
    cases: int


@dataclass(frozen=True, slots=True)
class Return:
    """How often a case went back from one step to one before it."""

    source: str
    target: str
    times: int


class Ground(StrEnum):
    """Why two steps might be one."""

    SAME_PERSON = "same person"
    NO_TIME = "no time"


@dataclass(frozen=True, slots=True)
class Merger:
    """A proposal: `step` might be done with `into`, the step before it. same of pairs: passes by the same person;
    none of timed: passes that took no time; never: neither was ever returned, of so many passes."""

    step: str
    into: str
    grounds: tuple[Ground, ...]
    same: int
    pairs: int
    none: int
    timed: int
    passes: int


@dataclass(frozen=True, slots=True)
class Process:
    """One process over one register. begun, finished: cases within the period; waiting: cases open now. whole: from
    receipt (else the first step) to the last step of finished cases. bottleneck: the step of departments and office
    that took most days, "" without any. tells_returns: whether the register can show that a case came back."""

    name: str
    register: str
    begun: int
    finished: int
    waiting: int
    whole: Times
    steps: tuple[StepFigures, ...]
    holders: tuple[HolderFigures, ...]
    ways: tuple[Way, ...]
    returns: tuple[Return, ...]
    urgencies: tuple[SliceFigures, ...]
    departments: tuple[SliceFigures, ...]
    mergers: tuple[Merger, ...]
    bottleneck: str
    tells_returns: bool

    def step(self, name: str) -> StepFigures:
        """The step of this name. Raises StopIteration when there is none."""
        return next(step for step in self.steps if step.name == name)


@dataclass(frozen=True, slots=True)
class Study:
    """All processes within a period, both days counted."""

    first: date
    last: date
    processes: tuple[Process, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """on time of decided passes, as the limits stand and as they might be; name: a department or the office, or ""
    for the whole step."""

    process: str
    step: str
    name: str
    before: tuple[int, int]
    after: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Change:
    """A line whose state another limit changes; None where it has no deadline under the one or the other."""

    before: Deadline | None
    after: Deadline | None

    @property
    def line(self) -> Deadline:
        """Which line: either of the two."""
        line = self.after or self.before
        assert line is not None
        return line

    @property
    def states(self) -> tuple[State | None, State | None]:
        """State before and after."""
        return (self.before.state if self.before else None, self.after.state if self.after else None)


@dataclass(frozen=True, slots=True)
class Foresight:
    """What other limits would have made of the period. leaders: lines left out because leaders hold them."""

    first: date
    last: date
    kept: tuple[Kept, ...]
    changes: tuple[Change, ...]
    leaders: int
