"""From a Word package to the paper's text. A template is read like the paper it makes: its tags stand for a short
value, what is only a tag leaves nothing.
"""

from __future__ import annotations

import io
import re
import zipfile
from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from officebatch.outputs.fence import LARGEST
from officebatch.outputs.official.effective import Styles, Theme, W, off
from officebatch.outputs.official.text import Line, Paragraph, Run, Section, Text
from officebatch.outputs.official.text import number as whole
from officebatch.outputs.refusal import Refused
from officebatch.package import unpacking
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_HOLDING = {f"{W}{name}" for name in ("ins", "moveTo", "hyperlink", "smartTag", "fldSimple", "customXml")}
_CHART = "⟦图:图⟧"
_ONLY_TAG = re.compile(r"\s*\{%(p|tr|tc|r)\s[^{}]*%\}\s*")
_OTHERWISE = re.compile(r"\{%[^{}]*\bel(?:se|if)\b[^{}]*%\}.*?(?=\{%[^{}]*\bendif\b)")
_TAG = re.compile(r"\{%.*?%\}|\{\{(.*?)\}\}|\{#.*?#\}")


def read(name: str, content: bytes) -> Text:
    """The paper of a Word package. Raises Refused where it is none."""
    try:
        with unpacking(), zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(entry.file_size for entry in package.infolist()) > LARGEST:
                raise Refused(marked("{file} is too large"), file=name)
            parts = {
                member: ElementTree.fromstring(package.read(member))
                for member in package.namelist()
                if member.endswith((".xml", ".rels")) and member.startswith("word/")
            }
        return _Reader(parts).text()
    except (ElementTree.ParseError, LookupError, ValueError) as fault:
        raise Refused(marked("{file} is no Word file (.docx)"), file=name) from fault


