"""The read-back: every value a template printed stands in the finished paper, in order.

Nothing else finds a value that Word's XML swallowed: no validator does, and nothing raises.
"""

from __future__ import annotations

from xml.etree import ElementTree

from officebatch.outputs.refusal import Refused
from officebatch.wording import marked

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def prove(part: str, values: list[str], xml: bytes) -> None:
    """Raises Refused for the first printed value the finished part does not hold behind the one before it."""
    text, place = _text(xml), 0
    for value in values:
        found = text.find(value, place)
        if found < 0:
            raise Refused(
                marked("the value {value} did not arrive in {part}; the template loses it"), value=value, part=part
            )
        place = found + len(value)


def _text(xml: bytes) -> str:
    read = []
    for element in ElementTree.fromstring(xml).iter():
        match element.tag.removeprefix(_W):
            case "t":
                read.append(element.text or "")
            case "br" | "cr":
                read.append("\n")
            case "tab":
                read.append("\t")
            case "shd" | "gridSpan":  # a template may print a colour or a width
                read.extend(element.attrib.values())
    return "".join(read)
