"""What reading saw, guessed and could not do: the reading report and its troubles. Both are values, no text yet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from officebatch.model.origin import Origin


class TroubleKind(StrEnum):
    """What can be wrong with a workbook, a sheet, a heading or a cell before any check looks at it."""

    UNREADABLE = "unreadable"  # no workbook, broken, truncated
    ENCRYPTED = "encrypted"
    OPEN_ELSEWHERE = "open elsewhere"  # an owner file ~$… beside it: read all the same, but may be half-edited
    TOO_LARGE = "too large"  # zip bomb, ratio, members
    FAR_CELL = "far cell"  # one cell far away makes the sheet larger than can be read
    OUT_OF_LIMITS = "out of limits"  # the worker ran out of memory or time, or died
    NO_HEADINGS = "no headings"  # no row with known headings
    NO_WORKBOOK = "no workbook"  # no file fits the rule book's pattern
    NO_REGISTER = "no register"  # a file no register of the rule book claims
    MISSING_COLUMN = "missing column"
    AMBIGUOUS_HEADING = "ambiguous heading"  # the question is asked, nothing is guessed
    ERROR_CELL = "error cell"  # #N/A and its kind
    UNCALCULATED = "uncalculated"  # a formula without a value: open in Excel and save once
    CLASSIFIED = "classified"  # a quarantined row: its number and nothing else
    STOPPED = "stopped"  # a classified row stopped the whole workbook, as the rule book wants
    SEVERAL_DAYS = "several days"  # a due cell with more than one day: the first holds
    AMBIGUOUS_PERSON = "ambiguous person"  # two people of one name, the department does not tell


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing reading could not do or was not sure of. `values`: (name, text) pairs for the message."""

    kind: TroubleKind
    origin: Origin
    register: str = ""
    field: str = ""
    record: str = ""
    values: tuple[tuple[str, str], ...] = ()


class How(StrEnum):
    """How a heading was understood."""

    EXACT = "exact"  # the field's own heading or a synonym, word for word
    FOLDED = "folded"  # after blanks, full-width marks, units and numbering went out
    SUFFIX = "suffix"  # the longest known heading at its end
    NEAR = "near"  # one letter off
    PAIR = "pair"  # two heading rows: step over 经办人/日期
    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class HeadingGuess:
    """How one column's heading was understood; `field` is "" where it was not."""

    column: str
    heading: str
    field: str
    how: How
    synonym: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Lines that are no records: rows and why (a message of reading's)."""

    rows: tuple[int, ...]
    why: str


@dataclass(frozen=True)
class SheetReport:
    """One sheet as it was read. `register` is "" when no register claimed it."""

    workbook: str
    sheet: str
    register: str
    heading_rows: tuple[int, ...] = ()
    headings: tuple[HeadingGuess, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    records: int = 0
    quarantined: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
