"""A worksheet's XML as bytes: only the tags of marked cells, new cells and one relation are written into it.

Rows without a mark, values, rules and everything behind the cells keep their bytes, so that a long sheet costs little
more than looking for the beginnings of its rows.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.parsers import expat

from officebatch.model.origin import letter, position
from officebatch.outputs.marking.opc import BROKEN
from officebatch.outputs.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Cells = Mapping[int, Callable[[int], int]]  # column → what becomes of its style

_ROOT = re.compile(rb"<(?:([\w.-]+):)?worksheet\b[^<>]*>")
_NUMBER = re.compile(rb"""\sr=["'](\d+)["']""")
_PLACE = re.compile(rb"""\sr=["']([A-Z]{1,3})(\d+)["']""")
_STYLE = re.compile(rb"""\ss=["'](\d*)["']""")  # some write an empty one
_SPANS = re.compile(rb"""\sspans=["'](\d+):(\d+)["']""")
_CUSTOM = re.compile(rb"""\scustomFormat=["'](?:1|true)["']""")
_ENCODING = re.compile(rb"""^<\?xml[^>]*?encoding=["']([\w-]+)["']""")
_DIMENSION = re.compile(rb"""(<(?:[\w.-]+:)?dimension\b[^<>]*?\bref=["'])([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?(["'])""")
_COL = re.compile(rb"<(?:[\w.-]+:)?col\b([^<>]*)>")
_ATTRIBUTE = re.compile(rb"""([\w:]+)=["']([^"']*)["']""")
# what stands behind the relation to the notes, by the standard's order
_BEHIND = {
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
}  # fmt: skip
_ALTERNATIVES = "AlternateContent"  # wraps objects and controls


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    start: int
    inside: int  # where the tag ends
    end: int  # where the row ends


class Leaf:
    """One worksheet. Raises Refused where its XML is not of the common form."""

    def __init__(self, part: str, content: bytes) -> None:
        self.part, self.content = part, content.removeprefix(b"\xef\xbb\xbf")
        told = _ENCODING.match(self.content)
        if told is not None and told[1].lower() not in (b"utf-8", b"us-ascii", b"ascii"):
            raise self._refused("encoding")
        root = _ROOT.search(self.content)
        if root is None:
            raise self._refused("worksheet")
        self.root = root[0]
        self.prefix = root[1] + b":" if root[1] else b""
        data = re.compile(rb"<%ssheetData\b[^<>]*>" % self.prefix).search(self.content, root.end())
        if data is None:
            raise self._refused("sheetData")
        self._empty = data[0].endswith(b"/>")
        self.start, self.begin = data.start(), data.end()
        self.close = b"</%ssheetData>" % self.prefix
        self.end = self.begin if self._empty else self.content.rfind(self.close)
        self.tail = self.end + (0 if self._empty else len(self.close))
        odd = any(self.content.find(odd, root.end(), self.end) >= 0 for odd in _ODD)
        if self.end < self.begin or (odd and _HIDING.search(self.content, root.end(), self.end)):
            raise self._refused("sheetData")

    def _refused(self, reason: str) -> Refused:
        return Refused(BROKEN, part=self.part, reason=reason)

    @cached_property
    def rows(self) -> list[_Row]:
        """The rows in their order. One that names no number has that of its first cell, or follows the one before."""
        row = re.compile(rb"<%srow\b[^<>]*>" % self.prefix)
        close, content, found, last = b"</%srow>" % self.prefix, self.content, [], 0
        for tag in row.finditer(content, self.begin, self.end):
            number = _NUMBER.search(tag[0])
            inside = tag.end()
            first = _PLACE.search(content, inside, content.find(b">", inside)) if number is None else None
            last = int(number[1]) if number else int(first[2]) if first else last + 1
            ends = inside if tag[0].endswith(b"/>") else content.find(close, inside) + len(close)
            found.append(_Row(last, tag.start(), inside, ends))
        numbers = [row.number for row in found]
        if any(a >= b for a, b in pairwise(numbers)):
            raise self._refused("row")
        return found

    @cached_property
    def _numbers(self) -> list[int]:
        return [row.number for row in self.rows]

    def row(self, number: int) -> _Row | None:
        """A row, None where it is not written down."""
        at = bisect_left(self._numbers, number)
        return self.rows[at] if at < len(self.rows) and self.rows[at].number == number else None

    def row_bytes(self, number: int) -> bytes:
        """A row as it is written, every cell with its place; b"" where it is not written."""
        row = self.row(number)
        content = self.content[row.start : row.end] if row is not None else b""
        for column, cell, place in reversed(list(self._cells(content))):
            if place is None:
                at = cell.start() + len(self.prefix) + 2
                content = content[:at] + b' r="%s%d"' % (letter(column - 1).encode(), number) + content[at:]
        return content

    def styles(self) -> Iterator[tuple[int, int, int]]:
        """First and last column and style of the columns that have one."""
        for found in _COL.finditer(self.content, 0, self.start):
            named = dict(_ATTRIBUTE.findall(found[1]))
            if named.get(b"style", b"0") != b"0":
                yield int(named[b"min"]), int(named[b"max"]), int(named[b"style"])

    def columns(self) -> bytes:
        """The widths of the columns as they are written."""
        found = re.compile(rb"<%scols\b.*?</%scols>" % (self.prefix, self.prefix), re.DOTALL).search(
            self.content, 0, self.start
        )
        return found[0] if found else b""

    def behind(self) -> list[tuple[str, int, dict[str, str]]]:
        """What stands behind the cells: name, place in the bytes, attributes by their names without namespace."""
        found: list[tuple[str, int, dict[str, str]]] = []
        depth = 0
        parser = expat.ParserCreate(namespace_separator=" ")
        shift = self.tail - len(self.root)

        def begun(name: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth == 2:
                plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
                found.append((name.rpartition(" ")[2], parser.CurrentByteIndex + shift, plain))
            elif depth == 3 and name.endswith(" mergeCell"):
                found.append(("mergeCell", 0, attributes))

        def done(_: str) -> None:
            nonlocal depth
            depth -= 1

        parser.StartElementHandler, parser.EndElementHandler = begun, done
        try:
            parser.Parse(self.root + self.content[self.tail :], True)
        except expat.ExpatError as fault:
            raise self._refused(str(fault)) from None
        return found

    def patched(self, rows: Mapping[int, Cells], drawing: bytes = b"") -> bytes:
        """The sheet with other styles in some cells, and the relation to its notes where it had none."""
        edits = [self._edit(number, cells) for number, cells in sorted(rows.items())]
        if self._empty and edits:
            tag = self.content[self.start : self.begin]
            made = b"".join(text for _, _, text in edits)
            edits = [(self.start, self.begin, tag[:-2] + b">" + made + self.close)]
        if drawing:
            place = self._place_behind()
            edits.append((place, place, drawing))
        if rows:
            edits = [*self._dimension(rows), *edits]
        at = 0
        pieces: list[bytes] = []
        for start, end, text in edits:
            pieces += (self.content[at:start], text)
            at = end
        return b"".join((*pieces, self.content[at:]))

    def _edit(self, number: int, cells: Cells) -> tuple[int, int, bytes]:
        row = self.row(number)
        if row is not None:
            return row.start, row.end, self._row(row, cells)
        at = bisect_left(self._numbers, number)
        place = self.rows[at].start if at < len(self.rows) else self.end
        made = b"".join(self._new(column, number, style(self._column_style(column))) for column, style in cells.items())
        return place, place, b'<%srow r="%d">%s</%srow>' % (self.prefix, number, made, self.prefix)

    def _row(self, row: _Row, cells: Cells) -> bytes:
        tag, inner = self.content[row.start : row.inside], self.content[row.inside : row.end]
        close = b"</%srow>" % self.prefix
        if tag.endswith(b"/>"):
            tag, inner = tag[:-2] + b">", close
        own = _STYLE.search(tag)
        usual = int(own[1]) if own and _CUSTOM.search(tag) else None
        found = list(self._cells(inner))
        wanted = dict(sorted(cells.items()))
        elsewhere = any(place is not None and int(place[2]) != row.number for _, _, place in found)
        if elsewhere or any(a >= b for (a, _, _), (b, _, _) in pairwise(found)):
            raise self._refused("c")
        new = self._column_style if usual is None else lambda _: usual
        at, end = 0, len(inner) - len(close)
        pieces: list[bytes] = []
        for column, cell, _ in found:
            for before in [c for c in wanted if c < column]:
                pieces += (inner[at : cell.start()], self._new(before, row.number, wanted.pop(before)(new(before))))
                at, tag = cell.start(), _wider(tag, before)
            if column in wanted:
                pieces += (inner[at : cell.start()], _styled(cell[0], wanted.pop(column)))
                at = cell.end()
        for column, style in wanted.items():
            pieces += (inner[at:end], self._new(column, row.number, style(new(column))))
            at, tag = end, _wider(tag, column)
        return b"".join((tag, *pieces, inner[at:]))

    def _cells(self, inner: bytes) -> Iterator[tuple[int, re.Match[bytes], re.Match[bytes] | None]]:
        """The cells of a row: column, tag, and its own word on where it is; one without follows the one before."""
        column = 0
        for cell in re.finditer(rb"<%sc\b[^<>]*>" % self.prefix, inner):
            place = _PLACE.search(cell[0])
            column = position(place[1].decode()) + 1 if place else column + 1
            yield column, cell, place

    def _new(self, column: int, row: int, style: int) -> bytes:
        return b'<%sc r="%s%d" s="%d"/>' % (self.prefix, letter(column - 1).encode(), row, style)

    def _column_style(self, column: int) -> int:
        return next((style for first, last, style in self._styles if first <= column <= last), 0)

    @cached_property
    def _styles(self) -> list[tuple[int, int, int]]:
        return list(self.styles())

    def _place_behind(self) -> int:
        """Where the relation to the notes belongs."""
        drawn = False
        for name, place, _ in self.behind():
            drawn = drawn or name in ("drawing", "pageSetup", "sheetProtection")
            if name in _BEHIND or name == _ALTERNATIVES:
                return place
        return self.content.rfind(b"</%sworksheet" % self.prefix)

    def _dimension(self, rows: Mapping[int, Cells]) -> Iterator[tuple[int, int, bytes]]:
        """The size the sheet tells of itself, where marks lie outside."""
        found = _DIMENSION.search(self.content, 0, self.start)
        if found is None:
            return
        left, top = position(found[2].decode()) + 1, int(found[3])
        right, bottom = (position(found[4].decode()) + 1, int(found[5])) if found[4] else (left, top)
        columns = [column for cells in rows.values() for column in cells]
        wide = min(left, *columns), min(top, *rows), max(right, *columns), max(bottom, *rows)
        if wide != (left, top, right, bottom):
            first, last = f"{letter(wide[0] - 1)}{wide[1]}", f"{letter(wide[2] - 1)}{wide[3]}"
            yield found.start(), found.end(), found[1] + f"{first}:{last}".encode() + found[6]


def restyled(content: bytes, styles: Mapping[int, int]) -> bytes:
    """A sheet with other styles in its cells, rows and columns: the old number → the new one."""
    if not styles:
        return content
    wanted = b"|".join(b"%d" % style for style in styles)
    return re.sub(
        rb"""(<(?:[\w.-]+:)?(?:c|row|col)\b[^<>]*?\s(?:s|style)=["'])(%s)(?=["'])""" % wanted,
        lambda found: found[1] + b"%d" % styles[int(found[2])],
        content,
    )


_ODD = (b"<!--", b"<![CDATA[", b"<?")
# what may hide tags from a search for them
_HIDING = re.compile(rb"<!--|<\?|<!\[CDATA\[(?:(?!\]\]>)[^<>])*(?:[<>]|\Z)")


def _styled(tag: bytes, style: Callable[[int], int]) -> bytes:
    found = _STYLE.search(tag)
    if found:
        return tag[: found.start(1)] + b"%d" % style(int(found[1] or 0)) + tag[found.end(1) :]
    cut = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return tag[:cut].rstrip() + b' s="%d"' % style(0) + tag[cut:]


def _wider(tag: bytes, column: int) -> bytes:
    """A row's tag without the hint which columns it spans, where a new cell lies outside."""
    found = _SPANS.search(tag)
    if found is None or int(found[1]) <= column <= int(found[2]):
        return tag
    return tag[: found.start()] + tag[found.end() :]
