"""What the process checks must count, found by plain loops over (case, step, person, moment) in the list's order.

Written without the program's arrays, relations and masks: an independent reading of the same rules.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime


class Event(NamedTuple):
    """One line of a log. row: its row in the sheet."""

    case: str
    step: str
    person: str
    moment: datetime
    row: int


class Rules(NamedTuple):
    """must: steps every case needs once a later one is done. before, apart, same, followed: pairs. once: steps."""

    steps: Sequence[str]
    must: Sequence[str]
    before: Sequence[tuple[str, str]]
    apart: Sequence[tuple[str, str]]
    once: Sequence[str]
    same: Sequence[tuple[str, str]] = ()
    followed: Sequence[tuple[str, str]] = ()


def counted(events: Iterable[Event], rules: Rules) -> Counter[tuple[str, str, int]]:
    """How often each (code, step, row) breaks a rule."""
    cases: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.step in rules.steps:
            cases[event.case].append(event)
    found: Counter[tuple[str, str, int]] = Counter()
    for events_of in cases.values():
        passes: dict[str, list[Event]] = defaultdict(list)
        for event in sorted(events_of, key=lambda e: (e.moment, e.row)):
            passes[event.step].append(event)
        found.update(set(_broken(passes, rules)))
    return found


def _broken(passes: Mapping[str, list[Event]], rules: Rules) -> Iterable[tuple[str, str, int]]:
    for first, second in rules.before:
        reached = _reached(first, passes, rules)
        if passes.get(second) and reached is not None and passes[second][0].moment < reached:
            yield "DOC101", second, passes[second][0].row
    for step in rules.must:
        later = _later(step, rules)
        done = [passes[s][0] for s in rules.steps if s in later and passes.get(s)]
        if not passes.get(step) and done:
            yield "DOC102", step, done[0].row
    for first, second in rules.apart:
        for event in passes.get(_later_of(first, second, rules), ()):
            if any(event.person == other.person for other in passes.get(_earlier_of(first, second, rules), ())):
                yield "DOC104", event.step, event.row
    for step in rules.once:
        for before, event in zip(passes.get(step, ()), passes.get(step, ())[1:], strict=False):
            if (before.person, before.moment) != (event.person, event.moment):
                yield "DOC151", step, event.row
    yield from _of_pairs(passes, rules)
    yield from _returns(passes, rules)


def _of_pairs(passes: Mapping[str, list[Event]], rules: Rules) -> Iterable[tuple[str, str, int]]:
    for first, second in rules.same:
        names = {event.person for event in passes.get(first, ())}
        for event in passes.get(second, ()) if names else ():
            wanted = {passes[first][0].person} if first == second else names
            if event.person not in wanted:
                yield "DOC154", second, event.row
    last = next(step for step in reversed(rules.steps) if step in rules.must)
    for first, second in rules.followed if passes.get(last) else ():
        if passes.get(first):
            answers = passes.get(second, ())
            missing = not answers and second in rules.must
            if not missing and not any(event.moment >= passes[first][-1].moment for event in answers):
                yield "DOC155", second, passes[first][-1].row


def _returns(passes: Mapping[str, list[Event]], rules: Rules) -> Iterable[tuple[str, str, int]]:
    for first, second in rules.before:
        for event in passes.get(second, ()) if first in rules.must else ():
            before = [other.moment for other in passes.get(first, ()) if other.moment <= event.moment]
            for step in rules.must if before else ():
                again = passes.get(step, ())[1:] if first in _behind(step, rules) else ()
                if any(max(before) < other.moment < event.moment for other in again):
                    yield "DOC153", second, event.row


def _behind(step: str, rules: Rules) -> set[str]:
    """All steps behind a step by pairs."""
    found = {second for first, second in rules.before if first == step}
    for _ in rules.steps:
        found |= {second for first, second in rules.before if first in found}
    return found - {step}


def _reached(step: str, passes: Mapping[str, list[Event]], rules: Rules) -> datetime | None:
    """When a step was first done; of one not done, the latest of those before it."""
    if passes.get(step):
        return passes[step][0].moment
    found = [_reached(first, passes, rules) for first, second in rules.before if second == step]
    return max((moment for moment in found if moment is not None), default=None)


def _later(step: str, rules: Rules) -> set[str]:
    """The steps that show a step should have been done: all behind it by pairs, without pairs by place."""
    return _behind(step, rules) or set(rules.steps[rules.steps.index(step) + 1 :])


def _later_of(first: str, second: str, rules: Rules) -> str:
    return max(first, second, key=rules.steps.index)


def _earlier_of(first: str, second: str, rules: Rules) -> str:
    return min(first, second, key=rules.steps.index)
