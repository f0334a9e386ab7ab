"""`officebatch rules`: `check`, the rule book's own faults at once; `update`, what an older one lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from officebatch.cli import SpokenCommand, SpokenGroup, session
from officebatch.wording import count, marked, say

if TYPE_CHECKING:
    from pathlib import Path

    from officebatch.workspace import Workspace

_GROUP = marked("Check the rule book itself, or complete an older one.")
_UPDATE = marked("Complete a rule book of an older version: sheets, columns, settings, checks, lists and papers this "
                 "version has more. Your lines stay as they are, papers come switched off, and the older file is kept "
                 "beside it.")
_HELP = marked("Read the rule book and list every fault with sheet, cell and what to do.")


@click.group("rules", cls=SpokenGroup, help=_GROUP)
def command() -> None:
    """Holds `check` and `update`."""


@command.command("check", cls=SpokenCommand, help=_HELP)
@session.workspace_argument
@session.guarded
def check(folder: Path) -> int:
    """Parse, read, print."""
    from officebatch import batch
    from officebatch.rulebook import RuleBookFaults

    workspace = session.open_workspace(folder)
    try:
        rules = batch.rules(workspace)
    except RuleBookFaults:
        _show_undecided(workspace)
        raise
    click.echo(
        say("{file} is in order: {departments} departments, {people} people, {registers} kinds of register ({must} of "
            "them must be there), {steps} steps in {processes} processes, {checks} checks ({off} switched off).",
            file=workspace.rule_book.name, departments=len(rules.departments), people=len(rules.people),
            registers=len({r.name for r in rules.registers}), must=len({r.name for r in rules.registers if r.must_be}),
            steps=len(rules.steps), processes=len(rules.processes), checks=len(rules.checks),
            off=sum(not check.on for check in rules.checks.values()))
    )
    if rules.own_checks:
        click.echo(
            count("{n} check of your own can be run; its examples were tried.",
                  "{n} checks of your own can be run; their examples were tried.", len(rules.own_checks))
        )
    return session.FOUND if _show_undecided(workspace) else session.OK


def _show_undecided(workspace: Workspace) -> bool:
    """What the rule book leaves to the office; whether there is any of it."""
    from officebatch import rulebook

    left = rulebook.undecided(workspace.rule_book)
    if left:
        click.echo(count("{n} question is undecided. Decide it at its cell, then write 是 into column 已定 of sheet "
                         "_待定:",
                         "{n} questions are undecided. Decide them at their cells, then write 是 into column 已定 of "
                         "sheet _待定:", len(left)))
    for line in left:
        click.echo(f"  {line}")
    return bool(left)


@command.command("update", cls=SpokenCommand, help=_UPDATE)
@session.workspace_argument
@session.guarded
def update(folder: Path) -> int:
    """Parse, complete, print."""
    from officebatch.batch import updating

    workspace = session.open_workspace(folder)
    with session.opened(workspace):
        done = updating.update(workspace)
    if done.kept is None:
        click.echo(say("{file} has all this version knows. Nothing was written.", file=workspace.rule_book.name))
        return session.OK
    for addition in done.additions:
        click.echo(say("{sheet}: {what}", sheet=addition.sheet, what=addition.said))
    click.echo(count("{n} thing was added to {file}; the older one is {kept}.",
                     "{n} things were added to {file}; the older one is {kept}.",
                     len(done.additions), file=workspace.rule_book.name, kept=done.kept.name))
    if done.lost:
        click.echo(done.lost)
    click.echo(say("Next: officebatch rules check {folder}", folder=folder))
    return session.OK
