"""One sheet as a part of one register: its columns by field, its records, what was set aside and why.

Here the classified rows leave: what goes on from here holds only values that stand in some record that stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from officebatch.model.origin import Origin, letter
from officebatch.model.register import Part, case_name
from officebatch.model.report import HeadingGuess, SheetReport, Trouble, TroubleKind
from officebatch.model.vocabulary import FieldType, Kind
from officebatch.reading.dates import year_in
from officebatch.reading.folding import fold_number
from officebatch.reading.layout import guessed
from officebatch.reading.lines import sort_lines
from officebatch.reading.merging import filled_down, joined_days, merged_down, shifted
from officebatch.reading.quarantine import Level, classify
from officebatch.reading.sheet import Lost, shown
from officebatch.rulebook.sheets import Required
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from officebatch.reading.claim import Claim
    from officebatch.reading.layout import Layout
    from officebatch.reading.lines import Lines
    from officebatch.reading.merging import Places
    from officebatch.reading.quarantine import Classified
    from officebatch.reading.secrecy import Marks
    from officebatch.reading.sheet import Column, Rows
    from officebatch.reading.values import Words
    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import FieldRule, RegisterRule

UNSEEN = marked("error cells, hidden rows, uncalculated formulas, notes, page headers and text boxes cannot be seen in "
                "this kind of file")  # fmt: skip
WHOLE_SHEET = marked("a line above the headings carries a mark of secrecy, so nothing of the sheet was taken")
SEVERAL_PEOPLE = marked("where a cell for one person names several, the first is taken for the one in charge")
UNCLEAR = ("level", "unclear")  # of a row set aside because nobody knows the word in its secrecy field
DATES = (FieldType.DATE, FieldType.DATETIME)
_NAME = 4  # a text no longer names one person
_SEAT = 40  # a longer text is no number


@dataclass(frozen=True, eq=False)
class Table:
    """columns: field id → its cells at the records that stay; rows: where these stand, from 1.

    seats: field id → document numbers of the rows set aside. barred: in an event list, the cases of these rows, for
    `cases` alone. Everything else of those is gone.
    """

    part: Part
    columns: Mapping[str, Column]
    rows: np.ndarray[tuple[int], np.dtype[np.int32]]
    year: int | None
    lossy: bool
    seats: Mapping[str, tuple[str, ...]]
    barred: frozenset[str]
    report: SheetReport
    troubles: tuple[Trouble, ...]


def take(claim: Claim, rules: RuleBook, marks: Marks, words: Words) -> Table:
    """The part of a register that a sheet holds."""
    sheet, layout, register = claim.sheet, claim.layout, claim.rule.name
    fields = {f.field: f for f in rules.fields_by_register[register]}
    keys = [c for c, r in sorted(layout.understood.taken.items()) if _is_key(claim.rule, fields[r.field])]
    lines = sort_lines(sheet, layout, keys)
    merged = merged_down(sheet, max(layout.rows, default=-1) + 1)
    level = _level(layout, fields, words)
    secret = classify(claim, _carried(claim, fields, lines, merged, None), lines, marks, level)
    columns = _carried(claim, fields, lines, merged, secret.rows)
    gone = lines.records if secret.stopped else lines.records[secret.rows[lines.records]]
    kept = np.setdiff1d(lines.records, gone, assume_unique=True)
    letters = {r.field: letter(c) for c, r in sorted(layout.understood.taken.items(), reverse=True)}
    part = Part(sheet.workbook, sheet.name, {f: letters[f] for f in layout.fields})
    found = {
        field: shifted(column.kept(kept)) if sheet.since_1904 and fields[field].type in DATES else column.kept(kept)
        for field, column in _by_field(layout, columns, lines, secret)
    }
    return Table(
        part=part,
        columns=found,
        rows=(kept + 1).astype(np.int32),
        year=_year(claim),
        lossy=bool(sheet.errors or sheet.waiting),
        seats=_seats(layout, fields, columns, gone, marks),
        barred=_barred(layout, fields, columns, gone) if claim.rule.kind is Kind.EVENTS else frozenset(),
        report=_report(claim, lines, len(kept), secret, _several(found, fields, words)),
        troubles=(
            *_told(claim, secret),
            *_asked(claim, secret),
            *_missing(claim, rules, fields),
        ),
    )


def _is_key(register: RegisterRule, field: FieldRule) -> bool:
    return field.field == register.key_field if register.key_field else field.role == "key"


def _level(layout: Layout, fields: Mapping[str, FieldRule], words: Words) -> Level | None:
    for column, reading in layout.understood.taken.items():
        rule = fields[reading.field]
        if rule.role == "secrecy":
            return Level(column, words.choices(rule.choices))
    return None


def _carried(
    claim: Claim, fields: Mapping[str, FieldRule], lines: Lines, merged: Sequence[Column], barred: Rows | None
) -> list[Column]:
    """The columns with carried values in every row they speak for; nothing is carried from a barred row."""
    columns = list(merged)
    for place, reading in claim.layout.understood.taken.items():
        if fields[reading.field].carry_down and not reading.part:
            columns[place] = filled_down(columns[place], lines.records, barred)
    return columns


def _by_field(
    layout: Layout, columns: Sequence[Column], lines: Lines, secret: Classified
) -> Iterator[tuple[str, Column]]:
    for field in layout.fields:
        places = {r.part: columns[c] for c, r in sorted(layout.understood.taken.items()) if r.field == field}
        yield field, places[""] if "" in places else joined_days(places, lines.records, secret.rows)


def _year(claim: Claim) -> int | None:
    """The year that dates without one have: where the rule book says, else title, sheet, file, in this order."""
    above = range(min(claim.layout.rows, default=0))
    titles = [claim.whole.text(row, c) for row in above for c in range(len(claim.whole.columns))]
    places = {"标题": titles, "工作表": [claim.sheet.name], "文件": [claim.sheet.workbook]}
    said = claim.rule.year_from.strip()
    if said and (year := year_in(said)):
        return year
    named = [texts for name, texts in places.items() if name in said or (name == "标题" and "题" in said)]
    texts = [text for place in named or places.values() for text in place]
    return next((year for text in texts if (year := year_in(text))), None)


def _seats(
    layout: Layout, fields: Mapping[str, FieldRule], columns: Sequence[Column], gone: Places, marks: Marks
) -> dict[str, tuple[str, ...]]:
    seats: dict[str, tuple[str, ...]] = {}
    for place, reading in sorted(layout.understood.taken.items()):
        rule = fields[reading.field]
        if rule.type is FieldType.DOCUMENT_NUMBER or rule.role == "key":
            texts = [fold_number(shown(columns[place].at(int(row)))) for row in gone]
            fit = [t for t in texts if any(s.isdigit() for s in t) and len(t) < _SEAT and not marks.carried(t)]
            seats[reading.field] = tuple(fit)
    return {field: numbers for field, numbers in seats.items() if numbers}


def _barred(
    layout: Layout, fields: Mapping[str, FieldRule], columns: Sequence[Column], gone: Places
) -> frozenset[str]:
    places = [place for place, reading in layout.understood.taken.items() if fields[reading.field].role == "case"]
    return frozenset(name for c in places for row in gone if (name := case_name(shown(columns[c].at(int(row))))))


def _several(columns: Mapping[str, Column], fields: Mapping[str, FieldRule], words: Words) -> tuple[str, ...]:
    """A note where cells for one person name several."""
    people = [column for field, column in columns.items() if fields[field].type is FieldType.PERSON]
    several = (words.several(v) for column in people for v in column.values if isinstance(v, str) and len(v) > _NAME)
    return (SEVERAL_PEOPLE,) if any(several) else ()


def _report(
    claim: Claim, lines: Lines, records: int, secret: Classified, notes: tuple[str, ...]
) -> SheetReport:
    layout, sheet = claim.layout, claim.sheet
    guesses = tuple(
        HeadingGuess(letter(c), _heading(layout, c, secret), *guessed(layout, c)) for c in sorted(layout.headings)
    )
    return SheetReport(
        workbook=sheet.workbook,
        sheet=sheet.name,
        register=claim.rule.name,
        heading_rows=tuple(row + 1 for row in layout.rows),
        headings=guesses,
        left_out=lines.left_out,
        hidden_rows=sheet.hidden,
        records=records,
        quarantined=tuple((np.flatnonzero(secret.rows) + 1).tolist()),
        notes=(*(() if sheet.scanned else (UNSEEN,)), *((WHOLE_SHEET,) if secret.stopped else ()), *notes),
    )


def _heading(layout: Layout, column: int, secret: Classified) -> str:
    """A column's heading as it may be quoted."""
    return "/".join(text for text in layout.headings.get(column, ()) if text not in secret.headings)


