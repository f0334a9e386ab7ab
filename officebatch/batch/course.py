"""The record of a period's evaluation, 考核程序记录.json: which steps were taken, from what, and what they left.

A step's files are written first and its line last: what no line names does not count. Each later step looks whether
everything before it stands as it was left, and refuses where it does not.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from officebatch import __version__
from officebatch.model.evaluation import STAGE_TITLES, Stage
from officebatch.package import write_whole
from officebatch.wording import marked, say
from officebatch.workspace import WorkspaceFault

if TYPE_CHECKING:
    from collections.abc import Mapping

RECORD = "考核程序记录.json"
ASIDE = "作废"
AFTER = {
    Stage.FREEZE: Stage.RULES, Stage.FEEDBACK: Stage.FREEZE, Stage.APPEALS: Stage.FEEDBACK,
    Stage.REPORT: Stage.APPEALS, Stage.PUBLISH: Stage.REPORT, Stage.CLOSE: Stage.PUBLISH,
}  # fmt: skip
COMMANDS = {
    Stage.RULES: "rules", Stage.FREEZE: "freeze", Stage.FEEDBACK: "feedback", Stage.APPEALS: "appeals",
    Stage.REPORT: "report", Stage.PUBLISH: "publish", Stage.CLOSE: "close",
}  # fmt: skip
MISSING = marked("{period}: the step before is missing ({before}). Take it first: officebatch evaluation {command} "
                 "{workspace} --period {period}")
CHANGED = marked("{file} is not as the step of {day} left it ({step}). Put back the copy you kept; if the change is "
                 "meant, take that step anew: officebatch evaluation {command} {workspace} --period {period} --again")
DONE = marked("{period}: this step was taken on {day} ({step}), and would come out otherwise now. What stands is "
              "kept. If it must be taken anew: officebatch evaluation {command} {workspace} --period {period} --again; "
              "it and all behind it are then put aside, not lost.")
EARLY = marked("{period}: {day} is too early. This step can be taken from {first} on.")
BROKEN = marked("{file} cannot be read. Put back the copy you kept; it says which steps were taken.")


@dataclass(frozen=True)
class Done:
    """One step that was taken. made_from: what it was made from, by name, digests. files: path within the folder →
    sha256. facts: what later steps must know."""

    stage: Stage
    day: date
    made_from: Mapping[str, str]
    files: Mapping[str, str]
    facts: Mapping[str, str] = field(default_factory=dict)
    program: str = __version__


@dataclass(frozen=True)
class Course:
    """The steps of one period in their order."""

    folder: Path
    period: str
    steps: tuple[Done, ...] = ()

    @property
    def workspace(self) -> str:
        """The workspace as a command of this folder's shell is given it: quoted where it has blanks."""
        root = self.folder.parent.parent
        near = root.relative_to(Path.cwd()) if root.is_relative_to(Path.cwd()) else root
        return f'"{near}"' if " " in str(near) else str(near)

    @classmethod
    def read(cls, folder: Path, period: str) -> Course:
        """The course as it stands, empty where nothing was done. Raises WorkspaceFault for a broken record."""
        try:
            held = json.loads((folder / RECORD).read_text(encoding="utf-8"))
            steps = tuple(_step(line) for line in held["steps"])
        except FileNotFoundError:
            steps = ()
        except (ValueError, KeyError, TypeError):
            raise WorkspaceFault(say(BROKEN, file=folder / RECORD)) from None
        return cls(folder, period, steps)

    def last(self, stage: Stage) -> Done | None:
        """The last time a step was taken."""
        return next((done for done in reversed(self.steps) if done.stage is stage), None)

    def day(self, stage: Stage) -> date:
        """The day a step was taken. Raises KeyError where it was not."""
        done = self.last(stage)
        if done is None:
            raise KeyError(stage)
        return done.day

    def fact(self, name: str) -> str:
        """What the last step that knew it said, "" where none did."""
        return next((done.facts[name] for done in reversed(self.steps) if name in done.facts), "")

    def ready(self, stage: Stage, day: date, first: date | None = None) -> None:
        """Refuse a step whose forerunner is missing, whose ground changed, or that comes too early."""
        before = AFTER.get(stage)
        if before is not None and self.last(before) is None:
            raise WorkspaceFault(
                say(MISSING, period=self.period, before=say(STAGE_TITLES[before]), command=COMMANDS[before],
                    workspace=self.workspace)
            )
        earliest = max([d.day for d in self.steps if d.stage is before] + ([first] if first is not None else []),
                       default=day)  # fmt: skip
        if day < earliest:
            raise WorkspaceFault(say(EARLY, period=self.period, day=day.isoformat(), first=earliest.isoformat()))
        self.verify()

    def verify(self) -> None:
        """Refuse where a file is not as its step left it."""
        left = {path: (done, digest) for done in self.steps for path, digest in done.files.items()}
        wrong = [
            say(CHANGED, file=self.folder / path, day=done.day.isoformat(), step=say(STAGE_TITLES[done.stage]),
                command=COMMANDS[done.stage], period=self.period, workspace=self.workspace)
            for path, (done, digest) in left.items()
            if not (self.folder / path).is_file() or sha256((self.folder / path).read_bytes()) != digest
        ]  # fmt: skip
        if wrong:
            raise WorkspaceFault(*wrong)

    def take(self, done: Done, files: Mapping[str, bytes], *, repeated: bool = False) -> Course:
        """Write a step: its files, then its line. The same step again changes nothing; another one is refused, unless
        the step may be `repeated`, which adds to it.

        Raises WorkspaceFault, and then nothing was written."""
        done = replace(done, files={path: sha256(content) for path, content in files.items()})
        before = self.last(done.stage)
        if before is not None and replace(done, day=before.day, files=done.files or before.files) == before:
            return self
        if before is not None and not repeated:
            raise WorkspaceFault(
                say(DONE, period=self.period, day=before.day.isoformat(), step=say(STAGE_TITLES[done.stage]),
                    command=COMMANDS[done.stage], workspace=self.workspace)
            )  # fmt: skip
        for path, content in files.items():
            place = self.folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            write_whole(place, content)
        taken = replace(self, steps=(*self.steps, done))
        taken.write()
        return taken

    def write(self) -> None:
        """Write the record."""
        self.folder.mkdir(parents=True, exist_ok=True)
        lines = [asdict(done) | {"day": done.day.isoformat()} for done in self.steps]
        content = json.dumps({"period": self.period, "steps": lines}, ensure_ascii=False, indent=1) + "\n"
        write_whole(self.folder / RECORD, content.encode())

    def without(self, stage: Stage) -> Course:
        """The course before a step was first taken; what it and all behind it left is put aside, with the record.

        Copies stand before the record says so, and the record says so before anything is taken away."""
        at = next((n for n, done in enumerate(self.steps) if done.stage is stage), None)
        if at is None:
            return self
        left = dict.fromkeys(path for done in self.steps[at:] for path in done.files)
        there = [path for path in left if (self.folder / path).is_file()]
        aside = self.folder / ASIDE / str(1 + max(self._aside(), default=0))
        for path in (*there, RECORD):
            (aside / path).parent.mkdir(parents=True, exist_ok=True)
            write_whole(aside / path, (self.folder / path).read_bytes())
        kept = replace(self, steps=self.steps[:at])
        kept.write()
        for path in there:
            (self.folder / path).unlink()
        return kept

    def back(self) -> None:
        """What was put aside last is the course again."""
        aside = self.folder / ASIDE / str(max(self._aside()))
        files = [path.relative_to(aside) for path in sorted(aside.rglob("*")) if path.is_file()]
        for path in sorted(files, key=lambda path: path.name == RECORD):
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            write_whole(self.folder / path, (aside / path).read_bytes())
        shutil.rmtree(aside)

    def _aside(self) -> list[int]:
        return [int(place.name) for place in (self.folder / ASIDE).glob("*") if place.name.isdigit()]


@dataclass(frozen=True)
class Taken:
    """What a step came to. changed: whether anything was written. remarks: what a person must know or do, ready
    sentences. folder: where all of it stands."""

    folder: Path
    course: Course
    changed: bool
    remarks: tuple[str, ...] = ()


def _step(line: Mapping[str, object]) -> Done:
    held = dict(line)
    stage, day = Stage(str(held.pop("stage"))), date.fromisoformat(str(held.pop("day")))
    return Done(stage, day, **held)  # type: ignore[arg-type]  # a record that is not as we wrote it fails here


def sha256(content: bytes) -> str:
    """The digest a record names a file by."""
    return hashlib.sha256(content).hexdigest()


