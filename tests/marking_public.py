"""python tests/marking_public.py FOLDER…: mark the workbooks of folders, hold each against the original, keep nothing.

Three marks on a sheet: its first cell, one in the midst, and one on a cell and row that do not exist; then the copy is
marked once more. What is no .xlsx or .xlsm goes through LibreOffice first. Prints how many were marked soundly, why
others were refused, and every damaged one (exit 1).
"""

from __future__ import annotations

import io
import multiprocessing
import queue
import sys
import zipfile
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from officebatch import reading
from officebatch.model.marks import BEGIN, Level, own_sheet
from officebatch.outputs.marking import BadRows, Listing, Mark, Order, mark
from officebatch.outputs.refusal import Refused
from officebatch.outputs.turning import turned
from officebatch.reading.workbooks import read_one
from tests.making import rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TOUCHED = ("/styles", "/workbook.xml", "/comments", ".vml", ".rels", "[Content_Types].xml", "/worksheets/", "/sheet")
KINDS, OLD, AT_ONCE = (".xlsx", ".xlsm"), (".xls", ".xlsb", ".ods", ".et"), 40
LISTING = Listing(BEGIN + "list", ("title",), ((Level.ERROR, "error"),), (("No.", 5), ("at", 9), ("what", 9)), "", "")


def values(content: bytes) -> dict[str, list[list[object]]]:
    """Every cell of the clerk's sheets, as python-calamine reads them."""
    import python_calamine as calamine

    book = calamine.load_workbook(io.BytesIO(content))
    sheets = [s.name for s in book.sheets_metadata if str(s.typ).endswith("WorkSheet") and not own_sheet(s.name)]
    return {name: _trimmed(book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in sheets}


def _trimmed(rows: list[list[Any]]) -> list[list[object]]:
    cut = [row[: max((n for n, cell in enumerate(row, 1) if cell != ""), default=0)] for row in rows]
    return cut[: max((n for n, row in enumerate(cut, 1) if row), default=0)]


def parts(content: bytes) -> dict[str, bytes]:
    """Member → bytes."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist() if not name.endswith("/")}


def unsound(before: bytes, after: bytes) -> str:
    """What a marked copy lost of its original, "" for nothing."""
    old, new = parts(before), parts(after)
    if lost := [name for name in old if name not in new]:
        return f"lost {lost[:3]}"
    if changed := [n for n in old if old[n] != new[n] and not any(word in f"/{n}" for word in TOUCHED)]:
        return f"changed {changed[:3]}"
    return "" if values(before) == values(after) else "values"


def order(content: bytes) -> Order:
    """Three marks on the first two sheets."""
    marks, bad = [], []
    for n, (sheet, rows) in enumerate(list(values(content).items())[:2]):
        middle = len(rows) // 2 + 1
        places = ((1, "A"), (middle, "C"), (len(rows) + 3, "ZZ"))
        marks += [Mark(sheet, row, column, Level.ERROR, "note", ("said",)) for row, column in places]
        bad.append(BadRows(sheet, f"{BEGIN}{n}", (1,), {middle: "said"} if middle > 1 else {}))
    return Order(marks, LISTING, bad)


def looked_at(content: bytes) -> tuple[str, str]:
    """What became of a workbook: opened not, refused, marked or damaged; and why."""
    try:
        wanted, _ = order(content), parts(content)
    except BaseException as panic:  # a panic of the reader is no Exception
        return "not opened", type(panic).__name__
    try:
        once = mark(content, wanted).content
        twice = mark(once, wanted).content
    except Refused as refused:
        return "refused", refused.because + str(refused.values)
    fault = unsound(content, once) or unsound(content, twice)
    names = [n for n in parts(once) if n not in parts(twice)], [n for n in parts(twice) if n not in parts(once)]
    return ("damaged", fault) if fault else ("marked", "") if names == ([], []) else ("damaged", f"again {names}")


def _in_child(content: bytes, answers: Any) -> None:
    try:
        answers.put(looked_at(content))
    except Exception as fault:  # told as damage
        answers.put(("damaged", f"{type(fault).__name__} {fault}"))


def judged(content: bytes) -> tuple[str, str]:
    """`looked_at` in a process of its own: a reader may end it."""
    fork = multiprocessing.get_context("fork")
    answers = fork.Queue()
    child = fork.Process(target=_in_child, args=(content, answers))
    child.start()
    try:
        return answers.get(timeout=20)  # type: ignore[no-any-return]
    except queue.Empty:
        child.kill()
        return "not opened", "the reader ended"
    finally:
        child.join()


def outcomes(paths: Sequence[Path]) -> Iterator[tuple[Path, tuple[str, str]]]:
    """Each workbook with what became of it; those of old kinds turned some at a time, if the reader opens them."""
    for path in paths:
        if path.suffix.lower() in KINDS:
            yield path, judged(path.read_bytes())
    old = [path for path in paths if path.suffix.lower() in OLD]
    for path in old.copy():
        if read_one(path).trouble:
            old.remove(path)
            yield path, ("not opened", "")
    compare = partial(reading.compare, rules=rules())
    for n in range(0, len(old), AT_ONCE):
        made = turned({str(path): path.read_bytes() for path in old[n : n + AT_ONCE]}, compare)
        for name, content in made.items():
            told = judged(content) if isinstance(content, bytes) else ("refused", content.because)
            yield Path(name), told


def main(folders: list[str]) -> int:
    """Look at all; 1 where something was damaged."""
    found: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for path, (outcome, why) in outcomes(sorted(p for folder in folders for p in Path(folder).rglob("*"))):
        found[outcome] += 1
        if outcome == "refused":
            reasons[why] += 1
        if outcome == "damaged":
            print(path, why)  # noqa: T201
    print(dict(found))  # noqa: T201
    for why, n in reasons.most_common():
        print(f"{n:5} {why}")  # noqa: T201
    return 1 if found["damaged"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
