"""`--period`: a quarter, half a year, a month or a year as offices write it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ParamSpec

import click

from officebatch.cli import SpokenOption
from officebatch.wording import marked, say
from officebatch.workspace import WorkspaceFault

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from officebatch.model.score import Period

P = ParamSpec("P")
_PERIOD = marked("The period, as 2026Q4, 2026H2, 2026-11 or 2026. Left out: the quarter of the as-of day.")
_NO_PERIOD = marked("“{text}” is no period. Write it as 2026Q4 (a quarter), 2026H2 (half a year), 2026-11 or 2026.")


def period_option(command: Callable[P, None]) -> Callable[P, None]:
    """`--period`."""
    return click.option("--period", "named", cls=SpokenOption, metavar="PERIOD", default=None, help=_PERIOD)(command)


def asked(named: str | None, as_of: date) -> Period:
    """The period named, else the quarter of the day. Raises WorkspaceFault for none, and for one yet to begin."""
    from officebatch.batch import scoring

    period = scoring.period(named, as_of)
    if period is None:
        raise WorkspaceFault(say(_NO_PERIOD, text=named))
    if as_of < period.first:
        raise WorkspaceFault(say("{period} begins on {day}: there is nothing to score yet.", period=period.name,
                                 day=period.first.isoformat()))
    return period
