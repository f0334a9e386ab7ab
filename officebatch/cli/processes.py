"""`officebatch processes`: how the office's processes ran in the last three months, as tables and as a report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from officebatch.cli import SpokenCommand, SpokenOption, printing, session
from officebatch.model.process import Ground
from officebatch.model.vocabulary import HolderKind
from officebatch.wording import count, marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from officebatch.model.process import Merger, Process, Standing, StepFigures, Study, Times

COLUMNS = (
    "process", "register", "part", "name", "n", "median", "p90", "total", "late", "decided", "waiting", "overdue",
    "returned",
)  # fmt: skip
HELP = marked(
    "Show for each process the working days a step took, what was late, where papers wait and by which ways they went, "
    "in the three months up to the day. With --out also as a Word report with a flow chart of each process."
)
SINCE = marked("The first day to look at; three months before --as-of when left out, never before the start day.")
_OUT = marked("Write the report 流程分析报告 to this file; a folder gets it under its own name.")
_STEPS = (marked("Step"), marked("In whose hands"), marked("Limit"), marked("Done"), marked("Median days"),
          marked("90 % within"), marked("Late"), marked("Waiting"), marked("Overdue"), marked("Returned"))
_HOLDERS = (marked("In whose hands"), marked("Done"), marked("Days held"), marked("Median days"),
            marked("90 % within"), marked("Late"), marked("Waiting"), marked("Overdue"))
_SLICES = (marked("Cases"), marked("Finished"), marked("Median days"), marked("90 % within"), marked("Late"),
           marked("Waiting"), marked("Overdue"))


@click.command("processes", cls=SpokenCommand, help=HELP)
@session.as_of_option
@session.day_option("--since", SINCE)
@click.option("--out", type=click.Path(path_type=Path), default=None, cls=SpokenOption, help=_OUT)
@session.format_option
@session.workspace_argument
@session.guarded
def command(folder: Path, as_of: date, since: date | None, out: Path | None, form: str) -> int:
    """Parse, study, print, write."""
    from officebatch.batch import processes

    workspace, rules = session.open_office(folder)
    with session.opened_for(workspace, out), session.progress() as tell:
        docket, study = processes.study(workspace, rules, as_of, since, tell)
        written = processes.report(workspace, rules, docket, study, out) if out is not None else None
    if form == "table":
        _show(study)
    else:
        printing.show(form, COLUMNS, [row for process in study.processes for row in _rows(process)])
    if written is not None:
        click.echo(say("The report: {file}", file=written), err=form != "table")
    return session.OK


def _show(study: Study) -> None:
    """The tables for people."""
    period = say("{first} to {last}", first=study.first.isoformat(), last=study.last.isoformat())
    click.echo(say("{period}; working days, a step done on the day it began took 0", period=period))
    for process in study.processes:
        click.echo()
        for line in _summary(process):
            click.echo(line)
        printing.table([say(h) for h in _STEPS], [_step(step) for step in process.steps])
        printing.table([say(h) for h in _HOLDERS], [
            (holder_word(h.kind, h.name), h.days.n, number(h.days.total), *_spread(h.days), late(h.standing),
             h.standing.waiting, h.standing.overdue) for h in process.holders
        ])  # fmt: skip
        printing.table([say(h) for h in _SLICES], [
            (s.word, s.whole.n, *_spread(s.whole), late(s.standing), s.standing.waiting, s.standing.overdue)
            for s in (*process.urgencies, *process.departments)
        ])  # fmt: skip
        for line in _remarks(process):
            click.echo(line)


def _summary(process: Process) -> Iterator[str]:
    yield say("{process} ({register}): {begun} cases begun, {finished} finished, {waiting} in hand",
              process=process.name, register=process.register, begun=process.begun, finished=process.finished,
              waiting=process.waiting)
    if process.whole.n:
        yield say("From receipt to the end {median} working days in the middle, nine of ten within {ninth} (n={n})",
                  median=number(process.whole.median), ninth=number(process.whole.ninth), n=process.whole.n)
    if process.bottleneck:
        at = process.step(process.bottleneck).days
        yield say("Most time went at {step}: {days} working days in {n} passes",
                  step=process.bottleneck, days=number(at.total), n=at.n)


def _remarks(process: Process) -> Iterator[str]:
    """Ways, returns and proposals."""
    for way in process.ways[:5]:
        yield count("{n} case: {way}", "{n} cases: {way}", way.cases, way=" → ".join(way.steps))
    if rest := process.ways[5:]:
        yield say("{ways} other ways, {n} cases", ways=len(rest), n=sum(way.cases for way in rest))
    for back in process.returns:
        yield say("Returned from {source} to {target}: {n}", source=back.source, target=back.target, n=back.times)
    if not process.tells_returns:
        yield say("The register keeps one day a step: whether a case was returned cannot be seen in it.")
    for merger in process.mergers:
        yield say("Proposal: {step} together with {into}: {because}",
                  step=merger.step, into=merger.into, because=because(merger, tells=process.tells_returns))


def because(merger: Merger, *, tells: bool) -> str:
    """The reasons of a proposal with their figures. tells: the register shows returns."""
    said = []
    if Ground.SAME_PERSON in merger.grounds:
        said.append(say("the same person in {n} of {n} cases", n=merger.pairs))
    if Ground.NO_TIME in merger.grounds:
        said.append(say("no time in {n} of {n} passes", n=merger.timed))
    if tells:
        said.append(say("never returned in {n} passes", n=merger.passes))
    return say("; ").join(said)


def number(value: float) -> str:
    """A number of days: half ones are shown, whole ones without a point."""
    return f"{value:g}" if float(value * 10).is_integer() else f"{value:.1f}"


def late(standing: Standing) -> str:
    """n/N, a dash where nothing was decided."""
    return f"{standing.late}/{standing.decided}" if standing.decided else "—"


def holder_word(kind: HolderKind, name: str) -> str:
    """A holder by name; the leaders together."""
    return name or kind.value


def _spread(days: Times) -> tuple[str, str]:
    return (number(days.median), number(days.ninth)) if days.n else ("—", "—")


def _step(step: StepFigures) -> Sequence[object]:
    limit = step.limits[0][1] if step.limits else "—"
    of = step.standing
    if step.hours.n:
        times = (say("{n} h", n=number(step.hours.median)), say("{n} h", n=number(step.hours.ninth)))
    else:
        times = _spread(step.days)
    return (step.name, step.kind.value, limit, step.passes, *times, late(of), of.waiting, of.overdue,
            step.returned or "")


def _rows(process: Process) -> Iterator[dict[str, object]]:
    """The same as rows; a way has its steps as its name and its cases as n."""
    of: dict[str, object] = {"process": process.name, "register": process.register}
    yield _row("process", "", process.whole, None) | of
    for step in process.steps:
        yield _row("step", step.name, step.days, step.standing) | of | {"returned": step.returned}
    for holder in process.holders:
        yield _row("holder", holder_word(holder.kind, holder.name), holder.days, holder.standing) | of
    for kind, slices in (("urgency", process.urgencies), ("department", process.departments)):
        for part in slices:
            yield _row(kind, part.word, part.whole, part.standing) | of
    for way in process.ways:
        yield _row("way", "→".join(way.steps), None, None) | of | {"n": way.cases}
    for back in process.returns:
        yield _row("return", f"{back.source}→{back.target}", None, None) | of | {"n": back.times}
    for merger in process.mergers:
        yield _row("merge", f"{merger.into}+{merger.step}", None, None) | of | {"n": merger.pairs}


def _row(part: str, name: str, times: Times | None, standing: Standing | None) -> dict[str, object]:
    row: dict[str, object] = {**dict.fromkeys(COLUMNS, ""), "part": part, "name": name}
    if times is not None:
        row |= {"n": times.n, "median": times.median, "p90": times.ninth, "total": times.total}
    if standing is not None:
        row |= {
            "late": standing.late, "decided": standing.decided, "waiting": standing.waiting, "overdue": standing.overdue
        }  # fmt: skip
    return row
