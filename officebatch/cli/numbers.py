"""`officebatch numbers`: every number ever given, void ones with their reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from officebatch import workspace
from officebatch.cli import SpokenCommand, printing, session, speak
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from pathlib import Path

_HELP = marked("List every number that was given, for which paper, and which are void and why. None is missing.")
COLUMNS = ("number", "as_of", "paper", "audience", "item", "void")
_HEADINGS = (marked("Notice number"), marked("As of"), marked("Paper"), marked("Addressed to"), marked("About what"),
             marked("Void because"))


@click.command("numbers", cls=SpokenCommand, help=_HELP)
@session.format_option
@session.workspace_argument
@session.guarded
def command(folder: Path, form: str) -> int:
    """Parse, ask the ledger, print."""
    from officebatch import batch

    opened = workspace.open_workspace(folder)
    speak(opened.language)
    rows = [(n.text, n.as_of.isoformat(), *n.key, n.void) for n in batch.numbers(opened)]
    if form != "table":
        printing.show(form, COLUMNS, [dict(zip(COLUMNS, row, strict=True)) for row in rows])
    elif rows:
        printing.table([say(h) for h in _HEADINGS], rows, wrap=5)
    else:
        click.echo(say("No number was given yet."))
    return session.OK
