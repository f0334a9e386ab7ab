"""读取报告: what reading saw, how it took each heading, what it left out, what it doubts, and what was skipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.finding import STATE_TITLES
from officebatch.model.paper import AudienceKind
from officebatch.model.report import How, TroubleKind
from officebatch.outputs.registry import Draft, paper
from officebatch.outputs.sheet import Column, Row, Sheet, workbook
from officebatch.outputs.words import row_numbers
from officebatch.rulebook.sheets import Required
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from officebatch.model.finding import CheckResult, Skipped
    from officebatch.model.origin import Origin
    from officebatch.model.report import SheetReport, Trouble
    from officebatch.outputs.desk import Desk
    from officebatch.outputs.sheet import Cell
    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import OutputRule

TITLE = marked("Reading report")
_WORKBOOK, _SHEET = Column(marked("Workbook"), 24), Column(marked("Sheet"), 14)
OVERVIEW = (
    _WORKBOOK,
    _SHEET,
    Column(marked("Read as register"), 14),
    Column(marked("Heading rows"), 10, middle=True),
    Column(marked("Number of records"), 9, middle=True),
    Column(marked("Lines left out"), 10, middle=True),
    Column(marked("Hidden rows"), 16),
    Column(marked("Quarantined rows"), 12),
    Column(marked("Notes"), 40),
)
HEADINGS = (
    _WORKBOOK,
    _SHEET,
    Column(marked("Column letter"), 8, middle=True),
    Column(marked("Heading as written"), 26),
    Column(marked("Taken as field"), 20),
    Column(marked("How"), 26),
    Column(marked("Synonym used"), 20),
)
LEFT_OUT = (_WORKBOOK, _SHEET, Column(marked("Rows"), 24), Column(marked("Why they are no records"), 44))
DOUBTS = (
    Column(marked("What is doubtful"), 30),
    _WORKBOOK,
    _SHEET,
    Column(marked("Cell"), 9, middle=True),
    Column(marked("Read as register"), 14),
    Column(marked("Field"), 16),
    Column(marked("Details"), 44),
    Column(marked("Place"), 26),
)
SKIPPED = (Column(marked("What was left out"), 40), Column(marked("Why it was left out"), 80))
CHECKS = (
    Column(marked("Code"), 9, middle=True),
    Column(marked("Check"), 26),
    Column(marked("Outcome"), 14, middle=True),
    Column(marked("Findings told"), 8, middle=True),
    Column(marked("Accepted"), 8, middle=True),
    Column(marked("Why it was not looked at, or not everywhere"), 70),
)
HOWS = {
    How.EXACT: marked("word for word"),
    How.FOLDED: marked("the same but for blanks, marks or numbering"),
    How.SUFFIX: marked("by its ending"),
    How.NEAR: marked("one letter differs: please check"),
    How.PAIR: marked("two heading rows together"),
    How.UNKNOWN: marked("not known: column not read"),
    How.AMBIGUOUS: marked("more than one meaning: not read, please decide"),
}
TROUBLES = {
    TroubleKind.UNREADABLE: marked("the workbook cannot be read"),
    TroubleKind.ENCRYPTED: marked("the workbook is encrypted"),
    TroubleKind.OPEN_ELSEWHERE: marked("the workbook is open somewhere; it may be half-edited"),
    TroubleKind.TOO_LARGE: marked("the workbook is too large when unpacked"),
    TroubleKind.FAR_CELL: marked("one cell far away makes the sheet too large"),
    TroubleKind.OUT_OF_LIMITS: marked("reading took too much memory or time"),
    TroubleKind.NO_HEADINGS: marked("no row with known headings"),
    TroubleKind.NO_WORKBOOK: marked("no workbook fits the file pattern of the rule book"),
    TroubleKind.NO_REGISTER: marked("no register of the rule book claims this workbook"),
    TroubleKind.MISSING_COLUMN: marked("a column is missing"),
    TroubleKind.AMBIGUOUS_HEADING: marked("a heading may mean several fields"),
    TroubleKind.ERROR_CELL: marked("a cell holds an Excel error"),
    TroubleKind.UNCALCULATED: marked("a formula without a value: open the workbook in Excel and save it once"),
    TroubleKind.CLASSIFIED: marked("a row with a secrecy mark, quarantined"),
    TroubleKind.STOPPED: marked("a row with a secrecy mark, the whole workbook stopped"),
    TroubleKind.AMBIGUOUS_PERSON: marked("several people have this name"),
}
_SILENT = (TroubleKind.CLASSIFIED, TroubleKind.STOPPED)


@paper("读取报告", marked("What reading saw, guessed and left out"), last=1)
def reading_report(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """One workbook for the office, always made: that nothing was left out is worth knowing too."""
    yield Draft(AudienceKind.OFFICE, "", 0, lambda _: _book(desk, rule))


def parts(desk: Desk) -> tuple[tuple[str, tuple[Column, ...], Iterable[Row]], ...]:
    """What the report tells: message id of a part's name, its columns, its rows."""
    office = desk.docket.office
    return (
        (marked("Overview"), OVERVIEW, _overview(desk)),
        (marked("Headings"), HEADINGS, (row for r in office.reports for row in _headings(r))),
        (marked("Lines not read"), LEFT_OUT, (row for r in office.reports for row in _left_out(r))),
        (marked("Doubts"), DOUBTS, _doubts(desk)),
        (marked("Left out"), SKIPPED, _skipped(desk)),
        (marked("State of the checks"), CHECKS, map(_result, desk.docket.results)),
    )


