"""`officebatch deadlines`: what is late, what is due, and in whose hands."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from officebatch.cli import SpokenCommand, SpokenOption, printing, session
from officebatch.model.deadline import TASK_STEP
from officebatch.model.register import shown_key
from officebatch.model.vocabulary import STATE_TITLES, HolderKind, State
from officebatch.wording import count, marked, say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from officebatch.model.deadline import Deadline
    from officebatch.model.docket import Docket
    from officebatch.model.origin import Origin

COLUMNS = (
    "workbook", "sheet", "row", "record", "step", "due", "days_late", "open", "person", "department", "holder", "state",
)
_HELP = marked("List what is overdue, due soon or waiting for a leader: due day, days late, in whose hands.")
_LATE = marked("Every late step, still open or met late.")
_ALL = marked("Every deadline, met ones too.")
_HEADINGS = (marked("Place"), marked("Record"), marked("Step"), marked("Due"), marked("Days late"),
             marked("State"), marked("Person"), marked("In whose hands"))


@click.command("deadlines", cls=SpokenCommand, help=_HELP)
@click.option("--late", "which", flag_value="late", cls=SpokenOption, help=_LATE)
@click.option("--all", "which", flag_value="all", cls=SpokenOption, help=_ALL)
@session.as_of_option
@session.format_option
@session.workspace_argument
@session.guarded
def command(folder: Path, as_of: date, form: str, which: str | None) -> int:
    """Parse, examine, print."""
    from officebatch import batch

    workspace, rules = session.open_office(folder)
    with session.progress() as tell:
        docket = batch.examine(workspace, rules, as_of, tell)
    chosen = list(_chosen(docket, which))
    if form == "table":
        show_table(docket, chosen)
    else:
        printing.show(form, COLUMNS, [_row(docket, d) for d in chosen])
    return session.OK


def show_table(docket: Docket, chosen: list[Deadline]) -> None:
    """The deadlines for people, and how many there are."""
    if chosen:
        rows = [
            (
                printing.place(_origin(docket, d)),
                shown_key(_key(docket, d)),
                say("in hand") if d.step == TASK_STEP else d.step,
                _day(d),
                d.days_late or "",
                _state(d),
                d.person,
                d.holder,
            )
            for d in chosen
        ]
        printing.table([say(h) for h in _HEADINGS], rows, wrap=1)
    told = Counter(map(_state, chosen))
    day = docket.as_of.isoformat()
    if not chosen:
        click.echo(say("As of {day} there is nothing of the kind.", day=day))
        return
    click.echo(count("{n} deadline as of {day}: {told}.", "{n} deadlines as of {day}: {told}.", len(chosen), day=day,
                     told=say(", ").join(say("{name} {n}", name=name, n=n) for name, n in told.most_common())))


def _state(due: Deadline) -> str:
    """The state as the office says it, the same that a run counts: what waits for a leader is never called overdue,
    and what is from before the start day is shown only."""
    if due.open and not due.live:
        return say("from before the start day")
    if due.open and due.holder_kind is HolderKind.LEADER:
        return say("waiting for a leader")
    return say(STATE_TITLES[due.state])


def _chosen(docket: Docket, which: str | None) -> Iterable[Deadline]:
    frame = docket.deadlines.frame
    wanted = {
        None: frame["state"].isin([State.OVERDUE.value, State.DUE_SOON.value])
        | (frame["open"] & frame["live"] & (frame["holder_kind"] == HolderKind.LEADER.value)),
        "late": frame["days_late"] > 0,
        "all": frame["state"].notna(),
    }
    return docket.deadlines.pick(wanted[which])


def _row(docket: Docket, due: Deadline) -> dict[str, object]:
    origin = _origin(docket, due)
    return {
        "workbook": origin.workbook, "sheet": origin.sheet, "row": origin.row, "record": _key(docket, due),
        "step": due.step, "due": due.due_day.isoformat(), "days_late": due.days_late, "open": int(due.open),
        "person": due.person, "department": due.department, "holder": due.holder, "state": due.state.value,
    }


def _origin(docket: Docket, due: Deadline) -> Origin:
    return docket.office.registers[due.register].origin(due.line)


def _key(docket: Docket, due: Deadline) -> str:
    return str(docket.office.registers[due.register].keys[due.row])


def _day(due: Deadline) -> str:
    return due.due_day.isoformat() + (say(" (provisional)") if due.provisional else "")
