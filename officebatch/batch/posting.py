"""Sending a signed run in one go: make the mails ready for what the server takes, send what is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.batch import sending

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from officebatch.batch.preparing import Prepared
    from officebatch.delivery import Clock, MailServer, Summary
    from officebatch.outbox import SqliteOutbox
    from officebatch.rulebook.rules import RuleBook
    from officebatch.workspace import Workspace


def post(
    of: Workspace, book: RuleBook, day: date, outbox: SqliteOutbox, clock: Clock, *, tell: Callable[[str], None]
) -> tuple[Prepared, Summary]:
    """Send what is open of a signed run, each mail once; what was made ready and what became of it. The workspace must
    be `opened`. Raises WorkspaceFault."""
    server = sending.server(of)
    prepared = sending.prepare(of, book, day, outbox, most=most(server))
    return prepared, sending.send(of, prepared, outbox, server, clock, tell=tell)


def most(server: MailServer) -> int:
    """What the server takes at most; 0 where it cannot be asked now: sending will say why."""
    from officebatch import delivery

    try:
        return delivery.limit(server)
    except delivery.Refused:
        return 0
