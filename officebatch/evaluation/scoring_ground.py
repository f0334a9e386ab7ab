"""What scoring looks at beside the deadlines: records with their day, department and faults, and ballots."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from officebatch.evaluation.ballots import ballots
from officebatch.model.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from officebatch.evaluation.ballots import Ballots
    from officebatch.evaluation.ground import Ground
    from officebatch.evaluation.own import Own
    from officebatch.model.finding import Finding
    from officebatch.model.register import Register
    from officebatch.model.score import Period
    from officebatch.rulebook.sheets import Indicator

_DAY_ROLES = {Kind.TOPICS: "meeting_date", Kind.ACTIVITIES: "date", Kind.PLAIN: "date", Kind.BALLOTS: "date"}


@dataclass(frozen=True, eq=False)
class Field:
    """ground: what counts at all, within the period. own: what the office's own expressions gave. waived: identities
    of facts that do not stand after an appeal."""

    ground: Ground
    period: Period
    as_of: date
    own: Own
    waived: frozenset[tuple[str, ...]] = frozenset()

    def __post_init__(self) -> None:
        self.__dict__["_within"] = {}
        self.__dict__["_by_department"] = {}

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

    def rows(self, register: Register, indicator: Indicator, department: str | None) -> np.ndarray:
        """The row positions of a department's records of the period (None: of all) for which the condition holds."""
        if department is None:
            rows = np.flatnonzero(self.within(register))
        else:
            rows = self._departments(register).get(department, np.empty(0, dtype=np.int64))
        kept = self.own.kept(indicator)
        return rows if kept is None else rows[kept[rows]]

    @cached_property
    def faults(self) -> Mapping[tuple[str, str], Mapping[int, tuple[Finding, ...]]]:
        """(register, check code) → row position → its findings."""
        places = {
            name: {str(key): row for row, key in enumerate(self.ground.office.registers[name].keys)}
            for name in {finding.register for finding in self.ground.findings}
        }
        found: dict[tuple[str, str], dict[int, tuple[Finding, ...]]] = {}
        for finding in self.ground.findings:
            row = places[finding.register].get(finding.record)
            if row is not None:
                held = found.setdefault((finding.register, finding.code), {})
                held[row] = (*held.get(row, ()), finding)
        return found

    def _departments(self, register: Register) -> Mapping[str, np.ndarray]:
        held: dict[str, Mapping[str, np.ndarray]] = self.__dict__["_by_department"]
        if register.name not in held:
            held[register.name] = self._by_word(register, register.role("department"))
        return held[register.name]

    def _by_word(self, register: Register, field: str | None) -> Mapping[str, np.ndarray]:
        if field is None:
            return {}
        column = register.frame[field].astype("category")
        codes = np.where(self.within(register), column.cat.codes.to_numpy(), -1)
        order = np.argsort(codes, kind="stable")
        words = column.cat.categories
        ends = np.searchsorted(codes[order], np.arange(len(words) + 1))
        return {str(word): order[ends[n] : ends[n + 1]] for n, word in enumerate(words) if ends[n] < ends[n + 1]}

    def _within_of(self, register: Register) -> np.ndarray:
        first, last = np.datetime64(self.ground.period.first), np.datetime64(self.ground.period.last) + 1
        everything = np.ones(len(register), dtype=bool)
        if register.kind is Kind.TASKS:
            start, done = self._days(register, "start"), self._days(register, "done")
            due = self._days(register, "due")
            begun = np.where(np.isnat(start), due, start)
            in_hand: np.ndarray = ~np.isnat(begun) & (begun < last) & (np.isnat(done) | (done >= first))
            return in_hand
        if register.kind in (Kind.FLOW, Kind.EVENTS):
            days = self._last_step(register)
            came = self._days(register, "received")
            days = np.where(np.isnat(days), came, days)
        elif register.kind in _DAY_ROLES:
            days = self._days(register, _DAY_ROLES[register.kind])
        else:
            return everything
        within: np.ndarray = ~np.isnat(days) & (days >= first) & (days < last)
        return within

    def _days(self, register: Register, role: str) -> np.ndarray:
        field = register.role(role)
        if field is None or register.frame[field].dtype.kind != "M":
            return np.full(len(register), np.datetime64("NaT"), dtype="datetime64[s]")
        days: np.ndarray = register.frame[field].to_numpy().astype("datetime64[s]")
        return days

    def _last_step(self, register: Register) -> np.ndarray:
        last = np.full(len(register), np.iinfo(np.int64).min, dtype=np.int64)
        for (_, name), events in self.ground.office.events.items():
            if name == register.name:
                dated = events.frame[events.frame["date"].notna()]
                moments = dated["date"].to_numpy().astype("datetime64[s]").astype(np.int64)
                np.maximum.at(last, dated["record"].to_numpy(), moments)
        days: np.ndarray = last.astype("datetime64[s]")  # the least number is NaT
        return days
