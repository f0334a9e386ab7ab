"""Notices: what went out about which matter, and what came back, as the ledger and the notice book know it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.model.approval import Number


class MatterId(NamedTuple):
    """What a matter is known by between runs. what: the step of a deadline, or `code field` of a finding."""

    register: str
    record: str
    what: str


class Disposal(StrEnum):
    """What the office made of an answer. The value is what stands in the notice book."""

    CLOSED = "销号"
    EXTENDED = "延期"
    RAISED = "升级"
    VOID = "作废"


@dataclass(frozen=True, slots=True)
class Told:
    """One matter as a paper tells it. level: of the ladder, 0 outside it. number, title, stage: as people read them.

    due: the due day it was urged for. answer_by: None where no answer is asked. before: the level of the last notice
    of the matter, None for a new one.
    """

    matter: MatterId
    level: int
    due: date
    number: str
    title: str
    stage: str
    answer_by: date | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The clerk's half of a line of the notice book; what she left empty is None or ""."""

    delivered: date | None = None
    received_by: str = ""
    answered: date | None = None
    said: str = ""
    disposal: Disposal | None = None
    extended_to: date | None = None
    closed: date | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """One matter in one paper of an approved run. number: "" for a paper that bears none; answer: as the book has it,
    None where it has no line."""

    as_of: date
    issued: date
    kind: str
    audience: str
    number: str
    delivery: str
    told: Told
    answer: Answer | None = None

    @property
    def line(self) -> tuple[str, str, str]:
        """What its line in the notice book is known by."""
        return self.number, self.told.number, self.told.stage


@dataclass(frozen=True, slots=True)
class Correspondence:
    """What went out and what came back up to a day: notices oldest first, every number given (void ones too), and the
    days of the runs that were signed."""

    notices: tuple[Notice, ...] = ()
    numbers: tuple[Number, ...] = ()
    signed: tuple[date, ...] = ()

    def standing(self) -> Iterator[Notice]:
        """The notices that bear a number and still hold: neither struck out in the notice book nor of a void number."""
        void = {number.text for number in self.numbers if number.void}
        for notice in self.notices:
            struck = notice.answer is not None and notice.answer.disposal is Disposal.VOID
            if notice.number and notice.number not in void and not struck:
                yield notice
