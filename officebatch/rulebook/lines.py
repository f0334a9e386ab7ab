"""From sheets to lines: which sheet and column is which, and what each cell holds. Collects faults, raises none."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from officebatch.rulebook.cells import read_cell
from officebatch.rulebook.faults import CellFault, Fault, listed, nearest
from officebatch.rulebook.schema import EACH_MARK, README, SHEETS
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from officebatch.rulebook.schema import Column, Sheet
    from officebatch.rulebook.workbook import Page

UNKNOWN_SHEET = marked(
    "A rule book has no sheet of this name. Correct it, or put _ in front of it when the sheet is a note of your own."
)
TWICE_SHEET = marked("This sheet is there twice, as {names}. Keep one.")
MISSING_SHEET = marked(
    "The rule book has no sheet {sheet}. If it is of an older version: officebatch rules update adds what is lacking."
)
NO_LINES = marked("This sheet has no line yet. Fill in at least one below the headings.")
UNKNOWN_COLUMN = marked(
    "“{text}” is no heading of this sheet. Known are: {known}. For notes of your own, begin the heading with 备注."
)
TWICE_COLUMN = marked("“{text}” is there twice, here and at {other}. Keep one.")
MISSING_COLUMN = marked(
    "The heading “{heading}” is missing in row 1. Put it back; where it never was there, officebatch rules update does."
)
NO_HEADING = marked("This column has entries but no heading. Give it one, or begin it with 备注 for notes of your own.")
EMPTY_CELL = marked("“{heading}” is empty. Fill it in: {comment}")
UNCALCULATED = marked("This formula has no value yet. Open the rule book in Excel and save it once.")
DUPLICATE = marked("“{text}” is there already, at {other}. Keep one of the lines.")


@dataclass(frozen=True)
class Place:
    """A cell a value came from."""

    sheet: str
    cell: str


@dataclass(frozen=True)
class Line:
    """One line of a sheet. values: column id → value as `cells` read it, the default where empty (None without one),
    for a column that stands once for each value of a list: value → what it holds. texts: what was written."""

    sheet: str
    row: int
    values: Mapping[str, object]
    letters: Mapping[str, str]

    @property
    def at(self) -> str:
        """`流程!A7`."""
        return f"{self.sheet}!A{self.row}"

    def place(self, column: str) -> Place:
        """The cell of a column; of one without a column its heading's row."""
        return Place(self.sheet, f"{self.letters.get(column, 'A')}{self.row}")

    def text(self, column: str) -> str:
        """A value that is text, "" where there is none."""
        value = self.values.get(column)
        return value if isinstance(value, str) else ""

    def words(self, column: str) -> tuple[str, ...]:
        """The values of a column that holds several, or its only one."""
        value = self.values.get(column)
        if isinstance(value, tuple):
            return tuple(str(word) for word in value)
        return (value,) if isinstance(value, str) and value else ()


