"""What other limits would have made of a period: the same records, reckoned by two rule books."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.model.deadline import COLUMNS, Deadlines
from officebatch.model.process import Change, Foresight, Kept
from officebatch.model.vocabulary import HolderKind, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from officebatch.model.deadline import Deadline
    from officebatch.model.score import Period
    from officebatch.rulebook.rules import RuleBook

    Line = tuple[str, int, str, int]

_KEY = ("register", "row", "step", "pass")


def foresee(
    before: Deadlines, after: Deadlines, rules: RuleBook, period: Period, steps: Sequence[tuple[str, str]]
) -> Foresight:
    """Compare the deadlines of some steps (process, step) as they stand with what they might be.

    Counted are live lines that were done within the period or are open; what leaders or outside bodies hold is left
    out.
    """
    kept: list[Kept] = []
    changes: list[Change] = []
    leaders = 0
    for process, step in dict.fromkeys(steps):
        registers = [register for name, register in rules.processes if name == process]
        old, of_leaders = _lines(before.frame, registers, step, period)
        new, also = _lines(after.frame, registers, step, period)
        leaders += max(of_leaders, also)
        kept.extend(_kept(process, step, old, new, rules))
        changes.extend(_changes(before, after, old, new))
    return Foresight(period.first, period.last, tuple(kept), tuple(changes), leaders)


def _lines(frame: pd.DataFrame, registers: Sequence[str], step: str, period: Period) -> tuple[pd.DataFrame, int]:
    """The lines that count, and how many were left out as leaders'."""
    done = frame["done"].to_numpy()
    first, last = np.datetime64(period.first, "s"), np.datetime64(period.last, "s") + np.timedelta64(1, "D")
    within = frame["open"].to_numpy(dtype=bool) | ((done >= first) & (done < last))
    ours = frame["register"].isin(registers) & (frame["step"] == step) & frame["live"] & within
    leader = frame["holder_kind"] == HolderKind.LEADER.value
    outside = frame["holder_kind"] == HolderKind.OUTSIDE.value
    return frame[ours & ~leader & ~outside], int((ours & leader).sum())


def _kept(process: str, step: str, old: pd.DataFrame, new: pd.DataFrame, rules: RuleBook) -> Iterator[Kept]:
    """The whole step, then who held it, in 建制序."""
    a, b = _by_holder(old), _by_holder(new)
    order = {d.name: d.order for d in rules.departments}
    yield Kept(process, step, "", _sum(a), _sum(b))
    for name in sorted(a.keys() | b.keys(), key=lambda name: (order.get(name, len(order) + 1e6), name)):
        yield Kept(process, step, name, a.get(name, (0, 0)), b.get(name, (0, 0)))


def _by_holder(lines: pd.DataFrame) -> dict[str, tuple[int, int]]:
    """Holder → on time, decided."""
    found: dict[str, tuple[int, int]] = {}
    states = lines[lines["state"].isin([State.MET.value, State.MET_LATE.value, State.OVERDUE.value])]
    for holder, state in zip(states["holder"].tolist(), states["state"].tolist(), strict=True):
        met, all_ = found.get(str(holder), (0, 0))
        found[str(holder)] = (met + (state == State.MET.value), all_ + 1)
    return found


def _sum(found: Mapping[str, tuple[int, int]]) -> tuple[int, int]:
    return sum(met for met, _ in found.values()), sum(all_ for _, all_ in found.values())


def _changes(before: Deadlines, after: Deadlines, old: pd.DataFrame, new: pd.DataFrame) -> Iterator[Change]:
    """The lines whose state differs, in the order of register, row and pass."""
    a, b = _states(old), _states(new)
    differ = {line for line in a.keys() | b.keys() if a.get(line, (0, ""))[1] != b.get(line, (0, ""))[1]}
    ordered = sorted(differ, key=lambda line: (line[0], line[1], line[3]))
    was = _values(before, [a[line][0] for line in ordered if line in a])
    is_ = _values(after, [b[line][0] for line in ordered if line in b])
    for line in ordered:
        yield Change(was.get(line), is_.get(line))


def _states(lines: pd.DataFrame) -> dict[Line, tuple[int, str]]:
    """Line → its index in the frame, its state."""
    columns = (lines[name].tolist() for name in (*_KEY, "state"))
    return {
        (register, row, step, lap): (int(at), state)
        for at, register, row, step, lap, state in zip(lines.index.tolist(), *columns, strict=True)
    }


def _values(of: Deadlines, places: Sequence[int]) -> dict[Line, Deadline]:
    chosen = Deadlines(of.frame.loc[list(places), list(COLUMNS)])
    return {(d.register, d.row, d.step, d.pass_): d for d in chosen.pick(chosen.frame["state"].notna())}
