"""Ballot sheets as issued, and as they came back. A number belongs to a class of raters, never to a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from officebatch.model.origin import Origin
    from officebatch.model.score import Said


@dataclass(frozen=True, slots=True)
class Ballot:
    """One sheet. number: "" before it is issued. own: the department whose ballot it is and that it leaves out, ""
    for none. subjects, items: who is rated, on what."""

    number: str
    period: str
    rater_class: str
    own: str
    subjects: tuple[str, ...]
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FilledLine:
    """One subject of a ballot that came back: item → what stands there, None where it is empty."""

    subject: str
    marks: tuple[tuple[str, object], ...]
    remark: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class FilledBallot:
    """A ballot that came back."""

    number: str
    period: str
    origin: Origin
    lines: tuple[FilledLine, ...]


@dataclass(frozen=True, slots=True)
class BallotLine:
    """One line as the register of ballots has it."""

    number: str
    rater_class: str
    own: str
    subject: str
    item: str
    score: object
    remark: str


@dataclass(frozen=True, slots=True)
class CountedBallots:
    """lines: for the register, those of void ballots too, which scoring leaves out by the same rules; not those of
    forged ones. void: number, class, where, why. returned, blank: how many came back, and how many with nothing."""

    lines: tuple[BallotLine, ...]
    void: tuple[tuple[str, str, Origin, Said], ...]
    returned: int
    blank: int
