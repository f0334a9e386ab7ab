"""A run is whole or absent, the same twice, and touches nothing but its folder."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.office import DAY, files, officebatch, sample

if TYPE_CHECKING:
    from pathlib import Path

KILLS = int(os.environ.get("OFFICEBATCH_KILLS", "4"))


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return sample(tmp_path / "office")


def test_a_run_writes_what_its_manifest_says(office: Path) -> None:
    registers = files(office / "registers")

    result = officebatch("run", office, "--as-of", DAY)

    run = office / "runs" / DAY
    manifest = json.loads((run / "manifest.json").read_text(encoding="utf-8"))
    assert result.returncode == 1, result.stderr  # the sample has errors
    assert {f["path"]: f["sha256"] for f in manifest["files"]} == {
        path: digest for path, digest in files(run).items() if path != "manifest.json"
    }
    assert files(office / "registers") == registers
    assert str(run) in result.stdout


def test_the_same_day_twice_is_the_same_byte_for_byte(office: Path, tmp_path: Path) -> None:
    officebatch("run", office, "--as-of", DAY)
    first = files(office / "runs" / DAY)
    other = sample(tmp_path / "elsewhere")

    again = officebatch("run", office, "--as-of", DAY)
    officebatch("run", other, "--as-of", DAY)

    assert files(office / "runs" / DAY) == first == files(other / "runs" / DAY)
    assert not (office / "runs" / ".replaced").exists()
    assert "完全相同" in again.stdout


def test_what_the_clerk_wrote_into_a_list_stays(office: Path) -> None:
    officebatch("run", office, "--as-of", DAY)
    edited = next((office / "runs" / DAY).rglob("*.xlsx"))
    edited.write_bytes(edited.read_bytes() + b"her word")

    officebatch("run", office, "--as-of", DAY)

    assert edited.read_bytes().endswith(b"her word")


def test_a_changed_register_replaces_the_run_and_keeps_the_old_one(office: Path) -> None:
    officebatch("run", office, "--as-of", DAY)
    first = files(office / "runs" / DAY)
    next(path for path in (office / "registers").iterdir() if "督办" in path.name).unlink()

    officebatch("run", office, "--as-of", DAY)

    assert files(office / "runs" / ".replaced" / f"{DAY}.1") == first
    assert files(office / "runs" / DAY) != first


def test_the_past_is_as_before_as_of(office: Path) -> None:
    officebatch("run", office, "--as-of", "2026-11-13")
    officebatch("run", office, "--as-of", DAY)
    first = files(office / "runs" / "2026-11-13")

    officebatch("run", office, "--as-of", "2026-11-13")

    assert files(office / "runs" / "2026-11-13") == first
    history = officebatch("history", office)
    assert history.returncode == 0
    assert [line.split()[0] for line in history.stdout.splitlines() if "2026" in line] == [DAY, "2026-11-13"]


def test_killed_at_random_moments_the_last_whole_run_stands_or_the_new_one(office: Path) -> None:
    officebatch("run", office, "--as-of", DAY)
    old = files(office / "runs" / DAY)
    gone = next(path for path in (office / "registers").iterdir() if "督办" in path.name)
    kept = gone.read_bytes()
    gone.unlink()
    started = time.monotonic()
    officebatch("run", office, "--as-of", DAY)
    took = time.monotonic() - started
    new = files(office / "runs" / DAY)
    chance = random.Random(20261120)

    for attempt in range(KILLS):
        before = new if attempt % 2 == 0 else old
        gone.write_bytes(kept) if attempt % 2 == 0 else gone.unlink()
        after = old if attempt % 2 == 0 else new
        command = [sys.executable, "-m", "officebatch", "run", str(office), "--as-of", DAY]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(chance.uniform(0.3, 1.0) * took)
            process.send_signal(signal.SIGKILL)
        standing = office / "runs" / DAY
        # Between the two moves of a swap the folder may be absent: opening the workspace finishes it.
        assert not standing.exists() or files(standing) in (before, after)
        officebatch("run", office, "--as-of", DAY)
        assert files(standing) == after
        assert not list((office / "runs").glob(".new-*"))


def test_two_runs_at_once_do_not_meet(office: Path) -> None:
    command = [sys.executable, "-m", "officebatch", "--lang", "zh_CN", "run", str(office), "--as-of", DAY]
    pair = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]

    said = [process.communicate(timeout=120)[1] for process in pair]

    assert sorted(process.returncode for process in pair) == [1, 2]
    assert any("占用" in text for text in said)


def test_a_ledger_that_is_none_stops_the_run_and_is_named(office: Path) -> None:
    (office / "ledger.db").write_bytes(b"no database at all, but long enough to be taken for one" * 20)

    result = officebatch("run", office, "--as-of", DAY)

    assert result.returncode == 2
    assert "ledger.db" in result.stderr
    assert not (office / "runs" / DAY).exists()


@pytest.mark.parametrize("folder", ["registers", "runs"])
def test_a_folder_that_is_a_file_is_named(office: Path, folder: str) -> None:
    shutil.rmtree(office / folder)
    (office / folder).write_text("a file")

    result = officebatch("run", office, "--as-of", DAY)

    assert result.returncode == 2
    assert str(office / folder) in result.stderr


def test_a_fault_of_the_program_is_told_with_its_log(office: Path) -> None:
    failing = (
        "from officebatch import deadlines, cli\n"
        "def reckon(*_): raise RuntimeError('a line of' + ' a register')\n"
        "deadlines.reckon = reckon\n"
        "cli.main()\n"
    )
    command = [sys.executable, "-c", failing, "--lang", "zh_CN", "run", str(office), "--as-of", DAY]

    result = subprocess.run(command, capture_output=True, text=True, check=False)

    log = (office / "officebatch-error.log").read_text(encoding="utf-8")
    assert result.returncode == 3
    assert "officebatch-error.log" in result.stderr
    assert "Traceback" not in result.stderr
    assert "RuntimeError" in log
    assert "a line of a register" not in log


def test_a_folder_that_is_no_workspace_is_named(tmp_path: Path) -> None:
    result = officebatch("run", tmp_path, "--as-of", DAY)

    assert result.returncode == 2
    assert str(tmp_path) in result.stderr
    assert "officebatch init" in result.stderr
    assert list(tmp_path.iterdir()) == []
