"""`officebatch bounces`: what came back as not delivered, from mails saved into a folder."""

from __future__ import annotations

from pathlib import Path

import click

from officebatch import workspace
from officebatch.cli import SpokenCommand, session, speak
from officebatch.wording import count, marked, say

_HELP = marked(
    "Read delivery failures from a folder of saved mails (.eml) and mark what was not delivered. The next run names "
    "the people."
)


@click.command("bounces", cls=SpokenCommand, help=_HELP)
@click.argument("mails", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="FOLDER")
@session.workspace_argument
@session.guarded
def command(folder: Path, mails: Path) -> int:
    """Parse, read, print."""
    from officebatch.api import Now
    from officebatch.batch import deciding, sending

    opened = workspace.open_workspace(folder)
    speak(opened.language)
    with session.opened(opened), sending.outbox(opened) as outbox:
        back = deciding.take_back(outbox, mails, Now())
    for dispatch in back.failed:
        click.echo(say("{who}: not delivered: {why}", who=_who(dispatch.addressee, dispatch.of), why=dispatch.reason))
    for name in back.unclear:
        click.echo(say("{file}: a failure, but of which mail cannot be told; look into it.", file=name))
    click.echo(
        count("{n} mail was not delivered.", "{n} mails were not delivered.", len(back.failed)) if back.failed
        else say("No failure that was not known yet.")
    )
    return session.FOUND if back.failed or back.unclear else session.OK


def _who(name: str, of: str) -> str:
    return say("{name} ({of})", name=name, of=of) if of else name
