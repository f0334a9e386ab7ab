"""What calamine drops of a sheet, taken from its XML: error cells, formulas never calculated, hidden rows, far cells.

Runs in the worker. `ordinary` unpacks a sheet bit by bit and looks for single letters first: an ordinary sheet is
never held as a whole and costs little more than its unpacking (0.13 s of 1.8 s at 100,000 rows of 20 cells). Only where
something is found the sheet is unpacked and the patterns run over it.
"""

from __future__ import annotations

import html
import posixpath
import re
import zipfile
import zlib
from contextlib import suppress

Marks = list[tuple[int, int, str]]  # row and column from 0, and the text
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ERROR = re.compile(rb'<c\b([^>]*\bt="e"[^>]*)>(?:(?!</c>).)*?<v>([^<]*)</v>', re.DOTALL)
_WAITING = re.compile(rb"<c\b([^>]*)><f\b[^>]*?(?:/>|>([^<]*)</f>)(?:<v\s*/>|<v></v>)?</c>")
_HIDDEN = re.compile(rb'<row\b([^>]*\bhidden="(?:1|true)"[^>]*)>')
_ROW = re.compile(rb'<row\b[^>]*\br="(\d+)"')
_WIDE = re.compile(rb' r="[A-Z]{2}')
_WIDER = (re.compile(rb' r="([A-Z]{3})\d'), re.compile(rb' r="([B-Z][A-Z])\d'))
_REFERENCE_IN = re.compile(rb'<c\b[^>]*? r="([A-Z]+\d+)"')
_FAR_ROW = 200_000  # a row further down is what makes the sheet large, whatever its columns
_BUDGET = 10_000_000  # cells of the rectangle a sheet spans
_SPARSE = 20  # times more rectangle than cells: no register
_COLUMNS = 16_384  # of any sheet
_CHUNK = 1 << 15  # bytes: packed ones at a time
_SEAM = 16  # a word looked for is shorter
_ERRORS, _FORMULAS, _HIDES = b't="e"', b"</f>", b" hidden="
_LOOKS = ((b"e", _ERRORS), (b"f", _FORMULAS), (b"i", _HIDES))
_REFERENCE = re.compile(r"([A-Z]+)(\d+)")


class FarCell(Exception):
    """A cell so far away that the sheet cannot be unfolded; `address` says where."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


def sheets(package: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → the member with its XML, where it has one. KeyError where the package is no OOXML workbook."""
    workbook = _workbook(package)
    led = {of.get("Id", ""): of.get("Target", "") for of in relations(package, workbook)}
    placed = {}
    for found in _SHEET.finditer(package.read(workbook)):
        named = _attributes(found[1])
        target = led.get(next((v for k, v in named.items() if k.endswith(":id")), ""), "")
        with suppress(KeyError):
            placed[named.get("name", "")] = member(package, posixpath.dirname(workbook), target)
    return placed


def member(package: zipfile.ZipFile, folder: str, target: str) -> str:
    """The member a part in `folder` calls `target`: names differ by upper and lower case, and some programs part
    folders by backslashes. KeyError."""
    wanted = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    if wanted in package.NameToInfo:
        return wanted
    folded = wanted.casefold()
    found = next((name for name in package.NameToInfo if name.replace("\\", "/").casefold() == folded), None)
    if found is None:
        raise KeyError(wanted)
    return found


def _workbook(package: zipfile.ZipFile) -> str:
    """The member that lists the sheets, wherever it stands. KeyError."""
    led = (of for of in relations(package, "") if of.get("Type", "").endswith("/officeDocument"))
    return member(package, "", next((of.get("Target", "") for of in led), ""))


def relations(package: zipfile.ZipFile, part: str) -> list[dict[str, str]]:
    """The relations of a part ("": of the package) as their attributes. KeyError."""
    folder, name = posixpath.split(part)
    held = package.read(member(package, posixpath.join(folder, "_rels"), f"{name}.rels"))
    return [_attributes(found[1]) for found in _RELATION.finditer(held)]


def since_1904(package: zipfile.ZipFile) -> bool:
    """Whether the workbook counts its days from 1904, as old ones made on a Mac do."""
    return re.search(rb"""\bdate1904\s*=\s*["'](?:1|true)["']""", package.read(_workbook(package))) is not None


def unpacked(content: bytes, member: zipfile.ZipInfo) -> bytes:
    """A member's bytes, no more than its directory entry says; the check sum is left to calamine. Raises zlib.error."""
    packed = _packed(content, member)
    if member.compress_type != zipfile.ZIP_DEFLATED:
        return packed
    return zlib.decompressobj(-15).decompress(packed, max(member.file_size, 1))


