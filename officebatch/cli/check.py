"""`officebatch check`: what is wrong in the registers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from officebatch.cli import SpokenCommand, SpokenOption, printing, selection, session
from officebatch.model.finding import STATE_TITLES, CheckState
from officebatch.model.register import shown_key
from officebatch.model.vocabulary import MENDS_TITLES, SEVERITY_TITLES, Severity
from officebatch.wording import count, marked, say

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from pathlib import Path

    from officebatch.model.docket import Docket
    from officebatch.model.finding import CheckResult, Finding, Identity

COLUMNS = (
    "code", "severity", "workbook", "sheet", "row", "column", "field", "record", "mends", "message", "basis", "change",
)
STATES = ("code", "title", "state", "findings", "accepted", "because")
_HELP = marked("Check the registers and list every finding with its place, what to do and who can mend it.")
_SELECT = marked("Show only these checks: codes or their beginnings, as DOC,TSK101.")
_IGNORE = marked("Leave these checks out: codes or their beginnings, as DUT,RD106. Classified rows are always told.")
_STATES = marked("List every check and its outcome instead: has findings, nothing found, not looked at because, off.")


@click.command("check", cls=SpokenCommand, help=_HELP)
@session.as_of_option
@session.fail_on_option
@session.format_option
@click.option("--select", "select", cls=SpokenOption, multiple=True, metavar="CODE,…", help=_SELECT)
@click.option("--ignore", "ignore", cls=SpokenOption, multiple=True, metavar="CODE,…", help=_IGNORE)
@click.option("--states", "each", is_flag=True, cls=SpokenOption, help=_STATES)
@session.workspace_argument
@session.guarded
def command(
    folder: Path, as_of: date, fail_on: str, form: str, *, select: tuple[str, ...], ignore: tuple[str, ...], each: bool
) -> int:
    """Parse, examine, print."""
    from officebatch import batch

    workspace, rules = session.open_office(folder)
    wanted = selection.Selection.of(select, ignore, selection.codes(rules))
    with session.progress() as tell:
        docket = wanted.of_docket(batch.examine(workspace, rules, as_of, tell))
    if each and form == "table":
        _print_states(docket)
    elif each:
        printing.show(form, STATES, [_state(result) for result in docket.results])
    elif form == "table":
        _print(docket)
    else:
        known = docket.past.last.findings if docket.past.last is not None else None
        printing.show(form, COLUMNS, [_row(f, known) for f in docket.findings])
    return session.verdict(docket, fail_on)


def _row(finding: Finding, known: Collection[Identity] | None) -> dict[str, object]:
    origin = finding.origin
    change = "" if known is None else "still" if finding.identity in known else "new"
    return {
        "code": finding.code, "severity": finding.severity.value, "workbook": origin.workbook, "sheet": origin.sheet,
        "row": origin.row, "column": origin.column, "field": finding.field, "record": finding.record,
        "mends": finding.mends.value, "message": finding.text(), "basis": finding.basis,
        "change": change,
    }


def _state(result: CheckResult) -> dict[str, object]:
    return {
        "code": result.code, "title": say(result.title), "state": result.state.value, "findings": result.findings,
        "accepted": result.accepted, "because": result.reason(),
    }


def _print_states(docket: Docket) -> None:
    rows = [
        (one.code, say(one.title), say(STATE_TITLES[one.state]), one.findings or "", one.accepted or "", one.reason())
        for one in docket.results
    ]
    printing.table([say(h) for h in _STATE_HEADINGS], rows, wrap=5)
    for line in states(docket):
        click.echo(line)


_STATE_HEADINGS = (marked("Code"), marked("Check"), marked("Outcome"), marked("Findings told"),
                   marked("Accepted"), marked("Why it was not looked at, or not everywhere"))


def _print(docket: Docket) -> None:
    if docket.findings:
        headings = [say(h) for h in _HEADINGS]
        rows = [
            (
                f.code,
                say(SEVERITY_TITLES[f.severity]),
                printing.place(f.origin),
                shown_key(f.record),
                f.text(),
                say(MENDS_TITLES[f.mends]),
            )
            for f in docket.findings
        ]
        printing.table(headings, rows, wrap=4)
    for line in (*secrecy(docket), *summary(docket), *changed(docket), *states(docket), *_skipped(docket)):
        click.echo(line)


_HEADINGS = (marked("Code"), marked("Gravity"), marked("Place"), marked("Record"), marked("What and what to do"),
             marked("Who mends it"))


def secrecy(docket: Docket) -> list[str]:
    """The gravest first, in a line of its own: how many classified rows there are and where the first ones stand."""
    rows = [f.origin for f in docket.findings if f.severity is Severity.GRAVE]
    if not rows:
        return []
    places = say(", ").join(map(str, rows[:5]))
    return [
        count("{n} row with a mark of secrecy: {places}. Let the secrecy post deal with it first, on the spot.",
              "{n} rows with a mark of secrecy: {places}. Let the secrecy post deal with them first, on the spot.",
              len(rows), places=places)
    ]


def summary(docket: Docket) -> list[str]:
    """How many records were checked and what came out, in a few lines."""
    records = sum(len(r) for r in docket.office.registers.values())
    graded = Counter(f.severity for f in docket.findings)
    told = [say("{name} {n}", name=say(SEVERITY_TITLES[s]), n=graded[s]) for s in SEVERITY_TITLES if graded[s]]
    exempt = sum(s.exempt for s in docket.skipped)
    lines = [
        say("{records} records in {registers} registers, as of {day}: {findings} findings{graded}.",
            records=records, registers=len(docket.office.registers), day=docket.as_of.isoformat(),
            findings=len(docket.findings), graded=say(" ({words})", words=say(", ").join(told)) if told else "")
    ]
    if exempt:
        lines.append(count("  {n} more is accepted by an exemption or a ruling.",
                           "  {n} more are accepted by exemptions or rulings.", exempt))
    return lines


def changed(docket: Docket) -> list[str]:
    """How many findings are new, still open and gone since the last run, in a line."""
    last, changes = docket.past.last, docket.changes
    if last is None or changes is None:
        return []
    lines = [
        say("Against {day}: {new} new, {still} known before, {resolved} gone.", day=last.as_of.isoformat(),
            new=len(changes.new), still=len(changes.still), resolved=len(changes.resolved))
    ]
    if grave := len(docket.findings) - len(changes.new) - len(changes.still):
        lines.append(count("  {n} more, classified, is told every time and compared with none.",
                           "  {n} more, classified, are told every time and compared with none.", grave))
    if changes.unseen:
        lines.append(count("  {n} of last time was not looked for now: its check or its register was left out.",
                           "  {n} of last time were not looked for now: their checks or registers were left out.",
                           changes.unseen))
    return lines


def states(docket: Docket) -> list[str]:
    """How many checks held, broke and were not made, in a line."""
    counted = Counter(result.state for result in docket.results)
    told = say(", ").join(
        say("{name} {n}", name=say(STATE_TITLES[state]), n=counted[state]) for state in STATE_TITLES if counted[state]
    )
    every = counted[CheckState.BROKEN] + counted[CheckState.HELD] == len(docket.results)
    return [say("{n} checks: {told}.", n=len(docket.results), told=told) if every else
            say("{n} checks: {told}. Which and why: officebatch check --states", n=len(docket.results), told=told)
            + session.here()]


def _skipped(docket: Docket) -> list[str]:
    """What was left out, but for checks without their columns, which the states tell."""
    skipped = [s.text() for s in docket.skipped if not s.lacking]
    if not skipped:
        return []
    return [
        count("{n} thing was left out:", "{n} things were left out:", len(skipped)),
        *(say("  {what}: {because}", what=what, because=because) for what, because in skipped),
    ]
