"""Where a statement comes from: workbook, sheet, row and column letter."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """A place in a register. Row 0: no row, the sheet as a whole; an empty sheet: the workbook as a whole."""

    workbook: str
    sheet: str = ""
    row: int = 0
    column: str = ""

    def at(self, column: str) -> Origin:
        """The same row at another column letter."""
        return replace(self, column=column)

    @property
    def address(self) -> str:
        """`B17` as Excel names it, or what there is of it."""
        return f"{self.column}{self.row or ''}"

    def __str__(self) -> str:
        """`发文登记簿.xlsx 发文登记簿!B17`."""
        if not self.sheet:
            return self.workbook
        quoted = f"'{self.sheet}'" if not self.sheet.isidentifier() else self.sheet
        return f"{self.workbook} {quoted}!{self.address}" if self.address else f"{self.workbook} {quoted}"


def letter(column: int) -> str:
    """Column position 0, 1 … as Excel names it."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def position(name: str) -> int:
    """`AB` as column position 27. ValueError when it is no column."""
    if not re.fullmatch(r"[A-Za-z]{1,3}", name):
        raise ValueError(name)
    found = 0
    for sign in name.upper():
        found = found * 26 + ord(sign) - 64
    return found - 1
