"""Where the links of a PDF lead: LibreOffice writes of each link what it says and the page it leads to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINK = re.compile(rb"/Subtype/Link\b[^>]*?/Contents<(?:FEFF)?([0-9A-Fa-f]+)>\s*/Dest\[(\d+) 0 R")
_PAGES = re.compile(rb"/Kids\s*\[([\d R\s]+)\]")
_NUMBER = re.compile(rb"(\d+) 0 R")


def linked_pages(pdf: bytes, word: str) -> Mapping[str, int]:
    """Of every link whose text holds a match of `word` (a pattern): match → page from 1. Empty where none is found."""
    order = max((_NUMBER.findall(kids) for kids in _PAGES.findall(pdf)), key=len, default=[])
    pages = {number: place for place, number in enumerate(order, 1)}
    found = {}
    for text, target in _LINK.findall(pdf):
        match = re.search(word, bytes.fromhex(text.decode()).decode("utf-16-be", "replace"))
        if match is not None and target in pages:
            found[match[0]] = pages[target]
    return found
