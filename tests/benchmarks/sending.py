"""python tests/benchmarks/sending.py send|send-far [N]: N mails of 40 kB with the outbox against smtplib without one.

send: 1,000 mails, Postfix on loopback. send-far: 200 mails through a proxy that makes a round trip last 10 ms. Both
sides use one connection and send the same frozen bytes; ours reads them from disk, proves their sha256, and puts every
step on disk before the next. The ratio is of wall time, unlike in the other benchmarks: what an outbox costs is waiting
for the disk, which no CPU clock sees, and a slow line changes nothing else. The ratio of CPU time and what freezing
costs stand beside it. The disk is that of the temporary folder, for Postfix too; TMPDIR=/dev/shm shows what is left
without waiting for it.
"""

from __future__ import annotations

import hashlib
import json
import random
import smtplib
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from officebatch.outbox import SqliteOutbox
from tests.benchmarks.measuring import ROOT, cpu
from tests.benchmarks.post import far, post

if TYPE_CHECKING:
    from officebatch.model.dispatch import Dispatch

ROUNDS, SIZE = 5, 28_500  # bytes of the paper; 40 kB as the mail it becomes
FRIDAY = date(2026, 11, 20)
BARS = {"send": (1000, 0.0, "1.4"), "send-far": (200, 0.005, "1.05")}  # mails, seconds one way, bar


def main(name: str, n: int) -> None:
    """Both sides in turn, a table and the closing line."""
    _, delay, bar = BARS[name]
    with ExitStack() as stack:
        kind, port = stack.enter_context(post())
        if delay:
            port = stack.enter_context(far(port, delay))
        print(f"{n} mails to {kind}" + (f", {delay * 2000:.0f} ms there and back" if delay else ""))
        rounds = [(_side("ours", port, n), _side("smtplib", port, n)) for _ in range(ROUNDS)]
    sides = {"with the outbox": [r[0] for r in rounds], "smtplib, one connection": [r[1] for r in rounds]}
    print(f"{'side':28} {'median s':>9} {'min':>7} {'max':>7} {'CPU s':>7} {'mails/s':>8}")
    for label, samples in sides.items():
        walls, used = [s["wall"] for s in samples], [s["cpu"] for s in samples]
        middle, work = statistics.median(walls), statistics.median(used)
        print(f"{label:28} {middle:9.3f} {min(walls):7.3f} {max(walls):7.3f} {work:7.3f} {n / middle:8.0f}")
    disk, freezing, putting = (
        statistics.median(r[0][part] for r in rounds) / n * 1000 for part in ("disk", "freezing", "putting")
    )
    print(f"    of which the outbox {disk:.2f} ms a mail: two commits, one of them waiting for the disk")
    print(f"beside it: freezing {freezing:.2f} ms a mail, putting it on disk and into the outbox {putting:.2f} ms")
    print(f"CPU time beside it: {statistics.median(ours['cpu'] / theirs['cpu'] for ours, theirs in rounds):.2f}")
    pairs = sorted(ours["wall"] / theirs["wall"] for ours, theirs in rounds)
    print(f"wall time by round: {', '.join(f'{p:.2f}' for p in pairs)}")
    print(f"{name} ratio={statistics.median(pairs):.2f} bar={bar}")


def _side(who: str, port: int, n: int) -> dict[str, float]:
    command = [sys.executable, __file__, who, str(port), str(n)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    held: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return held


class Timed(SqliteOutbox):
    """The outbox, and the seconds its steps took."""

    spent = 0.0

    def become(self, *words: Any, **more: Any) -> Dispatch:
        begun = time.perf_counter()
        try:
            return super().become(*words, **more)
        finally:
            self.spent += time.perf_counter() - begun


def ours(port: int, n: int) -> dict[str, float]:
    """Frozen by ours, sent by ours."""
    from officebatch import ledger
    from officebatch.delivery import MailServer, Security, send
    from officebatch.package import write_whole
    from tests.delivery.sender import Now

    server = MailServer(host="127.0.0.1", port=port, security=Security.NONE, sender="office@office.test")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        ledger.digest(path, FRIDAY.isoformat())
        begun = time.perf_counter()
        mails = frozen(n)
        freezing = time.perf_counter() - begun
        with SqliteOutbox(path) as outbox:
            begun = time.perf_counter()
            for dispatch, content in mails:
                write_whole(Path(folder) / dispatch.file, content)
            outbox.put([dispatch for dispatch, _ in mails], datetime(2026, 11, 23, 9))
            putting = time.perf_counter() - begun
            dispatches = outbox.of_day(FRIDAY)
        timed = Timed(path)
        with timed:
            wall, used = time.perf_counter(), cpu()
            summary = send(dispatches, lambda d: (Path(folder) / d.file).read_bytes(), timed, server, Now())
            wall, used = time.perf_counter() - wall, cpu() - used
        assert summary.sent == n
    return {"wall": wall, "cpu": used, "disk": timed.spent, "freezing": freezing, "putting": putting}


def theirs(port: int, n: int) -> dict[str, float]:
    """The same bytes by smtplib, from memory."""
    mails = frozen(n)
    wall, used = time.perf_counter(), cpu()
    with smtplib.SMTP("127.0.0.1", port) as server:
        for dispatch, content in mails:
            server.sendmail("office@office.test", dispatch.address, content)
    return {"wall": time.perf_counter() - wall, "cpu": cpu() - used}


def frozen(n: int) -> list[tuple[Dispatch, bytes]]:
    """Mails of about 40 kB, each with a paper of its own."""
    from officebatch.delivery.freezing import Sender, freeze
    from officebatch.model.dispatch import Attachment, Letter

    sender, chance, made = Sender("临江县供电局办公室", "office@office.test"), random.Random(7), []
    for k in range(n):
        name, paper = f"催办通知单（财务科，第{k}号）.docx", chance.randbytes(SIZE)
        attached = Attachment(name, name, hashlib.sha256(paper).hexdigest())
        letter = Letter(
            FRIDAY, f"人员{k}", "财务科", f"p{k}@office.test", f"财务科文书{k}", "请查收。\n" * 20, "<p>请查收。</p>",
            (attached,), f"部门/{k}",
        )  # fmt: skip
        (one,) = freeze(letter, {name: paper}, sender, date(2026, 11, 23))
        made.append((one.dispatch, one.content))
    return made


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["ours" | "smtplib" as who, port, n]:
            print(json.dumps((ours if who == "ours" else theirs)(int(port), int(n))))
        case [name, *number] if name in BARS:
            main(name, int(number[0]) if number else BARS[name][0])
        case _:
            sys.exit(__doc__)
