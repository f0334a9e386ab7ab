"""A regulation's own Word file, looked at before it is bound into a book: where it lies, what it is, how it is marked.

The register's cell is a stranger's word: only a .docx within the workspace is read, by no link that leads out of it.
A file that bears a mark of secrecy or of an inner level in its head or anywhere by itself is not read out.
"""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

from officebatch.model.report import TroubleKind
from officebatch.package import BrokenPackage, unpacking
from officebatch.reading.guard import Refused, look
from officebatch.reading.marking import starred
from officebatch.reading.secrecy import Marks
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from officebatch.rulebook.settings import Settings

_DRIVE = re.compile(r"[A-Za-z]:")
_SHORT = 24  # characters; a mark stands by itself, what a regulation says of secrets stands in sentences
_PART = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_LINK = "/hyperlink"


def read_word_text(root: Path, name: str, settings: Settings) -> bytes:
    """The bytes of a Word file named within the workspace. Raises Refused with the reason."""
    path = _within(root, name)
    marks = Marks(settings)
    if marks.named(path.stem):
        raise Refused(TroubleKind.UNREADABLE, marked("its name bears a mark of secrecy"))
    try:
        look(path)
        with path.open("rb") as file:
            content = file.read()
        with unpacking(), zipfile.ZipFile(path) as package:
            _look_inside(package, marks, settings)
    except OSError as error:
        raise Refused(TroubleKind.UNREADABLE, marked("the file {file} cannot be read"), file=name) from error
    except BrokenPackage as error:
        raise Refused(TroubleKind.UNREADABLE, marked("the file is incomplete or broken")) from error
    return content


def _within(root: Path, name: str) -> Path:
    """The file a cell names. Raises Refused for a place outside the workspace, or where nothing lies."""
    said = name.strip().replace("\\", "/")
    parts = said.split("/")
    outside = said.startswith("/") or _DRIVE.match(said) or ".." in parts or "\0" in said or "://" in said
    path = root if outside else (root / said).resolve()
    if outside or not path.is_relative_to(root.resolve()) or any(p.startswith(".") for p in parts):
        raise Refused(TroubleKind.UNREADABLE, marked("{file} lies outside the workspace; copy the file into it and "
                                                     "enter its place there, as 制度/公文处理办法.docx"), file=name)
    if path.suffix.lower() != ".docx":
        raise Refused(TroubleKind.UNREADABLE, marked("{file} is no .docx; save it as .docx in Word"), file=name)
    if not path.is_file():
        raise Refused(TroubleKind.UNREADABLE, marked("the file {file} is not in the workspace"), file=name)
    return path


def _look_inside(package: zipfile.ZipFile, marks: Marks, settings: Settings) -> None:
    for member in package.namelist():
        if member.endswith(".rels") and not member.endswith("settings.xml.rels"):
            _look_at_relations(package.read(member))
        elif _PART.fullmatch(member):
            for text in _paragraphs(package.read(member)):
                _look_at_text(text, marks, settings)


def _look_at_relations(content: bytes) -> None:
    """What a file takes in from outside would be fetched by whoever opens the book; a link is not."""
    for one in _root(content).iter("{*}Relationship"):
        if one.get("TargetMode") == "External" and not str(one.get("Type", "")).endswith(_LINK):
            raise Refused(TroubleKind.UNREADABLE, marked("it takes in something from outside the file, as a picture "
                                                         "on the net; put it into the file in Word"))


def _look_at_text(text: str, marks: Marks, settings: Settings) -> None:
    if len(text) > _SHORT and not starred(text):
        return
    if marks.carried(text):
        raise Refused(TroubleKind.UNREADABLE, marked("its text bears a mark of secrecy"))
    bare = re.sub(r"[\s★☆*()（）【】\[\]]", "", text)
    if any(bare in (level, f"{level}级", f"{level}资料") for level in settings.inner_levels):
        raise Refused(TroubleKind.UNREADABLE, marked("its text bears the mark of an inner level"))


def _paragraphs(content: bytes) -> Iterator[str]:
    for paragraph in _root(content).iter("{*}p"):
        if text := "".join(one.text or "" for one in paragraph.iter("{*}t")).strip():
            yield text


def _root(content: bytes):  # type: ignore[no-untyped-def]  # lxml has no types
    from lxml import etree

    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise Refused(TroubleKind.UNREADABLE, marked("the file is incomplete or broken")) from error
    if root.getroottree().docinfo.doctype:
        raise Refused(TroubleKind.UNREADABLE, marked("the file is incomplete or broken"))
    return root
