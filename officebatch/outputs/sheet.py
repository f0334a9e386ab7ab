"""Excel lists: one table on a sheet, with filter, frozen head, widths, colours, links and a print set-up.

Rows go out as they come (XlsxWriter's constant memory). Formats are made once and cells written with the ready
format, because a list may have 100,000 rows. What a register holds is text always: never a formula, never a link.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import TYPE_CHECKING, Any

from officebatch.outputs.naming import sheet_name
from officebatch.outputs.refusal import Refused
from officebatch.outputs.workbooks import LINKED, link, made, serial
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from officebatch.model.form import Form
    from officebatch.model.origin import Origin

    Cell = str | int | float | date | None | Origin

MOST_ROWS = 1_048_575  # the last row of a sheet, counted from 0
LINE = 13.5  # points of a line of 10 point type
_HEAD = "#DDE6F0"
A3, A4 = 8, 9  # as Excel counts paper sizes
WIDEST_ON_A4 = 200  # characters; scaled to one A4 page more would be too small to read


@dataclass(frozen=True, slots=True)
class Column:
    """One column: message id of its head, width in characters, drop-down words (message ids) if any, and its form."""

    head: str
    width: float
    choices: tuple[str, ...] = ()
    middle: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a cell a column, and the colour of its marked cell. total: a line of sums, in bold."""

    cells: Sequence[Cell]
    colour: str = ""
    total: bool = False


@dataclass(frozen=True)
class Sheet:
    """One sheet. above: lines over the head, the first its title; below: lines under the rows, for signatures.

    marked: the column that carries the row's colour.
    registers: where the registers lie as seen from the file, for links; "" where its reader cannot reach them. The
    workbook `rules` lies a folder above them.
    """

    name: str
    above: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Iterable[Row]
    marked: int = -1
    registers: str = ""
    below: tuple[str, ...] = ()
    rules: str = ""


def workbook(title: str, sheets: Sequence[Sheet]) -> bytes:
    """A workbook of these sheets; the same content is the same bytes."""

    def fill(book: Any) -> None:
        forms = _Formats(book)
        for sheet in sheets:
            _write(book.add_worksheet(sheet_name(sheet.name)), sheet, forms)

    return made(title, fill, row_by_row=True)


