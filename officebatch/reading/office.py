"""The story of reading: files, workbooks, sheets, tables, registers, events. Results come in the rule book's order."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from officebatch.model.marks import own_sheet
from officebatch.model.office import Office
from officebatch.model.origin import Origin
from officebatch.model.report import SheetReport, Trouble, TroubleKind
from officebatch.reading import choosing
from officebatch.reading.assembling import assemble
from officebatch.reading.cases import without_cases
from officebatch.reading.claim import Claim
from officebatch.reading.headings import Lexicon
from officebatch.reading.layout import find_layout, other_tables
from officebatch.reading.passing import events_of
from officebatch.reading.secrecy import Marks, marked_rows
from officebatch.reading.table import take
from officebatch.reading.values import Words
from officebatch.reading.workbooks import read_all
from officebatch.rulebook.settings import Classified
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from officebatch.model.events import Events
    from officebatch.model.register import Register
    from officebatch.reading.layout import Layout
    from officebatch.reading.sheet import Sheet, Workbook
    from officebatch.reading.table import Table
    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import RegisterRule

NO_TABLE = marked("no headings of a register; the sheet was not taken")
HIDDEN = marked("the sheet is hidden and was not taken")
OWN = marked("a sheet of an earlier marked copy; it was not read, and the next marked copy has it anew")


@dataclass
class _Found:
    """What piles up on the way, and the rule book's words."""

    words: Words
    tables: dict[str, list[tuple[str, str, Table]]] = field(default_factory=dict)
    reports: list[SheetReport] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    inputs: dict[str, str] = field(default_factory=dict)
    barred: dict[str, set[str]] = field(default_factory=dict)


def read_office(folder: Path, rules: RuleBook, tell: Callable[[str], None]) -> Office:
    """Read every workbook of a folder that a register of the rule book claims."""
    found, marks = _Found(Words(rules)), Marks(rules.settings)
    paths, opened = choosing.files_in(folder), choosing.opened_elsewhere(folder)
    claimed = {p: [r for r in rules.registers if choosing.claims_file(r, p.name)] for p in paths}
    copies = choosing.copies(paths)
    chosen = [p for p in paths if claimed[p] and choosing.is_workbook(p) and p not in copies]
    found.troubles += _unclaimed([*paths, *choosing.others_in(folder)], chosen, copies)
    found.troubles += _without_file(rules, [r for p in chosen for r in claimed[p]])
    found.troubles += [
        Trouble(TroubleKind.OPEN_ELSEWHERE, Origin(p.name)) for p in chosen if choosing.is_open(p, opened)
    ]
    for path, workbook in zip(chosen, read_all(chosen), strict=True):
        tell(say("Reading {workbook}", workbook=path.name))
        if twin := next((name for name, digest in found.inputs.items() if digest == workbook.digest), ""):
            found.troubles.append(_copy(path.name, twin))
            continue
        _take_workbook(workbook, claimed[path], rules, marks, found)
    return _office(rules, found)


def understand(workbooks: Iterable[tuple[Workbook, Sequence[RegisterRule]]], rules: RuleBook) -> Office:
    """The office of workbooks already read, each with the registers that claim it."""
    found, marks = _Found(Words(rules)), Marks(rules.settings)
    for workbook, claimed in workbooks:
        _take_workbook(workbook, claimed, rules, marks, found)
    return _office(rules, found)


def _unclaimed(paths: Sequence[Path], chosen: Sequence[Path], copies: Mapping[Path, Path]) -> Iterator[Trouble]:
    for path in paths:
        if path in copies:
            yield _copy(path.name, copies[path].name)
        elif path not in chosen:
            yield Trouble(TroubleKind.NO_REGISTER, Origin(path.name))


def _copy(name: str, original: str) -> Trouble:
    """A register read twice would have every matter urged twice."""
    return Trouble(TroubleKind.NO_REGISTER, Origin(name), values=(("original", original),))


def _without_file(rules: RuleBook, claimed: Sequence[RegisterRule]) -> Iterator[Trouble]:
    for rule in rules.registers:
        if rule.must_be and rule not in claimed:
            yield Trouble(TroubleKind.NO_WORKBOOK, Origin(rule.files or rule.name), rule.name)


