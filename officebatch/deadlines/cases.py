"""Deadlines of cases: registers whose records pass the steps of a process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.deadlines import limits
from officebatch.deadlines.clock import NAT
from officebatch.deadlines.course import Course, course, standing, stood
from officebatch.deadlines.fields import Words
from officebatch.deadlines.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from officebatch.deadlines.clock import Clock
    from officebatch.deadlines.fields import Fields
    from officebatch.deadlines.holders import Holders
    from officebatch.model.events import Events
    from officebatch.model.limit import Limit
    from officebatch.model.workdays import Days, Workdays
    from officebatch.rulebook.sheets import Step


def case_lines(
    fields: Fields, events: Events, steps: Sequence[Step], holders: Holders, clock: Clock
) -> Iterator[Lines]:
    """Deadlines of one process over one register, a part a step."""
    of = course(fields, events, steps, clock)
    for place in range(len(of.steps)):
        yield _step_lines(fields, of, place, holders, clock)


def _step_lines(
    fields: Fields, of: Course, place: int, holders: Holders, clock: Clock
) -> Lines:
    step, lexicon = of.steps[place], holders.lexicon
    urgency, departments = fields.words("urgency"), fields.words("department")
    due, clocked, calendar = _due(fields, of, place, urgency, clock.workdays)
    still_open = of.current == place
    at = np.flatnonzero(~np.isnat(due) & (still_open | (of.done[place] & ~np.isnat(of.dates[place]))))
    record = of.record[at]
    waits = stood(of, place, clock)[at]
    moved = np.where(waits > 0, _later(due[at], waits, clock.workdays), due[at])
    held = holders.of(
        step,
        Words(of.persons[place][at], of.people),
        Words(departments.codes[record], departments.words),
        still_open[at],
    )
    return Lines(
        register=np.full(len(at), lexicon.code("register", step.register), dtype=np.int32),
        row=record.astype(np.int32),
        line=of.lines[place][at].astype(np.int32),
        step=np.full(len(at), lexicon.code("step", step.name), dtype=np.int32),
        pass_=of.lap[at],
        start=of.starts[place][at],
        due=moved,
        first_due=moved,
        done=np.where(still_open[at], NAT, of.dates[place][at]),
        open=still_open[at],
        person=held.person,
        department=lexicon.codes("department", departments.words)[departments.codes[record]],
        holder_kind=held.kind,
        holder=held.holder,
        urgency=lexicon.codes("urgency", urgency.words)[urgency.codes[record]],
        began=of.began[at],
        clocked=clocked[at],
        calendar=calendar[at],
        still=np.full(len(at), standing(step)),
        stood=waits,
    )


def _due(
    fields: Fields, of: Course, place: int, urgency: Words, workdays: Workdays
) -> tuple[Days, np.ndarray, np.ndarray]:
    """Due moments a lap, and where they have an hour and where the day table took part."""
    due = np.full(len(of.record), NAT)
    clocked, calendar = np.zeros(len(due), dtype=bool), np.zeros(len(due), dtype=bool)
    step = of.steps[place]
    at_limit = _limits(step, urgency, frozenset(word for other in of.steps for word in other.limits))
    asked = np.array([number for number, _ in at_limit])[urgency.codes[of.record]]
    for number, limit in dict(at_limit).items():
        laps = np.flatnonzero(asked == number)
        if limit is None or not len(laps):
            continue
        starts, anchors = of.starts[place][laps], fields.field_days(limit.field)[of.record[laps]]
        due[laps] = limits.due(limit, starts, anchors, workdays)
        clocked[laps], calendar[laps] = limit.kind in limits.CLOCKED, limit.kind in limits.FROM_CALENDAR
    return due, clocked, calendar


def _limits(step: Step, urgency: Words, known: frozenset[str]) -> list[tuple[int, Limit | None]]:
    """The limit of each urgency word, numbered so that equal ones are reckoned at once; the last for no word.

    A word that no limit of the process knows is read as the ordinary one.
    """
    found = [step.limit(word if word in known else "") for word in (*urgency.words, "")]
    numbers = {limit: number for number, limit in enumerate(dict.fromkeys(found))}
    return [(numbers[limit], limit) for limit in found]


def _later(due: Days, days: np.ndarray, workdays: Workdays) -> Days:
    """Due moments moved by working days, their hour kept."""
    hour = due - due.astype("datetime64[D]").astype("datetime64[s]")
    moved: Days = workdays.add(due, days).astype("datetime64[s]") + hour
    return moved
