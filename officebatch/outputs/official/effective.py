"""What holds for a paragraph or a run in the end: document defaults, styles and their ancestors, numbering, what is
set on the spot.

Properties are flat: `spacing.line`, `ind.left`, `jc`, `b`. A closer source wins attribute by attribute, as in Word; a
theme font wins over a name only where both are set in one place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OFF = {"0", "false", "off"}
_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
_APART = {"rPr", "sectPr", "pPrChange", "rPrChange", "numberingChange"}
_FIRST = {
    "chineseCounting": "一", "chineseCountingThousand": "一", "japaneseCounting": "一", "ideographDigital": "一",
    "chineseLegalSimplified": "壹", "decimal": "1", "decimalFullWidth": "１", "decimalEnclosedCircle": "①",
}  # fmt: skip
_SCRIPTS = {"zh-CN": "Hans", "zh-TW": "Hant", "zh-HK": "Hant", "ja-JP": "Jpan", "ko-KR": "Hang"}


def off(said: str) -> bool:
    """Whether a yes-or-no property is switched off."""
    return said in _OFF


@dataclass(frozen=True)
class Style:
    """One style: what it is called, what it is based on, what it says itself."""

    name: str
    kind: str
    based_on: str
    paragraph: Element | None
    run: Element | None


@dataclass(frozen=True)
class Theme:
    """The theme's faces: `major` and `minor` by slot or script; the language Han characters are taken to be in."""

    faces: Mapping[tuple[str, str], str] = field(default_factory=dict)
    east_asian: str = "zh-CN"

    @classmethod
    def read(cls, theme: Element | None, settings: Element | None) -> Theme:
        faces = {}
        for kind in ("major", "minor") if theme is not None else ():
            for face in theme.iterfind(f".//{A}{kind}Font/*") if theme is not None else ():
                slot = face.get("script") or face.tag.removeprefix(A)
                faces[kind, slot] = face.get("typeface", "")
        language = settings.find(f"{W}themeFontLang") if settings is not None else None
        spoken = language.get(f"{W}eastAsia", "") if language is not None else ""
        return cls(faces, spoken or "zh-CN")

    def face(self, name: str) -> str:
        """The face a theme font (`minorEastAsia`, `majorHAnsi` …) stands for, "" where the theme has none."""
        kind, slot = name[:5], name[5:]
        if slot == "EastAsia":
            return self.faces.get((kind, "ea"), "") or self.faces.get((kind, _SCRIPTS.get(self.east_asian, "")), "")
        return self.faces.get((kind, "cs" if slot == "Bidi" else "latin"), "")


