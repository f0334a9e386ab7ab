"""Flow charts in Word papers, drawn of Word's own shapes: crisp at any size, their words can be searched and changed.

Why no picture: a drawing in Word's own language needs no program on the machine, prints as text does, and an office
corrects it by hand. A lane stands for who has the matter in hand, a row for a step; what came back is an arrow in the
margin at the left with its count. A template prints a flow chart's mark alone in its paragraph.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from officebatch.outputs.charts import FACE, HEADING
from officebatch.package import pack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MOST = 10  # steps of one chart
WIDTH = 156.0
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = " ".join(
    f'xmlns:{prefix}="{space}"'
    for prefix, space in {
        "w": _W,
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    }.items()
)
_GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_MARK = re.compile(r"⟦流程图:([^⟦⟧]*)⟧")
_EMU = 36000
_HEAD, _INFO, _GUTTER, _GAP, _ROW, _HIGH = 7.0, 50.0, 12.0, 5.0, 21.0, 186.0


@dataclass(frozen=True)
class Node:
    """One step: its name, who does it, the lane it stands in, what is told beside it. key: drawn with a thick edge;
    must: else with a dashed one."""

    name: str
    post: str
    lane: str
    beside: tuple[str, ...]
    key: bool = False
    must: bool = True


@dataclass(frozen=True)
class Flow:
    """The steps in their order; returns: from which place to which before it, how often. told: for who cannot see."""

    nodes: tuple[Node, ...]
    returns: tuple[tuple[int, int, str], ...]
    told: str


def mark(name: str) -> str:
    """What a template prints where the flow chart of this name shall stand, alone in its paragraph."""
    return f"⟦流程图:{name}⟧"


def insert_flows(package: bytes, flow: Callable[[str], Flow]) -> bytes:
    """The paper with each flow chart at its mark."""
    with zipfile.ZipFile(io.BytesIO(package)) as held:
        members = {name: held.read(name) for name in held.namelist()}
    if "⟦流程图:".encode() not in members["word/document.xml"]:
        return package
    from lxml import etree

    document = etree.fromstring(members["word/document.xml"])
    number = max((int(one.get("id", "0")) for one in document.iter("{*}docPr")), default=0)
    for paragraph in list(document.iter(f"{{{_W}}}p")):
        found = _MARK.fullmatch("".join(one.text or "" for one in paragraph.iter(f"{{{_W}}}t")).strip())
        if found is not None:
            number = _place(paragraph, flow(found[1]), number + 1)
    text: bytes = etree.tostring(document, xml_declaration=True, encoding="UTF-8", standalone=True)
    return pack(members | {"word/document.xml": text})


def _place(paragraph: Any, flow: Flow, number: int) -> int:
    """The paragraph holds the drawing alone; a flow of many steps goes on in a second one. Returns the last number."""
    from lxml import etree

    for child in list(paragraph):
        paragraph.remove(child)
    paragraph.append(etree.fromstring(
        f'<w:pPr {_SPACES}><w:spacing w:before="60" w:after="60" w:line="240" w:lineRule="auto"/>'
        '<w:ind w:left="0" w:right="0" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/></w:pPr>'
    ))  # fmt: skip
    for first in range(0, len(flow.nodes), MOST):
        shapes = _Shapes(number)
        nodes = flow.nodes[first : first + MOST]
        last = first + len(nodes)
        back = [(a - first, b - first, n) for a, b, n in flow.returns if first <= b < a < last]
        high = _draw(shapes, nodes, back)
        paragraph.append(etree.fromstring(_run(shapes, high, flow.told, number)))
        number = shapes.number + 1
    return number


def _run(shapes: _Shapes, high: float, told: str, number: int) -> str:
    wide, tall = _emu(WIDTH), _emu(high)
    said = escape(told, quote=True)
    box = f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{tall}"/>'
    return (
        f'<w:r {_SPACES}><mc:AlternateContent><mc:Choice Requires="wpg"><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{tall}"/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{number}" name="流程图{number}" descr="{said}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_GROUP}"><wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr>'
        f'{box}<a:chOff x="0" y="0"/><a:chExt cx="{wide}" cy="{tall}"/></a:xfrm></wpg:grpSpPr>'
        f"{''.join(shapes.drawn)}</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:t>{escape(told, quote=False)}</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )


def _draw(shapes: _Shapes, nodes: Sequence[Node], returns: Sequence[tuple[int, int, str]]) -> float:
    """Lanes, steps, arrows; gives the height in millimetres."""
    lanes = list(dict.fromkeys(node.lane for node in nodes))
    left = _GUTTER if returns else 0.0
    lane = (WIDTH - _INFO - left) / len(lanes)
    row = min(_ROW, (_HIGH - _HEAD) / len(nodes))
    high = _HEAD + row * len(nodes)
    for n, name in enumerate(lanes):
        shapes.box(left + n * lane, 0, lane, high, [], edge=6350, colour="A6A6A6")
        shapes.box(left + n * lane, 0, lane, _HEAD, [(name, True)], edge=6350, fill="E7E6E6")
    boxes = [
        (left + lanes.index(node.lane) * lane + 2, _HEAD + n * row + _GAP / 2, lane - 4, row - _GAP)
        for n, node in enumerate(nodes)
    ]
    for (x, y, w, h), (x2, y2, w2, _) in pairwise(boxes):
        middle = (y + h + y2) / 2
        start, end = x + w / 2, x2 + w2 / 2
        if start == end:
            shapes.line(start, y + h, end, y2, arrow=True)
        else:
            shapes.line(start, y + h, start, middle)
            shapes.line(start, middle, end, middle)
            shapes.line(end, middle, end, y2, arrow=True)
    for n, (source, target, times) in enumerate(returns):
        x = _GUTTER - 3 - (n % 4) * 2.4
        (x1, y1, _, h1), (x2, y2, _, h2) = boxes[source], boxes[target]
        out, back = y1 + h1 * 0.35, y2 + h2 * 0.7
        shapes.line(x1, out, x, out, dash=True)
        shapes.line(x, out, x, back, dash=True)
        shapes.line(x, back, x2, back, dash=True, arrow=True)
        shapes.box(0, back - 5.2, _GUTTER + 8, 5, [(times, False)], edge=0, align="left")
    for node, (x, y, w, h) in zip(nodes, boxes, strict=True):
        words = [(node.name, True), (node.post, False)]
        shapes.box(x, y, w, h, words, edge=25400 if node.key else 9525, fill="FFFFFF", dash=not node.must)
        beside = [(line, n == 0) for n, line in enumerate(node.beside)]
        shapes.box(WIDTH - _INFO + 1, y - 1, _INFO - 1, h + 2, beside, edge=0, align="left")
    return high


class _Shapes:
    """The shapes of one drawing as they come; lengths in millimetres, edges in EMU (0: none)."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.drawn: list[str] = []

    def box(
        self, x: float, y: float, wide: float, high: float, words: Sequence[tuple[str, bool]], *, edge: int,
        fill: str = "", colour: str = "000000", dash: bool = False, align: str = "center",
    ) -> None:  # fmt: skip
        """A rectangle with lines of words (text, whether it leads)."""
        paint = f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>' if fill else "<a:noFill/>"
        line = _edge(edge, colour, dash=dash) if edge else "<a:ln><a:noFill/></a:ln>"
        text = "".join(_paragraphs(words, align))
        held = f"<wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx>" if words else ""
        self._add(
            "<wps:cNvSpPr/>",
            f'<a:xfrm><a:off x="{_emu(x)}" y="{_emu(y)}"/><a:ext cx="{_emu(wide)}" cy="{_emu(high)}"/></a:xfrm>'
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{paint}{line}',
            f'{held}<wps:bodyPr wrap="square" lIns="18000" tIns="0" rIns="18000" bIns="0" anchor="ctr">'
            "<a:noAutofit/></wps:bodyPr>",
        )

    def line(self, x: float, y: float, x2: float, y2: float, *, arrow: bool = False, dash: bool = False) -> None:
        """A straight line, with a head at its end."""
        turned = (' flipH="1"' if x2 < x else "") + (' flipV="1"' if y2 < y else "")
        self._add(
            "<wps:cNvCnPr/>",
            f'<a:xfrm{turned}><a:off x="{_emu(min(x, x2))}" y="{_emu(min(y, y2))}"/>'
            f'<a:ext cx="{_emu(abs(x2 - x))}" cy="{_emu(abs(y2 - y))}"/></a:xfrm>'
            f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{_edge(9525, "000000", dash=dash, arrow=arrow)}',
            "<wps:bodyPr/>",
        )

    def _add(self, kind: str, properties: str, behind: str) -> None:
        self.number += 1
        self.drawn.append(
            f'<wps:wsp><wps:cNvPr id="{self.number}" name="图形{self.number}"/>{kind}'
            f"<wps:spPr>{properties}</wps:spPr>{behind}</wps:wsp>"
        )


def _edge(width: int, colour: str, *, dash: bool = False, arrow: bool = False) -> str:
    dashed = '<a:prstDash val="dash"/>' if dash else ""
    head = '<a:tailEnd type="triangle" w="med" len="med"/>' if arrow else ""
    return f'<a:ln w="{width}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>{dashed}{head}</a:ln>'


def _paragraphs(words: Sequence[tuple[str, bool]], align: str) -> Iterator[str]:
    for text, leads in words:
        face, size = (HEADING, 19) if leads and align == "center" else (FACE, 16)
        yield (
            f'<w:p><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="215" '
            f'w:lineRule="exact"/>'
            f'<w:ind w:left="0" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="{align}"/></w:pPr><w:r><w:rPr>'
            f'<w:rFonts w:ascii="{face}" w:eastAsia="{face}" w:hAnsi="{face}" w:cs="{face}"/><w:sz w:val="{size}"/>'
            f'<w:szCs w:val="{size}"/></w:rPr><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r></w:p>'
        )


def _emu(millimetres: float) -> int:
    return round(millimetres * _EMU)
