"""A second reader of mails, on its own feet: MIME, RFC 2047 and RFC 2231 by the letter, nothing of the email package.

What the standard library forgives, this one does not: it raises ValueError.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

_WORD = re.compile(r"=\?utf-8\?B\?([A-Za-z0-9+/=]*)\?=")
_PIECE = re.compile(r"filename(?:\*(\d+))?\*=([^;]*)")


@dataclass(frozen=True)
class Part:
    """A leaf of the tree. name: by Content-Type; filename: by Content-Disposition; "" for none."""

    kind: str
    content: bytes
    name: str = ""
    filename: str = ""


@dataclass(frozen=True)
class Mail:
    """Headers by their name, as they are read; lines: of the head, as they are written."""

    headers: dict[str, str]
    parts: tuple[Part, ...]
    lines: tuple[str, ...]


def read(content: bytes) -> Mail:
    """The mail. Raises ValueError where it is not written as it must be."""
    if re.search(rb"\r(?!\n)|(?<!\r)\n|\0", content) or not content.isascii():
        raise ValueError("a lone CR or LF, NUL, or 8-bit characters")
    head, body = content.split(b"\r\n\r\n", 1)
    lines = head.decode("ascii").split("\r\n")
    if any(len(line) > 78 for line in lines):
        raise ValueError(max(lines, key=len))
    raw = _headers(lines)
    return Mail({name: decoded(value) for name, value in raw.items()}, tuple(_leaves(raw, body)), tuple(lines))


def decoded(value: str) -> str:
    """A header with its encoded words read; blanks between two of them are none."""
    joined = re.sub(r"(\?=)\s+(=\?)", r"\1\2", value)
    if any(len(word[0]) > 75 for word in _WORD.finditer(joined)):
        raise ValueError("an encoded word of more than 75 characters")
    return _WORD.sub(lambda word: base64.b64decode(word[1], validate=True).decode(), joined)


def _headers(lines: list[str]) -> dict[str, str]:
    unfolded: list[str] = []
    for line in lines:
        if line[:1] in " \t":
            unfolded[-1] += line
        else:
            unfolded.append(line)
    found: dict[str, str] = {}
    for line in unfolded:
        name, colon, value = line.partition(":")
        if not colon or not re.fullmatch(r"[A-Za-z-]+", name) or name in found:
            raise ValueError(line)
        found[name] = value.strip()
    return found


def _leaves(headers: dict[str, str], body: bytes) -> list[Part]:
    kind = headers["Content-Type"].partition(";")[0]
    if kind.startswith("multipart/"):
        boundary = re.search(r'boundary="([^"]+)"', headers["Content-Type"])
        if boundary is None:
            raise ValueError("no boundary")
        first, *parts = (b"\r\n" + body).split(b"\r\n--" + boundary[1].encode())
        if first.strip() or parts.pop() != b"--\r\n":
            raise ValueError("text outside the parts, or no end")
        found = []
        for part in parts:
            head, inner = part.removeprefix(b"\r\n").split(b"\r\n\r\n", 1)
            found += _leaves(_headers(head.decode("ascii").split("\r\n")), inner)
        return found
    if headers["Content-Transfer-Encoding"] != "base64":
        raise ValueError(headers["Content-Transfer-Encoding"])
    content = base64.b64decode(body.replace(b"\r\n", b""), validate=True)
    name = re.search(r'name="([^"]*)"', headers["Content-Type"])
    return [Part(kind, content, decoded(name[1]) if name else "", _filename(headers.get("Content-Disposition", "")))]


def _filename(value: str) -> str:
    if not value:
        return ""
    pieces = _PIECE.findall(value)
    if [n for n, _ in pieces] not in ([""], [str(n) for n in range(len(pieces))]):
        raise ValueError(value)
    joined = "".join(text.strip() for _, text in pieces)
    charset, _, encoded = joined.split("'", 2)
    return unquote_to_bytes(encoded).decode(charset)
