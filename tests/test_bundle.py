"""The offline bundle, made of small wheels in a folder: what goes in for whom, and what stops it."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.office import officebatch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from types import ModuleType

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


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that stands for the package index."""
    folder = tmp_path_factory.mktemp("shelf")
    for name, version in {"pip": "25.0", "old": "2.0", "deep": "2.5", "winonly": "2.0"}.items():
        wheel(folder, name, "py3-none-any", version)
    wheel(folder, "deep", "py3-none-any", "3.5")
    wheel(folder, "both", "cp312-cp312-win_amd64")
    wheel(folder, "both", "cp311-abi3-manylinux2014_x86_64.manylinux_2_17_x86_64")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PIP_CONFIG_FILE", "/dev/null")
        patch.setenv("PIP_NO_INDEX", "1")
        patch.setenv("PIP_FIND_LINKS", str(folder))
        yield folder


@pytest.fixture(scope="module")
def made(shelf: Path) -> tuple[Mapping[str, bytes], Mapping[str, int]]:
    """A bundle for two systems: the content and the mode of every file."""
    own, out = wheel(shelf.parent, "officebatch", "py3-none-any", "9.9"), shelf.parent / "离线 包.zip"
    chosen = ("--python", "3.12", "--system", "windows-x64", "--system", "linux-x86_64")
    done = officebatch("bundle", out, "--wheel", own, *chosen)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(out) as archive:
        entries = {entry.filename.removeprefix("officebatch-9.9/"): entry for entry in archive.infolist()}
        return ({name: archive.read(entry) for name, entry in entries.items()},
                {name: entry.external_attr >> 16 for name, entry in entries.items()})  # fmt: skip


def test_each_machine_gets_what_it_needs(made: tuple[Mapping[str, bytes], Mapping[str, int]]) -> None:
    held, _ = made
    names = {system: [line.split(" ")[0] for line in held[f"setup/{system}-3.12.txt"].decode().splitlines()]
             for system in ("windows-x64", "linux-x86_64")}  # fmt: skip

    assert names["windows-x64"] == ["officebatch==9.9", "both==2.0", "deep==2.5", "winonly==2.0"]
    assert names["linux-x86_64"] == ["officebatch==9.9", "both==2.0", "deep==2.5"]
    assert not any(name.startswith("wheels/old") for name in held)
    assert json.loads(held["setup/bundle.json"])["glibc"] == {"linux-x86_64": "2.17"}


def test_every_file_has_its_checksum(made: tuple[Mapping[str, bytes], Mapping[str, int]]) -> None:
    held, _ = made
    listed = [line.split("  ") for line in held["SHA256SUMS"].decode().splitlines()]
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in held.items() if name != "SHA256SUMS"}

    assert {name: digest for digest, name in listed} == sums


def test_its_scripts_are_read_right_by_every_shell(made: tuple[Mapping[str, bytes], Mapping[str, int]]) -> None:
    held, modes = made
    words, leaflet = json.loads(held["setup/words.json"]), held["请先读我.txt"].decode("utf-8-sig")

    assert held["安装.bat"].isascii()
    assert held["安装.bat"].count(b"\n") == held["安装.bat"].count(b"\r\n") > 0
    assert held["安装.sh"].isascii() and b"\r" not in held["安装.sh"]
    assert modes["安装.sh"] & 0o111
    assert words["zh_CN"].keys() == words["en"].keys()
    assert "管理员" in leaflet and "Windows x64, Python 3.12" in leaflet


def test_a_missing_wheel_is_named_and_nothing_is_written(shelf: Path, tmp_path: Path) -> None:
    own, out = wheel(tmp_path, "officebatch", "py3-none-any", "9.9"), tmp_path / "o.zip"
    done = officebatch("bundle", out, "--wheel", own, "--python", "3.12", "--system", "linux-aarch64")

    assert done.returncode == 2
    assert "both>=1" in done.stderr and "Linux aarch64, Python 3.12" in done.stderr
    assert not out.exists()


@pytest.fixture
def installer(made: tuple[Mapping[str, bytes], Mapping[str, int]], tmp_path: Path) -> ModuleType:
    """The installer of an unpacked bundle."""
    (setup := tmp_path / "解压 到这里" / "setup").mkdir(parents=True)
    for name in ("install.py", "bundle.json"):
        (setup / name).write_bytes(made[0][f"setup/{name}"])
    spec = importlib.util.spec_from_file_location("installer", setup / "install.py")
    assert spec is not None and spec.loader is not None
    spec.loader.exec_module(module := importlib.util.module_from_spec(spec))
    return module


def test_an_update_that_fails_leaves_the_older_program(installer: ModuleType, tmp_path: Path) -> None:
    (place := tmp_path / "officebatch").mkdir()
    (place / "pyvenv.cfg").write_text("old")
    with pytest.raises(OSError, match="full"), installer.replacing(place):
        place.mkdir()
        (place / "half").touch()
        raise OSError("full")
    assert [path.name for path in place.iterdir()] == ["pyvenv.cfg"]

    with installer.replacing(place):
        place.mkdir()
        (place / "new").touch()
    assert [path.name for path in place.iterdir()] == ["new"]
    assert not list(tmp_path.glob("*.old"))


@pytest.mark.parametrize("holds", ["a.txt", "pyvenv.cfg 样例/officebatch.toml"])
def test_a_folder_with_something_else_in_it_is_left_alone(installer: ModuleType, tmp_path: Path, holds: str) -> None:
    (place := tmp_path / "officebatch").mkdir()
    installer.refuse(place)
    for name in holds.split():
        (place / name).parent.mkdir(exist_ok=True)
        (place / name).touch()
    with pytest.raises(installer.Stopped):
        installer.refuse(place)


def test_the_windows_launcher_never_starts_itself(installer: ModuleType) -> None:
    """cmd looks into the current folder before PATH, and a double click makes that the launcher's own."""
    started = [line for line in installer.LAUNCH_BAT.splitlines() if "officebatch" in line]
    assert started and all(line.startswith('"%~dp0Scripts\\officebatch.exe" ') for line in started)
