"""OWN…: the office's own checks (sheet 校验), asked of `query`, then run like any other.

A record breaks a check where the condition holds and what must hold does not; where a cell it needs is empty it does
neither. Records struck out are left alone, as everywhere. A check that cannot be run is left out and told, the others
go on.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.check import Check, Hit
from officebatch.checks.scope import RegisterScope
from officebatch.model.finding import Skipped
from officebatch.model.workdays import Workdays
from officebatch.rulebook.cells import EMPTY_WORD
from officebatch.rulebook.judging import CheckRule
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from officebatch.checks.scope import OfficeScope
    from officebatch.model.register import Register
    from officebatch.query import Looked, QueryFault, Session, Table
    from officebatch.rulebook.judging import OwnCheck

_SAID = marked("{said}")
_LEFT_OUT = marked("{code}, a check of the office's own, over {own}")
_PLACE = re.compile(r"\{([^{}]*)\}")
_AROUND = re.compile(r"[“「『《（(]?\{[^{}]*\}[”」』》）)]?")
_EDGES = " ，,、：:；;。的"


def own_checks(scope: OfficeScope) -> tuple[list[tuple[Check[RegisterScope], CheckRule]], list[Skipped]]:
    """The lines of sheet 校验 as checks that know what breaks them, and why others were left out.

    All are answered by one process while all is well; without a line none is started.
    """
    made: list[tuple[Check[RegisterScope], CheckRule]] = []
    left: list[Skipped] = []
    rules = scope.rules
    if not rules.own_checks:
        return made, left
    from officebatch.query import Session, of_register

    tables = {name: of_register(register) for name, register in scope.office.registers.items()}
    with Session(rules.schema, lambda: Workdays.of(rules.calendar, rules.settings.hours)) as session:
        for own, looked in [(own, _look(own, session)) for own in rules.own_checks]:
            answer = _answer(own, looked, session, tables, scope)
            if isinstance(answer, Skipped):
                left.append(answer)
            else:
                made.append(answer)
    return made, left


def _look(own: OwnCheck, session: Session) -> Looked | QueryFault:
    from officebatch.query import QueryFault, Question

    try:
        return session.check(Question(own.register, own.must, own.when))
    except QueryFault as fault:
        return fault


def _answer(
    own: OwnCheck, looked: Looked | QueryFault, session: Session, tables: Mapping[str, Table], scope: OfficeScope
) -> tuple[Check[RegisterScope], CheckRule] | Skipped:
    from officebatch.query import QueryFault

    if isinstance(looked, QueryFault):
        return _faulty(own, looked)
    if lacking := _lacking(own, looked, scope.office.registers):
        return lacking
    try:
        values = session.ask(looked, tables, scope.as_of)
    except QueryFault as fault:
        return _faulty(own, fault)
    find = partial(_hits, own, (*looked.fields, *looked.conditions), values == 0)
    check = Check(
        own.code, title_of(own), own.severity, own.mends, own.basis, _SAID, own.breaks, own.holds, RegisterScope, find
    )
    return check, CheckRule(own.code, True, own.severity, own.mends, {}, own.basis, own.at)


def _hits(own: OwnCheck, fields: tuple[str, ...], broken: NDArray[np.bool_], scope: RegisterScope) -> Iterator[Hit]:
    register = scope.register
    if register.name != own.register:
        return
    there = np.logical_and.reduce([scope.has_column(field) for field in fields]) if fields else True
    shown = tuple(dict.fromkeys(fields)) or (register.role("key") or next(iter(register.shown)),)
    for row in np.flatnonzero(broken & ~scope.void & there):
        yield Hit(int(row), shown, {"said": _filled(own.message, register, int(row))})


def _filled(message: str, register: Register, row: int) -> str:
    """The clerk's words with what the cells of the record show."""
    return _PLACE.sub(lambda place: register.text(row, place[1].strip()) or EMPTY_WORD, message)


def title_of(own: OwnCheck) -> str:
    """The clerk's words without what differs from record to record."""
    return _AROUND.sub("", own.message).strip(_EDGES) or own.must


def _lacking(own: OwnCheck, looked: Looked, registers: Mapping[str, Register]) -> Skipped | None:
    for name, fields in looked.uses.items():
        register = registers.get(name)
        values = (("code", own.code), ("own", own.register), ("register", name))
        if register is None or not register.parts:
            return Skipped(_LEFT_OUT, marked("register {register} was not read"), values)
        for field in fields:
            if field not in register.shown:
                because = marked("register {register} has no column for the field “{field}”")
                return Skipped(_LEFT_OUT, because, (*values, ("field", field)))
    return None


def _faulty(own: OwnCheck, fault: QueryFault) -> Skipped:
    values = {**dict(fault.values), "code": own.code, "own": own.register}
    return Skipped(_LEFT_OUT, fault.message, tuple(values.items()), faulty=True)
