"""What a style sheet sets for the whole document, and how that is written into a style of its own."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from lxml import etree

from officebatch.outputs.printing.wordml import canonical, local, place, w

if TYPE_CHECKING:
    from collections.abc import Mapping

_NEXT_TO = {"rFonts", "lang", "spacing", "ind"}  # set attribute by attribute, not as a whole
# what Word does where neither a style nor the document says anything, for what defaults commonly set
_PLAIN: Mapping[str, Mapping[str, str]] = {
    "rFonts": dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), "Times New Roman"),
    "sz": {"val": "20"},
    "szCs": {"val": "20"},
    "kern": {"val": "0"},
    "color": {"val": "auto"},
    "u": {"val": "none"},
    "w": {"val": "100"},
    "position": {"val": "0"},
    "jc": {"val": "left"},
    "ind": dict.fromkeys(("left", "right", "firstLine"), "0"),
    **{name: {"val": "1"} for name in ("widowControl", "kinsoku", "wordWrap", "overflowPunct", "autoSpaceDE")},
    **{name: {"val": "1"} for name in ("autoSpaceDN", "adjustRightInd", "snapToGrid")},
    **{name: {"val": "0"} for name in ("b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "keepNext", "keepLines")},
    **{name: {"val": "0"} for name in ("topLinePunct", "contextualSpacing", "suppressAutoHyphens", "vanish")},
}
_SPACING = {
    "pPr": {"before": "0", "after": "0", "line": "240", "lineRule": "auto"},
    "rPr": {"val": "0"},
}
_PARTS = (
    "name", "aliases", "basedOn", "next", "link", "autoRedefine", "hidden", "uiPriority", "semiHidden",
    "unhideWhenUsed", "qFormat", "locked", "personal", "personalCompose", "personalReply", "rsid", "pPr", "rPr",
    "tblPr", "trPr", "tcPr", "tblStylePr",
)  # fmt: skip
_OTHERWISE = {
    "ascii": ("asciiTheme",), "hAnsi": ("hAnsiTheme",), "eastAsia": ("eastAsiaTheme",), "cs": ("cstheme",),
    "asciiTheme": ("ascii",), "hAnsiTheme": ("hAnsi",), "eastAsiaTheme": ("eastAsia",), "cstheme": ("cs",),
    "before": ("beforeLines", "beforeAutospacing"), "after": ("afterLines", "afterAutospacing"),
    "left": ("start", "leftChars"), "right": ("end", "rightChars"),
    "firstLine": ("firstLineChars", "hanging", "hangingChars"),
}  # fmt: skip


def of_document(root: Any, part: str) -> dict[str, Any]:
    """What a sheet sets for the whole document, by name."""
    found = root.find(f"{w('docDefaults')}/{w(part + 'Default')}/{w(part)}")
    return {local(e): e for e in found} if found is not None else {}


def looks(defaults: Mapping[str, Any]) -> dict[str, bytes]:
    """What defaults make of a paper's look: a language makes none."""
    return {name: canonical(e) for name, e in defaults.items() if name != "lang"}


def write_in(
    style: Any, part: str, order: tuple[str, ...], own: Mapping[str, Any], volume: Mapping[str, Any]
) -> None:
    """Write a document's defaults into a style that rests on no other, and undo what the volume's would add."""
    held = style.find(w(part))
    if held is None:
        held = etree.Element(w(part))
        place(style, held, _PARTS)
    for name in (*own, *(name for name in volume if name not in own)):
        if name not in order:
            continue
        plain = _SPACING[part] if name == "spacing" else _PLAIN.get(name, {})
        wanted = {w(key): value for key, value in plain.items()} if name in volume else {}
        if name in own and name in _NEXT_TO:
            wanted |= dict(own[name].attrib)
        mine = held.find(w(name))
        if mine is None:
            mine = deepcopy(own[name]) if name in own else etree.Element(w(name))
            if name in own and name not in _NEXT_TO:
                wanted = {}
            elif name not in own and not wanted:
                continue
            place(held, mine, order)
            mine.attrib.update(wanted)
        elif name in _NEXT_TO:
            for key, value in wanted.items():
                if key not in mine.attrib and not _said_otherwise(mine, key):
                    mine.set(key, value)


def _said_otherwise(element: Any, key: str) -> bool:
    """Whether an attribute is there under another name that means as much."""
    return any(element.get(w(other)) is not None for other in _OTHERWISE.get(key.rpartition("}")[2], ()))
