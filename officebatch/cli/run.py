"""`officebatch run`: the clerk's Monday in one command. Drafts only; nothing is numbered or sent."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from officebatch.cli import SpokenCommand, SpokenOption, approve, check, send, session
from officebatch.model.vocabulary import HolderKind
from officebatch.wording import count, marked, say

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from officebatch.batch import Run
    from officebatch.model.docket import Docket
    from officebatch.model.finding import Skipped
    from officebatch.rulebook.rules import RuleBook
    from officebatch.workspace import Workspace

_HELP = marked(
    "Read the registers, check them, reckon what is late and in whose hands, and draft the week's papers into "
    "runs/DAY. The registers are never written to; the same command again gives the same files."
)
_APPROVE = marked("Sign the drafts at once: number them and press the final papers.")
_SEND = marked("Then say what would be sent to whom by mail; with --really, send it.")
_OPEN = marked("At the end open the overview of the run, or the folder with the papers where there is none.")
_REALLY = marked("With --send: send, and do not only say what would be sent.")


@click.command("run", cls=SpokenCommand, help=_HELP)
@session.as_of_option
@session.fail_on_option
@click.option("--approve", "signed", is_flag=True, cls=SpokenOption, help=_APPROVE)
@click.option("--send", "mailed", is_flag=True, cls=SpokenOption, help=_SEND)
@click.option("--really", is_flag=True, cls=SpokenOption, help=_REALLY)
@click.option("--open", "shown", is_flag=True, cls=SpokenOption, help=_OPEN)
@session.workspace_argument
@session.guarded
def command(folder: Path, as_of: date, fail_on: str, *, signed: bool, mailed: bool, really: bool, shown: bool) -> int:
    """Parse, run, print."""
    from officebatch import batch
    from officebatch.batch import sending

    workspace, rules = session.open_office(folder)
    if mailed:
        sending.settings(workspace)
    with session.opened(workspace):
        for line in approve.undecided(rules) if signed else ():
            click.echo(line)
        with session.progress() as tell:
            docket = batch.examine(workspace, rules, as_of, tell)
            run = batch.issue(workspace, rules, docket, tell)
            final = batch.approve(workspace, rules, as_of, tell) if signed else None
        later = [past.as_of for past in batch.history(workspace) if past.as_of > as_of]
        made = approve.lines(final) if final is not None else [*_papers(docket, run), *_standing(run)]
        checked = (*check.secrecy(docket), *check.summary(docket), *check.changed(docket), *check.states(docket))
        found = (*checked, *_deadlines(docket, rules), *_order(later), *_not_delivered(workspace, as_of))
        for line in (*found, *(() if signed else _undecided(rules)), *made):
            click.echo(line)
        posted = send.within(workspace, rules, as_of, really=really) if mailed else session.OK
    if shown:
        click.launch(str(batch.overview(final or run)))
    return max(session.verdict(docket, fail_on), session.FOUND if left_out(docket, run) else session.OK, posted)


def left_out(docket: Docket, run: Run) -> bool:
    """Whether the run wants a hand: a paper failed, or a list or the notice book has something that cannot stand."""
    return bool(run.complaints) or any(not s.lacking for s in _of_papers(docket, run))


def _deadlines(docket: Docket, rules: RuleBook) -> list[str]:
    tally = docket.deadlines.tally()
    lines = [
        say("Overdue {total}: departments {departments}, the office itself {office}. Waiting for leaders: {leaders}, "
            "{late} of them past the usual time. Due soon: {soon}.",
            total=tally.total, departments=tally.departments, office=tally.office, leaders=tally.leaders,
            late=tally.leaders_late, soon=tally.due_soon)
    ]
    if held := _held(docket, rules):
        lines.append("  " + held)
    if tally.before_start:
        lines.append(
            count("  {n} more is from before the start day: shown in the lists, not urged, named or scored.",
                  "  {n} more are from before the start day: shown in the lists, not urged, named or scored.",
                  tally.before_start)
        )
    if tally.provisional:
        lines.append(
            count("{n} due day is provisional: the holiday notice for the days from {day} on is not out yet.",
                  "{n} due days are provisional: the holiday notice for the days from {day} on is not out yet.",
                  tally.provisional, day=docket.days.provisional_from.isoformat())
        )
    return lines


def _held(docket: Docket, rules: RuleBook) -> str:
    """What each department holds overdue, in 建制序: an order, not a ranking."""
    held = Counter(
        d.holder for d in docket.deadlines.overdue() if d.live and d.holder_kind is HolderKind.DEPARTMENT
    )
    names = [d.name for d in sorted(rules.departments, key=lambda d: d.order)]
    told = [say("{name} {n}", name=name, n=held.pop(name)) for name in names if name in held]
    told += [say("{name} {n}", name=say("nobody's by the register"), n=n) for n in held.values()]
    return say(", ").join(told)


def _of_papers(docket: Docket, run: Run) -> tuple[Skipped, ...]:
    """What was left out of the papers, not of the checks before them."""
    return run.skipped[len(docket.skipped) :]


def _papers(docket: Docket, run: Run) -> list[str]:
    kinds = Counter(a.kind for a in run.artifacts)
    papers = say(", ").join(say("{name} {n}", name=kind, n=n) for kind, n in kinds.items())
    missed = [s.text() for s in run.skipped if not (s.exempt or s.lacking)]
    unmarked = [s.text() for s in _of_papers(docket, run) if s.lacking]
    return [
        say("Papers: {papers}.", papers=papers),
        *(say("  left out – {what}: {because}", what=what, because=because) for what, because in missed),
        *(say("  for your information – {what}: {because}", what=what, because=because) for what, because in unmarked),
    ]


def _undecided(rules: RuleBook) -> list[str]:
    """Limits and names the rule book was made with, which nobody has looked at."""
    if not rules.undecided:
        return []
    return [
        count("{n} question in sheet _待定 of the rule book is undecided, so its limits and names may not be the "
              "office's. Which: officebatch rules check",
              "{n} questions in sheet _待定 of the rule book are undecided, so its limits and names may not be the "
              "office's. Which: officebatch rules check", rules.undecided) + session.here()
    ]


def _order(later: list[date]) -> list[str]:
    """A run of an earlier day than one that stands: its figures were not known to the later one."""
    if not later:
        return []
    return [say("A run of {day} stands already; run it again, so that it goes on from this one.", day=max(later))]


def _not_delivered(workspace: Workspace, as_of: date) -> list[str]:
    """Who did not get last time's mail."""
    from officebatch.batch import deciding

    return [
        say("Not delivered last time: {who} ({address}): {why}. Take the day of delivery out of the notice book where "
            "it stands; hand it over otherwise, or mend the address in the rule book and: officebatch send --really "
            "--as-of {day}",
            who=" ".join(filter(None, (d.of, d.addressee))), address=d.address, why=d.reason, day=d.as_of)
        for d in deciding.undelivered(workspace, as_of)
    ]


def _standing(run: Run) -> list[str]:
    """What of lists and notice book needs a hand, where the run is, what to do next."""
    lines = [*(complaint.said for complaint in run.complaints), say("The papers are in: {folder}", folder=run.folder)]
    if not run.changed:
        return [*lines, say("They are the same as before; nothing was touched.")]
    return [*lines, say("Next: look through the lists, write your decisions into them, and lay the batch sheet before "
                        "the head of office. When it is signed: officebatch approve") + session.here()]
