"""Who does what by the registers: whom tasks and steps name, and what each has in hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.scope import RegisterScope, words_of
from officebatch.model.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from officebatch.checks.scope import OfficeScope
    from officebatch.model.events import Events


@dataclass(frozen=True, slots=True)
class Named:
    """Rows of a register that name people: codes into `names`, a code a row."""

    register: str
    rows: np.ndarray
    codes: np.ndarray
    names: list[str]


@dataclass(frozen=True, slots=True)
class Entries:
    """How often the registers name somebody, and where first."""

    count: int
    register: str
    record: str


def entries(scope: OfficeScope, wanted: Collection[str]) -> Mapping[str, Entries]:
    """How often tasks and steps name each of some people; nobody who is not named."""
    found: dict[str, Entries] = {}
    for of in (*_tasks(scope), *_passings(scope)) if wanted else ():
        counts = np.bincount(of.codes + 1, minlength=len(of.names) + 1)[1:]
        for place, name in enumerate(of.names):
            if name in wanted and counts[place]:
                row = of.rows[int(np.argmax(of.codes == place))]
                first = Entries(0, of.register, str(scope.office.registers[of.register].keys[row]))
                before = found.get(name, first)
                found[name] = Entries(before.count + int(counts[place]), before.register, before.record)
    return found


def in_hand(scope: OfficeScope) -> Iterator[Named]:
    """The open tasks, and the open cases at the step that waits for somebody named: the first one with a person and no
    day, behind the last step done."""
    for of in _tasks(scope):
        still = RegisterScope(scope.office.registers[of.register], scope.rules, scope.as_of).open & (of.codes >= 0)
        yield Named(of.register, of.rows[still], of.codes[still], of.names)
    for (_, name), events in sorted(scope.office.events.items()):
        column = events.frame["person"].array
        codes = np.asarray(column.codes)
        rows, at = _waiting(events, codes)
        if len(rows):
            still = RegisterScope(scope.office.registers[name], scope.rules, scope.as_of).open[rows]
            yield Named(name, rows[still], codes[at][still], [str(n) for n in column.categories])


def _tasks(scope: OfficeScope) -> Iterator[Named]:
    for register in scope.of_kind(Kind.TASKS):
        person = register.role("person")
        if person is not None:
            codes, names = words_of(register, person)
            yield Named(register.name, np.arange(len(codes)), codes, names)


def _passings(scope: OfficeScope) -> Iterator[Named]:
    for (_, name), events in sorted(scope.office.events.items()):
        column = events.frame["person"].array
        names = [str(n) for n in column.categories]
        yield Named(name, events.frame["record"].to_numpy(), np.asarray(column.codes), names)


def _waiting(events: Events, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Records that wait for somebody named, and the position of the event that says so."""
    frame = events.frame
    dated = frame["dated"].to_numpy(dtype=bool)
    lies = (codes >= 0) & ~dated
    if not lies.any():
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    record, step = frame["record"].to_numpy(), frame["step"].to_numpy()
    last = np.full(int(record.max()) + 1, -1, dtype=np.int64)
    np.maximum.at(last, record[dated], step[dated])
    at = np.flatnonzero(lies & (step > last[record]))  # sorted by record and step
    first = np.diff(record[at], prepend=-1) != 0
    return record[at][first], at[first]
