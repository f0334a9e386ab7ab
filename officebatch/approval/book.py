"""The notice book 通知单登记簿: what the clerk wrote into it comes in, new lines go in behind hers, and for what went
by mail the day of delivery goes in where she has entered none.

`book_lines` brings lines and notices together. Lines are added by exchanging one worksheet part of the package; all
other parts stay as they are, byte for byte, and so does every cell that was filled. Whatever stands in the way is a
refusal that says what to do; a refusal loses nothing, for the ledger has the notices and the next opening adds them.
"""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml import etree

from officebatch.approval.book_lines import missing_lines, undelivered_lines, values_of, with_answers
from officebatch.approval.book_package import Package, named, tree, written
from officebatch.approval.book_range import Range
from officebatch.approval.book_refused import BookRefused, Refused
from officebatch.approval.book_sheet import Page
from officebatch.model.origin import Origin, letter, position
from officebatch.package import write_whole
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from officebatch.approval.book_sheet import Value
    from officebatch.model.notice import Notice
    from officebatch.model.returned import Returned

__all__ = ["Added", "BookRefused", "deliver", "missing_lines", "undelivered_lines", "update", "with_answers"]

OPEN = marked("{owner} says that somebody has it open. Have it saved and closed; if nobody has, delete {owner}")
CHANGED = marked("it was changed since it was read. Have it saved and closed")
LOCKED = marked("it is marked as read-only. Take the mark off, or put a copy that can be written in its place")
NO_WAY = marked("the system does not let it be written ({reason}). Close it where it is open and see that the folder "
                "can be written")
NOT_READ = marked("it could not be read, so it is not known which lines are missing. Mend what was named")
TOTALS = marked("its table has a line of totals. Take that line off (Table Design, Total Row)")
BELOW_TABLE = marked("something stands below its table, at row {row}. Move it to another sheet")
OTHER_TABLE = marked("another table begins at row {row}, where new lines would go. Move it to another sheet")
NOT_PROVED = marked("the lines could not be added without changing something else of it ({what}). Save it anew in "
                    "Excel")
_STRETCHED = {"dimension", "autoFilter", "conditionalFormatting", "dataValidations"}


@dataclass(frozen=True)
class Added:
    """What was added, and where the book as it was before is kept, None where nothing was to be added."""

    lines: tuple[Notice, ...]
    kept: Path | None = None


@dataclass(frozen=True)
class _Lines:
    """The book and what was added to it: row → column → value."""

    book: Returned
    values: Mapping[int, Mapping[int, Value]]


def update(path: Path, lines: Sequence[Notice], book: Returned, kept: Path) -> Added:
    """Add lines to the book on disk. book: the same file as it was read. kept: the folder for the version before.

    Raises BookRefused when it is open elsewhere, changed since, read-only, or of a make that cannot be added to; then
    nothing was written.
    """
    if not lines:
        return Added(())
    before = _exchange(path, book, kept, lambda content: _appended(content, lines, book))
    return Added(tuple(lines), before)


def deliver(path: Path, days: Mapping[int, date], book: Returned, kept: Path) -> int:
    """Enter into the book on disk when lines were delivered, where nothing is entered yet. days: row → day. How many
    were entered; everything else as `update`."""
    entered: list[int] = []

    def with_days(content: bytes) -> bytes:
        new, rows = _delivered(content, days, book)
        entered.extend(rows)
        return new

    if days:
        _exchange(path, book, kept, with_days)
    return len(entered)


def _exchange(path: Path, book: Returned, kept: Path, change: Callable[[bytes], bytes]) -> Path | None:
    """Put a changed book in the place of the one that was read; where that one is kept, None where nothing changed."""
    path = path.resolve()
    try:
        _refuse_open(path)
        content = path.read_bytes()
        _refuse_changed(content, book)
        new = change(content)
        if new == content:
            return None
        before = _keep(path, content, kept)
        _refuse_open(path)
        _refuse_changed(path.read_bytes(), book)
        mode = stat.S_IMODE(path.stat().st_mode)
        write_whole(path, new)
        with suppress(OSError):
            path.chmod(mode)
    except Refused as refused:
        raise BookRefused(Origin(path.name), refused) from refused
    except OSError as fault:
        _clear(path)
        raise BookRefused(Origin(path.name), Refused(NO_WAY, reason=str(fault.strerror or fault))) from fault
    return before


def _refuse_open(path: Path) -> None:
    """Refuse while an owner file stands beside it: of Excel (the first letters left out or not), WPS, LibreOffice."""
    owners = (f"~${path.name}", f"~${path.name[2:]}", f".~{path.name}", f".~lock.{path.name}#")
    for owner in owners:
        if path.with_name(owner).exists():
            raise Refused(OPEN, owner=owner)


def _refuse_changed(content: bytes, book: Returned) -> None:
    if hashlib.sha256(content).hexdigest() != book.digest:
        raise Refused(CHANGED)


def _keep(path: Path, content: bytes, folder: Path) -> Path:
    """The version before, under the next free number. Refuses a file that is marked read-only."""
    if not path.stat().st_mode & stat.S_IWUSR or not os.access(path, os.W_OK):
        raise Refused(LOCKED)
    folder.mkdir(parents=True, exist_ok=True)
    n = 1
    while (folder / f"{path.stem}.{n}{path.suffix}").exists():
        n += 1
    before = folder / f"{path.stem}.{n}{path.suffix}"
    write_whole(before, content)
    return before


