"""`officebatch explain DOC103`: the manual page of a check; with `--all` the manual of them all."""

from __future__ import annotations

from contextlib import nullcontext
from difflib import get_close_matches
from pathlib import Path

import click

from officebatch import cli
from officebatch.cli import SpokenCommand, SpokenOption, printing, session
from officebatch.package import write_whole
from officebatch.wording import marked, say

_HELP = marked("Explain a check: what it looks at, on what basis, who mends it, an example that breaks it and one "
               "that does not. Without a code: the list of checks. With --all: the manual of all checks, with a "
               "workspace as its rule book has them.")
_ALL = marked("The manual of all checks.")
_OUT = marked("Write the manual into this file: a page for the browser where it ends in .html, else Markdown.")


@click.command("explain", cls=SpokenCommand, help=_HELP)
@click.option("--all", "whole", is_flag=True, cls=SpokenOption, help=_ALL)
@click.option("--out", cls=SpokenOption, type=click.Path(path_type=Path, dir_okay=False), default=None, help=_OUT)
@click.argument("what", default="", metavar="[CODE | --all [WORKSPACE]]")
@session.guarded
def command(what: str, out: Path | None, *, whole: bool) -> int:
    """Parse, look up, print."""
    if whole or out is not None:
        return _manual(what, out)
    return _page(what) if what else _list()


def _list() -> int:
    from officebatch import batch

    facts = batch.vocabulary().checks
    for title, codes in batch.families().items():
        click.echo(title)
        for code in codes:
            click.echo(f"  {code}  {say(facts[code].title)}")
    return session.OK


def _page(code: str) -> int:
    from officebatch import batch

    page = batch.explain(code.upper())
    if page is None:
        facts = batch.vocabulary().checks
        begun = [known for known in facts if known.startswith(code.upper())][:12]
        near = begun or get_close_matches(code.upper(), facts, 5, 0.5) or list(dict.fromkeys(k[:3] for k in facts))
        session.complain(say("{code} is no check. Near it are: {known}.", code=code, known=say(", ").join(near)))
        return session.WRONG
    printing.running(page)
    return session.OK


def _manual(folder: str, out: Path | None) -> int:
    from officebatch.batch import manual

    opened, rules = session.open_office(Path(folder)) if folder else (None, None)
    html = out is not None and out.suffix.lower() in (".html", ".htm")
    language = cli.chosen() or (opened.language if opened else cli.machine_language())
    text = manual.of_checks(language, rules, html=html)
    if out is None:
        click.echo(text, nl=False)
    else:
        with session.opened_for(opened, out) if opened else nullcontext():
            write_whole(out, text.encode())
        click.echo(say("The manual is in: {file}", file=out))
    return session.OK
