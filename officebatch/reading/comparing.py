"""A workbook beside one that another program made from it: whether every cell shows the same, and whether the new one
bears marks of secrecy that could not be seen in the old one."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING

from officebatch.model.comparison import Comparison
from officebatch.model.origin import Origin, letter
from officebatch.reading.office import where_named
from officebatch.reading.secrecy import Marks
from officebatch.reading.sheet import Column, Lost, Sheet
from officebatch.reading.workbooks import read_all

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from officebatch.rulebook.rules import RuleBook

_DIGITS = 1e-14  # of a number: as many as are written into a workbook
_MOMENT = timedelta(milliseconds=500)  # of a time, which is written as a part of a day


def compare(first: Path, second: Path, rules: RuleBook) -> Comparison:
    """The second workbook held against the first. rules: say what a mark of secrecy is."""
    one, other = read_all((first, second))
    sheets = {sheet.name: sheet for sheet in other.sheets}
    if one.trouble or other.trouble or any(sheet.name not in sheets for sheet in one.sheets):
        return Comparison(None)
    otherwise = {at: value for sheet in one.sheets for at, value in _apart(sheet, sheets[sheet.name])}
    marks = Marks(rules.settings)
    noted = (text for sheet in other.sheets for _, text in sheet.comments)
    return Comparison(otherwise, bool(where_named(other, marks)) or any(map(marks.carried, noted)))


def _apart(one: Sheet, other: Sheet) -> Iterator[tuple[Origin, object]]:
    for position, (mine, theirs) in enumerate(zip_longest(one.columns, other.columns)):
        seen: dict[tuple[object, object], bool] = {}
        for row, pair in enumerate(zip_longest(_cells(mine), _cells(theirs), fillvalue="")):
            if pair[0] is pair[1]:
                continue
            key = (type(pair[0]), pair[0]), (type(pair[1]), pair[1])
            if key not in seen:
                seen[key] = _same(*pair)
            if not seen[key]:
                yield Origin(one.workbook, one.name, row + 1, letter(position)), pair[0]


def _cells(column: Column | None) -> list[object]:
    """The raw values from row 1; nothing where a cell has no value."""
    if column is None:
        return []
    values = ["" if isinstance(value, Lost) else value for value in column.values]
    return [values[code] for code in column.codes.tolist()]


def _same(one: object, other: object) -> bool:
    match one, other:
        case bool(), bool():
            return one == other
        case bool(), _:
            return False
        case (int() | float()), (int() | float()):
            return not isinstance(other, bool) and math.isclose(one, other, rel_tol=_DIGITS)
        case str(), str():
            return one.split() == other.split()
    mine, theirs = _moment(one), _moment(other)
    return mine is not None and theirs is not None and abs(mine - theirs) < _MOMENT


def _moment(value: object) -> timedelta | None:
    """A day or a time as what has passed since the year 1, or since midnight."""
    match value:
        case datetime():
            return value - datetime.min
        case date():
            return datetime.combine(value, time()) - datetime.min
        case time():
            return datetime.combine(date.min, value) - datetime.min
        case timedelta():
            return value
    return None
