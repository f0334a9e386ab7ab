"""What is wrong in a template, where it stands, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

from officebatch.wording import marked, say

AROUND = 14  # characters shown at each side of what is wrong

_PARTS = (
    ("document", marked("text")),
    ("header", marked("header")),
    ("footer", marked("footer")),
    ("footnotes", marked("footnotes")),
    ("endnotes", marked("endnotes")),
    ("comments", marked("comments")),
    ("chart", marked("chart")),
    ("data", marked("diagram")),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a template, as one counts in Word: from 1, within the cell or the box. "" and 0 for what has no such.

    table, row, cell: of a table within a cell the outer one's before it, `2/1`. box: the paragraph a text box hangs at.
    line: of a file that is plain text.
    """

    part: str = ""
    table: str = ""
    row: str = ""
    cell: str = ""
    paragraph: int = 0
    box: int = 0
    line: int = 0

    def __str__(self) -> str:
        """The place in the reader's language."""
        said = [self._part()] if self.part else []
        if self.table:
            said.append(say("table {table}, row {row}, cell {cell}", table=self.table, row=self.row, cell=self.cell))
        if self.box:
            said.append(say("text box at paragraph {n}", n=self.box))
        if self.paragraph:
            said.append(say("paragraph {n}", n=self.paragraph))
        if self.line:
            said.append(say("line {n}", n=self.line))
        return reduce(lambda outer, inner: say("{outer}, {inner}", outer=outer, inner=inner), said) if said else ""

    def _part(self) -> str:
        name = self.part.rpartition("/")[2]
        words = next((words for start, words in _PARTS if name.startswith(start)), "")
        if not words or not self.part.startswith("word/"):
            return self.part
        return say(words) if name == "document.xml" else say("{part} ({name})", part=say(words), name=name)


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of one template. kind: a word for programs. text: what stands there. message: a message id."""

    kind: str
    message: str
    values: tuple[tuple[str, str], ...] = ()
    place: Place = Place()
    text: str = ""
    nearest: str = ""

    @property
    def said(self) -> str:
        """What is wrong and what to do, in the reader's language."""
        said = say(self.message, **dict(self.values))
        return say("{said}; did you mean “{nearest}”?", said=said, nearest=self.nearest) if self.nearest else said


@dataclass(frozen=True, slots=True)
class Judged:
    """One template with all that is wrong in it. name: below its folder. own: of the office, not shipped."""

    name: str
    own: bool
    problems: tuple[Problem, ...]


def around(text: str, start: int, end: int) -> str:
    """What stands there with the words beside it."""
    left, right = max(0, start - AROUND), min(len(text), end + AROUND)
    shown = text[left:right]
    return f"{'…' if left else ''}{shown}{'…' if right < len(text) else ''}".strip()
