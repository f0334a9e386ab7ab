"""Holds what the product found against the key of one folder.

A planted fault is *missed* when no finding of one of its codes stands on its row, in *another cell* when one stands on
the row and none in the column. A finding is *without cause* when nothing was planted on its row; a finding that
belongs to no row must name a person of the key who has none either. Late steps and tasks are held together on rows
without a fault only, by place, step, due day, days, open or not, and the record's department.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

Place = tuple[str, str, str]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Result:
    """What differs, each list in the order of the key or of the findings; `planted` and `due` count the key."""

    planted: int
    missed: list[Row]
    elsewhere: list[tuple[Row, Row]]
    uncaused: list[Row]
    due: int
    lost: list[tuple[Any, ...]]
    extra: list[tuple[Any, ...]]

    @property
    def clean(self) -> bool:
        return not (self.missed or self.elsewhere or self.uncaused or self.lost or self.extra)

    def lines(self, most: int = 20) -> list[str]:
        """What to print: two lines of counts, then up to `most` lines of each kind."""
        faults = (
            f"faults: {self.planted} planted, {self.planted - len(self.missed)} found, {len(self.missed)} missed, "
            f"{len(self.elsewhere)} in another cell, {len(self.uncaused)} without cause"
        )
        late = (
            f"late steps and tasks on rows without a fault: {self.due} in the key, {self.due - len(self.lost)} exact, "
            f"{len(self.lost)} missed, {len(self.extra)} without cause"
        )
        kinds: tuple[tuple[str, Sequence[Any]], ...] = (
            ("missed", self.missed),
            ("another cell", self.elsewhere),
            ("without cause", self.uncaused),
            ("deadline missed", self.lost),
            ("deadline without cause", self.extra),
        )
        return [faults, late, *(f"  {title}: {_plain(x)}" for title, some in kinds for x in some[:most])]


def compare(
    folder: Path,
    findings: Sequence[Row],
    deadlines: Sequence[Row] | None,
    names: Mapping[str, Any],
) -> Result:
    """Holds findings and deadlines against FOLDER/truth.

    findings   code, workbook, sheet, row (0 or empty: no row), column (letters) and whatever text there is
    deadlines  what is late or was met late: workbook, sheet, row, step, due (ISO), days_late, open, department;
               None leaves them out
    names      {"faults": {fault: code or codes}, "also_true": {"codes": [...]}}: the product's codes of each fault,
               and codes that may stand on rows where nothing was planted
    """
    truth = _read(folder / "truth/faults.csv")
    codes = {k: {v} if isinstance(v, str) else set(v) for k, v in names["faults"].items()}
    also = set(names.get("also_true", {}).get("codes", ()))
    missed, elsewhere = _held(truth, findings, codes)
    spots = {place(t) for t in truth}
    rowless = [t["key"] for t in truth if t["row"] == "0"]
    uncaused = [f for f in findings if f["code"] not in also and not _caused(f, spots, rowless)]
    want = _lateness(_read(folder / "truth/overdue.csv") if deadlines is not None else (), spots)
    got = _lateness(deadlines or (), spots)
    lost, extra = sorted((want - got).elements()), sorted((got - want).elements())
    return Result(len(truth), missed, elsewhere, uncaused, want.total(), lost, extra)


def place(row: Row) -> Place:
    """Workbook without its folders, sheet, row; a row of no number is row 0."""
    file = str(row["workbook"]).replace("\\", "/").rsplit("/", 1)[-1]
    return file, str(row["sheet"]), str(row["row"] or 0)


def _held(
    truth: Sequence[Row], findings: Sequence[Row], codes: Mapping[str, set[str]]
) -> tuple[list[Row], list[tuple[Row, Row]]]:
    at: dict[Place, list[Row]] = defaultdict(list)
    for finding in findings:
        at[place(finding)].append(finding)
    missed: list[Row] = []
    elsewhere: list[tuple[Row, Row]] = []
    for fault in truth:
        want = codes.get(fault["fault"], set())
        if fault["row"] == "0":
            hits = [f for f in findings if f["code"] in want and _names(f, fault["key"])]
        else:
            hits = [f for f in at[place(fault)] if f["code"] in want]
        if not hits:
            missed.append(fault)
        elif fault["column"] and all(f.get("column") != fault["column"] for f in hits):
            elsewhere.append((fault, hits[0]))
    return missed, elsewhere


def _caused(finding: Row, spots: set[Place], rowless: Sequence[str]) -> bool:
    if place(finding)[2] == "0":
        return any(_names(finding, name) for name in rowless)
    return place(finding) in spots


def _names(finding: Row, name: str) -> bool:
    return any(name in str(value) for value in finding.values())


def _lateness(rows: Sequence[Row], spots: set[Place]) -> Counter[tuple[Any, ...]]:
    return Counter(
        (*place(x), x["step"], str(x["due"])[:10], int(float(x["days_late"])), int(float(x["open"])), x["department"])
        for x in rows
        if place(x) not in spots
    )


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _plain(line: Any) -> str:
    if isinstance(line, Mapping):
        return " ".join(str(x) for x in line.values() if x not in ("", None))
    return "  but  ".join(map(_plain, line)) if isinstance(line[0], Mapping) else " ".join(map(str, line))
