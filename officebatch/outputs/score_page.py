"""A sheet of the score book written line by line: headings, filter, looks, formulas stored with their values."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from officebatch.outputs.workbooks import serial
from officebatch.wording import say

if TYPE_CHECKING:
    from collections.abc import Sequence

HEAD_ROW = 2
FIRST = HEAD_ROW + 1


class Page:
    """One sheet being written line by line."""

    def __init__(self, sheet: Any, forms: dict[str, Any], title: str) -> None:
        self.sheet, self.forms, self.at = sheet, forms, FIRST
        sheet.write_string(0, 0, title, forms["title"])

    def heads(self, heads: Sequence[tuple[str, float]], note: str = "") -> None:
        """The line of headings, frozen, printed on every page."""
        if note:
            self.sheet.write_string(1, 0, note, self.forms["note"])
        for place, (head, width) in enumerate(heads):
            self.sheet.set_column(place, place, width)
            self.sheet.write_string(HEAD_ROW, place, head, self.forms["head"])
        self.sheet.freeze_panes(FIRST, 1)
        self.sheet.repeat_rows(HEAD_ROW)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)

    def line(self, cells: Sequence[object]) -> None:
        """A line: text, numbers, days, None, and (formula, value) pairs."""
        for place, cell in enumerate(cells):
            self._cell(place, cell)
        self.at += 1

    def _cell(self, place: int, cell: object) -> None:
        if cell is None or cell == "":
            self.sheet.write_blank(self.at, place, None, self.forms["text"])
        elif isinstance(cell, tuple):
            formula, value = cell
            self.sheet.write_formula(self.at, place, formula, self.forms["points"], "" if value is None else value)
        elif isinstance(cell, str):
            self.sheet.write_string(self.at, place, cell, self.forms["text"])
        elif isinstance(cell, date):
            self.sheet.write_number(self.at, place, serial(cell), self.forms["day"])
        elif isinstance(cell, int):
            self.sheet.write_number(self.at, place, cell, self.forms["count"])
        elif isinstance(cell, float):
            self.sheet.write_number(self.at, place, cell, self.forms["points"])

    def close(self, columns: int) -> int:
        """Filter and the last row as Excel counts."""
        self.sheet.autofilter(HEAD_ROW, 0, max(self.at - 1, HEAD_ROW), columns - 1)
        return max(self.at, FIRST + 1)


class Pages:
    """The book's sheets and formats."""

    def __init__(self, book: Any, title: str) -> None:
        plain = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True, "border": 1,
                 "border_color": "#808080"}
        self._book, self._title = book, title
        self._forms = {
            "title": book.add_format({"font_name": "黑体", "font_size": 16}),
            "note": book.add_format({"font_name": "宋体", "font_size": 10}),
            "head": book.add_format(plain | {"font_name": "黑体", "align": "center", "bg_color": "#DDE6F0"}),
            "text": book.add_format(plain),
            "count": book.add_format(plain | {"align": "center"}),
            "points": book.add_format(plain | {"align": "center", "num_format": "0.00"}),
            "day": book.add_format(plain | {"align": "center", "num_format": "yyyy-mm-dd"}),
            "link": book.add_format(plain | {"font_color": "#0563C1", "underline": 1}),
        }

    def add(self, name: str) -> Page:
        """A sheet by the message id of its name."""
        return Page(self._book.add_worksheet(say(name)), self._forms, f"{self._title}　{say(name)}")
