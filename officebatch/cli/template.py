"""`officebatch template …`: templates an office or a department changes, and what is wrong in them."""

from __future__ import annotations

import importlib
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import click

from officebatch import workspace
from officebatch.cli import SpokenCommand, SpokenGroup, SpokenOption, printing, session
from officebatch.wording import count, marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from officebatch.outputs.tailoring import Judged, Problem, Unknown
    from officebatch.outputs.variables import Variable

_GROUP = marked("Change the papers' templates, and check them.")
_NEW = marked("Copy the template a paper is made from now into the workspace, for the office or for one department, "
              "to be changed there in Word.")
_VARS = marked("List what a template of this kind of paper (of mails: 邮件) may print: every variable, its meaning, an "
               "example.")
_CHECK = marked("Check every template: all problems at once with part, table, row, cell and paragraph, and what to do. "
                "Exits with 1 when there is any.")
_PREVIEW = marked("Press a paper of example values, three rows in each table, from the template that would be used.")
_DEPARTMENT = marked("The department whose own template is meant.")
_OUT = marked("Where to write it; a file beside the rule book when left out.")
_HOW = marked("A loop over rows of a table is written {rows}, over paragraphs {paragraphs}, over columns {columns}; "
              "for and endfor stand alone in a row, paragraph or cell of their own. Within a sentence it is {plain}.")
_HOW_MAIL = marked("A loop is written {start} for … in … {end} … {start} endfor {end}, each in a line of its own.")
_LAZY = "officebatch.cli.template_"
_VAR_COLUMNS = ("kind", "name", "shape", "meaning", "example")
_CHECK_COLUMNS = (
    "template", "own", "part", "table", "row", "cell", "box", "paragraph", "line", "kind", "text", "message"
)
_HEADINGS = (marked("To be written"), marked("Meaning"), marked("Example"))


