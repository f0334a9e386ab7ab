"""The folder of one office: where its things are, and how a run gets into its place whole or not at all.

A run is built in `runs/.new-<day>/`. The ledger then names the digest of its manifest: from that moment it counts.
Moving the old folder to `runs/.replaced/` and the new one into place can be finished by whoever opens the workspace
next; a folder the ledger does not know is an interrupted attempt and goes.
"""

from __future__ import annotations

import hashlib
import ipaddress
import json
import re
import shutil
import sys
import tomllib
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import IO, TYPE_CHECKING

from officebatch.package import write_whole
from officebatch.wording import LANGUAGES, marked, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

SETTINGS, MANIFEST, REPLACED, NEW = "officebatch.toml", "manifest.json", ".replaced", ".new-"
MAIL, MAILS = "mail", "mails"
PORTS = {"starttls": 587, "ssl": 465, "none": 25}  # by how the line to the server is secured
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


_MAIL_KEYS: Mapping[str, type] = {
    "server": str, "port": int, "security": str, "user": str, "password_file": str, "from": str, "from_name": str,
    "reply_to": str, "allowed_domains": list, "rate": int, "window": str, "max_size": int,
}  # fmt: skip
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Za-z0-9.-]+)")
_DOMAIN = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*")
_WINDOW = re.compile(r"([01]\d|2[0-3]):([0-5]\d)\s*[-–—~]\s*([01]\d|2[0-3]):([0-5]\d)")
_LONGEST_ADDRESS = 254  # of an address on the way (RFC 5321)
_MEGA = 1024 * 1024
_MAIL_TYPES = {
    str: marked("{file}: [mail] {key} must be a text in quotation marks."),
    int: marked("{file}: [mail] {key} must be a whole number without quotation marks."),
    list: marked('{file}: [mail] {key} must be a list, as ["example.com"].'),
}
_MAIL_EXAMPLES = {
    "server": 'server = "smtp.example.com"',
    "security": 'security = "ssl"',
    "from": 'from = "office@example.com"',
    "allowed_domains": 'allowed_domains = ["example.com"]',
}
_MAIL_RANGES = {"port": (1, 65535), "rate": (1, 6000), "max_size": (1, 1000)}
_MAIL_SAMPLE = """
# [mail]                              # take the # away to send by mail; more: officebatch help mail
# server = "smtp.example.com"
# security = "ssl"                    # ssl or starttls
# user = "office@example.com"
# from = "office@example.com"
# allowed_domains = ["example.com"]   # nobody elsewhere gets mail
# password_file = "mail.password"     # or OFFICEBATCH_MAIL_PASSWORD, or the keyring
"""

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
class Mail:
    """How this machine sends mail. It holds no password: that stands in the environment, the keyring or a file.

    security: starttls, ssl, or none (a server on this machine only). allowed_domains: lower case; nobody elsewhere gets
    mail. rate: mails a minute. window: between which hours mail goes out, None for any. max_size: bytes of one mail as
    it is sent.
    """

    server: str
    port: int
    security: str
    sender: str
    allowed_domains: tuple[str, ...]
    user: str = ""
    password_file: Path | None = None
    sender_name: str = ""
    reply_to: str = ""
    rate: int = 30
    window: tuple[time, time] | None = None
    max_size: int = 20 * 1024 * 1024


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
    mail = _mail(root.absolute(), settings[MAIL]) if MAIL in settings else None
    return Workspace(root.absolute(), str(settings.get("language", _KEYS["language"])), **place, mail=mail)


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
    write_whole(root / SETTINGS, ("\n".join(lines) + "\n" + _MAIL_SAMPLE).encode())
    write_whole(root / f"{WEEKLY}.bat", _BAT.format(python=sys.executable).replace("\n", "\r\n").encode())
    write_whole(root / f"{WEEKLY}.sh", _SH.format(python=sys.executable).encode())
    (root / f"{WEEKLY}.sh").chmod(0o755)
    return open_workspace(root)


def shipped(name: str) -> Path:
    """A folder that comes with the program: `templates` or `samples`, beside the package or inside the wheel."""
    inside = Path(__file__).parent / "shipped" / name
    return inside if inside.is_dir() else Path(__file__).parents[1] / name


@contextmanager
def locked(workspace: Workspace) -> Iterator[None]:
    """Only one program writes a workspace at a time: a kernel lock, gone with the process that held it.

    Raises WorkspaceFault when another one holds it.
    """
    try:
        workspace.runs.mkdir(parents=True, exist_ok=True)
        held = (workspace.runs / ".lock").open("a+b")
    except OSError as fault:
        raise WorkspaceFault(
            say("{folder} cannot be written to: {reason}. Nothing was written.",
                folder=workspace.runs, reason=fault.strerror or fault)
        ) from None
    with held as file:
        try:
            _lock(file)
        except OSError:
            raise WorkspaceFault(
                say("Another officebatch is at work in {folder}. Wait until it has finished, then start again.",
                    folder=workspace.root)
            ) from None
        yield


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


