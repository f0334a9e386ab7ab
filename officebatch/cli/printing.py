"""Tables on the terminal for people, csv and json for programs: the same rows, three faces.

csv headings and codes are never translated. rich is imported on use.
"""

from __future__ import annotations

import csv
import json
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WIDE = 160


def show(form: str, columns: Sequence[str], rows: Sequence[Mapping[str, object]]) -> None:
    """Print `rows` (column → value) as csv or json."""
    if form == "json":
        click.echo(json.dumps([{c: row[c] for c in columns} for row in rows], ensure_ascii=False, indent=1))
        return
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    writer = csv.DictWriter(sys.stdout, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)


def table(headings: Sequence[str], rows: Sequence[Sequence[object]], wrap: int | None = None) -> None:
    """Print a table. `wrap`: the column that may break over lines; the others stay whole."""
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=SIMPLE, pad_edge=False, show_edge=False)
    for place, heading in enumerate(headings):
        drawn.add_column(heading, no_wrap=place != wrap, overflow="fold", ratio=1 if place == wrap else None)
    for row in rows:
        drawn.add_row(*(Text(str(cell)) for cell in row))
    Console(width=None if sys.stdout.isatty() else WIDE, highlight=False).print(drawn)
