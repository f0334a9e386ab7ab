"""`officebatch help mail`: the manual, a chapter in the terminal or the whole of it in the browser."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from officebatch import cli
from officebatch.cli import SpokenCommand, SpokenOption, session
from officebatch.package import write_whole
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator

_HELP = marked("Read the manual: without a topic its chapters, with one that chapter. --open shows it in the browser; "
               "nothing is fetched from a network.")
_OPEN = marked("Show the manual in the browser.")
_OUT = marked("Write the whole manual into this file, a page for the browser.")
_PAGE = "officebatch-manual.html"


@click.command("help", cls=SpokenCommand, help=_HELP)
@click.option("--open", "shown", is_flag=True, cls=SpokenOption, help=_OPEN)
@click.option("--out", cls=SpokenOption, type=click.Path(path_type=Path, dir_okay=False), default=None, help=_OUT)
@click.argument("topic", default="", metavar="[TOPIC]")
@session.guarded
def command(topic: str, out: Path | None, *, shown: bool) -> int:
    """Parse, look up, print or open."""
    from officebatch import manual
    from officebatch.batch import manual as story

    language = cli.speaking()
    chapters = story.chapters(language, "\n\n".join(_commands()))
    chapter = manual.find(chapters, topic) if topic else None
    if topic and chapter is None:
        near = manual.near(chapters, topic)
        session.complain(say("The manual has no chapter “{topic}”.", topic=topic))
        if near:
            session.complain(say("Did you mean {near} ({title})?", near=near.topic, title=near.title))
        told = say(", ").join(say("{topic} ({title})", topic=c.topic, title=c.title) for c in chapters)
        session.complain(say("Its chapters: {topics}.", topics=told))
        return session.WRONG
    if out is not None or shown:
        page = out or Path(tempfile.mkdtemp(prefix="officebatch-")) / _PAGE
        write_whole(page, story.whole(language, chapters).encode())
        click.echo(say("The manual is in: {file}", file=page))
        if shown:
            click.launch(page.absolute().as_uri() + (f"#{chapter.topic}" if chapter else ""))
    elif chapter:
        _show(chapter.text)
    else:
        for one in chapters:
            click.echo(f"  {one.topic:<12}{one.title}")
        click.echo(say("A chapter: officebatch help TOPIC. In the browser: officebatch help --open"))
    return session.OK


def _show(text: str) -> None:
    """Set for a terminal, by pages where it is long; as it is in a pipe."""
    if not sys.stdout.isatty():
        click.echo(text, nl=False)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    os.environ.setdefault("LESS", "-RFX")  # shows the colours, and a short chapter without waiting for a key
    os.environ.setdefault("LESSCHARSET", "utf-8")
    console = Console()
    with console.pager(styles=True):
        console.print(Markdown(text))


def _commands() -> Iterator[str]:
    """Every command with what it does, how it is written and its options."""
    context = click.Context(cli.commands, info_name="officebatch")
    for name in cli.COMMANDS:
        found = cli.commands.get_command(context, name)
        if found is not None:
            yield from _command(found, context, name)


def _command(found: click.Command, above: click.Context, name: str) -> Iterator[str]:
    context = click.Context(found, info_name=name, parent=above)
    path = context.command_path
    yield f"{'##' if above.parent is None else '###'} {path.removeprefix('officebatch ')}"
    yield say(found.help or "")
    if isinstance(found, click.Group):
        for inner in found.list_commands(context):
            below = found.get_command(context, inner)
            if below is not None:
                yield from _command(below, context, inner)
        return
    yield f"`{path} {' '.join(found.collect_usage_pieces(context))}`"
    options = [p for p in found.params if isinstance(p, click.Option) and not p.hidden]
    if records := [record for p in options if (record := p.get_help_record(context))]:
        yield "\n".join(f"- `{written}`: {meaning}" for written, meaning in records)
