"""A real SMTP server on loopback that does what real ones do on bad days. Threads, no timers: it ends with its block.

    with FaultServer(drop="dot", times=1) as server: ...

A fault stands at a point of the talk: `banner`, `MAIL`, `RCPT`, `DATA`, `text` (the middle of it), `dot`. `answer`
says something else there, `drop` hangs up there (behind the dot: the mail is kept), `stall` says nothing there. It
happens `times` times, always with -1.
"""

from __future__ import annotations

import base64
import contextlib
import socket
import ssl
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from types import TracebackType

USUAL = {"banner": "220 ready", "MAIL": "250 ok", "RCPT": "250 ok", "DATA": "354 go on", "dot": "250 2.0.0 kept as 1"}


@dataclass
class FaultServer:
    """mailboxes: by address, the bytes received. heard: every byte that came in clear or was deciphered."""

    answer: tuple[str, str] = ("", "")
    drop: str = ""
    stall: str = ""
    times: int = -1
    size: int = 0
    tls: ssl.SSLContext | None = None
    implicit: bool = False
    login: tuple[str, str] | None = None
    slow: float = 0.0
    pipelining: bool = False
    mailboxes: dict[str, list[bytes]] = field(default_factory=dict)
    heard: bytearray = field(default_factory=bytearray)
    connections: int = 0

    def __enter__(self) -> FaultServer:
        self._lock, self._over = threading.Lock(), threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._talks: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        for each in (self._socket, *self._talks):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def copies(self) -> dict[bytes, int]:
        """How often each mail stands in a mailbox, by its bytes."""
        with self._lock:
            kept = [mail for box in self.mailboxes.values() for mail in box]
        return {mail: kept.count(mail) for mail in kept}

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                talk, _ = self._socket.accept()
                with self._lock:
                    self.connections += 1
                    self._talks.append(talk)
                threading.Thread(target=self._serve, args=(talk,), daemon=True).start()

    def _serve(self, talk: socket.socket) -> None:
        with contextlib.suppress(OSError, ConnectionError):
            if self.implicit and self.tls is not None:
                talk = self.tls.wrap_socket(talk, server_side=True)
            talk.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            _Talk(self, talk).go_on()
        with contextlib.suppress(OSError):
            talk.shutdown(socket.SHUT_RDWR)
        talk.close()

    def struck(self, point: str) -> str:
        """Which fault happens at a point this time: answer, drop, stall or ""."""
        kinds = {"answer": self.answer[0], "drop": self.drop, "stall": self.stall}
        kind = next((kind for kind, at in kinds.items() if at == point), "")
        with self._lock:
            if not kind or self.times == 0:
                return ""
            self.times -= self.times > 0
        return kind

    def said(self, point: str, kind: str) -> str:
        """What to say at a point. Raises ConnectionError where it hangs up there."""
        if kind == "stall":
            self._over.wait()
        if kind in ("drop", "stall"):
            raise ConnectionError
        return self.answer[1] if kind else USUAL.get(point, "")

    def at(self, point: str) -> str:
        """Both."""
        return self.said(point, self.struck(point))

    def keep(self, address: str, mail: bytes) -> None:
        """Into the mailbox, before anything is said."""
        with self._lock:
            self.mailboxes.setdefault(address, []).append(mail)


class _Talk:
    """One connection."""

    def __init__(self, server: FaultServer, talk: socket.socket) -> None:
        self._server, self._talk, self._recipient, self._known = server, talk, "", False
        self._file: BinaryIO = talk.makefile("rb")

    def go_on(self) -> None:
        """Until one side hangs up."""
        self._say(self._server.at("banner"))
        while line := self._line():
            word, _, rest = line.strip().decode("ascii", "replace").partition(" ")
            match word.upper():
                case "EHLO":
                    self._greet()
                case "STARTTLS":
                    self._say("220 go on")
                    self._encrypt()
                case "AUTH":
                    self._log_in(rest)
                case "MAIL" if self._server.login and not self._known:
                    self._say("530 5.7.0 Authentication required")
                case "RCPT":
                    self._recipient = rest.partition("<")[2].partition(">")[0]
                    self._say(self._server.at("RCPT"))
                case "DATA":
                    self._take()
                case "QUIT":
                    self._say("221 bye")
                    return
                case _:
                    self._say(self._server.at(word.upper()) or "250 ok")

    def _greet(self) -> None:
        plain = self._server.tls is not None and not isinstance(self._talk, ssl.SSLSocket)
        words = ["here"] + ["STARTTLS"] * plain + [f"SIZE {self._server.size}"] * bool(self._server.size)
        words += ["PIPELINING"] * self._server.pipelining
        words += ["AUTH PLAIN LOGIN"] * (self._server.login is not None)
        for word in words[:-1]:
            self._say(f"250-{word}")
        self._say(f"250 {words[-1]}")

    def _encrypt(self) -> None:
        if self._server.tls is not None:
            self._talk = self._server.tls.wrap_socket(self._talk, server_side=True)
            self._file = self._talk.makefile("rb")

    def _log_in(self, rest: str) -> None:
        said = base64.b64decode(rest.partition(" ")[2]).decode().split("\0")[1:]
        self._known = tuple(said) == self._server.login
        self._say("235 welcome" if self._known else f"535 5.7.8 not you: {rest}")

    def _take(self) -> None:
        if not (said := self._server.at("DATA")).startswith("354"):
            self._say(said)
            return
        self._say(said)
        lines: list[bytes] = []
        while (line := self._line()) != b".\r\n":
            if not line:
                return
            if not lines and (said := self._server.at("text")):
                self._say(said)
            lines.append(line[1:] if line.startswith(b".") else line)
        if (kind := self._server.struck("dot")) != "answer":
            self._server.keep(self._recipient, b"".join(lines))
        time.sleep(self._server.slow)
        self._say(self._server.said("dot", kind))

    def _line(self) -> bytes:
        line = self._file.readline()
        self._server.heard.extend(line)
        return line

    def _say(self, text: str) -> None:
        self._talk.sendall(text.encode() + b"\r\n")
