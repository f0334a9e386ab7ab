"""Trends from the ledger: runs beside those before, evaluations beside those before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch import ledger
from officebatch.model.trend import points
from officebatch.package import write_whole
from officebatch.wording import spoken

if TYPE_CHECKING:
    from pathlib import Path

    from officebatch.model.proposal import Edition
    from officebatch.model.trend import Grain, Point
    from officebatch.rulebook.rules import RuleBook
    from officebatch.workspace import Workspace

BOOK = "趋势.xlsx"


def trend(of: Workspace, grain: Grain) -> tuple[Point, ...]:
    """The runs so far, the last of each span, the oldest first."""
    return points(ledger.trend(of.ledger), grain)


def editions(of: Workspace) -> tuple[Edition, ...]:
    """What evaluations finally came to, by period."""
    return ledger.editions(of.ledger)


def put_down(book: RuleBook, found: tuple[Point, ...], out: Path) -> Path:
    """Write the trend as a workbook with charts to a file, or into a folder under its own name; where it stands."""
    from officebatch import outputs

    path = out / BOOK if out.is_dir() else out
    departments = [d.name for d in sorted(book.departments, key=lambda d: d.order)]
    path.parent.mkdir(parents=True, exist_ok=True)
    with spoken(book.settings.language):
        write_whole(path, outputs.trend_book(found, departments))
    return path
