"""The rule book written as a workbook a clerk likes to open: frozen headings, drop-downs, comments, filters.

The same tables give the same bytes.
"""

from __future__ import annotations

from copy import copy
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING
from unicodedata import east_asian_width
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from officebatch.package import settle, write_whole
from officebatch.rulebook.cells import read_cell
from officebatch.rulebook.faults import CellFault
from officebatch.rulebook.pending import HEADINGS, PENDING, UNUSED, put_questions
from officebatch.rulebook.references import POST_LIST, URGENCY_LIST
from officebatch.rulebook.schema import README, SHEETS, Cell, Refers, headings, words
from officebatch.rulebook.tables import choice_values
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from officebatch.rulebook.proposing import Question
    from officebatch.rulebook.schema import Column, Sheet

    Tables = Mapping[str, Sequence[Mapping[str, str]]]

ROLE_SHEET = "_用途"
SPARE = 200  # empty lines that drop-downs reach beyond the last one
LONGEST_LIST = 250  # characters of a drop-down's own list, by Excel's limit of 255
LINE = 16  # points
FONT = "等线"
FRONT, BEHIND, README_COLOUR = "2F5597", "7F7F7F", "548235"
_FORMATS: Mapping[Cell, str] = {Cell.INTEGER: "General", Cell.NUMBER: "General", Cell.DATE: "yyyy-mm-dd"}
_STYLES: WeakKeyDictionary[Workbook, dict[Cell, Any]] = WeakKeyDictionary()  # of each workbook: kind of cell → style
_EDGE = Side(style="thin", color="D0D0D0")
_FRAME = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)

TITLE = marked("Rule book")
INTRODUCTION = (
    marked("This workbook holds what your office decided. The program reads it and changes nothing in it."),
    marked("One sheet is one table, one line one rule. Point at a heading to read what its column means."),
    marked("Cells with a small arrow offer the words that are allowed. Several words in one cell are separated by 、"),
    marked("Blue sheets are those an office fills in. Grey sheets are seldom changed."),
    marked("Your notes are welcome: in columns whose heading begins with 备注, in sheets whose name begins with _"),
    marked("After a change run: officebatch rules check. Every fault is shown with sheet and cell."),
)
SHEET_HEADINGS = (marked("Sheet of this workbook"), marked("What it holds"), marked("Who changes it"))
SELDOM, OFTEN = marked("seldom changed"), marked("filled in by the office")


def write(
    tables: Tables, path: Path, questions: Sequence[Question] = (), unused: Sequence[Mapping[str, str]] = ()
) -> None:
    """Write `tables` (sheet → lines: heading → text) as a workbook, whole or not at all.

    questions: what the office has to decide, as sheet `_待定`; unused: lines of sheet 字段 kept aside in `_未用字段`.
    """
    book = Workbook()
    book.remove(book.active)
    _write_readme(book.create_sheet(README))
    offers = choice_values(tables)
    for sheet in SHEETS:
        _write_sheet(book, sheet, tables.get(sheet.zh, ()), offers)
    if questions:
        _dress(put_questions(book, tables, questions, offers), tuple(HEADINGS.values()))
        book.move_sheet(PENDING, 1 - len(book.sheetnames) + 1)
    if unused:
        _write_unused(book.create_sheet(UNUSED), unused)
    _write_roles(book.create_sheet(ROLE_SHEET))
    held = BytesIO()
    book.save(held)
    write_whole(path, settle(held.getvalue()))


def _write_unused(page: Any, lines: Sequence[Mapping[str, str]]) -> None:
    columns = headings(next(sheet for sheet in SHEETS if sheet.zh == "字段"), {})
    page.append([heading for heading, _ in columns])
    for line in lines:
        page.append([line.get(heading) or None for heading, _ in columns])
    _dress(page, [column.width for _, column in columns])


