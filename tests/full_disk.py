"""Run, sign and send while the disk runs full, at many fill levels.

    python tests/full_disk.py [--levels 40]

An office with a week that is signed and sent; then the next week: `run`, `approve`, `send`, each of them first with too
little room and then again with enough. Where mounting is allowed (root, in a mount namespace of its own that ends with
the process) the workspace stands on a disk of its own with less and less room; elsewhere files may grow to less and
less. What must hold at each level: the command ends by itself with a sentence that names a file, no file of before is
destroyed, the ledger is sound, no mail goes twice; the next command of the same words ends well, and in the end
everything is as if there had always been room.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.delivery.faultserver import FaultServer
from tests.delivery.fulldisk import may_mount
from tests.office import DAY, files, officebatch, sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

BEFORE, BOOK, LEDGER = "2026-11-13", "通知单登记簿.xlsx", "ledger.db"
DISK = 16 * 1024 * 1024
MOST = 1400 * 1024  # bytes that the last level leaves free: more than any of the commands writes
COMMANDS = (("run", "--as-of", DAY), ("approve", "--as-of", DAY), ("send", "--really", "--as-of", DAY))


@dataclass
class Tally:
    """What came out of it. full: how often a command ended for want of room, by its name."""

    levels: int = 0
    full: Counter[str] = field(default_factory=Counter)
    unknown: int = 0


@dataclass(frozen=True)
class End:
    """How a workspace is left: the papers by path, and the cells of the notice book."""

    papers: dict[str, str]
    book: dict[str, object]


def main() -> None:
    """The soak."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--levels", type=int, default=40)
    asked.add_argument("--mounted", type=Path, help=argparse.SUPPRESS)
    words = asked.parse_args()
    with tempfile.TemporaryDirectory() as place:
        if words.mounted is None and may_mount():
            command = [sys.executable, __file__, "--levels", str(words.levels), "--mounted", place]
            sys.exit(subprocess.run(["unshare", "-m", "--propagation", "private", *command], check=False).returncode)
        base = prepared(Path(place) / "base")
        if words.mounted is not None:
            subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", words.mounted], check=True)
            tempfile.tempdir = str(words.mounted)
        folder = words.mounted or Path(place)
        limit = on_disk if words.mounted else by_size
        rooms = [n * MOST // max(1, words.levels - 1) for n in range(words.levels)]
        print("a disk of its own" if words.mounted else "files may not grow", levels(base, folder, rooms, limit))


def prepared(folder: Path) -> Path:
    """An office whose first week is signed and sent."""
    office = sample(folder)
    settings = office / "officebatch.toml"
    with FaultServer() as server:
        settings.write_text(settings.read_text(encoding="utf-8") + mail(server.port), encoding="utf-8")
        done = officebatch("run", office, "--as-of", BEFORE, "--approve", "--send", "--really")
    assert done.returncode in (0, 1), done.stderr
    return office


def mail(port: int) -> str:
    """The table of officebatch.toml."""
    return (
        f'\n[mail]\nserver = "127.0.0.1"\nport = {port}\nsecurity = "none"\nfrom = "office@linjiang.example"\n'
        'allowed_domains = ["linjiang.example"]\nrate = 6000\n'
    )


def levels(
    base: Path, folder: Path, rooms: list[int], limit: Callable[[Path, int], AbstractContextManager[None]]
) -> Tally:
    """The three commands at each of these rooms in bytes. Raises AssertionError where something does not hold."""
    tally = Tally()
    wanted = _level(base, folder / "office", None, limit, tally)
    for room in rooms:
        end = _level(base, folder / "office", room, limit, tally)
        tally.levels += 1
        assert end.papers == wanted.papers, room
        assert end.book == wanted.book or tally.unknown, room
    return tally


def _level(
    base: Path, office: Path, room: int | None, limit: Callable[[Path, int], AbstractContextManager[None]], tally: Tally
) -> End:
    shutil.copytree(base, office)
    with FaultServer() as server:
        settings = office / "officebatch.toml"
        settings.write_text(settings.read_text(encoding="utf-8").partition("\n[mail]")[0] + mail(server.port), "utf-8")
        for words in COMMANDS:
            if room is not None:
                _with_little_room(office, words, room, limit, tally)
            done = officebatch(*words, office)
            assert done.returncode in (0, 1), (words, done.stderr)
        tally.unknown += _agreed(office, server)
    end = End(_papers(office), _cells(office / BOOK))
    shutil.rmtree(office)
    return end


def _with_little_room(
    office: Path, words: tuple[str, ...], room: int, limit: Callable[[Path, int], AbstractContextManager[None]],
    tally: Tally,
) -> None:
    before, book = files(office), _cells(office / BOOK)
    with limit(office, room):
        done = officebatch(*words, office)
    assert done.returncode in (0, 1, 2), (words, room, done.stdout, done.stderr)
    said = done.stdout + done.stderr
    assert "Traceback" not in said
    if done.returncode == 2:
        tally.full[words[0]] += 1
        assert str(office.parent) in said, (words, room, said)
    now = files(office)
    for path, digest in before.items():
        if not path.startswith((LEDGER, BOOK, f"runs/{DAY}", "runs/.", f"mails/{DAY}")):
            assert now.get(path) == digest, (words, room, path)
    kept = _cells(office / BOOK)
    assert {place: kept.get(place) for place in book} == book, (words, room)
    if (office / LEDGER).exists():
        with closing(sqlite3.connect(office / LEDGER)) as ledger:
            assert ledger.execute("PRAGMA integrity_check").fetchone()[0] == "ok", (words, room)


def _agreed(office: Path, server: FaultServer) -> int:
    """The ledger and the mailboxes say the same; how many mails are unknown."""
    with closing(sqlite3.connect(office / LEDGER)) as ledger:
        rows = ledger.execute("SELECT message_id, state FROM dispatches WHERE as_of = ?", (DAY,)).fetchall()
    kept = Counter(mail for mails in server.mailboxes.values() for mail in mails)
    copies = {message_id: sum(n for mail, n in kept.items() if message_id.encode() in mail) for message_id, _ in rows}
    for message_id, state in rows:
        assert (state, copies[message_id]) in {("sent", 1), ("unknown", 0), ("unknown", 1), ("cancelled", 0)}, state
    assert any(state == "sent" for _, state in rows)
    return sum(state == "unknown" for _, state in rows)


def _papers(office: Path) -> dict[str, str]:
    return {path: digest for path, digest in files(office).items() if path.startswith((f"runs/{DAY}/", "registers/"))}


def _cells(path: Path) -> dict[str, object]:
    if not path.exists():
        return {}
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}


@contextmanager
def on_disk(office: Path, room: int) -> Iterator[None]:
    """So many bytes free on the disk of the workspace."""
    filler = office.parent / "filler"
    with filler.open("wb") as file:
        for _ in range(max(0, shutil.disk_usage(office).free - room) // 4096):
            file.write(bytes(4096))
    yield
    filler.unlink()


@contextmanager
def by_size(_office: Path, room: int) -> Iterator[None]:
    """No file may grow to more bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


if __name__ == "__main__":
    main()
