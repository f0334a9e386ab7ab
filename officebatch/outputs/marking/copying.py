"""One workbook, marked: the story."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from officebatch.model.marks import Level
from officebatch.model.origin import letter, position
from officebatch.outputs.marking.leaf import Leaf
from officebatch.outputs.marking.looks import Looks
from officebatch.outputs.marking.notes import Notes
from officebatch.outputs.marking.opc import BROKEN, Package
from officebatch.outputs.marking.tabs import Tabs, bad_rows, list_sheet
from officebatch.outputs.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officebatch.outputs.marking.order import Mark, Order

_RANGE = re.compile(r"([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)")
_ORDER = list(Level)


@dataclass(frozen=True)
class Copy:
    """A marked copy. suffix: of its file, as what it is decides. replaced: whether marks of an earlier one went out."""

    content: bytes
    suffix: str
    replaced: bool


def mark(content: bytes, order: Order) -> Copy:
    """The workbook with these marks and no others of ours. Raises Refused where that cannot be done for sure."""
    try:
        return _mark(content, order)
    except (ValueError, LookupError) as fault:  # a number or a name that is none, where the standard wants one
        raise Refused(BROKEN, part="", reason=type(fault).__name__) from fault


def _mark(content: bytes, order: Order) -> Copy:
    package = Package(content)
    tabs = Tabs(package)
    replaced = bool(tabs.ours)
    tabs.clear()
    for part in tabs.parts.values():
        notes = Notes(package, part)
        if notes.ours():
            notes.clear()
            replaced = True
    looks = Looks(package, tabs.parts.values() if tabs.known else ())
    replaced = replaced or looks.undone
    first = list_sheet(order.listing, order.marks, looks, package.namespace)  # its styles in front of the marks'
    by_sheet: dict[str, list[Mark]] = defaultdict(list)
    for one in order.marks:
        if one.row and one.column and one.sheet in tabs.parts:
            by_sheet[one.sheet].append(one)
    leaves: dict[str, Leaf] = {}
    for sheet, marks in by_sheet.items():
        leaves[sheet] = _mark_sheet(package, tabs.parts[sheet], marks, looks)
    for rows in order.bad_rows:
        if rows.sheet in tabs.parts:
            part = tabs.parts[rows.sheet]
            leaf = leaves.get(rows.sheet) or Leaf(part, package.read(part))
            tabs.put(rows.name, bad_rows(rows, leaf, order.listing, looks, package.namespace))
    tabs.put(order.listing.name, first, first=True)
    return Copy(package.bytes(), package.suffix, replaced)


def _mark_sheet(package: Package, part: str, marks: Sequence[Mark], looks: Looks) -> Leaf:
    leaf = Leaf(part, package.read(part))
    merged = _merged(leaf)
    placed: dict[tuple[int, int], list[Mark]] = defaultdict(list)
    for one in marks:
        place = one.row, position(one.column) + 1
        placed[next((corner for corner, inside in merged if inside(place)), place)].append(one)
    rows: dict[int, dict[int, partial[int]]] = defaultdict(dict)
    said: dict[str, str] = {}
    for (row, column), here in sorted(placed.items()):
        level = min((one.level for one in here), key=_ORDER.index)
        rows[row][column] = partial(looks.marked, level=level)
        if text := "\n".join(one.note for one in here if one.note):
            said[f"{letter(column - 1)}{row}"] = text
    drawing = Notes(package, part).add(said, leaf) if said else b""
    package.write(part, leaf.patched(rows, drawing))
    return Leaf(part, package.read(part))


def _merged(leaf: Leaf) -> list[tuple[tuple[int, int], partial[bool]]]:
    """The merged cells: their first one, and whether a place lies inside."""
    found = []
    for name, _, attributes in leaf.behind():
        if name == "mergeCell" and (span := _RANGE.fullmatch(attributes.get("ref", ""))):
            top, left, bottom, right = int(span[2]), position(span[1]) + 1, int(span[4]), position(span[3]) + 1
            found.append(((top, left), partial(_inside, top, left, bottom, right)))
    return found


def _inside(top: int, left: int, bottom: int, right: int, place: tuple[int, int]) -> bool:
    return top <= place[0] <= bottom and left <= place[1] <= right
