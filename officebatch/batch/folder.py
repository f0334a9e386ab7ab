"""The folder of a run: what may be replaced, what may be signed, and the papers pressed into a new one aside."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from officebatch import ledger, manifest, workspace
from officebatch.batch.forms import answered
from officebatch.model.changes import ToldFinding
from officebatch.model.dispatch import DispatchState
from officebatch.model.docket import PastRun
from officebatch.model.trend import figures
from officebatch.model.vocabulary import Severity
from officebatch.model.workdays import Workdays
from officebatch.outbox import SqliteOutbox
from officebatch.package import write_whole
from officebatch.wording import say, spoken
from officebatch.workspace import WorkspaceFault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date
    from pathlib import Path

    from officebatch.approval.words import Words
    from officebatch.ledger import RunLine
    from officebatch.manifest import Standing
    from officebatch.model.approval import Signing
    from officebatch.model.docket import Docket
    from officebatch.model.finding import Skipped
    from officebatch.model.paper import Artifact
    from officebatch.model.returned import Complaint
    from officebatch.rulebook.rules import RuleBook
    from officebatch.workspace import Workspace


LATEST = timedelta(days=31)  # papers of an older day speak of a state that is gone


@dataclass(frozen=True)
class Pressed:
    """A run as it stands aside. content: of its manifest."""

    artifacts: tuple[Artifact, ...]
    skipped: tuple[Skipped, ...]
    content: bytes


def templates(of: Workspace) -> tuple[Path, Path]:
    """The folders of templates in look-up order."""
    return of.templates, workspace.shipped("templates")


def press(
    of: Workspace,
    book: RuleBook,
    docket: Docket,
    words: Words,
    tell: Callable[[str], None],
    *,
    made: str,
    signing: Signing | None,
) -> Pressed:
    """Every paper of the run and its manifest, written aside. made: what the run was made from."""
    from officebatch import evaluation, outputs, reading

    if outputs.shows_processes(book):
        tell(say("Looking at the processes"))
        period = evaluation.quarter(book, docket.as_of)
        docket = replace(docket, processes=evaluation.study(docket.office, docket.deadlines, book, period))
    with spoken(book.settings.language):
        originals = outputs.Originals(of.registers, docket.office.inputs, partial(reading.compare, rules=book))
        artifacts, skipped = outputs.compose(
            docket, book, templates(of), tell, signing=signing, words=words.written, originals=originals
        )
        left_out = (*docket.skipped, *skipped)
        content = manifest.write(made, book, docket, artifacts, left_out, words=len(words.written))
    tell(say("Putting the run in place"))
    building = of.building(docket.as_of.isoformat())
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    for artifact in artifacts:
        path = building / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, artifact.content)
    write_whole(building / workspace.MANIFEST, content)
    return Pressed(artifacts, left_out, content)


def refuse_foreign(of: Workspace) -> None:
    """Refuse to go on with a ledger that does not know the numbers of a run that stands: they would be given twice."""
    known = {number.text for number in ledger.numbers(of.ledger)}
    for path in sorted(of.runs.glob("[0-9]*/"), reverse=True):
        standing = manifest.standing(path)
        texts = [str(line["number"]) for line in standing.files.values() if line["number"]] if standing else []
        if lost := [text for text in texts if text not in known]:
            raise WorkspaceFault(
                say("{folder} holds papers under {number} and other numbers that the ledger {ledger} does not know: it "
                    "was deleted, or is an older copy. Put back the newest copy of it. If there is none, take this "
                    "folder and the notice book out of the workspace, and enter the last numbers used in sheet 设置.",
                    folder=path, number=lost[0], ledger=of.ledger)
            )


def refuse_closed(of: Workspace, book: RuleBook, as_of: date) -> None:
    """Refuse to replace a signed run by drafts when a later one is signed, or something of it was delivered."""
    lines = {line.as_of: line for line in ledger.runs(of.ledger)}
    line = lines.get(as_of)
    if line is None or line.issued is None:
        return
    later = [day for day, other in lines.items() if day > as_of and other.issued is not None]
    if later:
        raise WorkspaceFault(
            say("The run of {day} is signed, and so is the one of {later}. What changed since shows in the next run; "
                "the papers of {day} stay as they were signed.", day=as_of, later=max(later))
        )
    if key := _mailed(of, as_of):
        raise WorkspaceFault(
            say("The run of {day} is signed and its mails are made (the first: {key}), so it is not drafted again. "
                "What changed since shows in the next run. Mails that have not gone out are cancelled by: officebatch "
                "outbox forget KEY --by NAME", day=as_of, key=key)
        )
    notices, _ = answered(of, book, as_of.max)
    delivered = [n for n in notices if n.as_of == as_of and n.answer is not None and n.answer.delivered]
    if delivered:
        raise WorkspaceFault(
            say("The run of {day} is signed and {number} was delivered on {on}, so it is not drafted again. What "
                "changed since shows in the next run.", day=as_of, number=delivered[0].number,
                on=delivered[0].answer.delivered if delivered[0].answer is not None else "")
        )


def refuse_mailed(of: Workspace, as_of: date) -> None:
    """Refuse to sign other papers than those whose mails are made."""
    if key := _mailed(of, as_of):
        raise WorkspaceFault(
            say("The run of {day} is signed and its mails are made (the first: {key}), so other papers of it cannot be "
                "signed. What changed since shows in the next run. Mails that have not gone out are cancelled by: "
                "officebatch outbox forget KEY --by NAME", day=as_of, key=key)
        )


def _mailed(of: Workspace, as_of: date) -> str:
    """The key of a mail of a run that is in the outbox and not cancelled, "" where there is none."""
    with SqliteOutbox(of.ledger) as outbox:
        made = (d.key for d in outbox.of_day(as_of) if d.state is not DispatchState.CANCELLED)
        return next(made, "")


def refuse_unclear(complaints: Iterable[Complaint]) -> None:
    """Refuse to sign while something that was written cannot be understood. Raises WorkspaceFault with every place."""
    if lines := [complaint.said for complaint in complaints]:
        raise WorkspaceFault(*lines, say("Nothing was signed. Put these places right, save, and sign again."))


def refuse_losing(complaints: Iterable[Complaint]) -> None:
    """Refuse to make lists anew while something in them could not be read. Raises WorkspaceFault with every place."""
    from officebatch import approval

    if lines := [complaint.said for complaint in approval.losing(complaints)]:
        raise WorkspaceFault(
            *lines, say("Nothing was written, for this would be lost. Put these places right, save, and start again.")
        )


def issue_day(book: RuleBook, line: RunLine, issued: date | None) -> date | None:
    """The day of signing: the one it was signed for, else the one somebody named, None for the usual one. Raises
    WorkspaceFault for a day no paper can bear, and for another one than that of papers signed already."""
    if issued is None or issued == line.issued:
        return line.issued
    if line.issued is not None:
        raise WorkspaceFault(
            say("The run of {day} is signed for {issued}; its papers and the notice book bear that day, so it stays.",
                day=line.as_of, issued=line.issued)
        )
    as_of = line.as_of
    days = Workdays.of(book.calendar, book.settings.hours)
    latest = as_of + LATEST
    if not as_of <= issued <= latest or not bool(days.is_working(np.array([issued], dtype="datetime64[D]"))[0]):
        raise WorkspaceFault(
            say("{issued} cannot be the day the papers are signed: it must be a working day from {day} to {latest}.",
                issued=issued, day=as_of, latest=latest)
        )
    return issued


def to_be_signed(of: Workspace, as_of: date) -> tuple[Standing, RunLine]:
    """The run of a day as it stands whole. Raises WorkspaceFault where there is none, or a later one is signed."""
    lines = ledger.runs(of.ledger)
    line = next((line for line in lines if line.as_of == as_of), None)
    standing = manifest.standing(of.run_folder(as_of.isoformat()))
    if line is None or standing is None or not standing.complete or standing.digest != line.digest:
        raise WorkspaceFault(
            say("There is no whole run of {day} to sign. Draft it first: officebatch run --as-of {day}", day=as_of)
        )
    given = {number.as_of: number.text for number in ledger.numbers(of.ledger) if not number.void}
    waiting = [other.as_of for other in lines if other.as_of < as_of and other.issued is None and other.as_of in given]
    if waiting:
        raise WorkspaceFault(
            say("The run of {day} was signed, {number} and others were given, and then it was drafted again. Sign it "
                "first: officebatch approve --as-of {day}", day=min(waiting), number=given[min(waiting)])
        )
    later = [other.as_of for other in lines if other.as_of > as_of and other.issued is not None]
    if later:
        raise WorkspaceFault(
            say("The run of {later} is signed already, so none before it can be: its numbers would come behind those "
                "of later papers.", later=max(later))
        )
    return standing, line


def record(of: Workspace, docket: Docket, pressed: Pressed, signed: ledger.Approval | None = None) -> str:
    """Write the run into the ledger, which is when it counts; the digest of its manifest."""
    from officebatch import outputs

    digest = hashlib.sha256(pressed.content).hexdigest()
    known = [f for f in docket.findings if f.severity is not Severity.GRAVE]
    run = PastRun(
        as_of=docket.as_of,
        open_matters=outputs.in_hand(docket),
        findings=frozenset(f.identity for f in known),
        told={f.identity: ToldFinding(f.title, f.department, f.origin) for f in known},
    )
    counts, kept = manifest.counts(docket, pressed.artifacts), figures(docket, (a.kind for a in pressed.artifacts))
    ledger.record(of.ledger, run, digest, counts, signed, kept)
    return digest
