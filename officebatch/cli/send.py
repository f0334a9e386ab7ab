"""`officebatch send`: says what would go to whom and stops; with --really every department gets its papers by mail."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from officebatch.cli import SpokenCommand, SpokenOption, printing, session
from officebatch.model.dispatch import OPEN, STATE_TITLES, DispatchState
from officebatch.wording import count, marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from officebatch.batch.preparing import Prepared
    from officebatch.delivery import Summary
    from officebatch.model.dispatch import Dispatch
    from officebatch.outbox import SqliteOutbox
    from officebatch.rulebook.rules import RuleBook
    from officebatch.workspace import Workspace

_HELP = marked(
    "Send the papers of a signed run by mail: each department, leader and person their own. Without --really it says "
    "what would go to whom and stops."
)
_DAY = marked("The run to send, by its day; the latest signed one when left out.")
_REALLY = marked("Send. What was sent already is not sent again.")
_PREVIEW = marked("Write the mails and the table of who gets what into mails/DAY, and send nothing.")
_TO = marked("Send everything to this one address for a trial; for the departments nothing counts as sent.")
_HEADINGS = (marked("Goes to"), marked("Department"), marked("Way"), marked("Papers"), marked("Size"), marked("Key"),
             marked("Why"))


@click.command("send", cls=SpokenCommand, help=_HELP)
@session.day_option("--as-of", _DAY)
@click.option("--really", is_flag=True, cls=SpokenOption, help=_REALLY)
@click.option("--preview", is_flag=True, cls=SpokenOption, help=_PREVIEW)
@click.option("--to", metavar="ADDRESS", default="", cls=SpokenOption, help=_TO)
@session.workspace_argument
@session.guarded
def command(folder: Path, as_of: date | None, to: str, *, really: bool, preview: bool) -> int:
    """Parse, send, print."""
    from officebatch.batch import sending

    workspace, rules = session.open_office(folder)
    sending.settings(workspace)
    day = as_of or sending.latest_signed(workspace)
    with sending.outbox(workspace) as outbox:
        if to:
            return _trial(workspace, rules, day, to)
        if not really and not preview:
            return planned(workspace, rules, day, outbox)
        with session.opened(workspace):
            if really:
                return sent(workspace, rules, day, outbox)
            prepared = sending.prepare(workspace, rules, day, outbox)
            sending.preview(workspace, prepared)
    for line in (*_table(prepared), say("The mails are in: {folder}", folder=workspace.mails(day.isoformat())), _how()):
        click.echo(line)
    return session.OK


def within(workspace: Workspace, rules: RuleBook, day: date, *, really: bool) -> int:
    """`send` in a workspace that is `opened`."""
    from officebatch.batch import sending

    with sending.outbox(workspace) as outbox:
        return sent(workspace, rules, day, outbox) if really else planned(workspace, rules, day, outbox)


def planned(workspace: Workspace, rules: RuleBook, day: date, outbox: SqliteOutbox) -> int:
    """Say what would go to whom."""
    from officebatch.batch import sending

    prepared = sending.prepare(workspace, rules, day, outbox)
    for line in (*_table(prepared), _how()):
        click.echo(line)
    return session.FOUND if any(d.state is DispatchState.HELD for d in prepared.dispatches) else session.OK


def sent(workspace: Workspace, rules: RuleBook, day: date, outbox: SqliteOutbox) -> int:
    """Send what is open of a run, in a workspace that is `opened`, and say how it went."""
    from officebatch.api import Now
    from officebatch.batch import delivered, posting, sending

    with session.progress() as tell:
        prepared, summary = posting.post(workspace, rules, day, outbox, Now(), tell=tell)
    for line in _lines(summary, prepared):
        click.echo(line)
    if prepared.by_hand:
        click.echo(_by_hand(prepared))
    click.echo(say("Who got what: {file}", file=workspace.mails(day.isoformat()) / sending.OVERVIEW))
    entered, unclear = delivered.enter(workspace, rules, outbox)
    if entered:
        click.echo(count("{n} line of the notice book says now when it was delivered.",
                         "{n} lines of the notice book say now when they were delivered.", entered))
    for complaint in unclear:
        click.echo(complaint.said)
        click.echo(say("Then: officebatch send --really enters when the notices were delivered; nothing goes twice."))
    return session.FOUND if summary.stopped or summary.to_decide or summary.left else session.OK


def _trial(workspace: Workspace, rules: RuleBook, day: date, to: str) -> int:
    from officebatch.api import Now
    from officebatch.batch import posting, sending

    clock, server = Now(), sending.server(workspace)
    with session.progress() as tell, sending.outbox(workspace, trial=True) as outbox:
        prepared = sending.prepare(
            workspace, rules, day, outbox, most=posting.most(server), to=to, trial=clock.now().isoformat()
        )
        summary = sending.send(workspace, prepared, outbox, server, clock, tell=tell, trial=True)
    click.echo(
        count("Trial: {n} mail went to {address}. For nobody else anything was sent or counts as sent.",
              "Trial: {n} mails went to {address}. For nobody else anything was sent or counts as sent.",
              summary.sent, address=to)
    )
    for line in _problems(summary, decide=False):
        click.echo(line)
    return session.FOUND if summary.stopped or summary.to_decide or summary.left else session.OK


def _table(prepared: Prepared) -> Iterator[str]:
    from officebatch.batch import sending

    rows = []
    for dispatch, name, way, papers, why in sending.rows(prepared):
        size = say("{n} kB", n=dispatch.size // 1000 + 1) if dispatch is not None and dispatch.size else ""
        of, key = (dispatch.of, dispatch.key) if dispatch is not None else ("", "")
        rows.append((name, of, way, len(papers), size, key if dispatch not in prepared.new else "", why))
    if rows:
        printing.table([say(h) for h in _HEADINGS], rows, wrap=6)
    states = Counter(d.state for d in prepared.dispatches)
    would = states[DispatchState.FROZEN] + states[DispatchState.DEFERRED]
    yield count("{n} mail of the run of {day} would go out.", "{n} mails of the run of {day} would go out.",
                would, day=prepared.as_of)
    yield from _told(states)
    if prepared.by_hand:
        yield _by_hand(prepared)


def _by_hand(prepared: Prepared) -> str:
    n = sum(len(hand.papers) for hand in prepared.by_hand)
    names = say(", ").join(dict.fromkeys(hand.audience for hand in prepared.by_hand))
    return count("{n} paper goes by hand (OA or on paper): {names}.",
                 "{n} papers go by hand (OA or on paper): {names}.", n, names=names)


def _how() -> str:
    return say("Nothing was sent. To send: officebatch send --really")


def _told(states: Counter[DispatchState]) -> Iterator[str]:
    """How many are in each state but on their way."""
    others = {s: word for s, word in STATE_TITLES.items() if s not in OPEN and states[s]}
    if others:
        yield "  " + say(", ").join(say("{name} {n}", name=say(word), n=states[s]) for s, word in others.items())


def _lines(summary: Summary, prepared: Prepared) -> Iterator[str]:
    yield count("{n} mail was sent.", "{n} mails were sent.", summary.sent)
    before = summary.counts.get(DispatchState.SENT, 0) - summary.sent
    if before:
        yield "  " + count("{n} mail was sent before.", "{n} mails were sent before.", before)
    if prepared.withdrawn:
        yield "  " + count("{n} earlier version that had not gone out was cancelled.",
                           "{n} earlier versions that had not gone out were cancelled.", len(prepared.withdrawn))
    yield from _problems(summary, decide=True)


def _problems(summary: Summary, *, decide: bool) -> Iterator[str]:
    if summary.stopped:
        yield say("Sending stopped: {reason}", reason=summary.stopped)
    if summary.left:
        yield count("{n} mail is left for the next time: the same command goes on.",
                    "{n} mails are left for the next time: the same command goes on.", len(summary.left))
    for dispatch in summary.to_decide:
        yield "  " + _decide(dispatch, decide=decide)


def _decide(dispatch: Dispatch, *, decide: bool) -> str:

    who = say("{name} ({of})", name=dispatch.addressee, of=dispatch.of) if dispatch.of else dispatch.addressee
    why = dispatch.reason or dispatch.reply
    match dispatch.state:
        case DispatchState.UNKNOWN if decide:
            return say("{who}: perhaps delivered ({why}). Ask; it counts as delivered by: officebatch outbox forget "
                       "{key} --by NAME; it is sent once more by: officebatch outbox release {key} --by NAME",
                       who=who, why=why, key=dispatch.key)
        case DispatchState.FAILED if decide:
            return say("{who}: refused by the server: {why}. Mend the address in the rule book and send again, or: "
                       "officebatch outbox release {key} --by NAME", who=who, why=why, key=dispatch.key)
        case _:
            return say("{who}: {state}: {why}", who=who, state=say(STATE_TITLES[dispatch.state]), why=why)