def _book(desk: Desk, rule: OutputRule) -> bytes:
    registers = desk.registers_from(rule)
    return workbook(
        rule.name,
        [
            Sheet(
                say(name),
                (f"{say(TITLE)}：{say(name)}", desk.made_line()),
                columns,
                _or_none(rows, len(columns)),
                -1,
                registers,
            )
            for name, columns, rows in parts(desk)
        ],
    )


def _or_none(rows: Iterable[Row], width: int) -> Iterator[Row]:
    """The rows, or one line that says there is nothing to say."""
    row = None
    for row in rows:
        yield row
    if row is None:
        yield Row((say("none"), *[None] * (width - 1)))


def _result(one: CheckResult) -> Row:
    counts = (one.findings or None, one.accepted or None)
    return Row((one.code, say(one.title), say(STATE_TITLES[one.state]), *counts, one.reason()))


def _skipped(desk: Desk) -> Iterator[Row]:
    """What was left out, but for what the state of a check says already."""
    told = {skipped for result in desk.docket.results for skipped in result.because if not skipped.faulty}
    yield from (Row(s.text()) for s in _undone(desk) if s not in told)


def _undone(desk: Desk) -> Iterator[Skipped]:
    """What was left out, without the workbooks that cannot be marked: the overview tells them."""
    yield from desk.docket.skipped
    yield from (skipped for skipped in desk.skipped if not skipped.lacking)


def _overview(desk: Desk) -> Iterator[Row]:
    """A line a sheet; the first one of a workbook that cannot be marked says so."""
    told: set[str] = set()
    for report in desk.docket.office.reports:
        lacking = desk.originals.lacking(report.workbook) if desk.originals and report.workbook not in told else None
        told.add(report.workbook)
        yield _sheet_line(report, lacking.text() if lacking else "")


def _sheet_line(report: SheetReport, more: str) -> Row:
    left_out = sum(len(lines.rows) for lines in report.left_out)
    cells: tuple[Cell, ...] = (
        report.workbook,
        report.sheet,
        report.register or say("no register"),
        row_numbers(report.heading_rows),
        report.records,
        left_out,
        row_numbers(report.hidden_rows),
        row_numbers(report.quarantined),
        say("; ").join(filter(None, (*(say(note) for note in report.notes), more))),
    )
    return Row(cells)


def _headings(report: SheetReport) -> Iterator[Row]:
    for h in report.headings:
        written = "".join(h.heading.splitlines())
        yield Row((report.workbook, report.sheet, h.column, written, h.field, say(HOWS[h.how]), h.synonym))


def _left_out(report: SheetReport) -> Iterator[Row]:
    for lines in report.left_out:
        yield Row((report.workbook, report.sheet, row_numbers(lines.rows), say(lines.why)))


def _doubts(desk: Desk) -> Iterator[Row]:
    """A line a doubt; the columns a sheet may do without make one line together, behind the others."""
    optional = _optional(desk.rules)
    without: dict[tuple[Origin, str], list[str]] = {}
    for trouble in desk.docket.office.troubles:
        if trouble.kind is TroubleKind.MISSING_COLUMN and (trouble.register, trouble.field) in optional:
            without.setdefault((trouble.origin, trouble.register), []).append(trouble.field)
        else:
            yield _doubt(trouble)
    for (place, register), fields in without.items():
        said = say("columns it has not and may do without")
        yield Row((said, place.workbook, place.sheet, None, register, None, say(", ").join(fields), None))


def _optional(rules: RuleBook) -> frozenset[tuple[str, str]]:
    """(register, field) of the fields without which nothing is lost: not required, and of no required step."""
    steps = [s for s in rules.steps if s.required is Required.YES]
    needed = {(s.register, name) for s in steps for name in (s.person_field, s.date_field)}
    return frozenset((f.register, f.field) for f in rules.fields if f.required is Required.NO) - needed


def _doubt(trouble: Trouble) -> Row:
    place = trouble.origin
    silent = trouble.kind in _SILENT
    details = "" if silent else say("; ").join(text for _, text in trouble.values)
    link: Cell = place if place.row else None
    return Row(
        (
            say(TROUBLES[trouble.kind]),
            place.workbook,
            place.sheet,
            place.address if place.column else _row_words(place.row),
            trouble.register,
            "" if silent else trouble.field,
            details,
            link,
        )
    )


def _row_words(row: int) -> str:
    return say("row {row}", row=row) if row else ""
