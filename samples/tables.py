"""What the sample office wrote, as plain tables in `written/`: columns split by |, the heading line first.

The words stand apart from the code so that a change of the story reads as a change of the story.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "written"
Line = dict[str, str]


@cache
def table(name: str) -> list[Line]:
    """The lines of one table; a cell left out at the end of a line is empty. Raises ValueError for a line too long."""
    headings, *lines = (_cells(text) for text in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines())
    if odd := [line for line in lines if len(line) > len(headings)]:
        raise ValueError(f"{name}: more cells than headings: {odd}")
    return [dict(zip(headings, line + [""] * (len(headings) - len(line)), strict=True)) for line in lines]


def _cells(text: str) -> list[str]:
    return [cell.strip() for cell in text.split("|")]
