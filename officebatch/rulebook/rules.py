"""The whole rule book as one frozen value, with the look-ups everybody needs."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from officebatch.model.origin import Origin
from officebatch.rulebook import expressions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from officebatch.model.ruling import Ruling
    from officebatch.query import Schema
    from officebatch.rulebook.judging import CheckRule, Exemption, Grade, Indicator, Merit, OwnCheck, Title
    from officebatch.rulebook.settings import Settings
    from officebatch.rulebook.sheets import (
        Absence,
        CalendarDay,
        Choice,
        Department,
        FieldRule,
        LadderLevel,
        OutputRule,
        Person,
        RegisterRule,
        Relation,
        RelationKind,
        Step,
    )


@dataclass(frozen=True)
class RuleBook:
    """The whole rule book, checked. digest: sha256 of the workbook's bytes; file: its name; letters: sheet as it is
    named there → Chinese heading → column letter; undecided: how many questions of sheet _待定 are still open."""

    settings: Settings
    departments: tuple[Department, ...]
    people: tuple[Person, ...]
    absences: tuple[Absence, ...]
    calendar: tuple[CalendarDay, ...]
    steps: tuple[Step, ...]
    relations: tuple[Relation, ...]
    ladder: tuple[LadderLevel, ...]
    registers: tuple[RegisterRule, ...]
    fields: tuple[FieldRule, ...]
    choices: tuple[Choice, ...]
    checks: Mapping[str, CheckRule]
    own_checks: tuple[OwnCheck, ...]
    indicators: tuple[Indicator, ...]
    grades: tuple[Grade, ...]
    merits: tuple[Merit, ...]
    outputs: tuple[OutputRule, ...]
    exemptions: tuple[Exemption, ...]
    rulings: tuple[Ruling, ...]
    titles: tuple[Title, ...] = ()
    digest: str = ""
    file: str = "规则.xlsx"
    letters: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)
    undecided: int = 0

    @cached_property
    def department_names(self) -> Mapping[str, str]:
        """Every name a department goes by (own, short, old) → its name."""
        return {
            alias: d.name for d in self.departments for alias in (d.name, *d.short_names, *d.old_names)
        }

    @cached_property
    def people_by_name(self) -> Mapping[str, tuple[Person, ...]]:
        """Name → the people of that name."""
        found: dict[str, tuple[Person, ...]] = {}
        for person in self.people:
            found[person.name] = (*found.get(person.name, ()), person)
        return found

    def person(self, name: str, department: str = "") -> Person | None:
        """The person of a name; of several the one of the record's department, None where that does not tell."""
        people = self.people_by_name.get(name, ())
        if len(people) > 1:
            people = tuple(p for p in people if p.department == department)
        return people[0] if len(people) == 1 else None

    @cached_property
    def processes(self) -> Mapping[tuple[str, str], tuple[Step, ...]]:
        """(process, register) → its steps in order."""
        found: dict[tuple[str, str], list[Step]] = {}
        for step in self.steps:
            found.setdefault((step.process, step.register), []).append(step)
        return {key: tuple(sorted(steps, key=lambda s: s.order)) for key, steps in found.items()}

    def relations_of(self, process: str, kind: RelationKind) -> tuple[Relation, ...]:
        """The relations of one kind within a process."""
        return tuple(r for r in self.relations if r.process == process and r.kind is kind)

    def register(self, name: str) -> RegisterRule:
        """The line of a register in sheet 台账. KeyError when there is none."""
        return next(r for r in self.registers if r.name == name)

    @cached_property
    def fields_by_register(self) -> Mapping[str, tuple[FieldRule, ...]]:
        """Register name → its fields in the rule book's order."""
        found: dict[str, list[FieldRule]] = {r.name: [] for r in self.registers}
        for rule in self.fields:
            found.setdefault(rule.register, []).append(rule)
        return {name: tuple(rules) for name, rules in found.items()}

    def field(self, register: str, field_id: str) -> FieldRule | None:
        """The rule of one field, None where the register has no such field."""
        return next((f for f in self.fields_by_register.get(register, ()) if f.field == field_id), None)

    @cached_property
    def schema(self) -> Schema:
        """Every field of every register, as the office's own expressions see them."""
        fields = ((f.register, f.field, f.type, f.choices) for f in self.fields)
        return expressions.schema(fields, self.choice_lists, self.department_names, self.people_by_name)

    @cached_property
    def choice_lists(self) -> Mapping[str, Mapping[str, str]]:
        """List name → every word of it (value and synonyms) → its value."""
        found: dict[str, dict[str, str]] = {}
        for choice in self.choices:
            words = found.setdefault(choice.list, {})
            for word in (choice.value, *choice.synonyms):
                words[word] = choice.value
        return found

    @cached_property
    def leaders(self) -> frozenset[str]:
        """Names of the unit's leaders (rank 领导): they are in no paper that urges."""
        return frozenset(p.name for p in self.people if p.rank == "领导")

    def away(self, person: str, day: date) -> bool:
        """Whether a person is away on a day."""
        return any(a.person == person and a.first <= day <= a.last for a in self.absences)

    def department(self, name: str) -> Department | None:
        """The department of a name (its present one), None where there is none."""
        return next((d for d in self.departments if d.name == name), None)

    def place(self, at: str, heading: str) -> Origin:
        """The cell of a line (its `at`) under a Chinese heading; the line as a whole where there is no such column."""
        sheet, _, cell = at.rpartition("!")
        return Origin(self.file, sheet, int(cell.lstrip("A") or 0), self.letters.get(sheet, {}).get(heading, ""))
