"""A paper as it leaves the outputs: a file for one audience, complete in bytes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from officebatch.model.approval import PaperKey

if TYPE_CHECKING:
    from officebatch.model.notice import Told


class AudienceKind(StrEnum):
    """For whom a file is. The value is what stands in the rule book's 输出 sheet."""

    OFFICE = "办公室"
    DEPARTMENT = "部门"
    LEADERS = "领导"
    PERSON = "人员"
    ALL = "各部门"


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file of a run. path: relative, `/` between parts; audience: "" for the office itself, else a name.

    matters: how many matters it speaks of (0 for reports). item: the matter of a paper that speaks of one alone.
    number: "" while it is a draft, or where its kind bears none. told: the matters that are urged by it.
    """

    path: str
    kind: str
    audience_kind: AudienceKind
    audience: str
    content: bytes
    matters: int = 0
    item: str = ""
    number: str = ""
    told: tuple[Told, ...] = ()

    @property
    def key(self) -> PaperKey:
        """What it is known by within its run."""
        return PaperKey(self.kind, self.audience, self.item)
