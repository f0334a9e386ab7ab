"""Urgings: which overdue matter is urged in this run, at which level of the ladder, in which paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from officebatch.model.notice import MatterId, Notice


@dataclass(frozen=True, slots=True)
class Urging:
    """One matter, one paper. row, pass_: its deadline in the frame. previous: the last notice of the matter.

    person: to whom a reminder goes; copy: who gets it too (the person a stand-in acts for).
    """

    matter: MatterId
    row: int
    pass_: int
    level: int
    paper: str
    one_a_matter: bool
    series: str
    answer_by: date | None
    previous: Notice | None = None
    person: str = ""
    copy: str = ""
