"""One style sheet out of those of all papers, no paper looking otherwise for it.

The papers of the shipped templates share one sheet, which is taken as it is. A style another sheet defines otherwise
gets an id and a name of its own, and the papers of that sheet are told of it; what such a sheet sets for the whole
document (its defaults, its theme) is written into its own styles.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lxml import etree

from officebatch.outputs.printing.defaults import looks, of_document, write_in
from officebatch.outputs.printing.themes import write_out
from officebatch.outputs.printing.wordml import PARAGRAPH, RUN, VAL, W, canonical, parse, w, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

EMPTY = f'<w:styles xmlns:w="{W}"/>'.encode()
_STYLE, _STYLE_ID, _TYPE, _DEFAULT = w("style"), w("styleId"), w("type"), w("default")
_LOOKS = {w(name) for name in ("pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr")}
_POINTERS = tuple(w(name) for name in ("basedOn", "next", "link"))


@dataclass(frozen=True)
class Renamed:
    """What became of a sheet's styles. ids: old → new of all its styles; within: of those paragraphs in tables name,
    where they differ. paragraph, table, within_paragraph: what those that name no style are to name, "" where they
    need not. plain: nothing changed at all."""

    ids: Mapping[str, str]
    within: Mapping[str, str] = field(default_factory=dict)
    within_paragraph: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    paragraph: str = ""
    table: str = ""
    plain: bool = False

    def apply(self, root: Any) -> None:
        """Let a part of a paper name the styles as the volume has them."""
        if self.plain:
            return
        for kind in ("pStyle", "rStyle", "tblStyle"):
            for named in list(root.iter(w(kind))):
                ids = self.within if kind == "pStyle" and self.within and _in_table(named) else self.ids
                if (style := ids.get(named.get(VAL, ""))) is not None:
                    named.set(VAL, style)
                else:
                    named.getparent().remove(named)
        if self.paragraph or self.within_paragraph:
            for paragraph in root.iter(w("p")):
                default = self.within_paragraph if self.within and _in_table(paragraph) else self.paragraph
                _name_the_unnamed(paragraph, "pPr", "pStyle", default)
        if self.table:
            for table in root.iter(w("tbl")):
                _name_the_unnamed(table, "tblPr", "tblStyle", self.table)


class Styles:
    """The style sheet of the volume, begun with the one most papers have. numbers: old → new numId of its lists."""

    def __init__(self, content: bytes, numbers: Mapping[str, str]) -> None:
        self.root = parse(content, "word/styles.xml")
        for number in self.root.iter(w("numId")):
            number.set(VAL, numbers.get(number.get(VAL, ""), "0"))
        self.defaults = {part: of_document(self.root, part) for part in ("rPr", "pPr")}
        self._ids: dict[str, str] = {}
        self._names: set[str] = set()
        self._alike: dict[tuple[str, str, bytes], str] = {}
        sheet = _Sheet(self.root)
        for style_id in sheet.styles:
            self._enter(sheet, style_id, style_id)
        self.own = Renamed({style_id: style_id for style_id in sheet.styles}, plain=True)
        self._default = {kind: sheet.default(kind) for kind in ("paragraph", "table")}

    def take(self, content: bytes, theme: bytes | None, numbers: Mapping[str, str]) -> Renamed:
        """Take over the styles of another sheet. theme: where it is not the volume's; numbers: old → new numId of
        the lists its styles make."""
        root = parse(content, "word/styles.xml")
        sheet = _Sheet(root)
        sheet.have_default()
        if theme is not None:
            write_out(root, theme)
        for number in root.iter(w("numId")):
            number.set(VAL, numbers.get(number.get(VAL, ""), "0"))
        defaults = {part: of_document(root, part) for part in ("rPr", "pPr")}
        within: dict[str, str] = {}
        if any(looks(defaults[part]) != looks(self.defaults[part]) for part in defaults):
            # a table's style stands above the document's defaults and below a paragraph's: in tables it carries them
            within, _ = self._merge(_Sheet(deepcopy(root)), "paragraph")
            for style in sheet.roots():
                for part, order in (("pPr", PARAGRAPH), ("rPr", RUN)):
                    write_in(style, part, order, defaults[part], self.defaults[part])
        ids, names = self._merge(sheet)
        default = sheet.default("paragraph")
        return Renamed(
            ids,
            within,
            self._unless_default("paragraph", within.get(default, "")),
            names,
            self._unless_default("paragraph", ids[default]),
            self._unless_default("table", ids[sheet.default("table")]),
        )

    def _unless_default(self, kind: str, style_id: str) -> str:
        """A style that has to be named: "" for the one that needs no naming."""
        return style_id if style_id != self._default[kind] else ""

    def _merge(self, sheet: _Sheet, kind: str = "") -> tuple[dict[str, str], dict[str, str]]:
        """Old → new id of the styles of a sheet, of one kind only where it is named; and of names that changed."""
        wanted = [style_id for style_id, s in sheet.styles.items() if kind in ("", s.get(_TYPE))]
        ids = {style_id: found for style_id in wanted if (found := self._like(sheet, style_id)) is not None}
        new = {style_id: self._free(style_id) for style_id in wanted if style_id not in ids}
        names = self._append(sheet, new, ids | new)
        return ids | new, names

    def again(self, renamed: Renamed, used: Iterable[str], numbers: Mapping[str, str]) -> Renamed:
        """The numbered ones among the styles a paper uses once more, counting from the beginning.

        used: ids as the paper has them; numbers: numId as the volume has it → the new one."""
        sheet = _Sheet(self.root)
        mine = {ids[style_id] for ids in (renamed.ids, renamed.within) for style_id in used if style_id in ids}
        counted = {link for style_id in mine for link in sheet.numbered(style_id)}
        new = {style_id: self._free(style_id) for style_id in sheet.styles if style_id in counted}
        named = self._append(sheet, new, {style_id: style_id for style_id in sheet.styles} | new)
        for style_id in new.values():
            for number in self._style(style_id).iter(w("numId")):
                number.set(VAL, numbers.get(number.get(VAL, ""), number.get(VAL, "")))
        ids = {old: new.get(mine, mine) for old, mine in renamed.ids.items()}
        within = {old: new.get(mine, mine) for old, mine in renamed.within.items()}
        default = new.get(renamed.paragraph or self._default["paragraph"], renamed.paragraph)
        inner = new.get(renamed.within_paragraph or self._default["paragraph"], renamed.within_paragraph)
        return Renamed(ids, within, inner, {**renamed.names, **named}, default, renamed.table)

    def numbered(self, renamed: Renamed, used: Iterable[str]) -> set[str]:
        """The numIds of the volume that the styles a paper uses count with."""
        sheet = _Sheet(self.root)
        mine = {ids[style_id] for ids in (renamed.ids, renamed.within) for style_id in used if style_id in ids}
        links = {link for style_id in mine for link in sheet.numbered(style_id)}
        return {n.get(VAL) for link in links for n in sheet.styles[link].iter(w("numId"))} - {"0"}

    def content(self) -> bytes:
        """The finished part."""
        return written(self.root)

    def _append(self, sheet: _Sheet, new: Mapping[str, str], ids: Mapping[str, str]) -> dict[str, str]:
        """Copies of styles under new ids; their names as they were → as they are, where they changed."""
        renamed = {}
        for old, mine in new.items():
            style = deepcopy(sheet.styles[old])
            style.set(_STYLE_ID, mine)
            style.attrib.pop(_DEFAULT, None)
            for pointer in style.iter(*_POINTERS):
                pointer.set(VAL, ids.get(pointer.get(VAL, ""), pointer.get(VAL, "")))
            named = style.find(w("name"))
            if named is None:
                style.insert(0, named := etree.Element(w("name"), {VAL: mine}))
            before = named.get(VAL, "")
            if before.lower() in self._names:
                number = 2
                while f"{before}（{number}）".lower() in self._names:
                    number += 1
                named.set(VAL, f"{before}（{number}）")
                style.set(w("customStyle"), "1")
                renamed[before] = named.get(VAL)
                for alias in style.findall(w("aliases")):
                    style.remove(alias)
            self.root.append(style)
            self._enter(sheet, old, mine, named.get(VAL))
        return renamed

    def _enter(self, sheet: _Sheet, old: str, mine: str, name: str = "") -> None:
        style = sheet.styles[old]
        self._ids[mine.lower()] = mine
        self._names.add((name or _name(style)).lower())
        for known in (old, _name(style)):
            self._alike.setdefault((style.get(_TYPE, ""), known.lower(), sheet.key(old)), mine)

    def _like(self, sheet: _Sheet, style_id: str) -> str | None:
        """The style of the volume that is the same: the same looks under the same id or name."""
        style = sheet.styles[style_id]
        for known in (style_id, _name(style)):
            found = self._alike.get((style.get(_TYPE, ""), known.lower(), sheet.key(style_id)))
            if found is not None:
                return found
        return None

    def _free(self, style_id: str) -> str:
        number, mine = 2, style_id
        while mine.lower() in self._ids:
            mine, number = f"{style_id}-{number}", number + 1
        self._ids[mine.lower()] = mine
        return mine

    def _style(self, style_id: str) -> Any:
        return next(s for s in self.root.iter(_STYLE) if s.get(_STYLE_ID) == style_id)


class _Sheet:
    """One style sheet to look things up in."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self.styles: dict[str, Any] = {s.get(_STYLE_ID): s for s in root.findall(_STYLE) if s.get(_STYLE_ID)}
        self._keys: dict[str, bytes] = {}

    def default(self, kind: str) -> str:
        """The style of those that name none, "" where the sheet has none."""
        of_kind = ((i, s.get(_DEFAULT)) for i, s in self.styles.items() if s.get(_TYPE) == kind)
        return next((style_id for style_id, default in of_kind if default in ("1", "true")), "")

    def have_default(self) -> None:
        """See that paragraphs and tables without a style have one, so that it is not another sheet's."""
        for kind, name in (("paragraph", "Normal"), ("table", "Normal Table")):
            if not self.default(kind):
                style_id = f"{name.replace(' ', '')}-plain"
                style = etree.SubElement(self.root, _STYLE, {_TYPE: kind, _DEFAULT: "1", _STYLE_ID: style_id})
                etree.SubElement(style, w("name"), {VAL: f"{name} plain"})
                self.styles[style_id] = style

    def roots(self) -> list[Any]:
        """The styles of paragraphs and tables that rest on no other."""
        return [s for s in self.styles.values() if s.get(_TYPE) in ("paragraph", "table") and self._base(s) is None]

    def numbered(self, style_id: str) -> list[str]:
        """The style and those it rests on, as far as a list is made there; nothing where none is."""
        chain = list(self._chain(style_id))
        made = [n for n, link in enumerate(chain) if self.styles[link].find(f"{w('pPr')}/{w('numPr')}") is not None]
        return chain[: made[-1] + 1] if made else []

    def key(self, style_id: str) -> bytes:
        """What a style looks like, those it rests on included."""
        if style_id not in self._keys:
            links = [self.styles[link] for link in self._chain(style_id)]
            self._keys[style_id] = b"|".join(canonical(e) for link in links for e in link if e.tag in _LOOKS)
        return self._keys[style_id]

    def _chain(self, style_id: str) -> Iterator[str]:
        seen: set[str] = set()
        link: str | None = style_id
        while link is not None and link not in seen:
            yield link
            seen.add(link)
            link = self._base(self.styles[link])

    def _base(self, style: Any) -> str | None:
        found = style.find(w("basedOn"))
        base = found.get(VAL) if found is not None else None
        return base if base in self.styles else None


def _name(style: Any) -> str:
    named = style.find(w("name"))
    return str(named.get(VAL, "")) if named is not None else ""


def _in_table(element: Any) -> bool:
    return next(element.iterancestors(w("tbl")), None) is not None


def _name_the_unnamed(element: Any, properties: str, name: str, style: str) -> None:
    if not style:
        return
    held = element.find(w(properties))
    if held is None:
        held = etree.Element(w(properties))
        element.insert(0, held)
    if held.find(w(name)) is None:
        held.insert(0, etree.Element(w(name), {VAL: style}))
