"""File names: what the rule book wants, made safe for every system a department may open them on."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from officebatch.outputs.refusal import Refused
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 180  # bytes of one name in UTF-8: under every file system's 255 with room for a suffix of a copy
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_KEPT = " -_.()（）〔〕《》、，·"


def file_name(pattern: str, places: Mapping[str, str]) -> str:
    """The path of a paper: the places of the pattern (`{部门}` …) filled, every part safe.

    Raises Refused where the pattern holds another place or nothing usable is left of a part.
    """
    wanted = pattern
    for place, text in places.items():
        wanted = wanted.replace(f"{{{place}}}", _safe(text))
    if "{" in wanted or "}" in wanted:
        raise Refused(
            marked("the file name {pattern} has a place other than {known}; mend it in sheet 输出 of the rule book"),
            pattern=pattern,
            known=" ".join(f"{{{place}}}" for place in places),
        )
    parts = [_safe(part) for part in wanted.split("/")]
    if not all(parts):
        raise Refused(
            marked("the file name {pattern} has an empty part; mend it in sheet 输出 of the rule book"), pattern=pattern
        )
    return "/".join(parts)


def folder_name(name: str) -> str:
    """A name as one part of a path; never leads out of its folder."""
    return _safe(name.removesuffix(".docx"))


def sheet_name(name: str) -> str:
    """A sheet's name as Excel allows it: 31 characters, none of its own marks."""
    return re.sub(r"[\[\]:*?/\\]", " ", name)[:31].strip("' ")


def _safe(name: str) -> str:
    """Letters, digits, Han characters and a few marks; the rest becomes `_`."""
    folded = unicodedata.normalize("NFC", name)
    kept = "".join(c if c.isalnum() or c in _KEPT else "_" for c in folded).strip(" .")
    if _RESERVED.fullmatch(kept):
        kept = f"_{kept}"
    return _short(kept)


def _short(name: str) -> str:
    if len(name.encode()) <= LONGEST:
        return name
    stem, dot, suffix = name.rpartition(".")
    if not dot:
        stem, suffix = name, ""
    room = LONGEST - len((dot + suffix).encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(" .") + dot + suffix
