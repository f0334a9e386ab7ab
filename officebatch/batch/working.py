"""The activity ledger, on demand: what each person did in a period, as tables, a workbook and a sheet a person."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officebatch import batch
from officebatch.batch.scoring import EVALUATIONS
from officebatch.package import write_whole
from officebatch.wording import say, spoken
from officebatch.workspace import WorkspaceFault

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from officebatch.model.docket import Docket
    from officebatch.model.finding import Skipped
    from officebatch.model.score import Period
    from officebatch.rulebook.rules import RuleBook
    from officebatch.workspace import Workspace

    Tell = Callable[[str], None]

KIND, FOLDER, BOOK = "个人业绩单", "个人业绩", "个人工作台账"


def gather(of: Workspace, book: RuleBook, of_period: Period, day: date, names: Sequence[str], tell: Tell) -> Docket:  # noqa: PLR0917
    """The docket of a period as of a day with what people did in it; names: these people, none: everybody. Writes
    nothing. Raises WorkspaceFault for a name the rule book does not have."""
    from officebatch import evaluation

    for name in names:
        if name in book.leaders:
            raise WorkspaceFault(say("{name} is a leader of the unit; no activity ledger is kept of leaders.",
                                     name=name))
        if name not in book.people_by_name:
            raise WorkspaceFault(say("Sheet 人员 of the rule book has nobody called {name}. Write the name as it "
                                     "stands there.", name=name))  # fmt: skip
    as_of = min(day, of_period.last)
    docket = batch.examine(of, book, as_of, tell)
    tell(say("Gathering what each person did"))
    found = evaluation.work(docket.office, book, of_period, docket.deadlines, docket.findings, as_of=as_of)
    people = evaluation.portraits(found, docket.office, book.settings.inner_levels, names)
    return replace(docket, people=people)


def put_down(of: Workspace, book: RuleBook, docket: Docket, tell: Tell) -> tuple[Path, int, tuple[Skipped, ...]]:
    """Write a workbook and a sheet for each person into the period's folder; where, how many, what is left out."""
    from officebatch import outputs
    from officebatch.batch import folder
    from officebatch.outputs.work_words import named

    held = docket.people
    assert held is not None
    into = of.root / EVALUATIONS / held.period.name / FOLDER
    into.mkdir(parents=True, exist_ok=True)
    rule = next((rule for rule in book.outputs if rule.kind == KIND), None)
    with spoken(book.settings.language):
        books = {f"{BOOK}（{outputs.folder_name(named(one.doer, book))}）.xlsx": one for one in held.people}
        for name, one in books.items():
            write_whole(into / name, outputs.work_book(held, one, book))
        if rule is None or not rule.on:
            return into, len(books), ()
        only = replace(book, outputs=(rule,))
        artifacts, skipped = outputs.compose(docket, only, folder.templates(of), tell)
        for artifact in artifacts:
            path = into / artifact.path
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, artifact.content)
    return into, len(books) + len(artifacts), skipped
