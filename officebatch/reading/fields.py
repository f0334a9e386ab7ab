"""One field of one register over all its sheets: texts as shown, values by type, what could not be read.

Each distinct writing is read once; rows are reached through codes.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import count
from operator import is_
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from officebatch.model.register import Cells, Unread
from officebatch.model.vocabulary import FieldType
from officebatch.reading.dates import read_dates
from officebatch.reading.folding import fold_numbers, fold_texts, fold_word
from officebatch.reading.sheet import Lost, shown
from officebatch.reading.values import NOTHING, UNREAD, counts_to_hundred, read_number, read_percent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from numpy.typing import DTypeLike

    from officebatch.reading.sheet import Column
    from officebatch.reading.table import Table
    from officebatch.reading.values import Words
    from officebatch.rulebook.sheets import FieldRule

DATES = (FieldType.DATE, FieldType.DATETIME)
NUMBERS = (FieldType.INTEGER, FieldType.NUMBER, FieldType.PERCENT)
TEXTS = (FieldType.TEXT, FieldType.DOCUMENT_NUMBER)
LIMITS = ("due", "limit")  # roles of dates that say until when
Array = np.ndarray


@dataclass(frozen=True, eq=False)
class Field:
    """values: a Categorical, datetime64[s] or float64, one entry a row. cells: None where no sheet has the column.

    passes: rows whose date cell holds several days → these days.
    """

    values: pd.Categorical | Array
    cells: Cells | None
    unread: tuple[Unread, ...]
    passes: Mapping[int, tuple[datetime, ...]] = field(default_factory=dict)


def read_field(rule: FieldRule, tables: Sequence[Table], words: Words) -> Field:
    """A field's values and texts in the order of the register's rows."""
    cells = _shown(rule, tables)
    passes: dict[int, tuple[datetime, ...]] = {}
    read: tuple[pd.Categorical | Array, Array]
    if rule.type in DATES:
        read = _dates(rule, tables, words, passes)
    elif rule.type in NUMBERS:
        read = _numbers(rule, tables)
    elif rule.type in TEXTS:
        read = _texts(rule, tables, cells)
    else:
        read = _words(rule, tables, words)
    values, bad = read
    unread = tuple(
        Unread(row, rule.field, rule.type, cells.text(row) if cells else "") for row in np.flatnonzero(bad).tolist()
    )
    return Field(values, cells, unread, passes)


def _shown(rule: FieldRule, tables: Sequence[Table]) -> Cells | None:
    if not any(rule.field in table.columns for table in tables):
        return None
    order = _order()
    pieces = []
    for table in tables:
        column = table.columns.get(rule.field)
        if column is None:
            pieces.append(np.full(len(table.rows), -1, dtype=np.int32))
        else:
            texts, distinct = _stripped(column.values)
            if len(tables) == 1 and (distinct or len(set(texts)) == len(texts)):
                return _already_distinct(texts, column.codes)
            pieces.append(_coded(texts, order)[column.codes])
    return Cells(_joined(pieces, np.int32), tuple(order)[1:])


def _stripped(values: tuple[object, ...]) -> tuple[list[str], bool]:
    """Values as they are shown, and whether they are known to be as distinct as before."""
    try:
        texts = list(map(str.strip, values))  # type: ignore[arg-type]  # most often texts alone
    except TypeError:
        return [v.strip() if isinstance(v, str) else shown(v) for v in values], False
    return texts, all(map(is_, texts, values))


def _already_distinct(texts: list[str], codes: Array) -> Cells:
    """Texts of one sheet no two of which are shown alike: their codes hold, but for the blank one's."""
    if "" not in texts:
        return Cells(codes, tuple(texts))
    blank = texts.index("")
    shifted = np.where(codes == blank, np.int32(-1), codes - (codes > blank).astype(np.int32))
    return Cells(shifted, tuple(texts[:blank] + texts[blank + 1 :]))


def _order() -> defaultdict[str, int]:
    """Texts in the order they come, "" before all of them."""
    order = defaultdict[str, int](count().__next__)
    order.__getitem__("")  # the look-up takes the place
    return order


def _coded(texts: Iterable[str], order: defaultdict[str, int]) -> Array:
    """Each text's place in `order`, which grows by the new ones; -1 for ""."""
    codes: Array = np.fromiter(map(order.__getitem__, texts), dtype=np.int32) - np.int32(1)
    return codes


def _words(rule: FieldRule, tables: Sequence[Table], words: Words) -> tuple[pd.Categorical, Array]:
    order = _order()
    codes, bad = [], []
    for table in tables:
        column = table.columns.get(rule.field)
        if column is None:
            codes.append(np.full(len(table.rows), -1, dtype=np.int32))
            bad.append(np.zeros(len(table.rows), dtype=np.bool_))
            continue
        found = words.read(rule, column.values)
        faulty = np.array([f is UNREAD for f in found], dtype=np.bool_)
        codes.append(_coded((f if isinstance(f, str) else "" for f in found), order)[column.codes])
        bad.append(faulty[column.codes])
    return _categorical(_joined(codes, np.int32), list(order)[1:]), _joined(bad, np.bool_)


