"""The course of a process as matrices: one line a step, one column a record, so that checks compare whole steps.

Only first passes stand in the matrices (`events` has them all): a return is legal and a later pass proves nothing
about the order; `conformance` looks at them. Records struck out and events in the future are no passings: the day
is not there yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from officebatch.rulebook.sheets import RelationKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.checks.scope import RegisterScope
    from officebatch.model.events import Events
    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import Relation, Step

NO_DAY = np.iinfo(np.int64).min
_DAY = 86_400  # seconds
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, eq=False)
class Passings:
    """The event columns as arrays. day: days since 1970 (NO_DAY unknown); person: code into `people` (-1 nobody);
    passed: the day is known and not after as-of; live: the record is not struck out; moment: seconds since 1970."""

    record: np.ndarray
    step: np.ndarray
    pass_: np.ndarray
    row: np.ndarray
    day: np.ndarray
    person: np.ndarray
    people: tuple[str, ...]
    dated: np.ndarray
    passed: np.ndarray
    live: np.ndarray
    moment: np.ndarray

    @cached_property
    def timed(self) -> np.ndarray:
        """Where an event has an hour besides its day."""
        found: np.ndarray = self.passed & (self.moment != self.day * _DAY)
        return found

    @cached_property
    def earliest(self) -> np.ndarray:
        """When each event happened at the earliest: its moment, of a day without an hour the begin; NO_DAY unknown."""
        return np.where(self.passed, self.moment, NO_DAY)

    @cached_property
    def latest(self) -> np.ndarray:
        """When each event happened at the latest: its moment, of a day without an hour the end; NO_DAY unknown."""
        return np.where(self.passed & ~self.timed, self.moment + (_DAY - 1), self.earliest)


@dataclass(frozen=True, eq=False)
class Course:
    """One process over one register of `size` rows."""

    steps: tuple[Step, ...]
    events: Events
    size: int
    passings: Passings
    relations: tuple[Relation, ...]

    def matrix(self, values: np.ndarray, fill: int, pass_: int = 1) -> np.ndarray:
        """One value of each event laid out as steps x records; `fill` where there is no event of that pass."""
        chosen, cells = self._layout(pass_)
        laid = np.full(len(self.steps) * self.size, fill, dtype=values.dtype)
        laid[cells] = values if len(values) == len(cells) else values[chosen]
        return laid.reshape(len(self.steps), self.size)

    @cached_property
    def index(self) -> np.ndarray:
        """Position of each first passing in `passings`, -1 where there is none."""
        return self.at(1)

    def at(self, pass_: int) -> np.ndarray:
        """Position of each passing of one pass in `passings`, -1 where there is none."""
        if pass_ not in self._at:
            self._at[pass_] = self.matrix(np.arange(len(self.passings.record), dtype=np.int32), -1, pass_)
        return self._at[pass_]

    def last(self, step: int) -> np.ndarray:
        """Position of the last passing of a step in `passings`, per record, -1 where there is none."""
        event: np.ndarray = self.index[step]
        for pass_ in range(2, self.pass_count + 1):
            again = self.at(pass_)[step]
            event = np.where(again >= 0, again, event)
        return event

    def last_day(self, step: int) -> np.ndarray:
        """Day of the last passing of a step, per record, NO_DAY where it is not known or not yet."""
        if self.pass_count == 1:
            first: np.ndarray = self.day[step]
            return first
        event = self.last(step)
        return np.where((event >= 0) & self.passings.passed[event], self.passings.day[event], NO_DAY)

    @cached_property
    def day(self) -> np.ndarray:
        """Day of each first passing, NO_DAY where it is not known or not yet."""
        return self.matrix(np.where(self.passings.passed, self.passings.day, NO_DAY), NO_DAY)

    @cached_property
    def spans(self) -> tuple[np.ndarray, np.ndarray]:
        """The earliest and the latest of each first passing, to be compared across; days where nothing has an hour."""
        if not self.passings.timed.any():
            return self.day, self.day
        return self.matrix(self.passings.earliest, NO_DAY), self.matrix(self.passings.latest, NO_DAY)

    @cached_property
    def dated(self) -> np.ndarray:
        """Whether each first passing has something in its date cell."""
        return self.matrix(self.passings.dated, 0)

    @cached_property
    def again(self) -> np.ndarray:
        """The events, in order, that are later passes of a step on a known day."""
        p = self.passings
        return np.flatnonzero((p.pass_ > 1) & p.passed & p.live) if self.pass_count > 1 else np.empty(0, dtype=np.intp)

    @cached_property
    def pass_count(self) -> int:
        """The highest pass of any step."""
        return int(self.passings.pass_.max(initial=1))

    def person(self, step: int, pass_: int) -> np.ndarray:
        """Who did a step in one pass, per record, as a code into `passings.people`."""
        events = self.at(pass_)[step]
        return np.where(events >= 0, self.passings.person[events], -1) if len(self.passings.person) else events

    @cached_property
    def _layouts(self) -> dict[int, tuple[np.ndarray, np.ndarray]]:
        return {}

    @cached_property
    def _at(self) -> dict[int, np.ndarray]:
        return {}

    def day_of(self, event: int) -> date | None:
        """The day of a passing, None where it is not known or not yet."""
        return day_at(self.passings.day[event]) if event >= 0 and self.passings.passed[event] else None

    def _layout(self, pass_: int) -> tuple[np.ndarray, np.ndarray]:
        """The events of one pass, and the place of each in a matrix written line after line."""
        if pass_ not in self._layouts:
            p = self.passings
            chosen = np.flatnonzero(p.live & (p.pass_ == pass_))
            self._layouts[pass_] = chosen, p.step[chosen].astype(np.int64) * self.size + p.record[chosen]
        return self._layouts[pass_]

    @cached_property
    def place(self) -> dict[str, int]:
        """Step name → its line in the matrices."""
        return {step.name: i for i, step in enumerate(self.steps)}

    @cached_property
    def before(self) -> dict[int, tuple[int, ...]]:
        """Step → the steps the rule book puts before it by a pair of its own."""
        pairs = [(r.first, r.second) for r in self.relations if r.kind is RelationKind.BEFORE]
        known = [(self.place[a], self.place[b]) for a, b in pairs if a in self.place and b in self.place]
        return {b: tuple(a for a, second in known if second == b) for b in range(len(self.steps))}

    @cached_property
    def after(self) -> dict[int, frozenset[int]]:
        """Step → the steps that show it should have been passed: all that pairs put after it, directly or not;
        where no pair names it as the earlier, all that stand after it in the process."""
        follows = {a: {b for b, firsts in self.before.items() if a in firsts} for a in range(len(self.steps))}
        return {a: frozenset(reach(a, follows) or range(a + 1, len(self.steps))) for a in follows}

    def passes(self, step: int, record: int) -> list[int]:
        """The events of a record that are passes of a step on a known day, in their order."""
        p = self.passings
        here = slice(*np.searchsorted(p.record, [record, record + 1]))
        return [int(n) + here.start for n in np.flatnonzero((p.step[here] == step) & p.passed[here] & p.live[here])]

    def holding(self, kind: RelationKind) -> Iterator[tuple[Relation, int, int]]:
        """The relations of a kind whose steps the register's process has, and their lines; of one step alone twice."""
        for relation in self.relations:
            names = relation.first, relation.second or relation.first
            if relation.kind is kind and all(name in self.place for name in names):
                yield relation, self.place[names[0]], self.place[names[1]]

    def moment(self, event: int, *, hours: bool = False) -> str:
        """The day of an event as people read it, with its hour where wanted."""
        moment = np.datetime64(int(self.passings.moment[event]), "s")
        return str(moment.astype("datetime64[m]" if hours else "datetime64[D]")).replace("T", " ")

    def cell(self, event: int, kind: str) -> tuple[int, str]:
        """Row position and field of an event's `person` or `date` cell."""
        step = int(self.passings.step[event])
        fields = self.events.person_fields if kind == "person" else self.events.date_fields
        return int(self.passings.row[event]), fields[step]


