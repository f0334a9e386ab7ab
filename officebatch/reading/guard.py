"""What a file is by its first bytes and its zip directory, before anything of it is unpacked.

Bombs end calamine without an exception, so the cheap fence stands here and the costly one, a process with limits,
behind it. Figures: real registers of 100,000 rows have ratios of 12 to 15, bombs start at some hundred.
"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from officebatch.model.report import TroubleKind
from officebatch.package import BrokenPackage, unpacking
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et", ".csv")
_MEMBER, _TOTAL, _MEMBERS = 256 << 20, 512 << 20, 2000
_RATIO, _RATIO_FROM = 100, 16 << 20
_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_STREAMS = ("Workbook".encode("utf-16-le"), "Book\0".encode("utf-16-le"))


class Refused(Exception):
    """A file that is not read. `why` is a message of this room, `values` fill it; nothing of a cell is in either."""

    def __init__(self, kind: TroubleKind, why: str, **values: str) -> None:
        super().__init__(kind.value)
        self.kind, self.why, self.values = kind, why, tuple(values.items())


def look(path: Path) -> None:
    """Refuse what must not be unpacked. Raises Refused, OSError."""
    size = path.stat().st_size
    if not size:
        raise Refused(TroubleKind.UNREADABLE, marked("the file is empty"))
    if size > _MEMBER:
        raise Refused(TroubleKind.TOO_LARGE, marked("the file is larger than {limit} MB"), limit=str(_MEMBER >> 20))
    with path.open("rb") as file:
        head = file.read(512)
    if path.suffix.lower() == ".csv":
        _look_at_text(head)
    elif head.startswith(_ZIP):
        _look_at_zip(path)
    elif head.startswith(_OLE):
        _look_at_ole(path)
    else:
        raise Refused(TroubleKind.UNREADABLE, _no_workbook(head))


def _look_at_text(head: bytes) -> None:
    if head.startswith((_ZIP, _OLE)):
        raise Refused(TroubleKind.UNREADABLE, marked("a workbook named .csv; give it its right ending"))


def _look_at_zip(path: Path) -> None:
    try:
        with path.open("rb") as file, unpacking(), zipfile.ZipFile(file) as package:
            members = package.infolist()
    except BrokenPackage as error:
        raise Refused(TroubleKind.UNREADABLE, marked("the file is incomplete or broken")) from error
    if any(m.flag_bits & 1 for m in members):
        raise Refused(TroubleKind.ENCRYPTED, marked("the file is locked with a password"))
    names = [m.filename for m in members]
    if len(names) > _MEMBERS or len(set(names)) != len(names):
        raise Refused(TroubleKind.TOO_LARGE, marked("the package has too many parts, or parts of one name"))
    _weigh(members)


def _weigh(members: Sequence[zipfile.ZipInfo]) -> None:
    if any(m.file_size > _MEMBER for m in members) or sum(m.file_size for m in members) > _TOTAL:
        raise Refused(TroubleKind.TOO_LARGE, marked("unpacked it is larger than {limit} MB"), limit=str(_TOTAL >> 20))
    if any(m.file_size > _RATIO_FROM and m.file_size > _RATIO * m.compress_size for m in members):
        raise Refused(TroubleKind.TOO_LARGE, marked("a part is packed so tightly that it can be no register"))


def _look_at_ole(path: Path) -> None:
    """An old .xls whatever it is called; anything else in that wrapping is a locked package."""
    content = path.read_bytes()
    named_zip = path.suffix.lower() in (".xlsx", ".xlsm", ".xlsb", ".ods")
    if _PACKAGE in content or (named_zip and not any(stream in content for stream in _STREAMS)):
        raise Refused(TroubleKind.ENCRYPTED, marked("the file is locked with a password"))


def _no_workbook(head: bytes) -> str:
    text = head.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if text.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")):
        return marked("a web page or XML named like a workbook; open it in Excel and save it as .xlsx")
    if b"\0" not in head:
        return marked("a text file named like a workbook; save it as .xlsx, or name it .csv")
    return marked("the file is no workbook, or it is broken")
