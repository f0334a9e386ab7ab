"""One side of a benchmark, in this process: import, then work under the clock, then print the sample.

    python -m tests.benchmarks.sides examine WORKSPACE      read, check and time the registers
    python -m tests.benchmarks.sides rows WORKSPACE         python-calamine returning the same cells as Python rows
    python -m tests.benchmarks.sides ours-list ROWS         a coloured list with filter, links and drop-down
    python -m tests.benchmarks.sides bare-list ROWS         XlsxWriter, constant memory, the bare values
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from pathlib import Path

from tests.benchmarks.measuring import Clock, cpu

AS_OF = date(2026, 11, 20)


def examine(folder: Path) -> Clock:
    from officebatch import batch, checks, deadlines, reading
    from officebatch.workspace import open_workspace

    workspace = open_workspace(folder)
    book = batch.rules(workspace)
    start = _starting_a_worker()
    clock = Clock()
    office = reading.read(workspace.registers, book)
    clock.look("read, worker and transfer")
    clock.parts["read, worker and transfer"] -= start
    findings, _ = checks.examine(office, book, AS_OF)
    clock.look(f"check ({len(findings)} findings)")
    due = deadlines.reckon(office, book, AS_OF)
    clock.look(f"time ({len(due)} deadlines)")
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


SIDES = {"examine": examine, "rows": rows}

if __name__ == "__main__":
    SIDES[sys.argv[1]](Path(sys.argv[2])).print()
