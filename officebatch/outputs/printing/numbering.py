"""The lists of all papers in one part: every paper has its own, so that each counts from the beginning."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lxml import etree

from officebatch.outputs.printing.volume import Relations
from officebatch.outputs.printing.wordml import VAL, R, W, w, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from officebatch.outputs.printing.packages import Relation

_ABSTRACT, _ABSTRACT_ID, _NUM, _NUM_ID = w("abstractNum"), w("abstractNumId"), w("num"), w("numId")
_PICTURE, _PICTURE_ID = w("numPicBullet"), w("numPicBulletId")


@dataclass
class Numbering:
    """The part of the volume while it grows."""

    relations: Relations = field(default_factory=Relations)
    _pictures: list[Any] = field(default_factory=list)
    _abstracts: list[Any] = field(default_factory=list)
    _nums: list[Any] = field(default_factory=list)

    def take(self, root: Any, used: Iterable[str], carry: Callable[[str], Relation]) -> dict[str, str]:
        """Copy the lists of a paper that are used: numId as it was → as it is. carry: the relation of an id."""
        nums = {num.get(_NUM_ID): num for num in root.findall(_NUM)}
        abstracts = {a.get(_ABSTRACT_ID): a for a in root.findall(_ABSTRACT)}
        new: dict[str, str] = {}
        copied: dict[str, str] = {}
        for old in sorted(set(used) & set(nums)):
            num = deepcopy(nums[old])
            pointer = num.find(_ABSTRACT_ID)
            abstract = _resolved(abstracts, pointer.get(VAL) if pointer is not None else "")
            if abstract is None:
                continue
            found = abstract.get(_ABSTRACT_ID)
            if found not in copied:
                copied[found] = self._copy(root, abstract, carry)
            pointer.set(VAL, copied[found])
            new[old] = str(len(self._nums) + 1)
            num.set(_NUM_ID, new[old])
            self._nums.append(num)
        return new

    def rename(self, ids: Mapping[str, str], styles: Mapping[str, str]) -> None:
        """Let the levels of new lists (the values of `ids`) name their styles as the volume has them."""
        mine = {num.find(_ABSTRACT_ID).get(VAL) for num in self._nums if num.get(_NUM_ID) in set(ids.values())}
        for abstract in self._abstracts:
            if abstract.get(_ABSTRACT_ID) in mine:
                for named in list(abstract.iter(w("pStyle"))):
                    if (style := styles.get(named.get(VAL, ""))) is not None:
                        named.set(VAL, style)
                    else:
                        named.getparent().remove(named)

    def content(self) -> bytes | None:
        """The finished part, None where no paper has a list."""
        if not self._nums:
            return None
        root = etree.Element(w("numbering"), nsmap={"w": W, "r": R})
        root.extend((*self._pictures, *self._abstracts, *self._nums))
        return written(root)

    def _copy(self, root: Any, abstract: Any, carry: Callable[[str], Relation]) -> str:
        copy = deepcopy(abstract)
        new = str(len(self._abstracts) + 1)
        copy.set(_ABSTRACT_ID, new)
        for name in ("styleLink", "numStyleLink"):
            for link in copy.findall(w(name)):
                copy.remove(link)
        nsid = copy.find(w("nsid"))
        if nsid is not None:  # what tells lists apart: two with the same would count on
            nsid.set(VAL, f"{0x20000000 + len(self._abstracts):08X}")
        for bullet in copy.iter(w("lvlPicBulletId")):
            bullet.set(VAL, self._picture(root, bullet.get(VAL, ""), carry))
        self._abstracts.append(copy)
        return new

    def _picture(self, root: Any, old: str, carry: Callable[[str], Relation]) -> str:
        found = next((p for p in root.findall(_PICTURE) if p.get(_PICTURE_ID) == old), None)
        if found is None:
            return old
        copy, new = deepcopy(found), str(len(self._pictures))
        copy.set(_PICTURE_ID, new)
        for element in copy.iter():
            for name, value in element.attrib.items():
                if name.startswith(f"{{{R}}}"):
                    element.set(name, self.relations.add(carry(value)))
        self._pictures.append(copy)
        return new


def _resolved(abstracts: Mapping[str, Any], abstract_id: str) -> Any:
    """The list behind an id, through the style that lends it (numStyleLink to styleLink) where there is one."""
    found = abstracts.get(abstract_id)
    link = found.find(w("numStyleLink")) if found is not None else None
    if link is None:
        return found
    lenders = ((a, a.find(w("styleLink"))) for a in abstracts.values())
    return next((a for a, lends in lenders if lends is not None and lends.get(VAL) == link.get(VAL)), found)


def listed(*roots: Any) -> set[str]:
    """The numIds that parts of a paper name."""
    return {number.get(VAL) for root in roots for number in root.iter(_NUM_ID)} - {"0", None}


def renumber(root: Any, new: Mapping[str, str]) -> None:
    """Let a part of a paper name its lists as the volume has them; a list that is not there makes none."""
    for number in root.iter(_NUM_ID):
        number.set(VAL, new.get(number.get(VAL, ""), "0"))


