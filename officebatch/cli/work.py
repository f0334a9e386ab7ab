"""`officebatch work`: what each person did in a period, with a workbook and a sheet for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from officebatch.cli import SpokenCommand, SpokenOption, periods, printing, session
from officebatch.model.work import WorkPart
from officebatch.wording import count, marked, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from officebatch.model.work import Figures, Portraits

COLUMNS = (
    "person", "department", "post", "part", "register", "process", "item", "stand_in", "done", "open", "overdue",
    "timed", "on_time", "again", "hours", "median",
)  # fmt: skip
_HELP = marked(
    "Gather from all registers what each person did in a period. Writes evaluations/PERIOD/个人业绩/: a workbook and a "
    "sheet (个人业绩单) a person, for the person and the direct superior only."
)
_PERSON = marked("Only this person; may be given several times. Left out: everybody but the leaders.")
_HEADINGS = (marked("Person"), marked("Department"), marked("Steps"), marked("Steps on time"),
             marked("Tasks"), marked("Tasks on time"), marked("Meetings"), marked("Entries"), marked("Stand-in"),
             marked("Done again"), marked("Findings"))


@click.command("work", cls=SpokenCommand, help=_HELP)
@click.option("--person", "names", cls=SpokenOption, metavar="NAME", multiple=True, help=_PERSON)
@periods.period_option
@session.as_of_option
@session.format_option
@session.workspace_argument
@session.guarded
def command(folder: Path, as_of: date, form: str, named: str | None, names: tuple[str, ...]) -> int:
    """Parse, gather, write, print."""
    from officebatch.batch import working

    workspace, rules = session.open_office(folder)
    period = periods.asked(named, as_of)
    with session.opened(workspace), session.progress() as tell:
        docket = working.gather(workspace, rules, period, as_of, names, tell)
        into, files, skipped = working.put_down(workspace, rules, docket, tell)
    held = docket.people
    assert held is not None
    if form == "table":
        _show(held)
        click.echo(count("Written: {n} file in {folder}", "Written: {n} files in {folder}", files, folder=into))
    else:
        printing.show(form, COLUMNS, list(_rows(held)))
    for left in skipped:
        click.echo(say("Left out: {what}: {because}", what=left.text()[0], because=left.text()[1]), err=True)
    return session.FOUND if skipped else session.OK


def _show(held: Portraits) -> None:
    """In the order of sheet 人员; there are no places."""
    click.echo(say("What people did from {first} to {last}", first=held.period.first.isoformat(),
                   last=min(held.period.last, held.as_of).isoformat()))
    rows = []
    for one in held.people:
        of = {part: [f for f in one.own if f.part is part] for part in WorkPart}
        steps, tasks = of[WorkPart.STEP], of[WorkPart.TASK]
        rows.append((
            one.doer.name, one.doer.department, _done(steps), _share(steps), sum(f.done + f.open for f in tasks),
            _share(tasks), _done(of[WorkPart.MEETING]), _done(of[WorkPart.ENTRY]), _done(one.stand_in) or "",
            sum(f.again for f in (*one.own, *one.stand_in)) or "", len(one.faults) or "",
        ))  # fmt: skip
    printing.table([say(h) for h in _HEADINGS], rows)
    if held.unclear:
        click.echo(count("{n} line names somebody of two people of one name; nobody got it. ",
                         "{n} lines name somebody of two people of one name; nobody got them. ", held.unclear))


def _done(of: Iterable[Figures]) -> int:
    return sum(f.done for f in of)


def _share(of: list[Figures]) -> str:
    timed = sum(f.timed for f in of)
    return f"{sum(f.on_time for f in of)}/{timed}" if timed else "—"


def _rows(held: Portraits) -> Iterator[dict[str, object]]:
    for one in held.people:
        for stand_in, figures in ((False, one.own), (True, one.stand_in)):
            for f in figures:
                yield {
                    "person": one.doer.name, "department": one.doer.department, "post": one.doer.post,
                    "part": f.part.value, "register": f.register, "process": f.process, "item": f.item,
                    "stand_in": stand_in, "done": f.done, "open": f.open, "overdue": f.overdue, "timed": f.timed,
                    "on_time": f.on_time, "again": f.again, "hours": f.hours, "median": f.median,
                }  # fmt: skip