def _take_workbook(
    workbook: Workbook, claimed: Sequence[RegisterRule], rules: RuleBook, marks: Marks, found: _Found
) -> None:
    if workbook.digest:
        found.inputs[workbook.name] = workbook.digest
    if workbook.trouble is not None:
        found.troubles += [_of(workbook.trouble, rule.name) for rule in claimed[:1]]
        return
    if where := where_named(workbook, marks):
        trouble = Trouble(TroubleKind.STOPPED, Origin(workbook.name), claimed[0].name, values=(("mark", where),))
        found.troubles.append(trouble)
        return
    tables: list[tuple[str, Table]] = []
    for sheet in workbook.sheets:
        if own_sheet(sheet.name):
            found.reports.append(SheetReport(workbook.name, sheet.name, "", notes=(OWN,)))
            continue
        if marks.named(sheet.name):
            found.troubles.append(Trouble(TroubleKind.CLASSIFIED, Origin(workbook.name, sheet.name)))
            found.reports.append(SheetReport(workbook.name, sheet.name, ""))
            continue
        claims = list(_claims(sheet, claimed, rules)) if sheet.visible else []
        for claim in claims:
            table = take(claim, rules, marks, found.words)
            tables.append((claim.rule.name, table))
            found.barred.setdefault(claim.rule.name, set()).update(table.barred)
            found.reports.append(table.report)
            found.troubles += table.troubles
        if not claims:
            _pass_over(sheet, marks, found)
    if _stopped(workbook, rules, found):
        return
    for register, table in tables:
        found.tables.setdefault(register, []).append((workbook.name, table.part.sheet, table))
    found.troubles += _no_headings(workbook, claimed, {register for register, _ in tables})


def where_named(workbook: Workbook, marks: Marks) -> str:
    """Where a workbook says of itself that it is classified: "name", "margin", "drawing", or "" where it does not."""
    if marks.named(workbook.name.rpartition(".")[0]):
        return "name"
    margins = [line for sheet in workbook.sheets for line in sheet.margins.split("\n")]
    if any(marks.named(line) for line in margins):
        return "margin"
    drawn = (line for sheet in workbook.sheets for line in sheet.drawn.split("\n"))
    return "drawing" if any(marks.carried(line) and not marks.offers(line) for line in drawn) else ""


def _of(trouble: Trouble, register: str) -> Trouble:
    return Trouble(trouble.kind, trouble.origin, register, values=trouble.values)


def _claims(sheet: Sheet, claimed: Sequence[RegisterRule], rules: RuleBook) -> Iterator[Claim]:
    """The registers a sheet holds: each with columns of its own, of the others the one that knows most headings."""
    mine = [r for r in claimed if choosing.claims_sheet(r, sheet.name)]
    ranges = [found for r in mine if (found := choosing.column_range(r))]
    spare = [c for c in range(len(sheet.columns)) if ranges and not any(a <= c <= b for a, b in ranges)]
    best: Claim | None = None
    for rule in mine:
        span = choosing.column_range(rule)
        part = sheet.between(*span) if span else sheet
        layout = find_layout(part, Lexicon.of(rules, rule.name), rule.heading_rows)
        if layout is None or not (rule.heading_rows or plausible(layout, rule, rules)):
            continue
        claim = Claim(part, sheet, rule, layout, tuple(spare) if span else ())
        if span:
            yield claim
        elif best is None or len(layout.fields) > len(best.layout.fields):
            best = claim
    if best is not None:
        yield from stacked(best, Lexicon.of(rules, best.rule.name), rules)


def stacked(claim: Claim, lexicon: Lexicon, rules: RuleBook) -> Iterator[Claim]:
    """A claim as one or several: where headings come again in another order, a table of its own begins.

    Lines with one text straight above such headings go with them.
    """
    sheet, rule = claim.sheet, claim.rule
    layouts = {claim.layout.rows[0]: claim.layout}
    for row in () if rule.heading_rows else other_tables(sheet, claim.layout, lexicon):
        layout = find_layout(sheet, lexicon, (row + 1,))
        if layout is not None and plausible(layout, rule, rules):
            layouts[row] = layout
    if len(layouts) == 1:
        yield claim
        return
    starts = [0, *(_title_above(sheet, row) for row in list(layouts)[1:])]
    for (start, end), layout in zip(pairwise([*starts, sheet.height]), layouts.values(), strict=True):
        yield Claim(sheet.part(start, end), claim.whole.part(start, end), rule, layout)


def _title_above(sheet: Sheet, row: int) -> int:
    """The first of the lines straight above `row` that have no more than one text."""
    while sum(bool(sheet.text(row - 1, c)) for c in range(len(sheet.columns))) <= 1:
        row -= 1
    return row


def plausible(layout: Layout, rule: RegisterRule, rules: RuleBook) -> bool:
    """A table of a register shows what its records are called; a summary sheet may share headings without that."""
    found = {*layout.fields, *(field for asked in layout.understood.asked.values() for field in asked)}
    names = {f.field for f in rules.fields_by_register[rule.name] if f.role in ("key", "title", "case")}
    return not names or not names.isdisjoint(found)


