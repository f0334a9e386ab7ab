"""`officebatch init`: a workspace; empty, a copy of the sample, or made for the registers an office has.

At a terminal it asks; what an option or the file of --answers says is not asked. Elsewhere it asks nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from officebatch import cli
from officebatch.cli import SpokenCommand, SpokenOption, session
from officebatch.wording import LANGUAGES, count, marked, say

if TYPE_CHECKING:
    from officebatch.batch.beginning import Beginning, Begun
    from officebatch.rulebook.answering import Asked

_HELP = marked("Make a workspace in a new folder: rule book, folders for registers and templates. At a terminal it "
               "asks what the rule book needs; every answer can be given as an option too. With --from it looks at "
               "the registers you have and makes the rule book that reads them. With --sample, a made-up office with "
               "a few weeks of registers, ready to run.")
_SAMPLE = marked("Copy the sample office.")
_FROM = marked("The folder your registers stand in. They are copied, never written to.")
_IN_PLACE = marked("With --from: do not copy the registers, read them where they stand.")
_ANSWERS = marked("A file of answers, one a line, as 单位全称 = 临江县供电局; any setting of the "
                  "rule book may stand in it.")
_ALIKE = {"编号式样·督办": "督", "编号式样·整改": "改"}  # where the form of 催办 says 催
_ASK = marked("Ask, or ask nothing; without it, it asks at a terminal.")


def answer_options(command: click.Command) -> click.Command:
    """An option for each thing that is asked."""
    from officebatch.rulebook.answering import ASKED

    for asked in ASKED:
        shown = "|".join(asked.words) or None
        command.params.append(SpokenOption([f"--{asked.flag}"], metavar=shown, help=asked.prompt))
    return command


@answer_options
@click.command("init", cls=SpokenCommand, help=_HELP)
@click.option("--sample", is_flag=True, cls=SpokenOption, help=_SAMPLE)
@click.option("--from", "source", type=click.Path(path_type=Path), cls=SpokenOption, help=_FROM)
@click.option("--in-place", is_flag=True, cls=SpokenOption, help=_IN_PLACE)
@click.option("--answers", "file", type=click.Path(path_type=Path), cls=SpokenOption, help=_ANSWERS)
@click.option("--ask/--no-ask", default=None, cls=SpokenOption, help=_ASK)
@click.argument("folder", type=click.Path(path_type=Path))
@session.guarded
def command(
    folder: Path,
    *,
    sample: bool,
    source: Path | None,
    in_place: bool,
    file: Path | None,
    ask: bool | None,
    **given: str | None,
) -> int:
    """Parse, look, ask, make, print."""
    from officebatch import batch, workspace
    from officebatch.batch import beginning

    language = cli.chosen() or LANGUAGES[0]
    workspace.refuse_taken(folder)
    answers = _answers(file, given)
    if sample:
        _refuse_beside_sample(source, answers)
        made = batch.sample(folder, language)
        click.echo(say("The workspace is in: {folder}", folder=made.root))
        click.echo(say("Next: officebatch run {folder} --as-of 2026-11-20", folder=folder))
        return session.OK
    with session.progress() as tell:
        begun = beginning.begin(source, tell)
    _show(begun)
    if sys.stdin.isatty() if ask is None else ask:
        answers |= _asked(begun.known, answers)
    done = beginning.finish(begun, answers, folder, language, in_place=in_place)
    made = done.workspace
    click.echo(say("The workspace is in: {folder}", folder=made.root))
    if begun.survey is None and not answers:
        click.echo(say("Next: fill the front sheets of {file}, put the registers into {registers}, then: "
                       "officebatch run {folder}",
                       file=made.rule_book.name, registers=made.registers.name, folder=folder))
        return session.OK
    _say_what_is_left(done, folder)
    return session.OK


def _answers(file: Path | None, given: dict[str, str | None]) -> dict[str, str]:
    """What the file of answers and the options say; an option wins."""
    from officebatch.batch import beginning
    from officebatch.rulebook.answering import ASKED

    held = beginning.answers_in(file) if file else {}
    keys = {asked.flag.replace("-", "_"): asked.key for asked in ASKED}
    return held | {keys[name]: text for name, text in given.items() if text is not None}


def _refuse_beside_sample(source: Path | None, answers: dict[str, str]) -> None:
    from officebatch.workspace import WorkspaceFault

    if source or answers:
        raise WorkspaceFault(say("--sample copies an office that is complete. Leave out --from and the answers."))


def _show(begun: Beginning) -> None:
    """What was understood of the registers."""
    from officebatch.batch import beginning
    from officebatch.cli import printing

    if begun.survey is None:
        return
    heads = say("Where"), say("Taken for"), say("Heading rows"), say("Headings known"), say("Records")
    printing.table(heads, list(beginning.understood(begun)), wrap=0)
    if others := list(beginning.renamed(begun.survey)):
        click.echo()
        printing.table([say("Register"), say("Heading"), say("Read as")], others)
    click.echo()
    for register, last in (begun.last or {}).items():
        click.echo(say("{register}: last number {last}", register=register, last="、".join(last)))
    for left in begun.survey.left:
        click.echo(say("Not taken: {what}", what=beginning.told(left)))
    if any(table.quarantined for table in begun.survey.tables):
        click.echo(say("Rows set aside as classified are quoted nowhere. The copies of these workbooks hold them: keep "
                       "the workspace as the originals are kept, or read them where they stand with --in-place."))
    click.echo()


def _asked(known: dict[str, str], answers: dict[str, str]) -> dict[str, str]:
    """Ask what was not answered; what is known already is offered, and taken by the Enter key."""
    from officebatch.rulebook.answering import ASKED

    click.echo(say("Press Enter to take what stands in brackets, or to leave a question for later."))
    found: dict[str, str] = {}
    for asked in ASKED:
        if asked.key not in answers:
            offered = known.get(asked.key) or _from_others(asked, answers | found)
            text = _prompt(asked, offered).strip()
            found |= {asked.key: text} if text else {}
    return found


def _from_others(asked: Asked, answers: dict[str, str]) -> str:
    unit = answers.get("单位全称", "")
    signs = unit if unit.endswith("办公室") else unit and f"{unit}办公室"
    if asked.key in _ALIKE:
        return answers.get("编号式样·催办", "").replace("催", _ALIKE[asked.key])
    return {"单位简称": unit, "办公室署名": signs}.get(asked.key, "")


def _prompt(asked: Asked, offered: str) -> str:
    from officebatch.rulebook.faults import CellFault

    def checked(text: str) -> str:
        try:
            if text.strip():
                asked.check(text.strip())
        except CellFault as fault:
            raise click.UsageError(fault.at("", "").text()) from None
        return text

    words = f" ({'/'.join(asked.words)})" if asked.words else ""
    return str(click.prompt(f"{say(asked.prompt)}{words}", default=offered, show_default=bool(offered),
                            value_proc=checked))


def _say_what_is_left(done: Begun, folder: Path) -> None:
    """How many questions are left, what keeps the rule book from being used, and what to do next."""
    if done.questions:
        click.echo(count("{n} question is left for you in sheet _待定 of {file}; its cell is yellow.",
                         "{n} questions are left for you in sheet _待定 of {file}; their cells are yellow.",
                         done.questions, file=done.workspace.rule_book.name))
    if done.faults:
        click.echo(say("Before the first run the rule book still needs:"))
        for fault in done.faults:
            click.echo(f"  {fault}")
        click.echo(say("Next: fill that in, then: officebatch rules check {folder}", folder=folder))
    else:
        click.echo(say("Next: officebatch run {folder}", folder=folder))
