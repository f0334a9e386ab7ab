"""The timed passes of one process: the deadline frame's lines with the working time each took."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from officebatch.evaluation.times import counts, spread
from officebatch.model.process import Standing, Times
from officebatch.model.vocabulary import HolderKind, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from officebatch.model.score import Period
    from officebatch.model.workdays import Days, Workdays
    from officebatch.rulebook.sheets import Step


@dataclass(frozen=True, eq=False)
class Passages:
    """Live lines of one process, arrays of one length. step: place among the process's steps. days, minutes: taken,
    or waited so far where open; -1 where not known. done: finished within the period. still: the clock stood."""

    row: np.ndarray
    step: np.ndarray
    days: np.ndarray
    minutes: np.ndarray
    done: np.ndarray
    open: np.ndarray
    late: np.ndarray
    overdue: np.ndarray
    leader: np.ndarray
    still: np.ndarray
    holder: np.ndarray
    holders: tuple[str, ...]
    urgency: np.ndarray
    urgencies: tuple[str, ...]

    def times(self, groups: np.ndarray, count: int) -> tuple[Times, ...]:
        """The days of finished passes a group."""
        return spread(np.where(self.done & (self.days >= 0), groups, -1), self.days, count)

    def hours(self, groups: np.ndarray, count: int) -> tuple[Times, ...]:
        """The hours of finished passes a group, where each of them has some."""
        done = self.done & (self.days >= 0)
        found = spread(np.where(done & (self.minutes >= 0), groups, -1), self.minutes, count)
        all_ = counts(np.where(done, groups, -1), count)
        return tuple(_hours(times) if times.n == all_[g] else Times() for g, times in enumerate(found))

    def standings(self, groups: np.ndarray, count: int) -> tuple[Standing, ...]:
        """Lateness and load a group; what leaders or outside bodies hold waits, and is never late."""
        held = np.where(self.leader | self.still, -1, groups)
        late = counts(np.where((self.done & self.late) | self.overdue, held, -1), count)
        decided = counts(np.where(self.done | self.overdue, held, -1), count)
        overdue = counts(np.where(self.overdue, held, -1), count)
        waiting = counts(np.where(self.open, groups, -1), count)
        waited = spread(np.where(self.open & (self.days >= 0), groups, -1), self.days, count)
        return tuple(
            Standing(int(late[g]), int(decided[g]), int(waiting[g]), int(overdue[g]), waited[g].median)
            for g in range(count)
        )


def passages(
    frame: pd.DataFrame, register: str, steps: Sequence[Step], period: Period, workdays: Workdays
) -> Passages:
    """The passes of a process over a register that are timed and live."""
    place = {step.name: n for n, step in enumerate(steps)}
    at_step = np.array([*(place.get(str(name), -1) for name in frame["step"].cat.categories), -1])
    of_step = at_step[frame["step"].cat.codes.to_numpy()]
    ours = (frame["register"] == register).to_numpy() & frame["live"].to_numpy(dtype=bool) & (of_step >= 0)
    at = np.flatnonzero(ours)
    lines = frame.iloc[at]
    open_ = lines["open"].to_numpy(dtype=bool)
    start = lines["start"].to_numpy().astype("datetime64[s]")
    done = lines["done"].to_numpy().astype("datetime64[s]")
    last = np.datetime64(period.last, "s")
    end = np.where(open_, last, done)
    step = of_step[at]
    stops = np.array([s.stops_clock or s.holder is HolderKind.OUTSIDE for s in steps] or [False])
    still = stops[step] | (lines["holder_kind"] == HolderKind.OUTSIDE.value).to_numpy()
    stood = np.where(still, 0, lines["waited"].to_numpy())
    within = ~open_ & (done >= np.datetime64(period.first, "s")) & (done < last + np.timedelta64(1, "D"))
    return Passages(
        row=lines["row"].to_numpy(),
        step=step,
        days=_days(start, end, stood, workdays),
        minutes=_minutes(start, np.where(open_, np.datetime64("NaT", "s"), done), stood, workdays),
        done=within,
        open=open_,
        late=lines["days_late"].to_numpy() > 0,
        overdue=(lines["state"] == State.OVERDUE.value).to_numpy(),
        leader=(lines["holder_kind"] == HolderKind.LEADER.value).to_numpy(),
        still=still,
        holder=lines["holder"].cat.codes.to_numpy().astype(np.int64),
        holders=tuple(map(str, lines["holder"].cat.categories)),
        urgency=lines["urgency"].cat.codes.to_numpy().astype(np.int64),
        urgencies=tuple(map(str, lines["urgency"].cat.categories)),
    )


def _days(start: Days, end: Days, stood: np.ndarray, workdays: Workdays) -> np.ndarray:
    """Working days without those the clock stood; -1 where a day is not known or the end lies before the start."""
    known = ~np.isnat(start) & ~np.isnat(end) & (end >= start.astype("datetime64[D]"))
    return np.where(known, np.maximum(workdays.count(start, end) - stood, 0), -1)


def _minutes(start: Days, end: Days, stood: np.ndarray, workdays: Workdays) -> np.ndarray:
    """Working minutes where both moments tell their hour and the clock never stood, else -1."""
    seconds = [moments.astype(np.int64) % 86400 for moments in (start, end)]
    hour = (seconds[0] != 0) & (seconds[1] != 0) & ~np.isnat(start) & ~np.isnat(end)
    found = np.full(len(start), -1, dtype=np.int64)
    at = np.flatnonzero(hour & (stood == 0) & (end >= start))
    found[at] = workdays.count_minutes(start[at], end[at])
    return found


def _hours(times: Times) -> Times:
    return Times(times.n, times.median / 60, times.ninth / 60, times.total / 60, times.none)