class _Reader:
    """Walks the parts once; holds where it is."""

    def __init__(self, parts: Mapping[str, Element]) -> None:
        self.parts = parts
        settings = parts.get("word/settings.xml")
        theme = next((parts[name] for name in parts if name.startswith("word/theme/")), None)
        self.styles = Styles(parts.get("word/styles.xml"), parts.get("word/numbering.xml"), Theme.read(theme, settings))
        self.even_apart = _on(settings, "evenAndOddHeaders")
        self.gutter_at_top = _on(settings, "gutterAtTop")
        self.found: list[Paragraph] = []
        self.tables: dict[int, tuple[dict[str, Line], int]] = {}
        self.sections: list[Section] = []
        self.numbered = 0
        self.break_ahead = True

    def text(self) -> Text:
        body = self.parts["word/document.xml"].find(f"{W}body")
        if body is None:
            raise ValueError("no body")
        self._blocks(body, "", 0)
        last = body.find(f"{W}sectPr")
        self.sections.append(self._section(last if last is not None else ElementTree.Element("none")))
        return Text(tuple(self.sections), tuple(self.found), self.tables, self.even_apart)

    def _blocks(self, parent: Element, place: str, table: int) -> None:
        for block in parent:
            if block.tag == f"{W}p":
                self._paragraph(block, place, table)
            elif block.tag == f"{W}tbl":
                self._table(block, place)
            elif block.tag == f"{W}sdt":
                content = block.find(f"{W}sdtContent")
                self._blocks(content if content is not None else block, place, table)
            elif block.tag in {f"{W}ins", f"{W}moveTo", f"{W}customXml"}:
                self._blocks(block, place, table)

    def _table(self, table: Element, place: str) -> None:
        number = len(self.tables) + 1
        borders, width = table.find(f"{W}tblPr/{W}tblBorders"), table.find(f"{W}tblPr/{W}tblW")
        grid = sum(whole(column.get(f"{W}w", "0")) for column in table.iterfind(f"{W}tblGrid/{W}gridCol"))
        said = whole(width.get(f"{W}w", "0")) if width is not None and width.get(f"{W}type") == "dxa" else grid
        self.tables[number] = (_rules(borders) | _cell_rules(table), said)
        for r, row in enumerate(table.iterfind(f"{W}tr"), 1):
            if _ONLY_TAG.fullmatch("".join(t.text or "" for t in row.iter(f"{W}t"))):
                continue
            for c, cell in enumerate(row.iterfind(f"{W}tc"), 1):
                self._blocks(cell, f"{place}/{number}.{r}.{c}", number)

    def _paragraph(self, paragraph: Element, place: str, table: int) -> None:
        made = self._made(paragraph, place, table)
        boxed = [box for box in _inner(paragraph) if box.tag == f"{W}txbxContent"]
        properties = paragraph.find(f"{W}pPr")
        ends = properties.find(f"{W}sectPr") if properties is not None else None
        if made is not None:
            self.found.append(made)
            broken = [br for br in paragraph.iter(f"{W}br") if br.get(f"{W}type") == "page"]
            self.break_ahead = (bool(broken) and not place) or (self.break_ahead and made.empty)
        for box in boxed:
            self._blocks(box, f"{place}/box", 0)
        if ends is not None:
            self.sections.append(self._section(ends))
            self.break_ahead = True

    def _made(self, paragraph: Element, place: str, table: int) -> Paragraph | None:
        """The paragraph as it is printed, None for one that is only a tag."""
        properties = paragraph.find(f"{W}pPr")
        held = self.styles.paragraph(properties)
        pieces, fields = self._pieces(paragraph, properties)
        text = "".join(text for text, _ in pieces)
        if _ONLY_TAG.fullmatch(text) and not (properties is not None and properties.find(f"{W}sectPr") is not None):
            return None
        self.numbered += not place
        style_id = self.styles.style_of(properties)
        return Paragraph(
            number=self.numbered,
            pieces=_without_tags(pieces),
            held=held,
            section=len(self.sections),
            style=self.styles.by_id[style_id].name if style_id in self.styles.by_id else "",
            place=place,
            table=table,
            label=self.styles.label(held) if text.strip() else "",
            new_page=(self.break_ahead or not off(held.get("pageBreakBefore", "0"))) and not place,
            drawn=any(one.tag.endswith(("}drawing", "}pict", "}object")) for one in _inner(paragraph)),
            fields=tuple(fields),
            lines=_rules(properties.find(f"{W}pBdr") if properties is not None else None) or _held_rules(held),
            mark=self._run(properties, properties.find(f"{W}rPr") if properties is not None else None),
        )

    def _pieces(self, paragraph: Element, properties: Element | None) -> tuple[list[tuple[str, Run]], list[str]]:
        pieces: list[tuple[str, Run]] = []
        fields: list[str] = []
        for run in _runs(paragraph):
            said = run.find(f"{W}rPr")
            if said is not None and _on(said, "vanish"):
                continue
            fields += [(one.text or "").strip() for one in run.iterfind(f"{W}instrText")]
            if text := "".join(map(_character, run)):
                pieces.append((text, self._run(properties, said)))
        fields += [one.get(f"{W}instr", "").strip() for one in paragraph.iter(f"{W}fldSimple")]
        return pieces, fields

    def _run(self, paragraph: Element | None, properties: Element | None) -> Run:
        held = self.styles.run(paragraph, properties)
        colour = held.get("color", "auto").upper()
        black = colour in {"AUTO", "000000"} or held.get("color.themeColor", "") in {"text1", "dark1"}
        return Run(
            east_asian=held.get("font.eastAsia", ""),
            latin=held.get("font.ascii", ""),
            size=whole(held.get("sz", "20")) or 20,
            bold=not off(held.get("b", "0")),
            colour="" if black else colour,
            spacing=whole(held.get("spacing", "0")),
            width=whole(held.get("w", "100")) or 100,
        )

    def _section(self, properties: Element) -> Section:
        size, sides = _attributes(properties, "pgSz"), _attributes(properties, "pgMar")
        grid = _attributes(properties, "docGrid")
        gutter = whole(sides.get("gutter", "0"))
        before = self.sections[-1] if self.sections else None
        return Section(
            width=whole(size.get("w", "12240")),
            height=whole(size.get("h", "15840")),
            top=abs(whole(sides.get("top", "1440"))) + gutter * self.gutter_at_top,
            right=whole(sides.get("right", "1440")),
            bottom=abs(whole(sides.get("bottom", "1440"))),
            left=whole(sides.get("left", "1440")) + gutter * (not self.gutter_at_top),
            grid=grid.get("type", ""),
            pitch=whole(grid.get("linePitch", "0")),
            closer=whole(grid.get("charSpace", "0")),
            first_apart=_on(properties, "titlePg"),
            headers={**(before.headers if before else {}), **self._margins(properties, "header")},
            footers={**(before.footers if before else {}), **self._margins(properties, "footer")},
        )

    def _margins(self, properties: Element, kind: str) -> dict[str, tuple[Paragraph, ...]]:
        """The paragraphs of each header or footer a section names itself."""
        targets = {
            relation.get("Id", ""): relation.get("Target", "").removeprefix("/word/")
            for relation in self.parts.get("word/_rels/document.xml.rels", ElementTree.Element("none"))
        }
        found = {}
        for reference in properties.iterfind(f"{W}{kind}Reference"):
            part = self.parts.get(f"word/{targets.get(reference.get(f'{R}id', ''), '')}")
            aside, numbered, ahead = self.found, self.numbered, self.break_ahead
            self.found = []
            if part is not None:
                self._blocks(part, kind, 0)
            found[reference.get(f"{W}type", "default")] = tuple(self.found)
            self.found, self.numbered, self.break_ahead = aside, numbered, ahead
        return found


