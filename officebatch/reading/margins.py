"""What stands about a sheet and not in its cells, from its package: notes on cells, page header and footer, text boxes.

Runs in the worker. Only looked at for marks of secrecy; nothing of it is shown.
"""

from __future__ import annotations

import html
import posixpath
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from officebatch.model.marks import without_own
from officebatch.reading import scan

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

Comments = list[tuple[int, str]]  # row from 0, and the text
_NOTES, _DRAWINGS = ("/comments", "/threadedComment"), ("/drawing",)  # how the type of a relation ends
_COMMENT = re.compile(
    r"<(?:\w+:)?(?:comment|threadedComment)\s([^>]*)>(.*?)</(?:\w+:)?(?:comment|threadedComment)>", re.DOTALL
)
_ROW = re.compile(r"""\bref=["']\$?[A-Z]+\$?(\d+)""")
_TEXT = re.compile(r"<(?:\w+:)?(?:t|text)(?:\s[^>]*)?>([^<]*)(?=<)")
_PARAGRAPH = re.compile(r"<(?:\w+:)?p[\s>].*?</(?:\w+:)?p>", re.DOTALL)
_MARGIN = re.compile(r"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)[^>]*>([^<]*)<")
_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d+|[A-Z&])')


def comments(package: zipfile.ZipFile, member: str) -> Comments:
    """The notes on the cells of a sheet, old ones and threads."""
    return [note for text in _beside(package, member, _NOTES) for note in _notes(text)]


def drawn(package: zipfile.ZipFile, member: str) -> str:
    """What the text boxes and shapes of a sheet say, a line a paragraph: a stamp is often one."""
    found = (_PARAGRAPH.findall(text) for text in _beside(package, member, _DRAWINGS))
    return "\n".join(html.unescape("".join(_TEXT.findall(one))) for paragraphs in found for one in paragraphs)


def _beside(package: zipfile.ZipFile, member: str, kinds: tuple[str, ...]) -> list[str]:
    """The parts of a package that a sheet's relations of some kinds lead to."""
    found = []
    with suppress(KeyError):
        for of in scan.relations(package, member):
            if of.get("Type", "").endswith(kinds):
                with suppress(KeyError):
                    part = scan.member(package, posixpath.dirname(member), of.get("Target", ""))
                    found.append(package.read(part).decode("utf-8", "replace"))
    return found


def margins(data: bytes) -> str:
    """Page header and footer of a sheet as one text; where their parts begin there is a line break."""
    texts = _MARGIN.findall(data[max(data.rfind(b"sheetData"), 0) :].decode("utf-8", "replace"))
    return "\n".join(_CODE.sub("\n", html.unescape(text)).strip() for text in texts)


def _notes(text: str) -> Iterator[tuple[int, str]]:
    for found in _COMMENT.finditer(text):
        if place := _ROW.search(found[1]):
            yield int(place[1]) - 1, without_own(html.unescape("".join(_TEXT.findall(found[2]))))
