"""`officebatch whatif`: what the last three months would have looked like under other limits. Nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from officebatch.cli import SpokenCommand, SpokenOption, printing, session
from officebatch.cli.processes import SINCE
from officebatch.model.register import shown_key
from officebatch.model.vocabulary import STATE_TITLES
from officebatch.wording import count, marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from officebatch.batch.processes import Seen
    from officebatch.model.deadline import Deadline
    from officebatch.model.process import Change, Kept
    from officebatch.model.vocabulary import State

COLUMNS = (
    "part", "process", "step", "holder", "on_time_before", "decided_before", "on_time_after", "decided_after",
    "workbook", "sheet", "row", "record", "due_before", "due_after", "state_before", "state_after",
)  # fmt: skip
_HELP = marked(
    "Say what the three months up to the day would have looked like under other limits: on time before and after, a "
    "step and a department, and every case whose state changes. The rule book and all papers stay as they are."
)
_LIMIT = marked("A limit as 发文.核稿=2个工作日, for one urgency as 发文.核稿.加急=半日; may be given several times.")
_KEPT = (marked("Step"), marked("In whose hands"), marked("On time now"), marked("On time then"))
_CHANGES = (marked("Place"), marked("Record"), marked("Step"), marked("In whose hands"), marked("Due now"),
            marked("Due then"), marked("State now"), marked("State then"))


@click.command("whatif", cls=SpokenCommand, help=_HELP)
@click.option("--limit", "limits", multiple=True, required=True, cls=SpokenOption, help=_LIMIT)
@session.as_of_option
@session.day_option("--since", SINCE)
@session.format_option
@session.workspace_argument
@session.guarded
def command(folder: Path, as_of: date, since: date | None, form: str, limits: tuple[str, ...]) -> int:
    """Parse, reckon twice, print."""
    from officebatch.batch import processes

    workspace, rules = session.open_office(folder)
    with session.progress() as tell:
        seen = processes.whatif(workspace, rules, as_of, limits, tell, since=since)
    if form == "table":
        _show(seen)
    else:
        rows = [*map(_kept_row, seen.foresight.kept), *(_change_row(seen, one) for one in seen.foresight.changes)]
        printing.show(form, COLUMNS, rows)
    return session.OK


def _show(seen: Seen) -> None:
    of = seen.foresight
    click.echo(say("{first} to {last}", first=of.first.isoformat(), last=of.last.isoformat()))
    for one in seen.supposed:
        click.echo(say("Supposed: {process} {step}, {urgency}: {limit}", process=one.process, step=one.step,
                       urgency=one.urgency, limit=one.limit.words))
    printing.table([say(h) for h in _KEPT], [
        (f"{k.process} {k.step}", k.name or say("all together"), _rate(k.before), _rate(k.after)) for k in of.kept
    ])  # fmt: skip
    if of.changes:
        printing.table([say(h) for h in _CHANGES], list(_lines(seen)), wrap=1)
    click.echo(count("The state of {n} case would be another.", "The state of {n} cases would be another.",
                     len(of.changes)))
    if of.leaders:
        click.echo(count("{n} pass in a leader's hands is left out: leaders' steps are never counted as late.",
                         "{n} passes in leaders' hands are left out: leaders' steps are never counted as late.",
                         of.leaders))
    click.echo(say("Nothing was written. To change the limit, change it in sheet 流程 of the rule book."))


def _lines(seen: Seen) -> Iterator[tuple[object, ...]]:
    for change in seen.foresight.changes:
        line = change.line
        register = seen.docket.office.registers[line.register]
        yield (
            printing.place(register.origin(line.row)), shown_key(str(register.keys[line.row])), line.step, line.holder,
            _due(change.before), _due(change.after), *map(_state, change.states),
        )  # fmt: skip


def _rate(kept: tuple[int, int]) -> str:
    met, all_ = kept
    return f"{met}/{all_}" + (f" ({met / all_:.1%})" if all_ else "")


def _due(line: Deadline | None) -> str:
    if line is None:
        return "—"
    return f"{line.due:%Y-%m-%d %H:%M}" if (line.due.hour, line.due.minute) != (0, 0) else line.due_day.isoformat()


def _state(state: State | None) -> str:
    return say(STATE_TITLES[state]) if state is not None else "—"


def _kept_row(kept: Kept) -> dict[str, object]:
    return dict.fromkeys(COLUMNS, "") | {
        "part": "holder" if kept.name else "step", "process": kept.process, "step": kept.step, "holder": kept.name,
        "on_time_before": kept.before[0], "decided_before": kept.before[1],
        "on_time_after": kept.after[0], "decided_after": kept.after[1],
    }  # fmt: skip


def _change_row(seen: Seen, change: Change) -> dict[str, object]:
    line = change.line
    register = seen.docket.office.registers[line.register]
    origin = register.origin(line.row)
    return dict.fromkeys(COLUMNS, "") | {
        "part": "case", "step": line.step, "holder": line.holder, "workbook": origin.workbook, "sheet": origin.sheet,
        "row": origin.row, "record": str(register.keys[line.row]), "due_before": _due(change.before),
        "due_after": _due(change.after),
        **{name: state.value if state else "" for name, state in
           zip(("state_before", "state_after"), change.states, strict=True)},
    }  # fmt: skip
