"""Sheet 校验 looked over: whether its expressions can be read, and whether its examples hold and break them.

Only a rule book with lines there starts the process that reads them.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from officebatch.model.vocabulary import FieldType
from officebatch.rulebook.cells import EMPTY_WORD, read_date
from officebatch.rulebook.faults import CellFault
from officebatch.rulebook.sheets import CalendarDay
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from officebatch.model.workdays import Workdays
    from officebatch.query import Field, Looked, Schema, Session, Value
    from officebatch.rulebook.lines import Line, Tray
    from officebatch.rulebook.references import Known

TODAY = "今天"
HOLDS, BREAKS = "holds", "breaks"
BAD_EXAMPLE = marked(
    "“{text}” is no part of an example. Write field=value, several by ； as 收文日期=2026-11-02；办结日期=2026-11-05."
)
NO_EXAMPLE_FIELD = marked(
    "“{text}” is no field of register {register}, and no register with a field, as 发文登记簿.发文字号."
)
NO_VALUE = marked("“{text}” is no value of field {field}.")
NEEDS_TODAY = marked("This check asks for 今天. Say in the example which day it is, as 今天=2026-11-20.")
DOES_NOT_HOLD = marked(
    "This example should be in order, but the check finds it wrong. Correct the example or the check."
)
DOES_NOT_BREAK = marked(
    "This example should be found wrong, but the check lets it pass. Correct the example or the check."
)


def schema(
    fields: Iterable[tuple[str, str, FieldType, str]],
    choices: Mapping[str, Mapping[str, str]],
    departments: Mapping[str, str],
    people: Iterable[str],
) -> Schema:
    """The fields (register, field, type, choice list) as the office's own expressions see them: with the words that
    may stand in them, where a cell with any other cannot be read."""
    from officebatch.query import Field

    names = {name: name for name in people if name}
    found: dict[str, dict[str, Field]] = {}
    for register, field, type_, list_ in fields:
        words = {
            FieldType.CHOICE: {word: value for word, value in choices.get(list_, {}).items() if word},
            FieldType.DEPARTMENT: departments,
            FieldType.PERSON: names,
            FieldType.YES_NO: {"是": "是", "否": "否"},
        }
        found.setdefault(register, {})[field] = Field(type_, words.get(type_, {}))
    return found


def tell_all(tray: Tray, known: Known) -> None:
    """Note every fault of the expressions and examples of sheet 校验."""
    lines = [line for line in tray.lines["校验"] if line.text("register") in known.fields and line.text("must")]
    if not lines:
        return
    from officebatch.query import Session

    every = ((r.text("register"), r.text("field"), _type(r), r.text("choices")) for r in tray.lines["字段"])
    people = (line.text("name") for line in tray.lines["人员"])
    seen = schema(every, known.choices, known.departments, people)
    with Session(seen, lambda: _days(tray)) as session:
        for line in lines:
            _tell(tray, line, seen, session)


def _tell(tray: Tray, line: Line, seen: Schema, session: Session) -> None:
    from officebatch.query import QueryFault, Question

    try:
        looked = session.check(Question(line.text("register"), line.text("must"), line.text("when")))
    except QueryFault as fault:
        column = "must" if fault.part == "what" else "when"
        tray.fault(line.place(column), fault.message, fault.known, **dict(fault.values))
        return
    for column, message in ((HOLDS, DOES_NOT_HOLD), (BREAKS, DOES_NOT_BREAK)):
        if not line.text(column):
            continue
        place = line.place(column)
        try:
            found_wrong = _found_wrong(looked, line.text(column), seen, session)
        except CellFault as fault:
            tray.faults.append(fault.at(place.sheet, place.cell))
        except QueryFault as fault:
            tray.fault(place, fault.message, fault.known, **dict(fault.values))
        else:
            if found_wrong is not (column == BREAKS):
                tray.fault(place, message)


def _found_wrong(looked: Looked, text: str, seen: Schema, session: Session) -> bool:
    """Whether a check finds an example wrong: a record, and one of every other register it names. Raises CellFault,
    QueryFault."""
    from officebatch.query import of_records

    own = looked.question.register
    values: dict[str, dict[str, Value]] = {own: {}}
    today: date | None = None
    for part in filter(None, (p.strip() for p in re.split(r"[；;\n]", text))):
        name, sign, written = (p.strip() for p in part.replace("＝", "=").partition("="))
        if not sign:
            raise CellFault(BAD_EXAMPLE, text=part)
        if name == TODAY:
            today = read_date(written)
            continue
        register, field = _named(name, own, seen)
        value = _read(written, field, seen[register][field])
        values.setdefault(register, {}).update({} if value is None else {field: value})
    if looked.today and today is None:
        raise CellFault(NEEDS_TODAY)
    tables = {r: of_records(seen[r], [values[r]] if r in values else []) for r in looked.uses}
    return bool(session.ask(looked, tables, today or date.min)[0] == 0)


def _named(name: str, own: str, seen: Schema) -> tuple[str, str]:
    """Register and field of `办结日期` or `发文登记簿.发文字号`."""
    if name in seen[own]:
        return own, name
    register, _, field = name.partition(".")
    if field in seen.get(register, {}):
        return register, field
    known = [*seen[own], *(f"{r}.{f}" for r, fields in seen.items() if r != own for f in fields)]
    raise CellFault(NO_EXAMPLE_FIELD, known, text=name, register=own)


def _read(written: str, field: str, of: Field) -> Value | None:
    """What stands in an example for a field, as its type has it; None for an empty cell."""
    if written in ("", EMPTY_WORD):
        return None
    try:
        match of.type:
            case FieldType.DATE:
                return read_date(written)
            case FieldType.DATETIME:
                day, _, clock = written.partition(" ")
                return datetime.combine(read_date(day), datetime.strptime(clock or "0:00", "%H:%M").time())
            case FieldType.INTEGER | FieldType.NUMBER:
                return float(written)
            case FieldType.PERCENT:
                return float(written.removesuffix("%")) / (100 if written.endswith("%") else 1)
    except CellFault:
        raise
    except ValueError:
        raise CellFault(NO_VALUE, text=written, field=field) from None
    if of.words and written not in of.words:
        raise CellFault(NO_VALUE, of.words, text=written, field=field)
    return of.words.get(written, written)


def _type(line: Line) -> FieldType:
    return FieldType(line.text("type") or FieldType.TEXT)


def _days(tray: Tray) -> Workdays:
    from officebatch.model.workdays import Workdays

    lines = ((line.values.get("day"), line.text("working") == "上班") for line in tray.lines["日历"])
    return Workdays.of(CalendarDay(day, working) for day, working in lines if isinstance(day, date))
