"""Parts of sheets put together to one register: frame, keys, origins, and what is asked about its people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from officebatch.model.register import Register
from officebatch.model.report import Trouble, TroubleKind
from officebatch.model.vocabulary import CASE, FieldType, Kind
from officebatch.reading.fields import LIMITS, read_field
from officebatch.reading.folding import fold_numbers, fold_word
from officebatch.reading.table import lost_cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from officebatch.reading.fields import Field
    from officebatch.reading.table import Table
    from officebatch.reading.values import Words
    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import FieldRule, RegisterRule


@dataclass(frozen=True, eq=False)
class Assembled:
    """A register, its fields as read, and the troubles of its cells."""

    register: Register
    fields: Mapping[str, Field]
    troubles: tuple[Trouble, ...]


def assemble(rule: RegisterRule, rules: RuleBook, tables: Sequence[Table], words: Words) -> Assembled:
    """One register from its parts, in their order."""
    of = rules.fields_by_register[rule.name]
    fields = {f.field: read_field(f, tables, words) for f in of}
    roles = {f.role: f.field for f in of if f.role}
    register = Register(
        name=rule.name,
        kind=rule.kind,
        frame=pd.DataFrame({name: found.values for name, found in fields.items()}, copy=False),
        shown={name: found.cells for name, found in fields.items() if found.cells is not None},
        types={f.field: f.type for f in of},
        roles=roles,
        parts=tuple(table.part for table in tables),
        part=np.repeat(np.arange(len(tables), dtype=np.int32), [len(t.rows) for t in tables]),
        sheet_row=np.concatenate([t.rows for t in tables]) if tables else np.array([], dtype=np.int32),
        keys=_keys(rule, roles, fields),
        unread=tuple(sorted((u for f in fields.values() for u in f.unread), key=lambda u: u.row)),
        missing=tuple(f.field for f in of if any(f.field not in t.columns for t in tables)),
        seats=_seats(tables),
    )
    if register.listed:
        _say_throughout(register)
    troubles = (*_lost(register, tables), *_several_days(register, of, fields), *_namesakes(register, rules))
    return Assembled(register, fields, troubles)


def _say_throughout(register: Register) -> None:
    """What one line of a case says of it holds for the lines that are silent."""
    for role in CASE:
        field = register.role(role)
        if field is None:
            continue
        codes, heads = register.shown[field].codes, register.heads
        said = np.full(len(register) + 1, -1, dtype=np.int32)  # per case, at its head; the last for lines without one
        rows = np.flatnonzero((codes >= 0) & (heads >= 0))[::-1]
        said[heads[rows]] = rows
        silent = np.flatnonzero((codes < 0) & (said[heads] >= 0))
        values = register.frame[field].array.copy()
        values[silent] = values[said[heads[silent]]]
        register.frame[field] = values


def _keys(rule: RegisterRule, roles: Mapping[str, str], fields: Mapping[str, Field]) -> np.ndarray:
    case = roles.get("case", "") if rule.kind is Kind.EVENTS else ""
    named = rule.key_field or roles.get("key", "") or case
    keys = _texts(fields, named)
    if _each_its_own(fields.get(named)):
        return keys
    blank = keys == ""
    if blank.any():
        title, received = _texts(fields, roles.get("title", "")), _texts(fields, roles.get("received", ""))
        keys[blank] = [f"{t} {r}".strip() for t, r in zip(title[blank], received[blank], strict=True)]
    return _counted(keys)


def _each_its_own(key: Field | None) -> bool:
    """Whether each row has a key that no other has: seen by the codes, since a column's texts are distinct."""
    if key is None or key.cells is None or (key.cells.codes < 0).any():
        return False
    once = bool((np.bincount(key.cells.codes, minlength=1) <= 1).all())
    return once and fold_numbers(key.cells.texts) is key.cells.texts


def _texts(fields: Mapping[str, Field], name: str) -> np.ndarray:
    """A field's texts folded, one a row; "" where empty or absent."""
    height = len(next(iter(fields.values())).values) if fields else 0
    found = fields.get(name)
    if found is None or found.cells is None:
        return np.full(height, "", dtype=object)
    distinct = np.array([*fold_numbers(found.cells.texts), ""], dtype=object)
    texts: np.ndarray = distinct[found.cells.codes]
    return texts


def _counted(keys: np.ndarray) -> np.ndarray:
    """Equal keys with an ordinal behind from the second on."""
    if len(set(keys.tolist())) == len(keys):
        return keys
    column = pd.Series(keys, dtype=object)
    again = column.duplicated(keep=False).to_numpy()
    if again.any():
        nth = column[again].groupby(column[again], sort=False).cumcount().to_numpy()
        keys[again] = [f"{key}#{n + 1}" if n else key for key, n in zip(keys[again], nth, strict=True)]
    return keys


def _seats(tables: Sequence[Table]) -> dict[str, tuple[str, ...]]:
    seats: dict[str, tuple[str, ...]] = {}
    for table in tables:
        for field, numbers in table.seats.items():
            seats[field] = (*seats.get(field, ()), *numbers)
    return seats


def _lost(register: Register, tables: Sequence[Table]) -> Iterator[Trouble]:
    """Cells with an error or a formula never calculated, under known headings."""
    start = 0
    for table in tables:
        for field, column in table.columns.items() if table.lossy else ():
            for row, text in lost_cells(column):
                kind = TroubleKind.UNCALCULATED if text.startswith("=") else TroubleKind.ERROR_CELL
                place, key = register.origin(start + row, field), str(register.keys[start + row])
                yield Trouble(kind, place, register.name, field, key, (("text", text),))
        start += len(table.rows)


def _several_days(register: Register, of: Sequence[FieldRule], fields: Mapping[str, Field]) -> Iterator[Trouble]:
    """Due cells with more than one day, of which the first was taken."""
    for rule in of:
        for row, days in sorted(fields[rule.field].passes.items()) if rule.role in LIMITS else ():
            place, key = register.origin(row, rule.field), str(register.keys[row])
            values = (("text", register.text(row, rule.field)), ("day", f"{days[0]:%Y-%m-%d}"))
            yield Trouble(TroubleKind.SEVERAL_DAYS, place, register.name, rule.field, key, values)


def _namesakes(register: Register, rules: RuleBook) -> Iterator[Trouble]:
    """Cells that name one of several people of a name where neither the cell nor the record's department tells."""
    department = register.role("department")
    for field, kind in register.types.items():
        column = register.frame[field].array
        if kind is not FieldType.PERSON or field not in register.shown or not isinstance(column, pd.Categorical):
            continue
        several = [i for i, name in enumerate(column.categories) if len(rules.people_by_name.get(name, ())) > 1]
        for row in np.flatnonzero(np.isin(column.codes, several)).tolist() if several else ():
            name = str(column.categories[column.codes[row]])
            of = str(register.frame[department].iat[row]) if department else ""
            if rules.person(name, of) is None and not _said(register.text(row, field), name, rules):
                place, key = register.origin(row, field), str(register.keys[row])
                yield Trouble(TroubleKind.AMBIGUOUS_PERSON, place, register.name, field, key, (("person", name),))


def _said(text: str, name: str, rules: RuleBook) -> bool:
    """Whether a department in brackets behind the name tells who is meant: 吴静（财务科）."""
    _, _, behind = fold_word(text).partition("(")
    return rules.person(name, rules.department_names.get(behind.rstrip(")"), "")) is not None
