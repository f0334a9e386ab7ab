"""问题清单: all findings with their cells, and a column for the office's word on each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.changes import BECAME_TITLES
from officebatch.model.form import FINDING, FINDINGS_LIST, mark
from officebatch.model.paper import AudienceKind
from officebatch.model.register import shown_key
from officebatch.model.vocabulary import MENDS_TITLES, SEVERITY_TITLES, Mends, Severity
from officebatch.outputs.exempted import exempted
from officebatch.outputs.registry import Draft, paper
from officebatch.outputs.sheet import Column, Row, Sheet, numbered, word_columns, workbook
from officebatch.outputs.words import basis, long_day
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from officebatch.model.changes import Resolved
    from officebatch.model.finding import Finding
    from officebatch.outputs.desk import Desk
    from officebatch.outputs.sheet import Cell
    from officebatch.rulebook.sheets import OutputRule

TITLE = marked("List of findings")
COLUMNS = (
    Column(marked("No."), 5, middle=True),
    Column(marked("Severity"), 7, middle=True),
    Column(marked("Finding"), 16),
    Column(marked("What was found"), 36),
    Column(marked("Register"), 9, middle=True),
    Column(marked("Record number"), 15),
    Column(marked("Matter"), 26),
    Column(marked("Department of the record"), 9, middle=True),
    Column(marked("To be mended by"), 10, middle=True),
    Column(marked("Basis"), 18),
    Column(marked("Compared with last time"), 8, middle=True),
    Column(marked("Code"), 8, middle=True),
    Column(marked("Place in the register"), 34),
    *word_columns(FINDINGS_LIST),
)
RESOLVED = (
    Column(marked("No."), 5, middle=True),
    Column(marked("Finding"), 22),
    Column(marked("Register"), 14, middle=True),
    Column(marked("Record number"), 22),
    Column(marked("Field"), 14, middle=True),
    Column(marked("Department of the record"), 14, middle=True),
    Column(marked("How it went"), 28),
    Column(marked("Code"), 8, middle=True),
    Column(marked("Where it stood"), 40),
)
SEVERITY = 1
COLOURS = {
    Severity.GRAVE: "#F4A6A0",
    Severity.ERROR: "#FFC58A",
    Severity.WARNING: "#FFF0B8",
    Severity.HINT: "#E8F1E4",
}


@paper("问题清单", marked("List of all findings"))
def findings_list(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """For the office: every finding, the gravest first; what is gone since the last run, and what is exempted."""
    found, changes = desk.docket.findings, desk.docket.changes
    if found or (changes is not None and changes.resolved):
        yield Draft(AudienceKind.OFFICE, "", len(found), lambda _: _list(desk, rule, found))


def _list(desk: Desk, rule: OutputRule, found: Iterable[Finding]) -> bytes:
    rows = numbered(Row(_cells(desk, f), COLOURS[f.severity]) for f in found)
    above, registers = (say(TITLE), desk.made_line()), desk.registers_from(rule)
    sheet = Sheet(say(TITLE), above, COLUMNS, rows, SEVERITY, registers, rules=desk.rules.file)
    return workbook(rule.name, [sheet, *_resolved(desk), *exempted(desk)])


def _resolved(desk: Desk) -> Iterator[Sheet]:
    """What the last run told and this one does not."""
    changes, last = desk.docket.changes, desk.docket.past.last
    if changes is None or last is None or not changes.resolved:
        return
    title = say("Gone since last time")
    line = say("Told as of {day} and no more now: {n} findings.", day=long_day(last.as_of), n=len(changes.resolved))
    rows = numbered(Row(_went(one)) for one in changes.resolved)
    yield Sheet(title, (title, line), RESOLVED, rows)


def _went(one: Resolved) -> tuple[Cell, ...]:
    told = one.told
    place, department = (str(told.at), told.department) if told is not None else ("", "")
    title = say(told.title) if told is not None else ""
    return (title, one.register, shown_key(one.record), one.field, department, say(BECAME_TITLES[one.became]),
            one.code, place)  # fmt: skip


def _cells(desk: Desk, finding: Finding) -> tuple[Cell, ...]:
    """Of a classified row nothing but its place."""
    classified = finding.mends is Mends.SECRECY
    about = (shown_key(finding.record), desk.records.title(finding.origin), finding.department)
    told: tuple[Cell, ...] = (
        (None, finding.register, None, None, None) if classified else (finding.text(), finding.register, *about)
    )
    severity = say("classified, on the spot") if classified else say(SEVERITY_TITLES[finding.severity])
    return (
        severity,  # the bare word alone in a cell would be a mark of secrecy when the list is read back
        say(finding.title),
        *told,
        say(MENDS_TITLES[finding.mends]),
        basis(finding.basis, say("rule of the office")),
        desk.compared(finding),
        finding.code,
        finding.origin,
        *desk.word_on(FINDING, *finding.identity),
        None if classified else mark(FINDING, *finding.identity),
    )
