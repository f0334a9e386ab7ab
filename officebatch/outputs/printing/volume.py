"""The combined package while it grows: parts under names of their own, relations, content types."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from officebatch.outputs.printing.packages import Relation
from officebatch.outputs.printing.wordml import DECLARED, R
from officebatch.outputs.refusal import Refused
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from officebatch.outputs.printing.packages import Package

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DEEPEST = 8


@dataclass
class Relations:
    """The relations of one part of the volume; the same target is pointed to once."""

    ids: dict[Relation, str] = field(default_factory=dict)

    def add(self, relation: Relation) -> str:
        """The id of a relation, a new one where there is none yet."""
        return self.ids.setdefault(relation, f"rId{len(self.ids) + 1}")

    def by_id(self) -> Mapping[str, Relation]:
        """Id → relation."""
        return {key: relation for relation, key in self.ids.items()}


@dataclass
class Volume:
    """Parts by name, each with its content type and relations. Equal parts with equal relations are one."""

    document: Relations = field(default_factory=Relations)
    contents: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    relations: dict[str, Mapping[str, Relation]] = field(default_factory=dict)
    _same: dict[tuple[bytes, str, tuple[tuple[str, Relation], ...]], str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)
    _last: dict[str, int] = field(default_factory=dict)

    def add(self, wanted: str, content: bytes, kind: str, relations: Mapping[str, Relation]) -> str:
        """The name a part has in the volume: `wanted`, or with another number where that is taken."""
        key = (content, kind, tuple(sorted(relations.items())))
        if key not in self._same:
            self.put(name := self._free(wanted), content, kind, relations)
            self._same[key] = name
        return self._same[key]

    def put(self, name: str, content: bytes, kind: str, relations: Mapping[str, Relation]) -> None:
        """A part under a name nobody else may have."""
        self.contents[name], self.types[name], self.relations[name] = content, kind, relations
        self._taken.add(name.lower())

    def carry(self, package: Package, relation: Relation, depth: int = 0) -> Relation:
        """The same relation within the volume, its part and all that hangs on it taken over as they are."""
        if relation.external:
            return relation
        if depth > DEEPEST:
            damaged = marked("its part {part} is damaged: {reason}")
            raise Refused(damaged, part=relation.target, reason="it holds itself")
        part = relation.target
        held = {key: self.carry(package, r, depth + 1) for key, r in package.relations(part).items()}
        return Relation(relation.kind, self.add(part, package.read(part), package.content_type(part), held))

    def carrier(self, package: Package, part: str) -> Callable[[str], Relation]:
        """What takes over that to which an id within a part points."""
        return lambda key: self.carry(package, package.pointed(part, key))

    def own(self, name: str, content: bytes, relations: Relations | None = None, kind: str = "") -> None:
        """One of the parts a document has once, related to it by its name."""
        part = f"word/{name}.xml"
        self.put(part, content, f"{_WORD}.{kind or name}+xml", relations.by_id() if relations else {})
        self.document.add(Relation(f"{R}/{kind or name}", part))

    def members(self) -> dict[str, bytes]:
        """The members of the package."""
        core = "docProps/core.xml"
        root = {
            "rId1": Relation(f"{R}/officeDocument", "word/document.xml"),
            "rId2": Relation(f"{_PACKAGE}/relationships/metadata/core-properties", core),
        }
        overrides = "".join(
            f"<Override PartName={quoteattr('/' + name)} ContentType={quoteattr(kind)}/>"
            for name, kind in self.types.items()
        )
        made = {
            "[Content_Types].xml": DECLARED
            + (
                f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
                'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
            ).encode(),
            "_rels/.rels": _written(root),
        }
        for name, content in self.contents.items():
            made[name] = content
            relations = self.document.by_id() if name == "word/document.xml" else self.relations[name]
            if relations:
                folder, file = posixpath.split(name)
                made[f"{folder}/_rels/{file}.rels"] = _written(relations)
        return made

    def _free(self, wanted: str) -> str:
        """A name nobody has; parts whose names differ in case alone are one to some readers."""
        name = wanted
        stem, dot, ending = wanted.rpartition(".")
        stem = re.sub(r"\d+$", "", stem)
        while name.lower() in self._taken:
            self._last[stem] = self._last.get(stem, 0) + 1
            name = f"{stem}{self._last[stem]}{dot}{ending}"
        return name


def _written(relations: Mapping[str, Relation]) -> bytes:
    lines = "".join(
        f"<Relationship Id={quoteattr(key)} Type={quoteattr(r.kind)} "
        f"Target={quoteattr(r.target if r.external else '/' + r.target)}"
        + (' TargetMode="External"/>' if r.external else "/>")
        for key, r in relations.items()
    )
    return DECLARED + f'<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'.encode()
