"""Events: who passed which step when, from steps in columns and from event lists alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from officebatch.model.events import COLUMNS, Events
from officebatch.model.vocabulary import VOID, Kind
from officebatch.reading.folding import fold_word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from officebatch.model.register import Register
    from officebatch.reading.assembling import Assembled
    from officebatch.rulebook.sheets import Step

_NAT = np.datetime64("NaT", "s")


def events_of(of: Assembled, process: str, steps: Sequence[Step], *, alone: bool = True) -> Events:
    """The events of one process over one register; alone: no other process runs over it."""
    register = of.register
    listed = register.kind is Kind.EVENTS
    frame = _listed(register, process, steps, alone=alone) if listed else _from_columns(of, steps)
    there = register.shown
    if listed:
        person, day = register.role("person") or "", register.role("date") or ""
        persons, days = (person,) * len(steps), (day,) * len(steps)
    else:
        persons = tuple(s.person_field if s.person_field in there else "" for s in steps)
        days = tuple(s.date_field if s.date_field in there else "" for s in steps)
    return Events(register.name, process, tuple(s.name for s in steps), persons, days, frame)


def _from_columns(of: Assembled, steps: Sequence[Step]) -> pd.DataFrame:
    """Steps in columns: one row of the matrix a record, one column a step; its marks in order are the events."""
    height = len(of.register)
    names: dict[str, int] = {}
    person = np.full((height, len(steps)), -1, dtype=np.int32)
    day = np.full((height, len(steps)), _NAT, dtype="datetime64[s]")
    named, dated = np.zeros(person.shape, dtype=np.bool_), np.zeros(person.shape, dtype=np.bool_)
    for place, step in enumerate(steps):
        if (found := of.fields.get(step.person_field)) and found.cells is not None:
            person[:, place], named[:, place] = _people(found.values, names), found.cells.codes >= 0
        if (found := of.fields.get(step.date_field)) and found.cells is not None:
            day[:, place], dated[:, place] = found.values, found.cells.codes >= 0
    record, at = np.nonzero(named | dated)
    columns: dict[str, np.ndarray] = {
        "record": record.astype(np.int32),
        "step": at.astype(np.int16),
        "pass": np.ones(len(record), dtype=np.int16),
        "person": person[record, at],
        "date": day[record, at],
        "dated": dated[record, at],
        "row": record.astype(np.int32),
    }
    return _framed(_with_passes(columns, of, steps), names)


def _people(column: object, names: dict[str, int]) -> np.ndarray:
    """A person column's codes among `names`, which grows; -1 throughout where it is no column of words."""
    if not isinstance(column, pd.Categorical):
        return np.array([-1], dtype=np.int32)
    table = np.array([*(names.setdefault(str(n), len(names)) for n in column.categories), -1], dtype=np.int32)
    codes: np.ndarray = table[column.codes]
    return codes


def _with_passes(
    columns: Mapping[str, np.ndarray], of: Assembled, steps: Sequence[Step]
) -> Mapping[str, np.ndarray]:
    """Several days in one cell are several passes of the step by the same person; rare, so done one by one."""
    more: list[tuple[int, int, int, int, np.datetime64, bool, int]] = []
    at = {(int(r), int(s)): i for i, (r, s) in enumerate(zip(columns["record"], columns["step"], strict=True))} if any(
        of.fields[s.date_field].passes for s in steps if s.date_field in of.fields
    ) else {}
    for place, step in enumerate(steps):
        found = of.fields.get(step.date_field)
        for row, days in found.passes.items() if found else ():
            line = at[row, place]
            columns["pass"][line] = len(days)
            who = int(columns["person"][line])
            more += [(row, place, n, who, np.datetime64(d, "s"), True, row) for n, d in enumerate(days[:-1], 1)]
    if not more:
        return columns
    kinds = {name: column.dtype for name, column in columns.items()}
    added = {n: np.array(c, dtype=kinds[n]) for n, c in zip(COLUMNS, zip(*more, strict=True), strict=True)}
    together = {name: np.concatenate([columns[name], added[name]]) for name in COLUMNS}
    order = np.lexsort((together["pass"], together["step"], together["record"]))
    return {name: column[order] for name, column in together.items()}


