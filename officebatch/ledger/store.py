"""The file of the ledger: its tables, opening it, and taking over one of an earlier version."""

from __future__ import annotations

import errno
import json
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from officebatch.wording import say
from officebatch.workspace import WorkspaceFault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

VERSION = 3
FIRST_TAKEN_OVER = 2  # the tables of version 2 are those of 3 without figures, editions, scores, proposals and ballots
_SCHEMA = """
CREATE TABLE IF NOT EXISTS runs (
    as_of TEXT PRIMARY KEY, digest TEXT NOT NULL, counts TEXT NOT NULL, state TEXT NOT NULL, issued TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS numbers (
    series TEXT NOT NULL, year INTEGER NOT NULL, number INTEGER NOT NULL, text TEXT NOT NULL, as_of TEXT NOT NULL,
    kind TEXT NOT NULL, audience TEXT NOT NULL, item TEXT NOT NULL, void TEXT NOT NULL,
    PRIMARY KEY (series, year, number)
) STRICT;
CREATE TABLE IF NOT EXISTS notices ( -- place: from 0; below 0 what is told no more since the run was signed again
    as_of TEXT NOT NULL, place INTEGER NOT NULL, content TEXT NOT NULL, PRIMARY KEY (as_of, place)
) STRICT;
CREATE TABLE IF NOT EXISTS rulings (
    as_of TEXT NOT NULL, place INTEGER NOT NULL, content TEXT NOT NULL, PRIMARY KEY (as_of, place)
) STRICT;
CREATE TABLE IF NOT EXISTS words (
    as_of TEXT NOT NULL, mark TEXT NOT NULL, word TEXT NOT NULL, why TEXT NOT NULL, place TEXT NOT NULL,
    PRIMARY KEY (as_of, mark)
) STRICT;
CREATE TABLE IF NOT EXISTS papers (
    as_of TEXT NOT NULL, kind TEXT NOT NULL, audience TEXT NOT NULL, item TEXT NOT NULL,
    verdict TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (as_of, kind, audience, item)
) STRICT;
CREATE TABLE IF NOT EXISTS figures ( -- of a run: n of a department, a register or a kind of paper
    as_of TEXT NOT NULL, part TEXT NOT NULL, name TEXT NOT NULL, figure TEXT NOT NULL, n INTEGER NOT NULL,
    PRIMARY KEY (as_of, part, name, figure)
) STRICT;
CREATE TABLE IF NOT EXISTS editions ( -- of an evaluation: the first, the one after appeals …
    period TEXT NOT NULL, number INTEGER NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL, as_of TEXT NOT NULL,
    PRIMARY KEY (period, number)
) STRICT;
CREATE TABLE IF NOT EXISTS scores (
    period TEXT NOT NULL, number INTEGER NOT NULL, place INTEGER NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL,
    department TEXT NOT NULL, class TEXT NOT NULL, score REAL, quantitative REAL, n INTEGER NOT NULL,
    grade TEXT NOT NULL, PRIMARY KEY (period, number, place)
) STRICT;
CREATE TABLE IF NOT EXISTS proposals (
    period TEXT NOT NULL, number INTEGER NOT NULL, place INTEGER NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL,
    subject_kind TEXT NOT NULL, subject TEXT NOT NULL, department TEXT NOT NULL, PRIMARY KEY (period, number, place)
) STRICT;
CREATE TABLE IF NOT EXISTS ballots ( -- issued, by their random number; whose is known to nobody
    number TEXT PRIMARY KEY, period TEXT NOT NULL, class TEXT NOT NULL, own TEXT NOT NULL, subjects TEXT NOT NULL,
    items TEXT NOT NULL
) STRICT;
"""


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """One transaction on the ledger. Raises OSError where the disk refuses, WorkspaceFault where it is no ledger."""
    try:
        with closing(sqlite3.connect(path, timeout=10)) as ledger, ledger:
            ledger.execute("PRAGMA journal_mode=WAL")
            ledger.execute("PRAGMA synchronous=FULL")
            _prepare(ledger, path)
            yield ledger
    except sqlite3.OperationalError as fault:  # full, locked, not readable: the file itself may be sound
        raise OSError(errno.EIO, str(fault), str(path)) from None
    except sqlite3.DatabaseError as fault:
        raise WorkspaceFault(
            say("{file} cannot be used as the ledger: {reason}. Put back the copy of it you kept; do not delete it, "
                "for it knows which runs there were.", file=path, reason=fault)
        ) from None


def as_json(content: object) -> str:
    """One text for equal contents."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _prepare(ledger: sqlite3.Connection, path: Path) -> None:
    version = ledger.execute("PRAGMA user_version").fetchone()[0]
    if version == VERSION:
        return
    foreign = version < FIRST_TAKEN_OVER and ledger.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if version > VERSION or foreign:
        raise WorkspaceFault(
            say("{file} was written by another version of officebatch, which gave no numbers yet or gives them "
                "otherwise. Use that version, or set the ledger aside and begin a new one with the last numbers used "
                "entered in sheet 设置.", file=path)
        )
    ledger.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")
