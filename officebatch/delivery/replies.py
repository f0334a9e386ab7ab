"""What a mail server's answer means for the mail, the connection and the account.

The digit says yes, later or never. What providers put behind it (NetEase `MI:DMC`, `HL:IFC`, `DT:SPM`, Exchange
`5.7.30` …) says whom it is about: a mail that is refused is one person's trouble, an account that is limited or
barred is everybody's, and going on there makes it worse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

LONGEST = 300  # characters of an answer that are kept


class Phase(Enum):
    """What was asked: the sender, the recipient, whether the text may come, and the final dot."""

    MAIL = auto()
    RCPT = auto()
    DATA = auto()
    DOT = auto()


class Advice(Enum):
    """What to do. TAKEN: done. LATER, NEVER: this mail again in a while, or never.

    RECONNECT: over another connection, at once. PAUSE: this mail and all others after a while. SPAM: once more after
    two minutes, then a person looks. BARRED: nothing goes until a person has changed the account or the settings.
    BROKEN: no answer of the protocol.
    """

    TAKEN = auto()
    LATER = auto()
    NEVER = auto()
    RECONNECT = auto()
    PAUSE = auto()
    SPAM = auto()
    BARRED = auto()
    BROKEN = auto()


@dataclass(frozen=True, slots=True)
class Reply:
    """A server's answer. code: three digits, -1 where there were none; text: one line without control characters."""

    code: int
    text: str

    def __str__(self) -> str:
        return f"{self.code} {self.text}".strip()


_DIGIT = {2: Advice.TAKEN, 4: Advice.LATER, 5: Advice.NEVER}
_WORDS = (  # the first that is found decides; what it says holds for answers of these digits
    (Advice.RECONNECT, "4", r"\bMI:DMC\b"),  # NetEase: too many mails over one connection
    (Advice.PAUSE, "4", r"\b(MI:SFQ|MI:STC|HL:IFC|HL:ICC|HL:IPB|RP:QRC|RP:CEL|HL:ITC)\b"),  # NetEase: too many at all
    (Advice.SPAM, "4", r"\bDT:SP[MB]\b"),
    (Advice.BARRED, "5", r"\b5\.7\.(30|139|57|60)\b"),  # Exchange: no password login, not logged in, not this sender
    (Advice.BARRED, "45", r"\b5\.2\.25[1-5]\b"),  # Exchange: the account is limited for repeating errors
    (Advice.BARRED, "5", r"\b(MI:SPB|DT:SUM)\b"),  # NetEase: login and sender differ
    (Advice.BARRED, "5", r"(?i)mail from (address )?must (be|equal) "),  # NetEase, Tencent: likewise
    (Advice.LATER, "4", r"\b4\.2\.2\b"),  # the addressee's mailbox is full
    (Advice.PAUSE, "4", r"(?i)\b(rate|frequency|quota)\b|too (many|much) (mails?|messages|connections)|频率|限额"),
    (Advice.PAUSE, "4", r"\b4\.3\.2\b"),  # too many connections, or the server is not taking mail now
)
_BARRED_CODES = (530, 534, 535, 538)  # login is wanted, too weak, wrong, wants encryption


def advice(reply: Reply, phase: Phase) -> Advice:
    """What an answer to a step means."""
    kind = _DIGIT.get(reply.code // 100, Advice.BROKEN)
    if kind is Advice.TAKEN or kind is Advice.BROKEN:
        return kind
    for word, digits, pattern in _WORDS:
        if str(reply.code)[0] in digits and re.search(pattern, reply.text):
            return word
    if reply.code in _BARRED_CODES:
        return Advice.BARRED
    if reply.code == 421:
        return Advice.RECONNECT
    if phase is Phase.MAIL and reply.code != 552:  # it is about the sender, hence about every mail
        return Advice.PAUSE if kind is Advice.LATER else Advice.BARRED
    return kind


def cleaned(code: int, said: bytes) -> Reply:
    """An answer as it may be shown and kept: one line, readable in UTF-8 or GB 18030, not too long."""
    try:
        text = said.decode("utf-8")
    except UnicodeDecodeError:
        text = said.decode("gb18030", "replace")
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    text = " ".join(text.split())
    return Reply(code, text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")
