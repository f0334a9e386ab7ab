"""Excel workbooks as XlsxWriter makes them: text is never a formula or a link, the same content is the same bytes."""

from __future__ import annotations

import io
import tempfile
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from officebatch.package import stamp

if TYPE_CHECKING:
    from collections.abc import Callable

    from officebatch.model.origin import Origin

LINKED = 5000  # rows with a link; Excel stops at 65,530 of a sheet, and slows long before
_STAMP = datetime(2000, 1, 1)
_DAY_ZERO = date(1899, 12, 30).toordinal()  # day 0 as Excel counts


def made(title: str, fill: Callable[[Any], object], *, row_by_row: bool = False) -> bytes:
    """The bytes of a workbook whose sheets `fill` writes. row_by_row: in constant memory, its rows in order.

    Raises OSError, where XlsxWriter wraps it into an error of its own: it writes to the system's folder for temporary
    files first, and that may be full.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    held = io.BytesIO()
    options = {"constant_memory": row_by_row, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(held, options)
    book.set_properties({"title": title, "author": "", "created": _STAMP})
    fill(book)
    try:
        book.close()
    except FileCreateError as fault:
        raise OSError(fault.args[0].errno, fault.args[0].strerror, tempfile.gettempdir()) from fault
    return stamp(held.getvalue())


def serial(day: date) -> int:
    """A day as Excel counts it."""
    return day.toordinal() - _DAY_ZERO


def link(origin: Origin, folder: str) -> str:
    """A link to a cell of a workbook that lies in a folder, as seen from the file with the link."""
    sheet = origin.sheet.replace("'", "''")
    return f"external:{folder}/{origin.workbook}#'{sheet}'!{origin.column or 'A'}{origin.row}"
