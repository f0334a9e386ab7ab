"""The course of a process: which record passed which step when, and when each step's clock began.

One column a lap (a record's first pass, its second …), one line a step: every question is then a few operations on
whole lines, whatever the number of records.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from officebatch.deadlines.clock import NAT
from officebatch.deadlines.order import after, left_out, needed
from officebatch.deadlines.passes import Tables, repeated, retrace, stand
from officebatch.model.vocabulary import STATUS_DONE, STATUS_DROPPED, STATUS_STOPPED, HolderKind, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officebatch.deadlines.clock import Clock
    from officebatch.deadlines.fields import Fields
    from officebatch.model.events import Events
    from officebatch.model.workdays import Days
    from officebatch.rulebook.sheets import Step

CLOSED = frozenset({STATUS_DONE, STATUS_DROPPED, STATUS_STOPPED})


@dataclass(frozen=True, eq=False)
class Course:
    """record, lap: per lap. done, dates, persons, starts: steps × laps; persons are codes of people.

    done: the step was passed, be its day known (dates) or not. starts: when its clock began, NaT where not known.
    current: the step each open case stands at, in the lap of that pass; -1 elsewhere. began: the record's first day.
    lines: where each pass is entered, and one that is not yet, the record's last event.
    """

    steps: tuple[Step, ...]
    record: np.ndarray
    lap: np.ndarray
    done: np.ndarray
    dates: Days
    persons: np.ndarray
    people: tuple[str, ...]
    starts: Days
    current: np.ndarray
    began: Days
    lines: np.ndarray


def course(fields: Fields, events: Events, steps: Sequence[Step], clock: Clock) -> Course:
    """The course of one process. A day after as-of is not known yet: passed, but on no known day."""
    kept = _recorded(events, steps)
    record, lap, place = _laps(fields, events)
    done, dates, persons = _spread(events, kept, place, len(record), clock)
    entry, closed = fields.days("received")[record], fields.closed(CLOSED)[record]
    follows = after(kept, fields.rules)
    wanted = needed(kept, fields, record)
    past = done | left_out(wanted, follows, done)
    starts = _starts(kept, fields, record, _last_day(past, dates, entry), dates)
    tables = Tables(done, dates, starts, _current(wanted, closed | (lap > 1), past))
    for columns in repeated(lap):
        retraced = retrace(kept, columns, entry[columns[0]], tables)
        if not closed[columns[0]]:
            first = columns[0]
            asked = [bool(one if one.ndim == 0 else one[first]) for one in wanted]
            stand(kept, asked, follows, entry[first], retraced)
    began = np.fmin.reduce(dates, axis=0, initial=NAT)[np.flatnonzero(lap == 1)[np.cumsum(lap == 1) - 1]]
    return Course(
        steps=kept,
        record=record,
        lap=lap,
        done=done,
        dates=dates,
        persons=persons,
        people=tuple(map(str, events.frame["person"].cat.categories)),
        starts=starts,
        current=tables.current,
        lines=_lines(events, kept, record, place) if fields.register.listed else np.broadcast_to(record, done.shape),
        began=np.where(np.isnat(entry), began, entry),
    )


def standing(step: Step) -> bool:
    """Whether the office's clock stands during a step."""
    return step.stops_clock or step.holder is HolderKind.OUTSIDE


def stood(of: Course, place: int, clock: Clock) -> np.ndarray:
    """Per lap, the working days within a step's time during which the clock stood in steps before it."""
    days = np.zeros(len(of.record), dtype=np.int64)
    if not of.steps[place].counted_from:
        return days  # counted from the last step: nothing lies between
    ends = np.where(np.isnat(of.dates[place]), clock.as_of, of.dates[place])
    for before in (n for n in range(place) if standing(of.steps[n])):
        from_ = np.maximum(of.starts[before], of.starts[place])
        upto = np.minimum(of.dates[before], ends)
        days += np.maximum(clock.workdays.count(from_, upto), 0)
    return days


