"""`officebatch run`: the clerk's Monday in one command. Drafts only; nothing is numbered or sent."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from officebatch.cli import SpokenCommand, check, session
from officebatch.model.vocabulary import HolderKind
from officebatch.wording import count, marked, say

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from officebatch.batch import Run
    from officebatch.model.docket import Docket

_HELP = marked(
    "Read the registers, check them, reckon what is late and in whose hands, and draft the week's papers into "
    "runs/DAY. The registers are never written to; the same command again gives the same files."
)


@click.command("run", cls=SpokenCommand, help=_HELP)
@session.as_of_option
@session.fail_on_option
@session.workspace_argument
@session.guarded
def command(folder: Path, as_of: date, fail_on: str) -> int:
    """Parse, run, print."""
    from officebatch import batch

    workspace, rules = session.open_office(folder)
    with batch.opened(workspace), session.progress() as tell:
        docket = batch.examine(workspace, rules, as_of, tell)
        run = batch.issue(workspace, rules, docket, tell)
    for line in (*check.summary(docket)[:1], *_deadlines(docket), *_papers(run)):
        click.echo(line)
    return max(session.verdict(docket, fail_on), session.FOUND if len(run.skipped) > len(docket.skipped) else 0)


def _deadlines(docket: Docket) -> list[str]:
    every = list(docket.deadlines.overdue())
    overdue = [d for d in every if d.live]
    departments = [d.holder for d in overdue if d.holder_kind is HolderKind.DEPARTMENT]
    held = Counter(name or say("nobody's by the register") for name in departments)
    kinds = Counter(d.holder_kind for d in overdue)
    lines = [
        say("Overdue {total}: departments {departments}, the office itself {office}, leaders {leaders}; "
            "due soon {soon}.",
            total=len(overdue), departments=kinds[HolderKind.DEPARTMENT], office=kinds[HolderKind.OFFICE],
            leaders=kinds[HolderKind.LEADER], soon=sum(1 for _ in docket.deadlines.due_soon()))
    ]
    if old := len(every) - len(overdue):
        lines.append(
            count("  {n} more is from before the start day: shown in the lists, not urged, named or scored.",
                  "  {n} more are from before the start day: shown in the lists, not urged, named or scored.", old)
        )
    if held:
        lines.append("  " + say(", ").join(f"{name} {n}" for name, n in held.most_common()))
    if provisional := sum(d.provisional for d in overdue) + sum(d.provisional for d in docket.deadlines.due_soon()):
        lines.append(
            count("{n} due day is provisional: the holiday notice for the days from {day} on is not out yet.",
                  "{n} due days are provisional: the holiday notice for the days from {day} on is not out yet.",
                  provisional, day=docket.days.provisional_from.isoformat())
        )
    return lines


def _papers(run: Run) -> list[str]:
    kinds = Counter(a.kind for a in run.artifacts)
    lines = [say("Papers: {papers}.", papers=say(", ").join(f"{kind} {n}" for kind, n in kinds.items()))]
    lines += [say("  left out – {what}: {because}", what=what, because=because)
              for what, because in (s.text() for s in run.skipped)]
    state = say("new") if run.changed else say("the same as before, nothing was touched")
    return [*lines, say("They are in {folder} ({state}).", folder=run.folder, state=state),
            say("Next: look through the lists, correct the registers, and lay the drafts before the head of office.")]
