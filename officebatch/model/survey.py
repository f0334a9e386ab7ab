"""What a first look at a folder of workbooks saw: tables that look like registers, and what stands in them.

No text yet: `why` of what was left is a message id of reading's. Nothing of a classified row is here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from officebatch.model.report import How


class Holds(StrEnum):
    """What most cells of a column are."""

    DAY = "day"
    NUMBER = "number"
    NAME = "name"
    TEXT = "text"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """A column with a heading. heading: its rows from above; plain: the same without blanks and numbering; field: ""
    where nothing knows it; candidates: the fields it may be, where several may; synonym: the known heading it was
    taken for."""

    letter: str
    heading: tuple[str, ...]
    plain: tuple[str, ...]
    field: str
    how: How
    synonym: str
    candidates: tuple[str, ...]
    holds: Holds

    @property
    def text(self) -> str:
        """The heading on one line."""
        return "/".join(part.replace("\n", "") for part in self.heading)


@dataclass(frozen=True)
class SeenTable:
    """A table that looks like a register. heading_rows from 1; span: `A:L` where several stand side by side.

    words: field → text → in how many records it stands; first: (field, text) → the row it stands in first;
    pairs: field → (person, department of the record) → records; days: year → how many days of it stand there.
    timed: field of days → how many of its days have an hour, and how many there are.
    unclear: how many of the quarantined rows are so for a word of secrecy nobody knows.
    """

    workbook: str
    sheet: str
    register: str
    heading_rows: tuple[int, ...]
    columns: tuple[SeenColumn, ...]
    records: int
    quarantined: int = 0
    unclear: int = 0
    span: str = ""
    titles: tuple[str, ...] = ()
    words: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    first: Mapping[tuple[str, str], int] = field(default_factory=dict)
    pairs: Mapping[str, Mapping[tuple[str, str], int]] = field(default_factory=dict)
    days: Mapping[int, int] = field(default_factory=dict)
    timed: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """`发文.xlsx 发文`."""
        return f"{self.workbook} {self.sheet}"

    def column(self, of: str) -> SeenColumn | None:
        """The column of a field."""
        return next((c for c in self.columns if c.field == of), None)


@dataclass(frozen=True, slots=True)
class LeftAside:
    """A workbook or a sheet that was not taken; row from 1 where it is about what stands there."""

    workbook: str
    sheet: str
    why: str
    row: int = 0
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Survey:
    """The tables in the order of files and sheets, and what was left aside."""

    tables: tuple[SeenTable, ...]
    left: tuple[LeftAside, ...]

    @cached_property
    def registers(self) -> dict[str, tuple[SeenTable, ...]]:
        """Register → its tables."""
        found: dict[str, tuple[SeenTable, ...]] = {}
        for table in self.tables:
            found[table.register] = (*found.get(table.register, ()), table)
        return found

    @property
    def workbooks(self) -> tuple[str, ...]:
        """The files that hold a register."""
        return tuple(dict.fromkeys(table.workbook for table in self.tables))

    def words(self, register: str, of: str) -> Counter[str]:
        """The texts of a field in all tables of a register."""
        return sum((Counter(t.words.get(of, {})) for t in self.registers.get(register, ())), Counter[str]())

    def place(self, register: str, of: str, text: str) -> str:
        """Where a text stands first: `发文.xlsx 发文!I17`, "" where it does not."""
        return next(self._places(register, of, text), "")

    def _places(self, register: str, of: str, text: str) -> Iterator[str]:
        for table in self.registers.get(register, ()):
            column, row = table.column(of), table.first.get((of, text))
            if column is not None and row is not None:
                yield f"{table.place}!{column.letter}{row}"
