"""Which rows of a claimed sheet are classified: by a mark in the row, above it, beside it, or shared with it.

Looked at before anything of the sheet is quoted: heading rows and the lines above them as well as records.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from officebatch.reading.folding import fold_word
from officebatch.reading.merging import merged_down, touched
from officebatch.reading.secrecy import marked_rows
from officebatch.reading.sheet import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from officebatch.reading.claim import Claim
    from officebatch.reading.lines import Lines
    from officebatch.reading.secrecy import Marks
    from officebatch.reading.sheet import Column, Rows

    Places = np.ndarray[tuple[int], np.dtype[np.int32]]

_TICKS = {"", "√", "✓", "✔", "☑", "是", "否", "×", "✗", "X", "Y", "N", "V", "1", "0", "/", "-", "—", "无"}


@dataclass(frozen=True, eq=False)
class Classified:
    """rows: which are; unclear: those only for a level nobody knows; where: the column of the mark, -1 if none.

    headings: texts of marked heading rows, which are not shown. stopped: a mark above the headings, so the sheet
    as a whole.
    """

    rows: Rows
    unclear: Rows
    where: Places
    headings: frozenset[str]
    stopped: bool


def classify(claim: Claim, columns: Sequence[Column], lines: Lines, marks: Marks, level: Level | None) -> Classified:
    """Find the classified rows. columns: those of the sheet, merged and carried cells in every row they speak for."""
    layout = claim.layout
    first = min(layout.rows, default=0)
    rows, where = marked_rows(marks, claim.sheet.height, columns)
    unclear = np.zeros(len(rows), dtype=np.bool_)
    if level is not None:
        known, doubtful = level.rows(columns, lines, marks)
        where[known | (doubtful & ~rows)] = level.column
        unclear = doubtful & ~known & ~rows
        rows |= known | doubtful
    for column, levels in layout.headings.items():
        ticked = marks.headed(columns[column], levels[-1])
        rows |= ticked if ticked is not None else False
    rows |= _beside(claim, marks)
    rows |= _under_sections(claim, lines, marks)
    for row, text in claim.whole.comments:
        if row < len(rows) and row not in layout.rows and marks.carried(text):
            rows[row] = True
    rows[list(layout.rows)] = False
    rows[:first] = _above(claim, marks, first)
    stopped = bool(rows[:first].any())
    rows = touched(claim.whole, rows, max(layout.rows, default=-1) + 1)
    marked = [row for row in layout.rows if _heading_marked(claim, row, marks)]
    rows[marked] = True
    where[marked] = -1
    headings = frozenset(claim.sheet.text(row, c) for row in marked for c in range(len(claim.sheet.columns)))
    return Classified(rows, unclear & rows, where, headings, stopped)


@dataclass(frozen=True)
class Level:
    """The column of the secrecy field, and the words its list knows."""

    column: int
    choices: Mapping[str, str]

    def rows(self, columns: Sequence[Column], lines: Lines, marks: Marks) -> tuple[Rows, Rows]:
        """The records with a secret level, and those with one that nobody knows. Notes below may speak of levels."""
        known, doubtful = marks.levels(columns[self.column], self.choices)
        records = np.zeros(len(known), dtype=np.bool_)
        records[lines.records] = True
        return known & records, doubtful & records


def _above(claim: Claim, marks: Marks, first: int) -> Rows:
    """The lines above the headings that say the table is classified."""
    rows = np.zeros(first, dtype=np.bool_)
    for column in claim.whole.columns if first else ():
        found = marks.rows(column.kept(np.arange(first)), name=True)
        rows |= found if found is not None else False
    for row, text in claim.whole.comments:
        if row < first and marks.carried(text):
            rows[row] = True
    return rows


def _beside(claim: Claim, marks: Marks) -> Rows:
    """Rows with a mark in a column that no register claims."""
    first = max(claim.layout.rows, default=-1) + 1
    columns = merged_down(claim.whole, first) if claim.spare else []
    return marked_rows(marks, claim.whole.height, [columns[c] for c in claim.spare])[0]


def _under_sections(claim: Claim, lines: Lines, marks: Marks) -> Rows:
    """The rows of a section whose line says it is classified, up to the next line with one text and nothing else."""
    rows, said = np.zeros((2, claim.sheet.height), dtype=np.bool_)
    single = np.flatnonzero(lines.single)
    for column in claim.sheet.columns if len(single) else ():
        found = marks.rows(column.kept(single), name=True)
        said[single] |= found if found is not None else False
    said[: max(claim.layout.rows, default=-1) + 1] = False
    if said.any():
        ends = [row for row in single.tolist() if not _is_number(claim, row)]
        for row, end in pairwise([*ends, len(rows)]):
            rows[row:end] |= said[row]
    return rows


def _is_number(claim: Claim, row: int) -> bool:
    text = next((t for c in range(len(claim.sheet.columns)) if (t := claim.sheet.text(row, c))), "")
    return text.rstrip(".、").isdecimal()


def _heading_marked(claim: Claim, row: int, marks: Marks) -> bool:
    """Whether a heading row has a mark; a level that heads a column to be ticked is none."""
    cells = {c: claim.whole.text(row, c) for c in range(len(claim.whole.columns))}
    marked = {c: text for c, text in cells.items() if text and marks.carried(text)}
    bare = [c for c, text in cells.items() if marks.bare(text) or marks.public(text)]
    return any(not marks.bare(text) or not _to_tick(claim, row, c, bare) for c, text in marked.items())


def _to_tick(claim: Claim, row: int, column: int, bare: Sequence[int]) -> bool:
    """Whether a lone level in a heading row heads its column: the first row, its neighbours or the ticks say so."""
    if row == min(claim.layout.rows) or len(bare) > 1:
        return True
    below = set(_below(claim, column))
    return len(below) > 1 and below <= _TICKS


def _below(claim: Claim, column: int) -> Iterator[str]:
    first = max(claim.layout.rows) + 1
    found = claim.whole.columns[column].kept(np.arange(first, claim.whole.height))
    return (fold_word(shown(value)).upper() for value in found.values)
