"""The activity ledger writes itself: what each person did in a period, gathered from all registers.

Steps come from the events, tasks and their limits from the deadlines that count, meetings from reporters and attenders
by name, entries from registers of activities and ordinary ones. Leaders are not in it. Work done for somebody who was
away by his stand-in is told apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from officebatch.evaluation.doers import Crowd
from officebatch.evaluation.ground import ground
from officebatch.evaluation.standing_in import StandIns
from officebatch.model.deadline import TASK_STEP
from officebatch.model.score import Period
from officebatch.model.vocabulary import STATUS_DROPPED, STATUS_NOT_THERE, Kind, State
from officebatch.model.wordlist import parted
from officebatch.model.work import COLUMNS, Work, WorkPart

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from officebatch.model.deadline import Deadlines
    from officebatch.model.events import Events
    from officebatch.model.finding import Finding
    from officebatch.model.office import Office
    from officebatch.model.register import Register
    from officebatch.rulebook.rules import RuleBook

LED, HELPED, REPORTED, ATTENDED = "牵头", "配合", "汇报", "列席"
_NONE = np.datetime64("NaT", "s")


def work(
    office: Office,
    rules: RuleBook,
    period: Period,
    deadlines: Deadlines,
    findings: Sequence[Finding],
    *,
    as_of: date,
) -> Work:
    """Everybody's work within a period as of a day. deadlines, findings: of that day, as people ruled."""
    last = min(period.last, as_of)
    first = max(period.first, rules.settings.start_day or period.first)
    on = ground(office, rules, Period(first, last, period.name), deadlines, findings)
    crowd = Crowd(rules)
    days = (np.datetime64(period.first, "s"), np.datetime64(last) + np.timedelta64(1, "D"))
    timed, stand_ins = on.lines, StandIns(office, rules)
    made = [
        *(_steps(office.registers[events.register], events, crowd, days, timed, stand_ins)
          for events in office.events.values()),
        *(_tasks(register, crowd, days, timed) for register in _of(office, Kind.TASKS)),
        *(_meetings(register, crowd, days) for register in _of(office, Kind.TOPICS)),
        *(_entries(register, crowd, days) for kind in (Kind.ACTIVITIES, Kind.PLAIN) for register in _of(office, kind)),
    ]  # fmt: skip
    made = [_finished(one, rules, office) for one in made if len(one)]
    frame = pd.concat(made, ignore_index=True) if made else pd.DataFrame({name: [] for name in COLUMNS})
    unclear = int((frame["who"] == Crowd.UNCLEAR).sum())
    frame = frame[(frame["who"] >= 0).to_numpy(dtype=bool)]
    frame = frame.sort_values(["who", "part", "register", "day", "row", "line"], kind="stable", ignore_index=True)
    for name in ("part", "register", "process", "item"):
        frame[name] = frame[name].astype("category")
    faults: dict[int, tuple[Finding, ...]] = {}
    for finding in on.findings:
        who = crowd.place(finding.person, finding.department)
        if who >= 0:
            faults[who] = (*faults.get(who, ()), finding)
    return Work(period, as_of, crowd.doers, frame[list(COLUMNS)], faults, unclear)


def _of(office: Office, kind: Kind) -> Iterator[Register]:
    return (register for register in office.registers.values() if register.kind is kind and register.parts)


def _steps(  # noqa: PLR0917  what was read, and what is known of it
    register: Register,
    events: Events,
    crowd: Crowd,
    days: tuple[np.datetime64, np.datetime64],
    timed: pd.DataFrame,
    stand_ins: StandIns,
) -> pd.DataFrame:
    """What was passed within the period, and what fell due within it or is open in somebody's hands."""
    seen = events.frame[["record", "step", "pass", "person", "date", "row"]].astype({"person": object})
    both = seen.merge(_reckoned(register, events, timed), how="outer", on=["record", "step", "pass"])
    both["decided"] = both["decided"].astype("boolean").fillna(value=False).to_numpy(dtype=bool)
    both["waits"] = both["waits"].astype("boolean").fillna(value=False).to_numpy(dtype=bool)
    person = both["person"].where(both["person"].notna(), both["held_by"])
    department = both["holder"].where(both["holder"].notna(), _departments(register)[both["record"].to_numpy()])
    day = both["date"].to_numpy().astype("datetime64[s]")
    passed = (day >= days[0]) & (day < days[1])
    kept = (passed | both["decided"].to_numpy() | both["waits"].to_numpy()) & person.notna().to_numpy()
    both, person, department, day, passed = both[kept], person[kept], department[kept], day[kept], passed[kept]
    item = np.array(events.steps, dtype=object)[both["step"].to_numpy()]
    who = crowd.places(person.to_list(), department.to_list())
    by_whom = pd.DataFrame({"register": register.name, "step": item, "person": person.to_numpy(), "done": day})
    line = both["row"].where(both["row"].notna(), both["held_line"]).to_numpy().astype(np.int32)
    return pd.DataFrame(
        {
            "who": who,
            "part": WorkPart.STEP.value,
            "register": register.name,
            "process": events.process,
            "item": item,
            "row": both["record"].to_numpy().astype(np.int32),
            "line": line,
            "day": day,
            "due": both["due"].to_numpy().astype("datetime64[s]"),
            "passed": passed,
            **_standing(both),
            "again": both["pass"].to_numpy() > 1,
            "stands_for": stand_ins.away(by_whom),
        }
    )


