"""`officebatch doctor`: what this machine and the workspace lack, and what that costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from officebatch import workspace
from officebatch.cli import SpokenCommand, printing, session, speak
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_HELP = marked("Look at this machine and the workspace: what is missing, what that costs, and what to do. Nothing is "
               "written, no mail is sent.")


@click.command("doctor", cls=SpokenCommand, help=_HELP)
@session.as_of_option
@session.workspace_argument
@session.guarded
def command(folder: Path, as_of: date) -> int:
    """Parse, look, print."""
    from officebatch.batch import health

    if (folder / workspace.SETTINGS).is_file():
        speak(workspace.open_workspace(folder).language)
    found = health.look(folder, as_of)
    rows = [("√" if one.well else "×", say(one.what), one.found) for one in found]
    printing.table(["", say("Looked at"), say("Found")], rows, wrap=2)
    for one in found:
        if not one.well:
            click.echo("\n" + say("× {what}: {costs}", what=say(one.what), costs=one.costs))
    return session.OK if all(one.well for one in found) else session.FOUND
