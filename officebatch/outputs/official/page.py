"""The page: paper, margins, type area, lines and characters, colour, page numbers. Clauses 5.1, 5.2, 7.5, 8."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from officebatch.outputs.official import figures
from officebatch.outputs.official.figures import millimetres
from officebatch.outputs.official.rules import SMALLER, Hit, Kind, is_face, near, rule, size_words
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.outputs.official.rules import Paper
    from officebatch.outputs.official.text import Paragraph, Section

_GRIDS = {"lines", "linesAndChars", "snapToChars"}
_DASHED = re.compile(r"—\s*\d*\s*—")


@rule("paper", "5.1", marked("Size of the paper"))
def paper(of: Paper) -> Iterator[Hit]:
    """A4."""
    for n, section in enumerate(of.text.sections, 1):
        sides = sorted(map(millimetres, (section.width, section.height)))
        if any(abs(side - wanted) > 1 for side, wanted in zip(sides, figures.PAPER_MM, strict=True)):
            yield Hit(_by(*sides), say("A4, {size}", size=_by(*figures.PAPER_MM)), section=n)


@rule("margins", "5.2.1", marked("Margins"))
def margins(of: Paper) -> Iterator[Hit]:
    """天头 37 ± 1 mm, 订口 28 ± 1 mm; a turned page lies on its right side."""
    for n, section in enumerate(of.text.sections, 1):
        top, binding = (section.right, section.top) if section.turned else (section.top, section.left)
        is_top, is_binding = round(millimetres(top), 1), round(millimetres(binding), 1)
        if abs(is_top - figures.TOP_MM) > 1 or abs(is_binding - figures.BINDING_MM) > 1:
            yield Hit(
                say("upper margin {top:g} mm, binding margin {binding:g} mm", top=is_top, binding=is_binding),
                say("upper margin 37±1 mm, binding margin 28±1 mm"),
                section=n,
            )


@rule("type-area", "5.2.1", marked("Type area"))
def type_area(of: Paper) -> Iterator[Hit]:
    """156 mm × 225 mm."""
    for n, section in enumerate(of.text.sections, 1):
        sides = sorted(map(millimetres, section.area))
        if any(abs(side - wanted) > 0.5 for side, wanted in zip(sides, figures.AREA_MM, strict=True)):
            yield Hit(_by(*sides), _by(*figures.AREA_MM), section=n)


def _by(one: float, other: float) -> str:
    return f"{round(one, 1):g} mm × {round(other, 1):g} mm"


@rule("lines", "5.2.3", marked("Lines on a page"))
def lines(of: Paper) -> Iterator[Hit]:
    """22 lines that fill the type area."""
    for paragraph in of.roles.prose:
        section = of.text.sections[paragraph.section]
        pitch = _pitch(section, paragraph)
        if section.turned or paragraph.style in SMALLER:
            continue
        if pitch is None:
            yield Hit(say("line spacing left to the font"), _filling(), paragraph, kind=Kind.UNSEEN)
        elif (many := int(section.area[1] // pitch)) != figures.LINES:
            yield Hit(say("{n} lines, {pitch:g} pt apart", n=many, pitch=pitch / 20), _filling(), paragraph)
        elif figures.LINES * pitch < section.area[1] - 280:
            white = millimetres(section.area[1] - figures.LINES * pitch)
            yield Hit(
                say("22 lines, {pitch:g} pt apart, leave {white:.0f} mm white", pitch=pitch / 20, white=white),
                _filling(), paragraph, kind=Kind.HABIT,
            )  # fmt: skip


def _filling() -> str:
    return say("22 lines that fill the type area (28.95 pt)")


def _pitch(section: Section, paragraph: Paragraph) -> float | None:
    """Twips from line to line, None where only the font knows."""
    if paragraph.rule == "exact" or (paragraph.rule == "atLeast" and paragraph.line >= 14 * paragraph.run.size):
        return paragraph.line or None
    if paragraph.rule == "auto" and section.grid in _GRIDS and paragraph.snapped and section.pitch:
        rows = -(-13 * paragraph.run.size // section.pitch)  # a line as high as its type takes as many as it needs
        return rows * section.pitch * paragraph.line / 240 or None
    return None


@rule("characters", "5.2.3", marked("Characters in a line"))
def characters(of: Paper) -> Iterator[Hit]:
    """28 characters of 3号."""
    for paragraph in of.roles.prose:
        section, run = of.text.sections[paragraph.section], paragraph.run
        if section.turned or run.size != figures.SIZE_3:
            continue
        gridded = section.grid in {"linesAndChars", "snapToChars"} and paragraph.snapped
        cell = run.size * run.width / 10 + (section.closer / 4096 * 20 if gridded else 0) + run.spacing
        if (many := int(section.area[0] / max(cell, 1))) != figures.CHARACTERS:
            yield Hit(
                say("{n} characters", n=many),
                say("28 characters (3号 set 0.25 pt closer, or a grid of characters)"),
                paragraph,
            )


@rule("colour", "5.2.4", marked("Colour of the text"))
def colour(of: Paper) -> Iterator[Hit]:
    """Black, but for the mark."""
    marks = {id(paragraph) for paragraph in of.roles.mark}
    for paragraph in of.text.paragraphs:
        found = [run.colour for text, run in paragraph.pieces if run.colour and text.strip()]
        if found and id(paragraph) not in marks:
            yield Hit(f"#{found[0]}", say("black"), paragraph)


@rule("page-number", "7.5", marked("Page number"))
def page_number(of: Paper) -> Iterator[Hit]:
    """4号 宋体 between dashes; odd right, even left, one character in."""
    for n, section in enumerate(of.text.sections, 1):
        odd, even = _numbered(section, "default"), _numbered(section, "even")
        if odd is None and even is None:
            yield Hit(say("none"), say("a number on every page"), section=n)
            continue
        if section.turned:
            wanted = say("where upright pages have it")
            yield Hit(say("on a turned page"), wanted, section=n, kind=Kind.UNSEEN, clause="8")
        else:
            yield from _places(of, n, odd, even)
        for number in filter(None, (odd, even)):
            yield from _set(number)
    if of.headed and of.profile.letter:
        first = of.text.sections[0]
        shown = _numbered(first, "first" if first.first_apart else "default")
        if shown is not None:
            yield Hit(say("a number on the first page"), say("no number on the first page"), clause="10.1")


def _numbered(section: Section, kind: str) -> Paragraph | None:
    """The paragraph with the page number, where that footer has one."""
    return next((p for p in section.footers.get(kind, ()) if any(f.startswith("PAGE") for f in p.fields)), None)


def _places(of: Paper, n: int, odd: Paragraph | None, even: Paragraph | None) -> Iterator[Hit]:
    wanted = say("odd pages right, even pages left, one character in")
    outside = odd is not None and odd.held.get("framePr.xAlign") == "outside"
    if outside:
        return
    if not of.text.even_apart or odd is None or even is None:
        yield Hit(say("odd and even pages alike"), wanted, odd, section=n)
        return
    for number, side, inset in ((odd, "right", odd.right), (even, "left", even.left + even.first)):
        placed = number.held.get("framePr.xAlign") or ("left" if number.align == "both" else number.align)
        if placed != side or not near(inset, 1):
            odd_or_even = marked("odd pages: {align}, {n:.2g} in"), marked("even pages: {align}, {n:.2g} in")
            which = odd_or_even[number is even]
            yield Hit(say(which, align=align_words(placed), n=inset), wanted, number, section=n)


def _set(number: Paragraph) -> Iterator[Hit]:
    digits = next((run for text, run in number.pieces if any(c.isdigit() for c in text)), number.run)
    if digits.size != figures.SIZE_4 or not is_face(digits.latin, figures.SONGTI):
        found = say("{size} {face}", size=size_words(digits.size), face=digits.latin)
        yield Hit(found, say("4号 half-width digits in 宋体"), number)
    if not _DASHED.search(number.text):
        yield Hit(number.text, say("a one-character dash (—) on both sides"), number)


def align_words(align: str) -> str:
    """How a paragraph stands, in words."""
    words = {"left": marked("left"), "right": marked("right"), "center": marked("centred")}
    return say(words.get(align, marked("justified")))


@rule("number-distance", "7.5", marked("Page number"))
def number_distance(of: Paper) -> Iterator[Hit]:
    """Its dash 7 mm below the type area."""
    if any(_numbered(section, "default") for section in of.text.sections):
        yield Hit("", say("its dash stands 7 mm below the type area"), kind=Kind.UNSEEN)

