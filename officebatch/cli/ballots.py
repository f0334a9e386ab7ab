"""`officebatch ballots`: anonymous ballot sheets out, and what came back in."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from officebatch.cli import SpokenCommand, SpokenOption, periods, printing, session
from officebatch.wording import count, marked, say

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from officebatch.batch.balloting import Collected, Issued

_HELP = marked(
    "Make anonymous ballot sheets of a period by sheet 指标: evaluations/PERIOD/评议票/发出/, a workbook a class with "
    "a sheet a ballot, each with a random number that is kept. With --read, read those that lie in 收回 and put them "
    "into the shape of the register 评议表. A second call issues nothing new."
)
_COUNT = marked("How many raters a class has, as 基层=12; may be given several times. Needed for outsiders.")
_MORE = marked("Issue what --count asks beyond the ballots that were issued already.")
_APART = marked("A workbook a ballot, instead of one a class.")
_READ = marked("Read the ballots that came back.")
_CLASSES = (marked("Class of raters"), marked("Issued"), marked("Subjects"), marked("Items"))


class Count(click.ParamType[tuple[str, int]]):
    """A class of raters and how many there are: 基层=12."""

    name = "CLASS=N"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, int]:
        name, _, number = str(value).replace("＝", "=").partition("=")
        if not name.strip() or not number.strip().isdecimal():
            self.fail(say("{text} names no class and number; write it as 基层=12.", text=value), param, ctx)
        return name.strip(), int(number)


@click.command("ballots", cls=SpokenCommand, help=_HELP)
@click.option("--count", "counts", cls=SpokenOption, type=Count(), multiple=True, help=_COUNT)
@click.option("--more", is_flag=True, cls=SpokenOption, help=_MORE)
@click.option("--apart", is_flag=True, cls=SpokenOption, help=_APART)
@click.option("--read", "back", is_flag=True, cls=SpokenOption, help=_READ)
@periods.period_option
@session.as_of_option
@session.workspace_argument
@session.guarded
def command(  # noqa: PLR0917  one a option
    folder: Path,
    as_of: date,
    named: str | None,
    counts: tuple[tuple[str, int], ...],
    back: bool,
    apart: bool,
    more: bool,
) -> int:
    """Parse, issue or read, print."""
    from officebatch.batch import balloting

    workspace, rules = session.open_office(folder)
    period = periods.asked(named, as_of)
    with session.opened(workspace):
        if back:
            return _tell(balloting.collect(workspace, rules, period))
        _show(balloting.issue(workspace, rules, period, dict(counts), apart=apart, more=more))
    return session.OK


def _show(issued: Issued) -> None:
    of = Counter((b.rater_class, len(b.subjects), "、".join(b.items)) for b in issued.ballots)
    printing.table([say(h) for h in _CLASSES], [(c, n, subjects, items) for (c, subjects, items), n in of.items()])
    if issued.fresh:
        click.echo(count("{n} ballot was issued: {folder}", "{n} ballots were issued: {folder}", issued.fresh,
                         folder=issued.folder))
    else:
        click.echo(say("They were issued before; the same sheets were written again: {folder}", folder=issued.folder))


def _tell(found: Collected) -> int:
    back = found.back
    click.echo(say("Issued {issued}, came back {returned}, empty {blank}, void {void}.",
                   issued=sum(found.issued.values()), returned=back.returned, blank=back.blank, void=len(back.void)))
    for number, class_, at, why in back.void:
        click.echo(say("Void: {number} {rater_class}, {place}: {reason}", number=number, rater_class=class_, place=at,
                       reason=why.text()))
    for trouble in found.troubles:
        values = dict(trouble.values)
        click.echo(say("{file}: {reason}", file=trouble.origin, reason=say(values.pop("why"), **values)), err=True)
    click.echo(say("Written: {file}", file=found.register))
    click.echo(say("Look at it, then copy it into the folder of the registers; it is read as the register 评议表."))
    return session.FOUND if found.troubles else session.OK
