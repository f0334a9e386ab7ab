"""What no template may bring along: things that reach outside the file, run something, or blow up when opened.

Word reads XML as XML, so it is read as XML here: a reference written by a character's number is the same reference.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING
from xml.parsers import expat

from officebatch.outputs.refusal import Refused
from officebatch.package import BrokenPackage, unpacking
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST = 64 * 1024 * 1024  # bytes unpacked; a template of an office is some hundred kB
_DECLARED = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")
_TYPED = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<", b"\x00\x00")  # as UTF-16 and UTF-32 begin
_MARK = re.compile(r"\{[{%#]|[}%#]\}")
_FETCHING = {"DDE", "DDEAUTO", "INCLUDE", "INCLUDETEXT", "INCLUDEPICTURE", "IMPORT", "LINK", "DATABASE", "RD"}


def refuse_dangers(name: str, content: bytes) -> None:
    """Raises Refused where a template is no Word package, too large, or holds macros, objects or outward links."""
    for part, data in _members(name, content).items():
        if "vbaProject" in part or "/embeddings/" in part or "/activeX/" in part:
            raise _refusal(name, say("{part} is a macro or an embedded object", part=part))
        text = data.removeprefix(b"\xef\xbb\xbf").lstrip()
        if part.endswith((".xml", ".rels")) or text.startswith((b"<", *_WIDE)):
            _refuse_xml(name, part, text)


def _members(name: str, content: bytes) -> Mapping[str, bytes]:
    try:
        with unpacking(), zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = [entry for entry in package.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > LARGEST:
                raise _refusal(name, say("it is too large"))
            members = {entry.filename: package.read(entry) for entry in entries}
    except BrokenPackage as fault:
        raise _refusal(name, say("it is no Word file (.docx)")) from fault
    if "word/document.xml" not in members:
        raise _refusal(name, say("it is no Word file (.docx)"))
    if len(members) < len(entries):
        raise _refusal(name, say("it holds a part twice"))
    return members


def _refuse_xml(name: str, part: str, text: bytes) -> None:
    declared = _DECLARED.match(text)
    if text.startswith(_WIDE) or (declared and declared[1].lower() not in {b"utf-8", b"us-ascii"}):
        raise _refusal(name, say("{part} is not written in UTF-8", part=part))
    if _TYPED.search(text):
        raise _refusal(name, say("{part} declares entities", part=part))
    if part.endswith(".rels") or b"instr" in text:
        try:
            _Reader(name, part).read(text)
        except expat.ExpatError as fault:
            raise _refusal(name, say("{part} is damaged", part=part)) from fault


class _Reader:
    """Reads relations and fields as Word does: a field's instruction is all its pieces together."""

    def __init__(self, template: str, part: str) -> None:
        self._template, self._part = template, part
        self._fields: list[list[str]] = []  # the instructions of the fields open, one in another
        self._instruction = self._begun = False
        self._stray = ""

    def read(self, xml: bytes) -> None:
        """Raises Refused, expat.ExpatError."""
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(xml, True)
        self._judge(self._stray, "")

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        values = {name.rpartition(":")[2]: value for name, value in attributes.items()}
        match tag.rpartition(":")[2]:
            case "Relationship":
                self._relation(values)
            case "fldSimple":
                self._judge(values.get("instr", ""), values.get("instr", ""))
            case "instrText":
                self._instruction = True
            case "fldChar":
                self._turn(values.get("fldCharType", ""))

    def _relation(self, values: Mapping[str, str]) -> None:
        kind = values.get("Type", "").rpartition("/")[2]
        if values.get("TargetMode", "").lower() == "external" and kind != "hyperlink":
            raise _refusal(self._template, say("{part} points outside the file", part=self._part))
        if kind in {"aFChunk", "subDocument"}:
            raise _refusal(self._template, say("{part} brings in another document", part=self._part))

    def _turn(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(["", "", "open"])
        elif self._fields:
            instruction, seen, state = self._fields[-1]
            if state == "open":
                self._judge(instruction, seen)
                self._fields[-1][2] = "result"
            if kind == "end":
                self._fields.pop()

    def _end(self, tag: str) -> None:
        if tag.rpartition(":")[2] == "instrText":
            self._instruction = False

    def _text(self, text: str) -> None:
        if self._instruction and not self._fields:
            self._stray += text
        for field in self._fields:
            if field[2] == "open":
                field[1] += text
        if self._instruction and self._fields:
            self._fields[-1][0] += text

    def _judge(self, instruction: str, seen: str) -> None:
        first = instruction.split(maxsplit=1)[:1]
        if first and first[0].strip('"“”').upper() in _FETCHING:
            raise _refusal(self._template, say("{part} has a field that fetches from outside", part=self._part))
        if _MARK.search(seen):
            raise _refusal(self._template, say("{part} has a tag within a field's instruction", part=self._part))


def _refusal(name: str, reason: str) -> Refused:
    return Refused(
        marked("the template {template} is not used: {reason}; save it anew without that"), template=name, reason=reason
    )
