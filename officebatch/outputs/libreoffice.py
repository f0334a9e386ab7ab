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
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

START, EACH, BYTES_A_SECOND = 120, 5, 5_000  # seconds to start, seconds a file, and what a large one may take besides


class NoOffice(Exception):
    """LibreOffice is not installed, or not where it is looked for."""


def convert(
    files: Mapping[str, bytes], given: Callable[[str], str], form: str, sound: Callable[[bytes], bool]
) -> dict[str, bytes]:
    """Name → bytes of each file in another form; a name is missing where LibreOffice made nothing sound of it.

    given: a name's kind as an ending (".docx"). form: as --convert-to wants it, first the new ending. Raises NoOffice.
    One process converts them all. Where it breaks off, what is missing is tried once more with the first of it last:
    one bad file must not take those behind it along."""
    program = find_office()
    if program is None:
        raise NoOffice
    made: dict[str, bytes] = {}
    ending = "." + form.partition(":")[0]
    with tempfile.TemporaryDirectory(prefix="officebatch-office-", ignore_cleanup_errors=True) as held:
        folder = Path(held)
        out = folder / "out"
        places = {name: folder / f"{n:05}{given(name)}" for n, name in enumerate(files)}
        for name, path in places.items():
            path.write_bytes(files[name])
        for _ in range(2):
            missing = [name for name in files if name not in made]
            missing = missing[1:] + missing[:1] if made or len(missing) < len(files) else missing
            if missing:
                _run(program, out, [places[name] for name in missing], form)
            for name in missing:
                with contextlib.suppress(OSError):
                    content = (out / places[name].name).with_suffix(ending).read_bytes()
                    if sound(content):
                        made[name] = content
    return {name: made[name] for name in files if name in made}


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


def _run(program: str, out: Path, files: Sequence[Path], form: str) -> None:
    """Convert, in a profile of its own so that an open LibreOffice does not matter; give up when it takes too long."""
    folder = out.parent
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", form, "--outdir", str(out), *(path.name for path in files)]
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
        except BaseException:
            _stop(process)
            raise


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice, which is a program that starts another."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
