"""A part of a Word file as its author sees it: paragraphs with their places, and what stands within and between words.

The press works on the bare text of the XML, and where Word keeps things there that nobody sees (a tracked deletion,
half a field, a comment's end), a tag breaks. So each character knows what holds it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from officebatch.outputs.tailoring.problems import Place
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRACKED = {"ins", "del", "moveFrom", "moveTo"}
_CHANGED = {"rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange", "cellIns", "cellDel"}
_HOLDERS = {"hyperlink", "sdt", "sdtContent", "smartTag", "customXml", "fldSimple", "dir", "bdo"}
FOREIGN = {  # what is lost when the words around it become one tag, or its paragraph goes
    "commentRangeStart": marked("a comment"),
    "commentRangeEnd": marked("a comment"),
    "commentReference": marked("a comment"),
    "fldChar": marked("a field"),
    "fldSimple": marked("a field"),
    "hyperlink": marked("a hyperlink"),
    "sdt": marked("a content control"),
    "sdtContent": marked("a content control"),
    "smartTag": marked("a smart tag"),
    "customXml": marked("a smart tag"),
    "dir": marked("a change of writing direction"),
    "bdo": marked("a change of writing direction"),
    "footnoteReference": marked("a footnote"),
    "endnoteReference": marked("a footnote"),
    "drawing": marked("a picture or text box"),
    "pict": marked("a picture or text box"),
    "object": marked("a picture or text box"),
    "sym": marked("a symbol"),
    "noBreakHyphen": marked("a special hyphen"),
    "softHyphen": marked("a special hyphen"),
    "oMath": marked("a formula"),
    "page": marked("a page break"),
    "sectPr": marked("a section break"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words within one element. holders: what they stand in within the paragraph, outermost first."""

    text: str
    start: int
    order: int
    holders: tuple[Element, ...]


@dataclass
class Paragraph:
    """A paragraph. container: the cell, box or body it stands in; path: what is between that and it. row, cell: those
    it stands in with what holds them, None outside a table.

    foreign: (place in the text, what stands there). deleted: words struck out but kept. tracked: what was changed and
    not accepted. codes: instructions of fields. odd: words that are no text to Word, a formula's.
    """

    place: Place
    element: Element
    container: Element
    path: tuple[str, ...]
    row: tuple[Element, Element] | None
    cell: tuple[Element, Element] | None
    order: int = 0
    pieces: list[Piece] = field(default_factory=list)
    deleted: list[Piece] = field(default_factory=list)
    foreign: list[tuple[int, str]] = field(default_factory=list)
    tracked: bool = False
    codes: list[tuple[int, str]] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)

    @cached_property
    def text(self) -> str:
        """Its words as they stand, without what was struck out; to be asked when all pieces are there."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def length(self) -> int:
        """How long the words are so far."""
        return self.pieces[-1].start + len(self.pieces[-1].text) if self.pieces else 0

    def holding(self, start: int, end: int) -> list[Piece]:
        """The pieces from one place of the text to another."""
        first = max(0, bisect_right(self.pieces, start, key=lambda piece: piece.start) - 1)
        last = bisect_right(self.pieces, end - 1, key=lambda piece: piece.start)
        return self.pieces[first:last]


@dataclass(frozen=True)
class _Where:
    """What holds the element that is being read."""

    place: Place
    container: Element
    counts: dict[str, int]
    path: tuple[str, ...] = ()
    row: tuple[Element, Element] | None = None
    cell: tuple[Element, Element] | None = None


def paragraphs(part: str, xml: bytes) -> list[Paragraph]:
    """All paragraphs of a part, as the text runs. Raises ElementTree.ParseError, RecursionError."""
    root = ElementTree.fromstring(xml)
    reader = _Reader()
    reader.blocks(root, _Where(Place(part), root, {}))
    return reader.found


def texts(xml: bytes) -> Iterator[str]:
    """Every paragraph's words, or other text, of a part that is not filled in. Raises ElementTree.ParseError."""
    root = ElementTree.fromstring(xml)
    held = [element for element in root.iter() if name_of(element) in {"p", "title", "subject"}] or [root]
    for element in held:
        yield "".join(element.itertext())


def name_of(element: Element) -> str:
    """A name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def is_word(element: Element) -> bool:
    """Whether an element is Word's own, not a drawing's or a formula's."""
    return element.tag.rpartition("}")[0][1:] in {_W, _STRICT}