def _inner(paragraph: Element) -> Iterator[Element]:
    """What a paragraph holds, of alternatives the first; not what stands in boxes within."""
    for child in paragraph:
        if child.tag == f"{_MC}Fallback":
            continue
        yield child
        if child.tag != f"{W}txbxContent":
            yield from _inner(child)


def _runs(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag == f"{W}r":
            yield child
        elif child.tag in _HOLDING:
            yield from _runs(child)
        elif child.tag == f"{W}sdt":
            yield from (run for content in child.iterfind(f"{W}sdtContent") for run in _runs(content))


def _character(child: Element) -> str:
    match child.tag.removeprefix(W):
        case "t":
            return child.text or ""
        case "tab":
            return "\t"
        case "br" | "cr" if child.get(f"{W}type") is None:
            return "\n"
        case "noBreakHyphen":
            return "-"
    return ""


def _without_tags(pieces: list[tuple[str, Run]]) -> tuple[tuple[str, Run], ...]:
    """The pieces as a template prints them: of alternatives the first, values by a short one of their kind."""
    characters = [(character, run) for text, run in pieces for character in text]
    for pattern in (_OTHERWISE, _TAG):
        text = "".join(character for character, _ in characters)
        for found in reversed(list(pattern.finditer(text))):
            value = example(found[1]) if pattern is _TAG and found[1] is not None else ""
            characters[found.start() : found.end()] = [(c, characters[found.start()][1]) for c in value]
    return tuple(("".join(c for c, _ in run), of) for of, run in groupby(characters, key=lambda one: one[1]))


def example(name: str) -> str:
    """A value such as this variable of a template might have."""
    for word, value in (("日期", "2026年11月23日"), ("编号", "某电办〔2026〕12号"), ("号.", "一"), (".号", "（一）"),
                        ("件数", "3"), ("附图", _CHART), ("紧急", "特急"), ("署名", "某某供电局办公室")):  # fmt: skip
        if word in name:
            return value
    return "某某"


def _rules(borders: Element | None) -> dict[str, Line]:
    if borders is None:
        return {}
    return {
        side.tag.removeprefix(W): Line(
            side.get(f"{W}val", ""), whole(side.get(f"{W}sz", "0")), side.get(f"{W}color", "auto").upper()
        )
        for side in borders
    }


def _cell_rules(table: Element) -> dict[str, Line]:
    """The upper, lower and inner lines a table's first cells set themselves, which win over the table's own."""
    found = [_rules(row.find(f"{W}tc/{W}tcPr/{W}tcBorders")) for row in table.iterfind(f"{W}tr")]
    ends = {"top": found[0].get("top"), "bottom": found[-1].get("bottom")} if found else {}
    between = [row.get("bottom", Line()) for row in found[:-1]] + [row.get("top", Line()) for row in found[1:]]
    inner = next((line for line in between if line.kind not in {"", "nil", "none"}), None)
    return {side: line for side, line in (ends | {"insideH": inner}).items() if line is not None}


def _held_rules(held: Mapping[str, str]) -> dict[str, Line]:
    return {
        side: Line(held[f"pBdr.{side}"], whole(held.get(f"pBdr.{side}.sz", "0")),
                   held.get(f"pBdr.{side}.color", "auto").upper())
        for side in ("top", "bottom")
        if f"pBdr.{side}" in held
    }  # fmt: skip


def _attributes(properties: Element, name: str) -> dict[str, str]:
    child = properties.find(f"{W}{name}")
    return {key.removeprefix(W): value for key, value in child.attrib.items()} if child is not None else {}


def _on(parent: Element | None, name: str) -> bool:
    child = parent.find(f"{W}{name}") if parent is not None else None
    return child is not None and not off(child.get(f"{W}val", "1"))
