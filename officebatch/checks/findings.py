"""From hits to findings: place, record, department and basis are put in here, so that no check can lose a place.

A hit that rests on a cell reading could not read is dropped here too: that cell is a finding already, and a check
that needs it has nothing to say (no echo).
"""

from __future__ import annotations

import traceback
from pathlib import PurePath
from typing import TYPE_CHECKING

from officebatch.checks.check import Check, Hit, InRules, Told
from officebatch.checks.scope import words_of
from officebatch.model.finding import Finding
from officebatch.model.origin import Origin
from officebatch.model.report import TroubleKind
from officebatch.model.vocabulary import Mends, Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    import numpy as np

    from officebatch.checks.check import Found
    from officebatch.checks.scope import OfficeScope, ProcessScope, RegisterScope
    from officebatch.model.office import Office
    from officebatch.model.register import Register
    from officebatch.rulebook.judging import CheckRule
    from officebatch.rulebook.rules import RuleBook

    AnyCheck = Check[OfficeScope] | Check[RegisterScope] | Check[ProcessScope]

_CELLS = (TroubleKind.ERROR_CELL, TroubleKind.UNCALCULATED, TroubleKind.AMBIGUOUS_PERSON)
CRASHED = marked("A check could not be finished")
_CRASH = marked(
    "Check {code} ended with {error} and was left out; all others were run. Please tell whoever looks after "
    "the program."
)


class Maker:
    """Makes findings of the hits of one office."""

    def __init__(self, office: Office, rules: RuleBook) -> None:
        self.office, self.rules = office, rules
        self.departments: dict[str, tuple[np.ndarray, list[str]] | None] = {}
        self.unread = {
            name: frozenset((cell.row, cell.field) for cell in register.unread)
            for name, register in office.registers.items()
        }
        self.troubled = frozenset(t.origin for t in office.troubles if t.kind in _CELLS and t.origin.column)

    def finding(self, one: AnyCheck, rule: CheckRule, hit: Found, register: Register | None) -> Finding | None:
        """The finding of a hit, or None where it only echoes an unreadable cell."""
        if isinstance(hit, Told):
            return self._of_trouble(one, rule, hit)
        if isinstance(hit, InRules):
            return self._of_rules(one, rule, hit)
        if register is None:
            register = self.office.registers[hit.register]
        if self._echo(one, hit, register):
            return None
        row = hit.row
        return Finding(
            code=one.code,
            severity=_severity(one, rule, hit),
            mends=rule.mends,
            register=register.name,
            origin=register.sheet_origin() if row is None else register.origin(row, hit.fields[0]),
            field=hit.lacks or (hit.fields[0] if hit.fields else ""),
            record=hit.record if row is None else str(register.keys[row]),
            department=hit.department or ("" if row is None else self._department(register, row)),
            person=hit.person,
            title=one.title,
            message=hit.message or one.message,
            values=tuple((name, str(value)) for name, value in hit.values.items()),
            basis=_basis(one, rule, hit),
            partners=tuple(register.origin(other, hit.fields[0]) for other in hit.partners),
            asked=one.asked,
            wanted=hit.wanted or one.wanted,
        )

    def _of_rules(self, one: AnyCheck, rule: CheckRule, hit: InRules) -> Finding:
        return Finding(
            code=one.code,
            severity=_severity(one, rule, hit),
            mends=rule.mends,
            register=hit.register,
            origin=self.rules.place(hit.at, hit.heading),
            field=hit.heading,
            record=hit.record,
            department=hit.department,
            person=hit.person,
            title=one.title,
            message=hit.message or one.message,
            values=tuple((name, str(value)) for name, value in hit.values.items()),
            basis=_basis(one, rule, hit),
            asked=one.asked,
            wanted=one.wanted,
        )

    def _department(self, register: Register, row: int) -> str:
        """The record's department, "" where it has none; the column is looked at once a register."""
        if register.name not in self.departments:
            field_id = register.role("department")
            self.departments[register.name] = words_of(register, field_id) if field_id else None
        column = self.departments[register.name]
        return column[1][column[0][row]] if column and column[0][row] >= 0 else ""

    def _of_trouble(self, one: AnyCheck, rule: CheckRule, told: Told) -> Finding:
        trouble = told.trouble
        secret = one.severity is Severity.GRAVE
        return Finding(
            code=one.code,
            severity=rule.severity,
            mends=rule.mends,
            register=trouble.register,
            origin=trouble.origin,
            field="" if secret else trouble.field,
            record="" if secret else trouble.record,
            department="",
            person="",
            title=one.title,
            message=told.message or one.message,
            values=tuple((name, str(value)) for name, value in told.values.items()),
            basis=rule.basis,
        )

    def _echo(self, one: AnyCheck, hit: Hit, register: Register) -> bool:
        """Whether a hit rests on a cell that is a finding of reading's already. An unreadable cell's own finding gives
        way only to an error or a name that could not be told apart."""
        row = hit.row
        if row is None:
            return False
        if self.troubled and not self.troubled.isdisjoint([register.origin(row, field_id) for field_id in hit.fields]):
            return True
        unread = self.unread.get(register.name, frozenset())
        return bool(unread) and not one.echoes and not unread.isdisjoint([(row, field_id) for field_id in hit.fields])


def _severity(one: AnyCheck, rule: CheckRule, hit: Hit | InRules) -> Severity:
    """The hit's own, unless the office set another for the check."""
    return hit.severity if hit.severity and rule.severity is one.severity else rule.severity


def _basis(one: AnyCheck, rule: CheckRule, hit: Hit | InRules) -> str:
    return hit.basis if hit.basis and rule.basis == one.basis else rule.basis


def crashed(one: AnyCheck, error: Exception) -> Finding:
    """The one finding a crashing check leaves: its code, the error's kind and the line of the program where it arose,
    nothing of any cell (an error's own words may quote one)."""
    at = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__} ({PurePath(at.filename).name}:{at.lineno})"
    return Finding(
        code=one.code,
        severity=Severity.ERROR,
        mends=Mends.OFFICE,
        register="",
        origin=Origin(""),
        field="",
        record="",
        department="",
        person="",
        title=CRASHED,
        message=_CRASH,
        values=(("code", one.code), ("error", where)),
        basis="",
    )
