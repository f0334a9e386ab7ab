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
_DAYS = ("start", "due", "first_due", "done")
_CLOSED = {"state": tuple(s.value for s in STATES), "holder_kind": tuple(k.value for k in HOLDER_KINDS)}
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
    line: np.ndarray
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
    """All lines in the order of the parts; without parts no lines. bool gives way to whatever it is joined with."""
    kinds = {"Days": "datetime64[s]"}
    none = {f.name: np.empty(0, dtype=kinds.get(str(f.type), "bool")) for f in fields(Lines)}
    return Lines(**{name: np.concatenate([no, *(getattr(part, name) for part in parts)]) for name, no in none.items()})


def frame(lines: Lines, lexicon: Lexicon, clock: Clock) -> pd.DataFrame:
    """The deadline frame of model.deadline: register by register, record by record, within a record as they come."""
    order = np.argsort((lines.register.astype(np.int64) << 32) + lines.row, kind="stable")
    over = _over(lines, clock)
    late, waited = np.where(lines.still, 0, over), np.where(lines.still, over, lines.stood)
    left = np.zeros_like(over)
    open_ = np.flatnonzero(lines.open)
    left[open_] = np.maximum(clock.workdays.count(clock.as_of, lines.due[open_]), 0)
    began = np.where(np.isnat(lines.began), lines.first_due, lines.began)
    columns: dict[str, np.ndarray] = {
        **{name: getattr(lines, name) for name in (*_WORDS, *_DAYS)},
        "row": lines.row.astype(np.int32),
        "pass": lines.pass_.astype(np.int16),
        "open": lines.open,
        "state": _state(lines, late, left, clock.soon),
        "days_late": late.astype(np.int32),
        "days_left": left.astype(np.int32),
        "holder_kind": lines.holder_kind,
        "provisional": lines.calendar & clock.workdays.provisional(lines.due),
        "live": np.isnat(clock.start_day) | (began >= clock.start_day),
        "waited": waited.astype(np.int32),
        "line": lines.line.astype(np.int32),
    }
    words = {name: tuple(lexicon.words[name]) for name in _WORDS} | _CLOSED
    ordered = {name: columns[name][order] for name in COLUMNS}
    return pd.DataFrame({n: _words(ordered[n], words[n]) if n in words else ordered[n] for n in COLUMNS}, copy=False)


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
    met, met_late, ahead, due_soon, overdue = (np.int8(STATES.index(state)) for state in STATES)
    done = np.where(late > 0, met_late, met)
    open_ = np.where(late > 0, overdue, np.where((left <= soon) & ~lines.still, due_soon, ahead))
    return np.where(lines.open, open_, done)


def _words(codes: np.ndarray, words: Sequence[str]) -> pd.Categorical:
    return pd.Categorical.from_codes(codes.astype(np.int32), pd.Index(list(words), dtype="str"))
