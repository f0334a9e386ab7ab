"""Who is away from today on, and who stands in for whom (sheets 外出 and 人员, and the duty register)."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from officebatch.model.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from officebatch.checks.scope import OfficeScope
    from officebatch.model.register import Register
    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import Absence


_MARKS = re.compile(r"[、，,;；/]+")


class Absences:
    """The absences of an office that are not over on the day of the examination."""

    def __init__(self, scope: OfficeScope) -> None:
        self._scope = scope

    @cached_property
    def to_come(self) -> Mapping[str, tuple[Absence, ...]]:
        """Name → the absences that last on or begin later, for names that only one person bears."""
        found: dict[str, tuple[Absence, ...]] = {}
        people = self._scope.rules.people_by_name
        for absence in self._scope.rules.absences:
            if absence.last >= self._scope.as_of and len(people.get(absence.person, ())) == 1:
                found[absence.person] = (*found.get(absence.person, ()), absence)
        return found

    def stand_ins(self, name: str) -> frozenset[str]:
        """Who stands in for a person."""
        return self._stand_ins.get(name, frozenset())

    def all_away(self, name: str) -> tuple[date, date] | None:
        """The first and last day of the first time a person and all who stand in are away; None where somebody is
        there, or nobody stands in."""
        everybody = (name, *self.stand_ins(name))
        if len(everybody) == 1 or not all(other in self.to_come for other in everybody):
            return None
        times = [[(max(a.first, self._scope.as_of), a.last) for a in self.to_come[other]] for other in everybody]
        shared = ((max(t[0] for t in of), min(t[1] for t in of)) for of in product(*times))
        return min((time for time in shared if time[0] <= time[1]), default=None)

    @cached_property
    def _stand_ins(self) -> Mapping[str, frozenset[str]]:
        rules = self._scope.rules
        pairs = {(p.name, p.stand_in) for p in rules.people if p.stand_in}
        for register in self._scope.of_kind(Kind.DUTIES):
            for row in distinct_rows(register, "holder_a", "holder_b"):
                somebody = register.text(row, register.role("holder_b") or "")  # be it a name nobody knows
                helpers = people_in(rules, register, row, "holder_b") or (somebody,)
                pairs.update(product(people_in(rules, register, row, "holder_a"), helpers))
        found: dict[str, frozenset[str]] = {}
        for name, helper in pairs:
            if helper and helper != name:
                found[name] = found.get(name, frozenset()) | {helper}
        return found


def distinct_rows(register: Register, *roles: str) -> list[int]:
    """The first row of each way in which the cells of some roles are filled together."""
    together = np.zeros(len(register), dtype=np.int64)
    for role in roles:
        cells = register.shown.get(register.role(role) or "")
        if cells is not None:
            mixed = together * (len(cells.texts) + 1) + cells.codes + 1
            together = np.unique(mixed, return_inverse=True)[1]
    found: list[int] = np.unique(together, return_index=True)[1].tolist()
    return found


def people_in(rules: RuleBook, register: Register, row: int, role: str) -> tuple[str, ...]:
    """The known people a cell names: reading knows the first of several, the rest stand in its text."""
    text = register.text(row, register.role(role) or "")
    parts = ["".join(part.split()) for part in _MARKS.split(text)]
    said = (register.words(row, role), *parts, *text.split())
    return tuple(dict.fromkeys(name for name in said if name in rules.people_by_name))
