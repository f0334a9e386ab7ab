"""What stands about a sheet and not in its cells, from its package: notes on cells, page header and footer, text boxes.

Runs in the worker. Only looked at for marks of secrecy; nothing of it is shown.
"""

from __future__ import annotations

import html
import posixpath
import re
from typing import TYPE_CHECKING

from officebatch.model.marks import without_own

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

Comments = list[tuple[int, str]]  # row from 0, and the text
_TARGET = re.compile(rb"""Target\s*=\s*["']([^"']*omments?/?[^"']*\.xml)["']""")
_DRAWING = re.compile(rb"""Target\s*=\s*["']([^"']*/drawing[^"'/]*\.xml)["']""")
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
    return [note for text in _beside(package, member, _TARGET) for note in _notes(text)]


def drawn(package: zipfile.ZipFile, member: str) -> str:
    """What the text boxes and shapes of a sheet say, a line a paragraph: a stamp is often one."""
    found = (_PARAGRAPH.findall(text) for text in _beside(package, member, _DRAWING))
    return "\n".join(html.unescape("".join(_TEXT.findall(one))) for paragraphs in found for one in paragraphs)


def _beside(package: zipfile.ZipFile, member: str, target: re.Pattern[bytes]) -> list[str]:
    """The parts of a package that a sheet's relations name."""
    folder, name = posixpath.split(member)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in package.NameToInfo:
        return []
    named = (found.decode() for found in target.findall(package.read(relations)))
    members = [posixpath.normpath(posixpath.join("/", folder, found)).lstrip("/") for found in named]
    return [package.read(one).decode("utf-8", "replace") for one in members if one in package.NameToInfo]


def margins(data: bytes) -> str:
    """Page header and footer of a sheet as one text; where their parts begin there is a line break."""
    texts = _MARGIN.findall(data[max(data.rfind(b"sheetData"), 0) :].decode("utf-8", "replace"))
    return "\n".join(_CODE.sub("\n", html.unescape(text)).strip() for text in texts)


def _notes(text: str) -> Iterator[tuple[int, str]]:
    for found in _COMMENT.finditer(text):
        if place := _ROW.search(found[1]):
            yield int(place[1]) - 1, without_own(html.unescape("".join(_TEXT.findall(found[2]))))
