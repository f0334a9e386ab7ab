"""The folder of one office: where its things are, and how a run gets into its place whole or not at all.

A run is built in `runs/.new-<day>/`. The ledger then names the digest of its manifest: from that moment it counts.
Moving the old folder to `runs/.replaced/` and the new one into place can be finished by whoever opens the workspace
next; a folder the ledger does not know is an interrupted attempt and goes.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from officebatch import mail
from officebatch.package import write_whole
from officebatch.wording import LANGUAGES, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from officebatch.mail import Mail

SETTINGS, MANIFEST, REPLACED, NEW = "officebatch.toml", "manifest.json", ".replaced", ".new-"
MAIL, MAILS = "mail", "mails"  # the table [mail], the folder of frozen mails
NETWORK_FILE_SYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afs", "ncpfs", "davfs"}
_KEYS = {
    "language": "zh_CN",
    "rule_book": "规则.xlsx",
    "registers": "registers",
    "templates": "templates",
    "runs": "runs",
    "ledger": "ledger.db",
    "notice_book": "通知单登记簿.xlsx",
}

WEEKLY = "每周运行"  # double click: the program on the path, else the one that made the workspace, else the bundle's
_BAT = """@echo off
chcp 65001 >nul
set "run="
for %%X in (officebatch.exe) do if not "%%~$PATH:X"=="" set run="%%~$PATH:X"
if not defined run if exist "{python}" set run="{python}" -P -m officebatch
if not defined run set run="%LOCALAPPDATA%\\officebatch\\Scripts\\officebatch.exe"
%run% run "%~dp0." --as-of friday --open
pause
"""
_SH = """#!/bin/sh
cd "$(dirname "$0")" || exit
if command -v officebatch >/dev/null 2>&1; then set -- officebatch; else set -- "{python}" -m officebatch; fi
"$@" run . --as-of friday --open
"""


class WorkspaceFault(Exception):
    """Something about the workspace that stops the program before anything is written. Holds ready sentences."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


@dataclass(frozen=True)
class Workspace:
    """Paths of one office, all absolute. mail: None where officebatch.toml has no [mail]."""

    root: Path
    language: str
    rule_book: Path
    registers: Path
    templates: Path
    runs: Path
    ledger: Path
    notice_book: Path
    mail: Mail | None = None

    @property
    def replaced(self) -> Path:
        """Where what was replaced is kept."""
        return self.runs / REPLACED

    def run_folder(self, day: str) -> Path:
        """Where the run of a day (ISO) stands."""
        return self.runs / day

    def building(self, day: str) -> Path:
        """Where the run of a day is built."""
        return self.runs / f"{NEW}{day}"

    def mails(self, day: str) -> Path:
        """Where the frozen mails of the run of a day stand: outside its folder, which never changes after signing."""
        return self.root / MAILS / day


def open_workspace(root: Path) -> Workspace:
    """Read `officebatch.toml`. Raises WorkspaceFault naming every fault of it at once."""
    path = root / SETTINGS
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        if not root.is_dir():
            raise WorkspaceFault(
                say("There is no folder {folder}. See how its name is written, and whether you stand in the folder "
                    "above it: {here}", folder=root, here=Path.cwd())
            ) from None
        raise WorkspaceFault(
            say(
                "{folder} is no workspace: it has no officebatch.toml. Go to the office's folder, name it behind "
                "the command, or make a new one with: officebatch init FOLDER",
                folder=root.absolute(),
            )
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise WorkspaceFault(
            say("{file} cannot be read: {reason}. Mend the line it names.", file=path, reason=fault)
        ) from None
    faults = list(_faults(path, settings))
    if faults:
        raise WorkspaceFault(*faults)
    place = {key: (root / str(settings.get(key, default))).absolute() for key, default in _KEYS.items()}
    del place["language"]
    sends = mail.read(root.absolute(), settings[MAIL]) if MAIL in settings else None
    return Workspace(root.absolute(), str(settings.get("language", _KEYS["language"])), **place, mail=sends)


def refuse_taken(root: Path) -> None:
    """Raises WorkspaceFault where something stands in the folder already."""
    if root.exists() and any(root.iterdir()):
        raise WorkspaceFault(
            say("{folder} is not empty. Nothing was written: name a folder that does not exist yet.", folder=root)
        )


def create(root: Path, language: str, registers: Path | None = None) -> Workspace:
    """The folders and `officebatch.toml` of a new workspace. registers: where they stand, where not inside of it.

    Raises WorkspaceFault where something stands already.
    """
    refuse_taken(root)
    keys = _KEYS | {"language": language} | ({"registers": str(registers)} if registers else {})
    for folder in ("templates", "runs", *([] if registers else ["registers"])):
        (root / folder).mkdir(parents=True)
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in keys.items()]
    write_whole(root / SETTINGS, ("\n".join(lines) + "\n" + mail.SAMPLE).encode())
    write_whole(root / f"{WEEKLY}.bat", _BAT.format(python=sys.executable).replace("\n", "\r\n").encode())
    write_whole(root / f"{WEEKLY}.sh", _SH.format(python=sys.executable).encode())
    (root / f"{WEEKLY}.sh").chmod(0o755)
    return open_workspace(root)


