"""One connection to the mail server: opened verified or not at all, and the steps of handing over one mail.

smtplib's MAIL, RCPT and DATA primitives, with the final dot as a step of its own: its `sendmail` raises the same
exception before the dot and behind it, where the difference is a mail that was not sent or perhaps was.
"""

from __future__ import annotations

import base64
import contextlib
import select
import smtplib
import socket
import ssl
from typing import TYPE_CHECKING

from officebatch.delivery.replies import Phase, Reply, cleaned
from officebatch.delivery.server import Security
from officebatch.wording import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from officebatch.delivery.server import MailServer

_ENVELOPE = (Phase.MAIL, Phase.RCPT, Phase.DATA)
_BLOCK = 64 * 1024
_FAREWELL = 5  # seconds for the answer to QUIT
_MYSELF = "[127.0.0.1]"  # how we greet: what this machine is called is nobody's business
LONGEST_LINE = 998
_METHODS = {"PLAIN": "auth_plain", "LOGIN": "auth_login", "CRAM-MD5": "auth_cram_md5"}  # the first one offered


class Refused(Exception):
    """There is no connection. Holds why, in a ready sentence. lasting: waiting does not help."""

    def __init__(self, why: str, *, lasting: bool) -> None:
        super().__init__(why)
        self.lasting = lasting


class Lost(Exception):
    """The connection broke, or nothing came back in time. Holds the system's words."""


class Line:
    """One open connection. size: most bytes the server takes, 0 where it does not say. fresh: no mail was begun on it.
    spoilt: it waits for a text that nobody will send and can only be closed.

    Every step raises Lost when the line is gone.
    """

    def __init__(self, server: MailServer) -> None:
        self._server, self._patience = server, server.timeouts.answer
        self._open, self._in_text = True, False
        self.fresh, self.spoilt = True, False
        self._smtp = _connected(server)
        size = self._smtp.esmtp_features.get("size", "")
        self.size = int(size) if size.isdigit() else 0

    def begin(self, sender: str, address: str, size: int, *, eight_bit: bool) -> tuple[Phase, Reply]:
        """MAIL with the size, RCPT and DATA: the first answer that is no yes, or that the text may come (354).

        All three at once where the server takes them so (PIPELINING): a round trip instead of three.
        """
        self.fresh = False
        offered = self._smtp.esmtp_features
        words = f"{f' SIZE={size}' if 'size' in offered else ''}{' BODY=8BITMIME' if eight_bit else ''}"
        commands = (f"MAIL FROM:<{sender}>{words}", f"RCPT TO:<{address}>", "DATA")
        if "pipelining" in offered:
            self._send("".join(f"{command}\r\n" for command in commands).encode("ascii"), self._patience)
            return self._first_no()
        for phase, command in zip(_ENVELOPE, commands, strict=True):
            reply = self._ask(command)
            if phase is Phase.DATA or reply.code // 100 != 2:
                break
        self._in_text = reply.code == 354
        return phase, reply

    def text(self, content: bytes) -> None:
        """The mail itself, all but the final dot."""
        stuffed = memoryview(dot_stuffed(content))
        for place in range(0, len(stuffed), _BLOCK):
            self._send(stuffed[place : place + _BLOCK], self._server.timeouts.block)

    def interrupted(self) -> Reply | None:
        """What the server says before the dot, where it says anything: no good. None where it listens."""
        sock, file = self._smtp.sock, self._smtp.file
        if sock is None or file is None or not select.select([sock], [], [], 0)[0]:
            return None
        try:
            sock.settimeout(0)
            if not file.peek(1):
                raise Lost(say("the server hung up"))
        except ssl.SSLWantReadError:  # TLS talking to itself
            return None
        except OSError as fault:
            raise Lost(_words(fault)) from None
        sock.settimeout(self._patience)
        return self._reply()

    def dot(self) -> Reply:
        """The final dot: from here on the server may have the mail, whatever comes back."""
        self._send(b".\r\n", self._server.timeouts.dot)
        reply = self._reply()
        self._in_text = False
        return reply

    def reset(self) -> None:
        """Forget the mail that was begun."""
        self._ask("RSET")

    def close(self) -> None:
        """Hang up, politely where no mail is half-way through."""
        if not self._open:
            return
        self._open = False
        with contextlib.suppress(OSError):
            if not self._in_text and self._smtp.sock is not None:
                self._smtp.sock.settimeout(_FAREWELL)
                self._smtp.quit()
        self._smtp.close()

    def _first_no(self) -> tuple[Phase, Reply]:
        found: tuple[Phase, Reply] | None = None
        for phase in _ENVELOPE:
            try:
                reply = self._reply()
            except Lost:
                if found is None:
                    raise
                self.spoilt = True
                break
            if phase is Phase.DATA and reply.code == 354:
                self._in_text, self.spoilt = True, found is not None
            if found is None and (phase is Phase.DATA or reply.code // 100 != 2):
                found = phase, reply
        if found is None:
            raise AssertionError("the last answer is always found")
        return found

    def takes_eight_bit(self) -> bool:
        """Whether text that is not ASCII may be handed in."""
        return "8bitmime" in self._smtp.esmtp_features

    def _ask(self, command: str) -> Reply:
        self._send(f"{command}\r\n".encode("ascii"), self._patience)
        return self._reply()

    def _send(self, content: bytes | memoryview, patience: float) -> None:
        if self._smtp.sock is None:
            raise Lost(say("the connection is closed"))
        try:
            self._smtp.sock.settimeout(patience)
            self._smtp.sock.sendall(content)
        except OSError as fault:
            raise Lost(_words(fault)) from None

    def _reply(self) -> Reply:
        try:
            return cleaned(*self._smtp.getreply())
        except OSError as fault:
            raise Lost(_words(fault)) from None


def limit(server: MailServer) -> int:
    """Most bytes of one mail: what the server says and what the settings say, the smaller; 0 where neither does.

    Raises Refused.
    """
    line = Line(server)
    line.close()
    return smaller(line.size, server.max_size)


def smaller(one: int, other: int) -> int:
    """The smaller of two limits of which 0 is none."""
    return min(filter(None, (one, other)), default=0)


def faultless(content: bytes) -> bool:
    """Whether bytes can be handed over as they are: CR and LF only together, at the end too, no line too long."""
    lines = content.splitlines()
    paired = len(lines) == content.count(b"\r") == content.count(b"\n") and content.endswith(b"\r\n")
    return paired and b"\0" not in content and max(map(len, lines)) <= LONGEST_LINE


def dot_stuffed(content: bytes) -> bytes:
    """The mail as it is on the line: a dot more before every line that begins with one."""
    stuffed = content.replace(b"\r\n.", b"\r\n..")
    return b"." + stuffed if stuffed.startswith(b".") else stuffed


def _connected(server: MailServer) -> smtplib.SMTP:
    smtp: smtplib.SMTP | None = None
    try:
        smtp = _dialled(server)
        if smtp.sock is not None:  # the dot must not wait for the answer to the packet before it
            smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            smtp.sock.settimeout(server.timeouts.answer)
        smtp.ehlo_or_helo_if_needed()
        if server.security is Security.STARTTLS:
            smtp.starttls(context=ssl.create_default_context())
            smtp.ehlo_or_helo_if_needed()
        if server.user:
            _log_in(smtp, server)
    except BaseException as fault:
        if smtp is not None:
            smtp.close()
        if isinstance(fault, OSError | UnicodeError):
            raise _refusal(fault, server) from None
        raise
    return smtp


def _dialled(server: MailServer) -> smtplib.SMTP:
    patience = server.timeouts.connect
    if server.security is Security.SSL:
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, _MYSELF, timeout=patience, context=context)
    return smtplib.SMTP(server.host, server.port, _MYSELF, timeout=patience)


