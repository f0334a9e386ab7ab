"""台账批注: every register workbook with something wrong or late in it comes back as a marked copy, for the office."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from officebatch.model.deadline import TASK_STEP
from officebatch.model.marks import BEGIN, Level
from officebatch.model.paper import AudienceKind
from officebatch.model.register import shown_key
from officebatch.model.report import TroubleKind
from officebatch.model.vocabulary import MENDS_TITLES, SEVERITY_TITLES, Mends, Severity
from officebatch.outputs.faults import ASKED
from officebatch.outputs.naming import sheet_name
from officebatch.outputs.refusal import NotMeant
from officebatch.outputs.registry import Draft, paper
from officebatch.outputs.words import LONG, basis
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from officebatch.model.finding import Finding
    from officebatch.model.origin import Origin
    from officebatch.outputs.desk import Desk
    from officebatch.outputs.marking import BadRows, Mark, Order
    from officebatch.outputs.matters import Matter
    from officebatch.rulebook.sheets import OutputRule

NOTED = 200  # notes of one check in a workbook; more only hide the table. All are coloured and listed
OVERDUE = marked("overdue")
SECRET = marked("a row in it bears a mark of secrecy, so no copy of it is made")
LEVELS = {
    Severity.GRAVE: Level.ERROR,
    Severity.ERROR: Level.ERROR,
    Severity.WARNING: Level.WARNING,
    Severity.HINT: Level.HINT,
}
LEGEND = (
    (Level.ERROR, SEVERITY_TITLES[Severity.ERROR]),
    (Level.WARNING, SEVERITY_TITLES[Severity.WARNING]),
    (Level.HINT, SEVERITY_TITLES[Severity.HINT]),
    (Level.OVERDUE, OVERDUE),
    (Level.LONG, marked("overdue 10 working days and more")),
)
COLUMNS = (
    (marked("No."), 6.0), (marked("Place (click to go there)"), 24.0), (marked("Severity"), 9.0),
    (marked("Finding"), 20.0), (marked("What was found"), 44.0), (marked("Record number"), 18.0),
    (marked("Matter"), 30.0), (marked("Basis"), 22.0), (marked("What to do"), 26.0), (marked("Code"), 9.0),
)  # fmt: skip
TO_DO = {
    **ASKED,
    Mends.KEEPER: marked("Check it and correct it in the register"),
    Mends.OFFICE: marked("Put it right in the workbook or the rule book"),
    Mends.SECRECY: marked("Let the secrecy post deal with it"),
}


@paper("台账批注", marked("Marked copies of the office's own registers"))
def marked_workbook(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """One a workbook that could be read, in the order of their names; never of one with a quarantined row."""
    if desk.originals is None or not rule.on:
        return
    office = desk.docket.office
    secret = {t.origin.workbook for t in office.troubles if t.kind in (TroubleKind.CLASSIFIED, TroubleKind.STOPPED)}
    secret |= {report.workbook for report in office.reports if report.quarantined}
    findings, late = defaultdict(list), defaultdict(list)
    for finding in desk.docket.findings:
        findings[finding.origin.workbook].append(finding)
    for matter in desk.overdue:
        late[matter.origin.workbook].append(matter)
    names = [name for name in sorted({report.workbook for report in office.reports}) if findings[name] or late[name]]
    desk.originals.prepare(name for name in names if name not in secret)
    for name in names:
        found, overdue = findings[name], late[name]

        def make(_: str, name: str = name, found: list[Finding] = found, overdue: list[Matter] = overdue) -> bytes:
            if name in secret:
                raise NotMeant(SECRET)
            return _copy(desk, name, found, overdue)

        stem, _, ending = name.rpartition(".")
        suffix = ".xlsm" if ending.lower() == "xlsm" else ".xlsx"
        yield Draft(AudienceKind.OFFICE, "", len(found) + len(overdue), make, item=stem, suffix=suffix)


def _copy(desk: Desk, name: str, found: list[Finding], overdue: list[Matter]) -> bytes:
    from officebatch.outputs.marking import mark

    if desk.originals is None:
        raise LookupError(name)
    return mark(desk.originals.package(name), _order(desk, name, found, overdue)).content


def _order(desk: Desk, name: str, found: Sequence[Finding], overdue: Sequence[Matter]) -> Order:
    from officebatch.outputs.marking import Listing, Order

    noted: Counter[str] = Counter()
    marks = [_of_finding(desk, finding, noted) for finding in found]
    marks += [_of_matter(desk, matter, noted) for matter in overdue]
    listing = Listing(
        name=sheet_name(BEGIN + say("All marks")),
        above=(
            say("{workbook}: what is wrong or late in it, as of {day}", workbook=name, day=desk.docket.as_of),
            *_above(desk, name, noted),
        ),
        legend=tuple((level, say(said)) for level, said in LEGEND),
        columns=tuple((say(head), width) for head, width in COLUMNS),
        place=say("Row in the register"),
        wrong=say("What is wrong"),
    )
    return Order(marks, listing, tuple(_bad_rows(desk, name, found)))


def _above(desk: Desk, name: str, noted: Counter[str]) -> Iterator[str]:
    if desk.originals is not None and desk.originals.turned(name):
        yield say(
            "Made from {workbook} by LibreOffice, for marks go into .xlsx only. Every cell shows the same; looks may "
            "differ, and macros are gone. To go on with this copy, take {workbook} out of the folder.",
            workbook=name,
        )
    yield say(
        "For the office and the keepers of the registers only; do not send this copy around. Correct the register "
        "itself, or go on with this copy in its place: marks, notes and added sheets are recognised at the next run "
        "and made anew."
    )
    if over := [code for code, n in noted.items() if n > NOTED]:
        yield say("Coloured and listed are all; notes stand only at the first {n} of: {codes}.", n=NOTED,
                  codes=say(", ").join(over))  # fmt: skip


def _of_finding(desk: Desk, finding: Finding, noted: Counter[str]) -> Mark:
    from officebatch.outputs.marking import Mark

    severity, title = say(SEVERITY_TITLES[finding.severity]), say(finding.title)
    ground = basis(finding.basis, say("rule of the office"))
    to_do = say(finding.asked or TO_DO[finding.mends])
    noted[finding.code] += 1
    lines = (
        f"{severity} {finding.code} {title}",
        finding.text(),
        say("Basis: {basis}", basis=ground),
        say("What to do: {what} ({who})", what=to_do, who=say(MENDS_TITLES[finding.mends])),
    )
    at = finding.origin
    return Mark(
        sheet=at.sheet,
        row=at.row,
        column=at.column or _key_column(desk, at),
        level=LEVELS[finding.severity],
        note="\n".join(lines) if noted[finding.code] <= NOTED else "",
        cells=(severity, title, finding.text(), shown_key(finding.record), desk.records.title(at), ground, to_do,
               finding.code),
    )  # fmt: skip


def _of_matter(desk: Desk, matter: Matter, noted: Counter[str]) -> Mark:
    from officebatch.outputs.marking import Mark

    deadline, at = matter.deadline, _late_cell(desk, matter)
    held = " ".join(filter(None, (matter.holder, matter.person)))
    said = say("{step}: due {due}, {n} working days overdue, held by {who}", step=matter.step,
               due=deadline.due_day.isoformat(), n=deadline.days_late, who=held or say("nobody's by the register"))
    to_do = say("Finish it; where it is done, enter the day")
    ground = basis(matter.basis, say("rule of the office"))
    noted[say(OVERDUE)] += 1
    lines = (say(OVERDUE), said, matter.remark(), say("Basis: {basis}", basis=ground), to_do)
    return Mark(
        sheet=at.sheet,
        row=at.row,
        column=at.column or _key_column(desk, at),
        level=Level.LONG if deadline.days_late >= LONG else Level.OVERDUE,
        note="\n".join(filter(None, lines)) if noted[say(OVERDUE)] <= NOTED else "",
        cells=(say(OVERDUE), matter.step, said, matter.number, matter.title, ground, to_do, None),
    )


def _late_cell(desk: Desk, matter: Matter) -> Origin:
    """Where the day is missing: the date of the step, of a task the day it was due."""
    deadline = matter.deadline
    register = desk.docket.office.registers[deadline.register]
    if register.listed:
        return register.origin(deadline.line, register.role("date") or "")
    field = next((s.date_field for s in desk.rules.steps if (s.register, s.name) == (register.name, deadline.step)), "")
    if deadline.step == TASK_STEP:
        field = register.role("due") or register.role("done") or ""
    at = register.origin(deadline.row, field)
    return at if at.column else matter.origin


def _key_column(desk: Desk, at: Origin) -> str:
    """The column that stands for a whole row: the key's, else the title's; "" where no record stands there."""
    found = desk.records.at(at)
    if found is None:
        return ""
    register, row = found
    letters = (register.origin(row, register.role(role) or "").column for role in ("key", "title", "case", "post"))
    return next(filter(None, letters), "")


def _bad_rows(desk: Desk, workbook: str, found: Sequence[Finding]) -> Iterator[BadRows]:
    """Of each sheet the rows with a finding, under the headings it was read by."""
    from officebatch.outputs.marking import BadRows

    headings: Mapping[str, tuple[int, ...]] = {
        report.sheet: report.heading_rows
        for report in reversed(desk.docket.office.reports)
        if report.workbook == workbook and report.heading_rows
    }
    taken: set[str] = set()
    for sheet, rows in headings.items():
        said: dict[int, list[str]] = defaultdict(list)
        for finding in found:
            if finding.origin.sheet == sheet and finding.origin.row > max(rows):
                said[finding.origin.row].append(say(finding.title))
        if said:
            name = sheet_name(f"{BEGIN}{say('Bad rows')} {sheet}")
            while name.casefold() in taken:
                name = f"{name[:28]}~{len(taken)}"
            taken.add(name.casefold())
            yield BadRows(sheet, name, rows, {row: say("; ").join(dict.fromkeys(t)) for row, t in said.items()})
