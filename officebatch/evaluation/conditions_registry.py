"""What a title is asked of, and the register of conditions: every file of `conditions` is loaded once, by name."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

import numpy as np

from officebatch.evaluation.ground import ground
from officebatch.model.measure import Subject
from officebatch.model.proposal import Criterion, Evidence, Proposal, ProposalKind
from officebatch.model.score import MERIT, Period, Said
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    import pandas as pd

    from officebatch.evaluation.ground import Ground
    from officebatch.model.docket import Docket
    from officebatch.model.evaluation import Amended
    from officebatch.model.notice import Correspondence, Notice
    from officebatch.model.office import Office
    from officebatch.model.proposal import Edition
    from officebatch.model.score import Scores, Total
    from officebatch.model.work import PersonWork
    from officebatch.rulebook.judging import Title
    from officebatch.rulebook.rules import RuleBook

    Looking = Callable[["Asked"], "Iterator[Found] | Said"]

INTERNAL = marked("an internal matter")


@dataclass(frozen=True, eq=False)
class Asked:
    """What a condition is asked: one title of sheet 名目 and everything known of the period. before: the last edition
    of the period before this one of the same length, None where none was kept. post: what went out and came back.
    amended: what appeals changed; docket and scores say so already."""

    title: Title
    rules: RuleBook
    docket: Docket
    scores: Scores
    people: tuple[PersonWork, ...]
    before: Edition | None
    ground: Ground
    post: Correspondence
    amended: Amended

    @property
    def office(self) -> Office:
        """The registers."""
        return self.docket.office

    @property
    def period(self) -> Period:
        """The days that are counted."""
        return self.ground.period

    @cached_property
    def departments(self) -> tuple[Total, ...]:
        """The departments that take part, in 建制序."""
        return self.scores.of(Subject.DEPARTMENT)

    def number(self, name: str, otherwise: float) -> float:
        """A parameter that is a number."""
        given = self.title.parameters.get(name, "")
        try:
            return float(given)
        except ValueError:
            return otherwise

    def words(self, name: str, otherwise: str) -> tuple[str, ...]:
        """A parameter that is words by 、."""
        return tuple(w for w in (self.title.parameters.get(name) or otherwise).split("、") if w)

    def held(self, department: str) -> pd.DataFrame:
        """The lines of the ground a department holds."""
        lines = self.ground.lines
        return lines[(lines["holder"] == department).to_numpy()]

    def notices(self, department: str, kind: str = "") -> tuple[Notice, ...]:
        """The notices (of a kind) that were signed, numbered and told a department up to the last day of the period,
        oldest first; none that is void."""
        return tuple(
            n for n in self.post.standing()
            if n.audience == department and kind in {"", n.kind} and n.issued <= self.period.last
        )  # fmt: skip

    def stands(self, notice: Notice, *identities: tuple[str, ...]) -> bool:
        """Whether no appeal took away what is held against a department by a notice. identities: of its facts."""
        waived = self.amended.waived
        deducted = any(i[0] == MERIT and i[1] == notice.audience and i[3] == notice.number for i in waived)
        return not deducted and waived.isdisjoint(identities)

    def line(self, register: str, row: int, said: Said, at: int | None = None) -> Evidence:
        """A row as a fact; of an inner matter only where it stands."""
        of = self.office.registers[register]
        origin = of.origin(row if at is None else at)
        if of.inner(row, self.rules.settings.inner_levels):
            return Evidence(origin, "", INTERNAL, said)
        return Evidence(origin, str(of.keys[row]), of.text(row, of.role("title") or ""), said)

    def within(self, lines: pd.DataFrame) -> np.ndarray:
        """Which lines fell due within the period, done or not."""
        due = lines["due"].to_numpy()
        found: np.ndarray = (due >= np.datetime64(self.period.first)) & (due < np.datetime64(self.period.last) + 1)
        return found

    def lines(self, lines: pd.DataFrame) -> Iterator[tuple[str, int, int, int, date]]:
        """Of each line register, record's row, own row, working days late and due day."""
        register, row, line, late, due = (
            lines[name].to_list() for name in ("register", "row", "line", "days_late", "due")
        )
        yield from zip(register, row, line, late, (day.date() for day in due), strict=True)

    def row(self, register: str, key: str) -> int | None:
        """The position of a record, None where the register has it no more."""
        of = self.office.registers.get(register)
        if of is None:
            return None
        found = np.flatnonzero(of.keys == key)
        return int(found[0]) if len(found) else None


@dataclass(frozen=True, slots=True)
class Found:
    """One subject looked at. better: the higher, the sooner it gets one of the places; None where all are alike."""

    subject: str
    department: str
    criteria: tuple[Criterion, ...]
    evidence: tuple[Evidence, ...] = ()
    better: float | None = None
    advice: tuple[Said, ...] = ()
    subject_kind: Subject = Subject.DEPARTMENT

    def proposal(self, title: Title) -> Proposal:
        """As a proposal of a title, before places are given."""
        return Proposal(ProposalKind(title.kind), title.name, self.subject_kind, self.subject, self.department,
                        self.criteria, self.evidence, title.places, advice=self.advice, basis=title.basis)


def ground_of(docket: Docket, rules: RuleBook, scores: Scores) -> Ground:
    """What counts within the period of scores."""
    first = max(scores.period.first, rules.settings.start_day or scores.period.first)
    measured = Period(first, min(scores.period.last, scores.as_of), scores.period.name)
    return ground(docket.office, rules, measured, docket.deadlines, docket.findings)


_noted: dict[str, Looking] = {}


def conditions(word: str) -> Callable[[Looking], Looking]:
    """Register a function as the conditions `word`. Raises ValueError for a word used twice."""

    def note(look: Looking) -> Looking:
        if word in _noted:
            raise ValueError(f"conditions {word} stand twice")
        _noted[word] = look
        return look

    return note


@cache
def all_conditions() -> dict[str, Looking]:
    """Word of sheet 名目 → its conditions."""
    from officebatch.evaluation import conditions as folder

    for module in sorted(found.name for found in pkgutil.iter_modules(folder.__path__)):
        importlib.import_module(f"{folder.__name__}.{module}")
    return dict(_noted)
