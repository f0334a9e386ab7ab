"""Reads one workbook in a process of its own: `python -m officebatch.reading.worker PATH`.

Answers on stdout with one pickled `Answer`; says nothing of a cell anywhere else. A bomb may end this process
without a word, which is why it is one; it loads no pandas, because it is started for each workbook.
Each column goes as its distinct values and a code a row, so that whoever reads on looks at each writing once.
"""

from __future__ import annotations

import csv
import gc
import io
import os
import pickle
import sys
import zipfile
from array import array
from collections import defaultdict
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from officebatch.confined import confine
from officebatch.reading import margins, scan, spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from python_calamine import CalamineSheet, CalamineWorkbook

_Seen = tuple[scan.Marks, scan.Marks, list[int], bool]  # errors, waiting, hidden, whether looked at
_NOTHING: _Seen = ([], [], [], False)
MEMORY, SECONDS = 3 << 30, 180
_STEP = 128  # rows at a time: their cells stay in the processor's cache


class Leaf(NamedTuple):
    """One sheet. columns: from A, each its distinct values and int32 codes; merged: (row, column) to (row, column)."""

    name: str
    visible: bool
    height: int
    columns: list[tuple[list[object], bytes]]
    merged: list[tuple[tuple[int, int], tuple[int, int]]]
    errors: scan.Marks
    waiting: scan.Marks
    hidden: list[int]
    scanned: bool
    comments: margins.Comments
    margins: str
    drawn: str
    since_1904: bool


class Answer(NamedTuple):
    """What became of the workbook. fault: "", "locked", "broken", "limits", "far" or "quote"; place: where."""

    fault: str
    place: str
    leaves: list[Leaf]


def main(path: Path) -> None:
    """Read and answer."""
    confine(MEMORY, SECONDS)
    gc.disable()
    answer = _answer(path)
    pickler = pickle.Pickler(sys.stdout.buffer, 5)
    pickler.fast = True
    pickler.dump((answer.fault, answer.place, [tuple(leaf) for leaf in answer.leaves]))  # plain: __main__ has no name
    sys.stdout.buffer.flush()
    os._exit(0)  # taking the cells down one by one would cost as much as a third of making them


def _answer(path: Path) -> Answer:
    try:
        return Answer("", "", list(_csv(path) if path.suffix.lower() == ".csv" else _workbook(path)))
    except scan.FarCell as far:
        return Answer("far", far.address, [])
    except OpenQuote as quote:
        return Answer("quote", str(quote.line), [])
    except BaseException as error:  # a panic of the reader is no Exception
        return Answer(_fault(error), "", [])


def _fault(error: BaseException) -> str:
    """What the reader complains of; an old .xls locked by exclusive-or shows as an unknown code page."""
    said = str(error)
    if isinstance(error, MemoryError) or "limit exceeded" in said:
        return "limits"
    return "locked" if type(error).__name__ == "PasswordError" or "odepage" in said else "broken"


def _workbook(path: Path) -> Iterator[Leaf]:
    import python_calamine as calamine

    content = path.read_bytes()
    packed = content.startswith(b"PK")
    # by its path a workbook opens quicker, but then its ending is believed, and that may be wrong
    honest = path.suffix.lower() in ((".xlsx", ".xlsm", ".xlsb", ".ods") if packed else (".xls",))
    book = calamine.load_workbook(path if honest else io.BytesIO(content))
    if not packed:
        yield from _leaves(book, content, _Around({}, {}, {}, {}, False))
        return
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        try:
            members = scan.sheets(package)
            old = scan.since_1904(package)
            placed = {name: package.getinfo(member) for name, member in members.items()}
        except KeyError:
            members, placed, old = {}, {}, False
        notes = {name: margins.comments(package, member) for name, member in members.items()}
        drawn = {name: margins.drawn(package, member) for name, member in members.items()}
        around = _Around(placed, notes, drawn, {} if placed else spans.merged(package), old)
    yield from _leaves(book, content, around)


