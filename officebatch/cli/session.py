"""What every command does alike: open the workspace, read the rule book, show progress, end with the right exit code.

Exit codes: 0 nothing at or above --fail-on, 1 something is, or a part of the run was left out; 2 settings or rule
book are wrong and nothing was written; 3 the program itself failed and says where it wrote that down.
"""

from __future__ import annotations

import calendar
import functools
import re
import sys
import tempfile
import traceback
from contextlib import contextmanager, nullcontext
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

import click

from officebatch import cli, workspace
from officebatch.model.vocabulary import Severity
from officebatch.wording import count, marked, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from officebatch.model.docket import Docket
    from officebatch.rulebook.rules import RuleBook
    from officebatch.workspace import Workspace

OK, FOUND, WRONG, FAILED = 0, 1, 2, 3
FRIDAY = ("friday", "上周五")
YEARS = range(2004, 2050)  # what the calendar knows or can be reckoned with
P = ParamSpec("P")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d\d)(\d\d)", re.ASCII)

_AS_OF = marked("The day to look at, as 2026-11-20, or friday for the last Friday up to today; today when left out.")
_FAIL_ON = marked("Exit with 1 when a finding is at least this grave.")
_FORMAT = marked("How to print: a table for people, csv or json for other programs.")
LEFT_OUT = ("RD001", "RD003", "RD005")


class Day(click.ParamType[date]):
    """A day as the office writes it: 2026-11-20, 2026.11.20, 20261120, 2026年11月20日.

    Or `friday` (上周五), the last one up to today.
    """

    name = "DAY"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        if str(value).lower() in FRIDAY:
            today = date.today()
            return today - timedelta(days=(today.weekday() - calendar.FRIDAY) % 7)
        plain = "-".join(filter(None, found.groups())) if (found := _DAY.fullmatch(str(value).strip())) else ""
        try:
            day = datetime.strptime(plain, "%Y-%m-%d").date()
        except ValueError:
            day = date.min
        if day.year not in YEARS:
            self.fail(say("{text} is no day; write it as 2026-11-20.", text=value), param, ctx)
        return day


def as_of_option(command: Callable[P, None]) -> Callable[P, None]:
    """`--as-of`, the only clock."""
    return click.option("--as-of", cls=cli.SpokenOption, type=Day(), default=date.today, help=_AS_OF)(command)


def day_option(name: str, text: str) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """A day that may be left out."""
    return click.option(name, cls=cli.SpokenOption, type=Day(), default=None, help=text)


def fail_on_option(command: Callable[P, None]) -> Callable[P, None]:
    """`--fail-on`, from which gravity the exit code is 1."""
    choice = click.Choice([s.value for s in Severity if s is not Severity.GRAVE])
    return click.option("--fail-on", cls=cli.SpokenOption, type=choice, default="error", help=_FAIL_ON)(command)


def format_option(command: Callable[P, None]) -> Callable[P, None]:
    """`--format`, for tables."""
    choice = click.Choice(["table", "csv", "json"])
    return click.option("--format", "form", cls=cli.SpokenOption, type=choice, default="table", help=_FORMAT)(command)


def workspace_argument(command: Callable[P, None]) -> Callable[P, None]:
    """The workspace: the folder named, or the current one."""
    return click.argument("folder", type=click.Path(path_type=Path), default=".", metavar="[WORKSPACE]")(command)


