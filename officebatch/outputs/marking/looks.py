"""The cell styles of a workbook: marked ones are clones with one new fill, and marks of an earlier copy are undone.

The fill a cell had before stands in the mark's own fill, where a plain colour shows nothing: so it is known again even
after Excel has saved the copy and numbered its styles anew.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from officebatch.model.marks import COLOURS, Level
from officebatch.outputs.marking.leaf import restyled
from officebatch.outputs.marking.opc import BROKEN, child, children, local, tree
from officebatch.outputs.refusal import Refused
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from officebatch.outputs.marking.opc import Package

TOO_MANY = marked("it has as many cell styles as Excel allows; open it in Excel, clear looks nobody needs, and save it")
_MOST = 64_000
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_STYLED = re.compile(rb"""\s(?:s|style)=["']0*[1-9]""")
_OURS = {f"FF{colour}": level for level, colour in COLOURS.items()}
_PLAIN = (
    '<styleSheet xmlns="{}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>'
)


class Looks:
    """The styles part of a package. sheets: all that have cells, () where not all are known. Raises Refused where
    its lists do not hold what is counted on of them."""

    def __init__(self, package: Package, sheets: Iterable[str] = ()) -> None:
        part = package.related(package.workbook, "styles")
        if not part:
            usual = package.beside("styles.xml")  # some readers look for no other
            part = usual if usual not in package.parts() else package.free(package.beside("styles{}.xml"))
            package.write(part, _PLAIN.format(package.namespace).encode())
            package.relate(package.workbook, "styles", part)
            package.tell_type(part, _TYPE)
        self.package, self.part = package, part
        self.root = package.root(part)
        self._complete([*sheets])
        self.xfs, self.fills = self._list("cellXfs"), self._list("fills")
        self._clones: dict[tuple[int, Level], int] = {}
        marks = self._undo()
        self.undone = bool(marks)
        if marks:
            self._give_back(marks, sheets)

    def _complete(self, sheets: Sequence[str]) -> None:
        """Lists the part lacks, as Excel makes them, where no cell and no style counts on one."""
        lists = {local(one): one for one in self.root if len(one)}
        for name, ids in (("fonts", "fontId"), ("fills", "fillId"), ("borders", "borderId")):
            most = max((int(xf.get(ids, "0")) for xf in self.root.iter("{*}xf")), default=0)
            if most >= max(1, len(lists.get(name, ()))):  # one of ours would be taken for it
                raise Refused(BROKEN, part=self.part, reason=f"{ids} {most}")
        if "cellXfs" not in lists and (not sheets or any(_STYLED.search(self.package.read(part)) for part in sheets)):
            raise Refused(BROKEN, part=self.part, reason="cellXfs")
        numbers = child(self.root, "numFmts")
        at = 0 if numbers is None else self.root.index(numbers) + 1
        for plain in list(tree(_PLAIN.format(self.package.namespace).encode(), self.part)):
            own = child(self.root, local(plain))
            if own is not None and len(own):
                at = self.root.index(own) + 1
                continue
            if own is not None:
                self.root.remove(own)
            self.root.insert(at, plain)
            at += 1
            self.package.touch(self.part)

    def _list(self, name: str) -> Any:
        return child(self.root, name)

    def marked(self, style: int, level: Level) -> int:
        """A cell style with the colour of a mark; itself where its fill is a hatching or a gradient."""
        key = (style, level)
        if key not in self._clones:
            self._clones[key] = self._clone(style, level)
        return self._clones[key]

    def _clone(self, style: int, level: Level) -> int:
        own = self._at(self.xfs, style)
        fill = self._at(self.fills, int(own.get("fillId", "0")))
        pattern = child(fill, "patternFill")
        kind = pattern.get("patternType", "none") if pattern is not None else "gradient"
        if kind not in ("none", "solid"):
            return style
        before = child(pattern, "fgColor") if kind == "solid" else None
        xf = deepcopy(own)
        xf.attrib.update({"fillId": str(self._add(self.fills, self._fill(level, before))), "applyFill": "1"})
        return self._add(self.xfs, xf)

    def _fill(self, level: Level, before: Any | None) -> Any:
        fill = self._element("fill")
        pattern = self._sub(fill, "patternFill", patternType="solid")
        self._sub(pattern, "fgColor", rgb=f"FF{COLOURS[level]}")
        self._sub(pattern, "bgColor", **(dict(before.attrib) if before is not None else {"indexed": "64"}))
        return fill

    def _undo(self) -> list[int]:
        """Give every style that bears a mark the fill it had before; the places of these styles."""
        before: dict[int, int] = {}
        for place, fill in enumerate([f for f in self.fills if local(f)]):
            pattern = child(fill, "patternFill")
            colour = child(pattern, "fgColor") if pattern is not None else None
            ours = colour is not None and colour.get("rgb", "").upper() in _OURS
            if pattern is None or not ours or pattern.get("patternType") != "solid":
                continue
            held = child(pattern, "bgColor")
            plain = held is None or held.get("indexed") in ("64", "65")
            before[place] = 0 if plain else self._ground(held)
        marks = [n for n, xf in enumerate(children(self.xfs, "xf")) if int(xf.get("fillId", "0")) in before]
        xfs = list(children(self.xfs, "xf"))
        for place in marks:
            xfs[place].set("fillId", str(before[int(xfs[place].get("fillId"))]))
        if marks:
            self.package.touch(self.part)
        return marks

    def _ground(self, colour: Any) -> int:
        """The place of a plain fill of this colour."""
        wanted = dict(colour.attrib)
        for place, fill in enumerate([f for f in self.fills if local(f)]):
            pattern = child(fill, "patternFill")
            front = child(pattern, "fgColor") if pattern is not None and pattern.get("patternType") == "solid" else None
            if front is not None and dict(front.attrib) == wanted:
                return place
        return self._add(self.fills, self._plain(colour))

    def _give_back(self, marks: Sequence[int], sheets: Iterable[str]) -> None:
        """Let cells have the very style again that was cloned for their mark, and drop the clones nobody needs."""
        xfs = list(children(self.xfs, "xf"))
        first: dict[str, int] = {}
        for place, xf in enumerate(xfs):
            first.setdefault(_look(xf), place)
        again = {place: first[_look(xfs[place])] for place in marks if first[_look(xfs[place])] != place}
        contents = {sheet: self.package.read(sheet) for sheet in sheets}
        if not contents or any(b"\0" in content for content in contents.values()):  # UTF-16: not looked through
            return
        for sheet, content in contents.items():
            if (new := restyled(content, again)) != content:
                self.package.write(sheet, new)
        while len(xfs) - 1 in again:
            self.xfs.remove(xfs.pop())
        self.xfs.set("count", str(len(xfs)))

    def _plain(self, colour: Any) -> Any:
        fill = self._element("fill")
        pattern = self._sub(fill, "patternFill", patternType="solid")
        self._sub(pattern, "fgColor", **dict(colour.attrib))
        self._sub(pattern, "bgColor", indexed="64")
        return fill

    def cell(self, *, font: dict[str, str] | None = None, colour: str = "", border: bool = True, middle: bool = False,
             size: int = 10) -> int:  # fmt: skip
        """A style of our own sheets. colour: rgb of its ground; font: b, u, color (rgb) or nothing."""
        face = self._element("font")
        for name in ("b", "u"):
            if name in (font or {}):
                self._sub(face, name)
        self._sub(face, "sz", val=str(size))
        self._sub(face, "color", **({"rgb": f"FF{font['color']}"} if font and "color" in font else {"indexed": "8"}))
        self._sub(face, "name", val="宋体")
        fill = self._fill_of(colour) if colour else 0
        xf = self._element("xf")
        face_at, border_at = self._add(self._list("fonts"), face), self._border() if border else 0
        places = {"numFmtId": 0, "fontId": face_at, "fillId": fill, "borderId": border_at, "xfId": 0}
        xf.attrib.update({name: str(place) for name, place in places.items()})
        xf.attrib.update({f"apply{name}": "1" for name in ("Font", "Fill", "Border", "Alignment")})
        where = {"horizontal": "center"} if middle else {}
        self._sub(xf, "alignment", **where, vertical="center", wrapText="1")
        return self._add(self.xfs, xf)

    def _fill_of(self, colour: str) -> int:
        fill = self._element("fill")
        pattern = self._sub(fill, "patternFill", patternType="solid")
        self._sub(pattern, "fgColor", rgb=f"FF{colour}")
        self._sub(pattern, "bgColor", indexed="64")
        return self._add(self.fills, fill)

    def _border(self) -> int:
        border = self._element("border")
        for name in ("left", "right", "top", "bottom"):
            self._sub(self._sub(border, name, style="thin"), "color", rgb="FF808080")
        self._sub(border, "diagonal")
        return self._add(self._list("borders"), border)

    def _add(self, into: Any, element: Any) -> int:
        """The place of an element in a list of styles: of the same one where there is one, else behind the last."""
        same = _said(element)
        there = [one for one in into if local(one)]
        for place in range(len(there) - 1, max(-1, len(there) - 400), -1):
            if _said(there[place]) == same:
                return place
        if len(there) >= _MOST:
            raise Refused(TOO_MANY)
        into.append(element)
        into.set("count", str(len(there) + 1))
        self.package.touch(self.part)
        return len(there)

    def _at(self, into: Any, place: int) -> Any:
        there = [one for one in into if local(one)]
        if place >= len(there):
            raise Refused(BROKEN, part=self.part, reason=f"{local(into)} {place}")
        return there[place]

    def _element(self, name: str) -> Any:
        return self.root.makeelement(f"{{{self.package.namespace}}}{name}")

    def _sub(self, parent: Any, name: str, **attributes: str) -> Any:
        made = self._element(name)
        made.attrib.update(attributes)
        parent.append(made)
        return made


def _look(xf: Any) -> str:
    """A cell style as it looks: a fill shows whether or not it is told to be applied."""
    name, attributes, below = _said(xf)
    return repr((name, [pair for pair in attributes if pair[0] not in ("fillId", "applyFill")],
                 xf.get("fillId", "0"), below))  # fmt: skip


def _said(element: Any) -> tuple[str, list[tuple[str, str]], list[Any]]:
    """An element as it compares with another: names, attributes, children."""
    return local(element), sorted(element.attrib.items()), [_said(one) for one in element if local(one)]