def _pass_over(sheet: Sheet, marks: Marks, found: _Found) -> None:
    """A sheet nobody takes: said so, and searched for marks all the same, save lists of choices."""
    columns = [c for c in sheet.columns if not marks.lists_choices(c)]
    noted = {row for row, text in sheet.comments if marks.carried(text)}
    rows = np.array(sorted({*np.flatnonzero(marked_rows(marks, sheet.height, columns)[0]).tolist(), *noted})) + 1
    note = NO_TABLE if sheet.visible else HIDDEN
    notes = (note,) if sheet.height else ()
    found.reports.append(SheetReport(sheet.workbook, sheet.name, "", quarantined=tuple(rows.tolist()), notes=notes))
    found.troubles += [Trouble(TroubleKind.CLASSIFIED, Origin(sheet.workbook, sheet.name, int(row))) for row in rows]


def _stopped(workbook: Workbook, rules: RuleBook, found: _Found) -> bool:
    """Whether a classified row keeps the whole workbook out; then nothing else of it is told."""
    if rules.settings.classified is not Classified.STOP:
        return False
    here = [t for t in found.troubles if t.origin.workbook == workbook.name]
    rows = [t for t in here if t.kind is TroubleKind.CLASSIFIED]
    if not rows:
        return False
    kept = (TroubleKind.CLASSIFIED, TroubleKind.OPEN_ELSEWHERE)
    found.troubles[:] = [t for t in found.troubles if t not in here or t.kind in kept]
    found.troubles.append(Trouble(TroubleKind.STOPPED, Origin(workbook.name), rows[0].register))
    found.reports[:] = [
        SheetReport(r.workbook, r.sheet, r.register, quarantined=r.quarantined) if r.workbook == workbook.name else r
        for r in found.reports
    ]
    return True


def _no_headings(workbook: Workbook, claimed: Sequence[RegisterRule], taken: set[str]) -> Iterator[Trouble]:
    first = next((s.name for s in workbook.sheets if s.visible), "")
    for rule in claimed:
        if rule.name not in taken and (rule is claimed[0] or taken):
            yield Trouble(TroubleKind.NO_HEADINGS, Origin(workbook.name, first), rule.name)


def _office(rules: RuleBook, found: _Found) -> Office:
    registers: dict[str, Register] = {}
    events: dict[tuple[str, str], Events] = {}
    for rule in rules.registers:
        tables = [_kept(table, rule, rules, found) for table in _ordered(found.tables.get(rule.name, []))]
        if not tables:
            continue
        assembled = assemble(rule, rules, tables, found.words)
        registers[rule.name] = assembled.register
        found.troubles += assembled.troubles
        mine = {key: steps for key, steps in rules.processes.items() if key[1] == rule.name}
        for (process, register), steps in mine.items():
            events[process, register] = events_of(assembled, process, steps, alone=len(mine) == 1)
    return Office(registers, events, tuple(found.reports), tuple(_once(found.troubles)), found.inputs)


def _kept(table: Table, rule: RegisterRule, rules: RuleBook, found: _Found) -> Table:
    """A table without the lines of cases that are classified elsewhere."""
    kept = without_cases(table, rules.fields_by_register[rule.name], found.barred.get(rule.name, ()))
    if kept is not table:
        found.troubles += kept.troubles
        found.reports[found.reports.index(table.report)] = kept.report
    return kept


def _ordered(tables: Sequence[tuple[str, str, Table]]) -> list[Table]:
    """Files in their order, the sheets of each in theirs; months by the calendar."""
    files = list(dict.fromkeys(file for file, _, _ in tables))
    ordered = []
    for place in choosing.in_order(files):
        of = [(sheet, table) for file, sheet, table in tables if file == files[place]]
        ordered += [of[i][1] for i in choosing.in_order([sheet for sheet, _ in of])]
    return ordered


def _once(troubles: Sequence[Trouble]) -> Iterator[Trouble]:
    """A missing column is one trouble a register and field, at the first sheet without it; a classified row one."""
    told: set[tuple[str, str]] = set()
    rows: set[Origin] = set()
    for trouble in troubles:
        if trouble.kind is TroubleKind.MISSING_COLUMN:
            if (trouble.register, trouble.field) in told:
                continue
            told.add((trouble.register, trouble.field))
        if trouble.kind is TroubleKind.CLASSIFIED:
            if trouble.origin.at("") in rows:
                continue
            rows.add(trouble.origin.at(""))
        yield trouble
