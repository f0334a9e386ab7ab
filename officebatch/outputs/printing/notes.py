"""Footnotes and comments of all papers, each kind in one part."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lxml import etree

from officebatch.outputs.printing.volume import Relations
from officebatch.outputs.printing.wordml import ID, R, W, w, written

if TYPE_CHECKING:
    from collections.abc import Callable

    from officebatch.outputs.printing.packages import Relation


@dataclass(frozen=True)
class NoteKind:
    """One kind: its part, the element of one note, the elements of a text that point to one."""

    part: str
    one: str
    pointers: tuple[str, ...]


FOOTNOTES = NoteKind("footnotes", "footnote", ("footnoteReference",))
COMMENTS = NoteKind("comments", "comment", ("commentReference", "commentRangeStart", "commentRangeEnd"))


@dataclass
class Notes:
    """The notes of one kind while they grow. The lines that part footnotes from the text are those of the first paper
    that has any."""

    kind: NoteKind
    relations: Relations = field(default_factory=Relations)
    _held: list[Any] = field(default_factory=list)
    _last: int = 0

    def take(self, root: Any, body: Any, carry: Callable[[str], Relation]) -> None:
        """Take over the notes a text points to. root: the paper's part of notes, otherwise put right already."""
        notes = {note.get(ID): note for note in root.findall(w(self.kind.one))}
        if not self._held:
            self._held = [note for note in notes.values() if note.get(w("type")) not in (None, "normal")]
        new: dict[str, str] = {}
        for pointer in list(body.iter(*(w(name) for name in self.kind.pointers))):
            old = pointer.get(ID, "")
            if old not in notes:
                pointer.getparent().remove(pointer)
                continue
            if old not in new:
                self._last += 1
                new[old] = str(self._last)
                self._point(notes[old], carry)
                notes[old].set(ID, new[old])
                self._held.append(notes[old])
            pointer.set(ID, new[old])

    def content(self) -> bytes | None:
        """The finished part, None where there is no note."""
        if not self._last:
            return None
        root = etree.Element(w(self.kind.part), nsmap={"w": W, "r": R})
        root.extend(self._held)
        return written(root)

    def _point(self, note: Any, carry: Callable[[str], Relation]) -> None:
        for element in note.iter():
            for name, value in element.attrib.items():
                if name.startswith(f"{{{R}}}"):
                    element.set(name, self.relations.add(carry(value)))


def has(body: Any, kind: NoteKind) -> bool:
    """Whether a text points to a note of a kind."""
    return next(body.iter(w(kind.pointers[0])), None) is not None
