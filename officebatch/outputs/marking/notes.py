"""Notes on cells: the clerk's own stay and are continued, ours are added, those of an earlier copy taken out first.

Kept as Excel keeps them: texts in one part, boxes in an old drawing (VML) beside it, which is patched as bytes because
not everything that Excel writes there is well formed. Threads of comments are left alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from officebatch.model.marks import AUTHOR, BEGIN, END, own_parts
from officebatch.model.origin import position
from officebatch.outputs.marking.boxes import Boxes
from officebatch.outputs.marking.opc import BROKEN, child, children, local
from officebatch.outputs.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from officebatch.outputs.marking.leaf import Leaf
    from officebatch.outputs.marking.opc import Package

    Places = dict[str, tuple[int, int]]

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_BOXES = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_THREAD = "tc="
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
LONGEST = 2000  # letters of a note; the list has all


class Notes:
    """The notes of one sheet."""

    def __init__(self, package: Package, sheet: str) -> None:
        self.package, self.sheet = package, sheet
        self.part = package.related(sheet, "comments")
        self.root = package.root(self.part) if self.part else None
        if self.root is not None and child(self.root, "commentList") is None:
            raise Refused(BROKEN, part=self.part, reason="commentList")

    def ours(self) -> bool:
        """Whether an earlier copy left something of ours here."""
        return bool(self.part) and BEGIN.encode() in self.package.read(self.part)

    def clear(self) -> None:
        """Take out what an earlier copy left; the drawing loses the boxes of notes that are empty then."""
        if self.root is None:
            return
        comments: Any = child(self.root, "commentList")
        gone: list[str] = []
        for comment in list(children(comments, "comment")):
            texts = _texts(comment)
            whole = "".join(t.text or "" for t in texts)
            if not (spans := own_parts(whole)):
                continue
            _cut(texts, spans)
            hers = not whole.startswith(BEGIN)  # one of hers may be blank: a box with a picture in it
            if hers or "".join(t.text or "" for t in texts).strip():
                _drop_empty(comment)
            else:
                comments.remove(comment)
                gone.append(comment.get("ref", ""))
        self.package.touch(self.part)
        drawings = [part for _, kind, part in self.package.relations(self.sheet) if kind == "vmlDrawing"]
        for drawing in drawings if gone else ():  # pictures of a page header are in one as well
            boxes = Boxes(self.package.read(drawing), drawing)
            boxes.remove({_place(ref) for ref in gone})
            self.package.write(drawing, boxes.content)

    def add(self, said: Mapping[str, str], leaf: Leaf) -> bytes:
        """Put a note on each address; what has to be put into the sheet where it had no drawing for notes yet."""
        root = self._root()
        comments = child(root, "commentList")
        there = {c.get("ref", "").replace("$", ""): c for c in children(comments, "comment")}
        author, new = self._author(root), []
        threads = {str(n) for n, a in enumerate(children(child(root, "authors"), "author"))
                   if (a.text or "").startswith(_THREAD)}  # fmt: skip
        for address, text in said.items():
            words = f"{BEGIN}\n{_CONTROL.sub('', text)[:LONGEST]}\n{END}"
            standing = there.get(address)
            if standing is None:
                comment = _sub(comments, "comment")
                comment.attrib.update({"ref": address, "authorId": str(author)})
                _run(_sub(comment, "text"), words)
                new.append((*_place(address), words.count("\n") + len(words) // 22))
            elif standing.get("authorId") not in threads:
                _continue(standing, words)
        self.package.touch(self.part)
        return self._draw(leaf, new)

    def _root(self) -> Any:
        if self.root is None:
            self.part = self.package.free(self.package.beside("commentsM{}.xml"))
            self.package.write(
                self.part, f'<comments xmlns="{self.package.namespace}"><authors/><commentList/></comments>'.encode()
            )
            self.package.relate(self.sheet, "comments", self.part)
            self.package.tell_type(self.part, _TYPE)
            self.root = self.package.root(self.part)
        return self.root

    def _author(self, root: Any) -> int:
        authors = child(root, "authors")
        if authors is None:
            raise Refused(BROKEN, part=self.part, reason="authors")
        names = [a.text or "" for a in children(authors, "author")]
        if AUTHOR not in names:
            _sub(authors, "author").text = AUTHOR
            names.append(AUTHOR)
        return names.index(AUTHOR)

    def _draw(self, leaf: Leaf, new: list[tuple[int, int, int]]) -> bytes:
        """The boxes of new notes."""
        if not new:
            return b""
        way = next((a.get("id", "") for name, _, a in leaf.behind() if name == "legacyDrawing"), "")
        drawing = next((t for i, _, t in self.package.relations(self.sheet) if i == way), "") if way else ""
        if way and drawing not in self.package:
            raise Refused(BROKEN, part=self.sheet, reason="legacyDrawing")
        others = [self.package.read(p) for p in self.package.parts() if p.lower().endswith(".vml") and p != drawing]
        boxes = Boxes(self.package.read(drawing) if drawing else b"", drawing, others)
        boxes.add(new)
        if drawing:
            self.package.write(drawing, boxes.content)
            return b""
        drawing = self.package.free(self.package.beside("drawings/vmlDrawingM{}.vml"))
        self.package.write(drawing, boxes.content)
        self.package.tell_type(drawing, _BOXES)
        relation = self.package.relate(self.sheet, "vmlDrawing", drawing)
        told = (leaf.prefix.decode(), self.package.kinds, relation)
        return '<{}legacyDrawing xmlns:r="{}" r:id="{}"/>'.format(*told).encode()


def _texts(comment: Any) -> list[Any]:
    """The pieces of a note's text, without reading aids."""
    found = []
    for text in children(comment, "text"):
        for piece in text:
            if local(piece) == "t":
                found.append(piece)
            elif local(piece) == "r":
                found += children(piece, "t")
    return found


def _cut(texts: list[Any], spans: list[tuple[int, int]]) -> None:
    at = 0
    for t in texts:
        text, kept = t.text or "", []
        for n, letter in enumerate(text, at):
            if not any(start <= n < end for start, end in spans):
                kept.append(letter)
        at += len(text)
        t.text = "".join(kept)


def _drop_empty(comment: Any) -> None:
    for text in children(comment, "text"):
        for run in list(children(text, "r")):
            if not "".join(t.text or "" for t in children(run, "t")):
                text.remove(run)


def _continue(comment: Any, words: str) -> None:
    """Put our words behind the clerk's."""
    text = child(comment, "text")
    if text is None:
        text = _sub(comment, "text")
    runs, plain = list(children(text, "r")), child(text, "t")
    if runs:
        _run(text, f"\n{words}", after=runs[-1])
    elif plain is not None:
        plain.text = f"{plain.text or ''}\n{words}"
        plain.set(_SPACE, "preserve")
    else:
        _run(text, f"\n{words}")


def _run(text: Any, words: str, after: Any | None = None) -> None:
    run = _sub(text, "r")
    if after is not None:
        after.addnext(run)
    t = _sub(run, "t")
    t.text = words
    t.set(_SPACE, "preserve")


def _sub(parent: Any, name: str) -> Any:
    made = parent.makeelement(f"{parent.tag.rpartition('}')[0]}}}{name}" if "}" in parent.tag else name)
    parent.append(made)
    return made


def _place(address: str) -> tuple[int, int]:
    """Row and column from 0."""
    found = _ADDRESS.match(address)
    return (int(found[2]) - 1, position(found[1])) if found else (-1, -1)
