"""The sample office as a workspace, and the real command on it."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

from click.testing import CliRunner

from officebatch.cli import commands
from officebatch.wording import spoken

DAY = "2026-11-20"


def officebatch(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Carry out the command in this process, as the entry point would; what it printed and its exit code."""
    said = ["--lang", "zh_CN", *map(str, words)]
    with spoken("zh_CN"):
        done = CliRunner(catch_exceptions=False).invoke(commands, said, prog_name="officebatch")
    return subprocess.CompletedProcess(said, done.exit_code, done.stdout, done.stderr)


def sample(folder: Path) -> Path:
    """The shipped sample as a new workspace in `folder`."""
    made = officebatch("init", "--sample", folder)
    assert made.returncode == 0, made.stderr
    return folder


def files(folder: Path) -> dict[str, str]:
    """Every file below a folder and the digest of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
