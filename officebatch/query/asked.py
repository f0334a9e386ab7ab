"""What is asked and answered: fields and tables, a question, what is known of it, what is wrong with it."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from officebatch.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from officebatch.model.vocabulary import FieldType

WHAT, WHEN = "what", "when"
SIZES = struct.Struct(">QQ")  # before each message between the processes: bytes of its head, of its content


class Field(NamedTuple):
    """A field of a register. words: for fields of known words, every word that may be written → the register's own."""

    type: FieldType
    words: Mapping[str, str] = {}


Schema: TypeAlias = Mapping[str, Mapping[str, Field]]  # register → field id → field


class Column(NamedTuple):
    """The cells of one field, a row each. data: for text int32 codes into `words`, -1 where empty; for days and moments
    int64 seconds since 1970, the least int64 where empty; for numbers float64, NaN where empty."""

    data: bytes
    words: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Table:
    """The rows of one register; a column is made when it is asked for."""

    rows: int
    column: Callable[[str], Column]


@dataclass(frozen=True)
class Question:
    """An expression over the rows of a register, and for which of them it is asked ("": all)."""

    register: str
    what: str
    when: str = ""


@dataclass(frozen=True)
class Looked:
    """A question that is in order. sql: what is run. fields, conditions: the register's own fields that `what` and
    `when` name, in their order. uses: register → the fields it is reckoned from. truth: whether `what` is true or
    false, else a number. today, workdays: whether it needs the day, the office's working days."""

    question: Question
    sql: str
    fields: tuple[str, ...]
    conditions: tuple[str, ...]
    uses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    truth: bool = True
    today: bool = False
    workdays: bool = False


class QueryFault(Exception):
    """A question that cannot be answered: a message id, its values, the words `text` could have been. part: where it
    stands, WHAT or WHEN."""

    def __init__(self, message: str, known: Iterable[str] = (), /, part: str = WHAT, **values: object) -> None:
        super().__init__(message)
        self.message, self.known, self.part = message, tuple(known), part
        self.values = tuple((name, str(value)) for name, value in values.items())

    def at(self, part: str) -> QueryFault:
        """The same, of a part of the question."""
        return QueryFault(self.message, self.known, part=part, **dict(self.values))

    def __str__(self) -> str:
        return say(self.message, **dict(self.values))
