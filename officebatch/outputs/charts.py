"""Charts a reader can change in Word and WPS: drawn from data as DrawingML, with the figures in a workbook inside.

A template prints a chart's mark (`mark`) in a paragraph of its own; `insert_charts` puts the chart there, into the
finished paper. python-pptx writes the chart and its workbook; what makes it a part of a Word paper stands here. The
same chart is the same bytes. Series differ by pattern, dash and marker, not by colour, since papers are copied.
"""

from __future__ import annotations

import io
import math
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from officebatch.outputs.refusal import Refused
from officebatch.package import pack, settle
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Mapping

FACE, HEADING = "宋体", "黑体"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_MARK = re.compile(r"⟦图:([^⟦⟧]*)⟧")
_EMU = 36000  # of a millimetre
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ChartKind(StrEnum):
    """How the figures are drawn: columns side by side, columns on each other, lines."""

    BAR = "bar"
    STACKED = "stacked bar"
    LINE = "line"


@dataclass(frozen=True)
class Series:
    """One row of figures, one for each category; None where there is none."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Chart:
    """A chart: its title, the categories along it, one or more series; `told` is what is read out to who cannot see it.

    number_format: as Excel writes it (`0`, `0.0%`). width, height: millimetres.
    """

    kind: ChartKind
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    told: str
    number_format: str = "0"
    width: float = 150
    height: float = 66


def mark(name: str) -> str:
    """What a template prints where the chart of this name shall stand, alone in its paragraph."""
    return f"⟦图:{name}⟧"


def insert_charts(package: bytes, charts: Mapping[str, Chart]) -> bytes:
    """The paper with each chart at its mark; a chart without a mark is left out, for the template decides.

    Raises Refused for a mark without a chart or beside other text, and for a chart that cannot be drawn.
    """
    with zipfile.ZipFile(io.BytesIO(package)) as held:
        members = {name: held.read(name) for name in held.namelist()}
    if "⟦图:".encode() not in members["word/document.xml"]:
        return package
    from lxml import etree

    document = etree.fromstring(members["word/document.xml"])
    used = 1 + max((int(one.get("id", "0")) for one in document.iter(f"{_WP}docPr")), default=0)
    for n, (paragraph, name) in enumerate(_marked(document), 1):
        if name not in charts:
            raise Refused(marked("the template asks for a chart {name}, which this paper does not have"), name=name)
        chart = charts[name]
        _refuse_undrawable(name, chart)
        _place(paragraph, chart, n, used + n)
        members |= _parts(chart, n)
        _declare(members, n)
    text: bytes = etree.tostring(document, xml_declaration=True, encoding="UTF-8", standalone=True)
    return pack(members | {"word/document.xml": text})


def _marked(document: Any) -> list[tuple[Any, str]]:
    """Each paragraph that is a mark, and the name of its chart."""
    found = []
    for paragraph in document.iter(f"{_W}p"):
        text = "".join(one.text or "" for one in paragraph.iter(f"{_W}t"))
        for asked in _MARK.findall(text):
            if _MARK.fullmatch(text.strip()) is None:
                raise Refused(
                    marked("the chart {name} shares its paragraph with other text; give it one of its own"), name=asked
                )
            found.append((paragraph, asked))
    return found


def _refuse_undrawable(name: str, chart: Chart) -> None:
    words = (chart.title, chart.told, *chart.categories, *(one.name for one in chart.series))
    figures = [value for one in chart.series for value in one.values if value is not None]
    if not chart.categories or not chart.series or any(len(s.values) != len(chart.categories) for s in chart.series):
        raise Refused(marked("the chart {name} has not one figure for each category"), name=name)
    if not all(map(math.isfinite, figures)):
        raise Refused(marked("the chart {name} has a figure that is no number"), name=name)
    if any(unicodedata.category(c) in {"Cc", "Cs"} or c in "\ufffe\uffff" for word in words for c in word):
        raise Refused(marked("the chart {name} has a control character in a word"), name=name)


def _place(paragraph: Any, chart: Chart, n: int, identity: int) -> None:
    """The paragraph holds the drawing and nothing else, as high as it needs: a fixed line would cut it off."""
    from lxml import etree

    for child in [child for child in paragraph if child.tag != f"{_W}pPr"]:
        paragraph.remove(child)
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        properties = etree.SubElement(paragraph, f"{_W}pPr")
    _set(properties, "spacing", before="120", after="120", line="240", lineRule="auto")
    _set(properties, "ind", left="0", right="0", firstLineChars="0", firstLine="0")
    _set(properties, "jc", val="center")
    wide, high = round(chart.width * _EMU), round(chart.height * _EMU)
    paragraph.append(
        etree.fromstring(
            f'<w:r xmlns:w="{_W[1:-1]}" xmlns:wp="{_WP[1:-1]}" xmlns:a="{_A}" xmlns:c="{_C}" xmlns:r="{_R}"><w:drawing>'
            f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
            f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{identity}" name="图{n}"/>'
            f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_C}"><c:chart r:id="{_relation(n)}"/>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
    )
    paragraph[-1].find(f".//{_WP}docPr").set("descr", chart.told)


# the order of what may stand behind these in a paragraph's properties
_AFTER = {
    "spacing": ("ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc"),
    "ind": ("contextualSpacing", "mirrorIndents", "suppressOverlap", "jc"),
    "jc": (),
}
_LAST = ("textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr",
         "pPrChange")  # fmt: skip


def _set(properties: Any, name: str, **attributes: str) -> None:
    """A property of the paragraph with these attributes alone, at the place the schema asks for."""
    from lxml import etree

    for old in properties.findall(f"{_W}{name}"):
        properties.remove(old)
    behind = {f"{_W}{one}" for one in (*_AFTER[name], *_LAST)}
    at = next((n for n, child in enumerate(properties) if child.tag in behind), len(properties))
    made = etree.Element(f"{_W}{name}")
    for attribute, value in attributes.items():
        made.set(f"{_W}{attribute}", value)
    properties.insert(at, made)


def _relation(n: int) -> str:
    return f"rIdChart{n}"


def _parts(chart: Chart, n: int) -> dict[str, bytes]:
    """The chart, its workbook and the relation between them."""
    from officebatch.outputs.drawing import drawn

    xml, workbook = drawn(chart)
    relation = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_R}/package" Target="../embeddings/Microsoft_Excel_Sheet{n}.xlsx"/>'
        "</Relationships>"
    )
    return {
        f"word/charts/chart{n}.xml": xml,
        f"word/charts/_rels/chart{n}.xml.rels": relation.encode(),
        f"word/embeddings/Microsoft_Excel_Sheet{n}.xlsx": settle(workbook),
    }


def _declare(members: dict[str, bytes], n: int) -> None:
    """The new parts in the package's list of types and among the document's relations."""
    types, relations = "[Content_Types].xml", "word/_rels/document.xml.rels"
    if b'Extension="xlsx"' not in members[types]:
        members[types] = members[types].replace(
            b"<Override", f'<Default Extension="xlsx" ContentType="{_BOOK_TYPE}"/><Override'.encode(), 1
        )
    override = f'<Override PartName="/word/charts/chart{n}.xml" ContentType="{_CHART_TYPE}"/></Types>'
    members[types] = members[types].replace(b"</Types>", override.encode())
    line = f'<Relationship Id="{_relation(n)}" Type="{_R}/chart" Target="charts/chart{n}.xml"/></Relationships>'
    members[relations] = members[relations].replace(b"</Relationships>", line.encode())
