"""What is wrong with a rule book: every fault with sheet, cell, what to do and the nearest right word, all at once."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from officebatch.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterable

SHOWN = 12  # words of a closed list that a message names


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. sheet, cell: "" where it concerns the workbook, the sheet as a whole. message: a message id filled
    with `values`. nearest: the right word that looks most like what stands there, "" where none does."""

    sheet: str
    cell: str
    message: str
    values: tuple[tuple[str, str], ...] = ()
    nearest: str = ""

    @property
    def place(self) -> str:
        """`流程!F7`, or what there is of it."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet

    def text(self) -> str:
        """Place, what is wrong and what to do, in the reader's language."""
        said = say(self.message, **dict(self.values))
        if self.nearest:
            said += say(" Did you mean “{nearest}”?", nearest=self.nearest)
        return say("{place}: {said}", place=self.place, said=said) if self.place else said


class RuleBookFaults(Exception):
    """The rule book cannot be used. Holds all its faults in the order sheet, row, column."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(fault.text() for fault in self.faults))


class CellFault(ValueError):
    """A cell's text is not what its column holds: a message id, its values, and the words it could have been."""

    def __init__(self, message: str, words: Iterable[str] = (), /, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = tuple((name, str(value)) for name, value in values.items())
        self.words = tuple(words)

    def at(self, sheet: str, cell: str) -> Fault:
        """The fault at its place."""
        return Fault(sheet, cell, self.message, self.values, nearest(dict(self.values).get("text", ""), self.words))


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like `word`, "" where none is like it."""
    found = get_close_matches("".join(word.split()), list(known), n=1, cutoff=0.5)
    return found[0] if found and found[0] != word else ""


def listed(words: Iterable[str]) -> str:
    """Words of a list for a message, the first dozen of a long one."""
    every = list(dict.fromkeys(words))
    return "、".join(every[:SHOWN]) + (" …" if len(every) > SHOWN else "")
