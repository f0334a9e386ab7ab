"""1,002 marks in 100,000 rows: our patch against openpyxl loading, colouring, noting and saving the same workbook.

    python -m tests.benchmarks.marking ours WORKBOOK | openpyxl WORKBOOK      one side, then its sample
"""

from __future__ import annotations

import io
import random
import sys
from datetime import datetime, timedelta
from pathlib import Path

from tests.benchmarks.measuring import Clock, report, side

ROWS, COLUMNS, MARKS, ROUNDS = 100_000, 16, 1_002, 3
SHEET, NOTE = "台账", "错误 DOC101 标题为空\n依据：公文处理办法\n怎么办：补填"
_DAY = datetime(2026, 1, 1)


def mark(folder: Path) -> None:
    """Both sides interleaved; the ratio is how many times less CPU the patch takes."""
    folder.mkdir(parents=True, exist_ok=True)
    path = workbook(folder / f"marked-{ROWS}x{COLUMNS}.xlsx")
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(side("ours", str(path), module="tests.benchmarks.marking"))
        theirs.append(side("openpyxl", str(path), module="tests.benchmarks.marking"))
    report("mark", {"openpyxl load, mark, save": theirs, "patched copy": ours}, "20")


def workbook(path: Path) -> Path:
    """The register, made once."""
    import xlsxwriter

    if not path.exists():
        book = xlsxwriter.Workbook(path, {"constant_memory": True})
        sheet, day = book.add_worksheet(SHEET), book.add_format({"num_format": "yyyy-mm-dd", "border": 1})
        framed = book.add_format({"border": 1})
        sheet.write_row(0, 0, [f"第{n}栏" for n in range(1, COLUMNS + 1)], framed)
        for row in range(1, ROWS + 1):
            sheet.write_string(row, 0, f"收〔2026〕{row}号", framed)
            for column in range(1, COLUMNS - 4):
                sheet.write_string(row, column, f"关于第{row % 977}件事的{column}栏", framed)
            for column in range(COLUMNS - 4, COLUMNS):
                sheet.write_datetime(row, column, _DAY + timedelta(days=(row + column) % 300), day)
        book.close()
    return path


def places() -> list[tuple[int, int]]:
    """Row and column, from 1, of the cells to be marked."""
    chance = random.Random(7)
    return sorted({(r, chance.randint(1, COLUMNS)) for r in chance.sample(range(2, ROWS + 2), MARKS)})


def patched(path: Path) -> Clock:
    """Our side: 1,002 cells coloured and noted, and a sheet that lists them."""
    from officebatch.model.marks import BEGIN, Level
    from officebatch.model.origin import letter
    from officebatch.outputs.marking import Listing, Mark, Order
    from officebatch.outputs.marking import mark as marked_copy

    columns = (("序号", 6), ("位置", 20), ("问题", 40))
    listing = Listing(f"{BEGIN}全部", ("批注",), ((Level.ERROR, "错误"),), columns, "", "")
    marks = [Mark(SHEET, row, letter(column - 1), Level.ERROR, NOTE, ("标题为空",)) for row, column in places()]
    clock = Clock()
    copy = marked_copy(path.read_bytes(), Order(marks, listing))
    clock.look("mark")
    if len(copy.content) < path.stat().st_size // 2:
        raise ValueError(len(copy.content))
    return clock


def openpyxl_saved(path: Path) -> Clock:
    """Their side: the same cells coloured and noted."""
    import openpyxl
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    wanted = places()
    clock = Clock()
    book = openpyxl.load_workbook(path)
    clock.look("load")
    sheet, fill = book[SHEET], PatternFill("solid", fgColor="FFC58B")
    for row, column in wanted:
        cell = sheet.cell(row, column)
        cell.fill, cell.comment = fill, Comment(NOTE, "台账批注")
    clock.look("mark")
    book.save(io.BytesIO())
    clock.look("save")
    return clock


SIDES = {"ours": patched, "openpyxl": openpyxl_saved}

if __name__ == "__main__":
    SIDES[sys.argv[1]](Path(sys.argv[2])).print()
