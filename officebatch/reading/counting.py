"""What stands in a table of a workbook nobody has described yet: its columns, words, pairs and days, counted."""

from __future__ import annotations

import re
from collections import Counter
from datetime import time
from typing import TYPE_CHECKING

import numpy as np

from officebatch.model.origin import letter
from officebatch.model.report import How, TroubleKind
from officebatch.model.survey import Holds, SeenColumn, SeenTable
from officebatch.model.vocabulary import FieldType
from officebatch.reading.dates import read_dates
from officebatch.reading.folding import fold_heading, fold_word, simplified
from officebatch.reading.sheet import Lost, shown
from officebatch.reading.table import UNCLEAR, WHOLE_SHEET
from officebatch.reading.values import NOTHING, parted, read_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from officebatch.reading.claim import Claim
    from officebatch.reading.layout import Layout
    from officebatch.reading.sheet import Column, Sheet
    from officebatch.reading.table import Table
    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import FieldRule

_COUNTED = (FieldType.DEPARTMENT, FieldType.CHOICE, FieldType.PERSON, FieldType.PEOPLE, FieldType.DOCUMENT_NUMBER)
_LOOKED_AT = 400  # distinct values that tell what a column holds
_NAME = re.compile("[\u4e00-\u9fff]{2,4}")


def seen(claim: Claim, table: Table, rules: RuleBook, *, beside: bool) -> SeenTable:
    """What a table taken for a register shows; of a sheet that is classified as a whole neither headings nor titles."""
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
        titles=() if stopped else titles(claim.whole, layout),
        words={name: _counts(column) for name, column in counted.items()},
        first={
            (name, text): int(row)
            for name, column in counted.items() for text, row in _first(column, table).items()
        },
        pairs=dict(_pairs(table, fields)),
        days=days,
        timed=timed,
    )  # fmt: skip


def titles(sheet: Sheet, layout: Layout) -> tuple[str, ...]:
    """The texts above the headings."""
    above = range(min(layout.rows, default=0))
    return tuple(text for row in above for c in range(len(sheet.columns)) if (text := sheet.text(row, c)))


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
