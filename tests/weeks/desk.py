"""Eight weeks at the office's desk: the real command, week after week, with the clerk in between."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.office import officebatch
from tests.outputs.looking import plain
from tests.weeks import clerk, office, story

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Do = Callable[[Sequence[str]], object]

ROOT = Path(__file__).parents[2]
WEEKS = range(1, len(story.WEEKS) + 1)
KINDS = ("个人提醒", "催办通知单", "督办通知单", "整改通知单", "工作通报", "督办工作周报")
# When a command is killed, in shares of the time it takes: anywhere, and where it should be writing.
_MOMENTS = {"run": ((0.2, 1.05),), "approve": ((0.1, 1.0), (0.6, 1.05))}
ENDED_WELL = (0, 1)  # 1: there are findings


@dataclass(frozen=True)
class File:
    """One paper of a run, as its manifest names it, with its text."""

    kind: str
    audience: str
    item: str
    number: str
    path: str
    text: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What the oracle knows it by: reports are for nobody by name and about no matter alone."""
        report = self.kind in ("工作通报", "督办工作周报")
        return (self.kind, "", "") if report else (self.kind, self.audience, self.item)


@dataclass
class Seen:
    """What stood in the run folder of a week: after `run`, after each `approve`; the notice book after the last."""

    draft: list[File] = field(default_factory=list)
    batch_sheet: list[list[str]] = field(default_factory=list)
    approvals: list[list[File]] = field(default_factory=list)
    book: list[dict[str, str]] = field(default_factory=list)


def prepare(folder: Path) -> Path:
    """What each week brings, in a folder a week."""
    run(["init", str(folder / "bare")])
    for week in WEEKS:
        office.write_week(week, folder / "bare" / office.BOOK, folder / str(week))
    return folder


def live(workspace: Path, brought: Path, do: Do, look: Callable[[int, str], None], weeks: range = WEEKS) -> None:
    """The weeks in a new workspace. do: carries out a command; look: is told week and command after each."""
    run(["init", str(workspace)])
    for week in weeks:
        office.lay_before(brought / str(week), workspace)
        as_of = ["--as-of", story.as_of(week).isoformat()]
        do(["run", str(workspace), *as_of])
        look(week, "run")
        folder = workspace / "runs" / as_of[1]
        clerk.look_over(folder, week)
        later = ["--issued", story.issued(week).isoformat()] if week in story.SIGNED_LATER else []
        for turn in sorted({1} | {int(d["次"]) for d in story.DECISIONS if int(d["周"]) == week}):
            clerk.decide(folder, week, turn)
            do(["approve", str(workspace), *as_of, *later])
            look(week, "approve")
        clerk.enter(workspace, week)


def run(arguments: Sequence[str]) -> None:
    """The command, carried out to its end in this process. Raises AssertionError where it did not end well."""
    done = officebatch(*arguments)
    assert done.returncode in ENDED_WELL, f"{arguments}: {done.returncode}\n{done.stdout}{done.stderr}"


@dataclass
class Killer:
    """Carries out each command after killing it at random moments, and then once more for nothing."""

    chance: random.Random
    killed: int = 0
    took: dict[str, float] = field(default_factory=lambda: {"run": 2.0, "approve": 2.0})

    def __call__(self, arguments: Sequence[str]) -> None:
        for earliest, latest in _MOMENTS[arguments[0]]:
            self._kill(arguments, self.took[arguments[0]] * self.chance.uniform(earliest, latest))
        began = time.monotonic()
        run(arguments)
        self.took[arguments[0]] = time.monotonic() - began
        run(arguments)

    def _kill(self, arguments: Sequence[str], after: float) -> None:
        with subprocess.Popen(
            _command(arguments), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            try:
                process.wait(after)
            except subprocess.TimeoutExpired:
                os.kill(process.pid, signal.SIGKILL)
                self.killed += 1


def papers(workspace: Path, week: int) -> list[File]:
    """The papers of a week's run that the weeks are about, in the order of the manifest."""
    folder = workspace / "runs" / story.as_of(week).isoformat()
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))
    return [
        File(
            one["kind"], one["audience"], one.get("item", ""), one.get("number", ""), one["path"],
            plain((folder / one["path"]).read_bytes()),
        )
        for one in manifest["files"]
        if one["kind"] in KINDS
    ]  # fmt: skip


def bytes_of(workspace: Path, week: int) -> dict[str, str]:
    """sha256 of every file of a week's run, by its path."""
    folder = workspace / "runs" / story.as_of(week).isoformat()
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _command(arguments: Sequence[str]) -> list[str]:
    return [sys.executable, "-m", "officebatch", *arguments]
