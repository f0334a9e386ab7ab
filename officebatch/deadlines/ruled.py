"""Rulings on deadlines: done but not entered, extended, held by another department, dropped. The registers stay."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from officebatch.deadlines.clock import Clock
from officebatch.model.deadline import Deadlines
from officebatch.model.register import folded_key
from officebatch.model.ruling import Decision, by_record
from officebatch.model.vocabulary import HolderKind, State

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from officebatch.model.office import Office
    from officebatch.model.ruling import Ruling
    from officebatch.rulebook.rules import RuleBook

    _Value = str | bool | int | pd.Timestamp | None

_CHANGE = (Decision.DONE, Decision.EXTENDED, Decision.HOLDER, Decision.DROPPED)


def ruled(
    office: Office, deadlines: Deadlines, rules: RuleBook, as_of: date, rulings: Sequence[Ruling]
) -> Deadlines:
    """The deadlines as the rulings have it; the later of two on one line holds (they come in their order).

    done: closed on that day, met or late by it. extended: due that day, the first due day stays. another department:
    holds it. dropped: gone, from papers and scores alike. Only what is open can be ruled on.
    """
    keys = {name: [str(key) for key in register.keys] for name, register in office.registers.items()}
    known = by_record(rulings)
    frame = deadlines.frame
    lines = zip(frame["register"].tolist(), frame["row"].tolist(), frame["step"].tolist(), strict=True)
    open_ = frame["open"].to_numpy()
    chosen: list[tuple[int, Ruling]] = []
    for at, (register, row, step) in enumerate(lines):
        key = keys[register][row]
        about = known.get((register, folded_key(key)), ()) if open_[at] and known else ()
        of = [ruling for ruling in about if ruling.of(key) and ruling.about(step)]
        if of and of[-1].decision in _CHANGE:
            chosen.append((at, of[-1]))
    return Deadlines(_changed(frame, chosen, rules, Clock.of(rules, as_of))) if chosen else deadlines


def _changed(frame: pd.DataFrame, chosen: list[tuple[int, Ruling]], rules: RuleBook, clock: Clock) -> pd.DataFrame:
    changed = frame.copy()
    called = rules.department_names
    names = [called.get(ruling.department, ruling.department) for _, ruling in chosen if ruling.department]
    new = [name for name in dict.fromkeys(names) if name not in changed["holder"].cat.categories]
    changed["holder"] = changed["holder"].cat.add_categories(new)
    gone = []
    for at, ruling in chosen:
        match ruling.decision:
            case Decision.DROPPED:
                gone.append(at)
            case Decision.HOLDER:
                department = called.get(ruling.department, ruling.department)  # it may have another name by now
                own = department == rules.settings.office_department
                kind = HolderKind.OFFICE if own else HolderKind.DEPARTMENT
                _put(changed, at, {"holder": department, "holder_kind": kind.value, "person": None})
            case _ if ruling.on is not None:
                _put(changed, at, _timed(changed, at, ruling.decision, ruling.on, clock))
    return changed.drop(index=changed.index[gone]).reset_index(drop=True)


def _timed(frame: pd.DataFrame, at: int, decision: Decision, on: date, clock: Clock) -> dict[str, _Value]:
    """The columns of one line closed on a day, or due on another."""
    if decision is Decision.DONE:
        due = frame["due"].to_numpy()[at]
        late = _late(due, np.datetime64(on, "s"), clock)
        state = State.MET_LATE if late else State.MET
        done = pd.Timestamp(on)
        return {"open": False, "done": done, "state": state.value, "days_late": late, "days_left": 0}
    due = np.datetime64(on, "s")
    today = np.datetime64(clock.as_of.item(), "s")
    late = _late(due, today, clock)
    left = max(int(clock.workdays.count(np.array([today]), np.array([due]))[0]), 0)
    ahead = State.DUE_SOON if left <= clock.soon else State.AHEAD
    return {
        "due": pd.Timestamp(on),
        "state": (State.OVERDUE if late else ahead).value,
        "days_late": late,
        "days_left": left,
        "provisional": bool(clock.workdays.provisional(np.array([due]))[0]) and bool(frame["provisional"].iat[at]),
    }


def _late(due: np.datetime64, end: np.datetime64, clock: Clock) -> int:
    return int(clock.workdays.count(np.array([due]), np.array([end]))[0]) if end > due else 0


def _put(frame: pd.DataFrame, at: int, values: Mapping[str, _Value]) -> None:
    for name, value in values.items():
        frame.loc[at, name] = value
