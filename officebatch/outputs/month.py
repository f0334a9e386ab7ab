"""One month in figures: what departments had to finish in it, what the office itself did late, what began in it.

Only what may be told to everybody counts: live, in the hands of departments, of no inner secrecy level. The office's
own steps are counted apart.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from officebatch.model.notice import Disposal
from officebatch.model.vocabulary import HolderKind, Kind, Mends, Severity, State
from officebatch.model.workdays import Workdays
from officebatch.outputs.matters import matters
from officebatch.outputs.words import step_words

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from officebatch.model.register import Register
    from officebatch.outputs.desk import Desk
    from officebatch.outputs.matters import Matter


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers of deadlines due in the month: met, done late, open late. asked, answered: notices to be answered in it,
    and those answered in time."""

    met: int = 0
    late: int = 0
    open: int = 0
    asked: int = 0
    answered: int = 0

    @property
    def due(self) -> int:
        """All that is decided: due in the month, and met or not."""
        return self.met + self.late + self.open


@dataclass(frozen=True)
class Month:
    """The month that begins on `first`, as it is known at the desk."""

    desk: Desk
    first: date

    @property
    def next(self) -> date:
        """The first day after it."""
        return (self.first + timedelta(days=31)).replace(day=1)

    @property
    def before(self) -> Month:
        """The month before it."""
        return Month(self.desk, (self.first - timedelta(days=1)).replace(day=1))

    @cached_property
    def departments(self) -> dict[str, Figures]:
        """The figures of every department but the office, in 建制序; those without any are left out."""
        held = self._told[self._held & self._within("due").loc[self._told.index]]
        states = Counter(zip(held["holder"].tolist(), held["state"].tolist(), strict=True))
        asked, answered = self._answers()
        found = {
            name: Figures(
                met=states[name, State.MET.value],
                late=states[name, State.MET_LATE.value],
                open=states[name, State.OVERDUE.value],
                asked=asked[name],
                answered=answered[name],
            )
            for name in self.desk.departments
            if name != self.desk.rules.settings.office_department
        }
        return {name: figures for name, figures in found.items() if figures.due or figures.asked}

    @property
    def total(self) -> Figures:
        """The sum over all departments."""
        of = self.departments.values()
        return Figures(
            met=sum(f.met for f in of),
            late=sum(f.late for f in of),
            open=sum(f.open for f in of),
            asked=sum(f.asked for f in of),
            answered=sum(f.answered for f in of),
        )

    @property
    def undecided(self) -> int:
        """Due on the as-of day itself and still in hand: neither met nor late yet."""
        due = self._told[self._held & self._within("due").loc[self._told.index]]
        return int(due["state"].isin([State.DUE_SOON.value, State.AHEAD.value]).sum())

    @cached_property
    def office_late(self) -> Counter[str]:
        """Step, as papers name it → how many the office itself was late with, of what was due in the month."""
        own = self._told[~self._held & self._within("due").loc[self._told.index]]
        late = own[own["state"].isin([State.MET_LATE.value, State.OVERDUE.value])]
        return Counter(map(step_words, late["step"].tolist()))

    @property
    def begun(self) -> tuple[int | None, int | None, int | None]:
        """How many documents came in, went out, and how many tasks were set; None where no register tells.

        A document went out on its own day, or, where the register has none, the day a leader signed it.
        """
        flows = [r for r in self.desk.docket.office.registers.values() if r.kind is Kind.FLOW]
        tasks = [r for r in self.desk.docket.office.registers.values() if r.kind is Kind.TASKS]
        coming = [(r, r.role("received")) for r in flows]
        going = [(r, r.role("document_date") or self._signed(r)) for r in flows if not r.role("received")]
        return self._count(coming), self._count(going), self._count([(r, r.role("start")) for r in tasks])

    def ahead(self, most: int) -> list[tuple[Matter, int]]:
        """Tasks done in the month before they were due, without an extension, and by how many working days; one a
        department, the earliest first."""
        tasks = [r.name for r in self.desk.docket.office.registers.values() if r.kind is Kind.TASKS]
        told = self._told[self._held]
        done = told[
            self._within("done").loc[told.index]
            & told["register"].isin(tasks)
            & (told["state"] == State.MET.value)
            & (told["due"] == told["first_due"])
        ]
        frame = self.desk.docket.deadlines.frame
        days = Workdays.of(self.desk.rules.calendar, self.desk.rules.settings.hours)
        found = matters(self.desk.docket, self.desk.rules, frame.index.to_series().isin(done.index))
        counted = [(m, _early(days, m)) for m in found]
        counted.sort(key=lambda one: (-one[1], self.desk.place(one[0].holder)))
        first: dict[str, tuple[Matter, int]] = {}
        for matter, early in counted:
            if early > 0:
                first.setdefault(matter.holder, (matter, early))
        return list(first.values())[:most]

    def common(self, most: int) -> list[tuple[str, int, int]]:
        """Breaches of process more than one department has to answer for, in records dealt with in the month: title's
        message id, how many, of how many departments; the most frequent first."""
        dealt = self._within("due") | self._within("done")
        lines = self._told[dealt.loc[self._told.index]]
        office = self.desk.docket.office
        records = {
            (name, str(office.registers[name].keys[row]))
            for name, row in zip(lines["register"].tolist(), lines["row"].tolist(), strict=True)
        }
        of: dict[str, list[str]] = {}
        for finding in self.desk.docket.findings:
            counts = finding.mends is Mends.HOLDER and finding.severity in (Severity.ERROR, Severity.WARNING)
            if counts and finding.department and (finding.register, finding.record) in records:
                of.setdefault(finding.title, []).append(finding.department)
        found = [(title, len(names), len(set(names))) for title, names in of.items() if len(set(names)) > 1]
        return sorted(found, key=lambda one: -one[1])[:most]

    @cached_property
    def _told(self) -> pd.DataFrame:
        """The deadlines that may be told of, due or done in the month, of departments and of the office."""
        frame = self.desk.docket.deadlines.frame
        kinds = [HolderKind.DEPARTMENT.value, HolderKind.OFFICE.value]
        near = frame[frame["live"] & frame["holder_kind"].isin(kinds) & (self._within("due") | self._within("done"))]
        office, levels = self.desk.docket.office, self.desk.rules.settings.inner_levels
        inner = [
            office.registers[name].inner(row, levels)
            for name, row in zip(near["register"].tolist(), near["row"].tolist(), strict=True)
        ]
        return near[~np.array(inner, dtype=bool)]

    @property
    def _held(self) -> pd.Series[bool]:
        """Of those told of: whether a department holds it, and not the office itself."""
        told, own = self._told, self.desk.rules.settings.office_department
        return (told["holder_kind"] == HolderKind.DEPARTMENT.value) & (told["holder"] != own)

    def _within(self, column: str) -> pd.Series[bool]:
        days = self.desk.docket.deadlines.frame[column]
        return (days >= np.datetime64(self.first)) & (days < np.datetime64(self.next))

    def _answers(self) -> tuple[Counter[str], Counter[str]]:
        asked: Counter[str] = Counter()
        answered: Counter[str] = Counter()
        for notice in self.desk.docket.past.notices:
            by, answer = notice.told.answer_by, notice.answer
            void = answer is not None and answer.disposal is Disposal.VOID
            if by is None or void or not self.first <= by < self.next:
                continue
            asked[notice.audience] += 1
            answered[notice.audience] += answer is not None and answer.answered is not None and answer.answered <= by
        return asked, answered

    def _signed(self, register: Register) -> str | None:
        """The field with the day of the last step a leader holds."""
        steps = [s for s in self.desk.rules.steps if s.register == register.name and s.holder is HolderKind.LEADER]
        last = max(steps, key=lambda s: s.order, default=None)
        return last.date_field if last is not None and last.date_field in register.shown else None

    def _count(self, columns: list[tuple[Register, str | None]]) -> int | None:
        """How many days of these columns lie in the month, None where there is no column."""
        first, until = np.datetime64(self.first), np.datetime64(self.next)
        days = [register.frame[field].to_numpy() for register, field in columns if field is not None]
        return sum(int(((of >= first) & (of < until)).sum()) for of in days) if days else None


def _early(days: Workdays, matter: Matter) -> int:
    done, due = (np.array([at], dtype="datetime64[D]") for at in (matter.deadline.done, matter.deadline.due))
    return int(days.count(done, due)[0])
