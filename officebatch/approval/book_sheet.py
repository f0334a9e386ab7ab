"""One worksheet part of the notice book: its rows and cells, and lines put behind the last one.

Only empty cells are filled. Whatever stands in the sheet stays: cells, looks, widths, rules, what programs hide there.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING, Any

from officebatch.approval.book_package import named, text_of
from officebatch.approval.book_range import LAST_ROW, Range
from officebatch.approval.book_refused import Refused
from officebatch.model.origin import letter, position
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from officebatch.approval.book_package import Package

    Value = str | date | int | None
    Place = tuple[int, int]  # row and column, from 1

PROTECTED = marked("the sheet is protected. Take the protection off (Review, Unprotect Sheet)")
FULL = marked("the sheet has no row left. Move old lines into another file")
_NUMBERS = {"序号", "顺序号", "序", "no.", "no", "行号"}
_LINE, _NARROWEST = 13.5, 8.43  # points of a line of type, and a column's width where none is given
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class Page:
    """A worksheet's tree. columns: field id → column, from 1; heading: the row of the headings, from 1."""

    def __init__(self, root: Any, package: Package, columns: Mapping[str, int], heading: int) -> None:
        self.root, self.package, self.columns, self.heading = root, package, columns, heading
        self.namespace = root.tag.rpartition("}")[0] + "}" if root.tag.startswith("{") else ""
        if any(p.get("sheet") in ("1", "true") for p in named(root, "sheetProtection")):
            raise Refused(PROTECTED)
        self.data = next(named(root, "sheetData"))
        self.rows = dict(_placed(self.data, _row_number))
        self.cells = {row: dict(_placed(element, _column_number)) for row, element in self.rows.items()}

    def text(self, cell: Any) -> str:
        """What a cell shows, formulas by their last value."""
        kind, value = cell.get("t", "n"), next(named(cell, "v"), None)
        if kind == "inlineStr":
            return "".join(text_of(part) for part in named(cell, "is"))
        shown = (value.text or "") if value is not None else ""
        if kind == "s" and shown:
            return self.package.strings[int(shown)]
        return shown

    def empty(self, cell: Any) -> bool:
        """Whether a cell has nothing but its look."""
        return next(named(cell, "f"), None) is None and not self.text(cell).strip()

    def says(self, cell: Any, value: Value) -> bool:
        """Whether a cell holds a value as `fill` writes it."""
        if isinstance(value, date):
            return self.text(cell) in (value.isoformat(), str(value.toordinal() - self.package.day_zero))
        return value is not None and self.text(cell) == (clean(value) if isinstance(value, str) else str(value))

    @cached_property
    def table(self) -> tuple[int, ...]:
        """The columns that have a heading."""
        headed = [c for c, cell in self.cells.get(self.heading, {}).items() if not self.empty(cell)]
        return tuple(sorted({*headed, *self.columns.values()}))

    @cached_property
    def last(self) -> int:
        """The last used row: of the form's columns any content counts, of the clerk's own only what she wrote, so that
        formulas and running numbers prepared far ahead do not."""
        mine = set(self.columns.values())
        headings = self.cells.get(self.heading, {})
        counted = {
            c for c in self.table if c in mine or self.text(headings[c]).strip().casefold() not in _NUMBERS
        }
        return max(
            (row for row, cells in self.cells.items() if self._used(cells, counted, mine)), default=self.heading
        )

    def _used(self, cells: Mapping[int, Any], counted: set[int], mine: set[int]) -> bool:
        return any(
            not self.empty(cell) and (column in mine or next(named(cell, "f"), None) is None)
            for column, cell in cells.items()
            if column in counted
        )

    @cached_property
    def merged(self) -> tuple[Range, ...]:
        """The merged cells."""
        merged = (cell for cells in named(self.root, "mergeCells") for cell in named(cells, "mergeCell"))
        return tuple(Range.of(cell.get("ref", "")) for cell in merged)

    def free_rows(self, n: int) -> list[int]:
        """The next rows behind the last one in which nothing of the table is merged."""
        rows: list[int] = []
        row = max(self.last, self.heading)
        while len(rows) < n:
            row += 1
            if row > LAST_ROW:
                raise Refused(FULL)
            if not any(span.meets(Range(row, self.table[0], row, self.table[-1])) for span in self.merged):
                rows.append(row)
        return rows

    @cached_property
    def line(self) -> int:
        """The row of the last line of the book; of an empty book 0."""
        first = min(self.columns.values())
        needed = [c for f, c in self.columns.items() if f in ("编号", "事项编号")] or [first]
        rows = [
            row
            for row, cells in self.cells.items()
            if self.heading < row <= self.last and any(c in cells and not self.empty(cells[c]) for c in needed)
        ]
        return max(rows, default=0)

    @cached_property
    def model(self) -> Mapping[int, str]:
        """Column → the cell style of the last line of the book."""
        return {column: cell.get("s", "0") for column, cell in self.cells.get(self.line, {}).items()}

    @cached_property
    def widths(self) -> Mapping[int, float]:
        """Column → its width in characters, where the sheet says one."""
        return {
            column: float(col.get("width", _NARROWEST))
            for cols in named(self.root, "cols")
            for col in named(cols, "col")
            for column in range(int(col.get("min", "1")), min(int(col.get("max", "1")), 200) + 1)
        }

    @cached_property
    def column_styles(self) -> Mapping[int, str]:
        """Column → the cell style of its empty cells."""
        return {
            column: col.get("style", "0")
            for cols in named(self.root, "cols")
            for col in named(cols, "col")
            for column in range(int(col.get("min", "1")), min(int(col.get("max", "1")), 200) + 1)
        }

    def fill(self, row: int, values: Mapping[int, Value]) -> None:
        """Put values into a row whose cells of these columns are empty, with the looks of the line before."""
        element = self._row(row)
        for column in self.table:
            cell = self.cells[row].get(column)
            if cell is None and (values.get(column) not in (None, "") or self._style(None, column)):
                cell = self._cell(element, row, column)
            if cell is not None and self.empty(cell):
                _set(cell, "s", self._style(cell, column))
                self._write(cell, column, values.get(column))
        element.attrib.pop("spans", None)
        element.attrib.pop("hidden", None)
        if self._height(values) > float(element.get("ht", "1000")):
            for name in ("ht", "customHeight"):
                element.attrib.pop(name, None)

    def enter(self, row: int, column: int, value: Value) -> bool:
        """Put a value into one cell of a line that stands, with its own look. False where something is in it, or where
        it is merged with others: then it stays as it is."""
        if any(span.meets(Range(row, column, row, column)) for span in self.merged):
            return False
        cell = self.cells[row].get(column)
        if cell is not None and not self.empty(cell):
            return False
        if cell is None:
            cell = self._cell(self.rows[row], row, column)
            _set(cell, "s", self.column_styles.get(column, ""))
            self.rows[row].attrib.pop("spans", None)
        self._write(cell, column, value)
        return True

    def _row(self, row: int) -> Any:
        if row not in self.rows:
            before_it = self.rows[self.line] if self.line else {}
            height = {name: before_it.get(name) for name in ("ht", "customHeight") if before_it.get(name)}
            element = self.data.makeelement(f"{self.namespace}row", {"r": str(row), **height})
            before = [r for r in self.rows if r < row]
            place = self.data.index(self.rows[max(before)]) + 1 if before else 0
            self.data.insert(place, element)
            self.rows[row], self.cells[row] = element, {}
        self.rows[row].set("r", str(row))
        return self.rows[row]

    def _cell(self, element: Any, row: int, column: int) -> Any:
        cells = self.cells[row]
        for place, other in cells.items():
            other.set("r", f"{letter(place - 1)}{row}")
        cell = element.makeelement(f"{self.namespace}c", {"r": f"{letter(column - 1)}{row}"})
        before = [c for c in cells if c < column]
        element.insert(element.index(cells[max(before)]) + 1 if before else 0, cell)
        cells[column] = cell
        return cell

    def _style(self, cell: Any, column: int) -> str:
        """The style of a cell to be filled: its own, the line's before, the column's; "" for none."""
        own = cell.get("s", "0") if cell is not None else "0"
        styles = (own, self.model.get(column, "0"), self.column_styles.get(column, "0"))
        return next((style for style in styles if style != "0"), "")

    def _write(self, cell: Any, column: int, value: Value) -> None:
        if value in (None, ""):
            return
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        if isinstance(value, date) and not self._shows_days(cell, column):
            value = value.isoformat()
        if isinstance(value, str):
            cell.set("t", "inlineStr")
            text = _sub(_sub(cell, f"{self.namespace}is"), f"{self.namespace}t")
            text.text = clean(value)
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        else:
            number = value.toordinal() - self.package.day_zero if isinstance(value, date) else value
            _sub(cell, f"{self.namespace}v").text = str(number)

    def _shows_days(self, cell: Any, column: int) -> bool:
        """Whether a number in the cell is shown as a day, if need be by the style another cell of its column has."""
        days = self.package.day_styles
        if int(cell.get("s", "0")) in days:
            return True
        others = [cells[column] for row, cells in self.cells.items() if row > self.heading and column in cells]
        found = next((style for other in others if int(style := other.get("s", "0")) in days), "")
        _set(cell, "s", found or cell.get("s", ""))
        return bool(found)

    def _height(self, values: Mapping[int, Value]) -> float:
        """Points a row needs for its longest text; Han characters are two wide."""
        lines = [1]
        for column, value in values.items():
            if isinstance(value, str):
                wide = (len(value.encode()) + len(value)) * 0.47
                lines.append(ceil(wide / self.widths.get(column, _NARROWEST)))
        return _LINE * max(lines)

    def stretch(self, last: int) -> None:
        """Let what spoke of all lines so far speak of those down to a row too: size, filter, drop-downs, colours."""
        line = max(self.last, self.heading + 1)
        for element in named(self.root, "dimension"):
            span = Range.of(element.get("ref", "A1"))
            left, right = min(span.left, self.table[0]), max(span.right, self.table[-1])
            element.set("ref", str(Range(min(span.top, self.heading), left, max(span.bottom, last), right)))
        for element in named(self.root, "autoFilter"):
            span = Range.of(element.get("ref", "A1"))
            if span.top <= self.heading and self.last <= span.bottom < last:
                element.set("ref", str(span.down_to(last)))
        for element in self._rules():
            spans = [Range.of(text) for text in element.get("sqref", "").split()]
            grown = [s.down_to(last) if s.top <= line <= s.bottom < last else s for s in spans]
            if grown != spans:
                element.set("sqref", " ".join(map(str, grown)))

    def _rules(self) -> Iterator[Any]:
        yield from named(self.root, "conditionalFormatting")
        for validations in named(self.root, "dataValidations"):
            yield from named(validations, "dataValidation")


def clean(text: str) -> str:
    """A text without the signs XML cannot hold."""
    return _CONTROL.sub("", text)


def _row_number(element: Any) -> int | None:
    return int(element.get("r")) if element.get("r") else None


def _column_number(element: Any) -> int | None:
    found = _ADDRESS.fullmatch(element.get("r", ""))
    return position(found[1]) + 1 if found else None


def _placed(parent: Any, number: Any) -> Iterator[tuple[int, Any]]:
    """The rows of the sheet or the cells of a row, each with its number; one that names none follows the one before."""
    last = 0
    for child in parent:
        if isinstance(child.tag, str):
            last = number(child) or last + 1
            yield last, child


def _sub(parent: Any, tag: str) -> Any:
    child = parent.makeelement(tag)
    parent.append(child)
    return child


def _set(element: Any, name: str, value: str) -> None:
    if value:
        element.set(name, value)
