"""An older rule book completed by what a newer program's has: sheets, columns, settings, checks, lists, papers.

What stands there stays as it is, and nothing that is added changes what the office gets: papers come switched off,
checks as the program carries them out already. openpyxl loads and saves the workbook; what it cannot carry (pictures,
charts, buttons) is named, and the older file stays beside the new one.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from copy import copy
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidationList

from officebatch.package import settle
from officebatch.rulebook import workbook, writing
from officebatch.rulebook.lines import column_of, sheet_of
from officebatch.rulebook.schema import README, SHEETS
from officebatch.rulebook.settings import setting
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from officebatch.rulebook.schema import Column, Sheet

    Tables = Mapping[str, Sequence[Mapping[str, str]]]

SHEET_ADDED = marked("sheet {sheet}, with its usual lines")
COLUMN_ADDED = marked("column {heading}, empty: {comment}")
LINE_ADDED = marked("line {row}: {what}")
PAPER_ADDED = marked("line {row}: {what}, switched off; write 是 into 启用 to have it")
LOST = marked("Pictures, charts and buttons of the older file are not carried over; they stand in the older file.")
KEYS: Mapping[str, str] = {"设置": "项目", "检查": "代码", "输出": "文书"}  # lines known by one cell
_CARRIED = re.compile(
    r"\[Content_Types\]\.xml|(_rels|docProps|customXml|xl/_rels|xl/theme|xl/worksheets/_rels)/.*"
    r"|xl/(workbook|styles|sharedStrings|calcChain|metadata)\.xml|xl/worksheets/sheet\d+\.xml|xl/comments.*"
    r"|xl/(tables|externalLinks|threadedComments|persons|printerSettings)/.*|xl/drawings/(vmlDrawing|commentsDrawing)\d+\.vml"
)


@dataclass(frozen=True)
class Addition:
    """One thing that was added: the sheet, and a ready sentence."""

    sheet: str
    said: str


@dataclass(frozen=True)
class Completed:
    """additions: in the order of the sheets; content: the workbook's bytes; lost: what could not be carried over."""

    additions: tuple[Addition, ...]
    content: bytes
    lost: str