def _packed(content: bytes, member: zipfile.ZipInfo) -> bytes:
    at = member.header_offset
    named, extra = (int.from_bytes(content[at + i : at + i + 2], "little") for i in (26, 28))
    start = at + 30 + named + extra
    return content[start : start + member.compress_size]


def ordinary(content: bytes, member: zipfile.ZipInfo) -> bytes | None:
    """The end of a sheet with neither error cells nor formulas nor hidden rows nor cells that could be far, from its
    last rows on; None where it is another, or too short or too long at its end for that. Raises zlib.error."""
    if member.compress_type != zipfile.ZIP_DEFLATED or member.file_size < 2 * _CHUNK:
        return None
    packed, unpacker = _packed(content, member), zlib.decompressobj(-15)
    before, piece, wide, size = b"", b"", False, 0
    for start in range(0, len(packed), _CHUNK):
        before, piece = piece, unpacker.decompress(packed[start : start + _CHUNK])
        seam, size = before[-_SEAM:] + piece[:_SEAM], size + len(piece)
        if size > member.file_size or any(_holds(piece, seam, letter, word) for letter, word in _LOOKS):
            return None
        wide = wide or _WIDE.search(piece) is not None or _WIDE.search(seam) is not None
    end = before + piece
    rows = _last_row(end)
    return end if rows and rows * (_COLUMNS if wide else 26) <= _BUDGET and b"</sheetData>" in end else None


def _holds(piece: bytes, seam: bytes, letter: bytes, word: bytes) -> bool:
    """Whether a word stands in a piece or across its beginning; its rarest letter is looked for first."""
    return (letter in piece and word in piece) or (letter in seam and word in seam)


def _last_row(data: bytes) -> int:
    last = data.rfind(b"<row ")
    found = _ROW.match(data, last) if last >= 0 else None
    return int(found[1]) if found else 0


def refuse_far(data: bytes) -> None:
    """Refuse a sheet whose cells span far more than they fill. Raises FarCell."""
    last, rows = data.rfind(b"<row "), _last_row(data)
    name, columns = _farthest(data) if _WIDE.search(data) else (b"Z", 26)
    if rows * columns > _BUDGET:
        cells = data.count(b"<c ") + data.count(b"<c>")
        if rows * columns > _SPARSE * cells:
            in_last = _REFERENCE_IN.findall(data[max(last, 0) : last + _BUDGET // 100])
            raise FarCell(in_last[-1].decode() if in_last and rows > _FAR_ROW else f"{name.decode()}{rows}")


def errors(data: bytes) -> Marks:
    """Error cells: row, column, the error's name."""
    if _ERRORS not in data:
        return []
    return [(*_place(attributes), _text(value)) for attributes, value in _ERROR.findall(data)]


def waiting(data: bytes) -> Marks:
    """Formulas without a value: row, column, the formula."""
    if _FORMULAS not in data:  # a shared formula's followers have none, its first cell has
        return []
    return [
        (*_place(attributes), "=" + _text(formula))
        for attributes, formula in _WAITING.findall(data)
        if b't="str"' not in attributes
    ]


def hidden_rows(data: bytes) -> list[int]:
    """Rows from 1 that are hidden, by a filter or by hand."""
    if _HIDES not in data:
        return []
    return [int(_attributes(found)["r"]) for found in _HIDDEN.findall(data) if b' r="' in found]


def _farthest(data: bytes) -> tuple[bytes, int]:
    """The last column; AZ for all of AA to AZ, as looking closer would cost much in a long sheet."""
    for wider in _WIDER:
        if names := {found[1] for found in wider.finditer(data)}:
            return max(names), _column(max(names).decode()) + 1
    return b"AZ", 52


def _column(name: str) -> int:
    column = 0
    for sign in name:
        column = column * 26 + ord(sign) - 64
    return column - 1


def _attributes(text: bytes) -> dict[str, str]:
    return {
        found[1].decode(): html.unescape((found[2] or found[3] or b"").decode("utf-8", "replace"))
        for found in _ATTRIBUTE.finditer(text)
    }


def _place(attributes: bytes) -> tuple[int, int]:
    found = _REFERENCE.fullmatch(_attributes(attributes).get("r", "A1"))
    if found is None:
        return 0, 0
    return int(found[2]) - 1, _column(found[1])


def _text(value: bytes) -> str:
    return html.unescape(value.decode("utf-8", "replace"))
