"""The short version of what full_disk.py does at forty levels."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.full_disk import by_size, levels
from tests.office import DAY, officebatch, sample

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(os.name == "nt", reason="the size of files cannot be limited there")
def test_without_room_no_file_of_before_is_destroyed_and_the_next_command_goes_on(tmp_path: Path) -> None:
    base = sample(tmp_path / "base")
    for register in (base / "registers").iterdir():
        if "督办" not in register.name:
            register.unlink()

    tally = levels(base, tmp_path, [20_000], by_size)

    assert set(tally.full) == {"run", "approve", "send"}
    assert tally.unknown == 0


def test_a_folder_for_temporary_files_that_takes_nothing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = sample(tmp_path / "office")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))

    result = officebatch("run", office, "--as-of", DAY)

    assert result.returncode == 2
    assert "gone" in result.stderr
    assert not (office / "runs" / DAY).exists()


def test_where_even_the_log_cannot_be_written_the_way_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office, line = sample(tmp_path / "office"), "台账里的一行"
    (office / "officebatch-error.log").mkdir()

    def broken(_path: Path) -> None:
        raise RuntimeError(line)

    monkeypatch.setattr("officebatch.workspace.open_workspace", broken)
    result = officebatch("history", office)

    assert result.returncode == 3
    assert "in broken" in result.stderr
    assert line not in result.stderr
