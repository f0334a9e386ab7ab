"""A first look at workbooks nobody has described yet: which register each table looks like, and what stands in it.

The way is that of reading itself, with every register of a rule book tried on every sheet, whatever the file is
called. Classified rows leave by the same door (`table.take`) before anything is counted.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import time
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from officebatch.model.origin import letter
from officebatch.model.report import How, TroubleKind
from officebatch.model.survey import Holds, LeftAside, SeenColumn, SeenTable, Survey
from officebatch.model.vocabulary import FieldType
from officebatch.reading import choosing
from officebatch.reading.claim import Claim
from officebatch.reading.dates import read_dates
from officebatch.reading.folding import fold_heading, fold_word, simplified
from officebatch.reading.headings import Lexicon
from officebatch.reading.layout import find_layout, other_tables
from officebatch.reading.office import HIDDEN, NO_TABLE, plausible, stacked, where_named
from officebatch.reading.secrecy import Marks
from officebatch.reading.sheet import Lost, shown
from officebatch.reading.table import UNCLEAR, WHOLE_SHEET, take
from officebatch.reading.values import NOTHING, Words, parted, read_number
from officebatch.reading.workbooks import read_all
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from officebatch.reading.layout import Layout
    from officebatch.reading.sheet import Column, Sheet, Workbook
    from officebatch.reading.table import Table
    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import FieldRule, RegisterRule

NOT_A_WORKBOOK = marked("no workbook")
EMPTY = marked("nothing stands in it")
A_COPY = marked("a copy of {original}")
CLASSIFIED = marked("it says of itself that it is classified")
CLASSIFIED_SHEET = marked("a sheet of it says of itself that it is classified")
ANOTHER_BELOW = marked("another register ({register}) begins here; put it on a sheet of its own")
_COUNTED = (FieldType.DEPARTMENT, FieldType.CHOICE, FieldType.PERSON, FieldType.PEOPLE, FieldType.DOCUMENT_NUMBER)
_BY_NAME = 3.0  # what a fitting name of file, sheet or title weighs beside known headings
_LEAST, _SHARE = 4, 0.4  # fields known and share of headings known, where no name speaks for a register
_LOOKED_AT = 400  # distinct values that tell what a column holds
_NAME = re.compile("[\u4e00-\u9fff]{2,4}")
_SEVERAL = 3  # headings that make a table beside another one


def look(folder: Path, rules: RuleBook, tell: Callable[[str], None]) -> Survey:
    """Look at every workbook of a folder. Raises only what the file system raises for the folder itself."""
    paths = choosing.files_in(folder)
    copies = choosing.copies(paths)
    chosen = [p for p in paths if choosing.is_workbook(p) and p not in copies]
    left = [
        LeftAside(p.name, "", A_COPY if p in copies else NOT_A_WORKBOOK, values=_original(copies.get(p)))
        for p in [*paths, *choosing.others_in(folder)] if p not in chosen
    ]  # fmt: skip
    tables: list[SeenTable] = []
    marks, words = Marks(rules.settings), Words(rules)
    seen: dict[str, Path] = {}
    for path, workbook in zip(chosen, read_all(chosen), strict=True):
        tell(say("Reading {workbook}", workbook=path.name))
        if workbook.digest and (twin := seen.setdefault(workbook.digest, path)) is not path:
            left.append(LeftAside(path.name, "", A_COPY, values=_original(twin)))
            continue
        for found in _workbook(workbook, rules, marks, words):
            (tables if isinstance(found, SeenTable) else left).append(found)  # type: ignore[arg-type]  # by its type
    return Survey(tuple(tables), tuple(left))


def _original(path: Path | None) -> tuple[tuple[str, str], ...]:
    return (("original", path.name),) if path else ()


def _workbook(workbook: Workbook, rules: RuleBook, marks: Marks, words: Words) -> Iterator[SeenTable | LeftAside]:
    if workbook.trouble is not None:
        values = dict(workbook.trouble.values)
        yield LeftAside(workbook.name, "", values.pop("why", NOT_A_WORKBOOK), values=tuple(values.items()))
        return
    if where_named(workbook, marks):
        yield LeftAside(workbook.name, "", CLASSIFIED)
        return
    if not any(sheet.height for sheet in workbook.sheets):
        yield LeftAside(workbook.name, "", EMPTY)
    for sheet in workbook.sheets:
        if marks.named(sheet.name):
            yield LeftAside(workbook.name, "", CLASSIFIED_SHEET)
        elif not sheet.visible or not sheet.height:
            yield from [LeftAside(workbook.name, sheet.name, HIDDEN)] if sheet.height else []
        else:
            yield from _sheet(sheet, rules, marks, words)


def _sheet(sheet: Sheet, rules: RuleBook, marks: Marks, words: Words) -> Iterator[SeenTable | LeftAside]:
    best = _best(sheet, sheet, rules)
    claims = (_side_by_side(best, rules) or [best]) if best else []
    if not claims:
        yield LeftAside(sheet.workbook, sheet.name, NO_TABLE)
    for claim in claims:
        below = _below(claim, rules) if len(claims) == 1 else None
        above = sheet.part(0, below.row - 1) if below else None
        part = replace(claim, sheet=above, whole=above) if above else claim
        for one in stacked(part, Lexicon.of(rules, claim.rule.name), rules):
            yield _seen(one, take(one, rules, marks, words), rules, beside=len(claims) > 1)
        if below:
            yield below


def _best(part: Sheet, whole: Sheet, rules: RuleBook) -> Claim | None:
    """The register whose headings a part of a sheet has, best by what is known and by names."""
    return _of_best(part, whole, rules, alike=False) or _of_best(part, whole, rules, alike=True)


def _of_best(part: Sheet, whole: Sheet, rules: RuleBook, *, alike: bool) -> Claim | None:
    best: tuple[float, Claim] | None = None
    for rule in rules.registers:
        layout = find_layout(part, Lexicon.of(rules, rule.name), alike=alike)
        if layout is None or not plausible(layout, rule, rules):
            continue
        named = _named(part, layout, rule)
        known = sum(0.5 if r.how in (How.SUFFIX, How.NEAR) else 1 for r in layout.understood.taken.values())
        if not named and (known < _LEAST or known < _SHARE * len(layout.headings)):
            continue
        weight = known + (_BY_NAME if named else 0)
        if best is None or weight > best[0]:
            best = weight, Claim(part, whole, rule, layout)
    return best[1] if best else None


def _named(sheet: Sheet, layout: Layout, rule: RegisterRule) -> bool:
    """Whether file, sheet or a title above the headings is called like the register."""
    return choosing.claims_file(rule, sheet.workbook) or any(
        choosing.claims_file(rule, text) for text in (sheet.name, *_titles(sheet, layout))
    )


def _titles(sheet: Sheet, layout: Layout) -> tuple[str, ...]:
    above = range(min(layout.rows, default=0))
    return tuple(text for row in above for c in range(len(sheet.columns)) if (text := sheet.text(row, c)))


def _side_by_side(whole: Claim, rules: RuleBook) -> list[Claim]:
    """Registers beside each other, parted by an empty column or where the first heading comes again; else none.

    whole: what the sheet looks like without parting.
    """
    sheet = whole.sheet
    headed = sorted(whole.layout.headings)
    first = fold_heading(whole.layout.headings[headed[0]][-1])
    starts = [headed[0]]
    for before, column in pairwise(headed):
        if column > before + 1 or fold_heading(whole.layout.headings[column][-1]) == first:
            starts.append(column)
    spans = [(start, end - 1) for start, end in zip(starts, [*starts[1:], headed[-1] + 1], strict=True)]
    within = [[c for c in headed if a <= c <= b] for a, b in spans]
    spans = [(columns[0], columns[-1]) for columns in within if len(columns) >= _SEVERAL]
    found = [_best(sheet.between(*span), sheet, rules) for span in spans] if len(spans) > 1 else []
    if not found or any(claim is None for claim in found):
        return []
    spare = tuple(c for c in range(len(sheet.columns)) if not any(a <= c <= b for a, b in spans))
    return [replace(claim, spare=spare) for claim in found if claim is not None]


def _below(claim: Claim, rules: RuleBook) -> LeftAside | None:
    """Another register below this one on the same sheet: reading would take its lines for records of this one."""
    for rule in rules.registers:
        if rule.name == claim.rule.name:
            continue
        for row in other_tables(claim.sheet, claim.layout, Lexicon.of(rules, rule.name)):
            other = find_layout(claim.sheet, Lexicon.of(rules, rule.name), (row + 1,))
            own = find_layout(claim.sheet, Lexicon.of(rules, claim.rule.name), (row + 1,))
            if other and plausible(other, rule, rules) and len(other.fields) > (len(own.fields) if own else 0):
                values = (("register", rule.name),)
                return LeftAside(claim.sheet.workbook, claim.sheet.name, ANOTHER_BELOW, row + 1, values)
    return None


def _seen(claim: Claim, table: Table, rules: RuleBook, *, beside: bool) -> SeenTable:
    fields = {f.field: f for f in rules.fields_by_register[claim.rule.name]}
    counted = {name: c for name, c in table.columns.items() if fields[name].type in _COUNTED}
    report, layout = table.report, claim.layout
    stopped = WHOLE_SHEET in report.notes
    unclear = [t for t in table.troubles if t.kind is TroubleKind.CLASSIFIED and UNCLEAR in t.values]
    headed = sorted(layout.headings)
    days, timed = _days(table, fields)
    return SeenTable(
        workbook=claim.sheet.workbook,
        sheet=claim.sheet.name,
        register=claim.rule.name,
        heading_rows=report.heading_rows,
        columns=() if stopped else tuple(_columns(claim, table)),
        records=report.records,
        quarantined=len(report.quarantined),
        unclear=len(unclear),
        span=f"{letter(headed[0])}:{letter(headed[-1])}" if beside else "",
        titles=() if stopped else _titles(claim.whole, layout),
        words={name: _counts(column) for name, column in counted.items()},
        first={
            (name, text): int(row)
            for name, column in counted.items() for text, row in _first(column, table).items()
        },
        pairs=dict(_pairs(table, fields)),
        days=days,
        timed=timed,
    )  # fmt: skip


def _columns(claim: Claim, table: Table) -> Iterator[SeenColumn]:
    rows = np.asarray(table.rows, dtype=np.intp) - 1
    for guess, place in zip(table.report.headings, sorted(claim.layout.headings), strict=True):
        heading = tuple(p for p in guess.heading.split("/") if p) if guess.heading else ()
        levels = claim.layout.headings[place] if heading else ()
        candidates = tuple(guess.synonym.split("、")) if guess.how is How.AMBIGUOUS else ()
        synonym = "" if candidates else guess.synonym
        holds = _holds(claim.sheet.columns[place].kept(rows)) if len(rows) else Holds.NOTHING
        plain = tuple(map(fold_heading, levels))
        yield SeenColumn(guess.column, levels, plain, guess.field, guess.how, synonym, candidates, holds)


def _holds(column: Column) -> Holds:
    values = [v for v in column.values if not isinstance(v, Lost) and shown(v) not in ("", *NOTHING)][:_LOOKED_AT]
    if not values:
        return Holds.NOTHING
    for kind, fits in (
        (Holds.NUMBER, lambda v: isinstance(read_number(v), float) and not 32874 <= float(str(read_number(v))) < 73415),
        (Holds.DAY, lambda v: read_dates(v, 2000) is not None),
        (Holds.NAME, _is_name),
    ):
        if sum(map(fits, values)) >= 0.8 * len(values):
            return kind
    return Holds.TEXT


def _is_name(value: object) -> bool:
    return isinstance(value, str) and all(_NAME.fullmatch(fold_word(name)) for name in parted(value))


def _counts(column: Column) -> dict[str, int]:
    numbers = np.bincount(column.codes, minlength=len(column.values))
    found: Counter[str] = Counter()
    for value, n in zip(column.values, numbers.tolist(), strict=True):
        if n and not isinstance(value, Lost) and (text := shown(value)) not in NOTHING and text:
            found[text] += n
    return dict(found)


def _first(column: Column, table: Table) -> dict[str, int]:
    codes, places = np.unique(column.codes, return_index=True)
    found: dict[str, int] = {}
    for code, place in sorted(zip(codes.tolist(), places.tolist(), strict=True), key=lambda pair: pair[1]):
        found.setdefault(shown(column.values[code]), int(table.rows[place]))
    return found


def _pairs(
    table: Table, fields: Mapping[str, FieldRule]
) -> Iterator[tuple[str, Mapping[tuple[str, str], int]]]:
    """People beside the department of their record."""
    name = next((f.field for f in fields.values() if f.role == "department" and f.field in table.columns), "")
    if not name:
        return
    department = table.columns[name]
    for field, column in table.columns.items():
        if fields[field].type is not FieldType.PERSON:
            continue
        both = Counter(zip(column.codes.tolist(), department.codes.tolist(), strict=True))
        found: Counter[tuple[str, str]] = Counter()
        for (person, unit), n in both.items():
            who, where = column.values[person], department.values[unit]
            if isinstance(who, str) and isinstance(where, str) and not isinstance(who, Lost):
                found[shown(who), fold_word(simplified(where))] += n
        yield field, dict(found)


def _days(
    table: Table, fields: Mapping[str, FieldRule]
) -> tuple[dict[int, int], dict[str, tuple[int, int]]]:
    """Days by year, and by field how many of them have an hour."""
    years: Counter[int] = Counter()
    timed: dict[str, tuple[int, int]] = {}
    for name, column in table.columns.items():
        if fields[name].type not in (FieldType.DATE, FieldType.DATETIME):
            continue
        hours = n = 0
        for value, times in zip(column.values, np.bincount(column.codes, minlength=len(column.values)), strict=True):
            if days := read_dates(value, table.year):
                years[days[0].year] += int(times)
                n, hours = n + int(times), hours + int(times) * (days[0].time() != time())
        timed[name] = hours, n
    return dict(years), timed
