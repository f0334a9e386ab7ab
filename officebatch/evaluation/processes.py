"""The office's processes as they were really run within a period: where the time went, in whose hands, which ways."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from officebatch.evaluation.courses import courses, words
from officebatch.evaluation.mergers import mergers
from officebatch.evaluation.passages import passages
from officebatch.evaluation.times import spread
from officebatch.model.process import HolderFigures, Process, SliceFigures, Standing, StepFigures, Study
from officebatch.model.score import Period
from officebatch.model.vocabulary import HolderKind, Kind
from officebatch.model.workdays import Workdays
from officebatch.rulebook.sheets import Required

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from officebatch.evaluation.courses import Courses
    from officebatch.evaluation.passages import Passages
    from officebatch.model.deadline import Deadlines
    from officebatch.model.events import Events
    from officebatch.model.office import Office
    from officebatch.model.process import Times
    from officebatch.model.register import Register
    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import Step

MONTHS = 3


def quarter(rules: RuleBook, as_of: date, since: date | None = None) -> Period:
    """The three months up to a day, or from `since`; never before the office's start day."""
    month = as_of.year * 12 + as_of.month - 1 - MONTHS
    first = date(month // 12, month % 12 + 1, 1)
    end = (date((month + 1) // 12, (month + 1) % 12 + 1, 1) - first).days
    first = since or first.replace(day=min(as_of.day, end)) + timedelta(days=1)
    return Period(min(max(first, rules.settings.start_day or first), as_of), as_of)


def study(office: Office, deadlines: Deadlines, rules: RuleBook, period: Period) -> Study:
    """Every process of sheet 流程 over a register that was read, in the rule book's order."""
    found = [
        _process(office, deadlines, rules, period=period, key=key)
        for key in rules.processes
        if key in office.events and key[1] in office.registers and office.registers[key[1]].kind is not Kind.TASKS
    ]
    return Study(period.first, period.last, tuple(found))


def _process(
    office: Office, deadlines: Deadlines, rules: RuleBook, *, period: Period, key: tuple[str, str]
) -> Process:
    events, register = office.events[key], office.registers[key[1]]
    workdays = Workdays.of(rules.calendar, rules.settings.hours)
    steps = _recorded(events, rules.processes[key])
    names = [step.name for step in steps]
    passed = passages(deadlines.frame, register.name, steps, period, workdays)
    course = courses(events, register, steps, period.last, rules.settings.start_day)
    finished = course.finished(period)
    returns = course.returns(names, period)
    back = {name: sum(one.times for one in returns if one.target == name) for name in names}
    figures = _steps(steps, passed, course.passes(len(steps), period), back)
    whole = _whole(course, finished, workdays)
    return Process(
        name=events.process,
        register=register.name,
        begun=int(course.within(course.began, period).sum()),
        finished=len(finished),
        waiting=len(np.unique(passed.row[passed.open])),
        whole=spread(np.where(whole >= 0, 0, -1), whole, 1)[0],
        steps=figures,
        holders=_holders(passed, rules),
        ways=course.ways(finished, names),
        returns=returns,
        urgencies=_urgencies(register, passed, finished, whole),
        departments=_departments(register, passed, finished, whole, rules),
        mergers=tuple(mergers(steps, figures, courses=course, finished=finished, returns=returns, rules=rules)),
        bottleneck=_bottleneck(figures),
        tells_returns=register.kind is Kind.EVENTS or bool((course.pass_ > 1).any()),
    )


def _recorded(events: Events, steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps the register has a column for."""
    columns = zip(events.steps, events.person_fields, events.date_fields, strict=True)
    have = {name for name, *cells in columns if any(cells)}
    return tuple(step for step in steps if step.name in have)


def _steps(
    steps: Sequence[Step], passed: Passages, passes: np.ndarray, back: Mapping[str, int]
) -> tuple[StepFigures, ...]:
    days, hours = passed.times(passed.step, len(steps)), passed.hours(passed.step, len(steps))
    standings = passed.standings(passed.step, len(steps))
    return tuple(
        StepFigures(
            name=step.name,
            kind=step.holder,
            posts=step.posts,
            limits=tuple((urgency, limit.words) for urgency, limit in step.limits.items()),
            key_node=step.key_node,
            stops=step.stops_clock or step.holder is HolderKind.OUTSIDE,
            passes=int(passes[n]),
            days=days[n],
            hours=hours[n],
            standing=standings[n],
            returned=back[step.name],
            must=step.required is Required.YES,
        )
        for n, step in enumerate(steps)
    )


def _whole(course: Courses, finished: np.ndarray, workdays: Workdays) -> np.ndarray:
    """Working days of each finished case, -1 where its first day is not known or lies behind its last."""
    began, ended = course.began[finished], course.ended[finished]
    days = workdays.count(began, ended)
    return np.where(np.isnat(began) | (days < 0), -1, days)


def _holders(passed: Passages, rules: RuleBook) -> tuple[HolderFigures, ...]:
    """Departments in 建制序 (the office among them), then all leaders as one; what stood is nobody's."""
    order = {d.name: d.order for d in rules.departments}
    names = sorted(passed.holders, key=lambda name: (order.get(name, len(order) + 1e6), name))
    to = np.array([*(names.index(name) for name in passed.holders), -1])
    groups = np.where(passed.leader, len(names), to[passed.holder])
    groups = np.where(passed.still, -1, groups)
    count = len(names) + 1
    times, standings = passed.times(groups, count), passed.standings(groups, count)
    office = rules.settings.office_department
    return tuple(
        HolderFigures(_kind(name, office), name, times[n], standings[n])
        for n, name in enumerate([*names, ""])
        if times[n].n or standings[n].waiting
    )


def _kind(name: str, office: str) -> HolderKind:
    if not name:
        return HolderKind.LEADER
    return HolderKind.OFFICE if name == office else HolderKind.DEPARTMENT


def _urgencies(
    register: Register, passed: Passages, finished: np.ndarray, whole: np.ndarray
) -> tuple[SliceFigures, ...]:
    codes, known = words(register, "urgency")
    place = {word: n for n, word in enumerate(known)}
    to = np.array([*(place.get(word, -1) for word in passed.urgencies), -1])
    return _slices(known, _by(codes[finished], whole, len(known)), passed.standings(to[passed.urgency], len(known)))


def _departments(
    register: Register, passed: Passages, finished: np.ndarray, whole: np.ndarray, rules: RuleBook
) -> tuple[SliceFigures, ...]:
    codes, known = words(register, "department")
    order = {d.name: d.order for d in rules.departments}
    names = sorted(known, key=lambda name: (order.get(name, len(order) + 1e6), name))
    moved = np.array([*(names.index(name) for name in known), -1])
    to = np.array([*(names.index(name) if name in names else -1 for name in passed.holders), -1])
    held = np.where(passed.leader, -1, to[passed.holder])
    return _slices(names, _by(moved[codes[finished]], whole, len(names)), passed.standings(held, len(names)))


def _by(groups: np.ndarray, whole: np.ndarray, count: int) -> tuple[Times, ...]:
    return spread(np.where(whole >= 0, groups, -1), whole, count)


def _slices(
    known: Sequence[str], times: Sequence[Times], standings: Sequence[Standing]
) -> tuple[SliceFigures, ...]:
    return tuple(
        SliceFigures(word, times[n], standings[n])
        for n, word in enumerate(known)
        if times[n].n or standings[n].decided or standings[n].waiting
    )


def _bottleneck(figures: Sequence[StepFigures]) -> str:
    own = [step for step in figures if step.kind is not HolderKind.LEADER and not step.stops and step.days.total]
    return max(own, key=lambda step: step.days.total).name if own else ""