def is_address(text: str) -> bool:
    """Whether a text is one plain mail address and nothing else: no name, no list, no control characters, ASCII."""
    found = _ADDRESS.fullmatch(text)
    return found is not None and len(text) <= _LONGEST_ADDRESS and _DOMAIN.fullmatch(found[2]) is not None


def _mail(root: Path, held: object) -> Mail:
    """The table [mail], looked over already."""
    of = dict(held) if isinstance(held, dict) else {}
    security, password_file = str(of["security"]), str(of.get("password_file", ""))
    return Mail(
        server=str(of["server"]),
        port=int(of.get("port", PORTS[security])),
        security=security,
        sender=str(of["from"]),
        allowed_domains=tuple(_domain(str(word)) for word in of["allowed_domains"]),
        user=str(of.get("user", "")),
        password_file=(root / password_file).absolute() if password_file else None,
        sender_name=str(of.get("from_name", "")),
        reply_to=str(of.get("reply_to", "")),
        rate=int(of.get("rate", Mail.rate)),
        window=_window(str(of.get("window", ""))),
        max_size=int(of.get("max_size", Mail.max_size // _MEGA)) * _MEGA,
    )


def _domain(word: str) -> str:
    return word.strip().removeprefix("@").lower()


def _window(text: str) -> tuple[time, time] | None:
    found = _WINDOW.fullmatch(text.strip())
    return (time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))) if found else None


def _mail_faults(path: Path, held: object) -> Iterator[str]:
    """What is wrong with the table [mail], every fault of it."""
    if not isinstance(held, dict):
        yield say("{file}: mail must be a table: a line [mail], its keys below.", file=path)
        return
    for key, value in held.items():
        wanted = _MAIL_KEYS.get(key)
        if wanted is None and "pass" in key.lower():
            yield say(
                "{file}: [mail] {key}: no password may stand here. Put it into the environment as "
                "OFFICEBATCH_MAIL_PASSWORD, into the keyring, or into a file only you can read and name that file "
                "behind password_file.", file=path, key=key,
            )
        elif wanted is None:
            known = ", ".join(_MAIL_KEYS)
            yield say("{file}: [mail] {key} is not known. Known are: {known}.", file=path, key=key, known=known)
        elif type(value) is not wanted:
            yield say(_MAIL_TYPES[wanted], file=path, key=key)
    yield from _mail_values(path, {k: v for k, v in held.items() if type(v) is _MAIL_KEYS.get(k)}, held)


def _mail_values(path: Path, of: Mapping[str, object], written: Mapping[str, object]) -> Iterator[str]:
    """Faults of the values that have the right type."""
    for key in ("server", "security", "from", "allowed_domains"):
        if not written.get(key):
            yield say("{file}: [mail] has no {key}. Add it: {example}", file=path, key=key, example=_MAIL_EXAMPLES[key])
    for key in ("from", "reply_to"):
        if (address := str(of.get(key, ""))) and not is_address(address):
            yield say("{file}: [mail] {key} must be one mail address and nothing else, as {example}.",
                      file=path, key=key, example="office@example.com")
    for key in ("server", "user", "from_name"):
        if any(not c.isprintable() for c in str(of.get(key, ""))):
            yield say("{file}: [mail] {key} has a line break or control character; write it on one line.",
                      file=path, key=key)
    yield from _mail_words(path, of)
    for key, (least, most) in _MAIL_RANGES.items():
        value = of.get(key, least)
        if not isinstance(value, int) or not least <= value <= most:
            yield say("{file}: [mail] {key} must be a whole number from {least} to {most}.",
                      file=path, key=key, least=least, most=most)


def _mail_words(path: Path, of: Mapping[str, object]) -> Iterator[str]:
    domains, security, window = of.get("allowed_domains", []), of.get("security"), str(of.get("window", ""))
    for word in domains if isinstance(domains, list) else ():
        if not isinstance(word, str) or not _DOMAIN.fullmatch(_domain(word)):
            yield say("{file}: [mail] allowed_domains: {word} is no domain. Write what stands behind the @, in "
                      "quotation marks, as example.com.", file=path, word=word)
    if security and security not in PORTS:
        yield say("{file}: [mail] security must be one of {known}.", file=path, known=", ".join(PORTS))
    if security == "none" and not _on_this_machine(str(of.get("server", ""))):
        yield say("{file}: [mail] security = none is for a server on this machine only; mail to any other goes "
                  "encrypted: write starttls or ssl.", file=path)
    if security == "none" and of.get("user"):
        yield say("{file}: [mail] user: without encryption no user and no password are sent; take user out, or write "
                  "starttls or ssl.", file=path)
    hours = _window(window)
    if window and (hours is None or hours[0] >= hours[1]):
        yield say("{file}: [mail] window must be two times of one day, the earlier first, as 08:00-18:00.", file=path)


def _on_this_machine(server: str) -> bool:
    if server.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(server).is_loopback
    except ValueError:
        return False


def _faults(path: Path, settings: dict[str, object]) -> Iterator[str]:
    for key, value in settings.items():
        if key == MAIL:
            yield from _mail_faults(path, value)
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


def _lock(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

