"""Which steps were done by a stand-in: known only where it is certain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.model.vocabulary import Kind, State
from officebatch.model.wordlist import parted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from officebatch.evaluation.ground import Ground
    from officebatch.model.office import Office
    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import Person


class _StandIns:
    """Who stands in for whom, and at which steps that is certain."""

    def __init__(self, office: Office, rules: RuleBook) -> None:
        self._rules = rules
        self._posts = {(s.register, s.name): s.posts for s in rules.steps if s.posts}
        self._own: set[tuple[str, str]] = set()
        self._duties: set[tuple[str, str, str]] = set()
        self.helpers: dict[str, set[str]] = {}
        for person in rules.people:
            if person.stand_in:
                self.helpers.setdefault(person.name, set()).add(person.stand_in)
        for register in office.registers.values():
            if register.kind is Kind.DUTIES and register.role("holder_a") and register.role("holder_b"):
                for row in range(len(register)):
                    self._duty(*(parted(register.words(row, role)) for role in ("holder_a", "holder_b", "steps")))

    def _duty(self, first: Sequence[str], second: Sequence[str], steps: Sequence[str]) -> None:
        for a in first:
            self.helpers.setdefault(a, set()).update(second)
            self._own.update((a, step) for step in steps)
            self._duties.update((a, b, step) for b in second for step in steps)

    def certain(self, first: Person, second: Person, register: str, step: str) -> bool:
        """The step is the A's and not the B's own: by their posts, or by a duty that names it."""
        posts = self._posts.get((register, step), ())
        if posts:
            return first.holds(posts) and not second.holds(posts)
        return (first.name, second.name, step) in self._duties and (second.name, step) not in self._own


def stood_in(on: Ground, falls: Callable[[np.ndarray], np.ndarray]) -> Iterator[tuple[int, str]]:
    """Line of the ground and who was away: done in time within the period by the B while the A was away, a step that
    is the A's and not the B's own. Each line once, by line. falls: whether a day lies within the period."""
    rules, lines = on.rules, on.lines
    done, person = lines["done"].to_numpy(), lines["person"]
    in_time = (lines["state"] == State.MET.value).to_numpy() & falls(done)
    stand_ins = _StandIns(on.office, rules)
    found: dict[int, str] = {}
    for absence in rules.absences:
        first = rules.person(absence.person)
        for helper in sorted(stand_ins.helpers.get(absence.person, set()) - {absence.person}):
            second = rules.person(helper)
            if first is None or second is None:
                continue
            own = np.flatnonzero(in_time & (person == helper).to_numpy(dtype=bool))
            times = (done[own] >= np.datetime64(absence.first)) & (done[own] < np.datetime64(absence.last) + 1)
            for line in own[times].tolist():
                register, step = str(lines["register"].iat[line]), str(lines["step"].iat[line])
                if stand_ins.certain(first, second, register, step):
                    found[line] = first.name
    yield from sorted(found.items())
