"""PDF of Word papers by LibreOffice, all in one go."""

from __future__ import annotations

import contextlib
import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officebatch.outputs import libreoffice

if TYPE_CHECKING:
    from collections.abc import Mapping

_WITH_BLANKS = 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
_PAGE = re.compile(rb"/Type\s*/Page\b")
_STREAM = re.compile(rb"/Type\s*/ObjStm.*?stream\r?\n(.*?)endstream", re.DOTALL)


@dataclass(frozen=True)
class Converted:
    """made: name → the PDF; failed: the names LibreOffice made nothing usable of."""

    made: Mapping[str, bytes]
    failed: tuple[str, ...]


def convert(papers: Mapping[str, bytes], *, blank_backs: bool = False) -> Converted:
    """PDF of every paper (name → bytes of a .docx). blank_backs: with the empty pages printing on both sides
    needs. Raises NoOffice."""
    form = _WITH_BLANKS if blank_backs else "pdf"
    made = libreoffice.convert(papers, lambda _: ".docx", form, lambda content: pages(content) > 0)
    return Converted(made, tuple(name for name in papers if name not in made))


def pages(content: bytes) -> int:
    """The pages of a PDF, 0 where it is none that is whole."""
    if not content.startswith(b"%PDF") or b"%%EOF" not in content[-1024:]:
        return 0
    packed = 0
    for stream in _STREAM.findall(content):
        with contextlib.suppress(zlib.error):
            packed += len(_PAGE.findall(zlib.decompressobj().decompress(stream)))
    return len(_PAGE.findall(content)) + packed
