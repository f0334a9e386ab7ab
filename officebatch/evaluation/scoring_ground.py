"""What scoring looks at beside the deadlines: records with their day, department and faults, and ballots."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from officebatch.evaluation.ballots import ballots
from officebatch.evaluation.own import KEY
from officebatch.evaluation.standing_in import stood_in
from officebatch.evaluation.subjects import subjects
from officebatch.model.measure import Subject
from officebatch.model.score import Fact, Said
from officebatch.model.vocabulary import Kind
from officebatch.model.workdays import Workdays
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import pandas as pd

    from officebatch.evaluation.ballots import Ballots
    from officebatch.evaluation.ground import Ground
    from officebatch.evaluation.own import Own
    from officebatch.evaluation.subjects import Subjects
    from officebatch.model.evaluation import Amended
    from officebatch.model.finding import Finding
    from officebatch.model.notice import Correspondence
    from officebatch.model.origin import Origin
    from officebatch.model.register import Register
    from officebatch.model.score import Period
    from officebatch.rulebook.judging import Indicator

LATE = marked("{days} working days late")
_LATE_COLUMNS = ("register", "row", "step", "pass", "due", "done", "open", "days_late", "person")
_DAY_ROLES = {Kind.TOPICS: "meeting_date", Kind.ACTIVITIES: "date", Kind.PLAIN: "date", Kind.BALLOTS: "date"}


@dataclass(frozen=True, eq=False)
class Field:
    """ground: what counts at all, within the period. own: what the office's own expressions gave. post: what went out
    and what came back. amended: what appeals changed."""

    ground: Ground
    period: Period
    as_of: date
    own: Own
    post: Correspondence
    amended: Amended

    def __post_init__(self) -> None:
        self.__dict__["_within"] = {}
        self.__dict__["_late"] = {}
        self.__dict__["_rows"] = {}

    @cached_property
    def subjects(self) -> Mapping[Subject, Subjects]:
        """All who are scored, by kind."""
        return subjects(self.ground)

    @property
    def subjects_of_people(self) -> Subjects:
        """The people who are scored."""
        return self.subjects[Subject.PERSON]

    def place(self, name: str, record: str) -> Origin | None:
        """Where a record stands, None where it is not there."""
        register = self.ground.office.registers.get(name)
        row = self._places(name).get(record) if register is not None else None
        return register.origin(row) if register is not None and row is not None else None

    @cached_property
    def stood_in(self) -> tuple[tuple[int, str], ...]:
        """The lines of the ground a stand-in did in time, each with who was away."""
        return tuple(stood_in(self.ground, self.falls))

    @cached_property
    def workdays(self) -> Workdays:
        """The office's working days."""
        rules = self.ground.rules
        return Workdays.of(rules.calendar, rules.settings.hours)

    @cached_property
    def ballots(self) -> Ballots:
        """The ballots of the period."""
        left_out = set(self.ground.office.registers) - set(self.ground.alive)
        return ballots(self.ground.office, self.ground.rules, self.period, left_out)

    def register(self, name: str) -> Register | None:
        """A register that was read and counts, else None."""
        register = self.ground.office.registers.get(name)
        return register if register is not None and register.parts and name in self.ground.alive else None

    def within(self, register: Register) -> np.ndarray:
        """Per row, whether the record counts in the period. A paper belongs to the day of its last dated step (else
        the day it came), a task to every day from its beginning until it was done, a topic to its meeting, an entry
        to its day; what has no day, as duties and regulations, to every period."""
        held: dict[str, np.ndarray] = self.__dict__["_within"]
        if register.name not in held:
            held[register.name] = self._within_of(register) & self.ground.alive[register.name]
        return held[register.name]

    def counts(self, register: Register, indicator: Indicator) -> np.ndarray:
        """Per row, whether the record counts in the period and the indicator's condition holds."""
        kept = self.own.kept(indicator)
        within = self.within(register)
        return within if kept is None else within & kept

    def falls(self, days: np.ndarray) -> np.ndarray:
        """Whether each day lies in the part of the period that is measured."""
        first, last = np.datetime64(self.ground.period.first), np.datetime64(self.ground.period.last) + 1
        found: np.ndarray = (days >= first) & (days < last)
        return found

    def late(self, lines: np.ndarray, basis: str) -> list[Fact]:
        """A fact a line of the ground that is or was late: made once, since departments and people share them."""
        held: dict[tuple[int, str], Fact] = self.__dict__["_late"]
        wanted = [line for line in lines.tolist() if (line, basis) not in held]
        frame = self.ground.lines.iloc[wanted]
        columns = (frame[name].to_list() for name in _LATE_COLUMNS)
        for line, *cells in zip(wanted, *columns, strict=True):
            held[line, basis] = self._late_fact(*cells, basis=basis)
        return [held[line, basis] for line in lines.tolist()]

    def fact(self, register: Register, row: int, identity: tuple[str, ...], **said: Any) -> Fact:
        """A fact about a record. Any: the other attributes of Fact, by name."""
        return Fact(
            identity=identity,
            origin=register.origin(row),
            record=str(register.keys[row]),
            title=register.text(row, register.role("title") or ""),
            **({"step": "", "person": ""} | said),
        )

    @cached_property
    def faults(self) -> Mapping[tuple[str, str], Mapping[int, list[Finding]]]:
        """(register, check code) → row position → its findings, of the checks indicators name."""
        found: dict[tuple[str, str], dict[int, list[Finding]]] = {}
        asked = (i.parameters.get("检查", "").split("、") for i in self.ground.rules.indicators)
        codes = {code for words in asked for code in words}
        for finding in self.ground.findings:
            if finding.code not in codes:
                continue
            row = self._places(finding.register).get(finding.record)
            if row is not None:
                found.setdefault((finding.register, finding.code), {}).setdefault(row, []).append(finding)
        return found

    def _places(self, name: str) -> Mapping[str, int]:
        held: dict[str, Mapping[str, int]] = self.__dict__["_rows"]
        if name not in held:
            held[name] = {str(key): row for row, key in enumerate(self.ground.office.registers[name].keys)}
        return held[name]

    def _within_of(self, register: Register) -> np.ndarray:
        first, last = np.datetime64(self.ground.period.first), np.datetime64(self.ground.period.last) + 1
        everything = np.ones(len(register), dtype=bool)
        if register.kind is Kind.TASKS:
            start, done = self.days(register, "start"), self.days(register, "done")
            due = self.days(register, "due")
            begun = np.where(np.isnat(start), due, start)
            in_hand: np.ndarray = ~np.isnat(begun) & (begun < last) & (np.isnat(done) | (done >= first))
            return in_hand
        if register.kind in (Kind.FLOW, Kind.EVENTS):
            days = self._last_step(register)
            came = self.days(register, "received")
            days = np.where(np.isnat(days), came, days)
        elif register.kind in _DAY_ROLES:
            days = self.days(register, _DAY_ROLES[register.kind])
        else:
            return everything
        return self.falls(days)

    def days(self, register: Register, role: str) -> np.ndarray:
        """The days of a role, NaT where there are none."""
        return self.days_in(register, register.role(role))

    def days_in(self, register: Register, field: str | None) -> np.ndarray:
        """The days of a field, NaT where there are none."""
        if field is None or register.frame[field].dtype.kind != "M":
            return np.full(len(register), np.datetime64("NaT"), dtype="datetime64[s]")
        days: np.ndarray = register.frame[field].to_numpy().astype("datetime64[s]")
        return days

    def _late_fact(  # noqa: PLR0917  the columns of a line
        self, name: str, row: int, step: str, pass_: int, due: pd.Timestamp, done: pd.Timestamp, open_: bool, days: int,
        person: str | float, *, basis: str,
    ) -> Fact:  # fmt: skip
        register = self.ground.office.registers[name]
        return Fact(
            identity=(KEY, name, str(row), step, str(pass_)),
            origin=register.origin(row),
            record=str(register.keys[row]),
            title=register.text(row, register.role("title") or ""),
            step=step,
            person=person if isinstance(person, str) else "",
            due=_day(due),
            done=None if open_ else _day(done),
            days_over=days,
            basis=basis or self._bases.get((name, step), ""),
            said=Said(LATE, (("days", str(days)),)),
        )

    @cached_property
    def _bases(self) -> Mapping[tuple[str, str], str]:
        return {(s.register, s.name): s.basis for s in reversed(self.ground.rules.steps)}

    def _last_step(self, register: Register) -> np.ndarray:
        last = np.full(len(register), np.iinfo(np.int64).min, dtype=np.int64)
        for (_, name), events in self.ground.office.events.items():
            if name == register.name:
                dated = events.frame[events.frame["date"].notna()]
                moments = dated["date"].to_numpy().astype("datetime64[s]").astype(np.int64)
                np.maximum.at(last, dated["record"].to_numpy(), moments)
        days: np.ndarray = last.astype("datetime64[s]")  # the least number is NaT
        return days


def _day(moment: pd.Timestamp) -> date | None:
    return moment.date() if moment == moment else None  # noqa: PLR0124  NaT is not itself
