"""Heads and feet of the papers as parts of the volume; the same one is one part, whoever has it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree

from officebatch.outputs.printing import sections
from officebatch.outputs.printing.packages import Part, Relation
from officebatch.outputs.printing.wordml import R, W, parse, w, written

if TYPE_CHECKING:
    from officebatch.outputs.printing.packages import Package
    from officebatch.outputs.printing.volume import Volume

_OF_ITS_OWN = re.compile(rb"numId|bookmark|[Nn][Uu][Mm]|REF")
_RID = f"{{{R}}}id"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"


class Margin(NamedTuple):
    """A head or foot, what points to it, and by what it is the same as others (None: by nothing)."""

    part: Part
    relation: Relation
    same: object


@dataclass
class Margins:
    """The heads and feet of a volume; what is the same is put there once."""

    volume: Volume
    _shared: dict[object, Relation] = field(default_factory=dict)
    _alone: dict[bytes, bool] = field(default_factory=dict)

    def blanks(self) -> dict[str, str]:
        """An empty head and foot: element → relation of the document."""
        made = {}
        for kind, root in (("header", "hdr"), ("footer", "ftr")):
            part = etree.Element(w(root), nsmap={"w": W})
            part.append(sections.line())
            name = self.volume.add(f"word/{kind}1.xml", written(part), _KIND.format(kind=kind), {})
            made[f"{kind}Reference"] = self.volume.document.add(Relation(f"{R}/{kind}", name))
        return made

    def of(
        self, package: Package, found: list[Any], looks: object
    ) -> tuple[dict[str, Relation], dict[str, Margin]]:
        """The heads and feet of a paper's sections by id: those that stand in the volume, those still to be put there.

        looks: what heads and feet must have in common beside their bytes; None where the paper shares none.
        """
        placed: dict[str, Relation] = {}
        margins: dict[str, Margin] = {}
        for key in dict.fromkeys(r.get(_RID) for section in found for r in section if r.tag in sections.MARGINS):
            relation = package.pointed(package.main, key)
            same = self._same(package, relation.target, looks) if looks is not None else None
            if same in self._shared:
                placed[key] = self._shared[same]
            else:
                raw = package.read(relation.target)
                margins[key] = Margin(Part(parse(raw, relation.target), raw), relation, same)
        return placed, margins

    def put(self, package: Package, margin: Margin) -> Relation:
        """A head or foot of a paper as a part of the volume."""
        target = margin.relation.target
        held = {key: self.volume.carry(package, r) for key, r in package.relations(target).items()}
        name = self.volume.add(target, written(margin.part.root), package.content_type(target), held)
        relation = Relation(margin.relation.kind, name)
        if margin.same is not None:
            self._shared[margin.same] = relation
        return relation

    def _same(self, package: Package, part: str, looks: object) -> object:
        """By what a head or foot is the same as others; None for one that is a paper's alone."""
        content = package.read(part)
        if content not in self._alone:
            self._alone[content] = _OF_ITS_OWN.search(content) is not None
        return None if self._alone[content] else (content, tuple(package.relations(part).items()), looks)
