"""The one table of what the rule book is: its sheets in order, their columns in both languages, and what cells hold.

It drives drop-downs, the comments at headings, reading, checking and the manual. Nothing here opens a workbook.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.rulebook.schema.behind import CHOICES, FIELDS, REGISTERS, RELATIONS
from officebatch.rulebook.schema.column import Cell, Column, Refers, Sheet, Word
from officebatch.rulebook.schema.front import (
    ABSENCES,
    CALENDAR,
    DEPARTMENTS,
    LADDER,
    PEOPLE,
    SETTINGS,
    STEPS,
)
from officebatch.rulebook.schema.judging import (
    CHECKS,
    EXEMPTIONS,
    GRADES,
    INDICATORS,
    MERITS,
    OUTPUTS,
    OWN_CHECKS,
    RULINGS,
    TITLES,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

README = "说明"
EACH_MARK = "·"  # between a heading and the value it stands for: 时限·加急
SHEETS = (
    SETTINGS, DEPARTMENTS, PEOPLE, ABSENCES, CALENDAR, STEPS, LADDER,
    RELATIONS, REGISTERS, FIELDS, CHOICES, CHECKS, OWN_CHECKS, INDICATORS, GRADES, MERITS, TITLES, OUTPUTS,
    EXEMPTIONS, RULINGS,
)  # fmt: skip

__all__ = ["EACH_MARK", "README", "SHEETS", "Cell", "Column", "Refers", "Sheet", "Word", "headings"]


def headings(sheet: Sheet, each: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, Column], ...]:
    """The Chinese headings of a sheet with their columns; `each`: choice list → its values in order."""
    return tuple(
        (heading, column)
        for column in sheet.columns
        for heading in (
            tuple(f"{column.zh}{EACH_MARK}{value}" for value in each.get(column.each, ()))
            if column.each
            else (column.zh,)
        )
    )
