"""Approval: which papers of a run go out, under which numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple, Protocol


class Verdict(StrEnum):
    """What the batch sheet says of a paper. The value is what stands there; an empty cell means `SEND`."""

    SEND = "发"
    HOLD = "缓"
    DROP = "不发"


class PaperKey(NamedTuple):
    """What a paper of a run is known by. item: the matter of a paper that speaks of one alone, else ""."""

    kind: str
    audience: str
    item: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The head's word on one paper, with the reason where it does not go out."""

    verdict: Verdict
    reason: str = ""


SENT = Judgement(Verdict.SEND)


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a series. void: why it no longer holds, "" while it does."""

    series: str
    year: int
    number: int
    text: str
    as_of: date
    key: PaperKey
    void: str = ""


class Signing(Protocol):
    """What the composing of final papers asks: whether a paper goes out, and its number."""

    def judgement(self, key: PaperKey) -> Judgement:
        """The head's word on a paper."""

    def number(self, series: str, key: PaperKey) -> str:
        """The number of a paper, as it is printed. The same key gives the same number."""

    def give_back(self, key: PaperKey) -> None:
        """The paper could not be made: its number was not used."""

    def void(self) -> tuple[Number, ...]:
        """The numbers of this run that are void, oldest first; complete when all papers were asked for."""
