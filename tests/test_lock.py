"""One writes a workspace at a time: every command that writes is refused while another process does, and says whose
turn it is; one that only reads is not."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest

from officebatch import batch, cli
from officebatch.batch import sending
from officebatch.workspace import WorkspaceFault
from tests.office import files, officebatch, sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOLDER = """
import sys
from pathlib import Path
from officebatch import lock, workspace
with lock.locked(workspace.open_workspace(Path(sys.argv[1])), "officebatch run"):
    print("held", flush=True)
    sys.stdin.read()
"""
REACHED = "到了台账"
WRITE = [
    "run", "approve", "send --really --as-of 2026-11-20", "send --preview --as-of 2026-11-20", "print", "score",
    "work", "propose", "handbook", "ballots", "outbox release 1 --by 贺兰", "outbox hold 1 --by 贺兰",
    "outbox forget 1 --by 贺兰", "bounces {room}", "rules update", "template new 催办通知单",
    "template preview 催办通知单", "trend --out {office}/趋势.xlsx", "processes --out {office}/报告.docx",
    "explain --all --out {office}/检查.md",
    *(f"evaluation {step} --period 2026Q3"
      for step in ("rules", "freeze", "feedback", "appeals", "report", "publish", "close")),
]  # fmt: skip
READ = [
    "check", "deadlines", "today", "processes", "processes --out {room}/报告.docx", "handbook --out {room}",
    "whatif --limit 发文.核稿=2个工作日", "trend", "trend --out {room}/趋势.xlsx", "numbers", "history", "rules check",
    "template preview 催办通知单 -o {room}/例.docx", "explain --all --out {room}/检查.md", "outbox show",
    "outbox history 1", "evaluation status --period 2026Q3", "doctor",
]  # fmt: skip
APART = {"init", "help", "bundle", "template vars", "template format"} | {"template check"}  # the last reads for long


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample(tmp_path_factory.mktemp("lock") / "office")


@pytest.fixture(scope="module")
def holder(office: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(office)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None and process.stdout.readline() == "held\n"
        yield process
        process.communicate()


@pytest.fixture(autouse=True)
def nothing_is_examined(monkeypatch: pytest.MonkeyPatch) -> None:
    def examine(*_: object, **__: object) -> None:
        raise WorkspaceFault(REACHED)

    monkeypatch.setattr(batch, "examine", examine)
    monkeypatch.setattr(sending, "settings", lambda _: None)


@pytest.mark.parametrize("line", WRITE)
def test_who_writes_waits_and_learns_for_whom(
    line: str, office: Path, holder: subprocess.Popen[str], tmp_path: Path
) -> None:
    before = files(office)
    refused = officebatch(*line.format(room=tmp_path, office=office).split(), office)

    assert refused.returncode == 2, refused.stdout
    told = refused.stderr.splitlines()[0]
    assert f"officebatch run（进程号{holder.pid}）" in told and str(office) in told and "什么都没有写" in told
    assert files(office) | {"ledger.db": ""} == before | {"ledger.db": ""}  # sqlite makes the file on a first look


@pytest.mark.parametrize("line", READ)
def test_who_reads_does_not_wait(line: str, office: Path, holder: subprocess.Popen[str], tmp_path: Path) -> None:
    done = officebatch(*line.format(room=tmp_path, office=office).split(), office)

    assert holder.poll() is None and "正在被占用" not in done.stderr
    assert done.returncode != 2 or REACHED in done.stderr or "outbox history" in line


def test_every_command_is_known_to_write_or_not() -> None:
    context, found = click.Context(cli.commands), set[str]()
    pending: list[tuple[tuple[str, ...], click.Command | None]]
    pending = [((name,), cli.commands.get_command(context, name)) for name in cli.COMMANDS]
    while pending:
        path, command = pending.pop()
        if isinstance(command, click.Group):
            pending += [((*path, name), command.get_command(context, name)) for name in command.list_commands(context)]
        else:
            found.add(" ".join(path))
    known = {path for path in found for line in (*WRITE, *READ) if f"{line} ".startswith(f"{path} ")}
    assert found == known | APART


def test_once_free_the_next_one_writes_and_leaves_the_lock_clean(tmp_path: Path) -> None:
    own = sample(tmp_path / "office")
    (own / "runs" / ".lock").write_text('{"command": "officebatch run", "user": "a killed one"}', encoding="utf-8")

    assert officebatch("template", "new", "催办通知单", own).returncode == 0
    assert (own / "runs" / ".lock").read_bytes() == b""
