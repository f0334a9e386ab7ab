"""Sheets into workbook files, by two writers: openpyxl puts strings into the cells, XlsxWriter into a shared table."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import xlsxwriter
from openpyxl.styles import Border, Font, Side
from openpyxl.utils import get_column_letter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.planted.layout import Sheet

DAY = "yyyy-mm-dd"


def write(path: Path, sheets: Sequence[Sheet], *, shared_strings: bool, dimension: bool) -> None:
    """Writes the workbook; with `dimension` its sheets claim to be one cell large."""
    (_with_xlsxwriter if shared_strings else _with_openpyxl)(path, sheets)
    if dimension:
        _belittle(path)


def _width(sheet: Sheet) -> int:
    return max(sheet.columns.values(), default=1)


def _with_openpyxl(path: Path, sheets: Sequence[Sheet]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    thin = Side(style="thin")
    box = Border(left=thin, right=thin, top=thin, bottom=thin)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        for (row, column), value in sorted(sheet.cells.items()):
            cell = page.cell(row, column, value)
            if isinstance(value, date):
                cell.number_format = DAY
            if row == 1:
                cell.font = Font(bold=True)
        last = max((at for at, _ in sheet.rows), default=0)
        for row in range(last + 1, sheet.bordered + 1):
            for column in range(1, _width(sheet) + 1):
                page.cell(row, column).border = box
        for top, left, bottom, right in sheet.merges:
            page.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        for row in sheet.hidden:
            page.row_dimensions[row].hidden = True
    book.save(path)


def _with_xlsxwriter(path: Path, sheets: Sequence[Sheet]) -> None:
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False, "strings_to_formulas": False}) as book:
        formats = [book.add_format({"num_format": f}) for f in (DAY, "yyyy/m/d", 'yyyy"年"m"月"d"日"', 'm"月"d"日"')]
        box = book.add_format({"border": 1})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            last = max((at for at, _ in sheet.rows), default=0)
            for row in range(last, sheet.bordered):
                for column in range(_width(sheet)):
                    page.write_blank(row, column, None, box)
            merged = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merges}
            for (row, column), value in sorted(sheet.cells.items()):
                if (row, column) in merged:
                    bottom, right = merged[row, column]
                    page.merge_range(row - 1, column - 1, bottom - 1, right - 1, value)
                elif isinstance(value, date):
                    page.write_datetime(row - 1, column - 1, value, formats[column % len(formats)])
                else:
                    page.write(row - 1, column - 1, value)
            for row in sheet.hidden:
                page.set_row(row - 1, None, None, {"hidden": True})


def _belittle(path: Path) -> None:
    """A wrong dimension tag, as some export programs write it."""
    with zipfile.ZipFile(path) as old:
        parts = [(info, old.read(info)) for info in old.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for info, body in parts:
            if info.filename.startswith("xl/worksheets/sheet"):
                lying = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', body, count=1)
                new.writestr(info.filename, lying)
            else:
                new.writestr(info.filename, body)


def letter(column: int) -> str:
    """The letters of a column counted from 1."""
    return str(get_column_letter(column))
