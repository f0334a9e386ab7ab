"""A sheet as columns of distinct values and codes, and the workbook it stands in: what the worker answered."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from officebatch.model.report import Trouble

HEAD = 64  # rows from the top that may be titles and headings
Codes = np.ndarray[tuple[int], np.dtype[np.int32]]
Rows = np.ndarray[tuple[int], np.dtype[np.bool_]]


class Lost(str):
    """What stands in a cell that has no value: an error's name, or a formula never calculated."""

    __slots__ = ()


@dataclass(frozen=True, eq=False)
class Column:
    """One column: distinct raw values (str, float, int, bool, date, datetime, time, timedelta) and a code a row."""

    values: tuple[object, ...]
    codes: Codes

    @cached_property
    def empty(self) -> Rows:
        """Which rows have nothing but blanks."""
        try:
            if "" not in self.values and not any(map(str.isspace, self.values)):  # type: ignore[arg-type]  # most often
                return np.zeros(len(self.codes), dtype=np.bool_)
        except TypeError:  # not texts alone
            pass
        blank = [i for i, v in enumerate(self.values) if isinstance(v, str) and (not v or v.isspace())]
        return self.having(blank)

    @cached_property
    def joined(self) -> str:
        """All texts in one, to be searched at once."""
        try:
            return "\x00".join(self.values)  # type: ignore[arg-type]  # most often texts alone
        except TypeError:
            return "\x00".join([v for v in self.values if isinstance(v, str)])

    def having(self, codes: Sequence[int]) -> Rows:
        """The rows whose code is one of `codes`."""
        table = np.zeros(max(len(self.values), 1), dtype=np.bool_)
        table[list(codes)] = True
        return table[self.codes]

    def at(self, row: int) -> object:
        """The raw value at a row from 0."""
        return self.values[int(self.codes[row])]

    def kept(self, rows: np.ndarray[tuple[int], np.dtype[np.intp]]) -> Column:
        """The column at `rows` only, with no value that does not stand there."""
        codes = self.codes[rows]
        used = np.zeros(max(len(self.values), 1), dtype=np.bool_)
        used[codes] = True
        if used.all():
            return Column(self.values, codes)
        renumbered = np.cumsum(used, dtype=np.int32) - np.int32(1)
        return Column(tuple(compress(self.values, used.tolist())), renumbered[codes])

    def put(self, changes: Mapping[int, object]) -> Column:
        """The column with other values at some rows."""
        codes, values = self.codes.copy(), list(self.values)
        for row, value in changes.items():
            codes[row] = len(values)
            values.append(value)
        return Column(tuple(values), codes)


@dataclass(frozen=True, eq=False)
class Sheet:
    """One sheet. Rows and columns count from 0, from A1. scanned: errors and hidden rows could be seen at all."""

    workbook: str
    name: str
    visible: bool
    height: int
    columns: tuple[Column, ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()  # top, left, bottom, right
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    waiting: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden: tuple[int, ...] = ()
    scanned: bool = True
    comments: tuple[tuple[int, str], ...] = ()  # row and text of each note
    since_1904: bool = False  # bare serial numbers count from 1904
    margins: str = ""  # what the page header and footer say
    drawn: str = ""  # what its text boxes say

    @cached_property
    def head(self) -> tuple[tuple[str, ...], ...]:
        """The texts of the first rows, where titles and headings stand."""
        rows = range(min(HEAD, self.height))
        return tuple(tuple(self.text(row, column) for column in range(len(self.columns))) for row in rows)

    def text(self, row: int, column: int) -> str:
        """A cell as a reader sees it."""
        return shown(self.columns[column].at(row))

    def between(self, first: int, last: int) -> Sheet:
        """The sheet with columns outside first … last emptied, so that addresses stay."""
        nothing = Column(("",), np.zeros(self.height, dtype=np.int32))
        kept = tuple(c if first <= i <= last else nothing for i, c in enumerate(self.columns))
        return replace(self, columns=kept)

    def part(self, first: int, end: int) -> Sheet:
        """The sheet with rows outside first … end, this one excluded, emptied, so that addresses stay."""
        outside = np.ones(self.height, dtype=np.bool_)
        outside[first:end] = False
        columns = [Column((*c.values, ""), np.where(outside, np.int32(len(c.values)), c.codes)) for c in self.columns]
        return replace(
            self,
            columns=tuple(columns),
            merged=tuple(m for m in self.merged if first <= m[0] and m[2] < end),
            errors={place: text for place, text in self.errors.items() if first <= place[0] < end},
            waiting={place: text for place, text in self.waiting.items() if first <= place[0] < end},
            comments=tuple((row, text) for row, text in self.comments if first <= row < end),
        )


@dataclass(frozen=True)
class Workbook:
    """One file as it was read: its sheets, or the trouble that kept them."""

    name: str
    digest: str
    sheets: tuple[Sheet, ...] = ()
    trouble: Trouble | None = None


def shown(value: object) -> str:
    """A raw value as a reader of the sheet sees it: 1.0 as 1, dates as 2026-01-09."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime | date | time | timedelta):
        return _shown_time(value)
    return str(value).upper()


def _shown_time(value: datetime | date | time | timedelta) -> str:
    match value:
        case datetime():
            return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
        case time():
            return f"{value:%H:%M}"
    minutes = round(value.total_seconds() / 60)
    return f"{minutes // 60}:{minutes % 60:02}"
