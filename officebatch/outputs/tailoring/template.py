"""One template judged whole: what no template may bring along, every part of it, and a trial with example values."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from officebatch.outputs.environment import Environment
from officebatch.outputs.fence import refuse_dangers
from officebatch.outputs.refusal import Refused
from officebatch.outputs.tailoring.names import base
from officebatch.outputs.tailoring.part import PartJudge
from officebatch.outputs.tailoring.problems import Place, Problem
from officebatch.outputs.tailoring.wordml import paragraphs, texts
from officebatch.outputs.variables import COMMON
from officebatch.package import BrokenPackage, unpacking
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from officebatch.outputs.variables import Variable

_BODY = "word/document.xml"
_FILLED = re.compile(r'<Relationship\b[^>]*/(header|footer|footnotes|endnotes)"[^>]*>')
_TARGET = re.compile(r'Target="([^"]*)"')
_DAMAGED = marked("this part of the file is damaged; open it in Word and save it anew")
_LARGEST = 16 * 1024 * 1024  # bytes of XML that are judged; a template of an office has some hundred kB


def judge(name: str, content: bytes, kinds: Sequence[Sequence[Variable]]) -> list[Problem]:
    """Everything wrong in a template, besides a trial. kinds: the variables of each kind of paper made from it."""
    found: list[Problem] = []
    danger: Problem | None = None
    try:
        refuse_dangers(name, content)
    except Refused as refusal:
        danger = refused(refusal)
    members = _members(content)
    if _BODY not in members:
        return [danger or Problem("damaged", marked("the file is too large to be judged"))]
    filled, loops = _filled(members), set[str]()
    for part in filled:
        for variables in kinds or [()]:
            found += _part(part, members[part], variables, kinds, loops)
    found += [problem for part, xml in members.items() if part not in filled for problem in _unfilled(part, xml)]
    placed = {
        say("{part} has a tag within a field's instruction", part=one.place.part)
        for one in found
        if one.kind == "field-code"
    }
    if danger is not None and dict(danger.values).get("reason") not in placed:
        found.insert(0, danger)
    return list(dict.fromkeys(found))


def refused(refusal: Refused) -> Problem:
    """What the press or the fence refuses, as a problem."""
    return Problem("refused", refusal.because, refusal.values)


def _members(content: bytes) -> dict[str, bytes]:
    try:
        with unpacking(), zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = [entry for entry in package.infolist() if entry.filename.endswith((".xml", ".rels"))]
            if sum(entry.file_size for entry in entries) > _LARGEST:
                return {}
            return {entry.filename: package.read(entry) for entry in entries}
    except BrokenPackage:
        return {}


def _filled(members: Mapping[str, bytes]) -> list[str]:
    """The parts the press fills in: the text first, then headers, footers and notes."""
    relations = members.get("word/_rels/document.xml.rels", b"").decode(errors="replace")
    found = [_BODY]
    for relation in _FILLED.finditer(relations):
        target = _TARGET.search(relation.group())
        part = target.group(1).removeprefix("/word/") if target else ""
        if f"word/{part}" in members:
            found.append(f"word/{part}")
    return list(dict.fromkeys(found))


def _part(
    part: str, xml: bytes, variables: Sequence[Variable], kinds: Sequence[Sequence[Variable]], loops: set[str]
) -> list[Problem]:
    known = base((*COMMON, *variables))
    elsewhere = frozenset(one.name for other in kinds for one in other) - set(known)
    try:
        found = paragraphs(part, xml)
        names = PartJudge(Environment(), known, elsewhere, loops, sure=bool(kinds))
        return names.judge(found)
    except ElementTree.ParseError:
        said = _DAMAGED
    except RecursionError:
        said = marked("this part of the file is nested too deep")
    return [Problem("damaged", said, (), Place(part))]


def _unfilled(part: str, xml: bytes) -> Iterator[Problem]:
    """Tags where the press does not look: comments, charts, the file's title, the address of a link."""
    if b"{{" not in xml and b"{%" not in xml and b"%7B%7B" not in xml:
        return
    said = marked("a tag here is not filled in; tags work in text, headers, footers and notes")
    if part.endswith(".rels"):
        for target in _TARGET.findall(xml.decode(errors="replace")):
            if "{{" in target or "%7B%7B" in target:
                yield Problem("not-filled", said, (), Place(part), target)
        return
    try:
        for text in texts(xml):
            if "{{" in text or "{%" in text:
                yield Problem("not-filled", said, (), Place(part), text[:60])
    except (ElementTree.ParseError, RecursionError):
        yield Problem("damaged", _DAMAGED, (), Place(part))
