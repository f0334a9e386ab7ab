"""Names of WordprocessingML and the few moves every part of the binding makes in it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from lxml import etree

from officebatch.outputs.refusal import Refused
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
DECLARED = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True)

SECTION = (
    "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc", "pgBorders",
    "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "bidi",
    "rtlGutter", "docGrid", "printerSettings", "sectPrChange",
)  # fmt: skip
PARAGRAPH = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers",
    "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE",
    "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents",
    "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle",
    "rPr", "sectPr", "pPrChange",
)  # fmt: skip
RUN = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow", "emboss",
    "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position", "sz",
    "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang",
    "eastAsianLayout", "specVanish", "oMath",
)  # fmt: skip


@cache
def w(name: str) -> str:
    """A name of the main namespace as lxml writes it."""
    return f"{{{W}}}{name}"


VAL, ID = w("val"), w("id")


def parse(content: bytes, part: str) -> Any:
    """The root of a part. Raises Refused where it is no XML."""
    try:
        return etree.fromstring(content, _PARSER)
    except etree.XMLSyntaxError as fault:
        raise Refused(marked("its part {part} is damaged: {reason}"), part=part, reason=fault.msg) from None


def written(root: Any) -> bytes:
    """A part as bytes."""
    content: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=False)
    return DECLARED + content


def canonical(element: Any) -> bytes:
    """The same bytes for the same content, whatever prefixes and order of attributes it was written with."""
    content: bytes = etree.tostring(element, method="c14n", exclusive=True, with_tail=False)
    return content


def local(element: Any) -> str:
    """The name of an element without its namespace, "" for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(parent: Any, name: str, order: Sequence[str]) -> Any:
    """The child of that name, made at its place in `order` where there is none."""
    found = parent.find(w(name))
    if found is None:
        found = etree.Element(w(name))
        place(parent, found, order)
    return found


def place(parent: Any, element: Any, order: Sequence[str]) -> None:
    """Put an element among its siblings, behind those of its own name."""
    rank = {name: n for n, name in enumerate(order)}
    mine = rank[local(element)]
    at = sum(1 for _ in _before(parent, rank, mine))
    parent.insert(at, element)


def _before(parent: Any, rank: dict[str, int], mine: int) -> Iterator[Any]:
    for sibling in parent:
        if rank.get(local(sibling), len(rank)) > mine:
            return
        yield sibling
