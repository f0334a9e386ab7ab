"""The clerk at her desk: words into the lists, the head's decisions into the batch sheet, what came back into the
notice book. She opens each workbook, finds columns by their headings and rows by what stands in them, and saves."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime, time
from typing import TYPE_CHECKING

import openpyxl

from tests.weeks import office, story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from tests.weeks.story import Row

NOTICE_BOOK = "通知单登记簿.xlsx"
BATCH_SHEET = "批次审签单.xlsx"
_SHOWN = {"办结": "承办"}  # how lists and papers call the step of a task


def shown(step: str) -> str:
    """A step as people read it."""
    return _SHOWN.get(step, step)


def look_over(run: Path, week: int) -> None:
    """Her words in the lists of a run."""
    for name in ("超期清单", "问题清单"):
        words = [line for line in story.WORDS if (line["清单"], int(line["周"])) == (name, week)]
        if not words:
            continue
        with _opened(run / f"{name}.xlsx", "核对意见") as rows:
            for line in words:
                about = {"编号": line["编号"]} | ({"现处环节": shown(line["环节"])} if line["环节"] else {})
                for cells in _where(rows, about):
                    cells["核对意见"].value, cells["核对说明"].value = line["核对意见"], line["核对说明"]


def decide(run: Path, week: int, turn: int) -> None:
    """The head's decisions in the batch sheet of a run."""
    words = [line for line in story.DECISIONS if (int(line["周"]), int(line["次"])) == (week, turn)]
    if not words:
        return
    with _opened(run / BATCH_SHEET, "处理") as rows:
        for line in words:
            about = {"文书": line["文书"]} | ({"主送": line["主送"]} if line["主送"] else {})
            for cells in _where(rows, about, within=line["事项"]):
                cells["处理"].value, cells["理由"].value = line["处理"], line["理由"] or None


def enter(workspace: Path, week: int) -> None:
    """What came back by the time of the next week: receipts of all notices, then answers and what became of them."""
    issued = story.issued(week)
    entries = [(issued, line) for line in story.ENTRIES if int(line["周"]) == week]
    entries += [(story.issued(int(e["印发周"])), e) for e in story.LATER_ENTRIES if int(e["周"]) == week]
    with _opened(workspace / NOTICE_BOOK, "处理") as rows:
        for cells in rows:
            if _day(cells["印发日期"].value) == issued.isoformat():
                cells["送达时间"].value, cells["签收人"].value = datetime.combine(issued, time()), "收发员"
        for on, line in entries:
            about = {"文书": line["文书"], "事项编号": line["编号"], "责任环节": shown(line["环节"])}
            for cells in _where(rows, about | {"印发日期": on.isoformat()}):
                text = line["内容"]
                day = line["栏目"] in ("回复日期", "延期至", "销号日期")
                cells[line["栏目"]].value = datetime.fromisoformat(text) if day else text


def book_lines(workspace: Path) -> list[Row]:
    """The notice book as it stands, days as 2026-09-20."""
    with _opened(workspace / NOTICE_BOOK, "处理", save=False) as rows:
        return [{name: _day(cell.value) for name, cell in cells.items()} for cells in rows]


@contextmanager
def _opened(path: Path, heading: str, *, save: bool = True) -> Iterator[list[dict[str, Cell]]]:
    """The filled rows below the heading row (the first that holds a heading) of all sheets, as cells by heading."""
    book = openpyxl.load_workbook(path)
    yield [cells for sheet in book.worksheets for cells in _rows(sheet, heading)]
    if save:
        book.save(path)
        office.settle(path)


def _rows(sheet: Worksheet, heading: str) -> Iterator[dict[str, Cell]]:
    names: dict[int, str] = {}
    for row in sheet.iter_rows():
        said = {cell.column: str(cell.value).replace("\n", "") for cell in row if cell.value is not None}
        if not names and heading in said.values():
            names = said
        elif names and said:
            yield {names[cell.column]: cell for cell in row if cell.column in names}


def _where(rows: list[dict[str, Cell]], about: Row, within: str = "") -> list[dict[str, Cell]]:
    """The rows whose cells say what is asked and of which one holds a text. Raises LookupError unless it is one."""
    found = [
        cells
        for cells in rows
        if all(_day(cells[name].value) == value for name, value in about.items())
        and any(within in str(cell.value) for cell in cells.values())
    ]
    if len(found) != 1:
        raise LookupError(f"{len(found)} rows say {about} {within}")
    return found


def _day(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)