def complete_workbook(path: Path, tables: Tables) -> Completed:
    """The rule book of a file with what `tables` (the shipped ones, completed) have more. Raises RuleBookFaults."""
    pages, content = workbook.pages(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # drop-downs in Excel's newer form: they are put in anew
        book = load_workbook(BytesIO(content))
    names = {sheet.zh: page.name for page in pages if page.name != README and (sheet := sheet_of(page.name))}
    additions: list[Addition] = []
    for place, sheet in enumerate(SHEETS):
        if sheet.zh in names:
            additions += _fill(book[names[sheet.zh]], sheet, tables)
        else:
            _add_sheet(book, sheet, place, tables)
            additions.append(Addition(sheet.zh, say(SHEET_ADDED, sheet=sheet.zh)))
            names[sheet.zh] = sheet.zh
    if not additions:
        return Completed((), content, "")
    for sheet in SHEETS:
        _offer_anew(book[names[sheet.zh]], sheet, _values(book[names["选项"]]))
    writing.renew_beside(book)
    held = BytesIO()
    book.save(held)
    return Completed(tuple(additions), settle(held.getvalue()), say(LOST) if _lost(content) else "")


def _fill(page: Any, sheet: Sheet, tables: Tables) -> Iterator[Addition]:
    # Any: openpyxl ships no types
    known = {column.id: cell.column for cell in page[1] if (column := column_of(sheet, str(cell.value or ""))[0])}
    for column in sheet.columns:
        if column.id not in known and not column.each:
            known[column.id] = _add_column(page, column)
            yield Addition(sheet.zh, say(COLUMN_ADDED, heading=column.zh, comment=say(column.comment)))
    for line in _lacking(page, sheet, known, tables[sheet.zh]):
        row = _add_line(page, sheet, known, line)
        text = PAPER_ADDED if sheet.zh == "输出" else LINE_ADDED
        yield Addition(sheet.zh, say(text, row=row, what=_named(sheet, line)))


def _add_column(page: Any, column: Column) -> int:
    place: int = max(cell.column for cell in page[1] if cell.value) + 1
    letter, beside = get_column_letter(place), page.cell(1, place - 1)
    cell = page.cell(1, place, column.zh)
    cell.font, cell.fill, cell.border = copy(beside.font), copy(beside.fill), copy(beside.border)
    cell.alignment = copy(beside.alignment)
    writing.comment(cell, column)
    page.column_dimensions[letter].width = column.width
    for row in range(2, page.max_row + 1):
        page.cell(row, place)._style = copy(page.cell(row, place - 1)._style)
    if page.auto_filter.ref:
        page.auto_filter.ref = f"A1:{letter}{max(page.max_row, 2)}"
    return place


def _lacking(
    page: Any, sheet: Sheet, known: Mapping[str, int], lines: Sequence[Mapping[str, str]]
) -> Iterator[Mapping[str, str]]:
    """The shipped lines an older sheet lacks: by their key, of sheet 选项 whole lists."""
    if sheet.zh == "选项":
        written = {_text(page, row, known["list"]) for row in range(2, page.max_row + 1)}
        yield from (line for line in lines if line["列表"] not in written)
    elif sheet.zh in KEYS:
        column = next(c for c in sheet.columns if c.zh == KEYS[sheet.zh])
        written = {_text(page, row, known[column.id]) for row in range(2, page.max_row + 1)}
        if sheet.zh == "设置":
            written = {f"{found[0].zh}·{found[1]}" for text in written if (found := setting(text))}
            heads = {text.partition("·")[0] for text in written}
            yield from (line for line in lines if _setting_lacks(line["项目"], written, heads))
        else:
            yield from (line for line in lines if line[column.zh] not in written)


def _setting_lacks(key: str, written: set[str], heads: set[str]) -> bool:
    """A setting of its own is there or not; of those that stand once for each, the office has chosen which."""
    found = setting(key)
    return found is not None and (
        (found[0].zh not in heads) if found[0].each else f"{found[0].zh}·" not in written
    )


def _add_line(page: Any, sheet: Sheet, known: Mapping[str, int], line: Mapping[str, str]) -> int:
    last = max((row for row in range(1, page.max_row + 1) if any(c.value is not None for c in page[row])), default=1)
    row = last + 1
    for column in sheet.columns:
        text = line.get(column.zh, "")
        if sheet.zh == "输出" and column.id == "on":
            text = "否"
        if column.id in known and not column.each:
            writing.put(page.cell(row, known[column.id]), text, column)
    return row


def _named(sheet: Sheet, line: Mapping[str, str]) -> str:
    shown = [line.get(column.zh, "") for column in sheet.columns[:3] if not column.each]
    return " ".join(text for text in shown[:2] if text)


def _text(page: Any, row: int, column: int) -> str:
    return str(page.cell(row, column).value or "").strip()


def _add_sheet(book: Any, sheet: Sheet, place: int, tables: Tables) -> None:
    writing.add_sheet(book, sheet, tables)
    before = [s.zh for s in SHEETS[:place]]
    names = [page.title for page in book.worksheets]
    at = max((i for i, name in enumerate(names) if (found := sheet_of(name)) and found.zh in before), default=0)
    book.move_sheet(sheet.zh, at + 1 - names.index(sheet.zh))


def _values(page: Any) -> dict[str, tuple[str, ...]]:
    """Choice list → its values."""
    sheet = next(s for s in SHEETS if s.zh == "选项")
    at = {column.id: c.column for c in page[1] if (column := column_of(sheet, str(c.value or ""))[0])}
    found: dict[str, list[str]] = {}
    for row in range(2, page.max_row + 1):
        if (name := _text(page, row, at["list"])) and (value := _text(page, row, at["value"])):
            found.setdefault(name, []).append(value)
    return {name: tuple(dict.fromkeys(values)) for name, values in found.items()}


def _offer_anew(page: Any, sheet: Sheet, values: Mapping[str, tuple[str, ...]]) -> None:
    """All drop-downs of the schema's columns; those of the clerk's own columns stay."""
    headed = [(c.column_letter, column_of(sheet, str(c.value or ""))[0]) for c in page[1] if c.value]
    mine = {letter for letter, column in headed if column is not None}
    kept = [rule for rule in page.data_validations.dataValidation if not _within(str(rule.sqref), mine)]
    page.data_validations = DataValidationList(dataValidation=kept)
    for letter, column in headed:
        if column is not None:
            writing.offer(page, column, f"{letter}2:{letter}{page.max_row + writing.SPARE}", values)


def _within(cells: str, letters: set[str]) -> bool:
    return {re.sub(r"[\d$]", "", cell) for part in cells.split() for cell in part.split(":")} <= letters


def _lost(content: bytes) -> bool:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return any(not _CARRIED.fullmatch(name) for name in package.namelist())

