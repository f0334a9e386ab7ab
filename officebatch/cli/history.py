"""`officebatch history`: the runs so far, from the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from officebatch import workspace
from officebatch.cli import SpokenCommand, printing, session, speak
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from pathlib import Path

_HELP = marked("List the runs so far: their day, what was found, what was overdue, and whether the folder stands.")
_HEADINGS = (marked("As of"), marked("Records"), marked("Findings"), marked("Overdue"), marked("Papers"),
             marked("Signed for"), marked("Folder"))


@click.command("history", cls=SpokenCommand, help=_HELP)
@session.workspace_argument
@session.guarded
def command(folder: Path) -> int:
    """Parse, ask the ledger, print."""
    from officebatch import batch

    opened = workspace.open_workspace(folder)
    speak(opened.language)
    rows = []
    for run in batch.history(opened):
        found = sum(n for name, n in run.counts.items() if name.startswith("findings_"))
        whole = workspace.digest_of(opened.run_folder(run.as_of.isoformat())) == run.digest
        rows.append((run.as_of, run.counts["records"], found, run.counts["overdue"], run.counts["papers"],
                     run.issued or "", say("stands") if whole else say("missing or changed")))
    if rows:
        printing.table([say(h) for h in _HEADINGS], rows)
    else:
        click.echo(say("No run yet."))
    return session.OK
