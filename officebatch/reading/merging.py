"""Cells that speak for more than one row: merged ones, values carried down, dates in columns of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.reading.sheet import Column, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from officebatch.reading.sheet import Rows, Sheet

    Places = np.ndarray[tuple[int], np.dtype[np.intp]]


_MAC = 1462  # days from the other beginning to 1904-01-01


def merged_down(sheet: Sheet, first: int) -> list[Column]:
    """The sheet's columns with each vertically merged cell's value in all its rows, from row `first` on."""
    codes: dict[int, np.ndarray[tuple[int], np.dtype[np.int32]]] = {}
    for top, left, bottom, _ in sheet.merged:
        if first <= top < bottom and left < len(sheet.columns) and top < sheet.height:
            column = codes.setdefault(left, sheet.columns[left].codes.copy())
            column[top + 1 : bottom + 1] = column[top]
    return [Column(c.values, codes[i]) if i in codes else c for i, c in enumerate(sheet.columns)]


def touched(sheet: Sheet, rows: Rows, first: int) -> Rows:
    """`rows` and all that share a merged cell with one of them, from row `first` on."""
    found = rows.copy()
    for top, _, bottom, _ in sheet.merged:
        if first <= top < bottom and rows[top : bottom + 1].any():
            found[top : bottom + 1] = True
    return found


def filled_down(column: Column, rows: Places, barred: Rows | None = None) -> Column:
    """The column with blank cells of `rows` holding what the nearest of them above holds, unless that is barred."""
    codes = column.codes.copy()
    there = ~column.empty[rows]
    latest = np.maximum.accumulate(np.where(there, np.arange(len(rows)), -1))
    known = latest >= 0
    if barred is not None:
        known &= ~barred[rows[latest]]
    codes[rows[known]] = codes[rows[latest[known]]]
    return Column(column.values, codes)


def shifted(column: Column) -> Column:
    """A column of days in a workbook that counts from 1904: its bare serial numbers as all others count."""
    return Column(tuple(v + _MAC if type(v) in (int, float) else v for v in column.values), column.codes)  # type: ignore[operator]  # a number


def joined_days(parts: Mapping[str, Column], rows: Places, barred: Rows) -> Column:
    """One column of days from columns of 年, 月 and 日; a blank year or month is the one above it, unless barred.

    A row without a day is empty.
    """
    columns = {name: filled_down(c, rows, barred) if name != "日" else c for name, c in parts.items()}
    day = columns.get("日")
    height = len(next(iter(columns.values())).codes)
    if day is None:
        return Column(("",), np.zeros(height, dtype=np.int32))
    order: list[str] = [name for name in ("年", "月", "日") if name in columns]
    together = np.stack([columns[name].codes for name in order])
    distinct, codes = np.unique(together, axis=1, return_inverse=True)
    texts = tuple(_written(order, columns, line) for line in distinct.T.tolist())
    return Column(texts, np.asarray(codes, dtype=np.int32).reshape(-1))


def _written(order: list[str], columns: Mapping[str, Column], codes: list[int]) -> str:
    said = [shown(columns[name].values[code]).rstrip(name) for name, code in zip(order, codes, strict=True)]
    return "".join(text + name for text, name in zip(said, order, strict=True)) if said[-1] else ""
