"""How a document of the sample passes its steps: who, when, and how far.

A line's own column 步 says what differs from the usual course, in words apart by blanks: `止核稿` (stands after that
step), `签发+3` (so many working days after the step before), `承办=11-06` (on that day, even behind the step it stands
after), `核稿人=顾晓峰`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samples.days import AS_OF, day, later, pick, working_day
from samples.tables import table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

HANDED = ("核稿", "签发", "批办", "承办")  # the clerk notes to whom it was handed
_WORD = re.compile(r"止(?P<stop>.+)|(?P<who>.+)人=(?P<name>.+)|(?P<step>.+?)(?:\+(?P<gap>\d+)|=(?P<on>\d\d-\d\d))")


@dataclass(frozen=True)
class Passing:
    """One step as the register shows it. day None: handed to this person, not done yet."""

    person: str
    day: date | None


@dataclass(frozen=True)
class _Differs:
    stop: str
    people: Mapping[str, str]
    gaps: Mapping[str, int]
    days: Mapping[str, date]


def course(
    key: str, begins: date, people: Mapping[str, str], gaps: Mapping[str, Sequence[int]], words: str
) -> dict[str, Passing]:
    """The steps passed up to as-of, in order. people: step → who ("" = the step is left out); gaps: step → the working
    days after the step before from which one is picked. Raises ValueError for a word that is none."""
    differs = _differs(words)
    passed: dict[str, Passing] = {}
    current, stopped = begins, False
    for step, usual in people.items():
        person = differs.people.get(step, usual)
        if not person:
            continue
        if stopped:
            if step in differs.days:
                passed[step] = Passing(person, differs.days[step])
            elif step in HANDED and _next(step, people, passed):
                passed[step] = Passing(person, None)
            continue
        gap = differs.gaps.get(step, pick(f"{key}{step}", gaps[step]))
        current = differs.days.get(step, later(current, gap))
        if current > AS_OF:
            break
        passed[step] = Passing(standing_in(person, current), current)
        stopped = step == differs.stop
    return passed


def standing_in(person: str, on: date) -> str:
    """Who acts for a person on a day: the B of one who is away, else the person."""
    away = any(
        line["姓名"] == person and day(line["开始日期"]) <= on <= day(line["结束日期"]) for line in table("外出")
    )
    return next(line["B角"] for line in table("人员") if line["姓名"] == person) if away else person


def _next(step: str, people: Mapping[str, str], passed: Mapping[str, Passing]) -> bool:
    """Whether a step is the one that follows what was passed."""
    return step == next(s for s in people if people[s] and s not in passed)


def _differs(words: str) -> _Differs:
    found = [_WORD.fullmatch(word) for word in words.split()]
    if not all(found):
        raise ValueError(f"not understood: {words}")
    said = [word.groupdict() for word in found if word]
    return _Differs(
        next((w["stop"] for w in said if w["stop"]), ""),
        {w["who"]: w["name"] for w in said if w["who"]},
        {w["step"]: int(w["gap"]) for w in said if w["gap"]},
        {w["step"]: working_day(w["on"]) for w in said if w["on"]},
    )
