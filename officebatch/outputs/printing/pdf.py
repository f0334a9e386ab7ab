"""PDF of Word papers by LibreOffice, all in one go, each looked at afterwards: its exit code proves nothing."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

START, EACH, BYTES_A_SECOND = 120, 5, 5_000  # seconds to start, seconds a file, and what a large one may take besides
_WITH_BLANKS = 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
_PAGE = re.compile(rb"/Type\s*/Page\b")
_STREAM = re.compile(rb"/Type\s*/ObjStm.*?stream\r?\n(.*?)endstream", re.DOTALL)


class NoOffice(Exception):
    """LibreOffice is not installed, or not where it is looked for."""


@dataclass(frozen=True)
class Converted:
    """made: name → the PDF; failed: the names LibreOffice made nothing usable of."""

    made: Mapping[str, bytes]
    failed: tuple[str, ...]


def convert(papers: Mapping[str, bytes], *, blank_backs: bool = False) -> Converted:
    """PDF of every paper (name → bytes of a .docx). blank_backs: with the empty pages printing on both sides
    needs. Raises NoOffice.

    One process converts them all. Where it breaks off, what is missing is tried once more with the first of it last:
    one bad paper must not take those behind it along."""
    program = find_office()
    if program is None:
        raise NoOffice
    made: dict[str, bytes] = {}
    form = _WITH_BLANKS if blank_backs else "pdf"
    with tempfile.TemporaryDirectory(prefix="officebatch-pdf-", ignore_cleanup_errors=True) as held:
        folder = Path(held)
        files = {name: folder / f"{n:05}.docx" for n, name in enumerate(papers)}
        for name, path in files.items():
            path.write_bytes(papers[name])
        for _ in range(2):
            missing = [name for name in papers if name not in made]
            missing = missing[1:] + missing[:1] if made or len(missing) < len(papers) else missing
            if missing:
                _run(program, folder, [files[name] for name in missing], form)
            made |= {name: content for name in missing if (content := _sound(files[name].with_suffix(".pdf")))}
    return Converted({name: made[name] for name in papers if name in made}, tuple(n for n in papers if n not in made))


def pages(content: bytes) -> int:
    """The pages of a PDF, 0 where it is none that is whole."""
    if not content.startswith(b"%PDF") or b"%%EOF" not in content[-1024:]:
        return 0
    packed = 0
    for stream in _STREAM.findall(content):
        with contextlib.suppress(zlib.error):
            packed += len(_PAGE.findall(zlib.decompressobj().decompress(stream)))
    return len(_PAGE.findall(content)) + packed


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


def _sound(path: Path) -> bytes | None:
    try:
        content = path.read_bytes()
    except OSError:
        return None
    return content if pages(content) else None


def _run(program: str, folder: Path, files: Sequence[Path], form: str) -> None:
    """Convert, in a profile of its own so that an open LibreOffice does not matter; give up when it takes too long."""
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", form, "--outdir", str(folder), *(path.name for path in files)]
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
