"""Ballots out and in: issued once with random numbers that are kept, read back, put into the register's shape."""

from __future__ import annotations

import secrets
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from officebatch import ledger
from officebatch.batch.scoring import EVALUATIONS
from officebatch.package import write_whole
from officebatch.wording import say, spoken
from officebatch.workspace import WorkspaceFault

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from officebatch.model.ballot import Ballot, CountedBallots
    from officebatch.model.report import Trouble
    from officebatch.model.score import Period
    from officebatch.rulebook.rules import RuleBook
    from officebatch.workspace import Workspace

FOLDER, OUT, BACK = "评议票", "发出", "收回"
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is taken for another
LENGTH = 10  # 50 bits: nobody guesses one


@dataclass(frozen=True)
class Issued:
    """ballots: all of the period, fresh: how many of them were drawn now. folder: where their sheets stand."""

    ballots: tuple[Ballot, ...]
    fresh: int
    folder: Path


@dataclass(frozen=True)
class Collected:
    """register, void: the workbooks written. issued: class → how many were issued."""

    back: CountedBallots
    register: Path
    void: Path
    issued: Mapping[str, int]
    troubles: tuple[Trouble, ...]


def issue(
    of: Workspace, book: RuleBook, period: Period, counts: Mapping[str, int], *, apart: bool, more: bool
) -> Issued:
    """The ballots of a period as sheets to print or fill in. Numbers come from the system's own source of randomness
    and are kept; what was issued is never issued anew: more: draw what `counts` asks beyond it. apart: a workbook a
    ballot instead of one a class. The workspace must be locked. Raises WorkspaceFault."""
    from officebatch import evaluation

    standing = ledger.ballots(of.ledger, period.name)
    if (lacking := evaluation.unknown_raters(book, counts)) and not standing:
        raise WorkspaceFault(*(
            say("How many raters of class {rater_class} there are the rule book does not tell. Say it: --count "
                "{rater_class}=12", rater_class=name) for name in lacking
        ))  # fmt: skip
    if not evaluation.rater_classes(book):
        raise WorkspaceFault(say("No line of sheet 指标 is counted by S105, so there is nothing to vote on."))
    if standing and not more:
        wanted: tuple[Ballot, ...] = ()
    else:
        wanted = _beyond(evaluation.ballots_of(book, period.name, period.last, counts), standing)
    if nameless := [ballot.rater_class for ballot in wanted if not ballot.items]:
        raise WorkspaceFault(
            say("Nothing says what raters of class {rater_class} rate. Enter the items into list 评议项目 of sheet "
                "选项, one a line, or as 权重 in sheet 指标.", rater_class=nameless[0])
        )
    taken = {ballot.number for ballot in standing}
    fresh = [replace(ballot, number=_number(taken)) for ballot in wanted]
    ledger.issue_ballots(of.ledger, fresh)
    ballots = ledger.ballots(of.ledger, period.name)
    return Issued(ballots, len(fresh), _write(of, book, period, ballots, apart=apart))


def collect(of: Workspace, book: RuleBook, period: Period) -> Collected:
    """Read the ballots that lie in the period's folder 收回 and write them in the register's shape, with a list of the
    void ones. Raises WorkspaceFault where none was issued or the folder is not there."""
    from officebatch import evaluation, outputs, reading

    issued = ledger.ballots(of.ledger, period.name)
    folder = _folder(of, period)
    if not issued:
        raise WorkspaceFault(say("No ballots were issued for {period}: officebatch ballots --period {period}",
                                 period=period.name))
    if not (folder / BACK).is_dir():
        raise WorkspaceFault(say("Put the workbooks that came back into {folder} and start again.",
                                 folder=folder / BACK))
    returned, troubles = reading.read_ballots(folder / BACK)
    back = evaluation.counted_ballots(issued, returned, book)
    register, void = folder / f"评议表（{period.name}）.xlsx", folder / f"废票（{period.name}）.xlsx"
    with spoken(book.settings.language):
        write_whole(register, outputs.ballot_register(back, period.name))
        write_whole(void, outputs.void_list(back, period.name))
    return Collected(back, register, void, Counter(b.rater_class for b in issued), troubles)


def _beyond(wanted: Sequence[Ballot], standing: Sequence[Ballot]) -> tuple[Ballot, ...]:
    """The ballots that are wanted and not issued yet, by what they rate."""
    left = Counter(replace(ballot, number="") for ballot in standing)
    found = []
    for ballot in wanted:
        if left[ballot]:
            left[ballot] -= 1
        else:
            found.append(ballot)
    return tuple(found)


def _number(taken: set[str]) -> str:
    """A number nobody bears."""
    while True:
        number = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        if number not in taken:
            taken.add(number)
            return number


def _folder(of: Workspace, period: Period) -> Path:
    return of.root / EVALUATIONS / period.name / FOLDER


def _write(of: Workspace, book: RuleBook, period: Period, ballots: Sequence[Ballot], *, apart: bool) -> Path:
    from officebatch import outputs

    into = _folder(of, period) / OUT
    into.mkdir(parents=True, exist_ok=True)
    (_folder(of, period) / BACK).mkdir(exist_ok=True)
    by_file: dict[str, list[Ballot]] = {}
    for ballot in ballots:
        name = f"评议票（{ballot.rater_class}）" + (f"{ballot.number}" if apart else "")
        by_file.setdefault(outputs.folder_name(name), []).append(ballot)
    with spoken(book.settings.language):
        for name, held in by_file.items():
            write_whole(into / f"{name}.xlsx", outputs.ballot_sheets(held, book.settings.short_name))
    return into
