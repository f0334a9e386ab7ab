"""Who is scored: the subjects of one kind, and which of them a line or a record belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from officebatch.evaluation.measuring import evaluated
from officebatch.model.measure import Subject
from officebatch.model.vocabulary import HolderKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    import pandas as pd

    from officebatch.evaluation.ground import Ground
    from officebatch.model.register import Register
    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import Department, Person

NOBODY = -1


@dataclass(frozen=True, eq=False)
class Subjects:
    """Departments in 建制序, the office, or people in the order of sheet 人员. people: () for the other kinds. lines:
    per line of the ground the place of the subject that holds it, NOBODY for none."""

    kind: Subject
    names: tuple[str, ...]
    departments: tuple[str, ...]
    lines: np.ndarray
    people: tuple[Person, ...] = ()

    def __len__(self) -> int:
        return len(self.names)

    def of_departments(self, register: Register) -> np.ndarray | None:
        """Per row the place of the department (of the office) whose record it is; None where no column says it."""
        field = register.role("department")
        if field is None:
            return None
        return _placed(register.frame[field], {name: place for place, name in enumerate(self.names)})

    def of_people(self, register: Register, people: pd.Series[str], rows: np.ndarray | None = None) -> np.ndarray:
        """Per name the place of the person; of people of one name the one of the record's department. rows: the record
        of each name where they are not the register's own column."""
        found = _placed(people, {name: places[0] for name, places in self._places.items() if len(places) == 1})
        shared = {name for name, places in self._places.items() if len(places) > 1}
        if shared and (field := register.role("department")) is not None:
            theirs = register.frame[field].astype(object).to_list()
            for n in np.flatnonzero(people.isin(shared).to_numpy()).tolist():
                own = theirs[n if rows is None else int(rows[n])]
                places = self._places[str(people.iat[n])]
                found[n] = next((p for p in places if self.departments[p] == own), NOBODY)
        return found

    @cached_property
    def _places(self) -> Mapping[str, tuple[int, ...]]:
        found: dict[str, tuple[int, ...]] = {}
        for place, name in enumerate(self.names):
            found[name] = (*found.get(name, ()), place)
        return found


def subjects(on: Ground) -> Mapping[Subject, Subjects]:
    """All who are scored, by kind. What fell due while a person was away is not counted for that person."""
    office = on.rules.settings.office_department
    held = {d.name: n for n, d in enumerate(_departments(on))}
    own = np.where((on.lines["holder_kind"] == HolderKind.OFFICE.value).to_numpy(), 0, NOBODY)
    people = tuple(p for p in on.rules.people if p.name not in on.rules.leaders)
    return {
        Subject.DEPARTMENT: Subjects(Subject.DEPARTMENT, tuple(held), tuple(held), _placed(on.lines["holder"], held)),
        Subject.OFFICE: Subjects(Subject.OFFICE, (office,), (office,), own),
        Subject.PERSON: Subjects(
            Subject.PERSON,
            tuple(p.name for p in people),
            tuple(p.department for p in people),
            _present(on, _own(on, people), people),
            people,
        ),
    }


def _departments(on: Ground) -> list[Department]:
    office = on.rules.settings.office_department
    found = [d for d in on.rules.departments if d.name != office and evaluated(d, on.period.last)]
    return sorted(found, key=lambda d: d.order)


def _own(on: Ground, people: Sequence[Person]) -> np.ndarray:
    """The lines of each person; of people of one name, those their own department holds."""
    unique = {p.name: n for n, p in enumerate(people) if len(on.rules.people_by_name[p.name]) == 1}
    found = _placed(on.lines["person"], unique)
    for place, person in enumerate(people):
        if person.name not in unique:
            mine = (on.lines["person"] == person.name) & (on.lines["holder"] == person.department)
            found[mine.to_numpy(dtype=bool)] = place
    return found


def _present(on: Ground, lines: np.ndarray, people: Sequence[Person]) -> np.ndarray:
    due, order = on.lines["due"].to_numpy(), np.argsort(lines, kind="stable")
    ends = np.searchsorted(lines[order], np.arange(len(people) + 1))
    for place, first, last in times_away(on.rules, people):
        own = order[ends[place] : ends[place + 1]]
        lines[own[(due[own] >= np.datetime64(first)) & (due[own] < np.datetime64(last) + 1)]] = NOBODY
    return lines


def times_away(rules: RuleBook, people: Sequence[Person]) -> Iterator[tuple[int, date, date]]:
    """Place of a person, first and last day away, of sheet 外出. Of people of one name nobody is known to be away."""
    places: dict[str, list[int]] = {}
    for place, person in enumerate(people):
        places.setdefault(person.name, []).append(place)
    for absence in rules.absences:
        of = places.get(absence.person, [])
        if len(of) == 1:
            yield of[0], absence.first, absence.last


def _placed(words: pd.Series[str], places: Mapping[str, int]) -> np.ndarray:
    column = words if words.dtype == "category" else words.astype("category")
    known = np.array([*(places.get(word, NOBODY) for word in column.cat.categories), NOBODY], dtype=np.int64)
    found: np.ndarray = known[column.cat.codes.to_numpy()]
    return found
