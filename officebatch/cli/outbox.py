"""`officebatch outbox`: where every mail stands, and a person's word on those that do not go by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from officebatch import workspace
from officebatch.cli import SpokenCommand, SpokenGroup, SpokenOption, printing, session, speak
from officebatch.model.dispatch import STATE_TITLES, DispatchState
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from pathlib import Path

    from officebatch.model.dispatch import Dispatch
    from officebatch.workspace import Workspace

_GROUP = marked("Show where every mail stands; release, hold or forget one.")
_SHOW = marked("List the mails of a run and where each stands; the latest run when no day is named.")
_RELEASE = marked("Let a mail go: one that is held, refused or perhaps delivered is sent (again) as it is.")
_HOLD = marked("Hold a mail back that has not gone out yet.")
_FORGET = marked("Be done with a mail: one that is perhaps delivered counts as delivered, any other is never sent.")
_BY = marked("Who decided.")
_REASON = marked("Why.")
_DAY = marked("The run, by its day.")
_HISTORY = marked("Show all that happened to a mail: every step with its time, the server's words or who decided and "
                  "why.")
COLUMNS = ("key", "as_of", "addressee", "department", "address", "subject", "state", "at", "tries", "said",
           "message_id")
_HEADINGS = (marked("Key"), marked("Goes to"), marked("Department"), marked("Mail address"), marked("Way"),
             marked("Since"), marked("Tries"), marked("Why"))
_STEPS = (marked("Since"), marked("Way"), marked("Decided by"), marked("Why"))


class _ShowsByItself(SpokenGroup):
    """`outbox` and `outbox FOLDER` are `outbox show`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] != "--help"):
            args = ["show", *args]
        return super().parse_args(ctx, args)


@click.group("outbox", cls=_ShowsByItself, help=_GROUP)
def command() -> None:
    """Holds `show` and the three decisions."""


@command.command("show", cls=SpokenCommand, help=_SHOW)
@session.day_option("--as-of", _DAY)
@session.format_option
@session.workspace_argument
@session.guarded
def show(folder: Path, form: str, as_of: date | None) -> int:
    """Parse, ask the outbox, print."""
    from officebatch.batch import sending

    opened = _opened(folder)
    with sending.outbox(opened) as outbox:
        day = as_of or next(iter(outbox.days()), None)
        dispatches = outbox.of_day(day) if day is not None else ()
        since = {d.key: outbox.history(d.key)[-1].at for d in dispatches}
    if form != "table":
        printing.show(form, COLUMNS, [_line(d, since[d.key]) for d in dispatches])
    elif not dispatches:
        click.echo(say("The outbox is empty."))
    else:
        rows = [
            (d.key, d.addressee, d.of, d.address, say(STATE_TITLES[d.state]), _time(since[d.key]), d.tries or "",
             d.reason or d.reply)
            for d in dispatches
        ]
        printing.table([say(h) for h in _HEADINGS], rows, wrap=7)
    return session.OK


def _line(dispatch: Dispatch, since: datetime) -> dict[str, object]:
    of = (dispatch.key, dispatch.as_of.isoformat(), dispatch.addressee, dispatch.of, dispatch.address, dispatch.subject)
    said = dispatch.reason or dispatch.reply
    rest = (dispatch.state.value, since.isoformat(" ", "seconds"), dispatch.tries, said, dispatch.message_id)
    return dict(zip(COLUMNS, (*of, *rest), strict=True))


def _time(at: datetime) -> str:
    return f"{at:%m-%d %H:%M}"


@command.command("history", cls=SpokenCommand, help=_HISTORY)
@click.argument("key", metavar="KEY")
@session.workspace_argument
@session.guarded
def history(folder: Path, key: str) -> int:
    """Parse, ask the outbox, print."""
    from officebatch.batch import deciding, sending

    opened = _opened(folder)
    with sending.outbox(opened) as outbox:
        dispatch = deciding.found(outbox, key)
        steps = outbox.history(dispatch.key)
    click.echo(say("{key} to {name} ({address})", key=dispatch.key, name=dispatch.addressee, address=dispatch.address))
    rows = [(s.at.isoformat(" ", "seconds"), say(STATE_TITLES[s.state]), s.by, s.said) for s in steps]
    printing.table([say(h) for h in _STEPS], rows, wrap=3)
    return session.OK


def _decision(name: str, text: str) -> Callable[[Callable[..., int]], click.Command]:
    """A decision about one mail: KEY [WORKSPACE] --by NAME --reason WHY."""

    def decorated(function: Callable[..., int]) -> click.Command:
        made = session.workspace_argument(session.guarded(function))
        made = click.argument("key", metavar="KEY")(made)
        made = click.option("--reason", default="", cls=SpokenOption, help=_REASON)(made)
        made = click.option("--by", required=True, cls=SpokenOption, help=_BY)(made)
        return command.command(name, cls=SpokenCommand, help=text)(made)

    return decorated


@_decision("release", _RELEASE)
def release(folder: Path, key: str, by: str, reason: str) -> int:
    """Let it go."""
    return _decide(folder, key, by, reason, lambda _: DispatchState.FROZEN)


@_decision("hold", _HOLD)
def hold(folder: Path, key: str, by: str, reason: str) -> int:
    """Hold it back."""
    return _decide(folder, key, by, reason or say("held by {name}", name=by), lambda _: DispatchState.HELD)


@_decision("forget", _FORGET)
def forget(folder: Path, key: str, by: str, reason: str) -> int:
    """Be done with it."""
    unknown = DispatchState.UNKNOWN
    return _decide(
        folder, key, by, reason, lambda d: DispatchState.SENT if d.state is unknown else DispatchState.CANCELLED
    )


def _decide(folder: Path, key: str, by: str, reason: str, becomes: Callable[[Dispatch], DispatchState]) -> int:
    from officebatch.api import Now
    from officebatch.batch import deciding, sending

    opened = _opened(folder)
    with session.opened(opened), sending.outbox(opened) as outbox:
        clock = Now()
        deciding.settle_interrupted(outbox, clock)
        dispatch = deciding.found(outbox, key)
        decided = deciding.decide(outbox, dispatch, becomes(dispatch), clock.now(), by=by.strip(), reason=reason)
    click.echo(
        say("{key} to {name}: {state}, decided by {by}.", key=decided.key, name=decided.addressee,
            state=say(STATE_TITLES[decided.state]), by=by.strip())
    )
    if decided.state is DispatchState.FROZEN:
        click.echo(say("It goes out with: officebatch send --really --as-of {day}", day=decided.as_of))
    if decided.state is DispatchState.SENT:
        click.echo(say("The notice book says so after: officebatch send --really --as-of {day}", day=decided.as_of))
    return session.OK


def _opened(folder: Path) -> Workspace:
    opened = workspace.open_workspace(folder)
    speak(opened.language)
    return opened