class _Around(NamedTuple):
    """By sheet name: its member of the package, its notes, its text boxes, merged cells that calamine does not tell."""

    placed: Mapping[str, zipfile.ZipInfo]
    notes: Mapping[str, margins.Comments]
    drawn: Mapping[str, str]
    merged: Mapping[str, list[spans.Range]]
    since_1904: bool


def _leaves(book: CalamineWorkbook, content: bytes, around: _Around) -> Iterator[Leaf]:
    for facts in book.sheets_metadata:
        if not str(facts.typ).endswith("WorkSheet"):
            continue
        name = facts.name
        seen, said = _scanned(content, around.placed[name]) if name in around.placed else (_NOTHING, "")
        about = around.notes.get(name, []), said, around.drawn.get(name, ""), around.since_1904
        sheet = book.get_sheet_by_name(name)
        columns, height = _columns(sheet.iter_rows(), *_span(sheet))
        merged = list(sheet.merged_cell_ranges or ()) or around.merged.get(name, [])
        yield Leaf(name, str(facts.visible).endswith("Visible"), height, columns, merged, *seen, *about)


def _scanned(content: bytes, member: zipfile.ZipInfo) -> tuple[_Seen, str]:
    """What calamine drops of a sheet, and its page header and footer. Raises scan.FarCell."""
    end = scan.ordinary(content, member)
    if end is not None:
        return ([], [], [], True), margins.margins(end)
    data = scan.unpacked(content, member)
    scan.refuse_far(data)
    return (scan.errors(data), scan.waiting(data), scan.hidden_rows(data), bool(data)), margins.margins(data)


def _span(sheet: CalamineSheet) -> tuple[int, int]:
    if sheet.start is None or sheet.end is None:
        return 0, 0
    return int(sheet.start[1]), int(sheet.end[1]) + 1


def _columns(rows: Iterable[Sequence[object]], first: int, width: int) -> tuple[list[tuple[list[object], bytes]], int]:
    tables = [defaultdict[object, int](count().__next__) for _ in range(width)]
    codes = [array("i") for _ in range(width)]
    height, lines = 0, iter(rows)
    while chunk := list(islice(lines, _STEP)):
        height += len(chunk)
        for table, code, column in zip(tables[first:], codes[first:], zip(*chunk, strict=True), strict=True):
            code.fromlist(list(map(table.__getitem__, column)))
    for table, code in zip(tables[:first], codes[:first], strict=True):
        code.extend([table[""]] * height)
    return [(list(table), code.tobytes()) for table, code in zip(tables, codes, strict=True)], height


class OpenQuote(Exception):
    """A quotation mark in a text file that is not closed, or closed where no cell ends; `line` from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def _csv(path: Path) -> Iterator[Leaf]:
    text = _decoded(path.read_bytes())
    csv.field_size_limit(1 << 20)
    lines = list(_lines(text, _delimiter(text)))
    width = max(map(len, lines), default=0)
    columns, height = _columns([[*line, *[""] * (width - len(line))] for line in lines], 0, width)
    yield Leaf(path.stem, True, height, columns, [], [], [], [], False, [], "", "", False)


def _lines(text: str, delimiter: str) -> Iterator[list[str]]:
    """The lines of a text file. Raises OpenQuote, also where a cell has swallowed whole lines of others."""
    reader, cells = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 0
    while True:
        start = reader.line_num + 1
        try:
            line = next(reader, None)
        except csv.Error as error:
            raise OpenQuote(start) from error
        if line is None:
            return
        cells = max(cells, len(line))
        if any("\n" in cell and _swallowed(cell, delimiter, cells) for cell in line):
            raise OpenQuote(start)
        yield line


def _swallowed(cell: str, delimiter: str, cells: int) -> bool:
    """Whether a line inside a cell looks like a line of the file."""
    return any(part.count(delimiter) >= max(2, cells // 2) for part in cell.split("\n"))


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def _delimiter(text: str) -> str:
    head = text[:4096]
    return max(",\t;", key=head.count)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
