"""The workbook's list of sheets: ours of an earlier copy taken out, a list put in front, bad rows behind the last.

Whatever counts sheets by their place (names of a single sheet, the sheet in front) is counted anew.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from officebatch.model.marks import COLOURS, own_sheet
from officebatch.model.origin import letter, position
from officebatch.outputs.marking.opc import BROKEN, RELATIONS, STRICT, child, children
from officebatch.outputs.refusal import Refused
from officebatch.outputs.sheet import A3, A4, LINE, WIDEST_ON_A4, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from officebatch.outputs.marking.leaf import Leaf
    from officebatch.outputs.marking.looks import Looks
    from officebatch.outputs.marking.opc import Package
    from officebatch.outputs.marking.order import BadRows, Listing, Mark

LINKED = 5000
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_MOST = 32_000  # letters of a cell
_WRONG, _PLACE = 36, 18  # widths of the two columns beside bad rows


class Tabs:
    """The sheets of a workbook: name → part, ours of an earlier copy left out."""

    def __init__(self, package: Package) -> None:
        self.package, self.part = package, package.workbook
        self.root = package.root(self.part)
        self.list: Any = child(self.root, "sheets")
        if self.list is None:
            raise Refused(BROKEN, part=self.part, reason="sheets")
        targets = {id_: (kind, target) for id_, kind, target in package.relations(self.part)}
        self.parts: dict[str, str] = {}
        self.known = True  # whether no sheet is of a kind whose cells are not looked at (dialogs, macros of old)
        for sheet in children(self.list, "sheet"):
            kind, target = targets.get(_relation(sheet), ("", ""))
            self.known = self.known and kind in ("worksheet", "chartsheet")
            if kind == "worksheet" and target in package:
                self.parts[sheet.get("name", "")] = target
        self.ours = [name for name in self.parts if own_sheet(name)]

    def clear(self) -> None:
        """Take out our sheets of an earlier copy."""
        for name in self.ours:
            sheets = list(children(self.list, "sheet"))
            place = next(n for n, sheet in enumerate(sheets) if sheet.get("name") == name)
            part = self.parts.pop(name)
            for _, _, target in self.package.relations(part):
                if target in self.package and not self._led_to(target, part):
                    self.package.drop(target)
            self.package.unrelate(self.part, _relation(sheets[place]))
            self.package.drop(part)
            self.list.remove(sheets[place])
            self._renumber(place, -1)

    def _led_to(self, target: str, but: str) -> bool:
        parts = (part for part in self.package.parts() if not part.endswith(".rels") and part != but)
        return any(target == other for part in parts for _, _, other in self.package.relations(part))

    def put(self, name: str, content: str, *, first: bool = False) -> None:
        """A new sheet in front of all, or behind."""
        package = self.package
        part = package.free(package.beside("worksheets/sheetM{}.xml"))
        package.write(part, content.encode())
        package.tell_type(part, _TYPE)
        relation = package.relate(self.part, "worksheet", part)
        ids = [int(sheet.get("sheetId", "0")) for sheet in children(self.list, "sheet")]
        sheet = self.list.makeelement(f"{{{package.namespace}}}sheet", nsmap={"r": package.kinds})
        sheet.attrib.update({"name": name, "sheetId": str(max(ids, default=0) + 1)})
        sheet.set(f"{{{package.kinds}}}id", relation)
        if first:
            self.list.insert(0, sheet)
            self._renumber(0, 1)
        else:
            self.list.append(sheet)
        package.touch(self.part)

    def _renumber(self, place: int, by: int) -> None:
        """A sheet came in at a place (1) or went (-1)."""
        for names in children(self.root, "definedNames"):
            for name in list(children(names, "definedName")):
                at = name.get("localSheetId")
                if at is not None and by < 0 and int(at) == place:
                    names.remove(name)
                elif at is not None and int(at) >= place:
                    name.set("localSheetId", str(int(at) + by))
            if not len(names):
                self.root.remove(names)
        views = child(self.root, "bookViews")
        if views is None:
            views = self.root.makeelement(f"{{{self.package.namespace}}}bookViews")
            self.list.addprevious(views)
        if child(views, "workbookView") is None:  # else the first sheet would be in front, whichever it is
            views.append(self.root.makeelement(f"{{{self.package.namespace}}}workbookView"))
        for view in children(views, "workbookView"):
            self._view(view, place, by)
        self.package.touch(self.part)

    def _view(self, view: Any, place: int, by: int) -> None:
        active = int(view.get("activeTab", "0"))
        if active >= place + (by < 0):
            view.set("activeTab", str(active + by))
        first = int(view.get("firstSheet", "0"))
        if first and first >= place:
            view.set("firstSheet", str(max(0, first + by)))


def _relation(sheet: Any) -> str:
    return str(sheet.get(f"{{{RELATIONS}}}id") or sheet.get(f"{{{STRICT}}}id") or "")


def list_sheet(listing: Listing, marks: Sequence[Mark], looks: Looks, namespace: str) -> str:
    """The XML of the first sheet: what the colours mean, and every mark with a link to its cell."""
    head = looks.cell(font={"b": ""}, colour="DDE6F0", middle=True)
    plain, middle = looks.cell(), looks.cell(middle=True)
    link = looks.cell(font={"u": "", "color": "0563C1"})
    title, note = looks.cell(font={"b": ""}, border=False, size=14), looks.cell(border=False)
    grounds = {level: looks.cell(colour=colour, middle=True) for level, colour in COLOURS.items()}
    wide = len(listing.columns)
    rows, merges = [], []
    for n, line in enumerate(listing.above, 1):
        rows.append(_row(n, [_text(0, n, line, title if n == 1 else note)], 24 if n == 1 else 30))
        merges.append(f'<mergeCell ref="A{n}:{letter(wide - 1)}{n}"/>')
    n = len(rows) + 1
    rows.append(_row(n, [_text(c, n, said, grounds[level]) for c, (level, said) in enumerate(listing.legend, 2)]))
    n += 1
    rows.append(_row(n, [_text(c, n, name, head) for c, (name, _) in enumerate(listing.columns)], 30))
    links = []
    for number, mark in enumerate(marks, 1):
        n += 1
        place = _address(mark)
        cells = [_number(0, n, number, middle), _text(1, n, place, link)]
        for c, said in enumerate(mark.cells, 2):
            cells.append(_text(c, n, said or "", grounds[mark.level] if c == 2 else plain))
        rows.append(_row(n, cells, _height(zip((place, *mark.cells), listing.columns[1:], strict=True))))
        if number <= LINKED:
            links.append(f'<hyperlink ref="B{n}" location={quoteattr(_place(mark))}/>')
    first = len(listing.above) + 2
    widths = "".join(f'<col min="{c}" max="{c}" width="{w}" customWidth="1"/>' for c, (_, w) in
                     enumerate(listing.columns, 1))  # fmt: skip
    return (
        f'<worksheet xmlns="{namespace}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView '
        f'workbookViewId="0"><pane ySplit="{first}" topLeftCell="A{first + 1}" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{widths}</cols><sheetData>{''.join(rows)}</sheetData>"
        f'<autoFilter ref="A{first}:{letter(wide - 1)}{n}"/><mergeCells count="{len(merges)}">{"".join(merges)}'
        f"</mergeCells>{_links(links)}"
        '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


_CELL = re.compile(rb"<c\b([^<>]*?)(/?)>")
_FORMULA = re.compile(rb"<f\b[^<>]*/>|<f\b[^<>]*>.*?</f>", re.DOTALL)
_TAG = re.compile(rb"<row\b([^<>]*)>")
_NOT_TAKEN = re.compile(rb"""\s(?:r|spans|hidden|outlineLevel|collapsed)=["'][^"']*["']""")
_IN_CELL = re.compile(rb"""\s(?:cm|vm)=["'][^"']*["']""")
_COLUMN = re.compile(r"<col\b[^<>]*/>")
_END = {end: re.compile(rf"""\b{end}=["'](\d+)["']""") for end in ("min", "max")}
_WIDTH = re.compile(r"""\swidth=["']([\d.]+)["']""")
_HEIGHT = re.compile(rb"""\sht=["']([\d.]+)["']""")
_REFERENCE = re.compile(rb"""\sr=["']([A-Z]{1,3})\d+["']""")


def bad_rows(rows: BadRows, leaf: Leaf, listing: Listing, looks: Looks, namespace: str) -> str:
    """The XML of a sheet with some rows of another as they look there, formulas by their values, under its headings."""
    head, plain = looks.cell(font={"b": ""}, colour="DDE6F0", middle=True), looks.cell()
    link = looks.cell(font={"u": "", "color": "0563C1"})
    wanted = [*rows.headings, *sorted(rows.said)]
    taken = {number: _plain_row(leaf, number) for number in wanted}
    wide = max((column for _, cells in taken.values() for column in _columns(cells)), default=0) + 1
    made, links = [], []
    for n, number in enumerate(wanted, 1):
        attributes, cells = taken[number]
        placed = _REFERENCE.sub(rb' r="\g<1>%d"' % n, cells).decode()
        if number in rows.said:
            place = f"'{rows.sheet.replace(chr(39), chr(39) * 2)}'!A{number}"
            attributes = _at_least(attributes, lines_of(rows.said[number], _WRONG))
            added = _text(wide, n, rows.said[number], plain) + _text(wide + 1, n, f"{rows.sheet}!{number}", link)
            links.append(f'<hyperlink ref="{letter(wide + 1)}{n}" location={quoteattr(place)}/>')
        elif number == rows.headings[-1]:
            added = _text(wide, n, listing.wrong, head) + _text(wide + 1, n, listing.place, head)
        else:
            added = ""
        made.append(f'<row r="{n}"{attributes.decode()}>{placed}{added}</row>')
    prefix = leaf.prefix.decode()
    columns = _with_ours(leaf.columns().decode().replace(f"<{prefix}", "<").replace(f"</{prefix}", "</"), wide)
    paper = A3 if sum(_widths(columns)) > WIDEST_ON_A4 else A4
    spaces = " ".join(re.findall(r'xmlns:[\w.-]+="[^"]*"', leaf.root.decode()))
    return (
        f'<worksheet xmlns="{namespace}" {spaces}><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetFormatPr defaultRowHeight="18" customHeight="1"/>{columns}'
        f"<sheetData>{''.join(made)}</sheetData>{_links(links[:LINKED])}"
        '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        f'<pageSetup paperSize="{paper}" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _with_ours(columns: str, wide: int) -> str:
    """The widths of the columns, ours behind the first `wide` of them instead of what stood there."""
    kept = []
    for col in _COLUMN.findall(columns):
        least, most = (int(_END[end].search(col)[1]) for end in ("min", "max"))  # type: ignore[index]
        if least <= wide:
            kept.append(col if most <= wide else _END["max"].sub(f'max="{wide}"', col))
    ours = (f'<col min="{n}" max="{n}" width="{w}" customWidth="1"/>' for n, w in enumerate((_WRONG, _PLACE), wide + 1))
    return f"<cols>{''.join(kept)}{''.join(ours)}</cols>"


def _widths(columns: str) -> Iterator[float]:
    for col in _COLUMN.findall(columns):
        width = _WIDTH.search(col)
        least, most = (int(_END[end].search(col)[1]) for end in ("min", "max"))  # type: ignore[index]
        yield float(width[1] if width else 9) * (most - least + 1)


def _at_least(attributes: bytes, lines: int) -> bytes:
    """A row's attributes with the height of that many lines, where it was set lower."""
    height = LINE * lines + 2
    found = _HEIGHT.search(attributes)
    if lines == 1 or (found and float(found[1]) >= height):
        return attributes
    rest = _HEIGHT.sub(b"", attributes).replace(b' customHeight="1"', b"")
    return rest + b' ht="%.1f" customHeight="1"' % height


def _plain_row(leaf: Leaf, number: int) -> tuple[bytes, bytes]:
    """A row's attributes and cells, its number, its formulas and what hid it left out."""
    content = leaf.row_bytes(number).replace(b"<" + leaf.prefix, b"<").replace(b"</" + leaf.prefix, b"</")
    tag = _TAG.match(content)
    if tag is None:
        return b"", b""
    inner = content[tag.end() :].removesuffix(b"</row>") if not tag[0].endswith(b"/>") else b""
    if len(_REFERENCE.findall(inner)) != len(_CELL.findall(inner)):
        raise Refused(BROKEN, part=leaf.part, reason="c")
    return _NOT_TAKEN.sub(b"", tag[1].rstrip(b"/")), _IN_CELL.sub(b"", _FORMULA.sub(b"", inner))


def _columns(cells: bytes) -> list[int]:
    """The columns of cells with something in them, from 0."""
    return [position(found[1].decode()) for found in re.finditer(
        rb'<c\b[^<>]*?\sr=["\']([A-Z]{1,3})\d+["\'][^<>]*(?<!/)>', cells)]  # fmt: skip


def _links(links: Sequence[str]) -> str:
    return f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""


def _address(mark: Mark) -> str:
    at = f"{mark.column or ''}{mark.row or ''}" if mark.row else ""
    return f"{mark.sheet}!{at}" if at else mark.sheet


def _place(mark: Mark) -> str:
    sheet = mark.sheet.replace("'", "''")
    return f"'{sheet}'!{mark.column or 'A'}{mark.row or 1}"


def _height(cells: Iterable[tuple[str | None, tuple[str, float]]]) -> float:
    """Points for the longest of a row's cells with their columns."""
    lines = max((lines_of(said, width) for said, (_, width) in cells if said), default=1)
    return min(LINE * lines + 2, 400)


def _row(n: int, cells: Sequence[str], height: float = 0) -> str:
    high = f' ht="{height}" customHeight="1"' if height else ""
    return f'<row r="{n}"{high}>{"".join(cells)}</row>'


def _text(column: int, row: int, text: str, style: int) -> str:
    place = f'r="{letter(column)}{row}" s="{style}"'
    plain = escape(_CONTROL.sub("", text)[:_MOST])
    return f'<c {place} t="inlineStr"><is><t xml:space="preserve">{plain}</t></is></c>' if plain else f"<c {place}/>"


def _number(column: int, row: int, number: int, style: int) -> str:
    return f'<c r="{letter(column)}{row}" s="{style}"><v>{number}</v></c>'
