"""The docket: the state of the office on one day. All analysis ends in it, all writing starts from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from officebatch.model.changes import changes
from officebatch.model.notice import Disposal
from officebatch.model.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from officebatch.model.approval import Judgement, PaperKey
    from officebatch.model.changes import Changes, ToldFinding
    from officebatch.model.deadline import Deadlines
    from officebatch.model.evaluation import Evaluation
    from officebatch.model.finding import CheckResult, Finding, Identity, Skipped
    from officebatch.model.handbook import Handbook
    from officebatch.model.measure import Measure
    from officebatch.model.notice import MatterId, Notice
    from officebatch.model.office import Office
    from officebatch.model.process import Study
    from officebatch.model.returned import Complaint
    from officebatch.model.ruling import Ruling
    from officebatch.model.urging import Urging
    from officebatch.model.work import Portraits


@dataclass(frozen=True)
class PastRun:
    """What the ledger says of the last run before as_of. open_matters: (register, record key) of tasks then open.

    findings: identities then known. told: of these, what each was called and where it stood (none of runs that did not
    write it down).
    """

    as_of: date
    open_matters: frozenset[tuple[str, str]]
    findings: frozenset[Identity]
    told: Mapping[Identity, ToldFinding] = field(default_factory=dict)


@dataclass(frozen=True)
class Past:
    """What the ledger and the notice book say, always as before as_of.

    last: the last approved run, before the first approval the last one drafted; None before the first run.
    notices: of approved runs, oldest first. kept_back: what the last approved run held or dropped, with its reason.
    months: the first days of the months a bulletin reported on. sent: (kind of paper, audience) → the day of the
    last approved run that sent one.
    """

    last: PastRun | None = None
    notices: tuple[Notice, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    unclear: tuple[Complaint, ...] = ()
    kept_back: Mapping[PaperKey, Judgement] = field(default_factory=dict)
    months: frozenset[date] = frozenset()
    sent: Mapping[tuple[str, str], date] = field(default_factory=dict)

    def told(self, matter: MatterId) -> tuple[Notice, ...]:
        """The notices of a matter that still hold, oldest first."""
        return self._by_matter.get(matter, ())

    @cached_property
    def _by_matter(self) -> Mapping[MatterId, tuple[Notice, ...]]:
        found: dict[MatterId, tuple[Notice, ...]] = {}
        for notice in self.notices:
            if notice.answer is None or notice.answer.disposal is not Disposal.VOID:
                found[notice.told.matter] = (*found.get(notice.told.matter, ()), notice)
        return found

    def month_due(self, as_of: date) -> date | None:
        """The first day of the last complete month when no bulletin has reported on it yet, else None."""
        tomorrow = as_of + timedelta(days=1)
        month = (tomorrow.replace(day=1) - timedelta(days=1)).replace(day=1)
        return None if month in self.months else month


@dataclass(frozen=True)
class Days:
    """The three days, never mixed: as-of (Friday), issue day (the first working day after), answers by kind of paper.

    provisional_from: the first day without a published holiday notice.
    """

    as_of: date
    issue: date
    answer_by: Mapping[str, date]
    provisional_from: date


@dataclass(frozen=True)
class Docket:
    """findings in the order gravity, register, row. rulings: those in force on the day, already applied to findings
    and deadlines. urgings: what this run urges, in the order of the deadlines. unclear: what of the notice book nobody
    can understand. results: what became of every check. measures, processes, people, handbook, evaluation: only where
    somebody asked for them."""

    days: Days
    office: Office
    findings: tuple[Finding, ...]
    deadlines: Deadlines
    skipped: tuple[Skipped, ...]
    past: Past
    urgings: tuple[Urging, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    unclear: tuple[Complaint, ...] = ()
    results: tuple[CheckResult, ...] = ()
    measures: tuple[Measure, ...] = ()
    processes: Study | None = None
    people: Portraits | None = None
    evaluation: Evaluation | None = None
    handbook: Handbook | None = None

    @property
    def as_of(self) -> date:
        """The day the docket speaks of."""
        return self.days.as_of

    @cached_property
    def changes(self) -> Changes | None:
        """What became of the findings since the last run, None before the first."""
        return None if self.past.last is None else changes(self, self.past.last)

    def figures(self) -> dict[str, int]:
        """The figures of the day by name: records, deadlines by whose they are, findings by gravity."""
        tally = self.deadlines.tally()
        return {
            "records": sum(len(register) for register in self.office.registers.values()),
            "overdue": tally.total,
            "before_start": tally.before_start,
            "with_leaders": tally.leaders,
            "leaders_late": tally.leaders_late,
            "due_soon": tally.due_soon,
            **{f"findings_{s.value}": sum(f.severity is s for f in self.findings) for s in Severity},
        }