def day_at(number: int) -> date:
    """The day so many days after 1970 began."""
    return date.fromordinal(_EPOCH + int(number))


def lay_out(events: Events, rules: RuleBook, scope: RegisterScope) -> Course:
    """The course of one process, its steps in the order of `events`."""
    by_name = {s.name: s for s in rules.processes.get((events.process, events.register), ())}
    steps = tuple(by_name[name] for name in events.steps)
    relations = tuple(r for r in rules.relations if r.process == events.process)
    return Course(steps, events, len(scope.register), _passings(events, scope), relations)


def _passings(events: Events, scope: RegisterScope) -> Passings:
    frame = events.frame
    moment = frame["date"].to_numpy(dtype="datetime64[s]")
    day = moment.astype("datetime64[D]").view(np.int64)
    known = ~np.isnat(moment)
    person = frame["person"].array
    if not isinstance(person, pd.Categorical):
        person = pd.Categorical(person)
    record = frame["record"].to_numpy(dtype=np.int32)
    return Passings(
        record=record,
        step=frame["step"].to_numpy(dtype=np.int16),
        pass_=frame["pass"].to_numpy(dtype=np.int16),
        row=frame["row"].to_numpy(dtype=np.int32),
        day=np.where(known, day, NO_DAY),
        person=np.asarray(person.codes),
        people=tuple(str(name) for name in person.categories),
        dated=frame["dated"].to_numpy(dtype=bool),
        passed=known & (day <= scope.today.astype(np.int64)),
        live=np.ones(len(record), dtype=bool) if scope.register.listed else ~scope.void[record],
        moment=moment.view(np.int64),
    )


def reach(start: int, follows: dict[int, set[int]]) -> set[int]:
    """The steps that follow one, directly or by way of others."""
    found: set[int] = set()
    waiting = list(follows[start])
    while waiting:
        step = waiting.pop()
        if step not in found and step != start:
            found.add(step)
            waiting.extend(follows[step])
    return found
