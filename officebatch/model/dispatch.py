"""Dispatches: one mail to one addressee, and its proof. planned → frozen → dot → sent, and the ways aside.

A letter is planned from a signed run; frozen, it is bytes with a Message-ID made from its key. The outbox keeps the
state of each: `DOT` is durable before the final dot goes out, `SENT` after the server's yes. What happened between is
`UNKNOWN`, never sent again by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Sequence


class DispatchState(StrEnum):
    """Where a dispatch stands. FROZEN and DEFERRED are sent when their time has come; the others only by a person."""

    FROZEN = "frozen"
    DOT = "dot"
    SENT = "sent"
    DEFERRED = "deferred"
    FAILED = "failed"
    UNKNOWN = "unknown"
    HELD = "held"
    CANCELLED = "cancelled"


OPEN = (DispatchState.FROZEN, DispatchState.DEFERRED)
BEGUN = (DispatchState.DOT, DispatchState.SENT, DispatchState.UNKNOWN)
STATE_TITLES = {
    DispatchState.FROZEN: marked("goes out"),
    DispatchState.DOT: marked("going out"),
    DispatchState.SENT: marked("sent"),
    DispatchState.DEFERRED: marked("put off"),
    DispatchState.FAILED: marked("refused"),
    DispatchState.UNKNOWN: marked("perhaps sent"),
    DispatchState.HELD: marked("held"),
    DispatchState.CANCELLED: marked("cancelled"),
}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the run. name: as the addressee sees it; path: below the run folder; sha256: as the manifest has it."""

    name: str
    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail as it is planned. addressee: a person; of: the department it is for, "" for a leader or a person alone.

    thread: what its subject goes on about from week to week; the Message-IDs of earlier letters with the same one are
    its References. held: why it must not go (no address, a domain that is not allowed …), "" where it may.
    """

    as_of: date
    addressee: str
    of: str
    address: str
    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...]
    thread: str
    held: str = ""


@dataclass(frozen=True, slots=True)
class Dispatch:
    """One frozen mail. key: of as-of, addressee, department, part and revision; revision: 1, 2 … for changed papers;
    part: 1, 2 … where the attachments did not fit into one mail.

    file: name of its .eml in the folder of the day's mails. reply: the server's last words, cleaned. tries: how often
    it was begun. not_before: when a deferred one may be tried again. reason: why it is held, failed or cancelled.
    """

    key: str
    as_of: date
    addressee: str
    of: str
    address: str
    subject: str
    thread: str
    message_id: str
    revision: int
    part: int
    file: str
    size: int
    sha256: str
    state: DispatchState
    reply: str = ""
    tries: int = 0
    not_before: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a dispatch's history: when, what it became, why or the server's words, who decided ("": nobody)."""

    key: str
    at: datetime
    state: DispatchState
    said: str
    by: str


class Outbox(Protocol):
    """Where dispatches are kept. Every call is durable when it returns, but for a step asked for as not lasting."""

    def put(self, dispatches: Sequence[Dispatch], at: datetime) -> None:
        """Keep newly frozen ones (all or none). A key that is there already with the same sha256 stays as it is; with
        another one it is a ValueError: changed papers are a new revision."""

    def of_day(self, as_of: date) -> tuple[Dispatch, ...]:
        """The dispatches of a run, in the order they were put."""

    def thread(self, thread: str, before: date) -> tuple[str, ...]:
        """Message-IDs sent in a thread by earlier runs, oldest first."""

    def become(
        self,
        key: str,
        state: DispatchState,
        at: datetime,
        *,
        said: str = "",
        by: str = "",
        not_before: datetime | None = None,
        lasting: bool = True,
    ) -> Dispatch:
        """Move a dispatch to another state and write the step down, in one transaction. `DOT` counts a try.

        One that is not `lasting` outlives the program, and a power cut from the next lasting one or `harden` on.

        Raises ValueError where that way does not exist (SENT becomes FAILED only, and like UNKNOWN only by a person or
        by whoever says it came back).
        """

    def harden(self) -> None:
        """Make steps that were not lasting so."""

    def history(self, key: str) -> tuple[Step, ...]:
        """All steps of a dispatch, oldest first."""
