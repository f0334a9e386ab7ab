"""Cut the power at random moments of a sending and look what the ledger still knows.

    python tests/delivery/powercuts.py [--cuts 800] [--seed 7]

A queue goes out to a real server. The outbox works on apsw's SQLite through a file layer that notes every write and
sync (the outbox's own SQL; only the library under it is another). A cut takes the notes up to a moment; what was not
synced then is lost altogether, or 512-byte sectors of it survive by chance. The rest is opened by the outbox as it is
shipped. What must hold: nothing damaged, no transaction torn, no acknowledged step forgotten, and every mail the
server had been given then is known to have been begun.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sqlite3
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import apsw

sys.path.insert(0, str(Path(__file__).parents[2]))

from officebatch.delivery import send
from officebatch.model.dispatch import OPEN, Dispatch, DispatchState
from officebatch.outbox import SqliteOutbox
from tests.delivery.days import FRIDAY, MONDAY
from tests.delivery.faultserver import FaultServer
from tests.delivery.office import Clock, dispatch, ledger_in, letter, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

MAILS, SESSION = 24, 9  # the file is closed and opened again after so many, which moves the log into the data base
SECTOR = 512
Change = tuple[str, str, int, bytes]  # what, file, place or size, bytes


@dataclass
class Notes:
    """Every write in its order. By the number of writes done then: how many steps were acknowledged, and which letter
    the server was given."""

    base: bytes
    changes: list[Change] = field(default_factory=list)
    acknowledged: list[tuple[int, int]] = field(default_factory=list)
    handed: list[tuple[int, bytes]] = field(default_factory=list)


@dataclass
class Losses:
    """What cuts did."""

    cuts: int = 0
    damaged: int = 0
    torn: int = 0
    forgotten: int = 0
    again: int = 0


class _File(apsw.VFSFile):
    """A file whose changes are noted."""

    def __init__(self, notes: Notes, name: apsw.URIFilename | str | None, flags: list[int]) -> None:
        full = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        self._notes, self._name = notes, Path(full).name
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802  apsw's name
        self._notes.changes.append(("write", self._name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        self._notes.changes.append(("cut off", self._name, newsize, b""))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802
        super().xSync(flags)
        self._notes.changes.append(("sync", self._name, 0, b""))


class _Layer(apsw.VFS):
    """Files whose changes are noted."""

    def __init__(self, notes: Notes) -> None:
        self._notes, self.called = notes, f"noted-{id(notes)}"
        super().__init__(self.called, "")

    def xOpen(self, name: apsw.URIFilename | str | None, flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        return _File(self._notes, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        super().xDelete(filename, syncdir)
        self._notes.changes.append(("delete", Path(filename).name, 0, b""))


class NotedOutbox(SqliteOutbox):
    """The outbox over the noting file layer. done: steps of it and of those before it."""

    def __init__(self, path: Path, layer: _Layer, notes: Notes, done: int) -> None:
        self._layer, self._notes, self.done = layer, notes, done
        super().__init__(path)

    def put(self, dispatches: Sequence[Dispatch], at: datetime) -> None:
        super().put(dispatches, at)
        self.done += len(dispatches)
        self._acknowledge()

    def become(self, key: str, state: DispatchState, at: datetime, **more: Any) -> Dispatch:
        moved = super().become(key, state, at, **more)
        self.done += 1
        if more.get("lasting", True):
            self._acknowledge()
        return moved

    def harden(self) -> None:
        super().harden()
        self._acknowledge()

    def _acknowledge(self) -> None:
        self._notes.acknowledged.append((len(self._notes.changes), self.done))

    def _connect(self, path: str) -> sqlite3.Connection:
        return cast("sqlite3.Connection", apsw.Connection(path, vfs=self._layer.called))

    @staticmethod
    def _wait_for_disk(ledger: sqlite3.Connection, synchronous: str) -> None:
        cast("apsw.Connection", ledger).execute(f"PRAGMA synchronous={synchronous}", can_cache=False)


class ForgetfulOutbox(NotedOutbox):
    """What it would be without waiting for the disk: the harness must see that."""

    @staticmethod
    def _wait_for_disk(ledger: sqlite3.Connection, synchronous: str) -> None:
        NotedOutbox._wait_for_disk(ledger, synchronous.replace("FULL", "NORMAL"))


class HastyOutbox(NotedOutbox):
    """What it would be if the final dot went out before `DOT` is on disk: likewise."""

    def become(self, key: str, state: DispatchState, at: datetime, **more: Any) -> Dispatch:
        return super().become(key, state, at, **more | {"lasting": False})


@dataclass
class NotedServer(FaultServer):
    """A server that notes what it was given when."""

    notes: Notes = field(kw_only=True)

    def keep(self, address: str, mail: bytes) -> None:
        self.notes.handed.append((len(self.notes.changes), mail))
        super().keep(address, mail)


def main() -> None:
    """The soak."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--cuts", type=int, default=800)
    asked.add_argument("--seed", type=int, default=random.randrange(10**6))
    words = asked.parse_args()
    print(f"seed {words.seed}")
    for kind in (NotedOutbox, ForgetfulOutbox, HastyOutbox):
        print(f"{kind.__name__}: {cut(words.cuts, words.seed, kind)}")


