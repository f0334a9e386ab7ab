"""Where the headings of a sheet stand: one to three rows, found by what they lead to, or given by the rule book."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from officebatch.model.report import How
from officebatch.reading.folding import fold_heading
from officebatch.reading.headings import Lexicon, Understood, understand
from officebatch.reading.sheet import HEAD

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from officebatch.reading.headings import Reading
    from officebatch.reading.sheet import Sheet

_LOOKED_AT = 8  # columns with the fewest writings: enough to tell a heading line
_LENGTH = 48  # a longer text is no heading


@dataclass(frozen=True)
class Layout:
    """rows: heading rows from 0; headings: column → its cells in these rows, from above, the empty ones left out."""

    rows: tuple[int, ...]
    headings: Mapping[int, tuple[str, ...]]
    understood: Understood

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that have a column."""
        return tuple(dict.fromkeys(r.field for _, r in sorted(self.understood.taken.items())))

    def text(self, column: int) -> str:
        """A column's heading as one text."""
        return "/".join(self.headings.get(column, ()))


def find_layout(
    sheet: Sheet, lexicon: Lexicon, given: Sequence[int] = (), *, alike: bool = True
) -> Layout | None:
    """The layout of a sheet for a register, None where no row has its headings. given: rows from 1; alike: whether a
    row will do whose headings only look like known ones."""
    if given:
        rows = _headings_of(sheet, lexicon, tuple(row - 1 for row in given if row <= sheet.height))
        layout = _layout(sheet, lexicon, rows)
        return layout if layout.fields else None
    candidates = [rows for row in range(min(HEAD, sheet.height)) for rows in _levels(sheet, row, lexicon)]
    strength = {rows: _strength(sheet, lexicon, rows) for rows in candidates}
    best = max(candidates, key=lambda rows: (strength[rows], -len(rows), -rows[0]), default=())
    if best and strength[best] >= _needed(lexicon):
        return _layout(sheet, lexicon, best)
    return _weakest(sheet, lexicon) if alike else None


def other_tables(sheet: Sheet, layout: Layout, lexicon: Lexicon) -> list[int]:
    """Rows below the headings that hold known headings in another order: there a table of its own begins."""
    words = {*lexicon.known, *(fold_heading(text) for levels in layout.headings.values() for text in levels)}
    narrow = sorted(layout.headings, key=lambda c: len(sheet.columns[c].values))[:_LOOKED_AT]
    hits = np.zeros(sheet.height, dtype=np.int16)
    for column in (sheet.columns[c] for c in narrow):
        texts = [(i, v) for i, v in enumerate(column.values) if isinstance(v, str) and 0 < len(v) <= _LENGTH]
        found = [i for i, text in texts if fold_heading(text) in words]
        hits += column.having(found)
    hits[: max(layout.rows) + 1] = 0
    rows = np.flatnonzero(hits > len(narrow) // 2).tolist()
    return [row for row in rows if _turned(sheet, layout, row, words)]


def _turned(sheet: Sheet, layout: Layout, row: int, words: Collection[str]) -> bool:
    cells = {c: fold_heading(text) for c in range(len(sheet.columns)) if (text := sheet.text(row, c))}
    known = sum(text in words for text in cells.values())
    same = sum(text in map(fold_heading, layout.headings.get(c, ())) for c, text in cells.items())
    most = 0.6 * len(cells)
    return known > 2 and known >= most > same


def _headings_of(sheet: Sheet, lexicon: Lexicon, given: tuple[int, ...]) -> tuple[int, ...]:
    """Of the given heading rows those that are none left out: they add nothing, and hold a value or a long number."""
    for row in given:
        rest = tuple(other for other in given if other != row)
        cells = [column.at(row) for column in sheet.columns]
        filled = any(not isinstance(v, str) or re.search(r"\d{4}", v) for v in cells)
        if rest and filled and _strength(sheet, lexicon, rest) >= _strength(sheet, lexicon, given):
            return _headings_of(sheet, lexicon, rest)
    return given


def _levels(sheet: Sheet, row: int, lexicon: Lexicon) -> Iterator[tuple[int, ...]]:
    yield (row,)
    for last in range(row + 1, min(row + 3, len(sheet.head))):
        if any(fold_heading(text) in lexicon.lowest for text in sheet.head[last] if text and len(text) <= _LENGTH):
            yield tuple(range(row, last + 1))


def _needed(lexicon: Lexicon) -> int:
    return max(1, min(3, len(lexicon.fields)))


def _weakest(sheet: Sheet, lexicon: Lexicon) -> Layout | None:
    """A row whose headings are all a little off: more of them must be alike, and the key or title among them."""
    best: Layout | None = None
    for row in range(min(HEAD // 2, sheet.height)):
        layout = _layout(sheet, lexicon, (row,))
        if len(layout.fields) > max(_needed(lexicon), len(best.fields) if best else 0):
            best = layout
    return best


def _strength(sheet: Sheet, lexicon: Lexicon, rows: tuple[int, ...]) -> int:
    headings = _headings(sheet, rows)
    return len({(r.field, r.part) for levels in headings.values() for r in lexicon.strong(levels)[:1]})


def _layout(sheet: Sheet, lexicon: Lexicon, rows: tuple[int, ...]) -> Layout:
    headings = _headings(sheet, rows)
    readings: dict[int, tuple[Reading, ...]] = {}
    for column, levels in headings.items():
        readings[column] = lexicon.strong(levels) or (lexicon.weak(levels[0]) if len(levels) == 1 else ())
    return Layout(rows, headings, understand(readings))


def _headings(sheet: Sheet, rows: tuple[int, ...]) -> dict[int, tuple[str, ...]]:
    levels = [_row(sheet, row) for row in rows]
    for place in range(len(rows) - 2, -1, -1):
        levels[place] = _spread(sheet, rows[place], levels[place], levels[place + 1])
    columns = {i: tuple(filter(None, cells)) for i, cells in enumerate(zip(*levels, strict=True))}
    return {column: cells for column, cells in columns.items() if cells}


def _row(sheet: Sheet, row: int) -> list[str]:
    if row < len(sheet.head):
        texts = sheet.head[row]
    else:
        texts = tuple(sheet.text(row, column) for column in range(len(sheet.columns)))
    return [text if len(text) <= _LENGTH else "" for text in texts]


def _spread(sheet: Sheet, row: int, upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """The upper level over the columns it spans: merged cells, else blanks to its right that have a lower cell."""
    spans = {left: right for top, left, bottom, right in sheet.merged if top == row and bottom == row}
    filled, until, text = list(upper), -1, ""
    for column, above in enumerate(upper):
        if above:
            text, until = above, spans.get(column, -1)
        elif lower[column] and text and (until < 0 or column <= until):
            filled[column] = text
        elif not lower[column]:
            text = ""
    return filled


def guessed(layout: Layout, column: int) -> tuple[str, How, str]:
    """The field, how and synonym of a column for the report."""
    if reading := layout.understood.taken.get(column):
        return reading.field, reading.how, reading.synonym
    if column in layout.understood.asked:
        return "", How.AMBIGUOUS, "、".join(layout.understood.asked[column])
    return "", How.UNKNOWN, ""
