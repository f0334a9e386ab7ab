"""The offline bundle, made of small wheels in a folder: what goes in for whom, and what stops it."""

from __future__ import annotations

import hashlib
import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.office import officebatch

if TYPE_CHECKING:
    from pathlib import Path

NEEDS = {
    "officebatch": ("both>=1", "winonly; sys_platform == 'win32'", "old; python_version < '3.12'"),
    "both": ("deep<3",),
    "winonly": ("deep>=2",),
}


def wheel(folder: Path, name: str, tag: str, version: str = "2.0") -> Path:
    """A wheel that holds nothing but what it needs."""
    made = folder / f"{name}-{version}-{tag}.whl"
    told = f"{name}-{version}.dist-info"
    needs = "".join(f"Requires-Dist: {need}\n" for need in NEEDS.get(name, ()))
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(f"{told}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{needs}")
        archive.writestr(f"{told}/WHEEL", f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n")
        archive.writestr(f"{told}/RECORD", "")
    return made


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands for the package index."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    for name, version in {"pip": "25.0", "old": "2.0", "deep": "2.5", "winonly": "2.0"}.items():
        wheel(folder, name, "py3-none-any", version)
    wheel(folder, "deep", "py3-none-any", "3.5")
    wheel(folder, "both", "cp312-cp312-win_amd64")
    wheel(folder, "both", "cp311-abi3-manylinux2014_x86_64.manylinux_2_17_x86_64")
    return folder


def test_each_machine_gets_what_it_needs_and_a_list_with_checksums(shelf: Path, tmp_path: Path) -> None:
    own, out = wheel(tmp_path, "officebatch", "py3-none-any", "9.9"), tmp_path / "离线 包.zip"
    chosen = ("--python", "3.12", "--system", "windows-x64", "--system", "linux-x86_64")
    done = officebatch("bundle", out, "--wheel", own, *chosen)

    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(out) as archive:
        held = {name.removeprefix("officebatch-9.9/"): archive.read(name) for name in archive.namelist()}
        modes = {entry.filename: entry.external_attr >> 16 for entry in archive.infolist()}
    names = {system: [line.split(" ")[0] for line in held[f"setup/{system}-3.12.txt"].decode().splitlines()]
             for system in ("windows-x64", "linux-x86_64")}  # fmt: skip
    assert names["windows-x64"] == ["officebatch==9.9", "both==2.0", "deep==2.5", "winonly==2.0"]
    assert names["linux-x86_64"] == ["officebatch==9.9", "both==2.0", "deep==2.5"]
    listed = [line.split("  ") for line in held.pop("SHA256SUMS").decode().splitlines()]
    sums = {name: digest for digest, name in listed}
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in held.items()}
    assert json.loads(held["setup/bundle.json"])["glibc"] == {"linux-x86_64": "2.17"}
    assert not any(name.startswith("wheels/old") for name in held)
    assert modes["officebatch-9.9/安装.sh"] & 0o111


def test_its_scripts_are_read_right_by_every_shell(shelf: Path, tmp_path: Path) -> None:
    own, out = wheel(tmp_path, "officebatch", "py3-none-any", "9.9"), tmp_path / "o.zip"
    officebatch("bundle", out, "--wheel", own, "--python", "3.12", "--system", "windows-x64")
    with zipfile.ZipFile(out) as archive:
        batch, shell = (archive.read(f"officebatch-9.9/安装.{ending}") for ending in ("bat", "sh"))
        words = json.loads(archive.read("officebatch-9.9/setup/words.json"))
        leaflet = archive.read("officebatch-9.9/请先读我.txt").decode("utf-8-sig")
        first = out.read_bytes()
    assert batch.isascii() and batch.count(b"\n") == batch.count(b"\r\n") > 0
    assert shell.isascii() and b"\r" not in shell
    assert words["zh_CN"].keys() == words["en"].keys() and "管理员" in leaflet and "Windows x64, Python 3.12" in leaflet
    officebatch("bundle", out, "--wheel", own, "--python", "3.12", "--system", "windows-x64")
    assert out.read_bytes() == first


def test_a_missing_wheel_is_named_and_nothing_is_written(shelf: Path, tmp_path: Path) -> None:
    own, out = wheel(tmp_path, "officebatch", "py3-none-any", "9.9"), tmp_path / "o.zip"
    done = officebatch("bundle", out, "--wheel", own, "--python", "3.12", "--system", "linux-aarch64")

    assert done.returncode == 2
    assert "both>=1" in done.stderr and "Linux aarch64, Python 3.12" in done.stderr
    assert not out.exists()