def _reckoned(register: Register, events: Events, timed: pd.DataFrame) -> pd.DataFrame:
    """The deadlines of a process in a register, by record, step and pass."""
    lines = timed[((timed["register"] == register.name) & timed["step"].isin(events.steps)).to_numpy()]
    place = {name: n for n, name in enumerate(events.steps)}
    return pd.DataFrame(
        {
            "record": lines["row"].to_numpy(),
            "step": np.array([place[str(word)] for word in lines["step"]], dtype=np.int64),
            "pass": lines["pass"].to_numpy(),
            "due": lines["due"].to_numpy(),
            "decided": lines["decided"].to_numpy(dtype=bool),
            "state": lines["state"].astype(object).to_numpy(),
            "days_late": lines["days_late"].to_numpy(),
            "held_by": lines["person"].astype(object).to_numpy(),
            "held_line": lines["line"].to_numpy(),
            "holder": lines["holder"].astype(object).to_numpy(),
            "waits": lines["open"].to_numpy(dtype=bool),
        }
    )


def _standing(of: pd.DataFrame) -> dict[str, np.ndarray]:
    decided, state = of["decided"].to_numpy(dtype=bool), of["state"].to_numpy()
    return {
        "timed": decided,
        "on_time": decided & (state == State.MET.value),
        "overdue": state == State.OVERDUE.value,
        "days_over": of["days_late"].fillna(0).to_numpy().astype(np.int32),
    }


def _tasks(
    register: Register, crowd: Crowd, days: tuple[np.datetime64, np.datetime64], timed: pd.DataFrame
) -> pd.DataFrame:
    """Tasks in hand within the period, to who leads them and to who is named beside the departments that help."""
    start, done, due = (_days(register, role) for role in ("start", "done", "due"))
    begun = np.where(np.isnat(start), due, start)
    dropped = np.array([register.words(row, "status") == STATUS_DROPPED for row in range(len(register))], dtype=bool)
    in_hand = ~np.isnat(begun) & (begun < days[1]) & (np.isnat(done) | (done >= days[0])) & ~dropped
    lines = timed[((timed["register"] == register.name) & (timed["step"] == TASK_STEP)).to_numpy()]
    limits = pd.DataFrame({
        "row": lines["row"].to_numpy(), "due": lines["due"].to_numpy(), "days_late": lines["days_late"].to_numpy(),
        "decided": lines["decided"].to_numpy(dtype=bool), "state": lines["state"].astype(object).to_numpy(),
    }).drop_duplicates("row").set_index("row")  # fmt: skip
    limits = limits.reindex(np.arange(len(register)))
    limits["decided"] = limits["decided"].astype("boolean").fillna(value=False).to_numpy(dtype=bool)
    leads = _people(register, "person")
    helps = _people(register, "co_departments")
    made = []
    for item, named in ((LED, leads), (HELPED, helps)):
        pairs = [(row, name) for row, names in named.items() if in_hand[row] or limits["decided"].iloc[row]
                 for name in names]  # fmt: skip
        if item == HELPED:
            pairs = [(row, name) for row, name in pairs if name in crowd.names]
        rows = np.array([row for row, _ in pairs], dtype=np.int64)
        of = limits.iloc[rows]
        standing = _standing(of)
        if item == HELPED:
            standing = {name: np.zeros_like(held) for name, held in standing.items()}
        made.append(pd.DataFrame({
            "who": crowd.places([name for _, name in pairs], list(_departments(register)[rows])),
            "part": WorkPart.TASK.value, "register": register.name, "process": None, "item": item,
            "row": rows.astype(np.int32), "line": rows.astype(np.int32), "day": done[rows],
            "due": of["due"].to_numpy().astype("datetime64[s]"),
            "passed": (done[rows] >= days[0]) & (done[rows] < days[1]),
            **standing, "again": False, "stands_for": -1,
        }))  # fmt: skip
    return pd.concat(made, ignore_index=True)


