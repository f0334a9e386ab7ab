"""What each person did in a period, as it follows from the registers: one line a piece of work, and its figures.

`frame` columns, sorted by person, part, register, day and line:
    who        int32            position in the rule book's people; leaders and strangers are not in it
    part       Categorical      values of `WorkPart`
    register   Categorical      register name
    process    Categorical      process of a step, else missing
    item       Categorical      step; 牵头, 配合 of a task; 汇报, 列席 of a meeting; category, else status, of an entry
    row        int32            row position of the record in its register
    line       int32            row position where it stands (流水: the line of the step)
    day        datetime64[s]    the day it was passed, done or held; NaT while open or unknown
    due        datetime64[s]    NaT without a limit
    passed     bool             done within the period
    timed      bool             fell due within the period and is decided: met, met late or overdue, as scores count it
    on_time    bool             of the timed
    overdue    bool             open and past its due day
    days_over  int32            working days past the due day, 0 where not late
    again      bool             not the first pass through its step
    stands_for int32            position of the person who was away and whose stand-in this one is, -1 where own work
    inner      bool             the record bears an inner secrecy level: counted, never listed
    hours      float64          hours entered by hand, NaN where none
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import pandas as pd

    from officebatch.model.finding import Finding
    from officebatch.model.origin import Origin
    from officebatch.model.score import Period


class WorkPart(StrEnum):
    """The parts of a person's work."""

    STEP = "step"
    TASK = "task"
    MEETING = "meeting"
    ENTRY = "entry"


PART_TITLES: Mapping[WorkPart, str] = {
    WorkPart.STEP: marked("Steps passed"),
    WorkPart.TASK: marked("Supervised tasks"),
    WorkPart.MEETING: marked("Meetings"),
    WorkPart.ENTRY: marked("Activities and entries by hand"),
}
COLUMNS = (
    "who", "part", "register", "process", "item", "row", "line", "day", "due", "passed", "timed", "on_time", "overdue",
    "days_over", "again", "stands_for", "inner", "hours",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Doer:
    """A person as the rule book has him. place: position in its people."""

    place: int
    name: str
    department: str
    post: str
    rank: str


@dataclass(frozen=True, slots=True)
class Figures:
    """One kind of work of one person. item: "" for all of a part. open: in hand, `overdue` of them late. median: what
    people of the same post did of it in the middle, None where fewer than three hold it."""

    part: WorkPart
    register: str
    process: str
    item: str
    done: int
    open: int
    overdue: int
    timed: int
    on_time: int
    again: int
    hours: float
    median: float | None = None


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One line of the frame as a value, of a record that may be listed."""

    part: WorkPart
    register: str
    process: str
    item: str
    record: str
    title: str
    day: date | None
    due: date | None
    timed: bool
    on_time: bool
    overdue: bool
    days_over: int
    again: bool
    stands_for: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class PersonWork:
    """All of one person. own: by part, register and item; stand_in: what was done for people away, counted apart.

    items: what may be listed; unlisted: how many more bear an inner secrecy level. faults: what findings of records
    that may be listed name him for. beside: how many hold the same post, he himself too.
    """

    doer: Doer
    own: tuple[Figures, ...]
    stand_in: tuple[Figures, ...]
    items: tuple[WorkItem, ...]
    unlisted: int
    faults: tuple[Finding, ...]
    beside: int


@dataclass(frozen=True, eq=False)
class Work:
    """Everybody's work in a period. doers: by position. faults: position → findings that name the person. unclear:
    how many lines name somebody who shares his name with others and could not be told apart."""

    period: Period
    as_of: date
    doers: Mapping[int, Doer]
    frame: pd.DataFrame
    faults: Mapping[int, tuple[Finding, ...]] = field(default_factory=dict)
    unclear: int = 0


@dataclass(frozen=True, slots=True)
class Portraits:
    """The work of some people in a period."""

    period: Period
    as_of: date
    people: tuple[PersonWork, ...]
    unclear: int = 0
