"""`officebatch template format FILE`: a Word paper held against GB/T 9704-2012."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from officebatch.cli import SpokenCommand, SpokenOption, printing, session
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from officebatch.outputs.official import Departure, Examined

_HELP = marked(
    "Hold a Word paper or template against GB/T 9704-2012: every departure with its clause, where it is, what it is "
    "and what it should be. Habits the standard leaves to the office are listed apart, and so is what only a printed "
    "page shows. Exit code 1 when the paper departs from the standard."
)
_PROFILE = marked("The form the paper should have; told by its looks when left out.")
PROFILES = ("letter", "bulletin", "report", "minutes")
COLUMNS = ("kind", "clause", "rule", "where", "text", "found", "wanted", "more")
_HEADINGS = (marked("Clause"), marked("Where"), marked("What it is"), marked("What it should be"))
_UNSEEN = (marked("Clause"), marked("Where"), marked("To be looked at"))


@click.command("format", cls=SpokenCommand, help=_HELP)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@click.option("--profile", cls=SpokenOption, type=click.Choice(PROFILES), default=None, help=_PROFILE)
@session.format_option
@session.guarded
def command(file: Path, profile: str | None, form: str) -> int:
    """Parse, examine, print."""
    from officebatch.outputs import official
    from officebatch.outputs.refusal import Refused

    try:
        examined = official.examine(file.name, file.read_bytes(), profile or "")
    except Refused as refusal:
        session.complain(say(refusal.because, **dict(refusal.values)))
        return session.WRONG
    if form == "table":
        _print(file.name, examined)
    else:
        printing.show(form, COLUMNS, [{name: getattr(one, name) for name in COLUMNS} for one in examined.found])
    return session.FOUND if examined.of(official.Kind.STANDARD) else session.OK


def _print(name: str, examined: Examined) -> None:
    from officebatch.outputs.official import Kind

    departures, habits, unseen = (examined.of(kind) for kind in (Kind.STANDARD, Kind.HABIT, Kind.UNSEEN))
    form = say(examined.profile.title)
    if departures:
        click.echo(say("{file} as a {form}: {n} departures from GB/T 9704-2012.", file=name, form=form,
                       n=len(departures)))  # fmt: skip
        _table(departures)
    else:
        click.echo(say("{file} as a {form}: no departure from GB/T 9704-2012.", file=name, form=form))
    if habits:
        click.echo("\n" + say("Habits of the house, which the standard leaves to the office or to special cases:"))
        _table(habits)
    if unseen:
        click.echo("\n" + say("Only a printed page shows:"))
        rows = [(one.clause or "—", _where(one), _to_see(one)) for one in unseen]
        printing.table([say(heading) for heading in _UNSEEN], rows, wrap=2)


def _table(departures: tuple[Departure, ...]) -> None:
    rows = [(_clause(one), _where(one), one.found, one.wanted) for one in departures]
    printing.table([say(heading) for heading in _HEADINGS], rows, wrap=3)


def _clause(one: Departure) -> str:
    return f"{one.clause or '—'} {one.title}"


def _where(one: Departure) -> str:
    place = say("{where} “{text}”", where=one.where, text=one.text) if one.text else one.where
    return say("{where} and {n} more", where=place, n=one.more) if one.more else place


def _to_see(one: Departure) -> str:
    return say("{wanted} (here: {found})", wanted=one.wanted, found=one.found) if one.found else one.wanted
