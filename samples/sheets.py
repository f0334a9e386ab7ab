"""A register as an office keeps it in Excel: title, unit line, headings (also in two lines), borders, merged cells."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import xlsxwriter

from officebatch.package import settle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FACE = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "border": 1, "text_wrap": True}


@dataclass(frozen=True)
class Column:
    """A column. heading: `拟稿/经办人` stands in two lines, the upper one merged over its neighbours of that name.

    width: in characters. choices: a drop-down. merged: equal neighbours below each other are one merged cell.
    """

    heading: str
    width: float
    left: bool = False
    choices: tuple[str, ...] = ()
    merged: bool = False
    form: str = "yyyy-mm-dd"


@dataclass(frozen=True)
class Sheet:
    """One sheet: its lines are tuples of str, float, datetime or None in the order of the columns.

    empty: bordered lines left for later. foot: the line under the table.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    lines: Sequence[Sequence[object]]
    unit: str = ""
    empty: int = 0
    foot: str = ""


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """A workbook of these sheets, always the same bytes."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_urls": False}) as book:
        book.set_properties({"author": "", "created": datetime(2026, 1, 4)})
        for sheet in sheets:
            _Writer(book, sheet).write()
    return settle(held.getvalue())


class _Writer:
    """Puts one sheet down row by row; rows count from 0."""

    def __init__(self, book: xlsxwriter.Workbook, sheet: Sheet) -> None:
        self.book, self.of, self.on = book, sheet, book.add_worksheet(sheet.name)
        self.formats: dict[tuple[tuple[str, object], ...], object] = {}
        self.last = len(sheet.columns) - 1

    def write(self) -> None:
        for place, column in enumerate(self.of.columns):
            self.on.set_column(place, place, column.width)
        row = self._top()
        first = self._headings(row)
        self._lines(first)
        after = first + len(self.of.lines) + self._empty(first + len(self.of.lines))
        if self.of.foot:
            self.on.write(after, 0, self.of.foot, self._format(border=0, text_wrap=False))
        self.on.freeze_panes(first, 3)
        self.on.set_landscape()
        self.on.set_paper(8 if self.last > 14 else 9)
        self.on.fit_to_pages(1, 0)
        self.on.repeat_rows(0, first - 1)

    def _top(self) -> int:
        title = self._format(font_name="黑体", font_size=16, bold=True, align="center", border=0)
        self.on.merge_range(0, 0, 0, self.last, self.of.title, title)
        self.on.set_row(0, 30)
        if not self.of.unit:
            return 1
        self.on.merge_range(1, 0, 1, self.last, self.of.unit, self._format(border=0, align="left"))
        return 2

    def _headings(self, row: int) -> int:
        """Writes the headings from `row` on; the first row below them comes back."""
        face = self._format(bold=True, align="center", bg_color="#E7EDF3")
        parts = [column.heading.split("/", 1) for column in self.of.columns]
        if all(len(part) == 1 for part in parts):
            self.on.write_row(row, 0, [column.heading for column in self.of.columns], face)
            self.on.set_row(row, 30)
            return row + 1
        for place, part in enumerate(parts):
            if len(part) == 1:
                self.on.merge_range(row, place, row + 1, place, part[0], face)
            else:
                self.on.write(row + 1, place, part[1], face)
                if not place or parts[place - 1][0] != part[0]:
                    self._upper(row, place, part[0], sum(other[0] == part[0] for other in parts), face)
        return row + 2

    def _upper(self, row: int, place: int, text: str, wide: int, face: object) -> None:
        if wide > 1:
            self.on.merge_range(row, place, row, place + wide - 1, text, face)
        else:
            self.on.write(row, place, text, face)

    def _lines(self, first: int) -> None:
        for n, line in enumerate(self.of.lines):
            self.on.set_row(first + n, 15 * self._high(line))
            for place, (column, value) in enumerate(zip(self.of.columns, line, strict=True)):
                if not column.merged:
                    self._cell(first + n, place, value)
        for place, column in enumerate(self.of.columns):
            if column.merged:
                self._merged(first, place)
            if column.choices and self.of.lines:
                rule = {"validate": "list", "source": list(column.choices), "error_type": "information"}
                self.on.data_validation(first, place, first + len(self.of.lines) + self.of.empty - 1, place, rule)

    def _high(self, line: Sequence[object]) -> int:
        """How many lines of writing the fullest cell takes: a Chinese character is nearly two wide."""
        taken = [
            -(-int(sum(1.9 if letter > "\u2e80" else 1 for letter in value)) // int(column.width))
            for column, value in zip(self.of.columns, line, strict=True)
            if isinstance(value, str)
        ]
        return max(taken, default=1) or 1

    def _merged(self, first: int, place: int) -> None:
        values = [line[place] for line in self.of.lines]
        begins = [n for n, value in enumerate(values) if not n or value != values[n - 1]]
        face = self._format(align="center")
        for begin, end in zip(begins, [*begins[1:], len(values)], strict=True):
            if end - begin > 1:
                self.on.merge_range(first + begin, place, first + end - 1, place, values[begin], face)
            else:
                self._cell(first + begin, place, values[begin])

    def _empty(self, first: int) -> int:
        for row in range(first, first + self.of.empty):
            for place in range(self.last + 1):
                self.on.write_blank(row, place, None, self._format())
        return self.of.empty

    def _cell(self, row: int, place: int, value: object) -> None:
        column = self.of.columns[place]
        align = "left" if column.left else "center"
        if isinstance(value, datetime):
            self.on.write_datetime(row, place, value, self._format(align=align, num_format=column.form))
        elif value is None or value == "":
            self.on.write_blank(row, place, None, self._format(align=align))
        elif isinstance(value, str):
            self.on.write_string(row, place, value, self._format(align=align))
        else:
            percent = {"num_format": "0%"} if isinstance(value, float) else {}
            self.on.write_number(row, place, value, self._format(align=align, **percent))

    def _format(self, **differs: object) -> object:
        wanted: Mapping[str, object] = _FACE | differs
        key = tuple(sorted(wanted.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(dict(wanted))
        return self.formats[key]
