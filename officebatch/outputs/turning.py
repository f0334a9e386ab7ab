"""A workbook of an old kind turned into .xlsx by LibreOffice, with what its cells showed: LibreOffice calculates some
formulas anew (today's day, a random number), and a copy made to be marked must show what was read."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections import defaultdict
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from officebatch.outputs import libreoffice
from officebatch.outputs.linking import alone, as_linked
from officebatch.outputs.marking.opc import Package, child
from officebatch.outputs.marking.tabs import Tabs
from officebatch.outputs.refusal import NotMeant, Refused
from officebatch.package import BrokenPackage, settle, unpacking
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from officebatch.model.comparison import Comparison
    from officebatch.model.origin import Origin

    Compare = Callable[[Path, Path], Comparison]

NO_OFFICE = marked("a {kind} is marked by turning it into .xlsx, and LibreOffice, which does that, is not installed; "
                   "its findings stand in the lists. Install LibreOffice, or save the workbook as .xlsx")  # fmt: skip
FAILED = marked("LibreOffice could not turn the {kind} into .xlsx; its findings stand in the lists. Save it as .xlsx "
                "to have it marked")  # fmt: skip
OTHERWISE = marked("turned into .xlsx by LibreOffice, {n} cells (the first: {cell}) would show something else, so "
                   "no copy is made; its findings stand in the lists. Save it as .xlsx to have it marked")  # fmt: skip
SECRET = marked("a note, the page header or a text box in it bears a mark of secrecy, which reading cannot see in a "
                "{kind}; no copy is made. Have the secrecy post look at it now, and save it as .xlsx")  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0"
_DAY_0, _DAY_0_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)


def kind_of(content: bytes) -> str:
    """What a workbook is, whatever it is called, as an ending: ".xlsx" (of a macro workbook too), ".xls", ".xlsb",
    ".ods"; "" for what is none of these."""
    if content.startswith(_OLE):
        return ".xls"
    try:
        with unpacking(), zipfile.ZipFile(io.BytesIO(content)) as package:
            names = package.namelist()
    except BrokenPackage:
        return ""
    ends = {".xlsb": "workbook.bin", ".xlsx": "workbook.xml", ".ods": "content.xml"}
    return next((kind for kind, end in ends.items() if any(name.endswith(end) for name in names)), "")


def turned(workbooks: Mapping[str, bytes], compare: Compare) -> dict[str, bytes | Refused]:
    """Name → the workbook as .xlsx, the same bytes for the same workbook, or why there is none.

    compare: holds a second workbook against a first."""
    if not workbooks:
        return {}
    kinds = {name: kind_of(content) for name, content in workbooks.items()}
    given = {name: alone(content) if kinds[name] == ".ods" else content for name, content in workbooks.items()}
    try:
        made = libreoffice.convert(given, kinds.__getitem__, "xlsx", lambda content: kind_of(content) == ".xlsx")
    except libreoffice.NoOffice:
        return {name: NotMeant(NO_OFFICE, kind=Path(name).suffix) for name in workbooks}
    return {
        name: _shown_alike(content, kinds[name], as_linked(settle(made[name])), compare)
        if name in made
        else NotMeant(FAILED, kind=Path(name).suffix)
        for name, content in workbooks.items()
    }


def _shown_alike(original: bytes, kind: str, new: bytes, compare: Compare) -> bytes | Refused:
    with tempfile.TemporaryDirectory(prefix=libreoffice.PREFIX, ignore_cleanup_errors=True) as held:
        before, after = Path(held) / f"0{kind}", Path(held) / "1.xlsx"
        before.write_bytes(original)
        new = _uncalculated(new)
        after.write_bytes(new)
        held_against = compare(before, after)
        if held_against.secret:
            return Refused(SECRET, kind=kind)
        if held_against.otherwise:
            new = _put_back(new, held_against.otherwise)
            after.write_bytes(new)
            held_against = compare(before, after)
    if held_against.otherwise is None:
        return NotMeant(FAILED, kind=kind)
    if held_against.otherwise:
        first = min(held_against.otherwise)
        return NotMeant(OTHERWISE, n=len(held_against.otherwise), cell=f"{first.sheet}!{first.address}")
    return new


def _uncalculated(content: bytes) -> bytes:
    """The workbook with nothing but errors where a formula stands: what LibreOffice calculates is another thing each
    day, and the same workbook is to give the same bytes."""
    package = Package(content)
    for part in Tabs(package).parts.values():
        if b"<f" in package.read(part):
            for cell in package.root(part).iter("{*}c"):
                if cell.get("t") != "e" and child(cell, "f") is not None:
                    _show(cell, "str", "")
            package.touch(part)
    return package.bytes()


def _put_back(content: bytes, shown: Mapping[Origin, object]) -> bytes:
    """The workbook with these values where a formula stands, but for texts that no package can hold."""
    package = Package(content)
    told = child(package.root(package.workbook), "workbookPr")
    first = _DAY_0_1904 if told is not None and told.get("date1904") in ("1", "true") else _DAY_0
    parts = Tabs(package).parts
    by_sheet: dict[str, dict[str, object]] = defaultdict(dict)
    for at, value in shown.items():
        by_sheet[at.sheet][at.address] = value
    for sheet, values in by_sheet.items():
        for cell in package.root(parts[sheet]).iter("{*}c"):
            if cell.get("r") in values and child(cell, "f") is not None:
                with suppress(ValueError):
                    _show(cell, *_written(values[cell.get("r")], first))
        package.touch(parts[sheet])
    return package.bytes()


def _show(cell: Any, kind: str, text: str) -> None:
    holder = child(cell, "v")
    if holder is None:
        holder = cell.makeelement(cell.tag[:-1] + "v")
        cell.append(holder)
    holder.text = text
    cell.set("t", kind)


def _written(value: object, first: datetime) -> tuple[str, str]:
    """A raw value as a cell of a package whose days count from `first` holds it: its kind and its text."""
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, time):
        value = datetime.combine(first, value)
    if isinstance(value, date):
        value = datetime.combine(value, value.time() if isinstance(value, datetime) else time()) - first
    if isinstance(value, timedelta):
        value = value / timedelta(days=1)
    return ("n", repr(value)) if isinstance(value, int | float) else ("str", str(value))
