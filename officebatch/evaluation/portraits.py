"""One person's work out of everybody's: figures beside the median of the same post, and the lines behind them."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from officebatch.model.work import Figures, PersonWork, Portraits, WorkItem, WorkPart

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from officebatch.model.finding import Finding
    from officebatch.model.office import Office
    from officebatch.model.work import Doer, Work

FEWEST_BESIDE = 3  # with fewer of a post the median would tell what a single other person did
_KEY = ("part", "register", "process", "item")
_COUNTED = ("passed", "waits", "overdue", "timed", "on_time", "again", "hours")
_PARTS = {part.value: n for n, part in enumerate(WorkPart)}


def portraits(work: Work, office: Office, levels: tuple[str, ...], names: Iterable[str] = ()) -> Portraits:
    """The people of these names (none: everybody), in the order of sheet 人员. levels: inner secrecy levels."""
    wanted = set(names)
    lines = work.frame.assign(waits=work.frame["day"].isna())
    stand_in = (lines["stands_for"] >= 0).to_numpy()
    own, others = _counted(lines[~stand_in]), _counted(lines[stand_in])
    holders: dict[str, list[int]] = {}
    for doer in work.doers.values():
        holders.setdefault(doer.post, []).append(doer.place)
    who = work.frame["who"].to_numpy()
    of = {place: np.flatnonzero(who == place) for place in np.unique(who).tolist()}
    found = []
    keys = {name: {str(key): row for row, key in enumerate(office.registers[name].keys)}
            for name in {f.register for held in work.faults.values() for f in held}}  # fmt: skip
    for place, doer in work.doers.items():
        if wanted and doer.name not in wanted:
            continue
        beside = holders[doer.post] if doer.post else [place]
        items = _items(work, office, of.get(place, np.empty(0, dtype=np.int64)))
        hidden = int(work.frame["inner"].to_numpy()[of[place]].sum()) if place in of else 0
        faults = tuple(f for f in work.faults.get(place, ()) if not _inner(office, f, keys, levels))
        found.append(PersonWork(doer, _figures(own, doer, beside), _figures(others, doer, ()), items, hidden, faults,
                                len(beside)))
    return Portraits(work.period, work.as_of, tuple(found), work.unclear)


Counted = dict[tuple[str, str, str, str], dict[int, tuple[float, ...]]]


def _counted(lines: pd.DataFrame) -> Counted:
    """Kind of work → person → its sums, in the order of `_COUNTED`."""
    keys = lines[list(_KEY)].astype(object).fillna("")
    grouped = lines[list(_COUNTED)].groupby([keys[name] for name in _KEY] + [lines["who"]], observed=True).sum()
    found: Counted = {}
    for (*key, who), *sums in grouped.itertuples(name=None):
        part, register, process, item = map(str, key)
        found.setdefault((part, register, process, item), {})[int(who)] = tuple(map(float, sums))
    return found


def _figures(counted: Counted, doer: Doer, beside: Iterable[int]) -> tuple[Figures, ...]:
    """By part, register and item; the kinds of work the person has something of."""
    same = list(beside)
    found = []
    for key in sorted(counted, key=lambda k: (_PARTS[k[0]], *k[1:])):
        held = counted[key]
        if doer.place not in held:
            continue
        done, waits, overdue, timed, on_time, again, hours = held[doer.place]
        middle = median(held.get(n, (0.0,))[0] for n in same) if len(same) >= FEWEST_BESIDE else None
        part, register, process, item = key
        found.append(Figures(
            WorkPart(part), register, process, item, int(done), int(waits), int(overdue), int(timed), int(on_time),
            int(again), hours, middle,
        ))  # fmt: skip
    return tuple(found)


def _items(work: Work, office: Office, at: np.ndarray) -> tuple[WorkItem, ...]:
    lines = work.frame.iloc[at]
    found = []
    for line in lines[(~lines["inner"]).to_numpy(dtype=bool)].to_dict("records"):
        register = office.registers[line["register"]]
        row = int(line["row"])
        away = work.doers.get(int(line["stands_for"]))
        found.append(WorkItem(
            part=WorkPart(line["part"]), register=register.name, process=_word(line["process"]),
            item=_word(line["item"]), record=str(register.keys[row]),
            title=register.text(row, register.role("title") or ""), day=_day(line["day"]), due=_day(line["due"]),
            timed=bool(line["timed"]), on_time=bool(line["on_time"]), overdue=bool(line["overdue"]),
            days_over=int(line["days_over"]), again=bool(line["again"]), stands_for=away.name if away else "",
            origin=register.origin(int(line["line"])),
        ))  # fmt: skip
    return tuple(found)


def _inner(office: Office, of: Finding, keys: Mapping[str, Mapping[str, int]], levels: tuple[str, ...]) -> bool:
    row = keys[of.register].get(of.record)
    return row is not None and office.registers[of.register].inner(row, levels)


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""


def _day(value: pd.Timestamp) -> date | None:
    return None if pd.isna(value) else value.date()
