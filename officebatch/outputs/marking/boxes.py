"""The boxes of notes in an old drawing (VML), as bytes: taken out and added, all else as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from officebatch.outputs.marking.opc import BROKEN
from officebatch.outputs.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_IDS = 1024  # of a block
_SHAPE = re.compile(rb"<(?:\w+:)?shape\b[^<>]*>(?:(?!<(?:\w+:)?shape\b).)*?</(?:\w+:)?shape>\s*", re.DOTALL)
_NOTE = re.compile(rb"""ObjectType\s*=\s*["']Note["']""")
_ROW, _COLUMN = (re.compile(rb"<(?:\w+:)?%s>\s*(\d+)\s*</" % name) for name in (b"Row", b"Column"))
_MAP = re.compile(rb"""(<(?:\w+:)?idmap\b[^<>]*?\bdata=["'])([\d,]*)(["'])""")
_ID = re.compile(rb"_x0000_s(\d+)\b")
_END = re.compile(rb"</(?:\w+:)?xml>\s*$")
_SPACES = (
    b'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_NEW = (
    b"<xml " + _SPACES + b'><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="%d"/></o:shapelayout></xml>'
)
_KIND = (
    b"<v:shapetype " + _SPACES + b' id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    b'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/>'
    b"</v:shapetype>"
)
_BOX = (
    b"<v:shape " + _SPACES + b' id="_x0000_s%d" type="#_x0000_t202" style="position:absolute;margin-left:60pt;'
    b'margin-top:2pt;width:200pt;height:%dpt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    b'<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    b'<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    b'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>%d, 15, %d, 2, %d, 31, %d, 4'
    b"</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>"
)
_LINE = 14  # points


class Boxes:
    """A drawing's bytes; b"" for a new one. others: the other drawings of the workbook, whose numbers are taken."""

    def __init__(self, content: bytes, part: str, others: Iterable[bytes] = ()) -> None:
        self.part = part
        self._taken = {int(n) for other in others for found in _MAP.finditer(other) for n in _numbers(found[2])}
        self.content = content or _NEW % self._free_block()
        if not _END.search(self.content):
            raise Refused(BROKEN, part=part, reason="xml")

    def _free_block(self) -> int:
        return next(n for n in range(1, 1 << 16) if n not in self._taken)

    def remove(self, places: set[tuple[int, int]]) -> None:
        """Take out the boxes of the notes at these places (row and column from 0)."""

        def kept(shape: re.Match[bytes]) -> bytes:
            row, column = _ROW.search(shape[0]), _COLUMN.search(shape[0])
            ours = _NOTE.search(shape[0]) and row and column and (int(row[1]), int(column[1])) in places
            return b"" if ours else shape[0]

        self.content = _SHAPE.sub(kept, self.content)

    def add(self, notes: Sequence[tuple[int, int, int]]) -> None:
        """Add boxes: row and column of the cell from 0, lines of the text."""
        ids = self._ids(len(notes))
        made = b"" if b'"_x0000_t202"' in self.content else _KIND
        for (row, column, lines), id_ in zip(notes, ids, strict=True):
            high = min(max(lines + 1, 4), 24)
            top = max(row - 1, 0)
            made += _BOX % (id_, high * _LINE, column + 1, top, column + 4, top + high, row, column)
        end = _END.search(self.content)
        at = end.start() if end else len(self.content)
        self.content = self.content[:at] + made + self.content[at:]

    def _ids(self, n: int) -> list[int]:
        """Numbers no box has, from the drawing's own blocks first."""
        used = {int(found) for found in _ID.findall(self.content)}
        held = _MAP.search(self.content)
        blocks = _numbers(held[2]) if held else []
        self._taken.update(blocks)
        ids: list[int] = []
        more: list[int] = []
        for block in blocks:
            ids += [i for i in range(block * _IDS + 1, (block + 1) * _IDS) if i not in used]
        while len(ids) < n:
            block = self._free_block()
            self._taken.add(block)
            more.append(block)
            ids += [i for i in range(block * _IDS + 1, (block + 1) * _IDS) if i not in used]
        if held and more:
            blocks_told = b",".join(b"%d" % block for block in (*blocks, *more))
            self.content = self.content[: held.start(2)] + blocks_told + self.content[held.end(2) :]
        return ids[:n]


def _numbers(text: bytes) -> list[int]:
    return [int(n) for n in text.split(b",") if n]
