"""Install officebatch from the wheels beside this folder: no network, no administrator.

    python setup/install.py [FOLDER]

Makes an environment in FOLDER (the user's own program folder when left out), installs by checksum, leaves a launcher.
Runs with the standard library alone; what it says stands in words.json, made with the bundle. Exit 2: could not.
"""

from __future__ import annotations

import ctypes
import json
import locale
import os
import platform
import shutil
import subprocess
import sys
import venv
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

BUNDLE = Path(__file__).resolve().parents[1]
WINDOWS = sys.platform == "win32"
FACTS = json.loads((BUNDLE / "setup" / "bundle.json").read_text(encoding="utf-8"))
CHINESE = 0x04  # primary language of a Windows language id

LAUNCH_BAT = """@echo off
setlocal
chcp 65001 >nul
set "PATH=%~dp0Scripts;%PATH%"
if not "%~1"=="" goto given
cd /d "%USERPROFILE%"
"%~dp0Scripts\\officebatch.exe" --help
cmd /k
exit /b
:given
"%~dp0Scripts\\officebatch.exe" %*
"""
LAUNCH_SH = """#!/bin/sh
exec "$(dirname "$(readlink -f "$0")")/bin/officebatch" "$@"
"""


class Stopped(Exception):
    """What stops the installation: a message's key and its values."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values


def main() -> int:
    """Install; 0, or 2 with what is missing."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding=None if WINDOWS and stream.isatty() else "utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        wheels = fitting()
        place = Path(sys.argv[1]).expanduser().absolute() if len(sys.argv) > 1 else home()
        tell("installing", version=FACTS["version"], folder=place)
        refuse(place)
        with replacing(place):
            venv.EnvBuilder(symlinks=not WINDOWS, with_pip=False).create(place)
            fill(place, wheels)
            launcher = launch(place)
    except Stopped as stopped:
        tell(stopped.key, **stopped.values)
        return 2
    except OSError as fault:
        tell("disk", file=fault.filename or "", reason=fault.strerror or fault)
        return 2
    tell("done", launcher=launcher)
    return 0


def tell(key: str, **values: object) -> None:
    """Say a message of words.json in the language of this machine."""
    words = json.loads((BUNDLE / "setup" / "words.json").read_text(encoding="utf-8"))
    sys.stdout.write(words["zh_CN" if chinese() else "en"][key].format_map(values) + "\n")
    sys.stdout.flush()


def chinese() -> bool:
    """Whether this machine speaks Chinese."""
    if WINDOWS:
        return bool(ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == CHINESE)  # type: ignore[attr-defined,unused-ignore]
    set_here = next((v for key in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(key))), "")
    return (set_here or locale.getlocale()[0] or "").lower().startswith("zh")


def fitting() -> Path:
    """The list of packages for this machine. Raises Stopped where the bundle has none."""
    machine = platform.machine().lower()
    kind = "windows" if WINDOWS else sys.platform
    system = f"{kind}-{ {'amd64': 'x64' if WINDOWS else 'x86_64', 'arm64': 'aarch64'}.get(machine, machine) }"
    python = f"{sys.version_info[0]}.{sys.version_info[1]}"
    listed = BUNDLE / "setup" / f"{system}-{python}.txt"
    if not listed.is_file():
        raise Stopped("machine", here=f"{system}, Python {python}", there="; ".join(FACTS["targets"].values()))
    needed = FACTS["glibc"].get(system)
    if needed:
        library, version = platform.libc_ver()
        if library != "glibc" or [*map(int, version.split("."))] < [*map(int, needed.split("."))]:
            raise Stopped("glibc", needed=needed, here=f"{library} {version}".strip() or "?")
    return listed


def home() -> Path:
    """Where a user's own programs live."""
    if WINDOWS:
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "officebatch"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "officebatch"


def refuse(place: Path) -> None:
    """Raises Stopped where something else than an older program stands in `place`, a workspace for instance, or where
    there is too little room."""
    ours = (place / "pyvenv.cfg").is_file() and not any(place.glob("*/officebatch.toml"))
    if place.exists() and any(place.iterdir()) and not ours:
        raise Stopped("occupied", folder=place)
    around = next(folder for folder in (place, *place.parents) if folder.is_dir())
    if shutil.disk_usage(around).free >> 20 < FACTS["room"]:
        raise Stopped("room", folder=around, n=FACTS["room"])


@contextmanager
def replacing(place: Path) -> Iterator[None]:
    """An older program is moved aside as a whole (Windows refuses while it runs, and then nothing is lost), put back
    where the new one fails, and deleted where that is whole."""
    old = place.with_name(f"{place.name}.old")
    if place.exists():
        shutil.rmtree(old, ignore_errors=True)
        place.rename(old)
    try:
        yield
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        if old.exists():
            old.rename(place)
        raise
    shutil.rmtree(old, ignore_errors=True)


def fill(place: Path, wheels: Path) -> None:
    """Install the listed wheels by their checksums, with the pip that came along. Raises Stopped where it fails."""
    pip = next((BUNDLE / "wheels").glob("pip-*.whl"), None)
    python = place / ("Scripts/python.exe" if WINDOWS else "bin/python")
    if pip is None:
        raise Stopped("damaged", reason="pip-*.whl")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PIP_", "PYTHON"))}
    done = subprocess.run(
        [python, pip / "pip", "install", "--isolated", "--quiet", "--no-input", "--no-index", "--no-cache-dir",
         "--disable-pip-version-check", "--no-deps", "--require-hashes",
         "--find-links", BUNDLE / "wheels", "-r", wheels],
        env=kept | {"PIP_CONFIG_FILE": os.devnull, "PYTHONUTF8": "1"},
        capture_output=True, text=True, encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    if done.returncode:
        raise Stopped("damaged", reason=done.stderr.strip() or done.stdout.strip())
    tried = subprocess.run([python, "-I", "-m", "officebatch", "--version"], capture_output=True, check=False)
    if tried.returncode:
        raise Stopped("damaged", reason=tried.stderr.decode(errors="replace").strip())


def launch(place: Path) -> Path:
    """Leave what starts the program in `place`, on Linux also in ~/.local/bin where that name is free."""
    if WINDOWS:
        launcher = place / "officebatch.bat"
        launcher.write_bytes(LAUNCH_BAT.replace("\n", "\r\n").encode("ascii"))
        return launcher
    launcher = place / "officebatch.sh"
    launcher.write_text(LAUNCH_SH, encoding="ascii")
    launcher.chmod(0o755)
    short = Path.home() / ".local" / "bin" / "officebatch"
    if len(sys.argv) == 1 and (short.is_symlink() or not short.exists()):
        short.parent.mkdir(parents=True, exist_ok=True)
        short.unlink(missing_ok=True)
        short.symlink_to(launcher)
        return short
    return launcher


if __name__ == "__main__":
    sys.exit(main())
