"""The balance of supervised tasks between two runs: carried over + new − done − dropped = in hand now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from officebatch.model.deadline import TASK_STEP
from officebatch.model.register import folded_key
from officebatch.model.ruling import Decision, by_record
from officebatch.model.vocabulary import STATUS_DONE, STATUS_DROPPED, Kind, State

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from officebatch.model.docket import Docket
    from officebatch.model.register import Register
    from officebatch.model.ruling import Ruling


@dataclass(frozen=True, slots=True)
class Balance:
    """Numbers of tasks. overdue: those that may be named; old: further ones, overdue from before the start day.

    vanished: of those dropped, how many no longer stand in the register at all.
    first: there was no run before; what was carried over is reckoned from the tasks' days.
    """

    carried: int
    new: int
    done: int
    dropped: int
    open: int
    overdue: int
    old: int
    extended: int
    vanished: int
    first: bool

    @property
    def holds(self) -> bool:
        """Whether it adds up; a report that does not must not go out."""
        return self.carried + self.new - self.done - self.dropped == self.open


def in_hand(docket: Docket) -> frozenset[tuple[str, str]]:
    """(register, record key) of the tasks in hand: open in the registers, and not ruled done or dropped."""
    return frozenset(docket.office.open_tasks()) - _ruled(docket, Decision.DONE, Decision.DROPPED).keys()


def balance(docket: Docket, since: date) -> Balance:
    """The balance from `since` (the last run's day, or a week ago) to the as-of day."""
    last = docket.past.last
    tasks = [r for r in docket.office.registers.values() if r.kind is Kind.TASKS]
    known = _gathered(tasks, lambda r: np.ones(len(r), dtype=bool))
    open_now = in_hand(docket)
    before = last.open_matters if last is not None else _gathered(tasks, lambda r: _open_on(r, since))
    done = _ruled(docket, Decision.DONE)
    within = {task for task, ruling in done.items() if ruling.on is not None and ruling.on > since}
    within |= _gathered(tasks, lambda r: _after(r, "done", since)) - open_now - _counted(docket, since)
    closed = ((before & known) - open_now) | within
    dropped = closed & (
        _gathered(tasks, lambda r: _status(r, STATUS_DROPPED)) | _ruled(docket, Decision.DROPPED).keys()
    )
    vanished = before - known
    extended = {task for task, ruling in _ruled(docket, Decision.EXTENDED).items() if ruling.day > since}
    extended |= _gathered(tasks, lambda r: _after(r, "extension_approved", since))
    return Balance(
        carried=len(before),
        new=len((open_now | closed) - before),
        done=len(closed) - len(dropped),
        dropped=len(dropped) + len(vanished),
        open=len(open_now),
        overdue=_overdue(docket, live=True),
        old=_overdue(docket, live=False),
        extended=len(extended),
        vanished=len(vanished),
        first=last is None,
    )


def _ruled(docket: Docket, *decisions: Decision) -> dict[tuple[str, str], Ruling]:
    """The open tasks of the registers on which the last ruling decided this."""
    known = by_record(docket.rulings)
    found = {}
    for register, key in docket.office.open_tasks():
        about = [r for r in known.get((register, folded_key(key)), ()) if r.of(key) and r.about(TASK_STEP)]
        if about and about[-1].decision in decisions:
            found[register, key] = about[-1]
    return found


def _counted(docket: Docket, since: date) -> set[tuple[str, str]]:
    """The tasks a ruling made done by a day: entered into the register later, they are not done once more."""
    known = by_record(r for r in docket.rulings if r.decision is Decision.DONE and r.on is not None and r.on <= since)
    return {
        (name, str(key))
        for name, register in docket.office.registers.items()
        for key in register.keys
        if any(r.of(str(key)) and r.about(TASK_STEP) for r in known.get((name, folded_key(str(key))), ()))
    }


def _gathered(tasks: list[Register], holds: Callable[[Register], np.ndarray]) -> set[tuple[str, str]]:
    """The tasks of all registers for which something holds."""
    return {(r.name, str(key)) for r in tasks for key in r.keys[holds(r)]}


def _open_on(register: Register, day: date) -> np.ndarray:
    """Whether a task had begun by a day (one without a day of beginning had) and was neither done nor dropped then."""
    done = register.role("done")
    undated = register.frame[done].isna().to_numpy() if done is not None else np.ones(len(register), dtype=bool)
    still = np.where(undated, ~_status(register, STATUS_DONE, STATUS_DROPPED), _after(register, "done", day))
    open_then: np.ndarray = still & ~_after(register, "start", day)
    return open_then


def _status(register: Register, *words: str) -> np.ndarray:
    field = register.role("status")
    if field is None:
        return np.zeros(len(register), dtype=bool)
    return register.frame[field].isin(words).to_numpy(dtype=bool)


def _after(register: Register, role: str, day: date) -> np.ndarray:
    """Whether the day of a role lies after a day; False where there is none."""
    field = register.role(role)
    if field is None:
        return np.zeros(len(register), dtype=bool)
    later: np.ndarray = register.frame[field].to_numpy() >= np.datetime64(day, "D") + 1
    return later


def _overdue(docket: Docket, *, live: bool) -> int:
    frame = docket.deadlines.frame
    of_tasks = frame["register"].isin([r.name for r in docket.office.registers.values() if r.kind is Kind.TASKS])
    late = of_tasks & (frame["step"] == TASK_STEP) & (frame["state"] == State.OVERDUE.value) & (frame["live"] == live)
    return int(late.sum())
