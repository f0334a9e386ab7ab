"""Headers and parts of a mail, folded and encoded here byte by byte.

The standard library cannot write a Chinese name both as RFC 2231 (Content-Disposition) and as RFC 2047 (Content-Type),
which is what receivers between them need, and it breaks the MIME type on the way (cpython#83952).
"""

from __future__ import annotations

import base64
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
}
_WORD = 39  # bytes of one encoded word: with its marks and a header's name within 78 columns
_PIECE = 54  # characters of one piece of a name by RFC 2231, likewise
_PLAIN = re.compile(r"[ A-Za-z0-9!#$%&'*+/^_`{|}~.-]{1,60}")  # what may stand in a header without being encoded


def multipart(kind: str, boundary: str, parts: Sequence[bytes]) -> bytes:
    """Parts between boundaries, with the header that says so."""
    head = f'Content-Type: multipart/{kind};\r\n boundary="{boundary}"\r\n\r\n'.encode()
    lines = b"".join(b"--" + boundary.encode() + b"\r\n" + part + b"\r\n" for part in parts)
    return head + lines + b"--" + boundary.encode() + b"--\r\n"


def body(kind: str, text: str) -> bytes:
    """A text of a kind (plain, html) as a part."""
    content = text.replace("\r\n", "\n").replace("\n", "\r\n").encode()
    return f"Content-Type: text/{kind}; charset=utf-8\r\n".encode() + _base64(content)


def attached(file: tuple[str, bytes]) -> bytes:
    """A file as a part, its name in both forms."""
    name, content = file
    kind = TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")
    head = (
        f'Content-Type: {kind};\r\n name="{encoded(name, always=True)}"\r\n'
        f"Content-Disposition: attachment;\r\n {_rfc2231(name)}\r\n"
    )
    return head.encode("ascii") + _base64(content)


def _base64(content: bytes) -> bytes:
    return b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(content).replace(b"\n", b"\r\n")


def mailbox(name: str, address: str) -> str:
    """`=?utf-8?B?…?= <address>`: a name with commas, quotes or brackets is encoded and so cannot become an address."""
    return f"{encoded(name)}\r\n <{address}>" if name else f"<{address}>"


def encoded(text: str, *, always: bool = False) -> str:
    """A header's text by RFC 2047, folded; a short plain one as it is."""
    if not always and _PLAIN.fullmatch(text) and "=?" not in text:
        return text
    words = (f"=?utf-8?B?{base64.b64encode(piece).decode()}?=" for piece in _pieces(text))
    return "\r\n ".join(words)


def _pieces(text: str) -> Iterator[bytes]:
    """UTF-8 in pieces that end with a character."""
    held = b""
    for character in text:
        written = character.encode()
        if len(held) + len(written) > _WORD:
            yield held
            held = b""
        held += written
    yield held


def _rfc2231(name: str) -> str:
    """`filename*=utf-8''…`, in numbered pieces where it is long; no piece ends within a character."""
    pieces = [""]
    for character in name:
        written = quote(character, safe="")
        if len(pieces[-1]) + len(written) > _PIECE:
            pieces.append("")
        pieces[-1] += written
    if len(pieces) == 1:
        return f"filename*=utf-8''{pieces[0]}"
    first = f"filename*0*=utf-8''{pieces[0]}"
    return ";\r\n ".join((first, *(f"filename*{n}*={piece}" for n, piece in enumerate(pieces[1:], 1))))
