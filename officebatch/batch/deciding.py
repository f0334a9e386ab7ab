"""What people decide about mails that do not go by themselves, and what came back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from officebatch.model.dispatch import STATE_TITLES, DispatchState
from officebatch.outbox import SqliteOutbox
from officebatch.wording import say
from officebatch.workspace import WorkspaceFault

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from officebatch.delivery import Clock
    from officebatch.delivery.bounces import Bounce
    from officebatch.model.dispatch import Dispatch
    from officebatch.workspace import Workspace


def found(outbox: SqliteOutbox, key: str) -> Dispatch:
    """The dispatch of a key, or of the one key that begins so. Raises WorkspaceFault for none or several."""
    of = [d for day in outbox.days() for d in outbox.of_day(day) if d.key.startswith(key)] if key else []
    if len(of) != 1:
        raise WorkspaceFault(
            say("{n} mails have a key that begins with {key}. The keys are listed by: officebatch outbox", n=len(of),
                key=key)
        )
    return of[0]


def settle_interrupted(outbox: SqliteOutbox, clock: Clock) -> None:
    """What an interrupted sending left at the final dot is perhaps delivered. The workspace must be locked."""
    from officebatch import delivery

    for day in outbox.days():
        delivery.settle(outbox.of_day(day), outbox, clock)


def decide(
    outbox: SqliteOutbox, dispatch: Dispatch, state: DispatchState, at: datetime, *, by: str, reason: str
) -> Dispatch:
    """A person's word on a mail. Raises WorkspaceFault where it cannot become that."""
    if not by:
        raise WorkspaceFault(say("Say who decides: --by NAME"))
    if state is DispatchState.FROZEN and not dispatch.sha256:
        raise WorkspaceFault(
            say("There is nothing to release: {why}. Mend that; the next officebatch send makes the mail anew.",
                why=dispatch.reason)
        )
    try:
        return outbox.become(dispatch.key, state, at, said=reason, by=by)
    except ValueError:
        raise WorkspaceFault(
            say("{key} to {name} is “{state}”, so that cannot be decided any more.", key=dispatch.key,
                name=dispatch.addressee, state=say(STATE_TITLES[dispatch.state]))
        ) from None


@dataclass(frozen=True)
class Back:
    """What a folder of delivery failures told. failed: mails now marked as refused; unclear: files whose failure is of
    no mail that can be named."""

    failed: tuple[Dispatch, ...]
    unclear: tuple[str, ...]


def take_back(outbox: SqliteOutbox, mails: Path, clock: Clock) -> Back:
    """Mark what the mails in a folder say was not delivered. The workspace must be locked. Raises OSError."""
    from officebatch.delivery import bounces

    failed, unclear = [], []
    for path in sorted(path for path in mails.iterdir() if path.suffix.lower() == ".eml" and path.is_file()):
        bounce = bounces.read(path.read_bytes())
        if bounce is None:
            continue
        known = [d for day in outbox.days() for d in outbox.of_day(day)]
        found = bounces.meant(bounce, known)
        for dispatch in found:
            said = bounce.said or say("it came back")
            by = bounce.reporter
            failed.append(outbox.become(dispatch.key, DispatchState.FAILED, clock.now(), said=said, by=by))
        before = any(d.state is DispatchState.FAILED and _told_of(bounce, d) for d in known)
        if not found and not before:
            unclear.append(path.name)
    return Back(tuple(failed), tuple(unclear))


def _told_of(bounce: Bounce, dispatch: Dispatch) -> bool:
    return dispatch.message_id in bounce.ours or (not bounce.ours and dispatch.address.lower() in bounce.addresses)


def undelivered(of: Workspace, as_of: date) -> tuple[Dispatch, ...]:
    """Of the last run before a day that was mailed, what did not arrive and nobody has mended since."""
    with SqliteOutbox(of.ledger) as held:
        day = next((day for day in held.days() if day < as_of), None)
        return tuple(d for d in held.of_day(day) if d.state is DispatchState.FAILED) if day is not None else ()
