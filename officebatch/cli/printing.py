"""Tables on the terminal for people, csv and json for programs: the same rows, three faces.

csv headings and codes are never translated. rich is imported on use.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
import sys
from itertools import groupby, zip_longest
from textwrap import wrap as broken
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from officebatch.model.origin import Origin

WIDE = 160
_PIPE = 80
_OPENING, _CLOSING, _CHINESE = "“‘（〔【《〈", "”’）〕】》〉，。；：！？、…", r"\u3000-\u303f\u3400-\u9fff\uff00-\uffef"
_PIECE = re.compile(f"[{_OPENING}]*(?:[^\\s{_CHINESE}{_OPENING}{_CLOSING}]+|[{_CHINESE}]|\\S)[{_CLOSING}]*\\s*")
_READABLE = 32  # columns a wrapped cell needs at least


def show(form: str, columns: Sequence[str], rows: Sequence[Mapping[str, object]]) -> None:
    """Print `rows` (column → value) as csv or json."""
    if form == "json":
        click.echo(json.dumps([{c: row[c] for c in columns} for row in rows], ensure_ascii=False, indent=1))
        return
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    writer = csv.DictWriter(sys.stdout, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)


def place(origin: Origin) -> str:
    """A place as briefly as it is clear: the workbook without its ending, the sheet, the cell."""
    workbook = origin.workbook.rpartition(".")[0] or origin.workbook
    sheet = origin.sheet if origin.sheet != workbook else ""
    return " ".join(word for word in (workbook, sheet, origin.address) if word)


def running(text: str) -> None:
    """Print running text as wide as the terminal, in a pipe in 80 columns: its paragraphs are set anew, indented lines
    (examples) stay as they are."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _PIPE
    for indented, lines in groupby(text.rstrip().split("\n"), key=lambda line: not line or line.startswith(" ")):
        paragraph = list(lines)
        click.echo("\n".join(paragraph if indented else _set(paragraph, width)))


def _set(lines: Iterable[str], width: int) -> Iterator[str]:
    """A paragraph in lines of so many columns: broken at blanks and between Chinese characters, but not before closing
    punctuation or behind opening one."""
    from rich.cells import cell_len

    line = ""
    for piece in _PIECE.findall(" ".join(lines)):
        if line and cell_len(line) + cell_len(piece.rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += piece
    yield line.rstrip()


def table(headings: Sequence[str], rows: Sequence[Sequence[object]], wrap: int | None = None) -> None:
    """Print a table as wide as the terminal. `wrap`: the column that takes what room is left; where that is too
    little to read, it stands below its row, and where no row has anything there, it is left out."""
    from rich.box import SIMPLE
    from rich.cells import cell_len
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    if wrap is not None and not any(row[wrap] for row in rows):
        headings, rows = (*headings[:wrap], *headings[wrap + 1 :]), [(*r[:wrap], *r[wrap + 1 :]) for r in rows]
        wrap = None
    console = Console(width=None if sys.stdout.isatty() else WIDE, highlight=False)
    texts = [[str(cell) for cell in row] for row in (headings, *rows)]
    if sys.stdout.isatty():
        texts[0] = _headings(texts, console.width, wrap)
    widths = _widths(texts)
    room = _room(widths, console.width, wrap)
    if wrap is not None and sys.stdout.isatty() and room < _READABLE:
        lined_up = room + len(widths) > 0
        beside = [w for n, w in enumerate(widths) if n != wrap]
        for text in texts:
            for line in zip_longest(*(cell.split("\n") for n, cell in enumerate(text) if n != wrap), fillvalue=""):
                kept = [c + " " * (w - cell_len(c)) * lined_up for c, w in zip(line, beside, strict=True)]
                console.print(Text("  ".join(kept).rstrip()))
            if text[wrap]:
                console.print(Padding(Text(text[wrap]), (0, 0, 0, 4)))
        return
    drawn = Table(box=SIMPLE, pad_edge=False, show_edge=False, collapse_padding=room < 0)
    for at, heading in enumerate(texts[0]):
        drawn.add_column(heading, overflow="fold", ratio=1 if at == wrap else None)
    for row in texts[1:]:
        drawn.add_row(*map(Text, row))
    console.print(drawn)


def _widths(texts: Sequence[Sequence[str]]) -> list[int]:
    from rich.cells import cell_len

    return [max(cell_len(line) for cell in column for line in cell.split("\n")) for column in zip(*texts, strict=True)]


def _room(widths: Sequence[int], width: int, wrap: int | None) -> int:
    """What columns three apart leave of the terminal's width to column `wrap`."""
    return width - sum(w + 3 for n, w in enumerate(widths) if n != wrap)


def _headings(texts: Sequence[Sequence[str]], width: int, wrap: int | None) -> list[str]:
    """The headings, in as few lines as let the table stand side by side."""
    columns = list(zip(*texts, strict=True))
    for lines, needed in ((1, _READABLE), (2, _READABLE), (1, 0), (2, 0), (3, 0), (4, 0)):
        folded = [h if n == wrap else _folded(h, cells, lines) for n, (h, *cells) in enumerate(columns)]
        room = _room(_widths([folded, *texts[1:]]), width, wrap)
        if room >= needed if wrap is not None and needed else room + len(columns) > 0:
            break
    return folded


def _folded(heading: str, cells: Sequence[str], lines: int) -> str:
    """A heading in up to so many lines, as narrow as its words and what stands below it allow."""
    from rich.cells import cell_len

    narrowest = max(1, *map(cell_len, cells)) if cells else 1
    for width in range(narrowest, max(narrowest, len(heading)) + 1):
        pieces = broken(heading, width, break_long_words=False, break_on_hyphens=False)
        if len(pieces) <= lines:
            return "\n".join(pieces)
    return heading
