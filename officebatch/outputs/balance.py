"""The balance of supervised tasks between two runs: carried over + new − done − dropped = in hand now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from officebatch.model.deadline import TASK_STEP
from officebatch.model.vocabulary import STATUS_DONE, STATUS_DROPPED, Kind, State

if TYPE_CHECKING:
    from datetime import date

    from officebatch.model.docket import Docket
    from officebatch.model.register import Register


@dataclass(frozen=True, slots=True)
class Balance:
    """Numbers of tasks. vanished: of those dropped, how many no longer stand in the register at all.

    first: there was no run before; what was carried over is reckoned from the tasks' days.
    """

    carried: int
    new: int
    done: int
    dropped: int
    open: int
    overdue: int
    extended: int
    vanished: int
    first: bool

    @property
    def holds(self) -> bool:
        """Whether it adds up; a report that does not must not go out."""
        return self.carried + self.new - self.done - self.dropped == self.open


def balance(docket: Docket, since: date) -> Balance:
    """The balance from `since` (the last run's day, or a week ago) to the as-of day."""
    last = docket.past.last
    tasks = [r for r in docket.office.registers.values() if r.kind is Kind.TASKS]
    known = {(r.name, str(key)): (r, row) for r in tasks for row, key in enumerate(r.keys)}
    open_now = set(docket.office.open_tasks())
    before = last.open_matters if last is not None else _open_on(known, since)
    within = {task for task, at in known.items() if task not in open_now and _after(at, "done", since)}
    closed = {task for task in before if task in known and task not in open_now} | within
    dropped = {task for task in closed if known[task][0].words(known[task][1], "status") == STATUS_DROPPED}
    vanished = before - known.keys()
    return Balance(
        carried=len(before),
        new=len((open_now | closed) - before),
        done=len(closed) - len(dropped),
        dropped=len(dropped) + len(vanished),
        open=len(open_now),
        overdue=_overdue(docket),
        extended=sum(1 for at in known.values() if _after(at, "extension_approved", since)),
        vanished=len(vanished),
        first=last is None,
    )


def _open_on(known: dict[tuple[str, str], tuple[Register, int]], day: date) -> frozenset[tuple[str, str]]:
    """The tasks that had begun by a day and were not done then; one without a day of beginning had."""
    return frozenset(task for task, at in known.items() if not _after(at, "start", day) and _still_open(at, day))


def _still_open(at: tuple[Register, int], day: date) -> bool:
    register, row = at
    if register.value(row, "done") is not None:
        return _after(at, "done", day)
    return register.words(row, "status") not in (STATUS_DONE, STATUS_DROPPED)


def _after(at: tuple[Register, int], role: str, day: date) -> bool:
    value = at[0].value(at[1], role)
    return isinstance(value, pd.Timestamp) and value.date() > day


def _overdue(docket: Docket) -> int:
    frame = docket.deadlines.frame
    late = (frame["step"] == TASK_STEP) & (frame["state"] == State.OVERDUE.value) & frame["live"]
    return int(late.sum())
