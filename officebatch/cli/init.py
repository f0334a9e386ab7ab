"""`officebatch init`: a workspace, empty or a copy of the sample."""

from __future__ import annotations

from pathlib import Path

import click

from officebatch import cli
from officebatch.cli import SpokenCommand, SpokenOption, session
from officebatch.wording import LANGUAGES, marked, say

_HELP = marked("Make a workspace in a new folder: rule book, folders for registers and templates. With --sample, a "
               "made-up office with a few weeks of registers, ready to run.")
_SAMPLE = marked("Copy the sample office.")


@click.command("init", cls=SpokenCommand, help=_HELP)
@click.option("--sample", is_flag=True, cls=SpokenOption, help=_SAMPLE)
@click.argument("folder", type=click.Path(path_type=Path))
@session.guarded
def command(folder: Path, sample: bool) -> int:
    """Parse, make, print."""
    from officebatch import batch

    language = cli.chosen() or LANGUAGES[0]
    made = batch.init(folder, language, sample=sample)
    click.echo(say("The workspace is in: {folder}", folder=made.root))
    if sample:
        click.echo(say("Next: officebatch run {folder} --as-of 2026-11-20", folder=folder))
    else:
        click.echo(say("Next: fill the front sheets of {file}, put the registers into {registers}, then: "
                       "officebatch run {folder}",
                       file=made.rule_book.name, registers=made.registers.name, folder=folder))
    return session.OK
