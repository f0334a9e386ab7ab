"""Ranges of a worksheet as its rules name them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from officebatch.model.origin import letter, position

LAST_ROW = 1_048_576


@dataclass(frozen=True)
class Range:
    """Cells from one corner to the other, both inside."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def of(cls, text: str) -> Range:
        """`A2:Q9`, `A2`, also whole columns and rows. Raises ValueError when it is none."""
        first, _, last = text.replace("$", "").partition(":")
        (top, left), (bottom, right) = _corner(first, 1, 1), _corner(last or first, LAST_ROW, 16384)
        return cls(top, left, bottom, right)

    def __str__(self) -> str:
        """`A2:Q9`, one cell as `A2`."""
        first, last = f"{letter(self.left - 1)}{self.top}", f"{letter(self.right - 1)}{self.bottom}"
        return first if first == last else f"{first}:{last}"

    def meets(self, other: Range) -> bool:
        """Whether they have a cell in common."""
        rows = self.top <= other.bottom and other.top <= self.bottom
        return rows and self.left <= other.right and other.left <= self.right

    def down_to(self, row: int) -> Range:
        """The same with its last row there."""
        return Range(self.top, self.left, row, self.right)


def _corner(text: str, row: int, column: int) -> tuple[int, int]:
    found = re.fullmatch(r"([A-Z]{0,3})(\d*)", text)
    if found is None or not text:
        raise ValueError(text)
    return int(found[2]) if found[2] else row, position(found[1]) + 1 if found[1] else column
