"""趋势.xlsx: the figures of the runs one below the other, with native charts, as a whole and by department."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from officebatch.model.trend import FIGURE_TITLES, Part
from officebatch.outputs.naming import sheet_name
from officebatch.outputs.workbooks import made
from officebatch.wording import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officebatch.model.trend import Point

WHOLE = ("overdue", "due_soon", "findings", "papers")
BY_PART = ("overdue", "findings")


def trend_book(points: Sequence[Point], departments: Sequence[str]) -> bytes:
    """The workbook: a sheet of the whole, and one a figure with a column a department."""
    return made(say("Trend"), partial(_fill, points, departments))


def _fill(points: Sequence[Point], departments: Sequence[str], book: Any) -> None:
    head = book.add_format({"bold": True, "border": 1, "bg_color": "#DDE6F0", "align": "center", "text_wrap": True})
    cell = book.add_format({"border": 1, "align": "center"})

    def table(name: str, heads: Sequence[str], rows: Sequence[Sequence[int | None]]) -> None:
        page = book.add_worksheet(sheet_name(name))
        page.set_column(0, len(heads), 12)
        for place, text in enumerate((say("As of"), *heads)):
            page.write_string(0, place, text, head)
        for at, (point, row) in enumerate(zip(points, rows, strict=True), 1):
            page.write_string(at, 0, point.name, cell)
            for place, value in enumerate(row, 1):
                if value is None:
                    page.write_blank(at, place, None, cell)
                else:
                    page.write_number(at, place, value, cell)
        page.freeze_panes(1, 1)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        if not heads:
            return
        chart = book.add_chart({"type": "line"})
        for place, text in enumerate(heads, 1):
            chart.add_series({
                "name": text, "categories": [page.name, 1, 0, len(points), 0],
                "values": [page.name, 1, place, len(points), place], "marker": {"type": "automatic"},
            })  # fmt: skip
        chart.set_title({"name": name, "overlay": False})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 820, "height": 360})
        page.insert_chart(len(points) + 2, 0, chart, {"description": name})

    table(say("Whole"), [say(FIGURE_TITLES[f]) for f in WHOLE], [[p.value(f) for f in WHOLE] for p in points])
    for figure in BY_PART:
        known = [d for d in departments if any(p.value(figure, Part.DEPARTMENT, d) for p in points)]
        rows = [[_of(p, figure, d) for d in known] for p in points]
        table(say("{figure} by department", figure=say(FIGURE_TITLES[figure])), known, rows)


def _of(point: Point, figure: str, department: str) -> int | None:
    """0 where a run kept figures and the department has none of it."""
    return (point.value(figure, Part.DEPARTMENT, department) or 0) if point.figures else None