def _clear(path: Path) -> None:
    """Take away what a write that failed left beside the book."""
    aside = path.with_name(f".{path.name}.part")
    with suppress(OSError):
        aside.unlink(missing_ok=True)


def _appended(content: bytes, lines: Sequence[Notice], book: Returned) -> bytes:
    package, member, page = _opened(content, book)
    rows = page.free_rows(len(lines))
    exchanged = dict(_tables(package, member, page, rows))
    added = _Lines(book, {row: _values(line, book) for row, line in zip(rows, lines, strict=True)})
    for row, values in added.values.items():
        page.fill(row, values)
    page.stretch(rows[-1])
    exchanged[member] = written(page.root)
    new = package.exchanged(exchanged)
    _prove(package, Package(new), member, exchanged, added)
    return new


def _delivered(content: bytes, days: Mapping[int, date], book: Returned) -> tuple[bytes, list[int]]:
    """The book with days of delivery in empty cells, and the rows that got one."""
    package, member, page = _opened(content, book)
    column = page.columns["送达时间"]
    rows = [row for row, day in days.items() if page.enter(row, column, day)]
    if not rows:
        return content, rows
    exchanged = {member: written(page.root)}
    new = package.exchanged(exchanged)
    entered = _Lines(book, {row: {column: days[row]} for row in rows})
    _prove(package, Package(new), member, exchanged, entered)
    return new, rows


def _opened(content: bytes, book: Returned) -> tuple[Package, str, Page]:
    """The package, the part the lines stand in, and that as a page."""
    if not book.readable:
        raise Refused(NOT_READ)
    package = Package(content)
    package.refuse_signed()
    member = package.sheet(book.at.sheet)
    return package, member, _page(package, member, book)


def _page(package: Package, member: str, book: Returned) -> Page:
    columns = {field: position(name) + 1 for field, name in book.columns.items()}
    return Page(tree(package.parts[member]), package, columns, book.at.row)


def _values(line: Notice, book: Returned) -> Mapping[int, Value]:
    """A line's values by column, from 1."""
    return {position(book.columns[field]) + 1: v for field, v in values_of(line).items() if field in book.columns}


def _tables(package: Package, member: str, page: Page, rows: Sequence[int]) -> Iterator[tuple[str, bytes]]:
    """The table the lines stand in, where there is one, drawn over the new rows: its part and bytes. Refuses where
    that cannot be, or where the rows would run into another one."""
    new = Range(rows[0], page.table[0], rows[-1], page.table[-1])
    for part in package.related(member, "table"):
        root = tree(package.parts[part])
        span = Range.of(root.get("ref", "A1"))
        if span.top != page.heading or not span.left <= page.columns["编号"] <= span.right:
            if span.meets(new) and any(span.left <= column <= span.right for column in page.table):
                raise Refused(OTHER_TABLE, row=str(span.top))
            continue
        if root.get("totalsRowCount", "0") != "0":
            raise Refused(TOTALS)
        if rows[0] > span.bottom + 1 or rows[-1] - rows[0] >= len(rows):
            raise Refused(BELOW_TABLE, row=str(rows[0] - 1))
        if rows[-1] > span.bottom:
            for element in (root, *named(root, "autoFilter")):
                element.set("ref", str(Range.of(element.get("ref", "A1")).down_to(rows[-1])))
            yield part, written(root)


def _prove(old: Package, new: Package, member: str, exchanged: Mapping[str, bytes], added: _Lines) -> None:
    """Read the new package afresh: every other part the same, every filled cell as before, every new line there."""
    if list(old.parts) != list(new.parts):
        raise Refused(NOT_PROVED, what="zip")
    for name, content in old.parts.items():
        if new.parts[name] != exchanged.get(name, content):
            raise Refused(NOT_PROVED, what=name)
    before, after = (_page(package, member, added.book) for package in (old, new))
    if _around(before) != _around(after):
        raise Refused(NOT_PROVED, what=member)
    was, now = _filled(before), _filled(after)
    if missing := [place for place, cell in was.items() if now.get(place) != cell]:
        raise Refused(NOT_PROVED, what=_address(missing[0]))
    written_now = {place: cell for place, cell in now.items() if place not in was}
    wanted = {(row, column): value for row, values in added.values.items() for column, value in values.items()}
    for place in {*written_now, *(place for place, value in wanted.items() if value not in (None, ""))}:
        cell = after.cells[place[0]].get(place[1])
        if cell is None or not after.says(cell, wanted.get(place)):
            raise Refused(NOT_PROVED, what=_address(place))


def _filled(page: Page) -> dict[tuple[int, int], bytes]:
    """Every cell with something in it, whole, by row and column."""
    return {
        (row, column): _whole(cell)
        for row, cells in page.cells.items()
        for column, cell in cells.items()
        if not page.empty(cell)
    }


def _around(page: Page) -> list[bytes]:
    """Everything of a sheet but its cells and what may stretch."""
    found = []
    for child in page.root:
        if not isinstance(child.tag, str) or child is page.data:
            continue
        copy = tree(_whole(child))
        for element in copy.iter():
            for name in ("ref", "sqref") if child.tag.rpartition("}")[2] in _STRETCHED else ():
                element.attrib.pop(name, None)
        found.append(_whole(copy))
    return found


def _whole(element: Any) -> bytes:
    content: bytes = etree.tostring(element, method="c14n", with_tail=False)
    return content


def _address(place: tuple[int, int]) -> str:
    return f"{letter(place[1] - 1)}{place[0]}"
