"""What belongs to the score of which kind of period: a month numbers only, a quarter without ballots, a year grades."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from officebatch.evaluation.periods import kind_of, quarter_of
from officebatch.model.score import Period, Said
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from officebatch.rulebook.settings import Settings

SHORT = marked("The period begins before the office's start day; only what fell due from {day} on counts.")
ON_TRIAL = marked(
    "Evaluation was on trial until {day}: this period is shown and counts nowhere, without places or grades."
)
AFTER_TRIAL = marked("Evaluation was on trial until {day}; only what fell due after it counts.")
NUMBERS_ONLY = marked("A month has numbers only; points are given by the quarter.")
FOLDED = marked("Without ballots: the quantitative marks are folded to the full mark.")
NO_GRADES = marked("No grades are proposed for a period of this kind.")


@dataclass(frozen=True)
class Terms:
    """measured: the days that count. points, ballots, grades: whether the period has them. trial: its last day, where
    the whole period was on trial."""

    period: Period
    measured: Period
    points: bool
    ballots: bool
    grades: bool
    trial: date | None
    begins: Said | None

    def notes(self) -> Iterator[Said]:
        """What a reader of the scores must know of the period."""
        if self.begins is not None:
            yield self.begins
        if self.trial is not None:
            yield Said(ON_TRIAL, (("day", self.trial.isoformat()),))
        if not self.points:
            yield Said(NUMBERS_ONLY)
            return
        if not self.ballots:
            yield Said(FOLDED)
        if not self.grades:
            yield Said(NO_GRADES)


def terms(period: Period, as_of: date, settings: Settings) -> Terms:
    """What holds for a period. One that is no month, quarter, half or year has everything."""
    kind, start, trial = kind_of(period), settings.start_day, settings.trial_until
    if trial is None and start is not None:
        trial = quarter_of(start).last
    whole = trial is not None and start is not None and start <= period.last <= trial
    first, begins = period.first, None
    if start is not None and start > first:
        first, begins = start, Said(SHORT, (("day", start.isoformat()),))
    if trial is not None and not whole and first <= trial:
        first, begins = _after(trial), Said(AFTER_TRIAL, (("day", trial.isoformat()),))
    return Terms(
        period,
        Period(first, min(period.last, as_of), period.name),
        points=kind not in settings.counts_only_in,
        ballots=not kind or kind in settings.ballots_in,
        grades=not whole and (not kind or kind in settings.grades_in),
        trial=trial if whole else None,
        begins=begins,
    )


def _after(day: date) -> date:
    return type(day).fromordinal(day.toordinal() + 1)
