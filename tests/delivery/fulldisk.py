"""Send while the disk runs full, at many fill levels.

    python tests/delivery/fulldisk.py [--levels 40]

Where mounting is allowed (root, in a mount namespace of its own that ends with the process) the ledger stands on a disk
of 2 MB with less and less room; elsewhere files may grow to less and less. What must hold at each level: the sending
ends by itself and names the ledger, the ledger is sound, no mail went twice; with room again the same command finishes.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.delivery.faultserver import FaultServer
from tests.delivery.killing import ROOT, agreed, prepare, sender

if TYPE_CHECKING:
    from collections.abc import Callable

QUEUE = 10
STEP = 24 * 1024
DISK = 2 * 1024 * 1024


@dataclass
class Tally:
    """What came out of it."""

    levels: int = 0
    full: int = 0
    unknown: int = 0


def main() -> None:
    """The soak."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--levels", type=int, default=40)
    asked.add_argument("--mounted", type=Path, help=argparse.SUPPRESS)
    words = asked.parse_args()
    if words.mounted is None and may_mount():
        with tempfile.TemporaryDirectory() as place:
            command = [sys.executable, __file__, "--levels", str(words.levels), "--mounted", place]
            sys.exit(subprocess.run(["unshare", "-m", "--propagation", "private", *command], check=False).returncode)
    if words.mounted is not None:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", words.mounted], check=True)
    print("a disk of 2 MB" if words.mounted else "files may not grow", levels(words.levels, words.mounted))


def may_mount() -> bool:
    """Whether a mount namespace of our own can be had."""
    program = shutil.which("unshare")
    return program is not None and subprocess.run([program, "-m", "true"], check=False).returncode == 0


def levels(count: int, mounted: Path | None, step: int = STEP) -> Tally:
    """So many fill levels, from no room at all upwards. Raises AssertionError where something does not hold."""
    tally = Tally()
    for n in range(count):
        if mounted is not None:
            (mounted / str(n)).mkdir()
            _level(mounted / str(n), tally, room=n * step, on_disk=True)
            shutil.rmtree(mounted / str(n))
            continue
        with tempfile.TemporaryDirectory() as folder:
            _level(Path(folder), tally, room=n * step, on_disk=False)
    return tally


def _level(folder: Path, tally: Tally, *, room: int, on_disk: bool) -> None:
    letters = prepare(folder, QUEUE)
    filler = folder / "filler"
    if on_disk:
        filler.write_bytes(bytes(max(0, shutil.disk_usage(folder).free - room)))
    with FaultServer() as server:
        command = sender(folder, server.port)
        first = _run(command, None if on_disk else lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)))
        assert first.returncode in (0, 2), first.stderr
        assert first.returncode == 0 or "ledger.db" in first.stderr, first.stderr
        filler.unlink(missing_ok=True)
        with closing(sqlite3.connect(folder / "ledger.db")) as ledger:
            assert ledger.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert _run(command, None).returncode == 0
        unknown = agreed(folder, letters, server, released=frozenset())
    assert len(unknown) <= 1
    tally.levels += 1
    tally.full += first.returncode != 0
    tally.unknown += len(unknown)


def _run(command: list[str], before: Callable[[], None] | None) -> subprocess.CompletedProcess[str]:
    around = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command, cwd=ROOT, env=around, preexec_fn=before, capture_output=True, text=True, check=False
    )


if __name__ == "__main__":
    main()
