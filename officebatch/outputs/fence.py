"""What no template may bring along: things that reach outside the file, run something, or blow up when opened."""

from __future__ import annotations

import io
import re
import zipfile

from officebatch.outputs.refusal import Refused
from officebatch.wording import marked, say

LARGEST = 64 * 1024 * 1024  # bytes unpacked; a template of an office is some hundred kB
_OUTWARD = re.compile(rb"<Relationship\b(?=[^>]*TargetMode\s*=\s*[\"']External)(?![^>]*/hyperlink[\"'])[^>]*>")
_FIELD = re.compile(rb"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE)\b")
_INSTRUCTION = re.compile(rb"<w:instrText[^>]*>([^<]*)<|w:instr=\"([^\"]*)\"")


def refuse_dangers(name: str, content: bytes) -> None:
    """Raises Refused where a template is no Word package, too large, or holds macros, objects or outward links."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(entry.file_size for entry in package.infolist()) > LARGEST:
                raise _refusal(name, say("it is too large"))
            members = {entry: package.read(entry) for entry in package.namelist()}
    except (zipfile.BadZipFile, OSError, RuntimeError) as fault:
        raise _refusal(name, say("it is no Word file (.docx)")) from fault
    if "word/document.xml" not in members:
        raise _refusal(name, say("it is no Word file (.docx)"))
    for part, xml in members.items():
        if "vbaProject" in part or "/embeddings/" in part or "/activeX/" in part:
            raise _refusal(name, say("{part} is a macro or an embedded object", part=part))
        if part.endswith(".rels") and _OUTWARD.search(xml):
            raise _refusal(name, say("{part} points outside the file", part=part))
        if part.startswith("word/") and any(_FIELD.search(a or b) for a, b in _INSTRUCTION.findall(xml)):
            raise _refusal(name, say("{part} has a field that fetches from outside", part=part))


def _refusal(name: str, reason: str) -> Refused:
    return Refused(
        marked("the template {template} is not used: {reason}; save it anew without that"), template=name, reason=reason
    )