def cut(cuts: int, seed: int, kind: type[NotedOutbox] = NotedOutbox) -> Losses:
    """So many power cuts at moments drawn by chance, half of them in each model of what is lost."""
    chance, losses = random.Random(seed), Losses()
    with tempfile.TemporaryDirectory() as folder:
        notes = write(Path(folder), kind)
    for n in range(cuts):
        moment = chance.randrange(len(notes.changes) + 1)
        survives: Callable[[], bool] = (lambda: False) if n % 2 else (lambda: chance.random() < 0.5)
        acknowledged = max((steps for at, steps in notes.acknowledged if at <= moment), default=0)
        handed = {mail for at, mail in notes.handed if at <= moment}
        with tempfile.TemporaryDirectory() as folder:
            for name, content in left_over(notes, moment, survives).items():
                (Path(folder) / name).write_bytes(content)
            _look(Path(folder) / "ledger.db", acknowledged, handed, losses)
    return losses


def write(folder: Path, kind: type[NotedOutbox]) -> Notes:
    """A week of mail through the noting layer."""
    path = ledger_in(folder)
    notes = Notes(path.read_bytes())
    layer = _Layer(notes)
    letters = {f"k{n}": letter(n) for n in range(1, MAILS + 1)}
    planned = [dispatch(n, content) for n, content in enumerate(letters.values(), 1)]
    done = 0
    with NotedServer(notes=notes) as server:
        for first in range(0, MAILS, SESSION):
            outbox = kind(path, layer, notes, done)
            with outbox:
                outbox.put(planned[first : first + SESSION], MONDAY)
                send(outbox.of_day(FRIDAY), lambda d: letters[d.key], outbox, plain(server.port), Clock())
                done = outbox.done
    return notes


def left_over(notes: Notes, moment: int, survives: Callable[[], bool]) -> dict[str, bytes]:
    """The files after a cut: all that was synced, and of the rest what chance leaves."""
    synced: dict[str, bytearray | None] = {"ledger.db": bytearray(notes.base)}
    pending: dict[str, list[Change]] = defaultdict(list)
    for change in notes.changes[:moment]:
        what, name, _, _ = change
        if what == "sync":
            for each in pending.pop(name, []):
                synced[name] = _changed(synced.get(name), each)
        else:
            pending[name].append(change)
    for name, changes in pending.items():
        for each in changes:
            for part in _sectors(each):
                if survives():
                    synced[name] = _changed(synced.get(name), part)
    return {name: bytes(content) for name, content in synced.items() if content is not None}


def _changed(content: bytearray | None, change: Change) -> bytearray | None:
    what, _, place, data = change
    held = bytearray() if content is None else content
    match what:
        case "delete":
            return None
        case "cut off":
            return held[:place].ljust(place, b"\0")
    if len(held) < place:
        held.extend(bytes(place - len(held)))
    held[place : place + len(data)] = data
    return held


def _sectors(change: Change) -> list[Change]:
    """A write as the disk does it."""
    what, name, place, data = change
    if what != "write":
        return [change]
    edges = [place, *range(place - place % SECTOR + SECTOR, place + len(data), SECTOR), place + len(data)]
    return [(what, name, a, data[a - place : b - place]) for a, b in pairwise(edges)]


def _look(path: Path, acknowledged: int, handed: set[bytes], losses: Losses) -> None:
    losses.cuts += 1
    try:
        with SqliteOutbox(path) as outbox:
            standing = outbox.of_day(FRIDAY)
            histories = {d.key: outbox.history(d.key) for d in standing}
        sound = sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    except Exception:  # whatever it is, the file is no good any more
        losses.damaged += 1
        return
    begun = {d.sha256 for d in standing if d.state not in OPEN}
    losses.damaged += not sound
    losses.torn += len(standing) not in (*range(0, MAILS, SESSION), MAILS)
    losses.torn += any(histories[d.key][-1].state is not d.state for d in standing)
    losses.forgotten += sum(map(len, histories.values())) < acknowledged
    losses.again += any(hashlib.sha256(mail).hexdigest() not in begun for mail in handed)


if __name__ == "__main__":
    main()
