"""The story of sending: the signed run as it was signed → who gets what → words → frozen bytes → outbox → the server.

`prepare` writes nothing; `preview` writes the mails and the table of who gets what; `send` alone touches the world.
Whoever sends again goes on where it ended: what stands in the outbox is recognised by what it is about (its thread).
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from officebatch import ledger
from officebatch.batch import mailing
from officebatch.batch.preparing import Prepared, Preparing
from officebatch.mail import is_address
from officebatch.model.dispatch import STATE_TITLES, DispatchState
from officebatch.outbox import SqliteOutbox
from officebatch.package import write_whole
from officebatch.wording import say, spoken
from officebatch.workspace import WorkspaceFault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from officebatch.delivery import Clock, MailServer, Summary
    from officebatch.mail import Mail
    from officebatch.model.dispatch import Dispatch, Outbox
    from officebatch.rulebook.rules import RuleBook
    from officebatch.workspace import Workspace

    Tell = Callable[[str], None]

OVERVIEW = "分发一览.xlsx"


def latest_signed(of: Workspace) -> date:
    """The day of the latest signed run. Raises WorkspaceFault where there is none."""
    signed = [line.as_of for line in ledger.runs(of.ledger) if line.issued is not None]
    if not signed:
        raise WorkspaceFault(
            say("No run is signed yet, so there is nothing to send. Sign one first: officebatch approve")
        )
    return max(signed)


def prepare(
    of: Workspace, book: RuleBook, as_of: date, outbox: Outbox, *, most: int = 0, to: str = "", trial: str = ""
) -> Prepared:
    """What would go to whom, with its bytes. most: bytes the server takes, 0 where that is not known.

    to, trial: everything to one address, under Message-IDs of its own that `trial` makes. Raises WorkspaceFault where
    the run is not signed or not as it was signed.
    """
    from officebatch.delivery import freezing, letters

    mail = settings(of)
    line, standing = mailing.signed(of, as_of)
    if trial and (not is_address(to) or to.rpartition("@")[2].lower() not in mail.allowed_domains):
        raise WorkspaceFault(
            say("A trial cannot go to {address}: it must be one mail address in one of the allowed_domains of "
                "officebatch.toml.", address=to)
        )
    issued = line.issued or as_of
    with spoken(book.settings.language):  # reasons are kept, and words of ours stand in subjects
        plan = letters.plan(mailing.papers(of, as_of, standing), book, issued, mail.allowed_domains)
    files = mailing.as_signed(standing, plan)
    name, largest = mail.sender_name or book.settings.office_name, min(mail.max_size, most or mail.max_size)
    sender = freezing.Sender(name, mail.sender, mail.reply_to, largest)
    fence = freezing.Fence(book.settings.secret_words, book.settings.inner_levels)
    work = Preparing(as_of, issued, files, sender, fence, outbox, trial)
    with spoken(book.settings.language):
        for letter in mailing.letters(of, book, as_of, issued, plan):
            work.add(replace(letter, address=to) if trial else letter)
    return work.done(plan.by_hand)


def settings(of: Workspace) -> Mail:
    """How this machine sends mail. Raises WorkspaceFault where officebatch.toml does not say."""
    if of.mail is None:
        raise WorkspaceFault(
            say("officebatch.toml has no [mail], so nothing can be sent by mail; print and hand over, or add it "
                "(how: officebatch help mail). Nothing was written.")
        )
    return of.mail


def server(of: Workspace) -> MailServer:
    """The mail server of a workspace. Raises WorkspaceFault where it is not told or its password is nowhere."""
    from officebatch.delivery import MailServer
    from officebatch.delivery.password import password

    mail = settings(of)
    secret = password(mail) if mail.user else ""
    return MailServer.of(mail, lambda: secret)


def outbox(of: Workspace, *, trial: bool = False) -> SqliteOutbox:
    """The outbox of a workspace, to be closed; of a trial one that is forgotten."""
    return SqliteOutbox(None if trial else of.ledger)


def preview(of: Workspace, prepared: Prepared) -> tuple[str, ...]:
    """Write the mails that are not there yet and the table of who gets what; the names of what was written.

    Raises OSError.
    """
    place = of.mails(prepared.as_of.isoformat())
    place.mkdir(parents=True, exist_ok=True)
    written = []
    for dispatch in prepared.dispatches:
        content = prepared.content.get(dispatch.key)
        if content is not None and not _stands(of, dispatch):
            write_whole(place / dispatch.file, content)
            written.append(dispatch.file)
    write_whole(place / OVERVIEW, _overview(prepared))
    return (*written, OVERVIEW)


def send(
    of: Workspace,
    prepared: Prepared,
    outbox: Outbox,
    server: MailServer,
    clock: Clock,
    *,
    tell: Tell,
    trial: bool = False,
) -> Summary:
    """Freeze what is new into the outbox and send what is open. The workspace must be `opened`.

    Raises OSError where disk or outbox refuse; nothing is lost or doubled by that.
    """
    from officebatch import delivery

    if not trial:
        preview(of, prepared)
    withdraw(prepared, outbox, clock.now())
    outbox.put(prepared.new, clock.now())
    keys = {d.key for d in prepared.dispatches}
    standing = [d for d in outbox.of_day(prepared.as_of) if d.key in keys]

    place = of.mails(prepared.as_of.isoformat())

    def content(dispatch: Dispatch) -> bytes:
        return prepared.content[dispatch.key] if trial else (place / dispatch.file).read_bytes()

    summary = delivery.send(standing, content, outbox, server, clock, tell=tell)
    if not trial:
        write_whole(place / OVERVIEW, _overview(replace(prepared, dispatches=summary.dispatches)))
    return summary


def withdraw(prepared: Prepared, outbox: Outbox, at: datetime) -> None:
    """Cancel what is replaced by a later revision or not planned any more."""
    for dispatch in prepared.withdrawn:
        said = say("replaced: the papers, the address or the words of this mail changed before it was sent")
        outbox.become(dispatch.key, DispatchState.CANCELLED, at, said=said)


def rows(prepared: Prepared) -> Iterator[tuple[Dispatch | None, str, str, tuple[str, ...], str]]:
    """Line by line for people: the dispatch (None: by hand), to whom, by which way, its papers, why."""
    for dispatch in prepared.dispatches:
        why = dispatch.reason or dispatch.reply
        state, papers = say(STATE_TITLES[dispatch.state]), prepared.papers.get(dispatch.key, ())
        yield dispatch, dispatch.addressee, state, papers, why
    for hand in prepared.by_hand:
        yield None, hand.audience, say("by hand"), tuple(p.path for p in hand.papers), hand.way


def _stands(of: Workspace, dispatch: Dispatch) -> bool:
    try:
        content = (of.mails(dispatch.as_of.isoformat()) / dispatch.file).read_bytes()
    except OSError:
        return False
    return hashlib.sha256(content).hexdigest() == dispatch.sha256


def _overview(prepared: Prepared) -> bytes:
    from officebatch.outputs import mails

    lines: list[tuple[str | int | None, ...]] = []
    for dispatch, name, way, papers, why in rows(prepared):
        listed = "\n".join(papers)
        if dispatch is None:
            lines.append((name, "", "", way, why, "", listed, None, ""))
        else:
            size = dispatch.size // 1000 + 1 if dispatch.size else None
            lines.append(
                (name, dispatch.of, dispatch.address, way, why, dispatch.subject, listed, size, dispatch.file)
            )
    return mails.overview(prepared.as_of, lines)
