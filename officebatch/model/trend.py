"""What a run keeps of itself in figures, so that later ones can be set beside it; and a row of such points."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from officebatch.model.vocabulary import HolderKind, Severity, State
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from officebatch.model.docket import Docket

    Figures = Mapping[tuple["Part", str], Mapping[str, int]]


class Part(StrEnum):
    """What a figure belongs to: a department or the office by what it holds, a register, a kind of paper."""

    DEPARTMENT = "department"
    REGISTER = "register"
    PAPER = "paper"


class Grain(StrEnum):
    """How close the points stand: every run, or the last run of each month, quarter, year."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    def of(self, day: date) -> str:
        """What a day belongs to: 2026-11-20, 2026-11, 2026Q4, 2026."""
        return {
            Grain.WEEK: day.isoformat(),
            Grain.MONTH: f"{day:%Y-%m}",
            Grain.QUARTER: f"{day.year}Q{(day.month + 2) // 3}",
            Grain.YEAR: str(day.year),
        }[self]


@dataclass(frozen=True, slots=True)
class Point:
    """One run. counts: of the whole; figures: of its parts, none of a run that did not keep them."""

    name: str
    as_of: date
    counts: Mapping[str, int]
    figures: Figures = field(default_factory=dict)

    def value(self, figure: str, part: Part | None = None, name: str = "") -> int | None:
        """A figure, None where the run does not have it."""
        if part is None:
            return self.counts.get(figure)
        return self.figures.get((part, name), {}).get(figure)


FIGURE_TITLES: Mapping[str, str] = {
    "records": marked("Records"),
    "findings": marked("Findings"),
    "open": marked("In hand"),
    "overdue": marked("Overdue"),
    "due_soon": marked("Due soon"),
    "papers": marked("Papers"),
}


def figures(docket: Docket, papers: Iterable[str]) -> Figures:
    """The figures of a run by part: what departments and the office hold (never leaders), registers, papers by kind.

    Of matters before the start day nothing is counted, of secrecy nothing either.
    """
    found: dict[tuple[Part, str], Counter[str]] = {}
    frame = docket.deadlines.frame
    kinds = (HolderKind.DEPARTMENT.value, HolderKind.OFFICE.value)
    held = frame[(frame["live"] & frame["holder_kind"].isin(kinds) & frame["open"]).to_numpy(dtype=bool)]
    state = held["state"].astype(object).to_numpy()
    flags = {
        "open": np.ones(len(held), dtype=bool),
        "overdue": state == State.OVERDUE.value,
        "due_soon": state == State.DUE_SOON.value,
    }
    for part, column in ((Part.DEPARTMENT, "holder"), (Part.REGISTER, "register")):
        names = held[column].astype(object).to_numpy()
        for figure, flag in flags.items():
            for name, n in Counter(names[flag].tolist()).items():
                if isinstance(name, str) and name:
                    found.setdefault((part, name), Counter())[figure] += n
    for name, register in docket.office.registers.items():
        if register.parts:
            found.setdefault((Part.REGISTER, name), Counter())["records"] = len(register)
    for finding in docket.findings:
        if finding.severity is Severity.GRAVE:
            continue
        for part, name in ((Part.DEPARTMENT, finding.department), (Part.REGISTER, finding.register)):
            if name:
                found.setdefault((part, name), Counter())["findings"] += 1
    for kind in papers:
        found.setdefault((Part.PAPER, kind), Counter())["papers"] += 1
    return {key: dict(sorted(of.items())) for key, of in sorted(found.items())}


def points(runs: Iterable[Point], grain: Grain) -> tuple[Point, ...]:
    """The last run of each span, the oldest first."""
    last: dict[str, Point] = {}
    for run in sorted(runs, key=lambda run: run.as_of):
        name = grain.of(run.as_of)
        last[name] = Point(name, run.as_of, run.counts, run.figures)
    return tuple(last.values())