class Templates(SpokenGroup):
    """Commands of this file, and those of files beside it that are called `template_<name>`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), *_beside()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        own = super().get_command(ctx, cmd_name)
        if own is not None or cmd_name not in _beside():
            return own
        command = importlib.import_module(f"{_LAZY}{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def listed(self) -> Mapping[str, str]:
        context = click.Context(self)
        found = ((name, self.get_command(context, name)) for name in self.list_commands(context))
        return {name: command.help or "" for name, command in found if command is not None}


def _beside() -> list[str]:
    own = Path(__file__)
    return sorted(path.stem.removeprefix("template_") for path in own.parent.glob("template_*.py"))


class _Kind(click.types.StringParamType):
    """A kind of paper; which there are is told where none is named."""

    def get_missing_message(self, *_: object, **__: object) -> str:
        from officebatch.outputs import tailoring

        return say("Name a kind of paper. There are: {known}", known=say(", ").join(tailoring.kinds()))


def _department_option(command: click.decorators.FC) -> click.decorators.FC:
    return click.option("--department", cls=SpokenOption, default="", help=_DEPARTMENT)(command)


@click.group("template", cls=Templates, help=_GROUP)
def command() -> None:
    """Only parses; the commands do the work."""


@command.command("new", cls=SpokenCommand, help=_NEW)
@click.argument("kind", metavar="KIND", type=_Kind())
@_department_option
@session.workspace_argument
@session.guarded
def new(kind: str, department: str, folder: Path) -> int:
    """Parse, copy, say where."""
    from officebatch.outputs import tailoring

    opened, rules = session.open_office(folder)
    shipped = workspace.shipped("templates")
    try:
        with session.opened(opened):
            path = tailoring.copy(rules, kind, department, opened.templates, shipped)
    except tailoring.Unknown as unknown:
        session.complain(*_unknown(unknown))
        return session.WRONG
    except FileExistsError as there:
        session.complain(say("{file} is there already and was not touched. Change that one, or move it away first.",
                             file=there.args[0]))
        return session.WRONG
    click.echo(say("{file} is yours to change in Word. What it may print: officebatch template vars {kind}. When it is "
                   "done: officebatch template check", file=path, kind=kind))
    return session.OK


@command.command("vars", cls=SpokenCommand, help=_VARS)
@click.argument("kind", metavar="KIND", type=_Kind())
@session.format_option
@session.guarded
def variables(kind: str, form: str) -> int:
    """Parse, look up, print."""
    from officebatch.outputs import mail_variables, tailoring
    from officebatch.outputs.variables import COMMON, written

    if kind == mail_variables.KIND:
        every, loop = mail_variables.VARIABLES, "{%"
    else:
        try:
            found, _ = tailoring.kind_of(kind)
        except tailoring.Unknown as unknown:
            session.complain(*_unknown(unknown))
            return session.WRONG
        every, loop = (*COMMON, *found.variables), "{%tr"
    if form != "table":
        rows = [(kind, *line) for line in _flat(every, lists=form == "json")]
        printing.show(form, _VAR_COLUMNS, [dict(zip(_VAR_COLUMNS, row, strict=True)) for row in rows])
        return session.OK
    printing.table([say(h) for h in _HEADINGS], list(written(every, loop=loop)), wrap=1)
    if loop == "{%":
        click.echo(say(_HOW_MAIL, start="{%", end="%}"))
    else:
        click.echo(say(_HOW, rows="{%tr", paragraphs="{%p", columns="{%tc", plain="{%"))
    return session.OK


@command.command("check", cls=SpokenCommand, help=_CHECK)
@session.format_option
@session.workspace_argument
@session.guarded
def check(folder: Path, form: str) -> int:
    """Parse, judge, print."""
    from officebatch.outputs import tailoring

    opened, rules = session.open_office(folder)
    judged = tailoring.check(rules, opened.templates, workspace.shipped("templates"))
    faulty = [one for one in judged if one.problems]
    if form != "table":
        rows = [_line(one, problem) for one in faulty for problem in one.problems]
        printing.show(form, _CHECK_COLUMNS, [dict(zip(_CHECK_COLUMNS, row, strict=True)) for row in rows])
        return session.FOUND if faulty else session.OK
    for one in faulty:
        click.echo(one.name if one.own else say("{template} (shipped)", template=one.name))
        for problem in one.problems:
            _show(problem)
    found = sum(len(one.problems) for one in faulty)
    own = sum(one.own for one in judged)
    if not found:
        click.echo(say("All {n} templates are in order, {own} of them your own.", n=len(judged), own=own))
        return session.OK
    said = count("{n} problem in {faulty} of {all} templates.", "{n} problems in {faulty} of {all} templates.", found,
                 faulty=len(faulty), all=len(judged))
    click.echo(said)
    return session.FOUND


@command.command("preview", cls=SpokenCommand, help=_PREVIEW)
@click.argument("kind", metavar="KIND", type=_Kind())
@_department_option
@click.option("-o", "--out", cls=SpokenOption, type=click.Path(path_type=Path, dir_okay=False), default=None, help=_OUT)
@session.workspace_argument
@session.guarded
def preview(kind: str, department: str, out: Path | None, folder: Path) -> int:
    """Parse, press, say where."""
    from officebatch.outputs import tailoring
    from officebatch.outputs.naming import folder_name
    from officebatch.outputs.refusal import Refused
    from officebatch.package import write_whole

    opened, rules = session.open_office(folder)
    try:
        content = tailoring.preview(rules, kind, department, opened.templates, workspace.shipped("templates"))
    except tailoring.Unknown as unknown:
        session.complain(*_unknown(unknown))
        return session.WRONG
    except Refused as refusal:
        session.complain(say(refusal.because, **dict(refusal.values)))
        session.complain(say("All that is wrong in it: officebatch template check"))
        return session.FOUND
    name = "-".join(filter(None, (say("preview"), kind, department)))
    path = out or opened.root / f"{folder_name(name)}.docx"
    with session.opened_for(opened, path):
        write_whole(path, content)
    click.echo(say("{file} shows the paper with example values.", file=path))
    return session.OK


def _unknown(unknown: Unknown) -> list[str]:
    said = say(unknown.message, **unknown.values)
    if unknown.near:
        said = say("{said}; did you mean “{nearest}”?", said=said, nearest=unknown.near)
    return [said, say("There are: {known}", known=say(", ").join(unknown.known))] if unknown.known else [said]


def _show(problem: Problem) -> None:
    place = str(problem.place)
    where = say("{place}: {text}", place=place, text=problem.text) if place and problem.text else place or problem.text
    if where:
        click.echo(f"  {where}")
    click.echo(f"    {problem.said}")


def _line(of: Judged, problem: Problem) -> tuple[object, ...]:
    at = problem.place
    return (of.name, int(of.own), at.part, at.table, at.row, at.cell, at.box or "", at.paragraph or "",
            at.line or "", problem.kind, problem.text, problem.said)


def _flat(variables: Sequence[Variable], before: str = "", *, lists: bool) -> Iterator[tuple[str, str, str, object]]:
    """Each variable and field with its path: `超期事项[].序号`, `附件号.办理`. lists: lists stay lists."""
    for variable in variables:
        name = f"{before}{variable.name}"
        example = "" if variable.fields else variable.example()
        plain = example if lists or not isinstance(example, list) else "；".join(map(str, example))
        yield name, variable.shape.value, say(variable.meaning), plain
        yield from _flat(variable.fields, f"{name}{'[]' if variable.shape.value == 'rows' else ''}.", lists=lists)
