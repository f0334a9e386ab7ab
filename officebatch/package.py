"""Zip packages (docx, xlsx) out with fixed stamps, so that the same content is the same bytes.

The one door for writing a package: members keep their order, time stamps are those of 1980, no host system is named.
"""

from __future__ import annotations

import io
import lzma
import os
import re
import struct
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping
    from pathlib import Path

STAMP = (1980, 1, 1, 0, 0, 0)
_DOS_STAMP = bytes((0, 0, 0x21, 0))  # 1980-01-01 00:00 as zip writes it
_DOS_DAY = 0x21
_RECORD = struct.Struct("<4s5H3L2H")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION = 20
_TIMES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


class BrokenPackage(ValueError):
    """What was taken for a zip package is none, or is damaged, locked, or packed in a way nobody here unpacks."""


@contextmanager
def unpacking() -> Iterator[None]:
    """Around opening a package and reading its members: whatever the library complains of is a BrokenPackage. (It
    says the same thing in many ways: a wrong directory, a checksum, a broken stream, a password, another method.)"""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, RuntimeError, ValueError) as fault:
        raise BrokenPackage(str(fault)) from fault


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


@dataclass(frozen=True)
class Base:
    """What many packages have in common, compressed once: zip records, their entries, how many they are."""

    records: bytes
    entries: bytes
    count: int


def base(content: bytes, changed: Mapping[str, bytes], without: Container[str] = ()) -> Base:
    """The members of a package as they are compressed there, but `changed` ones and those left out.

    Raises zipfile.BadZipFile, and KeyError where `changed` names no member.
    """
    written = _Writer()
    changed = dict(changed)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for entry in sorted(package.infolist(), key=lambda entry: entry.filename != "[Content_Types].xml"):
            name = entry.filename
            if entry.is_dir() or name in without:
                continue
            if name in changed or entry.compress_type not in {zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED}:
                plain = changed.pop(name) if name in changed else package.read(name)
                written.add(name, zipfile.ZIP_DEFLATED, zlib.crc32(plain), len(plain), _deflated(plain, 6))
            else:
                begin = entry.header_offset + 30
                begin += sum(int.from_bytes(content[begin - at : begin - at + 2], "little") for at in (4, 2))
                raw = content[begin : begin + entry.compress_size]
                written.add(name, entry.compress_type, entry.CRC, entry.file_size, raw)
    if changed:
        raise KeyError(*changed)
    return Base(b"".join(written.records), b"".join(written.entries), len(written.entries))


def pack_on(base: Base, members: Iterable[tuple[str, bytes]], level: int) -> bytes:
    """The package of what is common and these members behind it."""
    written = _Writer(len(base.records))
    for name, plain in members:
        written.add(name, zipfile.ZIP_DEFLATED, zlib.crc32(plain), len(plain), _deflated(plain, level))
    entries = b"".join((base.entries, *written.entries))
    count = base.count + len(written.entries)
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(entries), written.place, 0)
    return b"".join((base.records, *written.records, entries, end))


class _Writer:
    """Zip records and the entries of their directory."""

    def __init__(self, place: int = 0) -> None:
        self.records: list[bytes] = []
        self.entries: list[bytes] = []
        self.place = place

    def add(self, name: str, method: int, crc: int, size: int, packed: bytes) -> None:
        """A member, compressed already."""
        called = name.encode()
        told = (0 if name.isascii() else 0x800, method, 0, _DOS_DAY, crc, len(packed), size, len(called), 0)
        self.records += (_RECORD.pack(b"PK\3\4", _VERSION, *told), called, packed)
        self.entries.append(_ENTRY.pack(b"PK\1\2", _VERSION, _VERSION, *told, 0, 0, 0, 0, self.place) + called)
        self.place += _RECORD.size + len(called) + len(packed)


def _deflated(plain: bytes, level: int) -> bytes:
    return zlib.compress(plain, level, -zlib.MAX_WBITS)


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
