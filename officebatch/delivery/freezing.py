"""The final bytes of a mail, made once: what is previewed is what is sent, and a retry sends the same bytes.

Nothing in the bytes depends on the moment of sending: Date is nine o'clock of the day the papers bear, Message-ID and
boundaries come from the mail's key. So the same papers are the same bytes, and two copies of one mail can be told to
be one. `mime` writes headers and parts.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zipfile
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta, timezone
from email.utils import format_datetime
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from officebatch.delivery.mime import attached, body, encoded, mailbox, multipart
from officebatch.mail import is_address
from officebatch.model.dispatch import Dispatch, DispatchState
from officebatch.model.vocabulary import SECRET_LEVELS, is_secret
from officebatch.package import BrokenPackage, pack, unpacking
from officebatch.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from officebatch.model.dispatch import Attachment, Letter

CHINA = timezone(timedelta(hours=8))  # no summer time: one Date for one day, wherever the machine stands
AT = time(9)
EARLIER = 20  # Message-IDs of a thread that are named
_TAG = re.compile(rb"<[^>]*>")
_CELL_END = re.compile(rb"</(?:w:p|w:tc|si|is|v|a:p|dc:\w+|cp:\w+)>")


@dataclass(frozen=True, slots=True)
class Sender:
    """From whom mails are: name and address; where answers go; the largest mail in bytes, as it is sent."""

    name: str
    address: str
    reply_to: str = ""
    max_size: int = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Fence:
    """What no finished mail may bear: marks of state secrets, and inner levels as a whole cell."""

    secret: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Frozen:
    """One mail with its bytes, b"" where it is held."""

    dispatch: Dispatch
    content: bytes


def freeze(
    letter: Letter,
    files: Mapping[str, bytes],
    sender: Sender,
    issued: date,
    *,
    revision: int = 1,
    earlier: Sequence[str] = (),
    fence: Fence | None = None,
    trial: str = "",
) -> tuple[Frozen, ...]:
    """The mails of a letter: one; several where its attachments need it; one that is held where it must not go.

    files: content by the attachment's path, of the digest the attachment names. earlier: Message-IDs of the thread,
    oldest first. trial: makes Message-IDs of their own for a trial, "" for what counts.
    """
    held = letter.held or _refused(letter, files, sender, fence or Fence())
    press = _Press(letter, sender, issued, revision, tuple(earlier), trial)
    parts = [] if held else _parts(letter, files, sender)
    if parts:
        return tuple(press.frozen(part, n, len(parts)) for n, part in enumerate(parts, 1))
    return (press.held(held or say("it is too large for one mail (max_size of officebatch.toml, or the server's "
                                   "limit), and one paper alone is too large to be split off")),)


def digest_of_papers(message_id: str) -> str:
    """From a Message-ID of ours, what the papers of the mail were: the same for the same papers, "" for another's."""
    return message_id.strip("<>").partition("@")[0].rpartition(".")[2]


def papers_of(letter: Letter) -> str:
    """What `digest_of_papers` says of a letter's mails."""
    names = "\n".join(f"{a.name}\t{a.sha256}" for a in letter.attachments)
    return _digest(names)[:12]


@dataclass(frozen=True, slots=True)
class _Press:
    """One letter about to become bytes."""

    letter: Letter
    sender: Sender
    issued: date
    revision: int
    earlier: tuple[str, ...]
    trial: str

    def held(self, why: str) -> Frozen:
        planned = self._dispatch(" ".join(_visible(self.letter.subject).split()), 1)
        shown = replace(planned, addressee=_visible(planned.addressee), address=_visible(planned.address))
        return Frozen(replace(shown, state=DispatchState.HELD, reason=why), b"")

    def frozen(self, files: Sequence[tuple[str, bytes]], part: int, parts: int) -> Frozen:
        subject = self.letter.subject
        if parts > 1:
            subject = say("{subject} (part {n} of {of})", subject=subject, n=part, of=parts)
        if self.trial:
            subject = say("[trial for {name}] {subject}", name=self.letter.addressee, subject=subject)
        planned = self._dispatch(subject, part)
        content = self._message(planned, files)
        digest = hashlib.sha256(content).hexdigest()
        return Frozen(replace(planned, file=f"{planned.key}.eml", size=len(content), sha256=digest), content)

    def _dispatch(self, subject: str, part: int) -> Dispatch:
        letter, key = self.letter, self._key(part)
        office = _digest(self.sender.name)[:6]
        domain = self.sender.address.rpartition("@")[2]
        return Dispatch(
            key=key,
            as_of=letter.as_of,
            addressee=letter.addressee,
            of=letter.of,
            address=letter.address,
            subject=subject,
            thread=letter.thread,
            message_id=f"<{key}.{office}.{papers_of(letter)}@{domain}>",
            revision=self.revision,
            part=part,
            file="",
            size=0,
            sha256="",
            state=DispatchState.FROZEN,
        )

    def _key(self, part: int) -> str:
        letter, numbers = self.letter, (str(self.revision), str(part))
        of = (self.sender.address, letter.as_of.isoformat(), letter.thread, letter.addressee, *numbers, self.trial)
        return f"{letter.as_of:%Y%m%d}-{_digest(chr(0).join(of))[:10]}"

    def _message(self, planned: Dispatch, files: Sequence[tuple[str, bytes]]) -> bytes:
        """All bytes of a mail, lines ended by CRLF."""
        sender, seed = self.sender, _digest(planned.message_id)[:32]
        head = [
            f"Date: {format_datetime(datetime.combine(self.issued, AT, CHINA))}",
            f"From: {mailbox(sender.name, sender.address)}",
            f"To: {mailbox(planned.addressee, planned.address)}",
            f"Subject: {encoded(planned.subject)}",
            f"Message-ID: {planned.message_id}",
            *_thread(self.earlier),
            *([f"Reply-To: <{sender.reply_to}>"] if sender.reply_to else []),
            "MIME-Version: 1.0",
            "Auto-Submitted: auto-generated",
        ]
        texts = [body("plain", self.letter.text), body("html", self.letter.html)]
        content = multipart("alternative", f"=_a{seed}", texts)
        if files:
            content = multipart("mixed", f"=_m{seed}", [content, *map(attached, files)])
        return "\r\n".join(head).encode("ascii") + b"\r\n" + content


