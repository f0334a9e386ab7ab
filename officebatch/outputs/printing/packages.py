"""A finished paper as a package: its parts, their relations and content types.

A part met before, byte for byte as it is compressed, is not unpacked again: the papers of one template differ in
little but their text.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from officebatch.outputs.printing.wordml import parse
from officebatch.outputs.refusal import Refused
from officebatch.package import BrokenPackage, unpacking
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Mapping

_OFFICE = "/officeDocument"
_MAIN = ".wordprocessingml.document.main+xml"


class Relation(NamedTuple):
    """What a part points to. kind: the whole type; target: a part's name, or an address where it is external."""

    kind: str
    target: str
    external: bool = False

    @property
    def short(self) -> str:
        """The last word of its type: `header`, `image` …"""
        return self.kind.rpartition("/")[2]


class Part(NamedTuple):
    """A part that is put right: its tree and its bytes."""

    root: Any
    raw: bytes


@dataclass
class Shelf:
    """What was unpacked or read once, for all papers of one binding."""

    members: dict[tuple[int, bytes], bytes] = field(default_factory=dict)
    relations: dict[tuple[str, bytes], Mapping[str, Relation]] = field(default_factory=dict)
    types: dict[bytes, tuple[Mapping[str, str], Mapping[str, str]]] = field(default_factory=dict)


class Package:
    """One paper. Raises Refused, made or asked, where it is no sound Word file."""

    def __init__(self, content: bytes, shelf: Shelf) -> None:
        self._content, self._shelf = content, shelf
        self._relations: dict[str, Mapping[str, Relation]] = {}
        try:
            with unpacking():
                self._zip = zipfile.ZipFile(io.BytesIO(content))
        except BrokenPackage as fault:
            raise Refused(marked("it is no whole Word file ({reason})"), reason=fault) from None
        self._entries = {entry.filename: entry for entry in self._zip.infolist()}
        if len(self._entries) != len(self._zip.infolist()):
            raise Refused(marked("it is no whole Word file ({reason})"), reason="a part stands in it twice")
        main = [r.target for r in self.relations("").values() if r.kind.endswith(_OFFICE)]
        if not main or not self.content_type(main[0]).endswith(_MAIN):
            raise Refused(marked("it is no Word document in the usual format; save it as .docx in Word"))
        self.main = main[0]

    def read(self, part: str, *, keep: bool = True) -> bytes:
        """The bytes of a part. keep: it may come again in another paper."""
        entry = self._entries.get(part)
        if entry is None:
            raise Refused(marked("its part {part} is missing"), part=part)
        at = entry.header_offset
        name, extra = (int.from_bytes(self._content[at + n : at + n + 2], "little") for n in (26, 28))
        start = at + 30 + name + extra
        key = (entry.CRC, self._content[start : start + entry.compress_size]) if keep else None
        if key is not None and key in self._shelf.members:
            return self._shelf.members[key]
        try:
            with unpacking():
                held = self._zip.read(entry)
        except BrokenPackage as fault:
            raise Refused(marked("its part {part} is damaged: {reason}"), part=part, reason=fault) from None
        if key is not None:
            self._shelf.members[key] = held
        return held

    def relations(self, part: str) -> Mapping[str, Relation]:
        """The relations of a part by id; "" is the package itself."""
        if part in self._relations:
            return self._relations[part]
        folder, name = posixpath.split(part)
        source = posixpath.join(folder, "_rels", f"{name}.rels")
        if source not in self._entries:
            return self._relations.setdefault(part, {})
        content = self.read(source)
        if (source, content) not in self._shelf.relations:
            self._shelf.relations[source, content] = {
                line.get("Id"): _relation(folder, line.attrib) for line in parse(content, source)
            }
        return self._relations.setdefault(part, self._shelf.relations[source, content])

    def pointed(self, part: str, key: str) -> Relation:
        """That to which an id within a part points."""
        relations = self.relations(part)
        if key not in relations:
            raise Refused(marked("its part {part} is damaged: {reason}"), part=part, reason=f"{key}?")
        return relations[key]

    def one(self, kind: str) -> str | None:
        """The part of its document that is there once at most: `styles`, `numbering` … None where there is none."""
        return next((r.target for r in self.relations(self.main).values() if r.short == kind and not r.external), None)

    def content_type(self, part: str) -> str:
        """What kind of part it is."""
        content = self.read("[Content_Types].xml")
        if content not in self._shelf.types:
            lines = list(parse(content, "[Content_Types].xml"))
            self._shelf.types[content] = (
                {line.get("PartName", "").lower(): line.get("ContentType") for line in lines},
                {line.get("Extension", "").lower(): line.get("ContentType") for line in lines},
            )
        parts, endings = self._shelf.types[content]
        return parts.get(f"/{part}".lower()) or endings.get(part.rpartition(".")[2].lower(), "")


def _relation(folder: str, line: Mapping[str, str]) -> Relation:
    target, kind = line.get("Target", ""), line.get("Type", "")
    if line.get("TargetMode") == "External":
        return Relation(kind, target, external=True)
    return Relation(kind, posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/"))