class _Reader:
    def __init__(self) -> None:
        self.found: list[Paragraph] = []
        self.order = 0

    def blocks(self, of: Element, where: _Where) -> None:
        for child in of:
            self._block(child, of, where)

    def _block(self, element: Element, parent: Element, where: _Where) -> None:
        name, inner = name_of(element), where
        if is_word(element) and name == "p":
            self._paragraph(element, where)
            return
        if name == "tbl":
            table = _next(where.counts, "table")
            place = replace(where.place, table=_deeper(where.place.table, table), paragraph=0)
            inner = replace(where, place=place, counts={}, path=(*where.path, name))
        elif name == "tr":
            place = replace(where.place, row=_nested(where.place.row, where.place.table, _next(where.counts, "row")))
            inner = replace(where, place=place, counts={}, path=(*where.path, name), row=(element, parent))
        elif name == "tc":
            place = replace(where.place, cell=_nested(where.place.cell, where.place.table, _next(where.counts, "cell")))
            inner = _Where(place, element, {}, (), where.row, (element, parent))
        elif name == "sdtContent" or name in {"footnote", "endnote", "comment"}:
            inner = replace(where, container=element, path=())
        self.blocks(element, inner)

    def _paragraph(self, element: Element, where: _Where) -> None:
        place = replace(where.place, paragraph=_next(where.counts, "paragraph"))
        made = Paragraph(place, element, where.container, where.path, where.row, where.cell, self.order)
        self.found.append(made)
        made.tracked = where.row is not None and _tracked_row(where.row[0])
        for child in element:
            self._within(child, made, (), where)

    def _within(self, element: Element, of: Paragraph, holders: tuple[Element, ...], where: _Where) -> None:
        self.order += 1
        name = name_of(element)
        for text in element.attrib.values():
            if "{{" in text or "{%" in text:
                self._attribute(text, of)
        if not is_word(element):
            self._other(element, name, of, holders, where)
            return
        if name in _TRACKED or name in _CHANGED:
            of.tracked = True
        if name in {"t", "delText"}:
            self._words(element.text or "", name, of, holders)
        elif name in {"instrText", "delInstrText"}:
            of.codes.append((of.length, element.text or ""))
        elif name == "txbxContent":
            self.blocks(element, _Where(replace(of.place, box=of.place.paragraph), element, {}))
        else:
            self._mark(element, name, of)
            held = (*holders, element) if name in _HOLDERS else holders
            for child in element:
                self._within(child, of, held, where)

    def _attribute(self, text: str, of: Paragraph) -> None:
        """A description, a tip: words of its own, which the press fills in too."""
        alone = ElementTree.Element("attribute")
        self.found.append(replace(of, element=alone, container=alone, path=(), row=None, cell=None, order=self.order,
                                  pieces=[Piece(text, 0, self.order, ())], deleted=[], foreign=[], tracked=False,
                                  codes=[], odd=[]))

    def _words(self, text: str, name: str, of: Paragraph, holders: tuple[Element, ...]) -> None:
        if name == "delText":
            of.deleted.append(Piece(text, 0, self.order, holders))
        elif text:
            of.pieces.append(Piece(text, of.length, self.order, holders))

    def _mark(self, element: Element, name: str, of: Paragraph) -> None:
        if name == "fldSimple":
            of.codes.append((of.length, next((v for k, v in element.attrib.items() if k.endswith("instr")), "")))
        if name == "br" and "page" in element.attrib.values():
            name = "page"
        if name in FOREIGN and name not in _HOLDERS:
            of.foreign.append((of.length, name))

    def _other(
        self, element: Element, name: str, of: Paragraph, holders: tuple[Element, ...], where: _Where
    ) -> None:
        """What is not Word's own: drawings with text boxes in them, the copy for older programs, formulas."""
        if name == "oMath":
            of.foreign.append((of.length, name))
            words = "".join(element.itertext())
            of.odd += [words] if "{{" in words or "{%" in words else []
            return
        if element.text and ("{{" in element.text or "{%" in element.text):
            of.odd.append(element.text)
        for child in element:
            self._within(child, of, holders, where)


def _tracked_row(row: Element) -> bool:
    return any(name_of(mark) in {"ins", "del"} for properties in row if name_of(properties) == "trPr"
               for mark in properties)


def _next(counts: dict[str, int], what: str) -> int:
    counts[what] = counts.get(what, 0) + 1
    return counts[what]


def _deeper(outer: str, n: int) -> str:
    return f"{outer}/{n}" if outer else str(n)


def _nested(before: str, table: str, n: int) -> str:
    """The number of a row or cell behind those of the tables around its own."""
    outer = before.split("/")[: table.count("/")] if before else []
    return "/".join([*outer, str(n)])
