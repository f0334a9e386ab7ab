"""The office's processes on demand: how they ran, on paper too, and what other limits would have made of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from officebatch import batch
from officebatch.wording import say, spoken
from officebatch.workspace import WorkspaceFault

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from officebatch.model.docket import Docket
    from officebatch.model.process import Foresight, Study
    from officebatch.model.score import Period
    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.supposing import Supposed
    from officebatch.workspace import Workspace

    Tell = Callable[[str], None]

KIND = "流程分析报告"


@dataclass(frozen=True)
class Seen:
    """What other limits would have done. supposed: the limits as they were understood."""

    docket: Docket
    supposed: tuple[Supposed, ...]
    foresight: Foresight


def study(of: Workspace, book: RuleBook, as_of: date, since: date | None, tell: Tell) -> tuple[Docket, Study]:
    """The docket of a day and how the processes ran in the three months up to it, or from `since`. Writes nothing."""
    from officebatch import evaluation

    docket = batch.examine(of, book, as_of, tell)
    return docket, evaluation.study(docket.office, docket.deadlines, book, evaluation.quarter(book, as_of, since))


def report(of: Workspace, book: RuleBook, docket: Docket, study: Study, out: Path) -> Path:
    """Write 流程分析报告 to a file, or into a folder under its own name, and tell where.

    Raises WorkspaceFault where it cannot be made.
    """
    from officebatch import outputs
    from officebatch.batch import folder
    from officebatch.outputs.refusal import Refused
    from officebatch.package import write_whole

    path = out / f"{KIND}.docx" if out.is_dir() else out
    with spoken(book.settings.language):
        try:
            made = outputs.compose_one(replace(docket, processes=study), book, folder.templates(of), KIND)
        except Refused as refusal:
            raise WorkspaceFault(say(refusal.because, **dict(refusal.values))) from refusal
        except LookupError as nothing:
            raise WorkspaceFault(say("No register of a process was read, so there is nothing to report.")) from nothing
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, made)
    return path


def whatif(
    of: Workspace, book: RuleBook, as_of: date, limits: Sequence[str], tell: Tell, *, since: date | None = None
) -> Seen:
    """What the three months up to a day (or from `since`) would have looked like under other limits. Writes nothing.

    Raises WorkspaceFault for a limit that is none, a process or step the rule book does not have.
    """
    from officebatch import evaluation
    from officebatch.rulebook import RuleBookFaults
    from officebatch.rulebook.supposing import supposed

    try:
        supposed(book, limits)
    except RuleBookFaults as faults:
        raise WorkspaceFault(
            *(fault.text() for fault in faults.faults), say("Nothing was reckoned. Correct --limit and start again.")
        ) from faults
    docket = batch.examine(of, book, as_of, tell)
    return foresee(docket, book, limits, evaluation.quarter(book, as_of, since))


def foresee(docket: Docket, book: RuleBook, limits: Sequence[str], period: Period) -> Seen:
    """What a period of a docket would have looked like under other limits. Raises RuleBookFaults for a limit that is
    none."""
    from officebatch import deadlines, evaluation
    from officebatch.rulebook.supposing import supposed

    other, understood = supposed(book, limits)
    reckoned = deadlines.reckon(docket.office, other, docket.as_of)
    after = deadlines.ruled(docket.office, reckoned, other, docket.as_of, docket.rulings)
    steps = [(one.process, one.step) for one in understood]
    return Seen(docket, understood, evaluation.foresee(docket.deadlines, after, book, period, steps))