def _meetings(register: Register, crowd: Crowd, days: tuple[np.datetime64, np.datetime64]) -> pd.DataFrame:
    """Topics of meetings held within the period: who reported, and who is named as attending."""
    held = _days(register, "meeting_date")
    within = (held >= days[0]) & (held < days[1])
    found = [
        (row, item, name)
        for item, role in ((REPORTED, "reporter"), (ATTENDED, "attendees"))
        for row, names in _people(register, role).items()
        for name in names
        if within[row] and name in crowd.names
    ]
    return _plain(register, crowd, WorkPart.MEETING, found, held)


def _entries(register: Register, crowd: Crowd, days: tuple[np.datetime64, np.datetime64]) -> pd.DataFrame:
    """What somebody entered by hand for a day of the period, by its category; without one by what its status says
    (会议签到表: 到会, 迟到); who was not there did nothing."""
    held = _days(register, "date")
    within = (held >= days[0]) & (held < days[1])
    found = [
        (row, register.words(row, "category") or register.words(row, "status"), name)
        for row, names in _people(register, "person").items()
        for name in names
        if within[row] and register.words(row, "status") not in STATUS_NOT_THERE
    ]
    return _plain(register, crowd, WorkPart.ENTRY, found, held)


def _plain(
    register: Register, crowd: Crowd, part: WorkPart, found: Sequence[tuple[int, str, str]], day: np.ndarray
) -> pd.DataFrame:
    rows = np.array([row for row, _, _ in found], dtype=np.int64)
    hours = register.role("hours")
    return pd.DataFrame({
        "who": crowd.places([name for *_, name in found], list(_departments(register)[rows])),
        "part": part.value, "register": register.name, "process": None, "item": [item for _, item, _ in found],
        "row": rows.astype(np.int32), "line": rows.astype(np.int32), "day": day[rows], "due": _NONE, "passed": True,
        "timed": False, "on_time": False, "overdue": False, "days_over": 0, "again": False, "stands_for": -1,
        "hours": register.frame[hours].to_numpy(dtype=float)[rows] if hours else np.nan,
    })  # fmt: skip


def _finished(frame: pd.DataFrame, rules: RuleBook, office: Office) -> pd.DataFrame:
    """With hours, and whether each record bears an inner level."""
    if "hours" not in frame:
        frame["hours"] = np.nan
    register = office.registers[str(frame["register"].iloc[0])]
    frame["inner"] = _inner(register, rules.settings.inner_levels)[frame["row"].to_numpy()]
    return frame.astype({"due": "datetime64[s]", "day": "datetime64[s]", "process": object, "item": object,
                         "who": "int32", "stands_for": "int32", "days_over": "int32", "hours": "float64"})


def _inner(register: Register, levels: Sequence[str]) -> np.ndarray:
    field = register.role("secrecy")
    if field is None:
        return np.zeros(len(register), dtype=bool)
    cells = register.shown[field]
    said = np.array([*(any(level in text for level in levels) for text in cells.texts), False], dtype=bool)
    values = register.frame[field].astype(object).to_numpy()
    known: Mapping[Any, bool] = {v: any(level in str(v) for level in levels) for v in pd.unique(values)}
    found: np.ndarray = said[cells.codes] | np.array([known[v] for v in values], dtype=bool)
    return found


def _people(register: Register, role: str) -> dict[int, tuple[str, ...]]:
    """Row position → the names in the cell of a role."""
    field = register.role(role)
    if field is None:
        return {}
    values = register.frame[field].astype(object).to_list()
    apart = {value: parted(value) for value in set(values) if isinstance(value, str)}
    return {row: apart[value] for row, value in enumerate(values) if isinstance(value, str)}


def _departments(register: Register) -> np.ndarray:
    field = register.role("department")
    if field is None:
        return np.full(len(register), None, dtype=object)
    return register.frame[field].astype(object).to_numpy()


def _days(register: Register, role: str) -> np.ndarray:
    field = register.role(role)
    if field is None or register.frame[field].dtype.kind != "M":
        return np.full(len(register), _NONE, dtype="datetime64[s]")
    days: np.ndarray = register.frame[field].to_numpy().astype("datetime64[s]")
    return days
