"""The read-back: every value a template printed stands in the finished paper, in order.

Nothing else finds a value that Word's XML swallowed: no validator does, and nothing raises.
"""

from __future__ import annotations

import re
from html import unescape
from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EMPTY_WRITTEN, EMPTY = '<w:t xml:space="preserve"></w:t>', '<w:t xml:space="preserve"/>'
BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)")
_SHOWN = re.compile(r"<w:t(?: [^>]*)?>([^<]*)|(<w:br/>|<w:cr/>)|<w:tab/>")
_TAG = re.compile(r"<[^>]*>")


def missing(values: Iterable[str], text: str) -> str | None:
    """The first value that does not stand in the text behind the one before it."""
    place, find = 0, text.find
    for value in values:
        found = find(value, place)
        if found < 0:
            return value
        place = found + len(value)
    return None


def shown(xml: str, *, breaks: bool = False, tabs: bool = False) -> str:
    """What Word shows of a part's XML, as it is escaped there. breaks, tabs: whether values have such within."""
    if tabs:
        found = _SHOWN.finditer(xml)
        return "".join(each[1] if each[1] is not None else "\n" if each[2] else "\t" for each in found)
    if breaks:
        xml = xml.replace(EMPTY, EMPTY_WRITTEN).replace(BREAK, "\n")
    return "\0".join(_TEXT.findall(xml))  # no value stands in two texts


def read_text(fragment: str) -> str:
    """The text of a piece of XML that may begin and end amid a run."""
    text = fragment.replace("<w:br/>", "\n").replace("<w:tab/>", "\t")
    return unescape(_TAG.sub("", text))


def shown_of(tree: Any) -> str:
    """What a parsed part shows, and the colours and widths a template may print."""
    return "".join(chain.from_iterable(map(_read, tree.iter())))


def _read(element: Any) -> Iterable[str]:
    tag = element.tag
    match tag.removeprefix(W) if isinstance(tag, str) else "":
        case "t":
            return (element.text or "",)
        case "br" | "cr":
            return ("\n",)
        case "tab":
            return ("\t",)
        case "shd" | "gridSpan" | "vMerge":
            return [str(value) for value in element.attrib.values()]
    return ()
