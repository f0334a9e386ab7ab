"""One writes a workspace at a time: a kernel lock, gone with the process that held it, that says who holds it."""

from __future__ import annotations

import getpass
import json
import os
import platform
import sys
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import IO, TYPE_CHECKING

from officebatch.wording import say
from officebatch.workspace import WorkspaceFault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from officebatch.workspace import Workspace

_BEHIND = 1 << 20  # the locked byte, beyond what the file says: Windows lets nobody read a locked one


@contextmanager
def locked(workspace: Workspace, by: str) -> Iterator[None]:
    """While this holds no other process writes the workspace. by: the command, to be told to whoever is refused
    meanwhile. Raises WorkspaceFault when another one holds it, and says which."""
    try:
        workspace.runs.mkdir(parents=True, exist_ok=True)
        held = (workspace.runs / ".lock").open("a+b", buffering=0)
    except OSError as fault:
        raise WorkspaceFault(
            say("{folder} cannot be written to: {reason}. Nothing was written.",
                folder=workspace.runs, reason=fault.strerror or fault)
        ) from None
    with held as file:
        try:
            _lock(file)
        except OSError:
            raise WorkspaceFault(_at_work(workspace.root, file)) from None
        with suppress(OSError):  # a full disk
            file.truncate(0)
            file.write(json.dumps(_myself(by)).encode())
        try:
            yield
        finally:
            with suppress(OSError):
                file.truncate(0)


def _myself(command: str) -> dict[str, str]:
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = "?"
    return {"command": command, "user": user, "host": platform.node(), "process": str(os.getpid())}


def _at_work(root: Path, file: IO[bytes]) -> str:
    """Who holds the lock, since when, and what to do; without who, where it has not said so yet."""
    since = datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime)  # noqa: DTZ006  the clock on the reader's wall
    try:
        file.seek(0)
        holder = {name: str(word) for name, word in json.loads(file.read()).items()}
        return say(
            "{folder} is being written to by {command}, which {user} started on {host} at {since} (process {process}). "
            "Nothing was written. Wait until it has finished, then start again; if it hangs, end that process first.",
            folder=root, since=f"{since:%m-%d %H:%M}", **holder,
        )
    except (OSError, ValueError, KeyError, AttributeError):
        return say("Another officebatch is at work in {folder}. Wait until it has finished, then start again.",
                   folder=root)


def _lock(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(_BEHIND)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
