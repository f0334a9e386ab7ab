"""What a check looks at: the whole office, one register, or one process over one register.

The columns a check needs stand here once, so that checks speak of empty cells, open matters and void records alike:
a cell is *empty* only where its sheet has the column; a *void* record (状态 取消, or 作废 in the remark or title)
keeps its number and owes nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np
import pandas as pd

from officebatch.model.vocabulary import STATUS_DONE, STATUS_DROPPED, VOID, FieldType, Kind
from officebatch.model.wordlist import parted
from officebatch.model.workdays import Workdays

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date, time

    from officebatch.checks.course import Course
    from officebatch.model.finding import Finding, Skipped
    from officebatch.model.office import Office
    from officebatch.model.register import Register, Unread
    from officebatch.model.report import Trouble, TroubleKind
    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import CalendarDay

T = TypeVar("T")


def marks(of_words: Sequence[bool], *, none: bool = False) -> np.ndarray:
    """One mark a distinct word, and one for code -1 behind them, so that codes can look them up."""
    return np.array([*of_words, none], dtype=bool)


def words_of(register: Register, field_id: str) -> tuple[np.ndarray, list[str]]:
    """A column of words as codes (-1: none) and the distinct words."""
    column = register.frame[field_id].array
    if not isinstance(column, pd.Categorical):
        column = pd.Categorical(column)
    return np.asarray(column.codes), [str(word) for word in column.categories]


class once(Generic[T]):  # noqa: N801  used as a decorator, like cached_property
    """A property worked out once a register, whichever check asks first: kept where all scopes of it look."""

    def __init__(self, made: Callable[[RegisterScope], T]) -> None:
        self.made, self.__doc__ = made, made.__doc__

    def __get__(self, scope: RegisterScope, _: type[RegisterScope]) -> T:
        name = self.made.__name__
        if name not in scope.kept:
            scope.kept[name] = self.made(scope)
        return scope.kept[name]  # type: ignore[return-value]  # what `made` returned
@lru_cache(maxsize=4)
def _day_table(calendar: tuple[CalendarDay, ...], hours: tuple[tuple[time, time], ...]) -> Workdays:
    return Workdays.of(calendar, hours)


@dataclass(frozen=True)
class OfficeScope:
    """The whole office, for checks across registers and for what reading could not do. kept: what several checks read
    once. found, left: for a check that runs after all others, what they found and where they could not look."""

    office: Office
    rules: RuleBook
    as_of: date
    parameters: Mapping[str, str] = field(default_factory=dict)
    kept: dict[str, object] = field(default_factory=dict, compare=False)
    scopes: dict[str, RegisterScope] = field(default_factory=dict, compare=False)
    found: tuple[Finding, ...] = ()
    left: tuple[Skipped, ...] = ()

    def troubles(self, *kinds: TroubleKind) -> Iterator[Trouble]:
        """What reading could not do, of some kinds, in its order."""
        return (trouble for trouble in self.office.troubles if trouble.kind in kinds)

    def of_kind(self, kind: Kind) -> list[Register]:
        """The registers of one kind, in the office's order."""
        return [r for r in self.office.registers.values() if r.kind is kind]

    def within(self, register: Register) -> RegisterScope:
        """One register of the office, the same scope for every check."""
        if register.name not in self.scopes:
            self.scopes[register.name] = RegisterScope(register, self.rules, self.as_of)
        return self.scopes[register.name]

    def number(self, parameter: str) -> int:
        """A parameter of the check as a whole number."""
        return int(self.parameters[parameter])

    def parted(self, parameter: str) -> tuple[str, ...]:
        """A parameter of the check as words: 督办、立项."""
        return parted(self.parameters[parameter])

    @property
    def workdays(self) -> Workdays:
        """The office's day table."""
        return _day_table(self.rules.calendar, self.rules.settings.hours)


