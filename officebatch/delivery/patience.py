"""How long to wait before a mail, or the server, is tried again."""

from __future__ import annotations

import hashlib
from datetime import timedelta

BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
SPAM_WAIT = timedelta(minutes=2)
PATIENCE = timedelta(hours=2)  # how long deferred mail is waited for where no send window says it
MANY = 5  # mails refused one after the other: it is not the mails


def back_off(key: str, before: int) -> timedelta:
    """How long a mail waits that was put off so many times before, up to a fifth more so that not all come at once."""
    base = BACK_OFF[min(before, len(BACK_OFF) - 1)]
    part = int.from_bytes(hashlib.sha256(f"{key}/{before}".encode()).digest()[:4], "big") / 2**32
    return base * (1 + part / 5)
