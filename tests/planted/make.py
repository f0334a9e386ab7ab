"""A folder of registers with planted faults and its answer key, the same for the same seed.

    python tests/planted/make.py OUT --seed 1 --mess clean|usual|messy|wild [--rows 240] [--synonyms] [--halves]

The records and faults of clean, usual and messy are equal for one seed, only their looks differ; wild plants wider.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

if __package__ in {None, ""}:
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.planted import faults, layout, looks, numbering, office, records, workbooks
from tests.planted.office import DUTIES, INCOMING, OUTGOING, PROCESSES, TASKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.planted.layout import Sheet
    from tests.planted.records import Record

FAULTS = ("fault", "workbook", "sheet", "row", "column", "heading", "key", "note")
OVERDUE = ("workbook", "sheet", "row", "key", "step", "due", "days_late", "open", "person", "department")
MESSES = ("clean", "usual", "messy", "wild")


@dataclass(frozen=True)
class Book:
    """One workbook of the folder and the sheets with records in it."""

    file: str
    register: str
    sheets: list[Sheet]


def make(
    out: Path, seed: int, mess: str, rows: int = 240, *, synonyms: bool = False, halves: bool = False
) -> None:
    """Writes OUT/registers/*.xlsx, OUT/rules.json, OUT/truth/{faults,overdue}.csv and, for the checker,
    OUT/truth/layout.json (where each field and record stands).

    synonyms  urgency and status in other words (急件, 办理中), which rules.json cannot tell
    halves    收文 in two workbooks, 上半年 and 下半年
    """
    wide = mess == "wild"
    staff = office.hire(Random(f"{seed} staff"))
    registers = _registers(seed, rows, staff, wide=wide)
    (out / "registers").mkdir(parents=True, exist_ok=True)
    (out / "truth").mkdir(exist_ok=True)
    books = []
    for register, lines in registers.items():
        rng = Random(f"{seed} {mess} {register}")
        look = looks.style(register, mess, rng, synonyms=synonyms)
        for file, part in _parts(register, lines, halves=halves):
            sheets = layout.lay(register, part, look, rng)
            aside = layout.aside(register, part, look)
            workbooks.write(
                out / "registers" / file,
                [*sheets, *aside],
                shared_strings=look.shared_strings,
                dimension=look.dimension,
            )
            books.append(Book(file, register, sheets))
    _write(out, books, registers[DUTIES], staff)
    _json(out / "rules.json", office.rules(staff))


def _registers(seed: int, rows: int, staff: office.Staff, *, wide: bool) -> dict[str, list[Record]]:
    made = {
        OUTGOING: records.flows(OUTGOING, staff, rows, Random(f"{seed} {OUTGOING}")),
        INCOMING: records.flows(INCOMING, staff, rows, Random(f"{seed} {INCOMING}")),
        TASKS: records.tasks(staff, max(rows // 3, 12), Random(f"{seed} {TASKS}")),
        DUTIES: records.duties(staff, Random(f"{seed} {DUTIES}")),
    }
    for register, lines in made.items():
        rng = Random(f"{seed} faults {register}")
        if register in PROCESSES:
            numbering.number(lines, rng, wide)
        faults.plant(lines, rng, staff, wide)
        if register == DUTIES:
            faults.overlap(lines, rng, staff, wide)
    return made


def _parts(register: str, lines: list[Record], *, halves: bool) -> Iterator[tuple[str, list[Record]]]:
    if not (halves and register == INCOMING):
        yield f"{register}.xlsx", lines
        return
    cut = next((at for at, x in enumerate(lines) if x.begun.month > 6), len(lines) // 2)
    while any(fault in {"number-gap", "duplicate-number"} for fault, _, _ in lines[cut].faults):
        cut += 1
    yield f"{register}（上半年）.xlsx", lines[:cut]
    yield f"{register}（下半年）.xlsx", lines[cut:]


def _write(out: Path, books: list[Book], duties: list[Record], staff: office.Staff) -> None:
    planted: list[tuple[Any, ...]] = []
    overdue: list[tuple[Any, ...]] = []
    where: dict[str, Any] = {}
    for book in books:
        for sheet in book.sheets:
            letters = {name: workbooks.letter(at) for name, at in sheet.columns.items()}
            where.setdefault(book.file, {})[sheet.name] = {
                "register": book.register,
                "columns": letters,
                "rows": [at for at, _ in sheet.rows],
            }
            for at, line in sheet.rows:
                place = (book.file, sheet.name, at)
                for fault, name, note in line.faults:
                    planted.append((fault, *place, letters[name], name, line.key, note))
                overdue += [
                    (*place, line.key, x.step, x.due, x.days, int(x.open), x.person, line.department)
                    for x in line.late
                    if line.timed
                ]
    for name in faults.idle(duties, staff):
        planted.append(("person-without-duty", f"{DUTIES}.xlsx", books[-1].sheets[0].name, 0, "", "", name, ""))
    _csv(out / "truth/faults.csv", FAULTS, planted)
    _csv(out / "truth/overdue.csv", OVERDUE, overdue)
    _json(out / "truth/layout.json", where)
    counts = {x.register: 0 for x in books}
    for book in books:
        counts[book.register] += sum(len(sheet.rows) for sheet in book.sheets)
    _json(out / "truth/counts.json", counts)


def _csv(path: Path, header: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def _json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("out", type=Path)
    ask.add_argument("--seed", type=int, required=True)
    ask.add_argument("--mess", choices=MESSES, required=True)
    ask.add_argument("--rows", type=int, default=240)
    ask.add_argument("--synonyms", action="store_true")
    ask.add_argument("--halves", action="store_true")
    told = ask.parse_args()
    make(told.out, told.seed, told.mess, told.rows, synonyms=told.synonyms, halves=told.halves)


if __name__ == "__main__":
    main()