@dataclass
class Tray:
    """What has been read so far: lines by sheet (its Chinese name) and the faults met."""

    lines: dict[str, list[Line]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    order: dict[str, int] = field(default_factory=dict)

    def fault(self, place: Place, message: str, words: Iterable[str] = (), /, **values: str) -> None:
        """Note a fault; `words` are those the value `text` could have been."""
        near = nearest(values.get("text", ""), words)
        self.faults.append(Fault(place.sheet, place.cell, message, tuple(values.items()), near))


def read_lines(pages: Iterable[Page]) -> Tray:
    """The lines of every sheet; a line with a fault in it keeps what could be read."""
    tray = Tray()
    matched: dict[str, list[Page]] = {}
    for order, page in enumerate(pages):
        tray.order[page.name] = order
        if page.name.strip() == README or page.name.startswith("_"):
            continue
        sheet = sheet_of(page.name)
        if sheet is None:
            known = [s.zh for s in SHEETS]
            tray.faults.append(Fault(page.name, "", UNKNOWN_SHEET, (), nearest(page.name, known)))
        else:
            matched.setdefault(sheet.zh, []).append(page)
    for sheet in SHEETS:
        found = matched.get(sheet.zh, [])
        tray.lines[sheet.zh] = _read_sheet(tray, sheet, found)
    return tray


def _read_sheet(tray: Tray, sheet: Sheet, found: list[Page]) -> list[Line]:
    if not found and sheet.later:
        return []
    if not found:
        tray.faults.append(Fault("", "", MISSING_SHEET, (("sheet", sheet.zh),)))
        return []
    page = found[0]
    for other in found[1:]:
        names = f"{page.name}、{other.name}"
        tray.faults.append(Fault(other.name, "", TWICE_SHEET, (("names", names),)))
    tray.faults += [Fault(page.name, cell, UNCALCULATED) for cell in page.uncalculated]
    columns = _columns(tray, sheet, page)
    lines = [_line(tray, sheet, page.name, columns, row) for row in page.rows if _written(columns, row[1])]
    if sheet.needed and not lines:
        tray.faults.append(Fault(page.name, "A2", NO_LINES))
    _tell_duplicates(tray, sheet, lines)
    return lines


def sheet_of(name: str) -> Sheet | None:
    """The sheet of a name in either language, None for any other."""
    folded = name.strip().casefold()
    return next((s for s in SHEETS if folded in (s.zh.casefold(), s.en.casefold())), None)


def _columns(tray: Tray, sheet: Sheet, page: Page) -> dict[str, tuple[Column, str]]:
    """Letter → the column and, for one that stands once for each value, that value."""
    found: dict[str, tuple[Column, str]] = {}
    seen: dict[tuple[str, str], str] = {}
    for letter, text in page.headings:
        column, each = column_of(sheet, text)
        if column is None:
            if not text.startswith(("备注", "_", "Remark")):
                known = [c.zh for c in sheet.columns]
                tray.fault(Place(page.name, f"{letter}1"), UNKNOWN_COLUMN, known, text=text, known=listed(known))
            continue
        if (column.id, each) in seen:
            other = f"{seen[column.id, each]}1"
            tray.fault(Place(page.name, f"{letter}1"), TWICE_COLUMN, text=text, other=other)
            continue
        seen[column.id, each] = letter
        found[letter] = (column, each)
    present = {column.id for column, _ in found.values()}
    guessed = {fault.nearest for fault in tray.faults if fault.sheet == page.name and fault.cell.endswith("1")}
    for column in sheet.columns:
        if column.required and column.id not in present and column.zh not in guessed:
            tray.fault(Place(page.name, "A1"), MISSING_COLUMN, heading=column.zh)
    headed = {letter for letter, _ in page.headings}
    for letter in sorted({x for _, texts in page.rows for x in texts if x not in headed}, key=lambda x: (len(x), x)):
        tray.fault(Place(page.name, f"{letter}1"), NO_HEADING)
    return found


def column_of(sheet: Sheet, text: str) -> tuple[Column | None, str]:
    """The column of a heading and, for one that stands once for each value, that value; (None, "") for any other."""
    folded = _folded(text)
    for column in sheet.columns:
        for name in (_folded(column.zh), _folded(column.en)):
            if column.each and folded.startswith(name + EACH_MARK):
                return column, folded.removeprefix(name + EACH_MARK)
            if not column.each and folded == name:
                return column, ""
    return None, ""


def _folded(heading: str) -> str:
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", heading)).rstrip("*:").casefold()
    return re.sub("[•・.]", EACH_MARK, plain)


def _written(columns: Mapping[str, tuple[Column, str]], texts: Mapping[str, str]) -> bool:
    """Whether a row says anything but the clerk's own notes."""
    return any(letter in columns and columns[letter][0].id not in ("remark", "note") for letter in texts)


def _line(
    tray: Tray, sheet: Sheet, name: str, columns: Mapping[str, tuple[Column, str]], written: tuple[int, dict[str, str]]
) -> Line:
    row, texts = written
    values: dict[str, object] = {}
    letters: dict[str, str] = {}
    for letter, (column, each) in columns.items():
        value = _value(tray, column, Place(name, f"{letter}{row}"), texts.get(letter, ""))
        if not each:
            values[column.id], letters[column.id] = value, letter
            continue
        held = values.setdefault(column.id, {})
        if isinstance(held, dict):
            held[each] = value
            letters[f"{column.id}{EACH_MARK}{each}"] = letter
    for column in sheet.columns:
        if column.id not in values:
            values[column.id] = {} if column.each else _default(column)
    return Line(name, row, values, letters)


def _value(tray: Tray, column: Column, place: Place, text: str) -> object:
    if not text:
        if column.required:
            tray.fault(place, EMPTY_CELL, heading=column.zh, comment=say(column.comment))
        return _default(column)
    try:
        return read_cell(column, text)
    except CellFault as fault:
        tray.faults.append(fault.at(place.sheet, place.cell))
        return _default(column)


def _default(column: Column) -> object:
    if column.default:
        return read_cell(column, column.default)
    return () if column.many else None


def _tell_duplicates(tray: Tray, sheet: Sheet, lines: Iterable[Line]) -> None:
    first: dict[tuple[object, ...], Line] = {}
    for line in lines if sheet.unique else ():
        key = tuple(line.values.get(name) for name in sheet.unique)
        if not all(line.text(name) or name == "number" or line.values.get(name) for name in sheet.unique):
            continue
        if key in first:
            named = next(n for n in reversed(sheet.unique) if line.text(n) or line.values.get(n))
            text = "·".join(str(part) for part in key if part)
            place = line.place("name" if "name" in sheet.unique else named)
            tray.fault(place, DUPLICATE, text=text, other=first[key].place(sheet.unique[0]).cell)
        first.setdefault(key, line)
