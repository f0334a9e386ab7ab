"""Event lists: where one line of a case is classified, the whole case is, on whatever sheet its lines stand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from officebatch.model.origin import Origin
from officebatch.model.register import case_name
from officebatch.model.report import Trouble, TroubleKind
from officebatch.reading.sheet import shown

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from officebatch.reading.table import Table
    from officebatch.rulebook.sheets import FieldRule


def without_cases(table: Table, of: Sequence[FieldRule], barred: Collection[str]) -> Table:
    """The table without the lines of some cases: each is told as a classified row, and nothing else of it."""
    column = next((table.columns[f.field] for f in of if f.role == "case" and f.field in table.columns), None)
    if column is None or not barred:
        return table
    gone = column.having([n for n, value in enumerate(column.values) if case_name(shown(value)) in barred])
    if not gone.any():
        return table
    kept, rows = np.flatnonzero(~gone), table.rows[gone].tolist()
    report = table.report
    places = (Origin(report.workbook, report.sheet, row) for row in rows)
    return replace(
        table,
        columns={field: cells.kept(kept) for field, cells in table.columns.items()},
        rows=table.rows[kept],
        report=replace(report, records=len(kept), quarantined=tuple(sorted({*report.quarantined, *rows}))),
        troubles=tuple(Trouble(TroubleKind.CLASSIFIED, place, report.register) for place in places),
    )
