"""The story of a run, and the only place that knows the order of the stages.

`examine` writes nothing; `issue` writes only the run folder (and one line of the ledger, which is when a run counts).
"""

from __future__ import annotations

import hashlib
import json
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officebatch import __version__, ledger, rulebook, workspace
from officebatch.model.docket import Docket, PastRun
from officebatch.model.finding import Skipped
from officebatch.model.vocabulary import Severity, Vocabulary
from officebatch.package import write_whole
from officebatch.wording import marked, say, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from officebatch.model.paper import Artifact
    from officebatch.rulebook.rules import RuleBook
    from officebatch.workspace import Workspace

    Tell = Callable[[str], None]


@dataclass(frozen=True)
class Run:
    """A run as it was put down. changed: whether the standing run was another one (or none)."""

    folder: Path
    artifacts: tuple[Artifact, ...]
    skipped: tuple[Skipped, ...]
    changed: bool


def vocabulary() -> Vocabulary:
    """What the stages registered, for the rule book."""
    from officebatch import checks, evaluation, outputs

    return Vocabulary(checks.facts(), evaluation.titles(), outputs.kinds())


def rules(of: Workspace) -> RuleBook:
    """The office's rule book. Raises rulebook.RuleBookFaults with every fault at once."""
    return rulebook.read(of.rule_book, vocabulary())


def explain(code: str) -> str | None:
    """The manual page of a check in the reader's language, None for an unknown code."""
    from officebatch import checks

    return checks.explain(code) if code in checks.facts() else None


def history(of: Workspace) -> tuple[ledger.RunLine, ...]:
    """All runs, the latest first."""
    return ledger.runs(of.ledger)


def init(root: Path, language: str, *, sample: bool) -> Workspace:
    """A new workspace: the shipped rule book without people, or the sample office. Raises WorkspaceFault."""
    made = workspace.create(root, language)
    if sample:
        shutil.copytree(workspace.shipped("samples") / "county-office", root, dirs_exist_ok=True)
    else:
        rulebook.write(rulebook.complete(rulebook.shipped(), vocabulary()), made.rule_book)
    return made


@contextmanager
def opened(of: Workspace) -> Iterator[Workspace]:
    """The workspace for one that writes: locked, and whatever an interrupted run left finished or undone."""
    with workspace.locked(of):
        workspace.finish_swaps(of, lambda day: ledger.digest(of.ledger, day))
        yield of


def examine(of: Workspace, book: RuleBook, as_of: date, tell: Tell) -> Docket:
    """Read, check, time and measure the office on one day. Writes nothing."""
    from officebatch import checks, deadlines, evaluation, reading

    office = reading.read(of.registers, book, tell)
    tell(say("Checking the records"))
    findings, skipped = checks.examine(office, book, as_of)
    tell(say("Reckoning the deadlines"))
    due = deadlines.reckon(office, book, as_of)
    measures = evaluation.measure(office, book, as_of, due, findings)
    return Docket(
        days=deadlines.days(book, as_of),
        office=office,
        findings=findings,
        deadlines=due,
        measures=measures,
        skipped=(*skipped, *_not_applied(book)),
        past=ledger.past(of.ledger, as_of),
    )


def issue(of: Workspace, book: RuleBook, docket: Docket, tell: Tell) -> Run:
    """Write the papers of a run aside and put the folder in place, whole. The workspace must be `opened`."""
    from officebatch import outputs

    day = docket.as_of.isoformat()
    with spoken(book.settings.language):
        folders = (of.templates, workspace.shipped("templates"))
        artifacts, skipped = outputs.compose(docket, book, folders, tell)
        manifest = _manifest(book, docket, artifacts, (*docket.skipped, *skipped))
    tell(say("Putting the run in place"))
    building = of.building(day)
    _write(building, artifacts, manifest)
    digest = hashlib.sha256(manifest).hexdigest()
    changed = digest != workspace.digest_of(of.run_folder(day)) or not _complete(of.run_folder(day), artifacts)
    ledger.record(of.ledger, _as_past(docket), digest, _counts(docket, artifacts))
    if changed:
        workspace.put_in_place(of, day)
    else:
        shutil.rmtree(building)
    return Run(of.run_folder(day), artifacts, (*docket.skipped, *skipped), changed)


def _counts(docket: Docket, artifacts: Sequence[Artifact]) -> dict[str, int]:
    """The figures of a run for the ledger and the manifest."""
    return docket.figures() | {"papers": len(artifacts)}


def _not_applied(book: RuleBook) -> Iterator[Skipped]:
    for ruling in book.rulings:
        what, because = marked("Ruling on {record} ({at})"), marked("rulings are not yet applied in this version")
        yield Skipped(what, because, (("record", ruling.record), ("at", ruling.at)))


def _write(building: Path, artifacts: Sequence[Artifact], manifest: bytes) -> None:
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    for artifact in artifacts:
        path = building / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, artifact.content)
    write_whole(building / workspace.MANIFEST, manifest)


def _manifest(book: RuleBook, docket: Docket, artifacts: Sequence[Artifact], skipped: Sequence[Skipped]) -> bytes:
    content = {
        "as_of": docket.as_of.isoformat(),
        "program": __version__,
        "rule_book": book.digest,
        "inputs": dict(sorted(docket.office.inputs.items())),
        "counts": _counts(docket, artifacts),
        "files": [
            {
                "path": a.path,
                "sha256": hashlib.sha256(a.content).hexdigest(),
                "bytes": len(a.content),
                "kind": a.kind,
                "audience_kind": a.audience_kind.value,
                "audience": a.audience,
                "matters": a.matters,
            }
            for a in sorted(artifacts, key=lambda a: a.path)
        ],
        "skipped": [dict(zip(("what", "because"), s.text(), strict=True)) for s in skipped],
        "provisional_from": docket.days.provisional_from.isoformat(),
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _complete(folder: Path, artifacts: Sequence[Artifact]) -> bool:
    """Whether every file of the run stands there. What a clerk wrote into a list of the same run stays hers."""
    return all((folder / a.path).is_file() for a in artifacts)


def _as_past(docket: Docket) -> PastRun:
    """What the next run may know of this one."""
    last = docket.past.last
    same_year = last is not None and last.as_of.year == docket.as_of.year
    return PastRun(
        as_of=docket.as_of,
        open_matters=frozenset(docket.office.open_tasks()),
        findings=frozenset(f.identity for f in docket.findings if f.severity is not Severity.GRAVE),
        overdue=frozenset(
            (d.register, str(docket.office.registers[d.register].keys[d.row]), d.step)
            for d in docket.deadlines.overdue()
        ),
        issue=(last.issue if last is not None and same_year else 0) + 1,
    )