def _dress(page: Any, widths: Sequence[int]) -> None:
    """The looks of a sheet that stands beside the rule book's own."""
    _write_headings(page, 1, [(cell.value, README_COLOUR) for cell in page[1]])
    for row in range(2, page.max_row + 1):
        texts = [str(cell.value or "") for cell in page[row]]
        for cell in page[row]:
            keep_text(cell)
            cell.font, cell.border = Font(name=FONT, size=11), _FRAME
            cell.alignment = Alignment(vertical="center", wrap_text=True)
        page.row_dimensions[row].height = LINE * max(map(_lines, texts, widths)) + 4
    for place, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(place)].width = width
    page.sheet_properties.tabColor, page.freeze_panes = README_COLOUR, "A2"
    page.auto_filter.ref = page.dimensions
    _set_print(page, landscape=True)


def _write_readme(page: Any) -> None:
    # Any: openpyxl ships no types
    page.sheet_properties.tabColor = README_COLOUR
    page.sheet_view.showGridLines = False
    for letter, width in (("A", 16), ("B", 76), ("C", 20)):
        page.column_dimensions[letter].width = width
    page["A1"] = say(TITLE)
    page["A1"].font = Font(name=FONT, size=18, bold=True, color=FRONT)
    for row, text in enumerate(INTRODUCTION, 3):
        page.cell(row, 1, say(text)).font = Font(name=FONT, size=11)
    first = len(INTRODUCTION) + 4
    _write_headings(page, first, [(say(text), FRONT) for text in SHEET_HEADINGS])
    for row, sheet in enumerate(SHEETS, first + 1):
        _introduce(page, row, sheet)
    _set_print(page, landscape=False)


def _introduce(page: Any, row: int, sheet: Sheet) -> None:
    """A line of 说明: a sheet, what it holds, who changes it."""
    texts = (sheet.zh, say(sheet.about), say(OFTEN if sheet.front else SELDOM))
    for place, text in enumerate(texts, 1):
        put(page.cell(row, place), text)
    page.row_dimensions[row].height = LINE + 4
    page.cell(row, 1).hyperlink = f"#{quote_sheetname(sheet.zh)}!A1"
    page.cell(row, 1).font = Font(name=FONT, size=11, underline="single", color="0563C1")


def _write_sheet(
    book: Any, sheet: Sheet, lines: Sequence[Mapping[str, str]], values: Mapping[str, tuple[str, ...]]
) -> None:
    page = book.create_sheet(sheet.zh)
    columns = headings(sheet, values)
    colour = FRONT if sheet.front else BEHIND
    page.sheet_properties.tabColor = colour
    _write_headings(page, 1, [(heading, colour) for heading, _ in columns])
    for row, line in enumerate(lines, 2):
        for place, (heading, column) in enumerate(columns, 1):
            put(page.cell(row, place), line.get(heading, ""), column)
        needed = max(_lines(line.get(heading, ""), column.width) for heading, column in columns)
        page.row_dimensions[row].height = LINE * needed + 4  # wrapped text is cut where nobody has set the height
    last = len(lines) + 1
    for place, (_, column) in enumerate(columns, 1):
        letter = get_column_letter(place)
        page.column_dimensions[letter].width = column.width
        if column.cell in (Cell.TEXT, Cell.LIMIT, Cell.TEMPLATE, Cell.ROWS, Cell.PARAMETERS):
            page.column_dimensions[letter].number_format = "@"  # or Excel turns 12月31日 and 3-4 into dates
        comment(page.cell(1, place), column)
        offer(page, column, f"{letter}2:{letter}{last + SPARE}", values)
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{max(last, 2)}"
    _set_print(page, landscape=True)


def _write_headings(page: Any, row: int, texts: Sequence[tuple[str, str]]) -> None:
    for place, (text, colour) in enumerate(texts, 1):
        cell = page.cell(row, place, text)
        cell.font = Font(name=FONT, size=11, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=colour)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = _FRAME
    page.row_dimensions[row].height = 28


def put(cell: Any, text: str, column: Column | None = None) -> None:
    """Write a text into a cell as its column wants it: numbers and days as such, all else as text."""
    kind = Cell.TEXT if column is None or column.many or column.cell not in _FORMATS else column.cell
    if kind is Cell.TEXT or column is None:
        cell.value = text or None
    else:
        try:
            cell.value = read_cell(column, text) if text else None
        except CellFault:
            cell.value = text
    keep_text(cell)
    _style(cell, kind)


