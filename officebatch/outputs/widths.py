"""Widths of tables whose columns were repeated: docxtpl mends the grid, but Word goes by the cells."""

from __future__ import annotations

from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CLOSE = 30  # twips


def share_width(body: Any) -> None:
    """Where cells were repeated (`{%tc %}`), the first keeps its width and the others share the rest of the table."""
    for table in body.iter(f"{_W}tbl"):
        whole = table.find(f"{_W}tblPr/{_W}tblW")
        rows = [[cell.find(f"{_W}tcPr/{_W}tcW") for cell in row.findall(f"{_W}tc")] for row in table.iter(f"{_W}tr")]
        if whole is None or not all(map(_in_twips, (whole, *(width for row in rows for width in row)))):
            continue
        total = int(whole.get(f"{_W}w"))
        widths = [[int(width.get(f"{_W}w")) for width in row] for row in rows]
        if len(set(map(len, rows))) != 1 or not rows[0] or all(abs(sum(row) - total) < _CLOSE for row in widths):
            continue
        shared = _shared(widths[0][0], len(rows[0]) - 1, total)
        columns = table.find(f"{_W}tblGrid").findall(f"{_W}gridCol")
        for line in (*rows, columns):
            for width, share in zip(line, shared, strict=True):
                width.set(f"{_W}w", str(share))


def _in_twips(width: Any) -> bool:
    return width is not None and width.get(f"{_W}type") == "dxa" and (width.get(f"{_W}w") or "").isdecimal()


def _shared(first: int, others: int, total: int) -> list[int]:
    return [first, *[(total - first) // others] * others] if others else [total]
