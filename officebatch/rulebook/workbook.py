"""The rule book as a workbook file, read: sheets as rows of texts with their addresses. The one reader of openpyxl."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell

from officebatch.package import BrokenPackage, unpacking
from officebatch.rulebook.faults import Fault, RuleBookFaults
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

LARGEST = 64 << 20  # bytes unpacked: a rule book is a thousandth of it
MISSING = marked(
    "The rule book {file} is not there. Put it into the workspace, or make a new workspace with: officebatch init"
)
NO_ACCESS = marked("The rule book {file} cannot be opened ({reason}). Close it in the other program, then start again.")
ENCRYPTED = marked(
    "The rule book {file} is protected by a password or in the old .xls format. Open it in Excel, take the password "
    "away, save it as .xlsx and start again."
)
NO_WORKBOOK = marked("The rule book {file} is no .xlsx workbook, or it is damaged. Take the last copy that opened.")
_FORMULA = re.compile(rb"<f[\s/>]")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Page:
    """One sheet as it stands. headings: (column letter, text) of row 1. rows: (row number, letter → text), the
    empty ones left out. uncalculated: addresses of formulas without a value."""

    name: str
    headings: tuple[tuple[str, str], ...]
    rows: tuple[tuple[int, dict[str, str]], ...]
    uncalculated: tuple[str, ...] = ()


def pages(path: Path) -> tuple[tuple[Page, ...], bytes]:
    """All sheets in order and the file's bytes. Raises RuleBookFaults with the one fault that prevents it."""
    content = _content(path)
    try:
        book = load_workbook(BytesIO(content), data_only=True)
        formulas = load_workbook(BytesIO(content)) if _FORMULA.search(_sheets(content)) else book
        read = tuple(_page(sheet, formulas[sheet.title]) for sheet in book.worksheets)
    except Exception as reason:  # openpyxl raises whatever it stumbles over in a damaged file
        raise RuleBookFaults([Fault("", "", NO_WORKBOOK, (("file", path.name),))]) from reason
    return read, content


def names(path: Path) -> tuple[str, ...]:
    """The names of its sheets, read without what stands in them. Raises RuleBookFaults as `pages` does."""
    try:
        return tuple(load_workbook(BytesIO(_content(path)), read_only=True).sheetnames)
    except RuleBookFaults:
        raise
    except Exception as reason:  # as above
        raise RuleBookFaults([Fault("", "", NO_WORKBOOK, (("file", path.name),))]) from reason


def _content(path: Path) -> bytes:
    values = [("file", path.name)]
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise RuleBookFaults([Fault("", "", MISSING, tuple(values))]) from None
    except OSError as fault:
        values.append(("reason", fault.strerror or str(fault)))
        raise RuleBookFaults([Fault("", "", NO_ACCESS, tuple(values))]) from None
    if content.startswith(_OLE):
        raise RuleBookFaults([Fault("", "", ENCRYPTED, tuple(values))])
    try:
        with unpacking(), zipfile.ZipFile(BytesIO(content)) as package:
            size = sum(entry.file_size for entry in package.infolist())
    except BrokenPackage:
        size = LARGEST + 1
    if size > LARGEST:
        raise RuleBookFaults([Fault("", "", NO_WORKBOOK, tuple(values))])
    return content


def _sheets(content: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return b"".join(package.read(n) for n in package.namelist() if n.startswith("xl/worksheets/sheet"))


def _page(sheet: Any, formulas: Any) -> Page:
    # Any: openpyxl ships no types
    headings: list[tuple[str, str]] = []
    rows: dict[int, dict[str, str]] = {}
    for cell in _cells(sheet):
        if not (text := _text(cell)):
            continue
        if cell.row == 1:
            headings.append((cell.column_letter, text))
        else:
            rows.setdefault(cell.row, {})[cell.column_letter] = text
    without = (c.coordinate for c in _cells(formulas) if c.data_type == "f" and sheet[c.coordinate].value is None)
    return Page(sheet.title, tuple(headings), tuple(rows.items()), tuple(without) if formulas is not sheet else ())


def _cells(sheet: Any) -> Iterator[Any]:
    """The cells that exist, in order: `iter_rows` makes every other up to one that stands far away."""
    for _, cell in sorted(sheet._cells.items()):  # openpyxl has no public way to them
        if isinstance(cell, Cell):
            yield cell


def _text(cell: Any) -> str:
    match cell.value:
        case None:
            return ""
        case bool(value):
            return "是" if value else "否"
        case date() | time() as value:
            return _moment(value, str(cell.number_format))
        case int() | float() as value:
            return f"{value * 100:g}%" if "%" in str(cell.number_format) else f"{value:.12g}"
        case value:
            return str(value).strip()


def _moment(value: date | time, shown: str) -> str:
    if isinstance(value, time):
        return value.isoformat("minutes")
    if "月" in shown and "y" not in shown.lower():
        return f"{value.month}月{value.day}日"  # 12月31日 typed into a cell that is not text
    if isinstance(value, datetime) and value.time() != time():
        return value.isoformat(" ", "minutes")
    return value.isoformat()[:10]
