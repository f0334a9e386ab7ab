"""Kill the sender at random moments, start it again until nothing is left, look into the mailboxes.

    python tests/delivery/killing.py --kills 200 [--seed 7]

A queue of letters, a real server, a sender in a process of its own that dies by `kill -9` at a moment drawn by chance.
What must hold: no mail twice in a mailbox, none lost (sent, or unknown and shown), the ledger agrees with the
mailboxes, never more unknown ones than kills. Released by a person, an unknown one goes once more, the same bytes.
"""

from __future__ import annotations

import argparse
import functools
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from officebatch.model.dispatch import DispatchState
from officebatch.outbox import SqliteOutbox
from tests.delivery.days import FRIDAY, MONDAY
from tests.delivery.faultserver import FaultServer
from tests.delivery.office import dispatch, ledger_in, letter

ROOT = Path(__file__).parents[2]
QUEUE = 20


@dataclass
class Tally:
    """What came out of it."""

    kills: int = 0
    mails: int = 0
    unknown: int = 0
    delivered_unknown: int = 0
    doubled: int = 0

    def line(self) -> str:
        """For people."""
        return (
            f"{self.kills} kills, {self.mails} mails: {self.doubled} twice without a person's word, 0 lost, "
            f"{self.unknown} unknown of which {self.delivered_unknown} were delivered"
        )


def main() -> None:
    """The soak."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=200)
    asked.add_argument("--seed", type=int, default=random.randrange(10**6))
    words = asked.parse_args()
    print(f"seed {words.seed}")
    print(kill(words.kills, words.seed).line())


def kill(kills: int, seed: int) -> Tally:
    """So many kills over as many queues as it takes. Raises AssertionError where something does not hold."""
    chance, tally = random.Random(seed), Tally()
    while tally.kills < kills:
        with tempfile.TemporaryDirectory() as folder:
            _queue(Path(folder), chance, tally, kills)
    return tally


def _queue(folder: Path, chance: random.Random, tally: Tally, kills: int) -> None:
    """One queue until nothing is left but what a person must decide; then the person releases everything."""
    letters = prepare(folder, QUEUE)
    with FaultServer(slow=0.004) as server:
        command = sender(folder, server.port)
        usual = _uninterrupted()
        before = tally.kills
        while (code := _one_run(command, chance.uniform(0.2, 1.0) * usual if tally.kills < kills else None)) != 0:
            assert code == -9, code
            tally.kills += 1
        unknown = agreed(folder, letters, server, released=frozenset())
        assert len(unknown) <= tally.kills - before
        kept = {address: len(mails) for address, mails in server.mailboxes.items()}
        tally.mails += len(letters)
        tally.unknown += len(unknown)
        tally.delivered_unknown += sum(bool(kept.get(f"p{key[1:]}@office.test")) for key in unknown)
        tally.doubled += sum(n > 1 for n in kept.values())
        with SqliteOutbox(folder / "ledger.db") as outbox:
            for key in unknown:
                outbox.become(key, DispatchState.FROZEN, MONDAY, said="did not arrive", by="沈杰")
        assert _one_run(command, None) == 0
        assert agreed(folder, letters, server, released=frozenset(unknown)) == []


def prepare(folder: Path, queue: int) -> dict[str, bytes]:
    """A ledger with so many frozen letters and their files. By key, the bytes."""
    (folder / "mails").mkdir()
    letters = {f"k{n}": letter(n, b"line\r\n.\r\n" * 500) for n in range(1, queue + 1)}
    for key, content in letters.items():
        (folder / "mails" / f"{key}.eml").write_bytes(content)
    with SqliteOutbox(ledger_in(folder)) as outbox:
        outbox.put([dispatch(int(key[1:]), content) for key, content in letters.items()], MONDAY)
    return letters


def sender(folder: Path, port: int) -> list[str]:
    """The command that sends them."""
    return [sys.executable, "-m", "tests.delivery.sender", str(folder / "ledger.db"), str(folder / "mails"), str(port)]


def agreed(folder: Path, letters: dict[str, bytes], server: FaultServer, *, released: frozenset[str]) -> list[str]:
    """Ledger and mailboxes say the same; the keys that are unknown. Raises AssertionError where they do not."""
    with SqliteOutbox(folder / "ledger.db") as outbox:
        states = {d.key: d.state for d in outbox.of_day(FRIDAY)}
    assert set(states) == set(letters)
    for key, state in states.items():
        kept = server.mailboxes.get(f"p{key[1:]}@office.test", [])
        assert all(mail == letters[key] for mail in kept), key
        assert state in (DispatchState.SENT, DispatchState.UNKNOWN), (key, state)
        least, most = (1, 2 if key in released else 1) if state is DispatchState.SENT else (0, 1)
        assert least <= len(kept) <= most, (key, state, len(kept))
    return [key for key, state in states.items() if state is DispatchState.UNKNOWN]


@functools.cache
def _uninterrupted() -> float:
    """How long the sending of a queue takes from start to end where nobody kills it."""
    with tempfile.TemporaryDirectory() as aside, FaultServer(slow=0.004) as server:
        prepare(Path(aside), QUEUE)
        begun = time.monotonic()
        assert _one_run(sender(Path(aside), server.port), None) == 0
        return time.monotonic() - begun


def _one_run(command: list[str], until: float | None) -> int:
    """Its exit code; killed after so many seconds."""
    running = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)})
    try:
        return running.wait(until)
    except subprocess.TimeoutExpired:
        running.kill()
        return running.wait()


if __name__ == "__main__":
    main()