def keep_text(cell: Any) -> None:
    """What begins with = is a text too: a register's words must never be carried out as a formula."""
    if cell.data_type == "f":
        cell.data_type = "s"


def _style(cell: Any, kind: Cell) -> None:
    """The looks of a line's cell, copied as a whole: openpyxl looks each part of a style up again for each cell."""
    known = _STYLES.setdefault(cell.parent.parent, {})
    if kind not in known:
        cell.font, cell.border, cell.number_format = Font(name=FONT, size=11), _FRAME, _FORMATS.get(kind, "@")
        text = Alignment(vertical="center", wrap_text=True)
        cell.alignment = text if kind is Cell.TEXT else Alignment(horizontal="center", vertical="center")
        known[kind] = cell._style
    cell._style = copy(known[kind])


def add_sheet(book: Any, sheet: Sheet, tables: Tables) -> None:
    """A sheet with its lines at the end of a workbook."""
    _write_sheet(book, sheet, tables.get(sheet.zh, ()), choice_values(tables))


def renew_beside(book: Any) -> None:
    """In a workbook that was completed: the words of column 用途, and a line in 说明 for each sheet that has none."""
    if ROLE_SHEET in book.sheetnames:
        del book[ROLE_SHEET]
    _write_roles(book.create_sheet(ROLE_SHEET))
    if README in book.sheetnames:
        page = book[README]
        written = {str(cell.value) for cell in page["A"]}
        for sheet in SHEETS:
            if sheet.zh not in written:
                _introduce(page, page.max_row + 1, sheet)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column so wide; a Han character takes the room of two digits."""
    taken = (sum(2 if east_asian_width(c) in "WFA" else 1 for c in part) for part in text.split("\n"))
    return sum(ceil((n or 1) / (width - 2)) for n in taken)


def comment(cell: Any, column: Column) -> None:
    """What a column means, as a comment on its heading."""
    text = say(column.comment)
    lines = 2 + len(text) // 15
    cell.comment = Comment(text, "officebatch", height=20 * lines, width=260)


def offer(page: Any, column: Column, cells: str, values: Mapping[str, tuple[str, ...]]) -> None:
    """A drop-down for a column that knows its words; of several words in one cell none, for Excel allows only one."""
    source = None if column.many else _source(column, values)
    if source is None:
        return
    offer = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=False)
    offer.add(cells)
    page.add_data_validation(offer)


def _source(column: Column, values: Mapping[str, tuple[str, ...]]) -> str | None:
    if column.refers is Refers.ROLE:
        return f"{quote_sheetname(ROLE_SHEET)}!$A$1:$A${len(words.ROLES)}"
    if column.words:
        return _own_list(tuple(word.zh for word in column.words))
    lists = {Refers.URGENCY: URGENCY_LIST, Refers.POST: POST_LIST}
    if column.refers in lists:
        return _own_list(values.get(lists[column.refers], ()))
    sheet, letter = _COLUMN_OF.get(column.refers, ("", "")) if column.refers else ("", "")
    return f"{quote_sheetname(sheet)}!${letter}$2:${letter}${SPARE}" if sheet else None


def _own_list(offered: Sequence[str]) -> str | None:
    joined = ",".join(offered)
    return f'"{joined}"' if offered and len(joined) <= LONGEST_LIST else None


def _write_roles(page: Any) -> None:
    """The words of column 用途: too many for a list of the drop-down's own."""
    for row, word in enumerate(words.ROLES, 1):
        page.cell(row, 1, word.zh)
    page.sheet_state = "hidden"


def _set_print(page: Any, *, landscape: bool) -> None:
    page.page_setup.orientation = "landscape" if landscape else "portrait"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1" if landscape else None
    page.page_margins.left = page.page_margins.right = 0.4
    page.page_margins.top = page.page_margins.bottom = 0.6
    page.page_margins.footer = 0.25
    page.oddFooter.center.text = "&A  &P/&N"


_COLUMN_OF = {
    Refers.DEPARTMENT: ("部门", "B"),
    Refers.PERSON: ("人员", "A"),
    Refers.REGISTER: ("台账", "A"),
    Refers.CHECK: ("检查", "A"),
    Refers.PAPER: ("输出", "B"),
}
