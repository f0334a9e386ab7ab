"""The figures of runs by department, register and kind of paper."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from officebatch.ledger.runs import runs
from officebatch.ledger.store import opened
from officebatch.model.trend import Part, Point

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def trend(path: Path) -> tuple[Point, ...]:
    """Every run with its figures, the oldest first; those of a version that kept none have none."""
    lines = runs(path)
    if not lines:
        return ()
    with opened(path) as ledger:
        rows = ledger.execute("SELECT * FROM figures ORDER BY as_of, part, name, figure").fetchall()
    found: dict[date, dict[tuple[Part, str], dict[str, int]]] = {}
    for day, part, name, figure, n in rows:
        found.setdefault(date.fromisoformat(day), {}).setdefault((Part(part), name), {})[figure] = n
    return tuple(
        Point(line.as_of.isoformat(), line.as_of, _whole(line.counts), found.get(line.as_of, {}))
        for line in reversed(lines)
    )


def _whole(counts: Mapping[str, int]) -> dict[str, int]:
    """With the findings of all gravities in one figure."""
    return {**counts, "findings": sum(n for name, n in counts.items() if name.startswith("findings_"))}