@dataclass(frozen=True)
class RegisterScope:
    """One register. `day` columns and masks are arrays with one entry a row."""

    register: Register
    rules: RuleBook
    as_of: date
    parameters: Mapping[str, str] = field(default_factory=dict)
    kept: dict[str, object] = field(default_factory=dict, compare=False)  # what several checks read once

    def number(self, parameter: str) -> int:
        """A parameter of the check as a whole number."""
        return int(self.parameters[parameter])

    def parted(self, parameter: str) -> tuple[str, ...]:
        """A parameter of the check as words: 请示、报告."""
        return parted(self.parameters[parameter])

    def columns(self, *roles: str) -> list[str]:
        """The fields that play some roles, in order; none at all where the register lacks a column for one of them."""
        fields = [self.register.role(role) for role in roles]
        return [field_id for field_id in fields if field_id is not None] if None not in fields else []

    def field(self, role: str) -> str:
        """The field that plays a role the check needs."""
        found = self.register.role(role)
        if found is None:
            raise KeyError(role)
        return found

    def unread(self, *types: FieldType) -> Iterator[Unread]:
        """The cells whose text is no value of their type, of some types."""
        return (cell for cell in self.register.unread if cell.type in types)

    def days(self, field_id: str) -> np.ndarray:
        """A date column as days (datetime64[D]), NaT where empty or unread, and throughout a column of another type."""
        if self.register.types.get(field_id) not in (FieldType.DATE, FieldType.DATETIME):
            return np.full(len(self.register), np.datetime64("NaT", "D"))
        return self.register.frame[field_id].to_numpy(dtype="datetime64[s]").astype("datetime64[D]")

    def words(self, field_id: str) -> tuple[np.ndarray, list[str]]:
        """A column of words as codes (-1: none) and the distinct words."""
        return words_of(self.register, field_id)

    def numbers(self, field_id: str) -> np.ndarray:
        """A column of numbers, NaN where empty or unread."""
        return self.register.frame[field_id].to_numpy(dtype="float64")

    def has_column(self, field_id: str) -> np.ndarray:
        """Per row: whether its sheet has the column at all."""
        having = marks([field_id in part.letters for part in self.register.parts])
        found: np.ndarray = having[self.register.part]
        return found

    def empty(self, field_id: str) -> np.ndarray:
        """Per row: whether the sheet has the column and the cell is empty."""
        cells = self.register.shown.get(field_id)
        if cells is None:
            return np.zeros(len(self.register), dtype=bool)
        found: np.ndarray = (cells.codes < 0) & self.has_column(field_id)
        return found

    def used(self, field_id: str) -> bool:
        """Whether anything stands in the column at all: a heading nobody fills says nothing."""
        cells = self.register.shown.get(field_id)
        return cells is not None and bool((cells.codes >= 0).any())

    def written(self, field_id: str) -> str:
        """The distinct texts of a column as one text, a line each, so that it is searched at once."""
        key = f"{field_id}\n"
        known = self.kept.get(key)
        if not isinstance(known, str):
            known = self.kept[key] = "\n".join(self.register.shown[field_id].texts)
        return known

    def among(self, role: str, *wanted: str) -> np.ndarray:
        """Per row: whether the field of a role holds one of the words; nowhere when the register has no such field."""
        field_id = self.register.role(role)
        if field_id is None:
            return np.zeros(len(self.register), dtype=bool)
        codes, words = self.words(field_id)
        found: np.ndarray = marks([word in wanted for word in words])[codes]
        return found

    @once
    def void(self) -> np.ndarray:
        """Per row: whether the record was struck out and owes nothing but its number."""
        found = self.among("status", STATUS_DROPPED)
        for role in ("remark", "title"):
            cells = self.register.shown.get(self.register.role(role) or "")
            if cells is not None and VOID in self.written(self.field(role)):
                found = found | marks([text.strip().startswith(VOID) for text in cells.texts])[cells.codes]
        return found

    @once
    def open(self) -> np.ndarray:
        """Per row: whether the matter still runs (not done, not struck out, no done date)."""
        done = self.among("status", STATUS_DONE)
        field_id = self.register.role("done")
        if field_id is not None:
            done |= ~self.empty(field_id)
        still: np.ndarray = ~done & ~self.void
        return still

    @property
    def workdays(self) -> Workdays:
        """The office's day table."""
        return _day_table(self.rules.calendar, self.rules.settings.hours)

    @property
    def today(self) -> np.datetime64:
        """The as-of day, to be compared with `days`."""
        return np.datetime64(self.as_of, "D")

    @once
    def step_fields(self) -> frozenset[str]:
        """Person and date fields of the steps of a register whose records pass steps; empty for other kinds."""
        if self.register.kind not in (Kind.FLOW, Kind.EVENTS):
            return frozenset()
        mine = [s for s in self.rules.steps if s.register == self.register.name]
        return frozenset(f for s in mine for f in (s.person_field, s.date_field) if f)

    def date_fields(self, roles: tuple[str, ...]) -> list[str]:
        """The step dates and the fields of the roles, as far as they are dates with a column; in the frame's order."""
        wanted = self.step_fields | {self.register.role(role) for role in roles}
        dates = (FieldType.DATE, FieldType.DATETIME)
        register = self.register
        fields = [f for f in map(str, register.frame) if f in wanted and f in register.shown]
        return [f for f in fields if register.types[f] in dates]


@dataclass(frozen=True)
class ProcessScope:
    """One process over one register: `course` holds who passed which step when."""

    within: RegisterScope
    course: Course
    parameters: Mapping[str, str] = field(default_factory=dict)

    def number(self, parameter: str) -> int:
        """A parameter of the check as a whole number."""
        return int(self.parameters[parameter])

    def parted(self, parameter: str) -> tuple[str, ...]:
        """A parameter of the check as words: 拟稿、承办."""
        return parted(self.parameters[parameter])

    def step(self, parameter: str) -> int | None:
        """The first step of the process that a parameter of the check names, None where it has none of them."""
        return next((self.course.place[name] for name in self.parted(parameter) if name in self.course.place), None)

    @property
    def register(self) -> Register:
        """The register the process runs over."""
        return self.within.register

    @property
    def rules(self) -> RuleBook:
        """The rule book."""
        return self.within.rules
