"""LibreOffice, started without a window to turn files into another form. What it made is looked at, for its exit code
proves nothing."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

START, EACH, BYTES_A_SECOND = 120, 5, 5_000  # seconds to start, seconds a file, and what a large one may take besides
PREFIX, DEEP = "officebatch-office-", "1/2/3/4/5"  # files lie so deep that links a few folders up stay below PREFIX
ABANDONED = 86_400  # seconds after which the folder of a killed run is nobody's
# no macro, nothing that acts by itself, nothing from the net (a proxy that is not there), links to files absolute
_SETTINGS = {
    "Office.Common/Security/Scripting": {"DisableMacrosExecution": "true", "DisableActiveContent": "true"},
    "Office.Common/Save/URL": {"FileSystem": "false"},
    "Inet/Settings": {
        "ooInetProxyType": "2", "ooInetNoProxy": "",
        "ooInetHTTPProxyName": "127.0.0.1", "ooInetHTTPProxyPort": "9",
        "ooInetHTTPSProxyName": "127.0.0.1", "ooInetHTTPSProxyPort": "9",
        "ooInetFTPProxyName": "127.0.0.1", "ooInetFTPProxyPort": "9",
    },
}  # fmt: skip


class NoOffice(Exception):
    """LibreOffice is not installed, or not where it is looked for."""


def convert(
    files: Mapping[str, bytes], given: Callable[[str], str], form: str, sound: Callable[[bytes], bool]
) -> dict[str, bytes]:
    """Name → bytes of each file in another form; a name is missing where LibreOffice made nothing sound of it.

    given: a name's kind as an ending (".docx"). form: as --convert-to wants it, first the new ending. Raises NoOffice.
    One process converts them all. Where it breaks off, what is missing is tried once more with the first of it last,
    or without it where time ran out: one bad file must not take those behind it along."""
    program = find_office()
    if program is None:
        raise NoOffice
    made: dict[str, bytes] = {}
    ending = "." + form.partition(":")[0]
    _sweep()
    with tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as held:
        folder = Path(held, DEEP)
        folder.mkdir(parents=True)
        _settle_profile(Path(held, "profile"))
        places = {name: folder / f"{n:05}{given(name)}" for n, name in enumerate(files)}
        for name, path in places.items():
            path.write_bytes(files[name])
        waiting = list(files)
        for _ in range(2):
            if not waiting:
                break
            in_time = _run(program, Path(held, "profile"), [places[name] for name in waiting], form)
            for name in waiting:
                with contextlib.suppress(OSError):
                    content = (folder / "out" / places[name].name).with_suffix(ending).read_bytes()
                    if sound(content):
                        made[name] = content
            missing = [name for name in waiting if name not in made]
            waiting = missing[1:] + (missing[:1] if in_time else [])
    return {name: made[name] for name in files if name in made}


def _sweep() -> None:
    """Remove what a killed run left in the folder for temporary files: it holds registers."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > ABANDONED:
                shutil.rmtree(left, ignore_errors=True)


def _settle_profile(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
        "</item>"
        for path, values in _SETTINGS.items()
        for name, value in values.items()
    )
    user = profile / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema">{items}</oor:items>',
        encoding="utf-8",
    )


def find_office() -> str | None:
    """The program of LibreOffice on this machine, None where there is none."""
    for name in ("soffice", "libreoffice"):
        if path := shutil.which(name):
            return path
    usual = [
        Path(os.environ.get(key, "")) / "LibreOffice" / "program" / "soffice.com"
        for key in ("ProgramFiles", "ProgramFiles(x86)")
        if sys.platform == "win32"
    ]
    if sys.platform == "darwin":
        usual.append(Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"))
    return next((str(path) for path in usual if path.is_file()), None)


def _run(program: str, profile: Path, files: Sequence[Path], form: str) -> bool:
    """Convert, in a profile of its own so that an open LibreOffice does not matter; False where it took too long."""
    folder = files[0].parent
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", form, "--outdir", str(folder / "out"), *(path.name for path in files)]
    patience = START + sum(EACH + path.stat().st_size / BYTES_A_SECOND for path in files)
    with subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=sys.platform != "win32",
    ) as process:
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            _stop(process)
            return False
        except BaseException:
            _stop(process)
            raise
    return True


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice, which is a program that starts another."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
