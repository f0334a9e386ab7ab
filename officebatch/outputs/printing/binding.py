"""One Word file of many papers, to be printed in one go.

Every paper keeps its sections as they are: page set-up, heads, feet, tables, pictures. It begins on a new page and
counts its pages from 1. What papers may hold under the same name and mean differently (styles, lists, bookmarks,
parts, relations) gets names of its own; a body is moved as it is but for those names.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from lxml import etree

from officebatch.outputs.printing import fields, notes, numbering, sections, settings, styles, themes
from officebatch.outputs.printing.document import Document, inside
from officebatch.outputs.printing.margins import Margins
from officebatch.outputs.printing.packages import Package, Part, Relation, Shelf
from officebatch.outputs.printing.volume import Volume
from officebatch.outputs.printing.wordml import ID, VAL, R, parse, w
from officebatch.outputs.refusal import Refused
from officebatch.package import pack

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_POINTING = etree.XPath("//@r:*", namespaces={"r": R})
_POINTING_OLD = etree.XPath("//@o:relid", namespaces={"o": "urn:schemas-microsoft-com:office:office"})
_DRAWN = (b"docPr", b"paraId", b"w:sdt")
@dataclass(frozen=True)
class Bound:
    """A combined file. papers: those in it, in order; refused: name → why it is not; otherwise: those laid out under
    other settings of Word than most, whose lines may fall otherwise."""

    content: bytes
    papers: tuple[str, ...]
    refused: Mapping[str, Refused]
    otherwise: tuple[str, ...] = ()


@dataclass(frozen=True)
class Book:
    """Papers bound as one book: its own ones keep heads and feet, and the first of all papers is one; the others are
    texts that take the book's heads, feet and page numbers.

    above: name of a text → paragraphs (WordprocessingML in the styles of the book's own papers) that open it.
    """

    own: frozenset[str]
    above: Mapping[str, str] = field(default_factory=dict)


def bind(papers: Mapping[str, bytes], title: str, *, two_sided: bool = False, book: Book | None = None) -> Bound:
    """Combine papers (name → bytes of a .docx) in their order. What cannot be combined is refused by name, the rest
    goes on; content is empty where nothing is left. two_sided: each begins on the front of a sheet. book: pages are
    counted through, not anew for each paper."""
    shelf, refused = Shelf(), dict[str, Refused]()
    opened: dict[str, Package] = {}
    for name, content in papers.items():
        try:
            opened[name] = Package(content, shelf)
        except Refused as fault:
            refused[name] = fault
    while opened:
        binding = _Binding(opened, two_sided=two_sided, book=book)
        try:
            content = binding.bind(title)
        except _Unfit as fault:  # begun again without it, so that nothing of it is left behind
            refused[fault.name] = fault.refused
            del opened[fault.name]
            continue
        return Bound(content, tuple(opened), refused, tuple(binding.otherwise))
    return Bound(b"", (), refused)


class _Unfit(Exception):
    def __init__(self, name: str, refused: Refused) -> None:
        super().__init__(name)
        self.name, self.refused = name, refused


@dataclass(frozen=True)
class _Once:
    """What a paper's document has once, as bytes; None where it has not."""

    styles: bytes
    settings: bytes
    numbering: bytes | None
    theme: bytes | None
    sheet: tuple[bytes, bytes | None, bytes | None]  # papers with the same one share their styles

    @classmethod
    def of(cls, package: Package) -> _Once:
        def read(kind: str) -> bytes | None:
            part = package.one(kind)
            return package.read(part) if part is not None else None

        sheet, lists, theme = read("styles") or styles.EMPTY, read("numbering"), read("theme")
        own = lists if lists is not None and b"numId" in sheet else None
        return cls(sheet, read("settings") or settings.EMPTY, lists, theme, (sheet, theme, own))


@dataclass(frozen=True)
class _Sheet:
    """What became of a style sheet; numbers: numId of its styles → that of the volume."""

    renamed: styles.Renamed
    numbers: Mapping[str, str]


@dataclass
class _Binding:
    papers: Mapping[str, Package]
    two_sided: bool
    book: Book | None = None
    otherwise: list[str] = field(default_factory=list)
    volume: Volume = field(default_factory=Volume)
    numbering: numbering.Numbering = field(default_factory=numbering.Numbering)
    marks: fields.Marks = field(default_factory=fields.Marks)
    footnotes: notes.Notes = field(default_factory=lambda: notes.Notes(notes.FOOTNOTES))
    comments: notes.Notes = field(default_factory=lambda: notes.Notes(notes.COMMENTS))

    def bind(self, title: str) -> bytes:
        """The combined package. Raises _Unfit naming the first paper that cannot be in it."""
        once = {name: _tried(name, _Once.of, package) for name, package in self.papers.items()}
        self._begin(once)
        bodies = [_tried(name, self._paper, name, once[name]) for name in self.papers]
        self._close(title, self._document.content(bodies))
        return pack(self.volume.members(), level=1)

    def _begin(self, once: Mapping[str, _Once]) -> None:
        leading = list(once.values())[:1] if self.book is not None else once.values()
        most = Counter(held.sheet for held in leading).most_common(1)[0][0]
        name, main = next((name, held) for name, held in once.items() if held.sheet == most)
        self._theme = main.theme or next((held.theme for held in once.values() if held.theme), None)
        self._settings = Counter(held.settings for held in leading).most_common(1)[0][0]
        self._even = {held.settings: settings.has_even(held.settings) for held in once.values()}
        self._layout = {content: settings.layout(content) for content in self._even}
        self._document = Document()
        numbers = self._lists(self.papers[name], main, numbering.listed(parse(main.styles, "word/styles.xml")))
        self._styles = styles.Styles(main.styles, numbers)
        self._sheets = {main.sheet: _Sheet(self._styles.own, numbers)}
        self._margins = Margins(self.volume)
        self._lent: list[Any] = []
        self._blank = self._margins.blanks() if len(self.papers) > 1 and self.book is None else {}
        self._number = 0

    def _paper(self, name: str, once: _Once) -> bytes:
        """The body of one paper as it stands in the volume."""
        package = self.papers[name]
        self._number += 1
        content = package.read(package.main, keep=False)
        body = self._document.body(parse(content, package.main))
        found = sections.of(body)
        self._settle(name, body, found)
        noted = self._noted(package, body)
        sheet = self._sheet(package, once)
        foreign = once.theme if once.theme not in (None, self._theme) else None
        placed, margins = self._margins.of(package, found, None if sheet.numbers else (id(sheet), foreign))
        parts = [Part(body, content), *(part for *_, part in noted), *(margin.part for margin in margins.values())]
        self._rename(package, once, sheet, parts, foreign)
        for held, name_of, part in noted:
            held.take(part.root, body, self.volume.carrier(package, name_of))
        placed |= {key: self._margins.put(package, margin) for key, margin in margins.items()}
        for value in (*_POINTING(body), *(_POINTING_OLD(body) if b"relid" in content else ())):
            if value:
                if value not in placed:
                    placed[str(value)] = self.volume.carry(package, package.pointed(package.main, value))
                value.getparent().set(value.attrname, self.volume.document.add(placed[value]))
        self._head(name, found, once)
        if self._layout[once.settings] != self._layout[self._settings]:
            self.otherwise.append(name)
        if self._number < len(self.papers):
            sections.close(body)
        return self._above(name) + inside(body)

    def _settle(self, name: str, body: Any, found: list[Any]) -> None:
        """Part a paper from the others, or let it go on as a text of a book."""
        if self.book is not None and name not in self.book.own:
            sections.go_on(found)
        elif len(self.papers) > 1 and self.book is None:
            sections.settle(found, two_sided=self.two_sided, footnotes=notes.has(body, notes.FOOTNOTES))

    def _head(self, name: str, found: list[Any], once: _Once) -> None:
        """See to heads and feet once they point into the volume."""
        if self.book is None:
            sections.own_margins(found, self._blank, even=any(self._even.values()), own_even=self._even[once.settings])
        elif name in self.book.own:
            self._lent = sections.upright(found) or self._lent
        else:
            sections.lend(found[0], self._lent)

    def _above(self, name: str) -> bytes:
        """A book's paragraphs above a text."""
        return self.book.above.get(name, "").encode() if self.book is not None else b""

    def _noted(self, package: Package, body: Any) -> list[tuple[notes.Notes, str, Part]]:
        """What of footnotes and comments a body points to: into what they go, the name of their part, the part."""
        made = []
        for held in (self.footnotes, self.comments):
            part = package.one(held.kind.part)
            if part is not None and notes.has(body, held.kind):
                raw = package.read(part)
                made.append((held, part, Part(parse(raw, part), raw)))
        return made

    def _sheet(self, package: Package, once: _Once) -> _Sheet:
        """The paper's styles as the volume has them."""
        if once.sheet not in self._sheets:
            numbers = self._lists(package, once, numbering.listed(parse(once.styles, "word/styles.xml")))
            foreign = once.theme if once.theme not in (None, self._theme) else None
            renamed = self._styles.take(once.styles, foreign, numbers)
            self.numbering.rename(numbers, renamed.ids)
            self._sheets[once.sheet] = _Sheet(renamed, numbers)
        return self._sheets[once.sheet]

    def _lists(self, package: Package, once: _Once, used: set[str]) -> dict[str, str]:
        """Lists of a paper taken over: old numId → new."""
        if not used or once.numbering is None:
            return {}
        part = package.one("numbering") or ""
        return self.numbering.take(parse(once.numbering, part), used, self.volume.carrier(package, part))

    def _rename(
        self, package: Package, once: _Once, sheet: _Sheet, parts: list[Part], foreign: bytes | None
    ) -> None:
        """Give what papers may hold under the same name names of its own, in all parts of a paper."""
        renamed, roots = sheet.renamed, [part.root for part in parts]
        direct = numbering.listed(*(part.root for part in parts if b"numId" in part.raw))
        if direct or sheet.numbers:
            used = {style.get(VAL) for root in roots for style in root.iter(w("pStyle"))}
            counting = self._styles.numbered(renamed, used)
            by_style = {old: new for old, new in sheet.numbers.items() if new in counting}
            new = self._lists(package, once, direct | set(by_style))
            if by_style:
                mine = {number: new[old] for old, number in by_style.items()}
                renamed = self._styles.again(renamed, used, mine)
            self.numbering.rename(new, renamed.ids)
            for root in roots:
                numbering.renumber(root, new)
        for root in roots:
            renamed.apply(root)
            if foreign is not None:
                themes.write_out(root, foreign)
        marked_parts = [part.root for part in parts if b"bookmark" in part.raw]
        names = self.marks.rename(marked_parts) | dict(renamed.names)
        pages = f"_pages_{self._number}"
        counted = [
            fields.settle(part.root, pages, names)
            for part in parts
            if any(token in part.raw for token in (b"fldChar", b"fldSimple", b"w:hyperlink"))
        ]
        if any(counted):
            self._mark_end(parts[0].root, pages)
        for part in parts:
            if any(token in part.raw for token in _DRAWN):
                self.marks.draw(part.root)

    def _mark_end(self, body: Any, name: str) -> None:
        """A bookmark at the end of a paper: its page is the paper's number of pages."""
        last = [p for p in body if p.tag == w("p")][-1:] or [sections.line()]
        if last[0].getparent() is None:
            body.insert(len(body) - 1, last[0])
        number = self.marks.next_bookmark()
        etree.SubElement(last[0], w("bookmarkStart"), {ID: number, w("name"): name})
        etree.SubElement(last[0], w("bookmarkEnd"), {ID: number})

    def _close(self, title: str, document: bytes) -> None:
        """The parts a document has once."""
        volume, even = self.volume, any(self._even.values())
        volume.own("styles", self._styles.content())
        volume.own("settings", settings.settings(self._settings, even=even))
        tables = {package.read(part): None for package in self.papers.values() if (part := package.one("fontTable"))}
        if (fonts := settings.fonts(tables)) is not None:
            volume.own("fontTable", fonts)
        if (lists := self.numbering.content()) is not None:
            volume.own("numbering", lists, self.numbering.relations)
        for held in (self.footnotes, self.comments):
            if (content := held.content()) is not None:
                volume.own(held.kind.part, content, held.relations)
        if self._theme is not None:
            name = "word/theme/theme1.xml"
            volume.put(name, self._theme, "application/vnd.openxmlformats-officedocument.theme+xml", {})
            volume.document.add(Relation(f"{R}/theme", name))
        volume.put("word/document.xml", document, _MAIN, {})
        volume.put("docProps/core.xml", settings.core(title), _CORE, {})


def _tried(name: str, make: Callable[..., T], *of: Any) -> T:
    try:
        return make(*of)
    except Refused as fault:
        raise _Unfit(name, fault) from fault
