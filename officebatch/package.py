"""Zip packages (docx, xlsx) out with fixed stamps, so that the same content is the same bytes.

The one door for writing a package: members keep their order, time stamps are those of 1980, no host system is named.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

STAMP = (1980, 1, 1, 0, 0, 0)
_DOS_STAMP = bytes((0, 0, 0x21, 0))  # 1980-01-01 00:00 as zip writes it
_TIMES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def settle(content: bytes, level: int = 6) -> bytes:
    """The same package with fixed stamps and fixed times in its core properties. Raises zipfile.BadZipFile."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return pack({name: package.read(name) for name in package.namelist()}, level)


def stamp(content: bytes) -> bytes:
    """The same package with fixed stamps, its members untouched as they are compressed: for one that is large and
    whose members are settled already. Raises zipfile.BadZipFile."""
    held = bytearray(content)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for entry in package.infolist():
            held[entry.header_offset + 10 : entry.header_offset + 14] = _DOS_STAMP
        place = package.start_dir
        for _ in package.infolist():
            held[place + 5] = 0  # made on no system in particular
            held[place + 12 : place + 16] = _DOS_STAMP
            held[place + 38 : place + 42] = bytes(4)
            place += 46 + sum(int.from_bytes(held[place + at : place + at + 2], "little") for at in (28, 30, 32))
    return bytes(held)


def pack(members: Mapping[str, bytes], level: int = 6) -> bytes:
    """A package of `members` in their order; `[Content_Types].xml` first, as readers expect."""
    held = io.BytesIO()
    names = sorted(members, key=lambda name: name != "[Content_Types].xml")
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as package:
        for name in names:
            entry = zipfile.ZipInfo(name, STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, _timeless(name, members[name]))
    return held.getvalue()


def _timeless(name: str, content: bytes) -> bytes:
    if name != "docProps/core.xml":
        return content
    return _TIMES.sub(rb"\g<1>2000-01-01T00:00:00Z\g<3>", content)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is the old one or the new one, never half: temporary beside it, synced, moved."""
    aside = path.with_name(f".{path.name}.part")
    with aside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
