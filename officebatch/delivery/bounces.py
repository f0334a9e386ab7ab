"""Delivery failures as they come back by mail: reports by RFC 3464, and the plain texts of providers here.

A mail of ours is known by its Message-ID, which most reports quote; else by the address that was not reached and the
subject. What only says that delivery takes longer is no failure, and no more is an answer from somebody on leave.
"""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from email.message import Message
from typing import TYPE_CHECKING

from officebatch.model.dispatch import DispatchState

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from email.message import EmailMessage

    from officebatch.model.dispatch import Dispatch

LARGEST = 20 * 1024 * 1024  # bytes of a mail that is read
OURS = re.compile(r"<\d{8}-[0-9a-f]{10}\.[0-9a-f]{6}\.[0-9a-f]{12}@[A-Za-z0-9.-]+>")
_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+[A-Za-z0-9]")
_FROM = re.compile(r"mailer-daemon|postmaster|mail.?delivery|bounce", re.IGNORECASE)
_SUBJECT = re.compile(
    r"退信|退回|无法送达|无法投递|未送达|投递失败|发送失败|"
    r"undeliver|delivery.*(?:fail|notification)|returned mail|failure notice|not delivered", re.IGNORECASE,
)  # fmt: skip
_NO_FAILURE = re.compile(r"延迟|delayed|\(delay\)|已送达|自动回复|auto.?reply|out of office", re.IGNORECASE)
_WHY = re.compile(r"(?:[45]\d\d[ -]|[45]\.\d\.\d{1,3}|原因|不存在|拒收|已满|user unknown|no such user)", re.IGNORECASE)
LONGEST = 200  # characters of a reason that are kept


@dataclass(frozen=True, slots=True)
class Bounce:
    """A failure that came back. ours: Message-IDs of our mails it quotes; addresses: not reached; said: why, cleaned;
    text: all its words, for finding the subject; reporter: who says so."""

    ours: tuple[str, ...]
    addresses: tuple[str, ...]
    said: str
    text: str
    reporter: str


def read(content: bytes) -> Bounce | None:
    """The failure a mail tells of, None where it tells of none."""
    mail = email.message_from_bytes(content[:LARGEST], policy=email.policy.default)
    reports = list(_reports(mail))
    text = "\n".join(_texts(mail))
    if reports:
        failed = [r for r in reports if str(r.get("Action", "")).strip().lower() == "failed"]
        if not failed:
            return None
        addresses = [_recipient(r) for r in failed]
        said = next((str(r.get("Diagnostic-Code") or r.get("Status") or "") for r in failed), "")
    else:
        subject, sender = str(mail.get("Subject", "")), str(mail.get("From", ""))
        if _NO_FAILURE.search(subject) or not (_SUBJECT.search(subject) or _FROM.search(sender)):
            return None
        addresses = _ADDRESS.findall(str(mail.get("X-Failed-Recipients", "")) or text)
        said = next((line for line in text.split("\n") if _WHY.search(line)), subject)
    quoted = OURS.findall("\n".join((text, *_quoted(mail))))
    reporter = _clean(str(mail.get("From", ""))) or "?"
    found = tuple(dict.fromkeys(a.lower() for a in addresses if a))
    return Bounce(tuple(dict.fromkeys(quoted)), found, _clean(said), text, reporter)


def meant(bounce: Bounce, dispatches: Sequence[Dispatch]) -> tuple[Dispatch, ...]:
    """The mails a failure is about: those it quotes; else the only one, or the only one of its subject, that went to
    the address last. Empty where that does not tell."""
    went = [d for d in dispatches if d.state in (DispatchState.SENT, DispatchState.UNKNOWN)]
    if bounce.ours:
        return tuple(d for d in went if d.message_id in bounce.ours)
    to = [d for d in went if d.address.lower() in bounce.addresses]
    last = max((d.as_of for d in to), default=None)
    of_last = [d for d in to if d.as_of == last]
    if len(of_last) > 1:
        of_last = [d for d in of_last if d.subject in bounce.text]
    return tuple(of_last) if len(of_last) == 1 else ()


def _reports(mail: EmailMessage) -> Iterator[Message]:
    """The blocks of a delivery report that are each about one address."""
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status" and isinstance(blocks := part.get_payload(), list):
            of_messages = (block for block in blocks if isinstance(block, Message))
            yield from (b for b in of_messages if b.get("Final-Recipient") or b.get("Original-Recipient"))


def _recipient(report: Message) -> str:
    said = str(report.get("Final-Recipient") or report.get("Original-Recipient"))
    found = _ADDRESS.search(said.partition(";")[2] or said)
    return found[0] if found else ""


def _texts(mail: EmailMessage) -> Iterator[str]:
    """What the mail itself and what it sends back say."""
    yield str(mail.get("Subject", ""))
    for part in mail.walk():
        if part.get_content_type() in ("text/plain", "text/html", "text/rfc822-headers"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                text = _decoded(content, part.get_content_charset())
                yield re.sub(r"<[^<>@]*>", " ", text) if part.get_content_type() == "text/html" else text
        elif part is not mail and part.get("Subject"):
            yield str(part.get("Subject"))


def _quoted(mail: EmailMessage) -> Iterator[str]:
    """Where a report quotes a Message-ID outside its text."""
    for part in mail.walk():
        for name in ("Message-ID", "In-Reply-To", "References", "Original-Message-ID", "X-Original-Message-ID"):
            yield str(part.get(name, ""))


def _decoded(content: bytes, charset: str | None) -> str:
    for name in (charset, "utf-8", "gb18030"):
        try:
            return content.decode(name or "utf-8")
        except (LookupError, UnicodeDecodeError):
            continue
    return content.decode("utf-8", "replace")


def _clean(text: str) -> str:
    shown = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return shown[:LONGEST]
