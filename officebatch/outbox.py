"""The outbox: the state of every dispatch and how it came there, in the ledger's file.

A step is one transaction with synchronous=FULL, so that what was told to have happened has happened: the final dot
of a mail goes out only after `DOT` is on disk. Only a step that is asked for as not `lasting` does not wait for the
disk: the death of the program does not undo it, a power cut may, until the next one that lasts or `harden`. The
states' ways are two tables below; whoever asks for another way gets a ValueError, also a second sender that would
take a mail the first one has begun.
"""

from __future__ import annotations

import errno
import shutil
import sqlite3
from contextlib import contextmanager
from dataclasses import fields
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from officebatch.model.dispatch import Dispatch, DispatchState, Step
from officebatch.wording import say
from officebatch.workspace import WorkspaceFault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

PATIENCE = 10  # seconds to wait for another program that writes the ledger
ROOM = 256 * 1024  # bytes that must be free before a final dot, so that the answer to it can be kept
_SCHEMA = (
    """CREATE TABLE IF NOT EXISTS dispatches (
    place INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, as_of TEXT NOT NULL, addressee TEXT NOT NULL,
    "of" TEXT NOT NULL, address TEXT NOT NULL, subject TEXT NOT NULL, thread TEXT NOT NULL,
    message_id TEXT NOT NULL UNIQUE, revision INTEGER NOT NULL, part INTEGER NOT NULL, file TEXT NOT NULL,
    size INTEGER NOT NULL, sha256 TEXT NOT NULL, state TEXT NOT NULL, reply TEXT NOT NULL, tries INTEGER NOT NULL,
    not_before TEXT, reason TEXT NOT NULL
) STRICT""",
    """CREATE TABLE IF NOT EXISTS dispatch_steps (
    place INTEGER PRIMARY KEY, key TEXT NOT NULL REFERENCES dispatches (key), at TEXT NOT NULL, state TEXT NOT NULL,
    said TEXT NOT NULL, by TEXT NOT NULL
) STRICT""",
    "CREATE INDEX IF NOT EXISTS dispatches_of_day ON dispatches (as_of)",
)
_COLUMNS = tuple(field.name for field in fields(Dispatch))
_NAMES = ", ".join(f'"{name}"' for name in _COLUMNS)

_FROZEN, _DOT, _SENT, _DEFERRED, _FAILED, _UNKNOWN, _HELD, _CANCELLED = DispatchState
BY_ITSELF: Mapping[DispatchState, frozenset[DispatchState]] = {
    _FROZEN: frozenset({_DOT, _DEFERRED, _FAILED, _HELD, _CANCELLED}),
    _DEFERRED: frozenset({_DOT, _DEFERRED, _FAILED, _HELD, _CANCELLED}),
    _DOT: frozenset({_SENT, _DEFERRED, _FAILED, _UNKNOWN}),
    _FAILED: frozenset({_CANCELLED}),
    _HELD: frozenset({_CANCELLED}),
}
BY_A_PERSON: Mapping[DispatchState, frozenset[DispatchState]] = {
    _FROZEN: frozenset({_HELD, _CANCELLED}),
    _DEFERRED: frozenset({_FROZEN, _HELD, _CANCELLED}),
    _FAILED: frozenset({_FROZEN, _CANCELLED}),
    _HELD: frozenset({_FROZEN, _CANCELLED}),
    _UNKNOWN: frozenset({_FROZEN, _SENT, _FAILED, _CANCELLED}),
    _SENT: frozenset({_FAILED}),  # it came back
}
_ASIDE = (_FAILED, _HELD, _CANCELLED)  # states with a reason
_NO_WAY: frozenset[DispatchState] = frozenset()


@cache
def _moving(state: DispatchState, *, by_person: bool) -> str:
    """The statement that moves a dispatch to a state, where a way leads there, and returns it."""
    origins = ", ".join(f"'{origin}'" for origin in DispatchState if state in ways(origin, by_person=by_person))
    return (
        "UPDATE dispatches SET state = :state, reply = coalesce(:said, reply), tries = tries + :more, "
        f"not_before = :not_before, reason = :reason WHERE key = :key AND state IN ({origins}) RETURNING {_NAMES}"
    )


def ways(state: DispatchState, *, by_person: bool) -> frozenset[DispatchState]:
    """What a dispatch in a state may become."""
    return (BY_A_PERSON if by_person else BY_ITSELF).get(state, _NO_WAY)