def _thread(earlier: Sequence[str]) -> list[str]:
    """Under which earlier mails it stands. Message-IDs of ours are plain ASCII."""
    if not earlier:
        return []
    return [f"In-Reply-To: {earlier[-1]}", "References: " + "\r\n ".join(earlier[-EARLIER:])]


def _refused(letter: Letter, files: Mapping[str, bytes], sender: Sender, fence: Fence) -> str:
    """Why a letter may not be frozen, "" where it may."""
    if not is_address(letter.address) or not is_address(sender.address):
        return say("“{address}” is not one plain mail address", address=_visible(letter.address))
    for text in (letter.subject, letter.addressee, sender.name, *(a.name for a in letter.attachments)):
        if any(unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} for c in text):
            return say("“{text}” has a line break or a control character", text=_visible(text))
    for attachment in letter.attachments:
        if hashlib.sha256(files.get(attachment.path, b"")).hexdigest() != attachment.sha256:
            return say("{file} is not what was signed", file=attachment.path)
    texts = [letter.subject, *letter.text.split("\n"), *(a.name for a in letter.attachments)]
    marked_in = next((letter.subject for text in texts if _bears_mark(text, fence)), "") or next(
        (a.name for a in letter.attachments if any(_bears_mark(t, fence) for t in _texts(files[a.path]))), ""
    )
    return say("a secrecy mark stands in “{file}”", file=_visible(marked_in)) if marked_in else ""


def _bears_mark(text: str, fence: Fence) -> bool:
    """A second look at what is finished: nothing marked should have come so far."""
    plain = re.sub(r"\s", "", text)
    if plain in fence.inner or (plain and is_secret(plain)):
        return True
    words = "|".join(map(re.escape, dict.fromkeys((*SECRET_LEVELS, *fence.secret))))
    mark = rf"(?:{words})级?[★☆*⭐]|[(（【〔\[](?:{words})[级件]?[)）】〕\]]|密级[:：]?(?:{words})"
    return re.search(mark, plain) is not None


def _texts(content: bytes) -> Iterator[str]:
    """The texts of a package: paragraphs, cells, properties, comments; and the names of its members."""
    try:
        with unpacking(), zipfile.ZipFile(BytesIO(content)) as package:
            for name in package.namelist():
                yield name
                if name.endswith((".xml", ".rels", ".vml")):
                    for piece in _CELL_END.split(package.read(name)):
                        yield _TAG.sub(b"", piece).decode("utf-8", "replace")
    except BrokenPackage:
        yield content.decode("utf-8", "replace")


def _parts(letter: Letter, files: Mapping[str, bytes], sender: Sender) -> list[list[tuple[str, bytes]]]:
    """The attachments of each mail: all as they are; zipped; over several mails; none where one alone is too large."""
    all_of = list(_named(letter.attachments, files))
    room = sender.max_size - _bare_size(letter, sender)
    if sum(map(_wire, all_of)) <= room:
        return [all_of]
    zipped = _zipped(f"{PurePosixPath(letter.of or letter.addressee).name}.zip", all_of)
    if _wire(zipped) <= room:
        return [[zipped]]
    parts: list[list[tuple[str, bytes]]] = [[]]
    for file in all_of:
        one = file if _wire(file) <= room else _zipped(f"{file[0]}.zip", [file])
        if _wire(one) > room:
            return []
        if parts[-1] and sum(map(_wire, parts[-1])) + _wire(one) > room:
            parts.append([])
        parts[-1].append(one)
    return parts


def _named(attachments: Iterable[Attachment], files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Each file under a name of its own."""
    taken: set[str] = set()
    for attachment in attachments:
        path, n = PurePosixPath(attachment.name), 1
        name = path.name
        while name.casefold() in taken:
            n += 1
            name = f"{path.stem}({n}){path.suffix}"
        taken.add(name.casefold())
        yield name, files[attachment.path]


def _zipped(name: str, files: Sequence[tuple[str, bytes]]) -> tuple[str, bytes]:
    return name, pack(dict(files))


def _wire(file: tuple[str, bytes]) -> int:
    """Bytes of an attachment as it is sent: base64 with line ends, and its headers."""
    name, content = file
    encoded = (len(content) + 2) // 3 * 4
    return encoded + encoded // 76 * 2 + 600 + 12 * len(name.encode())


def _bare_size(letter: Letter, sender: Sender) -> int:
    words = len(letter.text.encode()) + len(letter.html.encode()) + 2 * len(letter.subject.encode())
    return words * 14 // 10 + 90 * EARLIER + 3 * len(sender.name.encode()) + 3000


def _digest(text: str) -> str:
    """sha256 of any text, also of one that cannot be written."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def _visible(text: str) -> str:
    """A text for a message to people: what cannot be printed as a question mark, and not too much of it."""
    shown = "".join(c if c.isprintable() else "?" for c in text)
    return shown if len(shown) <= 80 else f"{shown[:79]}…"
