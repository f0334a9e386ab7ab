"""The command line: parse, call batch, print, exit. The only place that asks what day it is.

One file a command, loaded on use. The table below holds what `officebatch --help` shows, so that help needs click
and nothing else.
"""

from __future__ import annotations

import importlib
import os
import sys
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from officebatch import __version__
from officebatch.wording import LANGUAGES, marked, say, use_everywhere

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMANDS: Mapping[str, tuple[str, str]] = {
    "init": ("officebatch.cli.init", marked("Make a workspace: an empty one, or a copy of the sample.")),
    "check": ("officebatch.cli.check", marked("Check the registers and list what is wrong.")),
    "deadlines": ("officebatch.cli.deadlines", marked("List what is overdue and what is due soon.")),
    "today": ("officebatch.cli.today", marked("List what is due today and on the next working day.")),
    "processes": ("officebatch.cli.processes", marked("Show how the processes ran: times, lateness, ways, load.")),
    "whatif": ("officebatch.cli.whatif", marked("Say what other limits would have made of the last three months.")),
    "run": ("officebatch.cli.run", marked("Do the week: read, check, reckon, and draft all papers.")),
    "score": ("officebatch.cli.score", marked("Score a quarter or a year, with the score book behind it.")),
    "work": ("officebatch.cli.work", marked("Gather what each person did in a period, a sheet for each.")),
    "propose": ("officebatch.cli.propose", marked("Propose awards, help and accountability, with reasons.")),
    "ballots": ("officebatch.cli.ballots", marked("Make anonymous ballot sheets, and read those that came back.")),
    "trend": ("officebatch.cli.trend", marked("Set this week, month, quarter or year beside those before.")),
    "evaluation": ("officebatch.cli.evaluation", marked("Take a period's evaluation through its course.")),
    "approve": ("officebatch.cli.approve", marked("Sign the week's papers: number them and press the final ones.")),
    "print": ("officebatch.cli.print", marked("Make a run's papers ready to print or hand over.")),
    "send": ("officebatch.cli.send", marked("Send a signed run's papers by mail.")),
    "outbox": ("officebatch.cli.outbox", marked("Show where every mail stands; release, hold or forget one.")),
    "bounces": ("officebatch.cli.bounces", marked("Read which mails came back as not delivered.")),
    "handbook": (
        "officebatch.cli.handbook", marked("Write regulations, processes and posts as books, and what to revise.")
    ),
    "numbers": ("officebatch.cli.numbers", marked("List every number that was given.")),
    "rules": ("officebatch.cli.rules", marked("Check the rule book itself, or complete an older one.")),
    "template": ("officebatch.cli.template", marked("Change the papers' templates, and check them.")),
    "help": ("officebatch.cli.help", marked("Read the manual, in the terminal or the browser.")),
    "explain": ("officebatch.cli.explain", marked("Explain a check by its code.")),
    "doctor": ("officebatch.cli.doctor", marked("Say what this machine lacks and what that costs.")),
    "history": ("officebatch.cli.history", marked("List the runs so far.")),
    "bundle": ("officebatch.cli.bundle", marked("Make a zip file that installs this program without internet.")),
}
_EPILOG = marked("The workspace is the folder named last, or the current one. More: officebatch run --help")
_LANG = marked("Language of what is shown: zh_CN or en.")
_VERSION = marked("Show the version and exit.")
_DOC = marked("Reads an office's registers, checks them, and writes the week's papers.")


class SpokenOption(click.Option):
    """An option whose help is said in the reader's language."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        record = super().get_help_record(ctx)
        return record and (record[0], record[1].replace(self.help or "", say(self.help or "")))


class SpokenCommand(click.Command):
    """A command whose help is said in the reader's language, which may be chosen after the command was made."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = say("Show this message and exit.")
        return option

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(say(self.help or ""))


class SpokenGroup(SpokenCommand, click.Group):
    """A command that holds others."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(say("Commands")):
            formatter.write_dl([(name, say(text)) for name, text in self.listed().items()])

    def listed(self) -> Mapping[str, str]:
        """Name → what the list of commands says of it."""
        return {name: command.help or "" for name, command in self.commands.items()}


class Commands(SpokenGroup):
    """The table above as a click group."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A mistyped name gets the one most like it named; click itself knows of none that is not loaded."""
        if args and args[0] not in COMMANDS and (near := get_close_matches(args[0], COMMANDS, 1)):
            ctx.fail(say("There is no command {typed}. Did you mean {near}?", typed=args[0], near=near[0]))
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(COMMANDS[cmd_name][0]).command
        assert isinstance(command, click.Command)
        return command

    def listed(self) -> Mapping[str, str]:
        return {name: text for name, (_, text) in COMMANDS.items()}

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        formatter.write_text(say(self.epilog or ""))


@click.group(cls=Commands, help=_DOC, epilog=_EPILOG)
@click.option(
    "--lang",
    cls=SpokenOption,
    type=click.Choice(LANGUAGES),
    is_eager=True,
    expose_value=False,
    help=_LANG,
    callback=lambda _ctx, _param, value: choose(value),
)
@click.version_option(__version__, prog_name="officebatch", cls=SpokenOption, help=_VERSION)
def commands() -> None:
    """Only parses; the commands do the work."""


def main() -> None:
    """The entry point: speak the machine's language until a workspace or --lang says otherwise."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    use_everywhere(machine_language())
    commands(prog_name="officebatch")


_chosen: list[str] = []


def choose(language: str | None) -> None:
    """What --lang says, if anything, wins over the workspace's language."""
    if language:
        _chosen[:] = [language]
        use_everywhere(language)


def chosen() -> str | None:
    """What --lang said, None where it was not given."""
    return _chosen[0] if _chosen else None


def speak(language: str) -> None:
    """The workspace's language, unless --lang was given."""
    use_everywhere(chosen() or language)


def speaking() -> str:
    """The language without a workspace: --lang, else the machine's."""
    return chosen() or machine_language()


def machine_language() -> str:
    """The language of this machine: what the environment says, on Windows what the system says."""
    words = next((v for key in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(key))), "")
    if not words and sys.platform == "win32":
        import locale

        words = locale.getlocale()[0] or ""
    return "zh_CN" if words.lower().startswith(("zh", "chinese")) else "en"


def helps() -> list[str]:
    """Every help text, for the catalogue of messages."""
    context = click.Context(commands)
    found = [_DOC]
    pending: list[click.Command] = [c for name in COMMANDS if (c := commands.get_command(context, name))]
    while pending:
        command = pending.pop()
        found += [command.help or "", *(p.help or "" for p in command.params if isinstance(p, click.Option))]
        pending += command.commands.values() if isinstance(command, click.Group) else []
    return [text for text in found if text]

