"""`officebatch handbook`: the office's regulations, processes and posts as Word books, and what should be revised."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from officebatch.cli import SpokenCommand, SpokenOption, printing, session
from officebatch.model.handbook import PROGRESS_TITLES
from officebatch.wording import count, marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from officebatch.batch.handbook import Made

HELP = marked(
    "Write the office's handbook: regulations with their texts bound in, processes with flow charts and step tables, "
    "posts with a duty sheet for each person; and what speaks for revising a regulation, as lines for the register of "
    "tasks. It goes to handbook/DAY; the registers are not touched."
)
_OUT = marked("The folder the books go to, in place of handbook/DAY.")
_PAGES = marked("Leave the page numbers of the contents to Word and start no LibreOffice.")
_HEADS = (marked("Object"), marked("Proposal"), marked("Department"), marked("Reasons"), marked("Registered"))


@click.command("handbook", cls=SpokenCommand, help=HELP)
@session.as_of_option
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=None, cls=SpokenOption, help=_OUT)
@click.option("--no-layout", is_flag=True, cls=SpokenOption, help=_PAGES)
@session.workspace_argument
@session.guarded
def command(folder: Path, as_of: date, out: Path | None, *, no_layout: bool) -> int:
    """Parse, write, tell."""
    from officebatch.batch import handbook

    workspace, rules = session.open_office(folder)
    with session.opened_for(workspace, out or workspace.root), session.progress() as tell:
        made = handbook.write(workspace, rules, as_of, out, tell, lay_out=not no_layout)
    _show(made)
    return session.FOUND if made.left_out else session.OK


def _show(made: Made) -> None:
    """What was written, what was not bound in, what is proposed."""
    for line in _files(made):
        click.echo(line)
    if made.handbook.revisions:
        click.echo()
        click.echo(say("Proposals to revise:"))
        rows = [
            (one.key, one.title.text(), one.department, say("; ").join(r.text() for r in one.reasons),
             say(PROGRESS_TITLES[one.progress]) + (f" {one.task.key}" if one.task else ""))
            for one in made.handbook.revisions
        ]  # fmt: skip
        printing.table([say(head) for head in _HEADS], rows, wrap=3)
    click.echo()
    click.echo(say("The books are in: {folder}", folder=made.folder))


def _files(made: Made) -> Iterator[str]:
    for name in made.files:
        if name in made.pages:
            yield count("{name}: {n} page", "{name}: {n} pages", made.pages[name], name=name)
        elif name.endswith(".docx"):
            yield say("{name}: Word finds its page numbers when it opens it; answer yes to its question", name=name)
        else:
            yield name
    for name, because in made.left_out:
        yield say("  left out – {what}: {because}", what=name, because=because)
    held = made.handbook
    if held.regulations:
        yield count("{n} text of a regulation bound in", "{n} texts of regulations bound in", len(held.texts))
    titles = {one.key: one.title for one in held.regulations}
    reasons: dict[str, list[str]] = {}
    for key, reason in held.without.items():
        reasons.setdefault(reason.text(), []).append(f"{titles[key]}（{key}）")
    for because, of in reasons.items():
        yield say("  not bound in – {because}: {titles}", because=because, titles="、".join(of))
