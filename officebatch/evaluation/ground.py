"""The ground all measures stand on: which deadlines, records and findings count at all."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from officebatch.model.deadline import TASK_STEP
from officebatch.model.measure import Proof
from officebatch.model.score import Period
from officebatch.model.vocabulary import BEGINS, HolderKind, Kind, Mends, Severity, State

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    import pandas as pd

    from officebatch.model.deadline import Deadlines
    from officebatch.model.finding import Finding
    from officebatch.model.office import Office
    from officebatch.model.register import Register
    from officebatch.rulebook.rules import RuleBook

_HOLDERS = (HolderKind.DEPARTMENT.value, HolderKind.OFFICE.value)
_DECIDED = (State.MET.value, State.MET_LATE.value, State.OVERDUE.value)
_COLUMNS = (
    "register", "row", "line", "step", "pass", "due", "done", "state", "open", "days_late", "person", "holder_kind",
    "holder", "start", "urgency",
)  # fmt: skip
_TIMED = (Kind.FLOW, Kind.EVENTS, Kind.TASKS)
_NEVER = frozenset({Mends.SECRECY, Mends.OFFICE})


@dataclass(frozen=True, eq=False)
class Ground:
    """lines: the deadlines that count, in the columns measures ask for and `decided`: due within the period, and
    met, met late or overdue; their index counts from 0. findings: those that count. alive: register → per row,
    whether the record began on or after the start day, for the registers that count.
    """

    office: Office
    rules: RuleBook
    period: Period
    lines: pd.DataFrame
    findings: tuple[Finding, ...]
    alive: Mapping[str, np.ndarray]

    def those(self, column: str) -> np.ndarray:
        """Per line a truth of it: decided, open, late (now or when it was done), overdue, task."""
        return self._truths[column]

    @cached_property
    def days_late(self) -> np.ndarray:
        """Per line the working days late."""
        days: np.ndarray = self.lines["days_late"].to_numpy()
        return days

    @cached_property
    def _truths(self) -> Mapping[str, np.ndarray]:
        tasks = sorted(name for name, register in self.office.registers.items() if register.kind is Kind.TASKS)
        lines = self.lines
        return {
            "decided": lines["decided"].to_numpy(dtype=bool),
            "open": lines["open"].to_numpy(dtype=bool),
            "late": self.days_late > 0,
            "overdue": (lines["state"] == State.OVERDUE.value).to_numpy(),
            "task": ((lines["step"] == TASK_STEP) & lines["register"].isin(tasks)).to_numpy(),
        }

    @cached_property
    def records(self) -> Mapping[str, int]:
        """Department → how many records of the registers that count are its."""
        found: Counter[str] = Counter()
        for name, alive in self.alive.items():
            register = self.office.registers[name]
            if (field := register.role("department")) is not None:
                counted = register.frame[field][alive].value_counts()
                found.update({str(name): int(n) for name, n in counted.items()})
        return found

    @cached_property
    def to_mend(self) -> Mapping[tuple[Mends, str], list[int]]:
        """(Who mends it, department) → the places of the findings that count; of the keeper's, the register instead."""
        found: dict[tuple[Mends, str], list[int]] = {}
        for place, finding in enumerate(self.findings):
            of = finding.register if finding.mends is Mends.KEEPER else finding.department
            found.setdefault((finding.mends, of), []).append(place)
        return found

    @cached_property
    def proofs(self) -> Mapping[int, Proof]:
        """The proof of each late line, by its index: made once, since departments, people and measures share them."""
        late = self.lines[self.lines["days_late"].to_numpy() > 0]
        columns = (late[name].to_list() for name in ("register", "row", "line", "step", "days_late"))
        return dict(zip(late.index.to_list(), map(self._proof, *columns), strict=True))

    def _proof(self, register: str, row: int, line: int, step: str, days: int) -> Proof:
        of = self.office.registers[register]
        title = of.text(row, of.role("title") or "")
        return Proof(of.origin(line), str(of.keys[row]), title, step, str(days))


def period(rules: RuleBook, as_of: date) -> Period:
    """From the first day that is measured to the as-of day."""
    return Period(rules.settings.measured_from(as_of), as_of, str(as_of.year))


def ground(
    office: Office, rules: RuleBook, measured: Period, deadlines: Deadlines, findings: Sequence[Finding]
) -> Ground:
    """What counts of an office within a period."""
    frame = deadlines.frame
    left_out = {rule.name for rule in rules.registers if not rule.evaluated}
    alive = {
        name: _alive(frame, register, rules.settings.start_day)
        for name, register in office.registers.items()
        if name not in left_out
    }
    counts = (
        frame["live"] & frame["holder_kind"].isin(_HOLDERS) & ~frame["register"].isin(sorted(left_out))
    )
    lines = frame.loc[counts, list(_COLUMNS)]
    due = lines["due"].to_numpy()
    within = (due >= np.datetime64(measured.first)) & (due < np.datetime64(measured.last) + 1)
    lines = lines.reset_index(drop=True).assign(decided=within & lines["state"].isin(_DECIDED).to_numpy())
    return Ground(office, rules, measured, lines, _counted(office, findings, alive), alive)


def _alive(frame: pd.DataFrame, register: Register, start_day: date | None) -> np.ndarray:
    """Deadlines say it; of a record of a kind that seldom has one, the day it is about."""
    alive = np.ones(len(register), dtype=bool)
    alive[frame.loc[(frame["register"] == register.name) & ~frame["live"], "row"].to_numpy()] = False
    if register.listed:
        of_cases: np.ndarray = alive[register.heads] | (register.heads < 0)
        return of_cases
    if start_day is not None and register.kind not in _TIMED:
        fields = [field_id for role in BEGINS.get(register.kind, ()) if (field_id := register.role(role)) is not None]
        for day in (register.frame[field_id].to_numpy(dtype="datetime64[s]") for field_id in fields):
            alive &= ~(day < np.datetime64(start_day))
    return alive


def _counted(
    office: Office, findings: Sequence[Finding], alive: Mapping[str, np.ndarray]
) -> tuple[Finding, ...]:
    """Findings of records that count; hints are no faults, secrecy and the machine are nobody's score."""
    early = {name: {str(office.registers[name].keys[n]) for n in np.flatnonzero(~alive[name])} for name in alive}
    return tuple(
        finding
        for finding in findings
        if finding.register in alive
        and finding.severity is not Severity.HINT
        and finding.mends not in _NEVER
        and finding.record not in early[finding.register]
    )
