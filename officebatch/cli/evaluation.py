"""`officebatch evaluation`: the course of a period's evaluation, one step a command."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

import click

from officebatch.cli import SpokenCommand, SpokenGroup, SpokenOption, session
from officebatch.model.evaluation import STAGE_TITLES, Stage
from officebatch.wording import marked, say
from officebatch.workspace import WorkspaceFault

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from officebatch.batch.course import Done, Taken
    from officebatch.model.score import Period
    from officebatch.rulebook.rules import RuleBook
    from officebatch.workspace import Workspace

_HELP = marked("Take a period's evaluation through its course, step by step: rules, freeze, feedback, appeals, report, "
               "publish, close. Everything stands in evaluations/PERIOD; a step whose ground is missing or changed is "
               "refused.")
_WHICH = marked("Say which period, as --period 2026Q4.")
_PERIOD = marked("The period, as 2026Q4, 2026H2, 2026-11 or 2026.")
_AGAIN = marked("Take the step anew: it and all behind it are put aside first.")
_NO_PERIOD = marked("“{text}” is no period. Write it as 2026Q4 (a quarter), 2026H2 (half a year), 2026-11 or 2026.")
_APPROVED = marked("Number of the leading group's decision: makes the final report.")
_NUMBER = marked("Number of the report in the register of documents sent; without it no number is printed.")
_COMMEND = marked("Whom the leading group commended, where it decided otherwise than proposed; may be given again.")
_RULES = marked("Before the period: write the scoring rules 考核细则 from the rule book, and keep that rule book.")
_FREEZE = marked("After the period: keep registers and rule book with their digests; scores come from these alone.")
_FEEDBACK = marked("Write a feedback sheet for each department's consent, and forms for appeals.")
_APPEALS = marked("Read the forms of appeals; what is upheld falls away in every score it touches.")
_REPORT = marked("Write the report: for the leading group, and with --approved as it was decided.")
_PUBLISH = marked("Write the sheet for public display: grades and who is commended.")
_CLOSE = marked("After the display: write the announcement and the index of the volume.")
_STATUS = marked("Say which steps were taken, and what the rule book changed since.")


@click.group("evaluation", cls=SpokenGroup, help=_HELP)
def command() -> None:
    """Only parses."""


class _Named(click.types.StringParamType):
    """A period that has to be named."""

    def get_missing_message(self, *_: object, **__: object) -> str:
        return say(_WHICH)


def _step(name: str, text: str) -> Callable[[Callable[..., int]], click.Command]:
    """A step as a command: its period, its day, whether it is taken anew, the workspace."""

    def made(function: Callable[..., int]) -> click.Command:
        held = session.workspace_argument(session.guarded(function))
        held = session.as_of_option(held)
        if name != "status":
            held = click.option("--again", is_flag=True, cls=SpokenOption, help=_AGAIN)(held)
        held = click.option("--period", "named", cls=SpokenOption, metavar="PERIOD", required=True,
                            type=_Named(), help=_PERIOD)(held)
        return command.command(name, cls=SpokenCommand, help=text)(held)

    return made


def _open(folder: Path, named: str) -> tuple[Workspace, RuleBook, Period]:
    from officebatch import evaluation

    workspace, rules = session.open_office(folder)
    period = evaluation.period_of(named)
    if period is None:
        raise WorkspaceFault(say(_NO_PERIOD, text=named))
    return workspace, rules, period


def _do(
    folder: Path, named: str, stage: Stage, take: Callable[[Workspace, RuleBook, Period, Callable[[str], None]], Taken],
    *, again: bool,
) -> int:  # fmt: skip
    from officebatch.batch import evaluating

    workspace, rules, period = _open(folder, named)
    anew = evaluating.anew(workspace, period, stage) if again else nullcontext()
    with session.opened(workspace), session.progress() as tell, anew:
        taken = take(workspace, rules, period, tell)
    done = taken.course.steps[-1]
    if taken.changed:
        click.echo(say("{period}: {step}, {day}.", period=period.name, step=_called(done), day=done.day.isoformat()))
        for path in done.files:
            click.echo(f"  {taken.folder / path}")
    else:
        click.echo(say("{period}: nothing new; what stands is kept ({step}).", period=period.name,
                       step=say(STAGE_TITLES[stage])))
    for remark in taken.remarks:
        click.echo(remark)
    return session.OK


def _called(done: Done) -> str:
    """A step as it is told when it was taken."""
    if done.stage is Stage.REPORT and (number := done.facts.get("approved", "")):
        return say("report as the leading group decided it, {number}", number=number)
    return _with(say(STAGE_TITLES[done.stage]), _more(done) if done.stage is not Stage.PUBLISH else "")


def _with(word: str, more: str) -> str:
    return say("{word} ({more})", word=word, more=more) if more else word


def _more(done: Done) -> str:
    """What tells two times of a step apart, and how long the display lasts; "" where there is nothing to tell."""
    of = done.facts
    match done.stage:
        case Stage.APPEALS if "edition" in of:
            return say("edition {n}", n=of["edition"])
        case Stage.REPORT:
            number = of.get("approved", "")
            return say("as decided, {number}", number=number) if number else say("for decision")
        case Stage.PUBLISH if "公示止" in of:
            return say("until {day}", day=of["公示止"])
        case _:
            return ""


@_step("rules", _RULES)
def rules(folder: Path, as_of: date, named: str, again: bool) -> int:
    """考核细则."""
    from officebatch.batch import evaluating

    return _do(folder, named, Stage.RULES, lambda w, b, p, _: evaluating.publish_rules(w, b, p, as_of), again=again)


@_step("freeze", _FREEZE)
def freeze(folder: Path, as_of: date, named: str, again: bool) -> int:
    """冻结."""
    from officebatch.batch import evaluating

    return _do(folder, named, Stage.FREEZE, lambda w, b, p, t: evaluating.freeze(w, b, p, as_of, t), again=again)


@_step("feedback", _FEEDBACK)
def feedback(folder: Path, as_of: date, named: str, again: bool) -> int:
    """反馈单."""
    from officebatch.batch import evaluating

    return _do(folder, named, Stage.FEEDBACK, lambda w, _, p, t: evaluating.feedback(w, p, as_of, t), again=again)


@_step("appeals", _APPEALS)
def appeals(folder: Path, as_of: date, named: str, again: bool) -> int:
    """复核."""
    from officebatch.batch import evaluating

    return _do(folder, named, Stage.APPEALS, lambda w, _, p, t: evaluating.appeals(w, p, as_of, t), again=again)


def _report(
    folder: Path, as_of: date, named: str, again: bool, *, approved: str, number: str, commend: tuple[str, ...]
) -> int:  # fmt: skip
    """考核情况报告."""
    from officebatch.batch import concluding

    return _do(
        folder, named, Stage.REPORT,
        lambda w, _, p, t: concluding.report(
            w, p, as_of, t, approved=approved.strip(), number=number.strip(), commend=commend
        ),
        again=again,
    )  # fmt: skip


report = _step("report", _REPORT)(_report)
report.params += [
    SpokenOption(["--approved"], metavar="NUMBER", default="", help=_APPROVED),
    SpokenOption(["--number"], metavar="NUMBER", default="", help=_NUMBER),
    SpokenOption(["--commend"], metavar="TITLE=NAME", multiple=True, help=_COMMEND),
]


@_step("publish", _PUBLISH)
def publish(folder: Path, as_of: date, named: str, again: bool) -> int:
    """公示."""
    from officebatch.batch import concluding

    return _do(folder, named, Stage.PUBLISH, lambda w, _, p, t: concluding.display(w, p, as_of, t), again=again)


@_step("close", _CLOSE)
def close(folder: Path, as_of: date, named: str, again: bool) -> int:
    """公布、归档."""
    from officebatch.batch import concluding

    return _do(folder, named, Stage.CLOSE, lambda w, _, p, t: concluding.close(w, p, as_of, t), again=again)


@_step("status", _STATUS)
def status(folder: Path, as_of: date, named: str) -> int:
    """The steps, and whether what they left still stands."""
    from officebatch.batch import evaluating

    workspace, rules, period = _open(folder, named)
    course = evaluating.course(workspace, period)
    for stage, title in STAGE_TITLES.items():
        taken = [done for done in course.steps if done.stage is stage and done.day <= as_of]
        days = [_with(done.day.isoformat(), _more(done)) for done in taken]
        click.echo(say("{step}: {days}", step=say(title), days=say(", ").join(dict.fromkeys(days)) or say("not yet")))
    for line in evaluating.changed_rules(workspace, rules, period):
        click.echo(say("Changed since the rules were published, from the next period on: {what}", what=line))
    course.verify()
    return session.OK
