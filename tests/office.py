"""The sample office as a workspace, run as a person runs it: the real command in a process of its own."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

DAY = "2026-11-20"


def officebatch(*words: str | Path, timeout: float = 120) -> subprocess.CompletedProcess[str]:
    """Run the command and return what it printed and its exit code."""
    command = [sys.executable, "-m", "officebatch", "--lang", "zh_CN", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False, encoding="utf-8")


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
