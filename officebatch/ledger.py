"""The ledger: what was run, in SQLite, and what the next run may know of it. (Numbers and dispatches come here too.)

`record` is the moment a run counts. What is asked of the past is always *as before as_of*, so that a run repeated
later reads the same past. WAL with synchronous=FULL on a local disk: an acknowledged line survives a power cut.
"""

from __future__ import annotations

import errno
import json
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from officebatch.model.docket import Past, PastRun
from officebatch.wording import say
from officebatch.workspace import WorkspaceFault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_SCHEMA = """
CREATE TABLE IF NOT EXISTS runs (
    as_of TEXT PRIMARY KEY, digest TEXT NOT NULL, issue INTEGER NOT NULL, counts TEXT NOT NULL, state TEXT NOT NULL
) STRICT
"""


@dataclass(frozen=True)
class RunLine:
    """One run as the ledger has it. counts: name → number."""

    as_of: date
    digest: str
    issue: int
    counts: Mapping[str, int]


def record(path: Path, run: PastRun, digest: str, counts: Mapping[str, int]) -> None:
    """Write a run down; the same day again replaces its line."""
    state = {
        "open_matters": sorted(run.open_matters),
        "findings": sorted(run.findings),
        "overdue": sorted(run.overdue),
    }
    line = (run.as_of.isoformat(), digest, run.issue, _json(counts), _json(state))
    with _open(path) as ledger:
        ledger.execute("INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?, ?)", line)


def past(path: Path, as_of: date) -> Past:
    """What is known as before `as_of`: the last run before that day."""
    if not path.exists():
        return Past()
    with _open(path) as ledger:
        line = ledger.execute(
            "SELECT as_of, issue, state FROM runs WHERE as_of < ? ORDER BY as_of DESC LIMIT 1", (as_of.isoformat(),)
        ).fetchone()
    if line is None:
        return Past()
    state = json.loads(line[2])
    return Past(
        PastRun(
            as_of=date.fromisoformat(line[0]),
            issue=line[1],
            open_matters=frozenset((register, key) for register, key in state["open_matters"]),
            findings=frozenset((code, register, key, field) for code, register, key, field in state["findings"]),
            overdue=frozenset((register, key, step) for register, key, step in state["overdue"]),
        )
    )


def digest(path: Path, day: str) -> str | None:
    """The manifest digest of the run of a day (ISO), None where the ledger has none."""
    with _open(path) as ledger:
        line = ledger.execute("SELECT digest FROM runs WHERE as_of = ?", (day,)).fetchone()
    return None if line is None else str(line[0])


def runs(path: Path) -> tuple[RunLine, ...]:
    """All runs, the latest first."""
    if not path.exists():
        return ()
    with _open(path) as ledger:
        lines = ledger.execute("SELECT as_of, digest, issue, counts FROM runs ORDER BY as_of DESC").fetchall()
    return tuple(RunLine(date.fromisoformat(day), d, issue, json.loads(counts)) for day, d, issue, counts in lines)


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(path, timeout=10)) as ledger, ledger:
            ledger.execute("PRAGMA journal_mode=WAL")
            ledger.execute("PRAGMA synchronous=FULL")
            ledger.execute(_SCHEMA)
            yield ledger
    except sqlite3.OperationalError as fault:  # full, locked, not readable: the file itself may be sound
        raise OSError(errno.EIO, str(fault), str(path)) from None
    except sqlite3.DatabaseError as fault:
        raise WorkspaceFault(
            say("{file} cannot be used as the ledger: {reason}. Put back the copy of it you kept; do not delete it, "
                "for it knows which runs there were.", file=path, reason=fault)
        ) from None


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
