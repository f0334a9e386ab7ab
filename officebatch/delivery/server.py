"""The mail server as an office names it, and the clock that sending goes by."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import time

    from officebatch.mail import Mail


class Clock(Protocol):
    """What sending knows of time. The command line hands in the real one."""

    def now(self) -> datetime:
        """The office's own time, without a zone."""

    def sleep(self, seconds: float) -> None:
        """Let time go by."""


class Security(StrEnum):
    """How the connection is protected. There is no "if possible": what is named happens or nothing is sent."""

    STARTTLS = "starttls"
    SSL = "ssl"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds to wait: for the connection, for an answer, for 64 kB to be taken, for the answer to the final dot.

    A server may do all its checking after the dot; who waits less than ten minutes there makes copies.
    """

    connect: float = 30
    answer: float = 300
    block: float = 180
    dot: float = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where mail is handed in. user: "" for a relay that asks no password; password: asked for once a connection.

    sender: the envelope's. rate: most mails a minute, 0 for no limit. window: from and until when mail may go, of one
    day; None for any hour. max_size: most bytes of one mail, 0 for what the server says.

    Raises ValueError for a password or a foreign host without encryption.
    """

    host: str
    port: int
    security: Security
    sender: str
    user: str = ""
    password: Callable[[], str] | None = field(default=None, repr=False)
    rate: int = 0
    window: tuple[time, time] | None = None
    max_size: int = 0
    timeouts: Timeouts = Timeouts()

    @classmethod
    def of(cls, mail: Mail, password: Callable[[], str]) -> MailServer:
        """The server of a workspace's settings."""
        return cls(
            host=mail.server,
            port=mail.port,
            security=Security(mail.security),
            sender=mail.sender,
            user=mail.user,
            password=password,
            rate=mail.rate,
            window=mail.window,
            max_size=mail.max_size,
        )

    def closes(self, now: datetime) -> datetime | None:
        """When the window that is open now closes (the end of time without one), None where it is shut."""
        if self.window is None:
            return datetime.max
        opens, closes = self.window
        return datetime.combine(now.date(), closes) if opens <= now.time() < closes else None

    def __post_init__(self) -> None:
        if self.security is Security.NONE and (self.user or not on_loopback(self.host)):
            raise ValueError("without encryption only a server on this machine, and no password")
        if self.user and self.password is None:
            raise ValueError("a user needs a password")


def on_loopback(host: str) -> bool:
    """Whether a host is this machine itself."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
