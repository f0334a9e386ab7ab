"""A sending in a process of its own, to be killed or to run out of disk:

    python -m tests.delivery.sender LEDGER MAILS PORT

MAILS holds the frozen letters by the file names of their dispatches. Ends with 0 when nothing is left to send, with 2
and the system's words when the disk refuses. The clock is the machine's, back-off and all.
"""

from __future__ import annotations

import sys
import time
from datetime import datetime
from pathlib import Path

from officebatch.delivery import MailServer, Security, send
from officebatch.outbox import SqliteOutbox
from tests.delivery.days import FRIDAY


class Now:
    """The real clock."""

    def now(self) -> datetime:
        return datetime.now()  # noqa: DTZ005  the office's own time, as the command line hands it in

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


def main(ledger: str, mails: str, port: str) -> int:
    """One sending of the day."""
    server = MailServer(host="127.0.0.1", port=int(port), security=Security.NONE, sender="office@office.test")
    try:
        with SqliteOutbox(Path(ledger)) as outbox:
            summary = send(
                outbox.of_day(FRIDAY), lambda d: (Path(mails) / d.file).read_bytes(), outbox, server, Now()
            )
    except OSError as fault:
        print(f"{fault.filename}: {fault.strerror}", file=sys.stderr)
        return 2
    return int(bool(summary.stopped or summary.left))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
