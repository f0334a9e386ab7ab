"""`officebatch score`: what departments, the office and people come to in a period, and the score book."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from officebatch.cli import SpokenCommand, SpokenOption, periods, printing, session
from officebatch.model.measure import Subject
from officebatch.wording import count, marked, say

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from officebatch.model.score import Scores, Total

COLUMNS = (
    "kind", "subject", "department", "class", "indicator", "name", "category", "full_mark", "weight", "cases", "good",
    "rate", "points", "state", "bonus", "deduction", "total", "grade",
)  # fmt: skip
_HELP = marked("Score a period: departments in their classes, the office apart, people in their rank. "
               "Writes evaluations/PERIOD/考核底稿.xlsx.")
_PEOPLE = marked("Also list people, by rank.")


@click.command("score", cls=SpokenCommand, help=_HELP)
@periods.period_option
@click.option("--people", is_flag=True, cls=SpokenOption, help=_PEOPLE)
@session.as_of_option
@session.format_option
@session.workspace_argument
@session.guarded
def command(folder: Path, as_of: date, form: str, named: str | None, *, people: bool) -> int:
    """Parse, score, write the book, print."""
    from officebatch.batch import evaluating, scoring

    workspace, rules = session.open_office(folder)
    period = periods.asked(named, as_of)
    with session.opened(workspace), session.progress() as tell:
        scores = scoring.score(workspace, rules, period, as_of, tell)
        book = scoring.put_down(workspace, rules, scores)
    for line in evaluating.changed_rules(workspace, rules, period):
        click.echo(say("Not as the rules published for this period: {what}", what=line), err=True)
    if form != "table":
        printing.show(form, COLUMNS, _rows(scores))
        return session.OK
    _print(scores, people=people)
    click.echo(say("Written: {file}", file=book))
    return session.OK


def _print(scores: Scores, *, people: bool) -> None:
    period = scores.period
    click.echo(say("Scores of {period} ({first} to {last}), as of {day}", period=period.name,
                   first=period.first.isoformat(), last=period.last.isoformat(), day=scores.as_of.isoformat()))
    departments = [total for total in scores.of(Subject.DEPARTMENT) if total.score is not None]
    for class_ in dict.fromkeys(total.class_ for total in departments):
        click.echo(f"\n{class_ or say('Without a class')}")
        _table([total for total in departments if total.class_ == class_], grade=True)
    if office := [total for total in scores.of(Subject.OFFICE) if total.score is not None]:
        click.echo("\n" + say("The office, apart"))
        _table(office)
    scored = [total for total in scores.of(Subject.PERSON) if total.score is not None]
    if people:
        for rank in dict.fromkeys(total.class_ for total in scored):
            click.echo(f"\n{rank or say('Without a rank')}")
            _ranked([total for total in scored if total.class_ == rank])
    elif scored:
        click.echo("\n" + count("{n} person scored: in the score book, by rank.",
                                "{n} people scored: in the score book, by rank.", len(scored)))
    for note in scores.notes:
        click.echo(note.text())
    if scores.void:
        click.echo(count("{n} ballot is void.", "{n} ballots are void.", len(scores.void)))


def _table(totals: list[Total], *, grade: bool = False) -> None:
    """Two decimals for people; what decides is not rounded."""
    given = (one.category for total in totals for one in total.indicators if one.rate is not None)
    parts = list(dict.fromkeys(given))
    headings = [say("Department"), *parts, say("Bonus"), say("Deduction"), say("Total"), say("Scored"),
                *([say("Place in class"), say("Proposed grade"), say("Remark")] if grade else [])]
    rows = []
    for total in totals:
        of = {one.category: total.categories[one.category] for one in total.indicators if one.rate is not None}
        earned = [_two(of[part]) if part in of else "—" for part in parts]
        row: list[object] = [total.subject, *earned, _two(total.bonus), _two(total.deduction)]
        row += ["—" if total.score is None else _two(total.score), f"{total.scored:.0%}"]
        if grade:
            row += [total.place_in_class or "—", total.grade or "—", total.note.text() if total.note else ""]
        rows.append(row)
    printing.table(headings, rows, wrap=len(headings) - 1 if grade else None)


def _ranked(totals: list[Total]) -> None:
    """The people of one rank, the best first, who gets a work sheet only behind."""
    headings = [say("Place in rank"), say("Person"), say("Department"), say("Cases due"), say("Total"),
                say("Proposed grade"), say("Remark")]
    rows = [
        [total.place_in_class or "—", total.subject, total.department, total.cases, _two(total.score or 0.0),
         total.grade or "—", total.note.text() if total.note else ""]
        for total in sorted(totals, key=lambda t: (t.place_in_class is None, t.place_in_class or 0))
    ]  # fmt: skip
    printing.table(headings, rows, wrap=len(headings) - 1)


def _two(points: float) -> str:
    return f"{points:.2f}"


def _rows(scores: Scores) -> list[dict[str, object]]:
    return [
        {
            "kind": total.subject_kind.value, "subject": total.subject, "department": total.department,
            "class": total.class_, "indicator": one.code, "name": one.name, "category": one.category,
            "full_mark": one.full_mark, "weight": one.weight, "cases": one.cases, "good": one.good, "rate": one.rate,
            "points": one.points, "state": one.standing.value, "bonus": total.bonus, "deduction": total.deduction,
            "total": total.score, "grade": total.grade,
        }
        for total in scores.totals
        for one in total.indicators
    ]  # fmt: skip
