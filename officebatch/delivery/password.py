"""The mail password: from the environment, the system's keyring, or a file only its owner can read. Never from a file
of the workspace's settings, and never told to anybody but the server."""

from __future__ import annotations

import os
import stat
import sys
from typing import TYPE_CHECKING

from officebatch.wording import say
from officebatch.workspace import WorkspaceFault

if TYPE_CHECKING:
    from pathlib import Path

    from officebatch.mail import Mail

VARIABLE, SERVICE = "OFFICEBATCH_MAIL_PASSWORD", "officebatch"
LONGEST = 4096  # bytes of the file


def password(mail: Mail) -> str:
    """The password of the user of `mail`. Raises WorkspaceFault telling where to put it."""
    found = os.environ.get(VARIABLE) or _of_keyring(mail)
    if not found and mail.password_file is not None:
        found = _of_file(mail.password_file)
    if not found:
        raise WorkspaceFault(
            say("There is no password for {user}. Put it into the environment as {variable}, into the keyring (service "
                "{service}), or into a file only you can read and name that behind password_file in officebatch.toml.",
                user=mail.user, variable=VARIABLE, service=SERVICE)
        )
    return found


def _of_keyring(mail: Mail) -> str:
    """What the keyring has, "" where there is none: on a server without a desktop there often is not."""
    import keyring

    try:
        return keyring.get_password(SERVICE, mail.user) or ""
    except Exception:  # whatever a keyring of this system raises, it gave no password
        return ""


def _of_file(path: Path) -> str:
    """What a file of mode 0600 holds. On Windows who may read it is the folder's business."""
    try:
        if sys.platform != "win32" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise WorkspaceFault(
                say("{file} can be read by others, so the password in it is not used. Make it yours alone: chmod 600",
                    file=path)
            )
        with path.open("rb") as file:
            return file.read(LONGEST).decode("utf-8-sig").strip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise WorkspaceFault(say("{file}, which password_file names, cannot be read.", file=path)) from None
