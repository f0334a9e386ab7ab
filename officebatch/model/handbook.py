"""What the office's handbook is made of: regulations as they stand, and what speaks for revising one.

The texts of regulations are the office's own Word files, named by the register within the workspace.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from officebatch.model.vocabulary import REGULATION_REPEALED
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from officebatch.model.process import Study
    from officebatch.model.score import Said

SOURCE = "制度修订建议"  # a task of sheet 督办台账 says by this word and a key what it came from


@dataclass(frozen=True, slots=True)
class Regulation:
    """One line of a list of regulations. status: as the office's words are put (现行, 修订, 废止), "" where it says
    none. file: its text's place in the workspace as entered. inner: it bears an inner secrecy level."""

    key: str
    title: str
    area: str
    number: str
    version: str
    department: str
    in_force: date | None
    expires: date | None
    review_due: date | None
    status: str
    replaces: str
    file: str
    inner: bool

    @property
    def repealed(self) -> bool:
        """Whether it is marked as repealed."""
        return self.status == REGULATION_REPEALED


class Progress(StrEnum):
    """What became of a proposal as the registers of tasks have it."""

    NEW = "not registered"
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


PROGRESS_TITLES: Mapping[Progress, str] = {
    Progress.NEW: marked("not registered yet"),
    Progress.OPEN: marked("registered, in hand"),
    Progress.DONE: marked("registered, done"),
    Progress.DROPPED: marked("registered, dropped"),
}


@dataclass(frozen=True, slots=True)
class Registered:
    """The task a proposal became: its key and days in the register of tasks; `of` tells which register."""

    of: str
    key: str
    progress: Progress
    due: date | None = None
    done: date | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """A proposal to revise a regulation, a limit of a process, or to draw up what is missing.

    key: known by between editions, and by what the task's source says: a regulation's key, `流程.环节`, or an area.
    title: the task. reasons: what speaks for it, with figures; none where only its task still stands. inner: it speaks
    of a regulation of an inner level, so that no task line is made of it. steps: keys of those whose limits speak for
    it.
    """

    key: str
    title: Said
    department: str
    leader: str
    reasons: tuple[Said, ...]
    task: Registered | None = None
    inner: bool = False
    steps: tuple[str, ...] = ()

    @property
    def progress(self) -> Progress:
        """Where it stands."""
        return self.task.progress if self.task is not None else Progress.NEW

    @property
    def source(self) -> str:
        """What the register of tasks must say for the task to be known again."""
        return f"{SOURCE}（{self.key}）"


@dataclass(frozen=True)
class Handbook:
    """texts: key of a regulation → its Word file's bytes. without: key → why its text is not bound in. study: how the
    processes ran."""

    regulations: tuple[Regulation, ...]
    revisions: tuple[Revision, ...]
    study: Study
    texts: Mapping[str, bytes] = field(default_factory=dict)
    without: Mapping[str, Said] = field(default_factory=dict)