def _listed(register: Register, process: str, steps: Sequence[Step], *, alone: bool) -> pd.DataFrame:
    """An event list: the first line of a case stands for it; a step again is its next pass, by the day, not by the
    order of the lines. Of one step, a day nobody can read comes first (what followed it cannot be told) and a line
    without a day last (it is the pass in hand). Lines struck out are no events."""
    case, step = register.role("case"), register.role("step")
    person, day = register.role("person"), register.role("date")
    names: dict[str, int] = {}
    if case is None or step is None:
        return _framed({name: np.array([], dtype=np.int32) for name in COLUMNS}, names)
    places = {fold_word(s.name): i for i, s in enumerate(steps)}
    said = register.frame[step].array
    words = said.categories if isinstance(said, pd.Categorical) else ()
    place = np.array([*(places.get(fold_word(str(w)), -1) for w in words), -1], dtype=np.int16)[said.codes]
    here = (place >= 0) & (register.heads >= 0) & ~_struck_out(register)
    row = np.flatnonzero(here if alone else here & _of_process(register, process))
    who = np.full(len(register), -1, dtype=np.int32)
    if person is not None:
        who = _people(register.frame[person].array, names)
    days = register.frame[day].to_numpy() if day is not None else np.full(len(register), _NAT)
    dated = register.shown[day].codes >= 0 if day is not None else np.zeros(len(register), dtype=np.bool_)
    record, at, when = register.heads[row], place[row], days[row].astype("datetime64[s]")
    known = ~np.isnat(when)
    rank = np.where(known, 0, np.where(dated[row], -1, 1))
    order = np.lexsort((row, np.where(known, when.astype(np.int64), 0), rank, at, record))
    row, record, at = row[order], record[order], at[order]
    nth = pd.DataFrame({"r": record, "s": at}).groupby(["r", "s"], sort=False).cumcount().to_numpy() + 1
    lines = (record, at, nth, who[row], days[row], dated[row], row)
    return _framed(dict(zip(COLUMNS, lines, strict=True)), names)


def _of_process(register: Register, process: str) -> np.ndarray:
    """Per line, whether its case is one of this process: the first line of the case that names a process says so."""
    field = register.role("process")
    if field is None:  # where the column is missing, nobody can tell; where no field is for it, the steps tell
        return np.full(len(register), "process" not in register.roles)
    cells = register.shown[field]
    named = np.flatnonzero((cells.codes >= 0) & (register.heads >= 0))[::-1]
    code = np.full(len(register), -1, dtype=np.int32)
    code[register.heads[named]] = cells.codes[named]
    mine = np.array([*(fold_word(text) == fold_word(process) for text in cells.texts), False], dtype=np.bool_)
    found: np.ndarray = mine[code[register.heads]]
    return found


def _struck_out(register: Register) -> np.ndarray:
    """Per line, whether its remark says that it is void, or the title of its case does."""
    found = np.zeros(len(register), dtype=np.bool_)
    for role in ("title", "remark"):
        cells = register.shown.get(register.role(role) or "")
        if cells is not None and VOID in "\n".join(cells.texts):
            marked = np.array([*(t.strip().startswith(VOID) for t in cells.texts), False], dtype=np.bool_)[cells.codes]
            found |= np.isin(register.heads, register.heads[marked]) if role == "title" else marked
    return found


def _framed(columns: Mapping[str, np.ndarray], names: Mapping[str, int]) -> pd.DataFrame:
    frame = {
        "record": columns["record"].astype(np.int32),
        "step": columns["step"].astype(np.int16),
        "pass": columns["pass"].astype(np.int16),
        "person": pd.Categorical.from_codes(columns["person"], categories=pd.Index(list(names), dtype="str")),
        "date": columns["date"].astype("datetime64[s]"),
        "dated": columns["dated"].astype(np.bool_),
        "row": columns["row"].astype(np.int32),
    }
    return pd.DataFrame(frame, copy=False)
