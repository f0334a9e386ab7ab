"""How the program knows its own marks again in a workbook: names of its sheets, the ends of its words in notes, its
colours. A marked copy may come back as the register it was made from."""

from __future__ import annotations

import re
from enum import StrEnum

BEGIN, END = "【台账批注】", "【批注完】"  # never translated: a copy marked in one language is read in another
AUTHOR = "台账批注"
_OWN = re.compile(rf"\n?{re.escape(BEGIN)}.*?(?:{re.escape(END)}|\Z)", re.DOTALL)


class Level(StrEnum):
    """What a marked cell is coloured for, the gravest first."""

    ERROR = "error"
    LONG = "long overdue"
    OVERDUE = "overdue"
    WARNING = "warning"
    HINT = "hint"


COLOURS = {  # one shade beside what a person picks, so that nobody's own colour is taken for ours
    Level.ERROR: "FFC58B",
    Level.LONG: "9CC2E7",
    Level.OVERDUE: "C9DFF3",
    Level.WARNING: "FFF0B7",
    Level.HINT: "E8F1E5",
}


def own_sheet(name: str) -> bool:
    """Whether a sheet is one the program put into a marked copy."""
    return name.startswith(BEGIN)


def own_parts(text: str) -> list[tuple[int, int]]:
    """Where in a note the program's own words stand, each with the line break before it."""
    return [found.span() for found in _OWN.finditer(text)]


def without_own(text: str) -> str:
    """A note without the program's own words."""
    return _OWN.sub("", text)
