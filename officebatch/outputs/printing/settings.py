"""Settings, fonts and title of the volume: what a document has once, out of those of all papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from lxml import etree

from officebatch.outputs.printing.wordml import DECLARED, VAL, R, W, canonical, local, parse, w, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

EMPTY = f'<w:settings xmlns:w="{W}"/>'.encode()
_EVEN = "evenAndOddHeaders"
# what changes how lines and pages fall
_LAYOUT = {
    "defaultTabStop", "autoHyphenation", "characterSpacingControl", "compat", "mirrorMargins", "gutterAtTop",
    "noLineBreaksAfter", "noLineBreaksBefore", "bookFoldPrinting", "strictFirstAndLastChars",
}  # fmt: skip
# what is of one file and not of a volume of many
_ONE_FILE = {
    "writeProtection", "documentProtection", "attachedTemplate", "mailMerge", "trackRevisions", "rsids", "docVars",
    "clickAndTypeStyle", "defaultTableStyle", "linkStyles", "hdrShapeDefaults", "shapeDefaults", "updateFields",
    "saveThroughXslt", "attachedSchema", "documentType", "proofState", "removePersonalInformation",
}  # fmt: skip
_BEHIND_EVEN = {
    "bookFoldRevPrinting", "bookFoldPrinting", "bookFoldPrintingSheets", "drawingGridHorizontalSpacing",
    "drawingGridVerticalSpacing", "displayHorizontalDrawingGridEvery", "displayVerticalDrawingGridEvery",
    "doNotUseMarginsForDrawingGridOrigin", "drawingGridHorizontalOrigin", "drawingGridVerticalOrigin",
    "doNotShadeFormData", "noPunctuationKerning", "characterSpacingControl", "printTwoOnOne",
    "strictFirstAndLastChars", "noLineBreaksAfter", "noLineBreaksBefore", "savePreviewPicture",
    "doNotValidateAgainstSchema", "saveInvalidXml", "ignoreMixedContent", "alwaysShowPlaceholderText",
    "doNotDemarcateInvalidXml", "saveXmlDataOnly", "useXSLTWhenSaving", "showXMLTags", "alwaysMergeEmptyNamespace",
    "footnotePr", "endnotePr", "compat", "mathPr", "attachedSchema", "themeFontLang", "clrSchemeMapping",
    "doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade", "captions", "readModeInkLockDown",
    "smartTagType", "schemaLibrary", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator", "docId",
    "conflictMode", "discardImageEditingData", "defaultImageDpi", "chartTrackingRefBased",
}  # fmt: skip


def has_even(content: bytes) -> bool:
    """Whether a document with these settings has heads of even pages apart."""
    found = parse(content, "word/settings.xml").find(w(_EVEN))
    return found is not None and found.get(VAL, "1") not in ("0", "false", "off")


def layout(content: bytes) -> Mapping[str, bytes]:
    """What of these settings changes how lines and pages fall."""
    return {local(e): canonical(e) for e in parse(content, "word/settings.xml") if local(e) in _LAYOUT}


def settings(content: bytes, *, even: bool) -> bytes:
    """The settings of the volume, made from those most papers have."""
    root = parse(content, "word/settings.xml")
    for element in list(root):
        pointing = any(name.startswith(f"{{{R}}}") for e in element.iter() for name in e.attrib)
        if local(element) in {*_ONE_FILE, _EVEN} or pointing:
            root.remove(element)
    for notes in root.iter(w("footnotePr"), w("endnotePr")):
        for line in notes.findall(w("footnote")) + notes.findall(w("endnote")):
            notes.remove(line)
    if even:
        at = next((n for n, element in enumerate(root) if local(element) in _BEHIND_EVEN), len(root))
        root.insert(at, etree.Element(w(_EVEN)))
    return written(root)


def fonts(tables: Iterable[bytes]) -> bytes | None:
    """Every font any paper's table tells of, as the first that does so tells it; None where there is no table."""
    root: Any = None
    known: set[str] = set()
    for content in tables:
        table = parse(content, "word/fontTable.xml")
        if root is None:
            root = etree.Element(w("fonts"), nsmap={"w": W, "r": R})
        for font in table.findall(w("font")):
            for held in [e for e in font if local(e).startswith("embed")]:
                font.remove(held)
            if font.get(w("name")) not in known:
                known.add(font.get(w("name")))
                root.append(font)
    return written(root) if root is not None else None


def core(title: str) -> bytes:
    """The document properties: a title and nobody's name; the time is set by whoever packs."""
    day = "2000-01-01T00:00:00Z"
    return (
        DECLARED
        + (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{escape(title)}</dc:title>'
            f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
            f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified></cp:coreProperties>'
        ).encode()
    )
