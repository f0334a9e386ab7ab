"""A Word paper as the standard speaks of it: sections with their sides, paragraphs with what holds for them in the
end. `reader` makes it from a package."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from officebatch.outputs.official.effective import off

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Run:
    """What holds for some characters: faces of Han characters and of Latin ones, half points, twips of spacing, per
    cent of width, six hexadecimal digits of colour ("" for black)."""

    east_asian: str = ""
    latin: str = ""
    size: int = 20
    bold: bool = False
    colour: str = ""
    spacing: int = 0
    width: int = 100


@dataclass(frozen=True)
class Line:
    """One side's rule of a paragraph or a table: its kind, eighths of a point, colour."""

    kind: str = ""
    size: int = 0
    colour: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. number: its place among those of the body, from 1; place: where else it stands (`table 2` …).

    left, right, first: in characters of its own size, with full-width blanks typed at the ends; first below 0 hangs.
    line: twips, and `rule` how they are meant; before, after: twips. new_page: begins one. fields: instructions.
    """

    number: int
    pieces: tuple[tuple[str, Run], ...]
    held: Mapping[str, str] = field(repr=False)
    section: int = 0
    style: str = ""
    place: str = ""
    table: int = 0
    label: str = ""
    new_page: bool = False
    drawn: bool = False
    fields: tuple[str, ...] = ()
    lines: Mapping[str, Line] = field(default_factory=dict)
    mark: Run = field(default_factory=Run)

    @cached_property
    def text(self) -> str:
        """Its text without blanks at the ends, with the label automatic numbering gives it."""
        return self.label + "".join(text for text, _ in self.pieces).strip()

    @property
    def empty(self) -> bool:
        """Whether it is a blank line."""
        return not self.text and not self.drawn and not self.fields

    @property
    def run(self) -> Run:
        """What holds for its first Han character, else for its first one."""
        han = next((run for text, run in self.pieces if any(map(is_han, text))), None)
        return han or next((run for text, run in self.pieces if text.strip()), self.mark)

    @property
    def align(self) -> str:
        """`left`, `center`, `right` or `both`."""
        said = self.held.get("jc", "left")
        return {"start": "left", "end": "right", "distribute": "both"}.get(said, said)

    @property
    def first(self) -> float:
        """How far its first line is set in, in characters."""
        typed = re.match(r"[　]*", self._raw)
        said = self._length("firstLine") - self._length("hanging")
        return said + (len(typed[0]) if typed is not None and not self.label else 0)

    @property
    def left(self) -> float:
        """How far it is set in at the left, in characters."""
        return self._length("left")

    @property
    def right(self) -> float:
        """How far it is set in at the right, in characters."""
        typed = re.search(r"[　]*\Z", self._raw)
        return self._length("right") + (len(typed[0]) if typed is not None else 0)

    @property
    def before(self) -> float:
        """Twips above it."""
        return self._around("before")

    @property
    def after(self) -> float:
        """Twips below it."""
        return self._around("after")

    @property
    def line(self) -> int:
        """Twips from line to line, 240 a single one where the rule is `auto`."""
        return number(self.held.get("spacing.line", "240"))

    @property
    def rule(self) -> str:
        """`exact`, `atLeast` or `auto`."""
        return self.held.get("spacing.lineRule", "auto")

    @property
    def snapped(self) -> bool:
        """Whether its lines keep to the page's grid."""
        return not off(self.held.get("snapToGrid", "1"))

    @property
    def _raw(self) -> str:
        return "".join(text for text, _ in self.pieces)

    def _length(self, name: str) -> float:
        characters = number(self.held.get(f"ind.{name}Chars", "0"))
        return characters / 100 if characters else number(self.held.get(f"ind.{name}", "0")) / (10 * self.run.size)

    def _around(self, name: str) -> float:
        if not off(self.held.get(f"spacing.{name}Autospacing", "0")):
            return 280
        lines = number(self.held.get(f"spacing.{name}Lines", "0"))
        return lines * 2.4 if lines else number(self.held.get(f"spacing.{name}", "0"))


@dataclass(frozen=True)
class Section:
    """One section: page, sides, grid (twips; `grid` its kind, `closer` in 1/4096 pt), headers and footers by kind."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    grid: str
    pitch: int
    closer: int
    first_apart: bool
    headers: Mapping[str, tuple[Paragraph, ...]]
    footers: Mapping[str, tuple[Paragraph, ...]]

    @property
    def turned(self) -> bool:
        """Whether it is wider than high."""
        return self.width > self.height

    @property
    def area(self) -> tuple[int, int]:
        """Width and height of the type area, as it lies."""
        return self.width - self.left - self.right, self.height - self.top - self.bottom


@dataclass(frozen=True)
class Text:
    """The whole paper. table_rules: of each table its upper, inner and lower lines, and its width in twips."""

    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    tables: Mapping[int, tuple[Mapping[str, Line], int]]
    even_apart: bool

    @property
    def own(self) -> tuple[Paragraph, ...]:
        """The paragraphs outside of tables and boxes."""
        return tuple(p for p in self.paragraphs if not p.place)


def is_han(character: str) -> bool:
    """Whether a character is printed in the face for Han characters, signs left aside."""
    return "一" <= character <= "鿿" or "㐀" <= character <= "䶿"


def number(text: str) -> int:
    """A number of twips or half points; lengths with units, which Word writes nowhere, count as none."""
    try:
        return round(float(text))
    except (ValueError, OverflowError):
        return 0
