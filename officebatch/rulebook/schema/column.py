"""What a sheet and a column of the rule book are. The tables beside this file hold nothing but such values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto


class Cell(StrEnum):
    """What a cell holds."""

    TEXT = auto()
    INTEGER = auto()
    NUMBER = auto()
    DATE = auto()
    YES_NO = auto()
    WORD = auto()  # one of the column's words
    REQUIRED = auto()  # one of the column's words, or a condition: [会签部门], [文种]=请示、报告
    LIMIT = auto()
    TEMPLATE = auto()  # 临电办〔{年}〕{序号}号
    IDENTIFIER = auto()  # a field's name
    ROWS = auto()  # 3 or 3-4
    LETTERS = auto()  # A:L
    PARAMETERS = auto()  # 天数=30、次数=1


class Refers(StrEnum):
    """What the words of a cell must exist as."""

    DEPARTMENT = auto()
    PERSON = auto()
    POST = auto()
    REGISTER = auto()
    FIELD = auto()  # of the register in the same line
    ROLE = auto()  # of the kind of the register in the same line
    PROCESS = auto()
    STEP = auto()  # of the process in the same line
    START = auto()  # a step of the process, or a field of the register in brackets
    CHOICE_LIST = auto()
    URGENCY = auto()
    CHECK = auto()
    MEASURE = auto()
    PAPER = auto()
    SERIES = auto()


@dataclass(frozen=True, slots=True)
class Word:
    """A word a cell may hold. value: what the program knows it as; both languages and the value itself are read."""

    value: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column. id: the attribute of the line's class in `rules`. comment: a message id, shown at the heading.

    many: several values by 、. each: the name of a choice list; the column stands once for each of its values,
    headed `时限·加急`. default: read where the cell is empty. width: in characters.
    """

    id: str
    zh: str
    en: str
    comment: str
    cell: Cell = Cell.TEXT
    required: bool = False
    many: bool = False
    words: tuple[Word, ...] = ()
    refers: Refers | None = None
    each: str = ""
    default: str = ""
    width: int = 14


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. about: a message id for 说明. front: what an office really fills. needed: must have lines. later: came
    with a later version; a rule book without it is read as one whose sheet has no line.

    unique: the columns whose values together name a line.
    """

    zh: str
    en: str
    about: str
    columns: tuple[Column, ...]
    front: bool = False
    needed: bool = False
    later: bool = False
    unique: tuple[str, ...] = ()

    def column(self, column_id: str) -> Column:
        """The column of an id. KeyError when there is none."""
        found = next((c for c in self.columns if c.id == column_id), None)
        if found is None:
            raise KeyError(column_id)
        return found