def _recorded(events: Events, steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps the register has a column for; of the others it can tell nothing."""
    columns = zip(events.steps, events.person_fields, events.date_fields, strict=True)
    have = {name for name, *cells in columns if any(cells)}
    return tuple(step for step in steps if step.name in have)


def _laps(fields: Fields, events: Events) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """record and pass of each lap, and the lap of each event. Every record has a first lap; in an event list the
    lines that begin no case are no records. After a second pass there is room for one more."""
    record = events.frame["record"].to_numpy().astype(np.int64)
    passed = events.frame["pass"].to_numpy().astype(np.int64) - 1
    most = int(passed.max(initial=-1)) + 2
    exists = np.zeros(len(fields) * most, dtype=bool)
    exists[:: most][record if fields.kind is Kind.EVENTS else slice(None)] = True
    keys = record * most + passed
    exists[keys] = True
    exists[keys[passed > 0] + 1] = True
    laps = np.flatnonzero(exists)
    place = np.cumsum(exists) - 1
    return laps // most, (laps % most + 1).astype(np.int16), place[keys]


def _spread(
    events: Events, steps: tuple[Step, ...], place: np.ndarray, laps: int, clock: Clock
) -> tuple[np.ndarray, Days, np.ndarray]:
    """done, dates and persons as steps × laps."""
    line = {step.name: n for n, step in enumerate(steps)}
    lines = np.array([line.get(name, -1) for name in events.steps] or [-1])
    undated = np.array([not field for field in events.date_fields] or [False])
    frame = events.frame
    step = frame["step"].to_numpy().astype(np.int64)
    flat = lines[step] * laps + place
    known = flat >= 0
    done = np.zeros(len(steps) * laps, dtype=bool)
    dates = np.full(len(steps) * laps, NAT)
    persons = np.full(len(steps) * laps, -1, dtype=np.int32)
    days = clock.known(frame["date"].to_numpy().astype("datetime64[s]"))
    done[flat[known]] = (frame["dated"].to_numpy().astype(bool) | undated[step])[known]
    dates[flat[known]] = days[known]
    persons[flat[known]] = frame["person"].cat.codes.to_numpy()[known]
    shape = (len(steps), laps)
    return done.reshape(shape), dates.reshape(shape), persons.reshape(shape)


def _lines(events: Events, steps: tuple[Step, ...], record: np.ndarray, lap: np.ndarray) -> np.ndarray:
    """Of an event list, where each pass is entered, as steps × laps: its own line; of one not entered yet the last line
    of its case (the latest day, of equal ones the latest step). lap: of each event."""
    names = [step.name for step in steps]
    place = np.array([names.index(name) if name in names else -1 for name in events.steps], dtype=np.int64)
    of, row = (events.frame[name].to_numpy() for name in ("record", "row"))
    day = events.frame["date"].to_numpy().astype("datetime64[s]").view(np.int64)  # NaT is the least of them
    last = np.arange(record.max(initial=-1) + 1, dtype=np.int32)
    order = np.lexsort([day, of])
    last[of[order]] = row[order]  # of equal records the last one holds
    lines = np.tile(last[record], (len(steps), 1))
    step = place[events.frame["step"].to_numpy()]
    lines[step[step >= 0], lap[step >= 0]] = row[step >= 0]
    return lines


def _starts(
    steps: tuple[Step, ...], fields: Fields, record: np.ndarray, last_day: Days, dates: Days
) -> Days:
    """When each step's clock began; `last_day` is the answer where the rule book names nothing else."""
    names = [step.name for step in steps]
    for n, step in enumerate(steps):
        if step.counted_from in names:
            last_day[n] = dates[names.index(step.counted_from)]
        elif step.counted_from:
            last_day[n] = fields.field_days(step.counted_from.strip("[]［］"))[record]
    return last_day


def _last_day(past: np.ndarray, dates: Days, entry: Days) -> Days:
    """The last day of the steps past before each step, the entry where there are none.

    NaT where the last of them has no known day. Steps side by side need not follow the rule book's order, and days
    out of order prove nothing late: the latest day counts.
    """
    last = np.empty_like(dates)
    day, latest = entry, entry
    for n in range(len(dates)):
        last[n] = day
        latest = np.fmax(latest, dates[n])
        day = np.where(past[n], np.where(np.isnat(dates[n]), NAT, latest), day)
    return last


def _current(wanted: Sequence[np.ndarray], closed: np.ndarray, past: np.ndarray) -> np.ndarray:
    """The first required step that is not past, -1 where the case is closed or nothing is left to do."""
    current = np.full(len(closed), -1, dtype=np.int64)
    for n in reversed(range(len(wanted))):
        if wanted[n].any():
            current[~past[n] & wanted[n]] = n
    current[closed] = -1
    return current
