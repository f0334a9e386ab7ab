"""Fields and bookmarks of a paper among others: what counted for one file must go on counting for that paper."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from officebatch.outputs.printing.wordml import ID, W14, WP, w

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CHAR, _TEXT, _SIMPLE, _INSTR = w("fldChar"), w("instrText"), w("fldSimple"), w("instr")
_KIND, _LOCK, _NAME = w("fldCharType"), w("fldLock"), w("name")
_ALL_PAGES = re.compile(r"\bNUMPAGES\b", re.IGNORECASE)
# what would take in other papers, or tell of this file, when Word brings it up to date
_KEPT = re.compile(
    r"\s*(TOC|TOA|INDEX|SEQ|SECTION|SECTIONPAGES|AUTONUM|FILENAME|FILESIZE|TITLE|SUBJECT|AUTHOR|KEYWORDS|COMMENTS|INFO"
    r"|LASTSAVEDBY|REVNUM|CREATEDATE|SAVEDATE|PRINTDATE|EDITTIME|NUMWORDS|NUMCHARS|DOCPROPERTY|DOCVARIABLE|TEMPLATE)\b",
    re.IGNORECASE,
)


@dataclass
class Marks:
    """What must differ throughout the volume: bookmarks' ids and names, drawings' ids."""

    bookmark: int = 0
    drawing: int = 0
    names: set[str] = field(default_factory=set)

    def rename(self, roots: list[Any]) -> dict[str, str]:
        """New ids for the bookmarks of a paper, new names for those another paper has: old name → new."""
        ids: dict[str, str] = {}
        renamed = {}
        for root in roots:
            for mark in root.iter(w("bookmarkStart"), w("bookmarkEnd")):
                old = mark.get(ID, "")
                if old not in ids:
                    ids[old] = self.next_bookmark()
                mark.set(ID, ids[old])
                name = mark.get(_NAME)
                if name is not None:
                    new = self._free(name)
                    if new != name:
                        mark.set(_NAME, new)
                        renamed[name] = new
        return renamed

    def next_bookmark(self) -> str:
        """An id no bookmark has."""
        self.bookmark += 1
        return str(self.bookmark)

    def draw(self, root: Any) -> None:
        """New ids for drawings; those of paragraphs and controls, which serve no print, go."""
        for drawing in root.iter(f"{{{WP}}}docPr"):
            self.drawing += 1
            drawing.set("id", str(self.drawing))
        for paragraph in root.iter(w("p"), w("tr")):
            for name in ("paraId", "textId"):
                paragraph.attrib.pop(f"{{{W14}}}{name}", None)
        for properties in root.iter(w("sdtPr")):
            for held in properties.findall(w("id")):
                properties.remove(held)

    def _free(self, name: str) -> str:
        number, new = 2, name
        while new.lower() in self.names:
            new, number = f"{name[:34]}_{number}", number + 1
        self.names.add(new.lower())
        return new


def settle(root: Any, pages: str, names: Mapping[str, str]) -> bool:
    """Put the fields of a part right. pages: the bookmark at the paper's end, whose page is its number of pages;
    names: bookmarks and styles as they were → as they are. True where the number of pages is asked for."""
    counted = False
    for begin, texts in _complex(root):
        before = "".join(text.text or "" for text in texts)
        now = _now(before, pages, names)
        counted |= bool(_ALL_PAGES.search(before))
        if now != before:
            texts[0].text = now
            for text in texts[1:]:
                text.text = ""
        if _KEPT.match(before):
            begin.set(_LOCK, "1")
    for simple in root.iter(_SIMPLE):
        before = simple.get(_INSTR, "")
        counted |= bool(_ALL_PAGES.search(before))
        simple.set(_INSTR, _now(before, pages, names))
        if _KEPT.match(before):
            simple.set(_LOCK, "1")
    for link in root.iter(w("hyperlink")):
        anchor = w("anchor")
        if link.get(anchor) in names:
            link.set(anchor, names[link.get(anchor)])
    return counted


def _now(instruction: str, pages: str, names: Mapping[str, str]) -> str:
    text = _ALL_PAGES.sub(f"PAGEREF {pages}", instruction)
    for old, new in names.items():
        text = re.sub(rf"(?<![\w.]){re.escape(old)}(?![\w.])", new.replace("\\", "\\\\"), text)
    return text


def _complex(root: Any) -> Iterator[tuple[Any, list[Any]]]:
    """Begin and instruction of every field made of runs, innermost first."""
    opened: list[tuple[Any, list[Any], list[bool]]] = []
    for element in root.iter(_CHAR, _TEXT):
        if element.tag == _TEXT:
            if opened and not opened[-1][2]:
                opened[-1][1].append(element)
            continue
        kind = element.get(_KIND)
        if kind == "begin":
            opened.append((element, [], []))
        elif opened and kind == "separate":
            opened[-1][2].append(True)
        elif opened and kind == "end":
            begin, texts, _ = opened.pop()
            if texts:
                yield begin, texts