def shipped(name: str) -> Path:
    """A folder that comes with the program: `templates` or `samples`, beside the package or inside the wheel."""
    inside = Path(__file__).parent / "shipped" / name
    return inside if inside.is_dir() else Path(__file__).parents[1] / name


def finish_swaps(workspace: Workspace, known: Callable[[str], str | None]) -> None:
    """Finish or undo what an interrupted run left. `known`: day → the manifest digest the ledger has, None if none.

    To be called while the workspace is locked.
    """
    for folder in sorted(workspace.runs.glob(f"{NEW}*")):
        day = folder.name.removeprefix(NEW)
        if (digest := digest_of(folder)) is not None and digest == known(day):
            put_in_place(workspace, day)
        else:
            shutil.rmtree(folder)


def put_in_place(workspace: Workspace, day: str) -> None:
    """Move the standing run of a day, if any, to `.replaced`, and the one built aside into its place.

    Raises WorkspaceFault when the system does not let a folder be moved (a paper of it is open in another program).
    """
    standing = workspace.run_folder(day)
    try:
        if standing.exists():
            workspace.replaced.mkdir(exist_ok=True)
            standing.rename(_free_name(workspace.replaced, day))
        workspace.building(day).rename(standing)
    except OSError as fault:
        raise WorkspaceFault(
            say("{folder} cannot be replaced: {reason}. Close the papers of this run that are open, then start again; "
                "nothing is lost.", folder=standing, reason=fault.strerror or fault)
        ) from None


def digest_of(folder: Path) -> str | None:
    """sha256 of a run's manifest, None where there is none (the run is not whole)."""
    try:
        return hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()
    except OSError:
        return None


def _faults(path: Path, settings: dict[str, object]) -> Iterator[str]:
    for key, value in settings.items():
        if key == MAIL:
            yield from mail.faults(path, value)
        elif key not in _KEYS:
            known = ", ".join((*_KEYS, f"[{MAIL}]"))
            yield say("{file}: {key} is not known. Known are: {known}.", file=path, key=key, known=known)
        elif not isinstance(value, str):
            yield say("{file}: {key} must be a text in quotation marks.", file=path, key=key)
    if settings.get("language", LANGUAGES[0]) not in LANGUAGES:
        yield say("{file}: language must be one of {known}.", file=path, known=", ".join(LANGUAGES))
    registers = path.parent / str(settings.get("registers", _KEYS["registers"]))
    if not registers.is_dir():
        yield say("{file}: the folder of registers {folder} is not there. Make it and put the registers into it, or "
                  "name the right one behind registers.", file=path, folder=registers)
    ledger = path.parent / str(settings.get("ledger", _KEYS["ledger"]))
    if on_network(ledger.absolute()):
        yield say(
            "{file}: the ledger {ledger} lies on a network drive, where it could be damaged. Name a place on this "
            "computer's own disk.",
            file=path,
            ledger=ledger,
        )


def on_network(path: Path) -> bool:
    """Whether a path lies on a network drive, as far as the system tells (UNC names, the mount table)."""
    if str(path).startswith(("\\\\", "//")):
        return True
    mounts = Path("/proc/self/mounts")
    if not mounts.exists():
        return False
    entries = [line.split(" ")[1:3] for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines()]
    holding = [(point, kind) for point, kind in entries if path.is_relative_to(point.replace("\\040", " "))]
    return max(holding, key=lambda entry: len(entry[0]), default=("", ""))[1] in NETWORK_FILE_SYSTEMS


def _free_name(kept: Path, day: str) -> Path:
    n = 1
    while (kept / f"{day}.{n}").exists():
        n += 1
    return kept / f"{day}.{n}"
