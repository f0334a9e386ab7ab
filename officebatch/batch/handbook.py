"""The office's handbook on demand: regulations, processes and posts as books, and tasks to revise what does not fit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from officebatch.batch import folder, processes
from officebatch.model.handbook import Handbook
from officebatch.model.score import Said
from officebatch.wording import aside, marked, spoken
from officebatch.workspace import WorkspaceFault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from officebatch.model.docket import Docket
    from officebatch.model.handbook import Regulation, Revision
    from officebatch.model.process import Foresight, Study
    from officebatch.model.score import Period
    from officebatch.rulebook.rules import RuleBook
    from officebatch.workspace import Workspace

    Tell = Callable[[str], None]

FOLDER = "handbook"
BOOKS = ("制度汇编", "流程手册", "岗位手册")
TASKS = "制度修订任务.xlsx"
NO_FILE = marked("the list names no file of its text")
INNER = marked("of an inner level: listed, never bound in")


@dataclass(frozen=True)
class Made:
    """What was written. pages: name of a book → its pages, where they are known. left_out: books there was nothing for,
    with the reason, ready to be shown."""

    folder: Path
    files: tuple[str, ...]
    pages: Mapping[str, int]
    left_out: tuple[tuple[str, str], ...]
    handbook: Handbook


def write(of: Workspace, book: RuleBook, as_of: date, out: Path | None, tell: Tell, *, lay_out: bool = True) -> Made:
    """Write the books and the tasks into a folder: `out`, else `handbook/DAY` of the workspace. lay_out: LibreOffice
    finds the page numbers of the contents, where it is installed. Raises WorkspaceFault where there is nothing."""
    from officebatch import outputs
    from officebatch.outputs.refusal import Refused
    from officebatch.package import write_whole

    docket = gather(of, book, as_of, tell)
    held = docket.handbook
    assert held is not None
    made: dict[str, bytes] = {}
    left_out: dict[str, str] = {}
    with spoken(book.settings.language):
        for kind in BOOKS:
            tell(aside("Writing {paper}", paper=kind))
            try:
                made[f"{kind}.docx"] = outputs.compose_one(docket, book, folder.templates(of), kind)
            except Refused as refusal:
                left_out[kind] = aside(refusal.because, **dict(refusal.values))
            except LookupError:
                left_out[kind] = aside("there is nothing to write: no such register was read")
        if made:
            tell(aside("Finding the page numbers"))
        made, pages = outputs.paginate(made, lay_out=lay_out)
        if held.revisions:
            made[TASKS] = outputs.revision_tasks(docket, book)
    if not made:
        raise WorkspaceFault(*left_out.values())
    place = out or of.root / FOLDER / as_of.isoformat()
    place.mkdir(parents=True, exist_ok=True)
    for name, content in made.items():
        write_whole(place / name, content)
    return Made(place, tuple(made), pages, tuple(left_out.items()), held)


def gather(of: Workspace, book: RuleBook, as_of: date, tell: Tell) -> Docket:
    """The docket of a day with the handbook in it. Writes nothing."""
    from officebatch import evaluation

    docket, study = processes.study(of, book, as_of, None, tell)
    listed = evaluation.regulations(docket.office, book)
    texts, without = _texts(of, book, listed)
    handbook = Handbook(listed, _revisions(docket, book, listed, study), study, texts, without)
    return replace(docket, processes=study, handbook=handbook)


def revised(docket: Docket, book: RuleBook, period: Period) -> tuple[Revision, ...]:
    """What speaks for revising a regulation or a limit, from a docket of a period's end."""
    from officebatch import evaluation

    within = evaluation.quarter(book, period.last, period.first)
    study = evaluation.study(docket.office, docket.deadlines, book, within)
    return _revisions(docket, book, evaluation.regulations(docket.office, book), study)


def _revisions(
    docket: Docket, book: RuleBook, listed: Sequence[Regulation], study: Study
) -> tuple[Revision, ...]:
    from officebatch import evaluation

    with spoken(book.settings.language):
        late = evaluation.missed(study, book)
        foreseen = _foreseen(docket, study, book, [f"{one.key}={one.better}" for one in late if one.better])
        return evaluation.revisions(docket, listed, late, foreseen, book)


def _foreseen(docket: Docket, study: Study, book: RuleBook, limits: Sequence[str]) -> Foresight | None:
    """What limits nine of ten kept would have made of the same period; None where none can be supposed."""
    from officebatch.model.score import Period
    from officebatch.rulebook import RuleBookFaults

    if not limits:
        return None
    try:
        return processes.foresee(docket, book, limits, Period(study.first, study.last)).foresight
    except RuleBookFaults:
        return None


def _texts(of: Workspace, book: RuleBook, listed: Sequence[Regulation]) -> tuple[dict[str, bytes], dict[str, Said]]:
    """The texts to be bound in, and why the others are not. Repealed ones are in a list only."""
    from officebatch.reading.guard import Refused
    from officebatch.reading.word_text import read_word_text

    texts: dict[str, bytes] = {}
    without: dict[str, Said] = {}
    for one in listed:
        if one.repealed:
            continue
        if one.inner or not one.file:
            without[one.key] = Said(INNER if one.inner else NO_FILE)
            continue
        try:
            texts[one.key] = read_word_text(of.root, one.file, book.settings)
        except Refused as refusal:
            without[one.key] = Said(refusal.why, refusal.values)
    return texts, without
