"""Ballot sheets that came back: every sheet that bears a number and the heading of a ballot, in whatever workbook."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from officebatch.model.ballot import FilledBallot, FilledLine
from officebatch.model.form import BALLOT_NUMBER, BALLOT_PERIOD, BALLOT_REMARK, BALLOT_SUBJECT
from officebatch.model.origin import Origin, letter
from officebatch.reading.choosing import files_in
from officebatch.reading.guard import SUFFIXES
from officebatch.reading.workbooks import read_all

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from officebatch.model.report import Trouble
    from officebatch.reading.sheet import Sheet

MOST_ABOVE = 20  # rows in which the heading of a ballot is looked for


def read_ballots(folder: Path) -> tuple[tuple[FilledBallot, ...], tuple[Trouble, ...]]:
    """The ballots of the workbooks in a folder, by name, and which of these could not be read."""
    paths = [path for path in files_in(folder) if path.suffix.lower() in SUFFIXES]
    found: list[FilledBallot] = []
    troubles: list[Trouble] = []
    for workbook in read_all(paths):
        if workbook.trouble is not None:
            troubles.append(workbook.trouble)
        found += [ballot for sheet in workbook.sheets if (ballot := _ballot(sheet)) is not None]
    return tuple(found), tuple(troubles)


def _ballot(sheet: Sheet) -> FilledBallot | None:
    """None for a sheet that is no ballot."""
    rows = [[_cell(sheet, row, n) for n in range(len(sheet.columns))] for row in range(sheet.height)]
    head = next((n for n, row in enumerate(rows[:MOST_ABOVE]) if BALLOT_SUBJECT in row), None)
    if head is None:
        return None
    named = {str(label): str(value) for row in rows[:head] for label, value in pairwise(row) if label}
    at = rows[head].index(BALLOT_SUBJECT)
    items = {n: str(text) for n, text in enumerate(rows[head]) if text and n != at and text != BALLOT_REMARK}
    remark = rows[head].index(BALLOT_REMARK) if BALLOT_REMARK in rows[head] else -1
    lines = tuple(_lines(sheet, rows, head, at, remark, items))
    return FilledBallot(named.get(BALLOT_NUMBER, "").strip().upper(), named.get(BALLOT_PERIOD, ""),
                        Origin(sheet.workbook, sheet.name), lines)


def _lines(  # noqa: PLR0917  the places of one heading
    sheet: Sheet, rows: list[list[object]], head: int, at: int, remark: int, items: dict[int, str]
) -> Iterator[FilledLine]:
    for n, row in enumerate(rows[head + 1 :], head + 1):
        if row[at]:
            marks = tuple((item, None if row[place] == "" else row[place]) for place, item in items.items())
            said = str(row[remark]) if remark >= 0 else ""
            yield FilledLine(str(row[at]), marks, said, Origin(sheet.workbook, sheet.name, n + 1, letter(at)))


def _cell(sheet: Sheet, row: int, column: int) -> object:
    value = sheet.columns[column].at(row)
    return value.strip() if isinstance(value, str) else value
