"""The docket: the state of the office on one day. All analysis ends in it, all writing starts from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from officebatch.model.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from officebatch.model.deadline import Deadlines
    from officebatch.model.finding import Finding, Skipped
    from officebatch.model.measure import Measure
    from officebatch.model.office import Office


@dataclass(frozen=True)
class PastRun:
    """What the ledger says of the last run before as_of. open_matters: (register, record key) of tasks then open.

    findings: identities then known. issue: the 期 of its weekly report in its year, 0 before the first.
    """

    as_of: date
    open_matters: frozenset[tuple[str, str]]
    findings: frozenset[tuple[str, str, str, str]]
    overdue: frozenset[tuple[str, str, str]]
    issue: int = 0


@dataclass(frozen=True)
class Past:
    """What the ledger and the notice book say, always as before as_of. `last` is None before the first run."""

    last: PastRun | None = None


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
    """findings in the order gravity, register, row. new: identities of findings the last run did not know."""

    days: Days
    office: Office
    findings: tuple[Finding, ...]
    deadlines: Deadlines
    measures: tuple[Measure, ...]
    skipped: tuple[Skipped, ...]
    past: Past

    @property
    def as_of(self) -> date:
        """The day the docket speaks of."""
        return self.days.as_of

    def figures(self) -> dict[str, int]:
        """The figures of the day by name: records, deadlines by whose they are, findings by gravity."""
        tally = self.deadlines.tally()
        return {
            "records": sum(len(register) for register in self.office.registers.values()),
            "overdue": tally.total,
            "before_start": tally.before_start,
            "with_leaders": tally.leaders,
            "due_soon": tally.due_soon,
            **{f"findings_{s.value}": sum(f.severity is s for f in self.findings) for s in Severity},
        }