class SqliteOutbox:
    """model.dispatch.Outbox in the ledger's file, which stays open until `close` (or the end of a `with` block).

    Where there is no ledger yet there was no signed run either: nothing is in the outbox and nothing can be put.
    Without a path it is kept in memory and forgotten: for trials, which are no dispatches.
    Raises WorkspaceFault for a file that is no ledger and OSError where the disk refuses.
    """

    def __init__(self, path: Path | None) -> None:
        self._path, self._folder = path, path.parent if path is not None else None
        self._ledger: sqlite3.Connection | None = None
        self._soft = False  # whether the last step did not wait for the disk
        try:
            if path is None:
                self._ledger = self._connect(":memory:")
                self._lay_out(self._ledger)
            elif path.exists():
                self._ledger = self._connect(str(path))
                self._prepare(self._ledger)
        except sqlite3.DatabaseError as fault:
            raise self._told(fault) from None

    def __enter__(self) -> SqliteOutbox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back."""
        if self._ledger is not None:
            self._ledger.close()
            self._ledger = None

    def put(self, dispatches: Sequence[Dispatch], at: datetime) -> None:
        """Keep newly frozen or held ones, all or none; the same key with the same bytes stays as it is.

        Raises ValueError for a key that stands with other bytes, and for any other state.
        """
        with self._transaction() as ledger:
            for dispatch in dispatches:
                if dispatch.state not in (_FROZEN, _HELD):
                    raise ValueError(f"{dispatch.key} begins as {dispatch.state}")
                standing = self._find(ledger, dispatch.key)
                if standing is None:
                    self._add(ledger, dispatch, at)
                elif standing.sha256 != dispatch.sha256:
                    raise ValueError(f"{dispatch.key} stands with other bytes: a changed letter is a new revision")

    def days(self) -> tuple[date, ...]:
        """The runs that have dispatches, the latest first."""
        rows = self._rows("SELECT DISTINCT as_of FROM dispatches ORDER BY as_of DESC")
        return tuple(date.fromisoformat(str(day)) for (day,) in rows)

    def of_day(self, as_of: date) -> tuple[Dispatch, ...]:
        """The dispatches of a run, in the order they were put."""
        rows = self._rows(f"SELECT {_NAMES} FROM dispatches WHERE as_of = ? ORDER BY place", as_of.isoformat())
        return tuple(_dispatch(row) for row in rows)

    def thread(self, thread: str, before: date) -> tuple[str, ...]:
        """Message-IDs sent in a thread by earlier runs, oldest first."""
        rows = self._rows(
            "SELECT message_id FROM dispatches WHERE thread = ? AND as_of < ? AND state = 'sent' ORDER BY as_of, place",
            thread, before.isoformat(),
        )  # fmt: skip
        return tuple(str(message_id) for (message_id,) in rows)

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
        """Move a dispatch and write the step down. Raises ValueError where that way does not exist."""
        if state is _DOT and self._folder is not None and shutil.disk_usage(self._folder).free < ROOM:
            raise OSError(errno.ENOSPC, say("the disk is full"), str(self._path))
        moved = {
            "state": state.value,
            "said": None if by else said or None,
            "more": state is _DOT,
            "not_before": _written(not_before),
            "reason": said if state in _ASIDE else "",
            "key": key,
        }
        with self._transaction(lasting=lasting) as ledger:
            rows = ledger.execute(_moving(state, by_person=bool(by)), moved).fetchall()
            if not rows:
                standing = self._find(ledger, key)
                raise ValueError(
                    f"there is no dispatch {key}" if standing is None
                    else f"{key} is {standing.state} and does not become {state}"
                )
            self._step(ledger, Step(key, at, state, said, by))
        return _dispatch(rows[0])

    def harden(self) -> None:
        """Put on disk what did not wait for it. Raises OSError where the disk refuses."""
        if self._soft:
            with self._transaction() as ledger:  # any write that lasts takes along what was written before it
                (version,) = ledger.execute("PRAGMA user_version").fetchone()
                ledger.execute(f"PRAGMA user_version = {version:d}")

    def history(self, key: str) -> tuple[Step, ...]:
        """All steps of a dispatch, oldest first."""
        rows = self._rows("SELECT at, state, said, by FROM dispatch_steps WHERE key = ? ORDER BY place", key)
        return tuple(
            Step(key, datetime.fromisoformat(str(at)), DispatchState(str(state)), str(said), str(by))
            for at, state, said, by in rows
        )

    def _connect(self, path: str) -> sqlite3.Connection:
        return sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)

    @staticmethod
    def _wait_for_disk(ledger: sqlite3.Connection, synchronous: str) -> None:
        """FULL: with every commit, NORMAL: with none. A script, for a pragma works while it is compiled and would do
        nothing when it came from the cache of statements."""
        ledger.executescript(f"PRAGMA synchronous={synchronous}")

    def _prepare(self, ledger: sqlite3.Connection) -> None:
        ledger.execute("PRAGMA journal_mode=WAL").fetchall()
        self._wait_for_disk(ledger, "FULL")
        if ledger.execute("PRAGMA user_version").fetchone()[0] == 0:
            self.close()
        elif not ledger.execute("SELECT 1 FROM sqlite_master WHERE name = 'dispatches_of_day'").fetchone():
            self._lay_out(ledger)

    def _lay_out(self, ledger: sqlite3.Connection) -> None:
        with self._transaction():
            for table in _SCHEMA:
                ledger.execute(table)

    @contextmanager
    def _transaction(self, *, lasting: bool = True) -> Iterator[sqlite3.Connection]:
        if self._ledger is None:
            raise WorkspaceFault(say("{file} is not there: no run was signed yet, so there is nothing to send.",
                                     file=self._path))
        try:
            if not lasting:
                self._wait_for_disk(self._ledger, "NORMAL")
            self._ledger.execute("BEGIN IMMEDIATE")
            yield self._ledger
            self._ledger.execute("COMMIT")
            self._soft = not lasting
        except BaseException as fault:
            if self._ledger.in_transaction:
                self._ledger.execute("ROLLBACK")
            if isinstance(fault, sqlite3.DatabaseError):
                raise self._told(fault) from None
            raise
        finally:
            if not lasting:
                self._wait_for_disk(self._ledger, "FULL")

    def _rows(self, query: str, *values: str) -> list[tuple[object, ...]]:
        if self._ledger is None:
            return []
        try:
            return self._ledger.execute(query, values).fetchall()
        except sqlite3.DatabaseError as fault:
            raise self._told(fault) from None

    def _told(self, fault: sqlite3.DatabaseError) -> OSError | WorkspaceFault:
        """What SQLite says, as it is told to people."""
        if isinstance(fault, sqlite3.OperationalError):  # full, locked, not readable: the file itself may be sound
            full = fault.sqlite_errorcode == sqlite3.SQLITE_FULL
            number, why = (errno.ENOSPC, say("the disk is full")) if full else (errno.EIO, str(fault))
            return OSError(number, why, str(self._path or ""))
        return WorkspaceFault(
            say("{file} cannot be used as the ledger: {reason}. Put back the copy of it you kept; do not delete "
                "it, for it knows which runs there were.", file=self._path, reason=fault)
        )

    @staticmethod
    def _find(ledger: sqlite3.Connection, key: str) -> Dispatch | None:
        row = ledger.execute(f"SELECT {_NAMES} FROM dispatches WHERE key = ?", (key,)).fetchone()
        return None if row is None else _dispatch(row)

    def _add(self, ledger: sqlite3.Connection, dispatch: Dispatch, at: datetime) -> None:
        held = [_written(getattr(dispatch, name)) for name in _COLUMNS]
        ledger.execute(f"INSERT INTO dispatches ({_NAMES}) VALUES ({', '.join('?' * len(held))})", held)
        self._step(ledger, Step(dispatch.key, at, dispatch.state, dispatch.reason, ""))

    @staticmethod
    def _step(ledger: sqlite3.Connection, step: Step) -> None:
        line = (step.key, step.at.isoformat(), step.state.value, step.said, step.by)
        ledger.execute("INSERT INTO dispatch_steps (key, at, state, said, by) VALUES (?, ?, ?, ?, ?)", line)


def _written(value: object) -> str | int | None:
    match value:
        case date():
            return value.isoformat()
        case DispatchState():
            return value.value
        case str() | int() | None:
            return value
    raise TypeError(f"the outbox keeps no {type(value).__name__}")


def _dispatch(row: Sequence[Any]) -> Dispatch:
    held = dict(zip(_COLUMNS, row, strict=True))
    held["as_of"] = date.fromisoformat(held["as_of"])
    held["state"] = DispatchState(held["state"])
    held["not_before"] = held["not_before"] and datetime.fromisoformat(held["not_before"])
    return Dispatch(**held)
