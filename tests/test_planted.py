"""The whole way through on registers with planted faults: nothing missed, the exact cell, nothing without cause."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests import acceptance
from tests.office import files, officebatch
from tests.planted.compare import compare
from tests.planted.make import make

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "acceptance"
NAMES = tomllib.loads((ROOT / "tests" / "acceptance_names.toml").read_text(encoding="utf-8"))


def as_of(folder: Path) -> str:
    import json

    return str(json.loads((folder / "rules.json").read_text(encoding="utf-8"))["as_of"])


def table(*words: str | Path) -> list[dict[str, str]]:
    result = officebatch(*words, "--format", "csv")
    assert result.returncode in (0, 1), result.stderr
    return list(csv.DictReader(io.StringIO(result.stdout)))


def examined(folder: Path, tmp_path: Path) -> str:
    workspace = tmp_path / "workspace"
    acceptance.main(folder, workspace)
    day = as_of(folder)
    findings = table("check", workspace, "--as-of", day)
    deadlines = table("deadlines", workspace, "--late", "--as-of", day)
    result = compare(folder, findings, deadlines, NAMES)
    return "" if result.clean else "\n".join(result.lines())


def test_the_command_makes_the_workspace_the_tests_make(tmp_path: Path) -> None:
    make(tmp_path / "folder", 11, "usual", 20)
    script = str(ROOT / "tests" / "acceptance.py")

    subprocess.run([sys.executable, script, "folder", "by command"], check=True, cwd=tmp_path)
    acceptance.main(tmp_path / "folder", tmp_path / "here")

    assert files(tmp_path / "by command") == files(tmp_path / "here")


@pytest.mark.parametrize(("mess", "seed"), [("clean", 11), ("usual", 12), ("messy", 13), ("wild", 14), ("wild", 15)])
def test_planted_faults_are_found_and_nothing_else(mess: str, seed: int, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    make(folder, seed, mess, 240)

    assert examined(folder, tmp_path) == ""


@pytest.mark.parametrize("name", ["clean", "usual", "messy"])
def test_the_acceptance_folders(name: str, tmp_path: Path) -> None:
    if not (SHARED / name).is_dir():
        pytest.skip("the acceptance folders are not beside the project")

    assert examined(SHARED / name, tmp_path) == ""
