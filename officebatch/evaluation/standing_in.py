"""B角代办: which steps were done for somebody away by a stand-in, for scores and work sheets alike.

A step stands in for somebody only where that is certain: sheet 外出 has him away on the day it was done, who did it is
his B角 (duty register, else sheet 人员), and the step is his and not the B's own. It is somebody's own if he holds a
post of the step, or is the A of a duty that names the step (对应环节) or is of a post of the step.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from officebatch.model.vocabulary import HolderKind, Kind, State
from officebatch.model.wordlist import parted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from officebatch.evaluation.ground import Ground
    from officebatch.model.office import Office
    from officebatch.model.register import Register
    from officebatch.rulebook.rules import RuleBook

NOBODY = -1
_NOT_THEIRS = (HolderKind.LEADER, HolderKind.OUTSIDE)


class _Duty(NamedTuple):
    """A line of a duty register; people by their place in sheet 人员."""

    first: tuple[int, ...]
    second: tuple[int, ...]
    steps: tuple[str, ...]
    post: str


class _Hands(NamedTuple):
    """A step: whose own it is, of them who holds a post of it, and which B stands in at it for which A."""

    owners: frozenset[int]
    at_post: frozenset[int]
    pairs: frozenset[tuple[int, int]]


@dataclass(frozen=True, eq=False)
class StandIns:
    """Who stands in for whom, and at which steps. Leaders are left out, and who shares a name with somebody."""

    office: Office
    rules: RuleBook

    def away(self, lines: pd.DataFrame) -> np.ndarray:
        """Per line the place in sheet 人员 of who was away and the step was done for, NOBODY where it is not certain;
        of several who were away the first of sheet 外出. lines: columns register, step, person, done (day or NaT)."""
        found = np.full(len(lines), NOBODY, dtype=np.int32)
        steps, of_step = _coded(lines, ["register", "step"])
        person, names = pd.factorize(lines["person"].astype(object).to_numpy())
        code = {str(name): n for n, name in enumerate(names)}
        order = np.argsort(person, kind="stable")
        ends = np.searchsorted(person[order], np.arange(len(names) + 1))
        done = lines["done"].to_numpy()
        for absence in self.rules.absences:
            first = self._places.get(absence.person, NOBODY)
            for second in sorted(self._seconds.get(first, ())):
                at = code.get(self.rules.people[second].name)
                if at is None:
                    continue
                own = order[ends[at] : ends[at + 1]]
                there = (done[own] >= np.datetime64(absence.first)) & (done[own] < np.datetime64(absence.last) + 1)
                own = own[there & (found[own] == NOBODY)]
                if len(own):
                    certain = np.array([self._certain(first, second, step) for step in steps], dtype=bool)
                    found[own[certain[of_step[own]]]] = first
        return found

    def _certain(self, first: int, second: int, step: tuple[str, str]) -> bool:
        hands = self._hands.get(step)
        if hands is None or second in hands.owners:
            return False
        return first in hands.at_post or (first, second) in hands.pairs

    @cached_property
    def _places(self) -> Mapping[str, int]:
        """Name → place in sheet 人员, of those who are certain."""
        rules = self.rules
        return {
            person.name: n
            for n, person in enumerate(rules.people)
            if person.name not in rules.leaders and len(rules.people_by_name[person.name]) == 1
        }

    @cached_property
    def _seconds(self) -> Mapping[int, set[int]]:
        """Who stands in for a person, at whatever."""
        found: dict[int, set[int]] = {first: {second} for first, second in self._named.items()}
        for duty in self._duties:
            for first, second in product(duty.first, duty.second):
                if first != second:
                    found.setdefault(first, set()).add(second)
        return found

    @cached_property
    def _named(self) -> Mapping[int, int]:
        """Person → the B角 of sheet 人员."""
        pairs = (
            (self._places.get(person.name), self._places.get(person.stand_in)) for person in self.rules.people
        )
        return {first: second for first, second in pairs if first is not None and second is not None != first}

    @cached_property
    def _duties(self) -> tuple[_Duty, ...]:
        return tuple(
            _Duty(
                self._people(register, row, "holder_a"),
                self._people(register, row, "holder_b"),
                parted(register.words(row, "steps")),
                register.words(row, "post"),
            )
            for register in self.office.registers.values()
            if register.kind is Kind.DUTIES
            for row in range(len(register))
        )

    def _people(self, register: Register, row: int, role: str) -> tuple[int, ...]:
        """Reading knows the first of several names, the rest stand in the cell's text."""
        names = (register.words(row, role), *parted(register.text(row, register.role(role) or "")))
        return tuple(dict.fromkeys(self._places[name] for name in names if name in self._places))

    @cached_property
    def _hands(self) -> Mapping[tuple[str, str], _Hands]:
        """(register, step) → its hands, of the steps of sheet 流程 that are a department's or the office's."""
        posts: dict[tuple[str, str], tuple[str, ...]] = {}
        for step in self.rules.steps:
            if step.holder not in _NOT_THEIRS:
                posts[step.register, step.name] = (*posts.get((step.register, step.name), ()), *step.posts)
        return {step: self._hands_of(step[1], of) for step, of in posts.items()}

    def _hands_of(self, step: str, posts: tuple[str, ...]) -> _Hands:
        at_post = frozenset(n for n in self._places.values() if self.rules.people[n].holds(posts))
        duties = [duty for duty in self._duties if step in duty.steps or duty.post in posts]
        pairs = {
            (first, second)
            for duty in duties
            for first in duty.first
            for second in duty.second or ((self._named[first],) if first in self._named else ())
        }
        return _Hands(at_post.union(*(duty.first for duty in duties)), at_post, frozenset(pairs))


def stood_in(on: Ground, falls: Callable[[np.ndarray], np.ndarray]) -> Iterator[tuple[int, str]]:
    """Lines of the ground done in time within the period by a stand-in, each with who was away. falls: whether a day
    lies within the period."""
    in_time = (on.lines["state"] == State.MET.value).to_numpy() & falls(on.lines["done"].to_numpy())
    at = np.flatnonzero(in_time)
    for line, first in zip(at.tolist(), StandIns(on.office, on.rules).away(on.lines.iloc[at]).tolist(), strict=True):
        if first != NOBODY:
            yield line, on.rules.people[first].name


def _coded(lines: pd.DataFrame, columns: list[str]) -> tuple[list[tuple[str, str]], np.ndarray]:
    """The different rows of two columns, and per line which it is."""
    coded = [pd.factorize(lines[name].astype(object).to_numpy()) for name in columns]
    (first, firsts), (second, seconds) = coded
    both, of = np.unique(first * (len(seconds) + 1) + second, return_inverse=True)
    return [(str(firsts[n // (len(seconds) + 1)]), str(seconds[n % (len(seconds) + 1)])) for n in both.tolist()], of
