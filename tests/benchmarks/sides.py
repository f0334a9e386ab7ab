"""One side of a benchmark, in this process: import, then work under the clock, then print the sample.

    python -m tests.benchmarks.sides examine WORKSPACE      read, check and time the registers
    python -m tests.benchmarks.sides own WORKSPACE          the same with ten checks of the office's own
    python -m tests.benchmarks.sides each WORKSPACE         each check by itself
    python -m tests.benchmarks.sides rows WORKSPACE         python-calamine returning the same cells as Python rows
    python -m tests.benchmarks.sides coloured-list ROWS     a coloured list with filter, links and drop-down
    python -m tests.benchmarks.sides bare-list ROWS         XlsxWriter, constant memory, the bare values
"""

from __future__ import annotations

import importlib
import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.measuring import Clock, cpu

if TYPE_CHECKING:
    from collections.abc import Callable

    from officebatch.model.origin import Origin

AS_OF = date(2026, 11, 20)
OWN = (
    "签发日期 不早于 拟稿日期", "签发人、签发日期 必填", "标题 不超过 40 字", "文种 属于 通知、通报、意见",
    "分发日期 在 签发日期 后 7 个工作日内", "发文字号 形如 临电办〔{年}〕{序号}号", "拟稿人 与 签发人 不同",
    "标题 IN (SELECT 标题 FROM 发文登记簿 WHERE 用印日期 IS NOT NULL)", "count(*) OVER (PARTITION BY 标题) < 5",
    "打印日期 IS NULL OR 打印日期 - 签发日期 <= 5",
)
COLUMNS = 12


def own(folder: Path) -> Clock:
    return examine(folder, OWN)


def examine(folder: Path, own_checks: tuple[str, ...] = ()) -> Clock:
    from officebatch.batch.uncollected import uncollected

    with uncollected():
        return _examine(folder, own_checks)


def _examine(folder: Path, own_checks: tuple[str, ...]) -> Clock:
    from officebatch import batch, checks, deadlines, reading
    from officebatch.model.vocabulary import Mends, Severity
    from officebatch.rulebook.judging import OwnCheck
    from officebatch.workspace import open_workspace

    for name in ("officebatch.reading.office", "officebatch.checks.runner", "officebatch.checks.ruled"):
        importlib.import_module(name)  # loaded on use; imports are left out on both sides
    checks.facts()
    workspace = open_workspace(folder)
    lines = (
        OwnCheck(f"OWN{n}", "发文登记簿", "", must, Severity.HINT, Mends.KEEPER, "{标题}：{发文字号}")
        for n, must in enumerate(own_checks, 101)
    )
    book = replace(batch.rules(workspace), own_checks=tuple(lines))
    start = _starting_a_worker()
    clock = Clock()
    office = reading.read(workspace.registers, book)
    clock.look("read, worker and transfer")
    clock.parts["read, worker and transfer"] -= start
    findings, left = checks.examine(office, book, AS_OF)
    if any(one.faulty for one in left):
        raise AssertionError([one.text() for one in left])
    clock.look(f"check ({len(findings)} findings)")
    due = deadlines.reckon(office, book, AS_OF)
    clock.look(f"time ({len(due)} deadlines)")
    return clock


def each(folder: Path) -> Clock:
    from officebatch import batch, reading
    from officebatch.batch.uncollected import uncollected
    from officebatch.checks import runner, shelf
    from officebatch.workspace import open_workspace

    workspace = open_workspace(folder)
    book = batch.rules(workspace)
    office = reading.read(workspace.registers, book)
    with uncollected():
        scopes = runner.Scopes(office, book, AS_OF)
        clock = Clock()
        assert scopes.courses and all(len(scope.void) for scope in scopes.registers.values())
        clock.look("what checks share")
        for one in shelf.all_checks():
            rule = runner.rule_of(one, book)
            if one.after and scopes.first:
                clock.look("all again, for checks that look at what the others found")
            found = runner.run(one, rule, scopes)[0]
            clock.look(f"{one.code} ({len(found)} findings)" + ("" if rule.on else ", off at first"))
    return clock


def rows(folder: Path) -> Clock:
    import python_calamine

    paths = sorted((folder / "registers").glob("*.xlsx"))
    clock = Clock()
    for path in paths:
        workbook = python_calamine.load_workbook(path)
        for name in workbook.sheet_names:
            workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    clock.look("python-calamine")
    return clock


def coloured_list(rows: int) -> Clock:
    from officebatch.outputs.sheet import Column, Row, Sheet, workbook

    columns = tuple(Column(f"列{place}", 14) for place in range(COLUMNS))
    lines = [Row(cells, ("#FFC7CE", "", "#FFEB9C")[n % 3]) for n, cells in enumerate(_lines(rows))]
    sheet = Sheet("清单", ("超期事项清单",), columns, lines, marked=5, registers="../../registers")
    clock = Clock()
    Path(tempfile.mkstemp(suffix=".xlsx")[1]).write_bytes(workbook("清单", [sheet]))
    clock.look("outputs.sheet.workbook")
    return clock


def bare_list(rows: int) -> Clock:
    import xlsxwriter

    lines = _lines(rows)
    clock = Clock()
    book = xlsxwriter.Workbook(tempfile.mkstemp(suffix=".xlsx")[1], {"constant_memory": True})
    page = book.add_worksheet()
    for at, cells in enumerate(lines):
        for place, cell in enumerate(cells):
            if isinstance(cell, str):
                page.write_string(at, place, cell)
            elif isinstance(cell, date):
                page.write_datetime(at, place, cell)
            elif isinstance(cell, int):
                page.write_number(at, place, cell)
            else:
                page.write_string(at, place, str(cell))
    book.close()
    clock.look("XlsxWriter, constant memory")
    return clock


def _lines(rows: int) -> list[tuple[str | int | date | Origin, ...]]:
    from officebatch.model.origin import Origin

    title = "关于做好迎峰度冬工作的通知"
    return [
        (n, "财务科", "朱梅", f"收〔2026〕{n}号", f"{title}（{n}）", f"{n % 12 + 1}个工作日", AS_OF, AS_OF, n % 30,
         "承办", "单位制度", Origin("收文登记簿.xlsx", "11月", n + 5, "U"))
        for n in range(rows)
    ]


def _starting_a_worker() -> float:
    """CPU of a worker on an empty workbook: interpreter start and imports, left out on both sides."""
    import subprocess

    import xlsxwriter

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.xlsx"
        book = xlsxwriter.Workbook(path)
        book.add_worksheet().write(0, 0, "编号")
        book.close()
        before = cpu()
        subprocess.run([sys.executable, "-m", "officebatch.reading.worker", str(path)], capture_output=True, check=True)
        return cpu() - before


FOLDERS: dict[str, Callable[[Path], Clock]] = {"examine": examine, "own": own, "each": each, "rows": rows}
LISTS = {"coloured-list": coloured_list, "bare-list": bare_list}

if __name__ == "__main__":
    if sys.argv[1] in LISTS:
        LISTS[sys.argv[1]](int(sys.argv[2])).print()
    else:
        FOLDERS[sys.argv[1]](Path(sys.argv[2])).print()