def _told(claim: Claim, secret: Classified) -> Iterator[Trouble]:
    """A trouble a row: its place, at the mark's column where that has a known heading, and nothing else."""
    for row in np.flatnonzero(secret.rows).tolist():
        column = int(secret.where[row])
        known = letter(column) if column in claim.layout.understood.taken else ""
        origin = Origin(claim.sheet.workbook, claim.sheet.name, row + 1, known)
        values = (UNCLEAR,) if secret.unclear[row] else ()
        yield Trouble(TroubleKind.CLASSIFIED, origin, claim.rule.name, values=values)


def _asked(claim: Claim, secret: Classified) -> Iterator[Trouble]:
    row = max(claim.layout.rows, default=-1) + 1
    for column, candidates in sorted(claim.layout.understood.asked.items()):
        origin = Origin(claim.sheet.workbook, claim.sheet.name, row, letter(column))
        values = (("heading", _heading(claim.layout, column, secret)), ("candidates", "、".join(candidates)))
        yield Trouble(TroubleKind.AMBIGUOUS_HEADING, origin, claim.rule.name, values=values)


def _missing(claim: Claim, rules: RuleBook, fields: Mapping[str, FieldRule]) -> Iterator[Trouble]:
    there = set(claim.layout.fields)
    asked = {field for candidates in claim.layout.understood.asked.values() for field in candidates}
    steps = [s for s in rules.steps if s.register == claim.rule.name and s.required is Required.YES]
    needed = {f for s in steps for f in (s.person_field, s.date_field)}
    row = max(claim.layout.rows, default=-1) + 1
    for field, rule in fields.items():
        if field not in there | asked and (rule.required is Required.YES or rule.role or field in needed):
            origin = Origin(claim.sheet.workbook, claim.sheet.name, row)
            yield Trouble(TroubleKind.MISSING_COLUMN, origin, claim.rule.name, field)


def lost_cells(column: Column) -> list[tuple[int, str]]:
    """Positions and texts of the cells without a value: errors, and formulas never calculated (these begin with =)."""
    found = [i for i, v in enumerate(column.values) if isinstance(v, Lost)]
    rows: Rows = column.having(found)
    return [(int(row), str(column.at(int(row)))) for row in np.flatnonzero(rows)]


