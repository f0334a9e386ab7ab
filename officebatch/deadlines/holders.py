"""Who has a matter in hand: the clock belongs to the holder, not to the department whose case it is.

A department's step is held by the department of the person in it; an open step without a person by the post's A in
the duty register, by B while A is away, else by the record's department. What the office's own department holds is
the office's own, so that no notice is written by the office to itself. What a leader has in hand, or a department of
leaders only, is a leader's whatever the step says. A leader's step without a name is the one
leader's whose duty names the step, else nobody's by name: no leader is guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from officebatch.deadlines.lines import HOLDER_KINDS, Lexicon
from officebatch.model.vocabulary import HolderKind, Kind
from officebatch.model.wordlist import parted

if TYPE_CHECKING:
    from datetime import date

    from officebatch.deadlines.fields import Words
    from officebatch.model.office import Office
    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import Step



@dataclass(frozen=True)
class Duty:
    """One line of the duty register: who stands at a post, the stand-in already chosen."""

    department: str
    post: str
    steps: frozenset[str]
    person: str


@dataclass(frozen=True)
class Held:
    """Codes of a Lexicon a line: person, holder, holder_kind (place in HOLDER_KINDS)."""

    person: np.ndarray
    holder: np.ndarray
    kind: np.ndarray


def duties(office: Office, rules: RuleBook, as_of: date) -> tuple[Duty, ...]:
    """The lines of the duty registers that name somebody."""
    found = [
        Duty(
            department=register.words(row, "department"),
            post=register.words(row, "post"),
            steps=frozenset(parted(register.words(row, "steps"))),
            person=_at_post(rules, register.words(row, "holder_a"), register.words(row, "holder_b"), as_of),
        )
        for register in office.registers.values()
        if register.kind is Kind.DUTIES
        for row in range(len(register))
    ]
    return tuple(duty for duty in found if duty.person)


@dataclass(frozen=True)
class Holders:
    """Finds holders with the rule book's people and the duties; codes come from the lexicon."""

    rules: RuleBook
    duties: tuple[Duty, ...]
    lexicon: Lexicon

    def of(self, step: Step, persons: Words, departments: Words, still_open: np.ndarray) -> Held:
        """The holders of one step: persons and the records' departments, a line each."""
        person = self.lexicon.codes("person", persons.words)[persons.codes]
        vacant = still_open & (person < 0)
        person[vacant] = self._stand_ins(step, departments.words)[departments.codes[vacant]]
        kind = np.full(len(person), HOLDER_KINDS.index(step.holder), dtype=np.int8)
        holder = np.full(len(person), -1, dtype=np.int32)
        match step.holder:
            case HolderKind.OFFICE:
                holder[:] = self._office
            case HolderKind.DEPARTMENT:
                own = self.lexicon.codes("holder", departments.words)[departments.codes]
                theirs = self._departments(persons.words)[persons.codes]
                holder = np.where(theirs >= 0, theirs, own)
                kind[holder == self._office] = HOLDER_KINDS.index(HolderKind.OFFICE)
                led = self._led(persons.words)[persons.codes]
                holder = np.where(led >= 0, led, holder)
                kind[(led >= 0) | np.isin(holder, self._leadership)] = HOLDER_KINDS.index(HolderKind.LEADER)
            case HolderKind.LEADER | HolderKind.OUTSIDE:
                names = tuple(self.lexicon.words["person"])
                holder = self.lexicon.codes("holder", names)[person]
        return Held(person, holder, kind)

    @property
    def _office(self) -> int:
        return self.lexicon.code("holder", self.rules.settings.office_department)

    @property
    def _leadership(self) -> np.ndarray:
        """Holder codes of the departments in which everybody is a leader: 局领导, 班子成员."""
        led: dict[str, bool] = {}
        for person in self.rules.people:
            led[person.department] = led.get(person.department, True) and person.name in self.rules.leaders
        names = [name for name, all_lead in led.items() if all_lead]
        return np.array([self.lexicon.code("holder", name) for name in names], dtype=np.int32)

    def _led(self, people: tuple[str, ...]) -> np.ndarray:
        """Holder codes of the leaders among people, -1 for others."""
        return self.lexicon.codes("holder", [name if name in self.rules.leaders else "" for name in people])

    def _departments(self, people: tuple[str, ...]) -> np.ndarray:
        """Holder codes of the departments of people, -1 for who is unknown or shares a name: then the record tells."""
        known = [self.rules.person(name) for name in people]
        return self.lexicon.codes("holder", [person.department if person else "" for person in known])

    def _stand_ins(self, step: Step, departments: tuple[str, ...]) -> np.ndarray:
        """Person codes of who stands at the step's post, one for each record department, the last for none."""
        office = self.rules.settings.office_department
        asked = [office if step.holder is HolderKind.OFFICE else name for name in (*departments, "")]
        return np.array([self.lexicon.code("person", self._at_step(step, name)) for name in asked], dtype=np.int32)

    def _at_step(self, step: Step, department: str) -> str:
        match step.holder:
            case HolderKind.OUTSIDE:
                return ""
            case HolderKind.LEADER:
                leaders = {duty.person for duty in self.duties if step.name in duty.steps}
                return leaders.pop() if len(leaders) == 1 else ""
        ours = (duty for duty in self.duties if duty.department == department)
        return next((duty.person for duty in ours if step.name in duty.steps or duty.post in step.posts), "")


def _at_post(rules: RuleBook, first: str, second: str, day: date) -> str:
    """A, or B while A is away or there is none."""
    a, b = (next(iter(parted(name)), "") for name in (first, second))
    return b if b and (not a or rules.away(a, day)) and not rules.away(b, day) else a
