"""The fonts and colours of a theme written out, for a paper whose theme is not that of the volume."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from officebatch.outputs.printing.wordml import VAL, A, local, parse, w

if TYPE_CHECKING:
    from collections.abc import Mapping

_FONTS = {"asciiTheme": "ascii", "hAnsiTheme": "hAnsi", "eastAsiaTheme": "eastAsia", "cstheme": "cs"}
_FACES = {"Ascii": "latin", "HAnsi": "latin", "EastAsia": "ea", "Bidi": "cs"}
_COLOURS = tuple(
    w(name)
    for name in ("themeColor", "themeTint", "themeShade", "themeFill", "themeFillTint", "themeFillShade")
)
_SIDES = ("top", "left", "bottom", "right", "start", "end", "insideH", "insideV", "between", "bar", "tl2br", "tr2bl")


def write_out(root: Any, theme: bytes) -> None:
    """Every font and colour of `root` that names a place in the theme names itself instead."""
    faces = _faces(theme)
    for fonts in root.iter(w("rFonts")):
        for of_theme, plain in _FONTS.items():
            named = fonts.attrib.pop(w(of_theme), None)
            if named and faces.get(named):
                fonts.set(w(plain), faces[named])
    for element in root.iter(*(w(name) for name in ("color", "shd", "u", *_SIDES))):
        for name in _COLOURS:
            element.attrib.pop(name, None)
        if local(element) == "color" and element.get(VAL) is None:
            element.set(VAL, "auto")


@cache
def _faces(theme: bytes) -> Mapping[str, str]:
    """`minorEastAsia` … → the face the theme has for it; an empty East Asian one is that for simplified Chinese."""
    found = {}
    root = parse(theme, "theme")
    for size in ("major", "minor"):
        for fonts in root.iter(f"{{{A}}}{size}Font"):
            script = {f.get("script"): f.get("typeface") for f in fonts.iter(f"{{{A}}}font")}
            for name, kind in _FACES.items():
                face = next((f.get("typeface") for f in fonts.iter(f"{{{A}}}{kind}")), "")
                found[size + name] = face or (script.get("Hans", "") if kind == "ea" else "")
    return found
