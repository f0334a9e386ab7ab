"""Contents of a book: a TOC field whose entries stand there already, each with a link and a PAGEREF.

A book's headings are the paragraphs of the styles of `LEVELS`. Page numbers are those LibreOffice lays out where it is
there; without it Word is asked to reckon them when the book is opened.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from officebatch.package import pack

if TYPE_CHECKING:
    from collections.abc import Mapping

MARK = "⟦目录⟧"
WORD = r"_Toc9\d{7}"  # a bookmark of ours; it stands for its page until that is known
LEVELS = {"BookPart": 1, "BookChapter": 2}  # style id → level
NAMES = {"BookPart": "编名", "BookChapter": "篇名"}  # as Word's field names the styles
_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_SPACE}}}"
_TOC = " TOC \\h \\z \\t &quot;" + ",".join(f"{NAMES[s]},{n}" for s, n in LEVELS.items()) + "&quot; "
_BEHIND = {
    "hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "docVars", "rsids", "mathPr", "attachedSchema",
    "themeFontLang", "clrSchemeMapping", "shapeDefaults", "decimalSymbol", "listSeparator",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry: its level, its words, the bookmark its page is known by."""

    level: int
    text: str
    mark: str


def insert_contents(package: bytes) -> tuple[bytes, tuple[Heading, ...]]:
    """The book with its contents at the mark, page numbers still empty, and what stands in them."""
    from lxml import etree

    members = _members(package)
    document = etree.fromstring(members["word/document.xml"])
    headings = _marked(document)
    place = next((p for p in document.iter(f"{_W}p") if _text(p) == MARK), None)
    if place is not None:
        entries = "".join(_entry(n, one, len(headings)) for n, one in enumerate(headings))
        for paragraph in etree.fromstring(f'<w:body xmlns:w="{_SPACE}">{entries}</w:body>'):
            place.addprevious(paragraph)
        place.getparent().remove(place)
    text: bytes = etree.tostring(document, xml_declaration=True, encoding="UTF-8", standalone=True)
    return pack(members | {"word/document.xml": text}), headings


def number_contents(package: bytes, pages: Mapping[str, str]) -> bytes:
    """The book with page numbers in its contents (bookmark → number); where one is not known Word is asked to reckon
    them all when it opens the book."""
    members = _members(package)
    document = members["word/document.xml"].decode()
    for mark, number in pages.items():
        document = document.replace(f"<w:t>{mark}</w:t>", f"<w:t>{escape(number)}</w:t>")
    missing = re.search(f"<w:t>{WORD}</w:t>", document) is not None
    document = re.sub(f"<w:t>{WORD}</w:t>", "<w:t>…</w:t>", document)
    settings = members["word/settings.xml"]
    if missing:
        settings = _asking(settings)
    return pack(members | {"word/document.xml": document.encode(), "word/settings.xml": settings})


def _asking(settings: bytes) -> bytes:
    """Settings by which Word brings fields up to date when it opens the file."""
    from lxml import etree

    root = etree.fromstring(settings)
    at = next((n for n, one in enumerate(root) if etree.QName(one).localname in _BEHIND), len(root))
    root.insert(at, etree.Element(f"{_W}updateFields", {f"{_W}val": "true"}))
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def _marked(document: Any) -> tuple[Heading, ...]:
    """Every heading gets a bookmark; those there are keep their ids."""
    from lxml import etree

    number = max((int(one.get(f"{_W}id", "0")) for one in document.iter(f"{_W}bookmarkStart")), default=0)
    found: list[Heading] = []
    for paragraph in document.iter(f"{_W}p"):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        level = LEVELS.get(style.get(f"{_W}val"), 0) if style is not None else 0
        if not level or not _text(paragraph):
            continue
        number += 1
        mark = f"_Toc{90000000 + len(found)}"
        start = etree.Element(f"{_W}bookmarkStart", {f"{_W}id": str(number), f"{_W}name": mark})
        paragraph.find(f"{_W}pPr").addnext(start)
        etree.SubElement(paragraph, f"{_W}bookmarkEnd", {f"{_W}id": str(number)})
        found.append(Heading(level, _text(paragraph), mark))
    return tuple(found)


def _entry(n: int, one: Heading, count: int) -> str:
    begin = _run(_char("begin")) + _run(f'<w:instrText xml:space="preserve">{_TOC}</w:instrText>') + _run(
        _char("separate")
    ) if n == 0 else ""  # fmt: skip
    end = _run(_char("end")) if n == count - 1 else ""
    page = "".join(
        _run(inner)
        for inner in (
            _char("begin"),
            f'<w:instrText xml:space="preserve"> PAGEREF {one.mark} \\h </w:instrText>',
            _char("separate"),
            f"<w:t>{one.mark}</w:t>",
            _char("end"),
        )
    )
    words = _run(f'<w:t xml:space="preserve">{escape(one.text, quote=False)}</w:t>') + _run("<w:tab/>")
    link = f'<w:hyperlink w:anchor="{one.mark}" w:history="1">{words}{page}</w:hyperlink>'
    return f'<w:p><w:pPr><w:pStyle w:val="TOC{one.level}"/></w:pPr>{begin}{link}{end}</w:p>'


def _run(inner: str) -> str:
    return f"<w:r>{inner}</w:r>"


def _char(kind: str) -> str:
    return f'<w:fldChar w:fldCharType="{kind}"/>'


def _text(paragraph: Any) -> str:
    return "".join(one.text or "" for one in paragraph.iter(f"{_W}t")).strip()


def _members(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as held:
        return {name: held.read(name) for name in held.namelist()}


def split(package: bytes, mark: str) -> tuple[bytes, bytes]:
    """The paper in two at the paragraph that holds this mark alone, right behind a section's end: what stands before,
    what stands behind. Raises LookupError without the mark."""
    from lxml import etree

    members = _members(package)
    halves = []
    for behind in (False, True):
        document = etree.fromstring(members["word/document.xml"])
        body = document.find(f"{_W}body")
        place = next((n for n, block in enumerate(body) if _text(block) == mark), None)
        if place is None:
            raise LookupError(mark)
        for block in list(body)[: place + 1] if behind else list(body)[place:]:
            body.remove(block)
        if not behind:
            body.append(_last_section(body))
        text: bytes = etree.tostring(document, xml_declaration=True, encoding="UTF-8", standalone=True)
        halves.append(pack(members | {"word/document.xml": text}))
    return halves[0], halves[1]


def _last_section(body: Any) -> Any:
    """The section the last paragraph ends, taken out of it."""
    ending = body[-1].find(f"{_W}pPr/{_W}sectPr")
    if ending is None:
        raise LookupError("section")
    body.remove(body[-1])
    return ending
