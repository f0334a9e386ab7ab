"""What is to be marked in one workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officebatch.model.marks import Level


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing wrong or late. row 0: the sheet as a whole; column "": no cell of its own; note: "" for colour alone.

    cells: its line in the list, without number and place; None is an empty cell.
    """

    sheet: str
    row: int
    column: str
    level: Level
    note: str
    cells: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class BadRows:
    """Rows of a sheet to be shown together, under its heading rows. said: row → what is wrong in it."""

    sheet: str
    name: str
    headings: tuple[int, ...]
    said: dict[int, str]


@dataclass(frozen=True, slots=True)
class Listing:
    """The first sheet. above: its title and the lines below it; legend: a colour and what it means; columns: heading
    and width, the second one the place, which is a link. place, wrong: headings behind the bad rows."""

    name: str
    above: tuple[str, ...]
    legend: tuple[tuple[Level, str], ...]
    columns: tuple[tuple[str, float], ...]
    place: str
    wrong: str


@dataclass(frozen=True, slots=True)
class Order:
    """All that is to be marked in a workbook, in the order of the list."""

    marks: Sequence[Mark]
    listing: Listing
    bad_rows: Sequence[BadRows] = ()
