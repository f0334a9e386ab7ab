"""`officebatch trend`: this week, month, quarter or year beside those before, from the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from officebatch.cli import SpokenCommand, SpokenOption, printing, session
from officebatch.model.measure import Subject
from officebatch.model.trend import FIGURE_TITLES, Grain, Part
from officebatch.wording import marked, say
from officebatch.workspace import WorkspaceFault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from officebatch.model.proposal import Edition
    from officebatch.model.trend import Point

COLUMNS = ("span", "as_of", "part", "name", "figure", "value", "change")
WHOLE, OF_PART = ("records", "findings", "overdue", "due_soon", "papers"), ("open", "overdue", "due_soon", "findings")
_HELP = marked(
    "Set the runs beside each other: findings, what is overdue, papers, as a whole or of one department; below, what "
    "evaluations finally came to. All from the ledger; registers are not read. With --out also a workbook with charts."
)
_BY = marked("Every run (week), or the last run of each month, quarter or year.")
_DEPARTMENT = marked("Only what this department holds.")
_OUT = marked("Write a workbook with charts to this file; a folder gets it as 趋势.xlsx.")


@click.command("trend", cls=SpokenCommand, help=_HELP)
@click.option("--by", "grain", type=click.Choice([g.value for g in Grain]), default="week", cls=SpokenOption, help=_BY)
@click.option("--department", cls=SpokenOption, default=None, help=_DEPARTMENT)
@click.option("--out", type=click.Path(path_type=Path), default=None, cls=SpokenOption, help=_OUT)
@session.format_option
@session.workspace_argument
@session.guarded
def command(folder: Path, form: str, grain: str, department: str | None, out: Path | None) -> int:
    """Parse, ask the ledger, print, write."""
    from officebatch.batch import trends

    workspace, rules = session.open_office(folder)
    if department is not None and department not in rules.department_names:
        raise WorkspaceFault(say("Sheet 部门 of the rule book has no department {name}.", name=department))
    name = rules.department_names[department] if department is not None else ""
    points, editions = trends.trend(workspace, Grain(grain)), trends.editions(workspace)
    if form == "table":
        _show(points, editions, name)
    else:
        printing.show(form, COLUMNS, list(_rows(points, editions)))
    if out is not None:
        with session.opened_for(workspace, out):
            written = trends.put_down(rules, points, out)
        click.echo(say("Written: {file}", file=written), err=form != "table")
    return session.OK


def _show(points: Sequence[Point], editions: Sequence[Edition], name: str) -> None:
    if not points:
        click.echo(say("No run yet."))
    else:
        figures = OF_PART if name else WHOLE
        values = [[_value(point, figure, name) for figure in figures] for point in points]
        before: list[int | None] = [None] * len(figures)
        rows = []
        for point, row in zip(points, values, strict=True):
            rows.append((point.name, *(_told(now, then) for now, then in zip(row, before, strict=True))))
            before = row
        printing.table([say("As of"), *(say(FIGURE_TITLES[figure]) for figure in figures)], rows)
    groups = [(e, s) for e in editions for s in e.scores if s.subject_kind is not Subject.PERSON]
    scored = [(e, s) for e, s in groups if name in ("", s.subject)]
    if scored:
        click.echo("\n" + say("What evaluations came to"))
        printing.table(
            [say("Period"), say("Department"), say("Quantitative"), say("Cases"), say("Total"), say("Grade")],
            [(e.period, s.subject, _two(s.quantitative), s.n, _two(s.score), s.grade or "—") for e, s in scored],
        )


def _value(point: Point, figure: str, name: str) -> int | None:
    """Of a department 0 where the run kept figures and it has none of it."""
    if not name:
        return point.value(figure)
    return (point.value(figure, Part.DEPARTMENT, name) or 0) if point.figures else None


def _told(now: int | None, then: int | None) -> str:
    if now is None:
        return "—"
    return f"{now}" if then is None or now == then else f"{now} ({now - then:+d})"


def _two(points: float | None) -> str:
    return "—" if points is None else f"{points:.2f}"


def _rows(points: Sequence[Point], editions: Sequence[Edition]) -> Iterator[dict[str, object]]:
    before: dict[tuple[str, str, str], int] = {}
    for point in points:
        held = {("", "", figure): n for figure, n in point.counts.items()}
        held |= {(part.value, name, f): n for (part, name), of in point.figures.items() for f, n in of.items()}
        for key, n in held.items():
            change = n - before[key] if key in before else None
            yield dict(zip(COLUMNS, (point.name, point.as_of.isoformat(), *key, n, change), strict=True))
        before = held
    for edition in editions:
        for score in edition.scores:
            for figure, value in (("score", score.score), ("quantitative", score.quantitative)):
                yield dict(zip(COLUMNS, (edition.period, edition.as_of.isoformat(), score.subject_kind.value,
                                         score.subject, figure, value, None), strict=True))  # fmt: skip
