"""Turns an example table into an office with one register, as reading would leave it.

The headings of a table say which register it is; a text that is no value of its field becomes an unread cell.
Tables headed 文件 and 情形 tell of workbooks instead.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from officebatch.checks.example_rules import BOOKS, SECRET, STEPS, Book, example_rules
from officebatch.model.events import Events
from officebatch.model.office import Office
from officebatch.model.origin import Origin
from officebatch.model.register import Cells, Part, Register, Unread
from officebatch.model.report import Trouble, TroubleKind
from officebatch.model.vocabulary import FieldType, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officebatch.rulebook.rules import RuleBook

_STATES = {
    "打不开": TroubleKind.UNREADABLE,
    "加密": TroubleKind.ENCRYPTED,
    "正被打开": TroubleKind.OPEN_ELSEWHERE,
    "找不到": TroubleKind.NO_WORKBOOK,
    "无人认领": TroubleKind.NO_REGISTER,
    "无表头": TroubleKind.NO_HEADINGS,
    "列名两可": TroubleKind.AMBIGUOUS_HEADING,
}


def office_of(text: str) -> tuple[Office, RuleBook]:
    """The example office with the one register a table tells, and its rule book."""
    rules = example_rules()
    lines = [[cell.strip() for cell in line.split("|")] for line in inspect.cleandoc(text).splitlines()]
    headings, rows = lines[0], lines[1:]
    if headings[0] == "文件":
        return Office({}, {}, troubles=tuple(_trouble(*row) for row in rows if row[1] in _STATES)), rules
    book = next(b for b in BOOKS if next(iter(b.fields)) == headings[0])
    register, troubles = _register(book, headings, rows, rules)
    events = {("发文", "发文"): _events(register)} if book.kind is Kind.FLOW else {}
    return Office({register.name: register}, events, troubles=troubles), rules


def _trouble(file: str, state: str) -> Trouble:
    return Trouble(_STATES[state], Origin(file), file.removesuffix("登记簿.xlsx").removesuffix("登记簿"))


def _register(
    book: Book, headings: Sequence[str], rows: list[list[str]], rules: RuleBook
) -> tuple[Register, tuple[Trouble, ...]]:
    part = Part(f"{book.name}.xlsx", book.name, {f: chr(ord("A") + i) for i, f in enumerate(headings)})
    place = {f: i for i, f in enumerate(headings)}
    secret = [at for at, row in enumerate(rows) if "密级" in place and row[place["密级"]] in SECRET]
    troubles = [
        Trouble(TroubleKind.CLASSIFIED, Origin(part.workbook, part.sheet, at + 2, part.letters["密级"]), book.name)
        for at in secret
    ]
    missing = [f for f in book.required if f not in headings]
    troubles += [Trouble(TroubleKind.MISSING_COLUMN, Origin(part.workbook, part.sheet), book.name, f) for f in missing]
    open_rows = [at for at in range(len(rows)) if at not in secret]
    columns, unread = {}, []
    for name, (_, kind) in book.fields.items():
        texts = [rows[at][place[name]] if name in place else "" for at in open_rows]
        homes = [rows[at][place["牵头部门"]] if "牵头部门" in place else "" for at in open_rows]
        values = [_value(text, kind, name, home, rules) for text, home in zip(texts, homes, strict=True)]
        columns[name] = _column(kind, values)
        for row, (text, value) in enumerate(zip(texts, values, strict=True)):
            if text and value is None:
                told = _cell_trouble(text, name, home=homes[row], rules=rules)
                origin = Origin(part.workbook, part.sheet, open_rows[row] + 2, part.letters[name])
                if told is not None:
                    troubles.append(Trouble(told, origin, book.name, name, rows[open_rows[row]][0]))
                else:
                    unread.append(Unread(row, name, kind, text))
    shown = {f: _cells([rows[at][place[f]] for at in open_rows]) for f in book.fields if f in headings}
    return Register(
        name=book.name,
        kind=book.kind,
        frame=pd.DataFrame(columns),
        shown=shown,
        types={f: kind for f, (_, kind) in book.fields.items()},
        roles={role: f for f, (role, _) in book.fields.items() if role},
        parts=(part,),
        part=np.zeros(len(open_rows), dtype=np.int32),
        sheet_row=np.array(open_rows, dtype=np.int32) + 2,
        keys=np.array([rows[at][0] or f"#{at}" for at in open_rows], dtype=object),
        unread=tuple(unread),
        missing=tuple(missing),
        seats={headings[0]: tuple(rows[at][0] for at in secret)},
    ), tuple(troubles)


def _value(text: str, kind: FieldType, name: str, home: str, rules: RuleBook) -> object | None:
    """The value of a cell, None where it is empty or cannot be read."""
    match kind:
        case FieldType.DATE:
            return _day(text)
        case FieldType.PERCENT | FieldType.INTEGER:
            digits = text.removesuffix("%")
            return float(digits) / (100 if text != digits else 1) if digits.isdigit() else None
        case FieldType.DEPARTMENT:
            return rules.department_names.get(text)
        case FieldType.PERSON:
            return text if rules.person(text, home) else None
        case FieldType.CHOICE:
            return rules.choice_lists[name].get(text)
    return text or None


def _day(text: str) -> np.datetime64 | None:
    try:
        return np.datetime64(text, "s") if text else None
    except ValueError:
        return None


def _cell_trouble(text: str, name: str, home: str, rules: RuleBook) -> TroubleKind | None:
    if text.startswith("#"):
        return TroubleKind.ERROR_CELL
    if text.startswith("="):
        return TroubleKind.UNCALCULATED
    if "→" in text:
        return TroubleKind.SEVERAL_DAYS
    if name == "责任人" and len(rules.people_by_name.get(text, ())) > 1 and not rules.person(text, home):
        return TroubleKind.AMBIGUOUS_PERSON
    return None


def _column(kind: FieldType, values: list[object | None]) -> object:
    if kind is FieldType.DATE:
        return np.array([np.datetime64("NaT") if v is None else v for v in values], dtype="datetime64[s]")
    if kind in (FieldType.PERCENT, FieldType.INTEGER):
        return np.array([np.nan if v is None else v for v in values], dtype="float64")
    return pd.Categorical(values)


def _cells(texts: list[str]) -> Cells:
    distinct = list(dict.fromkeys(text for text in texts if text))
    return Cells(np.array([distinct.index(t) if t else -1 for t in texts], dtype=np.int32), tuple(distinct))


def _events(register: Register) -> Events:
    lines = [
        (row, at, 1, register.frame[f"{step}人"].iat[row], register.frame[f"{step}日期"].iat[row],
         bool(register.text(row, f"{step}日期")), row)
        for row in range(len(register))
        for at, (step, _) in enumerate(STEPS)
        if register.text(row, f"{step}人") or register.text(row, f"{step}日期")
    ]  # fmt: skip
    frame = pd.DataFrame(lines, columns=["record", "step", "pass", "person", "date", "dated", "row"])
    frame["person"] = pd.Categorical(frame["person"])
    frame["date"] = frame["date"].to_numpy(dtype="datetime64[s]")
    names = [step for step, _ in STEPS]
    fields = [tuple(f"{n}{what}" if f"{n}{what}" in register.shown else "" for n in names) for what in ("人", "日期")]
    return Events("发文", "发文", tuple(names), fields[0], fields[1], frame)
