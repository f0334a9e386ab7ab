"""How much of a page the rows of a table take: the shipped templates' tables are set in 小四 on fixed lines.

An estimate on the safe side, for Word alone knows where lines break: it decides what still goes on a page that must
stay one, and what moves to an annex.
"""

from __future__ import annotations

import unicodedata
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

CHARACTER = 4.23  # mm: 12 pt, one Han character
MARGINS = 2.0  # mm a cell keeps free at both sides together
LOST = 0.5  # characters a line loses to marks that may not begin it and numbers that do not break
LINE, PADDING = 5.3, 0.8  # mm of height


def row_height(cells: Iterable[tuple[str, float]]) -> float:
    """The height in mm of a row of (text, width of its column in mm)."""
    return LINE * max(_lines(text, width) for text, width in cells) + PADDING


def _lines(text: str, width: float) -> int:
    room = max((width - MARGINS) // CHARACTER - LOST, 1)
    return sum(max(ceil(_characters(part) / room), 1) for part in text.split("\n"))


def _characters(text: str) -> float:
    """Its length in Han characters; others are half as wide."""
    wide = sum(unicodedata.east_asian_width(c) in "WFA" for c in text)
    return wide + (len(text) - wide) / 2
