"""The courses cases really took: their passes in the order of their days, ways, returns, who passed two steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from officebatch.evaluation.times import counts
from officebatch.model.process import Return, Way
from officebatch.model.vocabulary import Kind
from officebatch.rulebook.sheets import Required

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from officebatch.model.events import Events
    from officebatch.model.register import Register
    from officebatch.model.score import Period
    from officebatch.model.workdays import Days
    from officebatch.rulebook.sheets import Step

NAT = np.datetime64("NaT", "s")


@dataclass(frozen=True, eq=False)
class Courses:
    """Passes of the live records of one process, by record and day: record, step (place), pass, person, day. known:
    the day is the register's own; else it is that of the pass before. began, ended: a day a record of the register.
    """

    record: np.ndarray
    step: np.ndarray
    pass_: np.ndarray
    person: np.ndarray
    day: Days
    known: np.ndarray
    began: Days
    ended: Days
    closing: np.ndarray

    def within(self, days: Days, period: Period) -> np.ndarray:
        """Where a day lies within the period."""
        last = np.datetime64(period.last, "s") + np.timedelta64(1, "D")
        inside: np.ndarray = (days >= np.datetime64(period.first, "s")) & (days < last)
        return inside

    def finished(self, period: Period) -> np.ndarray:
        """Row positions of the records that passed the last step they must, their last day within the period."""
        return np.flatnonzero(self.closing & self.within(self.ended, period))

    def ways(self, records: np.ndarray, names: Sequence[str]) -> tuple[Way, ...]:
        """The ways some records took, the commonest first, equal ones in the order of their steps."""
        wanted = np.isin(self.record, records)
        record, step = self.record[wanted], self.step[wanted]
        if not len(record):
            return ()
        new = np.append(True, (record[1:] != record[:-1]) | (step[1:] != step[:-1]))
        record, step = record[new], step[new]
        firsts = np.flatnonzero(np.append(True, record[1:] != record[:-1]))
        at = np.arange(len(record)) - np.repeat(firsts, np.diff(np.append(firsts, len(record))))
        written = np.zeros((len(firsts), int(at.max()) + 1), dtype=np.uint8)
        written[np.cumsum(np.isin(np.arange(len(record)), firsts)) - 1, at] = step + 1
        kinds, found = np.unique(written.view(f"S{written.shape[1]}").ravel(), return_counts=True)
        ordered = sorted(zip(kinds.tolist(), found.tolist(), strict=True), key=lambda pair: (-pair[1], pair[0]))
        return tuple(Way(tuple(names[code - 1] for code in kind), cases) for kind, cases in ordered)

    def returns(self, names: Sequence[str], period: Period) -> tuple[Return, ...]:
        """From which step to which before it cases came back within the period: a second pass on a later place."""
        if len(self.record) < 2:
            return ()
        back = (self.record[1:] == self.record[:-1]) & (self.step[1:] < self.step[:-1]) & (self.pass_[1:] > 1)
        back &= self.known[1:] & self.within(self.day[1:], period)
        pairs = np.where(back, self.step[:-1] * len(names) + self.step[1:], -1)
        found = counts(pairs, len(names) ** 2)
        return tuple(
            Return(names[place // len(names)], names[place % len(names)], int(found[place]))
            for place in np.flatnonzero(found).tolist()
        )

    def passes(self, count: int, period: Period) -> np.ndarray:
        """Passes of each step on a day of the period."""
        return counts(np.where(self.known & self.within(self.day, period), self.step, -1), count)

    def same_person(self, records: np.ndarray, first: int, second: int) -> tuple[int, int]:
        """Of how many records the first pass of two steps was by the same person, of how many both are known."""
        people = np.full((2, len(self.began)), -1, dtype=np.int64)
        for line, place in enumerate((first, second)):
            at = (self.step == place) & (self.pass_ == 1)
            people[line, self.record[at]] = self.person[at]
        a, b = people[:, records]
        both = (a >= 0) & (b >= 0)
        return int((both & (a == b)).sum()), int(both.sum())


def courses(events: Events, register: Register, steps: Sequence[Step], as_of: date, start_day: date | None) -> Courses:
    """The courses of one process. A day after as-of is not known yet."""
    frame = events.frame
    place = {step.name: n for n, step in enumerate(steps)}
    of_step = np.array([place.get(name, -1) for name in events.steps] or [-1])[frame["step"].to_numpy()]
    undated = np.array([not field for field in events.date_fields] or [False])[frame["step"].to_numpy()]
    passed = np.flatnonzero((of_step >= 0) & (frame["dated"].to_numpy(dtype=bool) | undated))
    record = frame["record"].to_numpy()[passed].astype(np.int64)
    day = frame["date"].to_numpy()[passed].astype("datetime64[s]")
    day = np.where(day < np.datetime64(as_of, "s") + np.timedelta64(1, "D"), day, NAT)
    known = ~np.isnat(day)
    pass_ = frame["pass"].to_numpy()[passed].astype(np.int64)
    if register.kind is Kind.EVENTS:
        first = np.argsort((record << 32) + frame["row"].to_numpy()[passed], kind="stable")
    else:
        first = np.argsort((record << 32) + pass_, kind="stable")
    passed, record, known, pass_ = passed[first], record[first], known[first], pass_[first]
    day = _filled(record, day[first], known)
    order = np.argsort((record << 34) + np.where(np.isnat(day), 0, day.astype(np.int64)), kind="stable")
    began, ended = _span(register, record, day, known)
    live = np.isnat(began) | (began >= np.datetime64(start_day or "NaT", "s")) | (start_day is None)
    order = order[live[record[order]]]
    step = of_step[passed]
    return Courses(
        record=record[order],
        step=step[order],
        pass_=pass_[order],
        person=frame["person"].cat.codes.to_numpy()[passed][order].astype(np.int64),
        day=day[order],
        known=known[order],
        began=np.where(live, began, NAT),
        ended=np.where(live, ended, NAT),
        closing=_closing(record, step, len(register), steps, frozenset(step.tolist())),
    )


def _filled(record: np.ndarray, day: Days, known: np.ndarray) -> Days:
    """Unknown days as the day of the pass before in the same record; before every day where there is none."""
    last = np.maximum.accumulate(np.where(known, np.arange(len(day)), -1))
    usable = (last >= 0) & (record[last] == record) if len(day) else known
    return np.where(known, day, np.where(usable, day[last], NAT)) if len(day) else day


def _span(register: Register, record: np.ndarray, day: Days, known: np.ndarray) -> tuple[Days, Days]:
    """A record's first day (receipt, else its first pass) and the day of its last pass."""
    first = np.full(len(register), np.iinfo(np.int64).max)
    last = np.full(len(register), np.iinfo(np.int64).min)
    seconds = day.astype(np.int64)
    np.minimum.at(first, record[known], seconds[known])
    np.maximum.at(last, record[known], seconds[known])
    none = first > last
    began, ended = first.astype("datetime64[s]"), last.astype("datetime64[s]")
    began[none], ended[none] = NAT, NAT
    field = register.role("received")
    column = register.frame.get(field) if field else None
    if column is not None and column.dtype.kind == "M":
        received = column.to_numpy().astype("datetime64[s]")
        began = np.where(np.isnat(received), began, received)
    return began, ended


def _closing(
    record: np.ndarray, step: np.ndarray, records: int, steps: Sequence[Step], recorded: frozenset[int]
) -> np.ndarray:
    """Where the last step a case must pass (of those the register tells of) was passed."""
    found = np.zeros(records, dtype=bool)
    must = [n for n, one in enumerate(steps) if n in recorded and one.required is Required.YES]
    if must:
        found[record[step == must[-1]]] = True
    return found


def words(register: Register, role: str) -> tuple[np.ndarray, tuple[str, ...]]:
    """A code a record (-1 for none) and the words of a role."""
    column = register.frame.get(register.role(role) or "")
    if column is None or not isinstance(column.dtype, pd.CategoricalDtype):
        return np.full(len(register), -1, dtype=np.int64), ()
    return column.cat.codes.to_numpy().astype(np.int64), tuple(map(str, column.cat.categories))
