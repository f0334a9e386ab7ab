"""The program for other programs: four calls, each of which takes the folder of a workspace.

    from datetime import date
    from officebatch import approve, examine, issue, send

`examine` looks, `issue` drafts, `approve` signs, `send` mails; the commands `check`, `run`, `approve` and
`send --really` do the same. Faults of the workspace raise `WorkspaceFault`, faults of the rule book `RuleBookFaults`;
both hold ready sentences in the workspace's language, and then nothing was written.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from officebatch import batch, rulebook, workspace
from officebatch.wording import spoken

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator
    from datetime import date

    from officebatch.batch import Run
    from officebatch.delivery import Summary
    from officebatch.model.docket import Docket
    from officebatch.rulebook.rules import RuleBook
    from officebatch.workspace import Workspace

RuleBookFaults = rulebook.RuleBookFaults
WorkspaceFault = workspace.WorkspaceFault


class Now:
    """The office's clock."""

    def now(self) -> datetime:
        """The local time."""
        return datetime.now()  # noqa: DTZ005  one office, one place

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(max(0.0, seconds))


def examine(office: str | os.PathLike[str], as_of: date) -> Docket:
    """Read, check, time and measure the registers as of a day. Writes nothing.

    >>> docket = examine("office", date(2026, 11, 20))
    >>> docket.as_of.isoformat(), docket.deadlines.tally().total > 0, len(docket.findings) > 0
    ('2026-11-20', True, True)
    """
    with _office(office) as (of, book):
        return batch.measured(batch.examine(of, book, as_of, _quiet), book)


def issue(office: str | os.PathLike[str], as_of: date) -> Run:
    """Draft the papers of a day into runs/DAY, as `officebatch run` does.

    >>> run = issue("office", date(2026, 11, 20))
    >>> run.folder.name, len(run.artifacts) > 0, run.changed
    ('2026-11-20', True, True)
    """
    with _office(office) as (of, book), batch.opened(of, "officebatch.issue"):
        return batch.issue(of, book, batch.examine(of, book, as_of, _quiet), _quiet)


def approve(office: str | os.PathLike[str], as_of: date, issued: date | None = None) -> Run:
    """Sign the drafts of a day as people decided in lists and batch sheet: number them, press the final papers, enter
    them into the notice book. issued: the day the papers bear, where it is not the one the rule book says.

    >>> signed = approve("office", date(2026, 11, 20))
    >>> signed.changed, len(signed.numbers) > 0
    (True, True)
    """
    with _office(office) as (of, book), batch.opened(of, "officebatch.approve"):
        return batch.approve(of, book, as_of, _quiet, issued)


def send(office: str | os.PathLike[str], as_of: date) -> Summary:
    """Send the signed papers of a day by mail, to everybody their own, each mail once; enter the delivery into the
    notice book. Needs [mail] in officebatch.toml.

    >>> summary = send("office", date(2026, 11, 20))
    >>> summary.sent > 0, summary.stopped, summary.to_decide
    (True, '', ())
    """
    from officebatch.batch import delivered, posting, sending

    with _office(office) as (of, book), sending.outbox(of) as outbox, batch.opened(of, "officebatch.send"):
        _, summary = posting.post(of, book, as_of, outbox, Now(), tell=_quiet)
        delivered.enter(of, book, outbox)
    return summary


@contextmanager
def _office(folder: str | os.PathLike[str]) -> Iterator[tuple[Workspace, RuleBook]]:
    of = workspace.open_workspace(Path(folder))
    with spoken(of.language):
        yield of, batch.rules(of)


def _quiet(_message: str) -> None:
    pass
