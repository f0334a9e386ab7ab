"""What an office's examination found, and what was to be found, as places that compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch import batch, wording
from tests.everycheck.days import AS_OF
from tests.everycheck.office import RULE_BOOK

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from officebatch.model.docket import Docket
    from officebatch.model.finding import Finding
    from tests.everycheck.office import Office
    from tests.everycheck.plant import Found

# code, register, field, workbook, sheet, row (0: none), column letters, record where it belongs to no row
Place = tuple[str, str, str, str, str, int, str, str]


def examined(office: Office, folder: Path) -> Docket:
    """The office written as real workbooks, read and examined as `officebatch check` does it."""
    with wording.spoken("zh_CN"):
        at = office.write(folder)
        return batch.examine(at, batch.rules(at), AS_OF, lambda _: None)


def differences(office: Office, founds: Mapping[Found, str], docket: Docket) -> list[str]:
    """What was planted and not found, by its plant, and what was found without cause; each as a line to read."""
    waiting: dict[Place, list[str]] = {}
    for one, plant in founds.items():
        waiting.setdefault(_wanted(office, one), []).append(plant)
    uncaused = []
    for finding in docket.findings:
        plants = waiting.get(_told(finding), [])
        if plants:
            plants.pop()
        else:
            uncaused.append(f"without cause: {_line(_told(finding))} {finding.text()}")
    missed = [f"missed: {_line(place)} planted by {plant}" for place, left in waiting.items() for plant in left]
    return sorted(missed) + sorted(uncaused)


def _told(of: Finding) -> Place:
    at = of.origin
    register = "" if at.workbook == RULE_BOOK else of.register  # there the cell says it all
    cell = (at.sheet, at.row, at.column or "") if at.row else ("", 0, "")
    return (of.code, register, of.field, at.workbook, *cell, "" if at.row else of.record)


def _wanted(office: Office, one: Found) -> Place:
    if one.row is None:
        book = office.books.get(one.register, "") if one.workbook is None else one.workbook
        cell = (one.register, one.sheet_row, one.column) if one.sheet_row else ("", 0, "")
        return one.code, one.register, one.field, book, *cell, one.record
    register, book, sheet, row, column = office.place(one.row, one.cell or one.field)
    field = "" if one.code == "RD900" else one.field  # of a classified row only the cell is told
    return one.code, register, field, book, sheet, row, column, ""


def _line(place: Place) -> str:
    return " ".join(str(part) for part in place if part)