class _Formats:
    """The workbook's formats, each made once."""

    def __init__(self, book: Any) -> None:
        plain = {
            "font_name": "宋体",
            "font_size": 10,
            "valign": "vcenter",
            "text_wrap": True,
            "border": 1,
            "border_color": "#808080",
        }
        self._book, self._plain = book, plain
        self._made: dict[tuple[tuple[str, str], ...], Any] = {}
        self.title = book.add_format({"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"})
        self.note = book.add_format({"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True})
        self.head = book.add_format(plain | {"font_name": "黑体", "align": "center", "bg_color": _HEAD})

    def row(
        self, columns: Sequence[Column], marked_at: int, colour: str, *, total: bool
    ) -> tuple[list[Any], list[Any]]:
        """The formats of a kind of row: per column for text and numbers, and for days."""
        plain, days = [], []
        for place, column in enumerate(columns):
            look = {"bold": True, "bg_color": "#F2F2F2"} if total else {}
            look |= {"bg_color": colour} if colour and place == marked_at else {}
            plain.append(self._format(look | ({"align": "center"} if column.middle else {})))
            days.append(self._format(look | {"align": "center", "num_format": "yyyy-mm-dd"}))
        return plain, days

    def link(self) -> Any:
        """The format of a cell that leads into a register."""
        return self._format({"font_color": "#0563C1", "underline": 1})

    def _format(self, look: dict[str, object]) -> Any:
        key = tuple(sorted((name, str(value)) for name, value in look.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(self._plain | look)
        return self._made[key]


def _write(page: Any, sheet: Sheet, forms: _Formats) -> None:
    head, last = len(sheet.above), len(sheet.columns) - 1
    _set_up(page, sheet, head)
    for n, line in enumerate(sheet.above):
        page.set_row(n, 30 if n == 0 else 18)
        _write_line(page, n, last, line, forms.title if n == 0 else forms.note)
    page.set_row(head, 32)
    for place, column in enumerate(sheet.columns):
        page.write_string(head, place, say(column.head), forms.head)
    end = _write_rows(page, sheet, forms, head)
    page.autofilter(head, 0, max(end, head), last)
    for place, column in enumerate(sheet.columns):
        if column.choices and end > head:
            words = [say(choice) for choice in column.choices]
            page.data_validation(head + 1, place, end, place, {"validate": "list", "source": words})
    for n, line in enumerate(sheet.below, max(end, head) + 1):
        page.set_row(n, 30)
        _write_line(page, n, last, line, forms.note)


def _write_line(page: Any, at: int, last: int, line: str, form: Any) -> None:
    if last > 0:
        page.merge_range(at, 0, at, last, line, form)
    else:
        page.write_string(at, 0, line, form)


def _set_up(page: Any, sheet: Sheet, head: int) -> None:
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width, None, {"hidden": column.hidden})
    page.freeze_panes(head + 1, 0)
    page.set_landscape()
    page.set_paper(A3 if sum(column.width for column in sheet.columns) > WIDEST_ON_A4 else A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(head)
    page.set_margins(0.4, 0.4, 0.6, 0.6)
    page.set_footer("&C&10" + say("page {page} of {pages}", page="&P", pages="&N"))


def _lines(row: Row, sheet: Sheet) -> int:
    """How many lines the row's longest cell takes: Han characters are two wide, and three bytes."""
    most = 1
    for cell, column in zip(row.cells, sheet.columns, strict=True):
        if isinstance(cell, str) and not column.hidden and len(cell) * 2 > column.width:
            most = max(most, lines_of(cell, column.width))
    return most


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column of a width in characters."""
    return sum(ceil((len(line.encode()) + len(line)) * 0.47 / width) for line in text.split("\n"))


def _write_rows(page: Any, sheet: Sheet, forms: _Formats, head: int) -> int:
    """Write the rows below the head; the place of the last one."""
    looks: dict[tuple[str, bool], tuple[list[Any], list[Any]]] = {}
    at, leading = head, forms.link()
    for at, row in enumerate(sheet.rows, head + 1):
        if at > MOST_ROWS:
            raise Refused(
                marked("the list has more rows than an Excel sheet takes; switch off the check that fills it")
            )
        look = (row.colour, row.total)
        if look not in looks:
            looks[look] = forms.row(sheet.columns, sheet.marked, row.colour, total=row.total)
        lines = _lines(row, sheet)
        if lines > 1:
            page.set_row(at, min(LINE * lines + 2, 400))
        linked = sheet if at - head <= LINKED else None
        _write_row(page, at, row, looks[look], linked=linked, leading=leading)
    return at


def _write_row(
    page: Any, at: int, row: Row, look: tuple[list[Any], list[Any]], *, linked: Sheet | None, leading: Any
) -> None:
    plain, days = look
    for place, cell in enumerate(row.cells):
        if cell is None or cell == "":
            page.write_blank(at, place, None, plain[place])
        elif isinstance(cell, str):
            page.write_string(at, place, cell, plain[place])
        elif isinstance(cell, int | float):
            page.write_number(at, place, cell, plain[place])
        elif isinstance(cell, date):
            page.write_number(at, place, serial(cell), days[place])
        elif linked and linked.registers and cell.row:
            page.write_url(at, place, _link(linked, cell), leading, str(cell))
        else:
            page.write_string(at, place, str(cell), plain[place])


def _link(linked: Sheet, origin: Origin) -> str:
    return link(origin, f"{linked.registers}/.." if origin.workbook == linked.rules else linked.registers)


def numbered(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows with a running number in front; lines of sums have none and are not counted."""
    n = 0
    for row in rows:
        n += not row.total
        yield Row((None if row.total else n, *row.cells), row.colour, row.total)


def word_columns(form: Form) -> tuple[Column, ...]:
    """The columns of a list that comes back: the word on a line, its explanation, and, hidden, what it is known by."""
    word, explanation, known_by = form.blanks["核对意见"], form.blanks["核对说明"], form.blanks["标识"]
    choices = tuple(said for said, *_ in (word.choices or {}).values())
    return (
        Column(word.head, 11, choices),
        Column(explanation.head, 14),
        Column(known_by.head, 8, hidden=True),
    )
