"""A first look at workbooks nobody has described yet: which register each table looks like, and what stands in it.

The way is that of reading itself, with every register of a rule book tried on every sheet, whatever the file is
called. Classified rows leave by the same door (`table.take`) before anything is counted.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from officebatch.model.report import How
from officebatch.model.survey import LeftAside, SeenTable, Survey
from officebatch.reading import choosing
from officebatch.reading.claim import Claim
from officebatch.reading.counting import seen, titles
from officebatch.reading.folding import fold_heading
from officebatch.reading.headings import Lexicon
from officebatch.reading.layout import find_layout, other_tables
from officebatch.reading.office import HIDDEN, NO_TABLE, plausible, stacked, where_named
from officebatch.reading.secrecy import Marks
from officebatch.reading.table import take
from officebatch.reading.values import Words
from officebatch.reading.workbooks import read_all
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from officebatch.reading.layout import Layout
    from officebatch.reading.sheet import Sheet, Workbook
    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import RegisterRule

NOT_A_WORKBOOK = marked("no workbook")
EMPTY = marked("nothing stands in it")
A_COPY = marked("a copy of {original}")
CLASSIFIED = marked("it says of itself that it is classified")
CLASSIFIED_SHEET = marked("a sheet of it says of itself that it is classified")
ANOTHER_BELOW = marked("another register ({register}) begins here; put it on a sheet of its own")
_BY_NAME = 3.0  # what a fitting name of file, sheet or title weighs beside known headings
_LEAST, _SHARE = 4, 0.4  # fields known and share of headings known, where no name speaks for a register
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
    first: dict[str, Path] = {}
    for path, workbook in zip(chosen, read_all(chosen), strict=True):
        tell(say("Reading {workbook}", workbook=path.name))
        if workbook.digest and (twin := first.setdefault(workbook.digest, path)) is not path:
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
            yield seen(one, take(one, rules, marks, words), rules, beside=len(claims) > 1)
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
        choosing.claims_file(rule, text) for text in (sheet.name, *titles(sheet, layout))
    )


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
