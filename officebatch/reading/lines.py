"""Which lines under the headings are records, and which are totals, signatures, notes, templates, headings again.

Works on whole columns; single lines are looked at only where one of their cells, or their thinness, gives cause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from officebatch.model.report import LeftOut
from officebatch.reading.folding import fold_heading, simplified
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from officebatch.reading.layout import Layout
    from officebatch.reading.sheet import Column, Rows, Sheet

    Counts = np.ndarray[tuple[int], np.dtype[np.int16]]

TOTAL, SIGNATURE, NOTE = marked("a total"), marked("a signature line"), marked("a note")
TEMPLATE, REPEATED = marked("an empty template row"), marked("headings repeated")
STRAY, SECTION, TITLE = marked("nothing under a known heading"), marked("a line across the table"), marked("a title")
_SEQUENCE = {fold_heading(w) for w in ("序号", "顺序号", "顺序", "序", "号", "No.", "编号", "流水号", "行号", "项次")}
_TOTAL = re.compile(
    r"(?:本?[页月季年]|第?[\d一二三四五六七八九十]+[页月份季度]*|全[年部]|上半年|下半年)?(?:合计|小计|总计|累计|共计|总数)"
    r"(?:[:(\d].*)?|合计.{0,8}[件份项条]|共\d+[件份项条]"
)
# signs looked for over a whole column at once; where many rows come into question only those with one are judged
_SUM_HINT, _SIGNATURE_HINT, _NOTE_HINT = "计計总總共", ":：签簽盖蓋章", "注註备備说說附提填*＊※★第以"
_MANY = 2000
_SIGNATURE = re.compile(
    r"(?:制表|填表|填报|报送|编制|统计|审核|复核|校对|审批|批准|经办|负责|主管|分管|联系|登记|记录|制作|打印|科室|单位|部门|领导)"
    r"[^:]{0,8}:.*|[^:]{0,10}(?:签字|签名|盖章|公章)\)?:?.{0,20}"
)
_NOTE = re.compile(r"(?:注|备注|说明|填表说明|填写说明|附注|注意|提示)\d{0,2}[:.、(].*|[*※★].*|第\d+页.*|以下空白.*")
_DAY_LINE = re.compile(r"(?:19|20)\d{2}\s*[年.\-/]\s*\d{1,2}\s*[月.\-/](?:\s*\d{1,2}\s*日?)?")
_GIVEN, _SEVERAL = 2, 3  # cells a row given in advance may have, and how many rows make it plain that they are
_THIN = 6  # cells a signature line may have


@dataclass(frozen=True, eq=False)
class Lines:
    """records: rows from 0; left_out: what is no record, rows from 1; single: which rows have one cell."""

    records: np.ndarray[tuple[int], np.dtype[np.intp]]
    left_out: tuple[LeftOut, ...]
    single: Rows


def sort_lines(sheet: Sheet, layout: Layout, keys: Sequence[int] = ()) -> Lines:
    """Sort the lines of a sheet. Blank lines are neither records nor mentioned. keys: columns of the key field."""
    looks = _Looks(sheet, layout)
    why: dict[str, Rows] = {}
    few = max(3, min(_THIN, len(layout.headings) // 2))
    open_ = looks.filled > 0
    open_[list(layout.rows)] = False
    for reason, found in (
        (TITLE, _above(sheet, layout)),
        (REPEATED, looks.repeated()),
        (TEMPLATE, looks.templates() | looks.numbered(keys)),
        (TOTAL, looks.lines(_is_total, looks.having(_SUM_HINT, 6))),
        (SIGNATURE, looks.lines(_is_signature, looks.thin(few) & ~looks.inside(), _SIGNATURE_HINT)),
        (NOTE, looks.lines(_is_note, looks.thin(2) & ~looks.inside(), _NOTE_HINT)),
        (SECTION, looks.across()),
        (TITLE, looks.titles()),
        (STRAY, looks.strays()),
    ):
        why[reason] = why.get(reason, np.zeros(sheet.height, dtype=np.bool_)) | (found & open_)
        open_ = open_ & ~found
    left = tuple(LeftOut(tuple((np.flatnonzero(r) + 1).tolist()), w) for w, r in why.items() if r.any())
    return Lines(np.flatnonzero(open_), left, looks.filled == 1)


class _Looks:
    """The lines of one sheet, looked at column by column."""

    def __init__(self, sheet: Sheet, layout: Layout) -> None:
        self.sheet, self.layout = sheet, layout
        self.present = [~column.empty for column in sheet.columns]
        self.filled = self._count(self.present)
        self.known = sorted(layout.understood.taken)
        self.sequence = [
            c for c in range(len(sheet.columns)) if fold_heading(layout.text(c)) in _SEQUENCE
        ]

    def _count(self, rows: Iterable[Rows]) -> Counts:
        counted = np.zeros(self.sheet.height, dtype=np.int16)
        for found in rows:
            counted += found
        return counted

    def thin(self, most: int) -> Rows:
        """Rows with few cells."""
        rows: Rows = self.filled <= most
        return rows

    def having(self, signs: str, columns: int = 1000) -> Rows:
        """Rows with one of these signs in one of their first columns that are not blank throughout."""
        found = np.zeros(self.sheet.height, dtype=np.bool_)
        used = [c for c, present in zip(self.sheet.columns, self.present, strict=True) if present.any()]
        hint = re.compile(f"[{re.escape(signs)}]")
        for column in used[:columns]:
            if any(sign in column.joined for sign in signs):
                codes = [i for i, v in enumerate(column.values) if isinstance(v, str) and hint.search(v)]
                found |= column.having(codes)
        return found

    def lines(self, judge: Callable[[list[str]], bool], candidates: Rows, signs: str = "") -> Rows:
        """Of the candidate rows those whose cells, in order, are judged so; `signs`: what such a row must have."""
        found = np.zeros(self.sheet.height, dtype=np.bool_)
        rows = candidates & (self.filled > 0)
        if signs and np.count_nonzero(rows) > _MANY:
            rows &= self.having(signs)
        for row in np.flatnonzero(rows).tolist():
            found[row] = judge(self.cells(row))
        return found

    def cells(self, row: int) -> list[str]:
        return [self.sheet.text(row, c) for c, present in enumerate(self.present) if present[row]]

    def repeated(self) -> Rows:
        """Rows that say again most of a heading row."""
        found = np.zeros(self.sheet.height, dtype=np.bool_)
        for heading in self.layout.rows:
            named = [c for c, present in enumerate(self.present) if present[heading]]
            same = self._count(self._same(self.sheet.columns[c], heading) for c in named)
            found |= (same >= 2) & (same >= 0.6 * len(named)) & (same >= 0.6 * self.filled)
        return found

    def _same(self, column: Column, heading: int) -> Rows:
        wanted = fold_heading(str(column.at(heading)))
        first = int(column.codes[heading])
        alike = [i for i, v in enumerate(column.values[:64]) if isinstance(v, str) and fold_heading(v) == wanted]
        return column.having([first, *alike])

    def templates(self) -> Rows:
        """Rows with a running number and nothing else under a known heading."""
        others = self._count(self.present[c] for c in self.known if c not in self.sequence)
        if others.all():
            return np.zeros(self.sheet.height, dtype=np.bool_)
        columns = self.sheet.columns
        counted = self._count(self.present[c] & columns[c].having(_numbers(columns[c])) for c in self.sequence)
        rows: Rows = (counted > 0) & (others == 0)
        return rows

    def numbered(self, keys: Sequence[int]) -> Rows:
        """Rows below the last record that hold a key given in advance, and at most one more word, the same in all."""
        found = np.zeros(self.sheet.height, dtype=np.bool_)
        said = self.filled - self._count(self.present[c] for c in self.sequence if c not in keys)
        full = np.flatnonzero(said > _GIVEN)
        below = np.arange(self.sheet.height) > (full[-1] if len(full) else self.sheet.height)
        for key in keys:
            rows = below & self.present[key]
            others = [c for c in self.known if c not in (key, *self.sequence) and (self.present[c] & rows).any()]
            same = len(others) < _GIVEN and all(len(set(self.sheet.columns[c].codes[rows])) == 1 for c in others)
            if same and np.count_nonzero(rows) >= _SEVERAL:
                found |= rows
        return found

    def inside(self) -> Rows:
        """Rows between full records with one text, which stands under a known heading that is not the first."""
        single: Rows = (self.filled == 1) & ~self._below()
        if not single.any():
            return single
        first = min(self.layout.headings)
        return single & (self._count(self.present[c] for c in self.known if c != first) > 0)

    def across(self) -> Rows:
        """Rows whose one text is merged over half the table: sections, notes."""
        found = np.zeros(self.sheet.height, dtype=np.bool_)
        half = max(3, len(self.layout.headings) // 2)
        for top, left, bottom, right in self.sheet.merged:
            if top < self.sheet.height and right - left + 1 >= half:
                found[top : bottom + 1] = True
        return found & self.thin(1)

    def titles(self) -> Rows:
        """Rows that say a title above the headings again, after a page break."""
        above = {t for row in range(min(self.layout.rows, default=0)) for t in self.cells(row)}
        found = np.zeros(self.sheet.height, dtype=np.bool_)
        for column in self.sheet.columns if above else ():
            codes = [i for i, v in enumerate(column.values) if isinstance(v, str) and v.strip() in above]
            found |= column.having(codes)
        return self.lines(lambda cells: set(cells) <= above, found & self.thin(2))

    def strays(self) -> Rows:
        """Rows without a cell under a known heading, and a lone day or text below the last record."""
        known = self._count(self.present[c] for c in self.known)
        nothing: Rows = known == 0
        return nothing | self.lines(_is_day, self.thin(1) & self._below())

    def _below(self) -> Rows:
        """The rows below the last one that is no thin one."""
        full = np.flatnonzero(self.filled > max(1, len(self.known) // 4))
        below = np.zeros(self.sheet.height, dtype=np.bool_)
        below[int(full[-1]) + 1 if len(full) else 0 :] = True
        return below


def _above(sheet: Sheet, layout: Layout) -> Rows:
    rows = np.zeros(sheet.height, dtype=np.bool_)
    rows[: min(layout.rows, default=0)] = True
    return rows


def _numbers(column: Column) -> list[int]:
    return [
        i
        for i, v in enumerate(column.values)
        if isinstance(v, int | float) or (isinstance(v, str) and v.strip().rstrip(".、").isdecimal())
    ]


def _fits(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.fullmatch(_squeezed(text)) is not None


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", simplified(text))


def _is_total(cells: Sequence[str]) -> bool:
    return any(_fits(_TOTAL, text) for text in cells[:2])


def _is_signature(cells: Sequence[str]) -> bool:
    return _fits(_SIGNATURE, cells[0])


def _is_note(cells: Sequence[str]) -> bool:
    return _fits(_NOTE, cells[0])


def _is_day(cells: Sequence[str]) -> bool:
    return _fits(_DAY_LINE, cells[0])
