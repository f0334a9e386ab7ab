"""Second passes: a step passed again counts from its own start, and sends the case back to what follows it.

A pass again begins with whatever happened last before it. A first pass begins with the latest pass, before it, of the
last step done. A step passed before the latest return must be passed once more. Such records are few, so they are
followed one by one, while all others are reckoned at once in `course`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from officebatch.deadlines.clock import NAT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officebatch.deadlines.order import After
    from officebatch.model.workdays import Days
    from officebatch.rulebook.sheets import Step


class Pass(NamedTuple):
    """One passing of a step: its day (NaT where not known) and the column it stands in."""

    day: np.datetime64
    column: int


class Tables(NamedTuple):
    """The tables of a course being filled: steps × laps, `current` a lap."""

    done: np.ndarray
    dates: Days
    starts: Days
    current: np.ndarray


class Retraced(NamedTuple):
    """The passes of each step of one record, its columns and the tables they stand in."""

    found: Sequence[Sequence[Pass]]
    columns: range
    tables: Tables


def repeated(lap: np.ndarray) -> list[range]:
    """The columns of each record with more than one lap."""
    firsts = np.flatnonzero(lap == 1)
    ends = np.append(firsts[1:], len(lap))
    several = np.flatnonzero(ends - firsts > 1)
    return [range(int(firsts[n]), int(ends[n])) for n in several]


def retrace(steps: Sequence[Step], columns: range, entry: np.datetime64, tables: Tables) -> Retraced:
    """Set right, for one record, where the clock of each pass began."""
    found: list[Sequence[Pass]] = [_passes(place, columns, tables) for place in range(len(steps))]
    names = [step.name for step in steps]
    for place, step in enumerate(steps):
        if step.counted_from and step.counted_from not in names:
            continue
        for n, own in enumerate(found[place]):
            if step.counted_from:
                start = _latest(found[names.index(step.counted_from)], own.day)
            else:
                start = _last_event(found, own) if n else _last_step(found, place, own.day, entry)
            tables.starts[place, own.column] = start
    return Retraced(found, columns, tables)


def stand(
    steps: Sequence[Step], wanted: Sequence[bool], follows: After, entry: np.datetime64, of: Retraced
) -> None:
    """Set right where an open record stands: at the first required step not passed since the latest return, in the
    lap of its next pass. wanted: per step, whether it is required. follows: per step, the steps that must follow it; a
    step left out is not waited for."""
    found, columns, tables = of
    back = _returned(found)
    tables.current[columns] = -1
    for place, step in enumerate(steps):
        waiting = not found[place] and not any(found[later] for later in follows[place])
        if wanted[place] and (waiting or _stale(found, place, back)):
            column = columns[len(found[place])]
            tables.current[column] = place
            if not step.counted_from:
                tables.starts[place, column] = _last_step(found, place, NAT, entry)
            return


def _passes(place: int, columns: range, tables: Tables) -> list[Pass]:
    return [Pass(tables.dates[place, column], column) for column in columns if tables.done[place, column]]


def _latest(passes: Sequence[Pass], upto: np.datetime64) -> np.datetime64:
    """The latest pass up to a day (any day where it is not known), else the first one; NaT when a day is not known."""
    days = [one.day for one in passes]
    if not days or any(np.isnat(day) for day in days):
        return NAT
    return max((day for day in days if np.isnat(upto) or day <= upto), default=days[0])


def _last_step(found: Sequence[Sequence[Pass]], place: int, day: np.datetime64, entry: np.datetime64) -> np.datetime64:
    before = next((passes for passes in reversed(found[:place]) if passes), None)
    return entry if before is None else _latest(before, day)


def _last_event(found: Sequence[Sequence[Pass]], own: Pass) -> np.datetime64:
    days = [one.day for passes in found for one in passes if one is not own and one.day <= own.day]
    return max(days, default=NAT)


def _returned(found: Sequence[Sequence[Pass]]) -> tuple[np.datetime64, int] | None:
    """The day and step of the latest pass again, None where no such day is known."""
    again = [(one.day, place) for place, passes in enumerate(found) for one in passes[1:] if not np.isnat(one.day)]
    return max(again, default=None)


def _stale(found: Sequence[Sequence[Pass]], place: int, back: tuple[np.datetime64, int] | None) -> bool:
    """Whether a step passed lies before the latest return to a step before it; not where a day is not known."""
    passes = found[place]
    return bool(passes) and back is not None and place > back[1] and all(one.day < back[0] for one in passes)
