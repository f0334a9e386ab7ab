"""`officebatch propose`: awards, help and accountability of a period, with every condition and fact; people decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from officebatch.cli import SpokenCommand, periods, printing, session
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from officebatch.model.proposal import Proposals

COLUMNS = (
    "kind", "title", "subject", "department", "proposed", "condition", "value", "limit", "met", "facts", "because",
)  # fmt: skip
_HELP = marked(
    "Propose awards, help and accountability of a period by sheet 名目, each with its conditions, figures and facts. "
    "People decide. Writes evaluations/PERIOD/先进帮扶问责建议.xlsx."
)
_HEADINGS = (marked("Kind of proposal"), marked("Title proposed"), marked("For whom"), marked("Facts"),
             marked("Conditions and figures"))


@click.command("propose", cls=SpokenCommand, help=_HELP)
@periods.period_option
@session.as_of_option
@session.format_option
@session.workspace_argument
@session.guarded
def command(folder: Path, as_of: date, form: str, named: str | None) -> int:
    """Parse, propose, write, print."""
    from officebatch.batch import proposing

    workspace, rules = session.open_office(folder)
    period = periods.asked(named, as_of)
    with session.opened(workspace), session.progress() as tell:
        proposals = proposing.propose(workspace, rules, period, as_of, tell)
        book = proposing.put_down(workspace, rules, proposals)
    if form == "table":
        _show(proposals)
        click.echo(say("Written: {file}", file=book))
    else:
        printing.show(form, COLUMNS, _rows(proposals))
    return session.OK


def _show(proposals: Proposals) -> None:
    from officebatch.outputs.proposal_book import told, unknown

    click.echo(say("Proposals of {period}, as of {day}: people decide.", period=proposals.period.name,
                   day=proposals.as_of.isoformat()))
    rows = []
    for one in proposals.proposed:
        said = [*(told(c) for c in one.criteria if c.met is not None), *(text.text() for text in one.advice)]
        if open_ := unknown(one):
            said.append(say("to be looked at: {what}", what=open_))
        rows.append((one.kind.value, one.title, one.subject, len(one.evidence), say("; ").join(said)))
    if rows:
        printing.table([say(h) for h in _HEADINGS], rows, wrap=len(_HEADINGS) - 1)
    else:
        click.echo(say("Nobody is proposed for anything."))
    for title, because in proposals.left_out:
        click.echo(say("Not looked at: {title}, {because}", title=title, because=because.text()))


def _rows(proposals: Proposals) -> list[dict[str, object]]:
    return [
        {
            "kind": one.kind.value, "title": one.title, "subject": one.subject, "department": one.department,
            "proposed": one.proposed, "condition": say(c.text), "value": c.value, "limit": c.limit, "met": c.met,
            "facts": len(one.evidence), "because": say("; ").join(said.text() for said in one.because),
        }
        for one in proposals.looked_at
        for c in one.criteria
    ]  # fmt: skip