def _texts(rule: FieldRule, tables: Sequence[Table], cells: Cells | None) -> tuple[pd.Categorical, Array]:
    """Running text and numbers are what is shown, folded; mostly there is nothing to fold."""
    height = sum(len(table.rows) for table in tables)
    good = np.zeros(height, dtype=np.bool_)
    if cells is None:
        return _categorical(np.full(height, -1, dtype=np.int32), []), good
    folded = (fold_numbers if rule.type is FieldType.DOCUMENT_NUMBER else fold_texts)(cells.texts)
    codes = cells.codes
    if folded is not cells.texts:
        order = _order()
        codes = np.append(_coded(folded, order), np.int32(-1))[codes]
        folded = list(order)[1:]
    if any(table.lossy for table in tables):
        codes = np.where(_lost(rule, tables), np.int32(-1), codes)
    return _categorical(codes, folded), good


def _lost(rule: FieldRule, tables: Sequence[Table]) -> Array:
    pieces = []
    for table in tables:
        column = table.columns.get(rule.field)
        lost = [] if column is None else [i for i, v in enumerate(column.values) if isinstance(v, Lost)]
        pieces.append(np.zeros(len(table.rows), dtype=np.bool_) if column is None else column.having(lost))
    return _joined(pieces, np.bool_)


def _categorical(codes: Array, words: Sequence[str]) -> pd.Categorical:
    return pd.Categorical.from_codes(codes, categories=pd.Index(list(words), dtype="str"))


def _numbers(rule: FieldRule, tables: Sequence[Table]) -> tuple[Array, Array]:
    read: Callable[[object], object] = read_number
    if rule.type is FieldType.PERCENT:
        columns = [t.columns[rule.field] for t in tables if rule.field in t.columns]
        hundred = counts_to_hundred([v for column in columns for v in column.values])

        def read(value: object) -> object:
            return read_percent(value, hundred=hundred)

    def judge(value: object, _: int | None) -> object:
        found = read(value)
        broken = rule.type is FieldType.INTEGER and isinstance(found, float) and not found.is_integer()
        return UNREAD if broken else found

    return _typed(rule, tables, judge, np.dtype("float64"), np.nan)


def _dates(
    rule: FieldRule, tables: Sequence[Table], words: Words, passes: dict[int, tuple[datetime, ...]]
) -> tuple[Array, Array]:
    several: dict[tuple[object, int | None], tuple[datetime, ...]] = {}
    is_limit = rule.role in LIMITS

    def judge(value: object, year: int | None) -> object:
        text = fold_word(value) if isinstance(value, str) else "·"
        if not text or text in NOTHING or (is_limit and text in words.long_term):
            return None
        days = read_dates(value, year)
        if days is None:
            return UNREAD
        if len(days) > 1:
            several[value, year] = days
        day = days[0] if is_limit else days[-1]  # an extension holds only with its proof
        return np.datetime64(day if rule.type is FieldType.DATETIME else day.replace(hour=0, minute=0, second=0), "s")

    read = _typed(rule, tables, judge, np.dtype("datetime64[s]"), np.datetime64("NaT", "s"))
    if several:
        _note_passes(rule, tables, several, passes)
    return read


def _note_passes(
    rule: FieldRule,
    tables: Sequence[Table],
    several: Mapping[tuple[object, int | None], tuple[datetime, ...]],
    passes: dict[int, tuple[datetime, ...]],
) -> None:
    start = 0
    for table in tables:
        column = table.columns.get(rule.field)
        if column is not None:
            found = [i for i, v in enumerate(column.values) if isinstance(v, str) and (v, table.year) in several]
            for row in np.flatnonzero(column.having(found)).tolist():
                passes[start + row] = several[column.at(row), table.year]
        start += len(table.rows)


def _typed(
    rule: FieldRule,
    tables: Sequence[Table],
    judge: Callable[[object, int | None], object],
    kind: np.dtype[np.generic],
    nothing: object,
) -> tuple[Array, Array]:
    values, bad = [], []
    for table in tables:
        column: Column | None = table.columns.get(rule.field)
        if column is None:
            values.append(np.full(len(table.rows), nothing, dtype=kind))
            bad.append(np.zeros(len(table.rows), dtype=np.bool_))
            continue
        found = [None if isinstance(v, Lost) else judge(v, table.year) for v in column.values]
        faulty = np.array([f is UNREAD for f in found], dtype=np.bool_)
        distinct = np.array([nothing if f is None or f is UNREAD else f for f in found], dtype=kind)
        values.append(distinct[column.codes])
        bad.append(faulty[column.codes])
    return _joined(values, kind), _joined(bad, np.bool_)


def _joined(pieces: Sequence[Array], kind: DTypeLike) -> Array:
    return np.concatenate([np.array([], dtype=kind), *pieces])
