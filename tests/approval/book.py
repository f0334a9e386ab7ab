"""A notice book as a clerk has it, and the notices its lines are of."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import openpyxl

from officebatch.approval.book import missing_lines, update
from officebatch.model.form import NOTICE_BOOK
from officebatch.model.notice import MatterId, Notice, Told
from officebatch.outputs.empty_book import empty_notice_book
from officebatch.reading.returned import read_returned
from tests import making

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from officebatch.model.returned import Returned

NAME = "通知单登记簿.xlsx"
FIELDS = tuple(NOTICE_BOOK.blanks)
HEAD = 3  # row of the headings in the book as it begins
ISSUED, DUE = date(2026, 11, 16), date(2026, 11, 10)


def notice(n: int, matter: int | None = None, **changed: object) -> Notice:
    """The n-th notice; `changed` says what differs of it or of what it tells."""
    matter = n if matter is None else matter
    told: dict[str, object] = {
        "matter": MatterId("督办台账", f"D{matter}", "承办"),
        "level": 2,
        "due": DUE,
        "number": f"督〔2026〕{matter}号",
        "title": f"关于第{matter}件事的办理",
        "stage": "承办",
    }
    plain: dict[str, object] = {
        "as_of": date(2026, 11, 13),
        "issued": ISSUED,
        "kind": "催办通知单",
        "audience": "财务科",
        "number": f"临电催〔2026〕{n}号",
        "delivery": "OA",
    }
    of = {name: changed.get(name, value) for name, value in told.items()}
    rest = {name: changed.get(name, value) for name, value in plain.items()}
    return Notice(told=Told(**of), **rest)  # type: ignore[arg-type]  # a table of one's own


NOTICES = (notice(1), notice(2), notice(2, 3), notice(4, level=3, kind="督办通知单"))


def begun(folder: Path, notices: Sequence[Notice] = NOTICES) -> Path:
    """A book with the lines of some notices, as the program writes it."""
    path = folder / NAME
    path.write_bytes(empty_notice_book())
    added(path, notices)
    return path


def read(path: Path) -> Returned:
    """The book as it is read."""
    return read_returned(path, NOTICE_BOOK, making.rules())


def added(path: Path, notices: Sequence[Notice]) -> tuple[Notice, ...]:
    """Add to the book what it lacks; what was added."""
    book = read(path)
    return update(path, missing_lines(notices, book), book, path.parent / "runs" / ".replaced").lines


def edited(path: Path, edit: Callable[[Worksheet], object]) -> Path:
    """The book after a person was at it."""
    book = openpyxl.load_workbook(path, keep_vba=path.suffix == ".xlsm")
    edit(book.worksheets[0])
    book.save(path)
    return path


def column(field: str) -> int:
    """The column of a field in the book as it begins, from 1."""
    return FIELDS.index(field) + 1


def put(sheet: Worksheet, line: int, **cells: object) -> None:
    """Write into a line of the book, counted from 1."""
    for field, value in cells.items():
        sheet.cell(HEAD + line, column(field)).value = value


def parts(path: Path) -> dict[str, bytes]:
    """The members of a package."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def with_parts(path: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """The package with other members."""
    members = parts(path)
    change(members)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    path.write_bytes(held.getvalue())
    return path


def in_sheet(path: Path, old: str, new: str) -> Path:
    """The book with its first sheet's XML changed."""

    def change(members: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet1.xml"
        text, n = re.subn(old, new, members[name].decode(), count=1)
        assert n == 1
        members[name] = text.encode()

    return with_parts(path, change)
