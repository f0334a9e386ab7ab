"""`officebatch explain DOC103`: the manual page of a check."""

from __future__ import annotations

from difflib import get_close_matches

import click

from officebatch.cli import SpokenCommand, session
from officebatch.wording import marked, say

_HELP = marked("Explain a check: what it looks at, on what basis, who mends it, an example that breaks it and one "
               "that does not. Without a code: the list of checks.")


@click.command("explain", cls=SpokenCommand, help=_HELP)
@click.argument("code", default="", metavar="[CODE]")
@session.guarded
def command(code: str) -> int:
    """Parse, look up, print."""
    from officebatch import batch

    facts = batch.vocabulary().checks
    if not code:
        for each in facts.values():
            click.echo(f"{each.code}  {say(each.title)}")
        return session.OK
    page = batch.explain(code.upper())
    if page is None:
        near = get_close_matches(code.upper(), facts, 5, 0.5) or list(dict.fromkeys(known[:3] for known in facts))
        session.complain(say("{code} is no check. Near it are: {known}.", code=code, known=say(", ").join(near)))
        return session.WRONG
    click.echo(page)
    return session.OK