def guarded(command: Callable[P, int]) -> Callable[P, None]:
    """The one place for calamity: a command's number becomes the exit code, its faults become lines."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        from officebatch.rulebook import RuleBookFaults

        folder = Path(str(kwargs.get("folder", ".")))
        try:
            code = command(*args, **kwargs)
        except workspace.WorkspaceFault as fault:
            complain(*fault.lines)
            code = WRONG
        except RuleBookFaults as faults:
            complain(
                *(fault.text() for fault in faults.faults),
                say("Nothing was written. Mend the lines above in the rule book, save it and start again."),
            )
            code = WRONG
        except (click.exceptions.Exit, click.ClickException, click.Abort, BrokenPipeError):
            raise
        except OSError as fault:
            complain(say("{file}: {reason}. Your registers are untouched and the last run stands; see to it and start "
                         "again.", file=fault.filename or folder, reason=fault.strerror or fault))
            code = WRONG
        except Exception as failure:  # whatever it is, the clerk is told where it was written down
            code = _failed(failure, folder)
        if isinstance(day := kwargs.get("as_of"), date):
            complain(*ahead(day))
        sys.exit(code)

    return run


def ahead(day: date) -> list[str]:
    """What to say of a day to look at that is yet to come; of no other anything. It stands on the terminal alone: what
    is written depends on the day that was named and on no clock."""
    left = (day - date.today()).days
    if left <= 0:
        return []
    return [
        count("Note: {day} is still {n} day ahead. What the registers will say by then is missing, and what is due by "
              "then counts as if nobody did anything more.",
              "Note: {day} is still {n} days ahead. What the registers will say by then is missing, and what is due by "
              "then counts as if nobody did anything more.", left, day=day.isoformat())
    ]


def here() -> str:
    """What a command to be typed next needs behind it: the workspace as it was typed, "" for the current folder."""
    folder = str(click.get_current_context().params.get("folder", "."))
    return "" if folder in (".", "") else f' "{folder}"' if " " in folder else f" {folder}"


def complain(*lines: str) -> None:
    """Lines on standard error."""
    for line in lines:
        click.echo(line, err=True)


def open_workspace(folder: Path) -> Workspace:
    """The workspace; from here on its language is spoken."""
    opened = workspace.open_workspace(folder)
    cli.speak(opened.language)
    return opened


@contextmanager
def opened(of: Workspace) -> Iterator[None]:
    """The workspace while a command writes into it: locked, so that no other does."""
    from officebatch import batch

    with batch.opened(of, click.get_current_context().command_path):
        yield


def opened_for(of: Workspace, file: Path | None) -> AbstractContextManager[None]:
    """The workspace while a command writes one file: `opened` where that lies in it. None: nothing is written."""
    inside = file is not None and file.resolve().is_relative_to(of.root.resolve())
    return opened(of) if inside else nullcontext()


def open_office(folder: Path) -> tuple[Workspace, RuleBook]:
    """The workspace and its rule book, in the workspace's language."""
    from officebatch import batch

    opened = open_workspace(folder)
    return opened, batch.rules(opened)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """What is being done, on a terminal; silent in a pipe."""
    if not sys.stderr.isatty():
        yield lambda _message: None
        return
    from rich.console import Console

    with Console(stderr=True).status("") as status:
        yield status.update


def verdict(docket: Docket, fail_on: str) -> int:
    """1 when a finding is grave enough or a part was left out, else 0. A classified row always counts."""
    bar = Severity(fail_on).rank
    if any(f.severity.rank <= bar or f.severity is Severity.GRAVE or f.code in LEFT_OUT for f in docket.findings):
        return FOUND
    return FOUND if any(left.faulty for left in docket.skipped) else OK


def _failed(failure: Exception, folder: Path) -> int:
    """Write the way the program went to a log. Without the exception's own words: they may quote a register."""
    frames = "".join(traceback.format_list(traceback.extract_tb(failure.__traceback__)))
    place = folder if (folder / workspace.SETTINGS).is_file() else Path(tempfile.gettempdir())
    log = (place / "officebatch-error.log").absolute()
    way = f"{type(failure).__module__}.{type(failure).__qualname__}\n{frames}"
    try:
        log.write_text(way, encoding="utf-8")
    except OSError:
        complain(way)
        complain(
            say(
                "The program failed ({kind}). Your registers are untouched and the last run stands. {log} could not be "
                "written; please send the lines above to whoever looks after officebatch: they hold nothing of a "
                "register.", kind=type(failure).__name__, log=log,
            )
        )  # fmt: skip
        return FAILED
    complain(
        say(
            "The program failed ({kind}). Your registers are untouched and the last run stands. Please send {log} to "
            "whoever looks after officebatch; it holds no line of a register.",
            kind=type(failure).__name__,
            log=log,
        )
    )
    return FAILED
