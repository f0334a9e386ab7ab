"""What the tests of sending begin with: frozen letters, an outbox in a ledger, a clock that nobody waits for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from officebatch import ledger
from officebatch.delivery import MailServer, Security, Timeouts, send
from officebatch.model.dispatch import Dispatch, DispatchState
from officebatch.outbox import SqliteOutbox
from tests.delivery.days import FRIDAY, MONDAY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from officebatch.delivery import Summary

SHORT = Timeouts(connect=2, answer=0.5, block=2, dot=0.5)


@dataclass
class Clock:
    """Time goes by when somebody sleeps. slept: every wait in seconds."""

    at: datetime = MONDAY
    slept: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += timedelta(seconds=seconds)


@dataclass
class Desk:
    """An outbox with letters in it, by key, and the clock."""

    outbox: SqliteOutbox
    letters: dict[str, bytes]
    clock: Clock = field(default_factory=Clock)
    told: list[str] = field(default_factory=list)

    def send(self, server: MailServer) -> Summary:
        """One sending of what the outbox holds of the day."""
        of_day = self.outbox.of_day(FRIDAY)
        return send(of_day, lambda d: self.letters[d.key], self.outbox, server, self.clock, tell=self.told.append)

    def states(self) -> list[str]:
        """How everything stands, in order."""
        return [d.state.value for d in self.outbox.of_day(FRIDAY)]

    def steps(self, key: str = "k1") -> list[str]:
        """What a dispatch became, one after the other."""
        return [step.state.value for step in self.outbox.history(key)]


def letter(n: int, body: bytes = b"text\r\n.dot\r\n") -> bytes:
    """A mail as it is frozen."""
    return b"Message-ID: <%d@office.test>\r\nSubject: letter %d\r\n\r\n%s" % (n, n, body)


def dispatch(n: int, content: bytes, state: DispatchState = DispatchState.FROZEN) -> Dispatch:
    """Its line in the outbox."""
    return Dispatch(
        key=f"k{n}",
        as_of=FRIDAY,
        addressee=f"人员{n}",
        of="财务科",
        address=f"p{n}@office.test",
        subject=f"letter {n}",
        thread="财务科",
        message_id=f"<{n}@office.test>",
        revision=1,
        part=1,
        file=f"k{n}.eml",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        state=state,
    )


def ledger_in(folder: Path) -> Path:
    """An empty ledger."""
    path = folder / "ledger.db"
    ledger.digest(path, FRIDAY.isoformat())
    return path


def desk(folder: Path, letters: Sequence[bytes]) -> Desk:
    """An outbox holding these letters, frozen."""
    outbox = SqliteOutbox(ledger_in(folder))
    outbox.put([dispatch(n, content) for n, content in enumerate(letters, 1)], MONDAY)
    return Desk(outbox, {f"k{n}": content for n, content in enumerate(letters, 1)})


def plain(port: int, *, rate: int = 0, until: int = 18) -> MailServer:
    """A server of this machine without password, its window open until that hour."""
    return MailServer(
        host="127.0.0.1", port=port, security=Security.NONE, sender="office@office.test", rate=rate,
        window=(time(8), time(until)), timeouts=SHORT,
    )  # fmt: skip