@dataclass(frozen=True)
class Styles:
    """All styles of a document with its numbering and its theme."""

    root: Element | None
    numbering: Element | None
    theme: Theme

    @cached_property
    def by_id(self) -> dict[str, Style]:
        """Style id → style."""
        found = {}
        for style in self.root.iterfind(f"{W}style") if self.root is not None else ():
            found[style.get(f"{W}styleId", "")] = Style(
                _value(style, "name"), style.get(f"{W}type", ""), _value(style, "basedOn"),
                style.find(f"{W}pPr"), style.find(f"{W}rPr"),
            )  # fmt: skip
        return found

    @cached_property
    def plain(self) -> str:
        """The id of the paragraph style that holds where none is named."""
        for style in self.root.iterfind(f"{W}style") if self.root is not None else ():
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default", "0") not in _OFF:
                return style.get(f"{W}styleId", "")
        return ""

    def paragraph(self, properties: Element | None) -> dict[str, str]:
        """What holds for a paragraph with these properties of its own."""
        held = flat(self._default("pPr"))
        for style in self._chain(self.style_of(properties)):
            self._numbered(held, style.paragraph)
            _lay(held, flat(style.paragraph))
        self._numbered(held, properties)
        _lay(held, flat(properties))
        return held

    def style_of(self, properties: Element | None) -> str:
        """The id of a paragraph's style."""
        named = _value(properties, "pStyle") if properties is not None else ""
        return named if named in self.by_id else self.plain

    def run(self, paragraph: Element | None, properties: Element | None) -> dict[str, str]:
        """What holds for a run with these properties in a paragraph with those."""
        held = self._fonts({}, self._default("rPr"))
        of_paragraph: dict[str, str] = {}
        for style in self._chain(self.style_of(paragraph)):
            of_paragraph = self._fonts(of_paragraph, style.run)
        of_run: dict[str, str] = {}
        for style in self._chain(_value(properties, "rStyle") if properties is not None else ""):
            of_run = self._fonts(of_run, style.run)
        bold = off(of_paragraph.get("b", "0")) is off(of_run.get("b", "0"))  # twice bold by styles is not bold
        held |= of_paragraph | of_run
        if "b" in of_paragraph or "b" in of_run:
            held["b"] = "0" if bold else "1"
        return self._fonts(held, properties)

    def label(self, properties: dict[str, str]) -> str:
        """The first label automatic numbering sets before a paragraph, "" where there is none."""
        level = self._level(properties.get("numPr.numId", ""), properties.get("numPr.ilvl", "0"))
        if level is None:
            return ""
        counted = _FIRST.get(_value(level, "numFmt"), "")
        text = _value(level, "lvlText")
        for n in range(1, 10):
            text = text.replace(f"%{n}", counted)
        return text if counted else ""

    def _numbered(self, held: dict[str, str], properties: Element | None) -> None:
        """Numbering brings indents of its own, which the place that names it may set anew."""
        if properties is not None and (named := properties.find(f"{W}numPr")) is not None:
            level = self._level(_value(named, "numId"), _value(named, "ilvl") or held.get("numPr.ilvl", "0"))
            _lay(held, flat(level.find(f"{W}pPr")) if level is not None else {})

    def _level(self, number: str, level: str) -> Element | None:
        if self.numbering is None or number in {"", "0"}:
            return None
        for num in self.numbering.iterfind(f"{W}num"):
            if num.get(f"{W}numId") == number:
                for abstract in self.numbering.iterfind(f"{W}abstractNum"):
                    if abstract.get(f"{W}abstractNumId") == _value(num, "abstractNumId"):
                        return next((one for one in abstract.iterfind(f"{W}lvl") if one.get(f"{W}ilvl") == level), None)
        return None

    def _default(self, kind: str) -> Element | None:
        if self.root is None:
            return None
        return self.root.find(f"{W}docDefaults/{W}{kind}Default/{W}{kind}")

    def _chain(self, style_id: str) -> list[Style]:
        """A style behind its ancestors."""
        found: list[Style] = []
        seen: set[str] = set()
        while style_id in self.by_id and style_id not in seen:
            seen.add(style_id)
            found.insert(0, self.by_id[style_id])
            style_id = found[0].based_on
        return found

    def _fonts(self, held: dict[str, str], properties: Element | None) -> dict[str, str]:
        """`held` with what these run properties say; the four fonts as `font.ascii` and so on."""
        said = flat(properties)
        fonts = properties.find(f"{W}rFonts") if properties is not None else None
        for slot in _SLOTS if fonts is not None else ():
            theme = fonts.get(f"{W}{'cstheme' if slot == 'cs' else slot + 'Theme'}") if fonts is not None else None
            name = fonts.get(f"{W}{slot}") if fonts is not None else None
            if theme is not None:
                said[f"font.{slot}"] = self.theme.face(theme)
            elif name is not None:
                said[f"font.{slot}"] = name
        return held | said


def _lay(held: dict[str, str], said: dict[str, str]) -> None:
    """What a closer place says over what holds; a first line set in and one set out exclude each other."""
    for one, other in (("ind.firstLine", "ind.hanging"), ("ind.hanging", "ind.firstLine")):
        if any(name.startswith(one) for name in said):
            for name in [name for name in held if name.startswith(other)]:
                del held[name]
    held.update(said)


def flat(properties: Element | None) -> dict[str, str]:
    """The properties an element says itself: a child with a value under its name, its attributes under name.attribute,
    its children under name.child (and name.child.attribute)."""
    return dict(_flat(properties)) if properties is not None else {}


def _flat(properties: Element) -> Iterator[tuple[str, str]]:
    for child in properties:
        name = child.tag.removeprefix(W)
        if name in _APART or "}" in name:
            continue
        if not child.attrib and not len(child):
            yield name, "1"
        for attribute, value in child.attrib.items():
            said = attribute.removeprefix(W)
            yield (name if said == "val" else f"{name}.{_SIDES.get(said, said)}"), value
        for inner, value in _flat(child):
            yield f"{name}.{inner}", value


_SIDES = {"start": "left", "end": "right", "startChars": "leftChars", "endChars": "rightChars"}


def _value(element: Element | None, name: str) -> str:
    child = element.find(f"{W}{name}") if element is not None else None
    return child.get(f"{W}val", "") if child is not None else ""
