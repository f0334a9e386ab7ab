"""Lines of the deadline frame while it is being made: arrays of one register, then the frame of all."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from officebatch.deadlines.limits import has_hour
from officebatch.model.deadline import COLUMNS
from officebatch.model.vocabulary import HolderKind, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from officebatch.deadlines.clock import Clock
    from officebatch.model.workdays import Days

HOLDER_KINDS = tuple(HolderKind)
STATES = tuple(State)
_WORDS = ("register", "step", "person", "department", "holder", "urgency")


class Lexicon:
    """The words of each word column of the frame, numbered as they come."""

    def __init__(self) -> None:
        self.words: dict[str, dict[str, int]] = {name: {} for name in _WORDS}

    def code(self, column: str, word: str) -> int:
        """The number of a word in a column; -1 for no word."""
        known = self.words[column]
        return known.setdefault(word, len(known)) if word else -1

    def codes(self, column: str, words: Iterable[str]) -> np.ndarray:
        """The numbers of words, and -1 at the end so that a missing word's code -1 finds it."""
        return np.array([*(self.code(column, word) for word in words), -1], dtype=np.int32)


@dataclass(frozen=True, eq=False)
class Lines:
    """Deadlines of one register before their state is known; words as codes of a Lexicon.

    clocked: the due moment has an hour that counts. calendar: the day table took part in the due day. still: the
    clock stands now (paused, outside). stood: working days it stood before, already moved into due.
    """

    register: np.ndarray
    row: np.ndarray
    step: np.ndarray
    pass_: np.ndarray
    start: Days
    due: Days
    first_due: Days
    done: Days
    open: np.ndarray
    person: np.ndarray
    department: np.ndarray
    holder_kind: np.ndarray
    holder: np.ndarray
    urgency: np.ndarray
    began: Days
    clocked: np.ndarray
    calendar: np.ndarray
    still: np.ndarray
    stood: np.ndarray


def joined(parts: Sequence[Lines]) -> Lines:
    """All lines in the order of the parts. At least one part."""
    return Lines(**{f.name: np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Lines)})


def in_record_order(lines: Lines) -> Lines:
    """The same lines record by record; within a record as they were."""
    order = np.argsort(lines.row, kind="stable")
    return Lines(**{f.name: getattr(lines, f.name)[order] for f in fields(Lines)})


def none() -> Lines:
    """No lines at all."""
    kinds = {"Days": "datetime64[s]"}
    return Lines(**{f.name: np.empty(0, dtype=kinds.get(str(f.type), "int32")) for f in fields(Lines)})


def frame(lines: Lines, lexicon: Lexicon, clock: Clock) -> pd.DataFrame:
    """The deadline frame of model.deadline."""
    over = _over(lines, clock)
    late, waited = np.where(lines.still, 0, over), np.minimum(over, lines.stood) + np.where(lines.still, over, 0)
    left = np.where(lines.open, np.maximum(clock.workdays.count(clock.as_of, lines.due), 0), 0)
    began = np.where(np.isnat(lines.began), lines.first_due, lines.began)
    words = {name: _categories(getattr(lines, name), tuple(lexicon.words[name])) for name in _WORDS}
    columns: dict[str, object] = {
        **words,
        "row": lines.row.astype(np.int32),
        "pass": lines.pass_.astype(np.int16),
        "start": lines.start,
        "due": lines.due,
        "first_due": lines.first_due,
        "done": lines.done,
        "open": lines.open,
        "state": _categories(_state(lines, late, left, clock.soon), [state.value for state in STATES]),
        "days_late": late.astype(np.int32),
        "days_left": left.astype(np.int32),
        "holder_kind": _categories(lines.holder_kind, [kind.value for kind in HOLDER_KINDS]),
        "provisional": lines.calendar & clock.workdays.provisional(lines.due),
        "live": np.isnat(clock.start_day) | (began >= clock.start_day),
        "waited": waited.astype(np.int32),
    }
    return pd.DataFrame({name: columns[name] for name in COLUMNS}, copy=False)


def _over(lines: Lines, clock: Clock) -> np.ndarray:
    """Working days past the due day until done or as-of, 0 where in time.

    The due day is not late, nor are the rest days after it. A begun working day counts where hours count.
    """
    over = np.zeros(len(lines.due), dtype=np.int64)
    ends = np.where(lines.open, clock.as_of, lines.done)
    past = np.flatnonzero(ends > lines.due)
    due, end = lines.due[past], ends[past]
    days = clock.workdays.count(due, end)
    begun = lines.clocked[past] & has_hour(end) & (clock.workdays.count_minutes(due, end) > 0)
    over[past] = np.maximum(days, begun)
    return over


def _state(lines: Lines, late: np.ndarray, left: np.ndarray, soon: int) -> np.ndarray:
    met, met_late, ahead, due_soon, overdue = map(STATES.index, STATES)
    done = np.where(late > 0, met_late, met)
    open_ = np.where(late > 0, overdue, np.where((left <= soon) & ~lines.still, due_soon, ahead))
    return np.where(lines.open, open_, done)


def _categories(codes: np.ndarray, words: Sequence[str]) -> pd.Categorical:
    return pd.Categorical.from_codes(codes.astype(np.int32), pd.Index(list(words), dtype="str"))
