"""Deadlines: what is due, when, from whom. One long frame; single ones leave it as `Deadline` values.

`frame` columns (one line a timed step of a record, or a task):
    register    Categorical     register name
    row         int32           row position of the record in its register
    step        Categorical     step name; a task's is 办结
    pass        int16
    start       datetime64[s]   the day (hour) the clock began
    due         datetime64[s]   the valid due date (an hour limit keeps its time)
    first_due   datetime64[s]   before any extension; evaluation counts from it unless the extension is valid
    done        datetime64[s]   NaT while open
    open        bool
    state       Categorical     values of model.vocabulary.State
    days_late   int32           working days past the due date until done or as-of, 0 where not late
    days_left   int32           working days from as-of to the due date, 0 where none (open ones only)
    person      Categorical     who passed the step or has it in hand, missing where nobody
    department  Categorical     the record's department
    holder_kind Categorical     values of model.vocabulary.HolderKind
    holder      Categorical     the department, the office, the leader's name or the outside body
    urgency     Categorical
    provisional bool            reckoned to a day past the last published holiday notice (a date as such never is)
    live        bool            the matter began on or after the office's start day: may be urged, named, scored
    waited      int32           working days the clock stood (outside, pause), not in days_late
    line        int32           row position of its proof: in an event list (流水) the line of the step, of an open one
                                the last line of its case; elsewhere the record's own
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from officebatch.model.vocabulary import HolderKind, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

TASK_STEP = "办结"
COLUMNS = (
    "register",
    "row",
    "step",
    "pass",
    "start",
    "due",
    "first_due",
    "done",
    "open",
    "state",
    "days_late",
    "days_left",
    "person",
    "department",
    "holder_kind",
    "holder",
    "urgency",
    "provisional",
    "live",
    "waited",
    "line",
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """One line of the frame as a value; absent text is "", an absent day None."""

    register: str
    row: int
    step: str
    pass_: int
    start: datetime | None
    due: datetime
    first_due: datetime
    done: datetime | None
    open: bool
    state: State
    days_late: int
    days_left: int
    person: str
    department: str
    holder_kind: HolderKind
    holder: str
    urgency: str
    provisional: bool
    live: bool
    waited: int
    line: int

    @property
    def due_day(self) -> date:
        """The day of the due date."""
        return self.due.date()

    @property
    def extended(self) -> bool:
        """Whether a valid extension moved the due date."""
        return self.due != self.first_due


@dataclass(frozen=True, slots=True)
class Tally:
    """How many are overdue by who holds them, what is from before the start day, and what is due soon.

    leaders: all that waits for a leader, which is never called overdue; leaders_late: how much of it is past its due
    day. total: what departments and the office hold. due_soon: without leaders. before_start: overdue, shown only; in
    the other figures nothing of that is, but for provisional: open ones whose due day is that.
    """

    departments: int
    office: int
    leaders: int
    leaders_late: int
    before_start: int
    due_soon: int
    provisional: int

    @property
    def total(self) -> int:
        """Overdue in the hands of departments and the office itself."""
        return self.departments + self.office


@dataclass(frozen=True, eq=False)
class Deadlines:
    """All deadlines of the office on one day."""

    frame: pd.DataFrame

    def __len__(self) -> int:
        return len(self.frame)

    def pick(self, mask: pd.Series[bool]) -> Iterator[Deadline]:
        """The lines where `mask` holds, as values, in the frame's order."""
        for line in self.frame.loc[mask, list(COLUMNS)].itertuples(index=False, name=None):
            yield _value(*line)

    def overdue(self) -> Iterator[Deadline]:
        """What is open and past its due date."""
        return self.pick(self.frame["state"] == State.OVERDUE.value)

    def due_soon(self) -> Iterator[Deadline]:
        """What is open and due within the office's days ahead."""
        return self.pick(self.frame["state"] == State.DUE_SOON.value)

    def tally(self) -> Tally:
        """The figures of the day, the same for the terminal, the ledger and the manifest."""
        overdue, open_ = self.frame["state"] == State.OVERDUE.value, self.frame["open"].astype(bool)
        leaders, live = self.frame["holder_kind"] == HolderKind.LEADER.value, self.frame["live"].astype(bool)
        office = self.frame["holder_kind"] == HolderKind.OFFICE.value
        soon = self.frame["state"] == State.DUE_SOON.value
        return Tally(
            departments=int((overdue & live & ~leaders & ~office).sum()),
            office=int((overdue & live & office).sum()),
            leaders=int((open_ & live & leaders).sum()),
            leaders_late=int((overdue & live & leaders).sum()),
            before_start=int((overdue & ~live).sum()),
            due_soon=int((soon & live & ~leaders).sum()),
            provisional=int((open_ & self.frame["provisional"].astype(bool)).sum()),
        )


def _value(*line: object) -> Deadline:
    named = dict(zip(COLUMNS, line, strict=True))
    due, first_due = _day(named["due"]), _day(named["first_due"])
    if due is None or first_due is None:
        raise ValueError(f"a deadline without a due date: {named}")
    return Deadline(
        register=_word(named["register"]),
        row=_number(named["row"]),
        step=_word(named["step"]),
        pass_=_number(named["pass"]),
        start=_day(named["start"]),
        due=due,
        first_due=first_due,
        done=_day(named["done"]),
        open=bool(named["open"]),
        state=State(_word(named["state"])),
        days_late=_number(named["days_late"]),
        days_left=_number(named["days_left"]),
        person=_word(named["person"]),
        department=_word(named["department"]),
        holder_kind=HolderKind(_word(named["holder_kind"])),
        holder=_word(named["holder"]),
        urgency=_word(named["urgency"]),
        provisional=bool(named["provisional"]),
        live=bool(named["live"]),
        waited=_number(named["waited"]),
        line=_number(named["line"]),
    )


def _day(value: object) -> datetime | None:
    import pandas as pd

    if not isinstance(value, pd.Timestamp):
        return None
    moment = value.to_pydatetime()
    return moment if isinstance(moment, datetime) else None


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object) -> int:
    return int(value)  # type: ignore[call-overload, no-any-return]  # an integer column of the frame
