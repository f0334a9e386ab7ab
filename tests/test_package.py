"""The package as it is handed out: built, installed beside nothing of the source, typed, and read by a stranger."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from email.parser import BytesParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
USER = """from datetime import date

from officebatch import WorkspaceFault, approve, examine, issue, send

try:
    total: int = examine("office", date(2026, 11, 20)).deadlines.tally().total
    name: str = issue("office", date(2026, 11, 20)).folder.name
    numbers: list[str] = [number.text for number in approve("office", date(2026, 11, 20)).numbers]
    sent: int = send("office", date(2026, 11, 20)).sent
except WorkspaceFault as fault:
    lines: tuple[str, ...] = fault.lines
wrong: int = issue("office", date(2026, 11, 20)).folder
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with sdist and wheel, by the build tool itself."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return out


def test_the_wheel_works_by_itself(built: Path, tmp_path: Path) -> None:
    wheel = next(built.glob("*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(inside := tmp_path / "inside")
    program = [sys.executable, "-m", "officebatch"]
    env = {"PYTHONPATH": str(inside), "PATH": "/usr/bin:/bin", "LANG": "zh_CN.UTF-8"}
    for words, code in ((("init", "--sample", "示例"), 0), (("run", "示例", "--as-of", "2026-11-20"), 1)):
        done = subprocess.run([*program, *words], cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stderr
    assert "文书在" in done.stdout
    assert (tmp_path / "示例/runs/2026-11-20/manifest.json").is_file()


def test_a_program_that_uses_it_is_checked_by_its_types(built: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as archive:
        archive.extractall(inside := tmp_path / "inside")
    (script := tmp_path / "user.py").write_text(USER, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--no-site-packages", "--follow-imports=silent", str(script)]
    env = {"MYPYPATH": str(inside), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert (inside / "officebatch/py.typed").is_file()
    told = [line for line in done.stdout.splitlines() if line.startswith("user.py")]
    assert len(told) == 1 and told[0].startswith("user.py:12") and "Path" in told[0], done.stdout


def test_metadata_and_source_are_whole(built: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as archive:
        names = archive.namelist()
        told = next(name for name in names if name.endswith("/METADATA"))
        metadata = BytesParser().parsebytes(archive.read(told))
    assert metadata["License-Expression"] == "MIT" and any(name.endswith("licenses/LICENSE") for name in names)
    assert metadata["Description-Content-Type"] == "text/markdown"
    assert "Typing :: Typed" in metadata.get_all("Classifier", [])
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "README.md", "README.zh-CN.md", "LICENSE", "officebatch/py.typed", "tests/run"} <= inside
    assert not [name for name in inside if name.startswith((".git/", ".venv"))]