def _log_in(smtp: smtplib.SMTP, server: MailServer) -> None:
    """One try with one method: a wrong password tried three times shuts accounts."""
    offered = smtp.esmtp_features.get("auth", "").upper().split()
    method = next((name for name in _METHODS if name in offered), None)
    if method is None or server.password is None:
        raise smtplib.SMTPNotSupportedError("AUTH")
    password = server.password()
    if not (password.isascii() and server.user.isascii()):
        why = say("The user or password for {server} holds letters that a mail server cannot be told. Use an "
                  "application password of plain letters and digits.", server=server.host)  # fmt: skip
        raise Refused(why, lasting=True)
    smtp.user, smtp.password = server.user, password
    try:
        smtp.auth(method, getattr(smtp, _METHODS[method]))
    except smtplib.SMTPResponseException as fault:
        said = _without(server.user, password, fault.smtp_error)
        raise smtplib.SMTPAuthenticationError(fault.smtp_code, said) from None
    finally:
        smtp.password = ""


def _without(user: str, password: str, said: bytes | str) -> bytes:
    """An answer without the password in it, plain or as it was told: some servers send back what they heard."""
    told = said.encode() if isinstance(said, str) else said
    both, alone = f"\0{user}\0{password}".encode(), password.encode()
    for form in (alone, base64.b64encode(both).rstrip(b"="), base64.b64encode(alone).rstrip(b"=")):
        told = told.replace(form, b"***") if form else told
    return told


def _refusal(fault: Exception, server: MailServer) -> Refused:
    """Why there is no connection, and whether waiting helps."""
    at = {"server": server.host, "port": server.port}
    if isinstance(fault, smtplib.SMTPResponseException):
        said = fault.smtp_error
        reply = cleaned(fault.smtp_code, said.encode() if isinstance(said, str) else said)
        if isinstance(fault, smtplib.SMTPAuthenticationError):
            why = say("{server} did not accept user and password: {reply}. Put the right password in its place and "
                      "start again.", reply=reply, **at)  # fmt: skip
        else:
            why = say("{server} takes no mail now: {reply}.", reply=reply, **at)
        return Refused(why, lasting=reply.code // 100 == 5)
    if why := _lasting(fault, at):
        return Refused(why, lasting=True)
    why = say("{server} cannot be reached at port {port}: {reason}.", reason=_words(fault), **at)
    return Refused(why, lasting=False)


def _lasting(fault: Exception, at: Mapping[str, object]) -> str:
    """What a person must see to before another try makes sense, "" where waiting may help."""
    match fault:
        case smtplib.SMTPNotSupportedError() if "AUTH" in str(fault):
            return say("{server} takes no password at port {port}. Ask who runs it for the right port and user.", **at)
        case smtplib.SMTPNotSupportedError():
            return say("{server} offers no encryption at port {port}, so nothing was sent, the password neither. Ask "
                       "who runs it; many want security ssl and port 465.", **at)  # fmt: skip
        case ssl.SSLCertVerificationError():
            return say("The certificate of {server} is not in order: {reason}. Nothing was sent, the password neither. "
                       "Ask who runs the server; never go on without.", reason=fault.verify_message, **at)  # fmt: skip
        case ssl.SSLError() | UnicodeError():
            return say("{server} does not speak as expected at port {port}: {reason}. Look at server, port and "
                       "security in [mail].", reason=_words(fault), **at)  # fmt: skip
        case socket.gaierror(errno=socket.EAI_NONAME):
            return say("No server is called {server}. Look at server in [mail].", **at)
    return ""


def _words(fault: Exception) -> str:
    """The system's own words on what broke."""
    return str(getattr(fault, "strerror", None) or fault or type(fault).__name__)
