"""`officebatch today`: what is due today and on the next working day, for urgent papers between two runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from officebatch.cli import SpokenCommand, deadlines, session
from officebatch.model.vocabulary import State
from officebatch.wording import marked

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_HELP = marked("List what is due today and on the next working day. Nothing is written.")


@click.command("today", cls=SpokenCommand, help=_HELP)
@session.as_of_option
@session.workspace_argument
@session.guarded
def command(folder: Path, as_of: date) -> int:
    """Parse, examine, print."""
    from officebatch import batch

    workspace, rules = session.open_office(folder)
    with session.progress() as tell:
        docket = batch.examine(workspace, rules, as_of, tell)
    frame = docket.deadlines.frame
    day = frame["due"].dt.date
    due_now = (frame["state"] == State.DUE_SOON.value) & (day <= docket.days.issue)
    deadlines.show_table(docket, list(docket.deadlines.pick(due_now)))
    return session.OK
