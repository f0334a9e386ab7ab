"""Where a statement comes from: workbook, sheet, row and column letter."""

from __future__ import annotations

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
