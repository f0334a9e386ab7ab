"""Widths of tables whose columns were repeated: docxtpl mends the grid, but Word goes by the cells."""

from __future__ import annotations

from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def share_width(body: Any) -> None:
    """Where cells were repeated (`{%tc %}`), the first keeps its width and the others share the rest of the table."""
    for table in body.iter(f"{_W}tbl"):
        whole = table.find(f"{_W}tblPr/{_W}tblW")
        rows = [row.findall(f"{_W}tc") for row in table.iter(f"{_W}tr")]
        widths = [[int(cell.find(f"{_W}tcPr/{_W}tcW").get(f"{_W}w")) for cell in row] for row in rows]
        if whole is None or whole.get(f"{_W}type") != "dxa" or not rows:
            continue
        total = int(whole.get(f"{_W}w"))
        if len({len(row) for row in rows}) > 1 or all(abs(sum(row) - total) < 30 for row in widths):
            continue
        first, others = widths[0][0], len(rows[0]) - 1
        shared = [first, *[(total - first) // others] * others] if others else [total]
        for row in rows:
            for cell, width in zip(row, shared, strict=True):
                cell.find(f"{_W}tcPr/{_W}tcW").set(f"{_W}w", str(width))
        for column, width in zip(table.find(f"{_W}tblGrid"), shared, strict=True):
            column.set(f"{_W}w", str(width))
