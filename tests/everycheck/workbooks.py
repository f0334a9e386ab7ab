"""A register as a real workbook: a title over all columns, one row of headings, the lines below."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Formula:
    """A cell with a formula. value: what it last came to, an error word such as #N/A too; "" never calculated."""

    text: str
    value: str = ""


def workbook(title: str, headings: Sequence[str], lines: Sequence[Sequence[object]]) -> bytes:
    """The workbook: title in row 1, headings in row 2, lines from row 3 on."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_numbers": False}) as book:
        day, share = (book.add_format({"num_format": form}) for form in ("yyyy-mm-dd", "0%"))
        sheet = book.add_worksheet(title)
        sheet.merge_range(0, 0, 0, max(len(headings) - 1, 1), f"2026年{title}")
        sheet.write_row(1, 0, headings)
        for row, line in enumerate(lines, 2):
            for column, value in enumerate(line):
                match value:
                    case None | "":
                        pass
                    case date():
                        sheet.write_datetime(row, column, value, day)
                    case Formula():
                        sheet.write_formula(row, column, value.text, None, value.value)
                    case str():
                        sheet.write_string(row, column, value)
                    case float():
                        sheet.write_number(row, column, value, share if value <= 1 else None)
                    case int():
                        sheet.write_number(row, column, value)
                    case _:
                        raise TypeError(f"no cell can hold {value!r}")
    return held.getvalue()


def letters(column: int) -> str:
    """The letters of a column counted from 0."""
    return str(xl_col_to_name(column))
