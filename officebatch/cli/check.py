"""`officebatch check`: what is wrong in the registers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from officebatch.cli import SpokenCommand, printing, session
from officebatch.model.register import shown_key
from officebatch.model.vocabulary import MENDS_TITLES, SEVERITY_TITLES, Severity
from officebatch.wording import count, marked, say

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from officebatch.model.docket import Docket
    from officebatch.model.finding import Finding

COLUMNS = (
    "code", "severity", "workbook", "sheet", "row", "column", "field", "record", "mends", "message", "basis",
)
_HELP = marked("Check the registers and list every finding with its place, what to do and who can mend it.")


@click.command("check", cls=SpokenCommand, help=_HELP)
@session.as_of_option
@session.fail_on_option
@session.format_option
@session.workspace_argument
@session.guarded
def command(folder: Path, as_of: date, fail_on: str, form: str) -> int:
    """Parse, examine, print."""
    from officebatch import batch

    workspace, rules = session.open_office(folder)
    with session.progress() as tell:
        docket = batch.examine(workspace, rules, as_of, tell)
    if form == "table":
        _print(docket)
    else:
        printing.show(form, COLUMNS, [_row(f) for f in docket.findings])
    return session.verdict(docket, fail_on)


def _row(finding: Finding) -> dict[str, object]:
    origin = finding.origin
    return {
        "code": finding.code, "severity": finding.severity.value, "workbook": origin.workbook, "sheet": origin.sheet,
        "row": origin.row, "column": origin.column, "field": finding.field, "record": finding.record,
        "mends": finding.mends.value, "message": finding.text(), "basis": finding.basis,
    }


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
    for line in (*secrecy(docket), *summary(docket), *_skipped(docket)):
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
        lines.append(count("  {n} more is accepted by an exemption (sheet 豁免).",
                           "  {n} more are accepted by exemptions (sheet 豁免).", exempt))
    return lines


def _skipped(docket: Docket) -> list[str]:
    skipped = [s.text() for s in docket.skipped]
    if not skipped:
        return []
    return [
        count("{n} thing was left out:", "{n} things were left out:", len(skipped)),
        *(say("  {what}: {because}", what=what, because=because) for what, because in skipped),
    ]
