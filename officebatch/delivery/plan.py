"""What goes to whom, as it is planned: papers of a signed run, the mails they go with, and what is handed over."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from officebatch.model.paper import AudienceKind


class LetterKind(StrEnum):
    """For whom a mail is. The value names its template."""

    DEPARTMENT = "部门"
    LEADER = "领导"
    PERSON = "人员"


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of a signed run. path: below the run folder; size: bytes; answer_by: None where no answer is asked."""

    path: str
    kind: str
    audience_kind: AudienceKind
    audience: str
    sha256: str
    size: int = 0
    item: str = ""
    number: str = ""
    matters: int = 0
    answer_by: date | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """What went to a department of a leader: so many papers of a kind about so many matters."""

    department: str
    kind: str
    papers: int
    matters: int


@dataclass(frozen=True, slots=True)
class Planned:
    """One mail without its words. addressee: unique among people; name, post: of the person who gets it.

    of: the department it is for, "" for a leader or a person alone. copy: a copy of what somebody else has to answer.
    instead_of: the contact who is away. tallies: only for leaders. template: as sheet 输出 names it, "" for the kind's
    own. held: why it must not go, "" where it may.
    """

    kind: LetterKind
    addressee: str
    name: str
    post: str
    of: str
    address: str
    papers: tuple[Paper, ...]
    tallies: tuple[Tally, ...] = ()
    copy: bool = False
    instead_of: str = ""
    template: str = ""
    held: str = ""

    @property
    def thread(self) -> str:
        """What its subject goes on about from week to week."""
        return _thread(self.kind, self.of, self.addressee if self.copy or not self.of else "")


def department_thread(name: str) -> str:
    """The thread of the mails to a department itself."""
    return _thread(LetterKind.DEPARTMENT, name, "")


def _thread(kind: LetterKind, of: str, whose: str) -> str:
    return "/".join(filter(None, (kind.value, of, whose))).encode(errors="replace").decode()


@dataclass(frozen=True, slots=True)
class ByHand:
    """Papers that go another way than by mail. way: OA, 纸质, or why a person has to see to it."""

    audience: str
    way: str
    papers: tuple[Paper, ...]


@dataclass(frozen=True)
class Plan:
    """The mails of a run in 建制序, leaders and people behind, and what is delivered otherwise."""

    letters: tuple[Planned, ...]
    by_hand: tuple[ByHand, ...]
