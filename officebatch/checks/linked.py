"""What belongs together across registers: the tasks, and the meetings and papers they come from.

People write where a task comes from as they like: 收〔2026〕31号, 市电安〔2026〕61号, 局长办公会（6月10日）, 领导批示,
or nothing. So a link is sought by document number first, then by the day of the meeting, then by title, department and
day together. `covered` is generous (any of them may be the task: nothing is missing); `made_of` and `paper_of` are
strict.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.alike import pairs, shared
from officebatch.checks.cited import citations, papers
from officebatch.checks.scope import marks
from officebatch.model.register import folded_key
from officebatch.model.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from officebatch.checks.cited import Citation
    from officebatch.checks.received import Received
    from officebatch.checks.scope import OfficeScope, RegisterScope

    Place = tuple[str, int]

_DAY = re.compile(r"(?:((?:19|20)[0-9]{2})\s*[年./-]\s*)?([0-9]{1,2})\s*[月./-]\s*([0-9]{1,2})\s*日?")
_MEETING = "会"
_CITING = ("source", "remark")
_KEY = 4  # a shorter key is a running number, and stands in any text
BEFORE, AFTER = 3, 15  # natural days around a meeting or paper in which its task is begun
SOME, SOME_PART = 2, 0.25  # shared pairs of characters: perhaps the same matter
MANY, MANY_PART = 4, 0.5  # the same matter, whenever it was begun
SURE, SURE_PART = 5, 0.5  # the same matter, where department and day agree


@dataclass(frozen=True)
class Matter:
    """Something a task may be owed for. said: texts that may name the task; place: register and row of a paper."""

    title: str
    day: np.datetime64
    department: str
    said: str
    place: Place | None = None


class Timeline:
    """Rows by a day of theirs."""

    def __init__(self, days: np.ndarray) -> None:
        self.days = days
        known = np.flatnonzero(~np.isnat(days))
        self._rows = known[np.argsort(days[known], kind="stable")]
        self._days = days[self._rows]

    def between(self, first: np.datetime64, last: np.datetime64) -> list[int]:
        """The rows of these days, both counted, in the order of the days; none where a day is not known."""
        if np.isnat(first) or np.isnat(last):
            return []
        start, end = np.searchsorted(self._days, first, "left"), np.searchsorted(self._days, last, "right")
        return [int(row) for row in self._rows[start:end]]


class Tasks:
    """One register of tasks, by where its tasks come from."""

    def __init__(self, scope: RegisterScope, office: OfficeScope) -> None:
        self.scope, self._office = scope, office
        self.begun = Timeline(self._days("start"))

    def text(self, row: int, role: str) -> str:
        """The shown text of a role's cell."""
        return self.scope.register.text(row, self.scope.register.role(role) or "")

    @cached_property
    def done(self) -> np.ndarray:
        """Per row: the day a task was done, NaT where none is written."""
        return self._days("done")

    def department(self, row: int) -> str:
        """The department that leads a task."""
        codes, names = self._departments
        return names[codes[row]] if codes[row] >= 0 else ""

    @cached_property
    def citing(self) -> Mapping[int, frozenset[Place]]:
        """The rows whose origin or remark cites a paper of the registers, with the papers."""
        known, found = papers(self._office), {}
        for row in np.flatnonzero(self._cites).tolist():
            named = (place for cited in self._cited(row) for place in known.named(cited))
            found[row] = frozenset((scope.register.name, at) for scope, at in named)
        return found

    @cached_property
    def cited(self) -> frozenset[Place]:
        """All papers some task cites."""
        return frozenset(place for places in self.citing.values() for place in places)

    def free(self, row: int, *, meeting: bool) -> bool:
        """Whether what is written leaves open that a task comes from a meeting (from a paper, where not): it cites no
        document and names no origin of the other kind."""
        source = self.text(row, "source")
        return not self._cites[row] and (not source or (_MEETING in source) is meeting)

    def days(self, row: int) -> Iterator[tuple[int | None, int, int]]:
        """The days its origin names: year (None where it is not written), month, day."""
        for year, month, day in _DAY.findall(self.text(row, "source")):
            yield int(year) if year else None, int(month), int(day)
        named = self.scope.register.value(row, "source_date")
        if isinstance(named, date):
            yield named.year, named.month, named.day

    def named_in(self, said: str) -> bool:
        """Whether a text names one of the tasks by its number."""
        text = folded_key(said) if any(c.isdigit() for c in said) else ""
        return bool(text) and any(key in text for key in self._keys)

    def alike(self, title: str) -> Iterator[tuple[int, int, float]]:
        """(row, shared pairs, their part) of the tasks whose title or origin shares something with a title."""
        near = Counter(row for pair in pairs(title) for row in self._by_pair.get(pair, ()))
        for row, n in near.items():
            if n >= SOME:
                yield row, *shared(title, self._about(row))

    def _days(self, role: str) -> np.ndarray:
        field_id = self.scope.register.role(role)
        missing = np.full(len(self.scope.register), np.datetime64("NaT", "D"))
        return missing if field_id is None else self.scope.days(field_id)

    @cached_property
    def _departments(self) -> tuple[np.ndarray, list[str]]:
        field_id = self.scope.register.role("department")
        return (np.full(len(self.scope.register), -1), []) if field_id is None else self.scope.words(field_id)

    def _about(self, row: int) -> str:
        return f"{self.text(row, 'title')} {self.text(row, 'source')}"

    def _cited(self, row: int) -> tuple[Citation, ...]:
        return tuple(cited for role in _CITING for cited in citations(self.text(row, role)))

    @cached_property
    def _cites(self) -> np.ndarray:
        """Per row: whether its origin or remark cites any document."""
        found = np.zeros(len(self.scope.register), dtype=bool)
        for role in _CITING:
            cells = self.scope.register.shown.get(self.scope.register.role(role) or "")
            if cells is not None:
                found |= marks([bool(citations(text)) for text in cells.texts])[cells.codes]
        return found

    @cached_property
    def _keys(self) -> tuple[str, ...]:
        keys = (folded_key(str(key)) for key in self.scope.register.keys)
        return tuple(key for key in dict.fromkeys(keys) if len(key) >= _KEY)

    @cached_property
    def _by_pair(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for row in range(len(self.scope.register)):
            for pair in pairs(self._about(row)):
                found.setdefault(pair, []).append(row)
        return found


def task_registers(office: OfficeScope) -> tuple[Tasks, ...]:
    """The registers of tasks that were read, looked through once for all checks."""
    known = office.kept.get("tasks")
    if not isinstance(known, tuple):
        read = (register for register in office.of_kind(Kind.TASKS) if register.parts and register.role("title"))
        known = office.kept["tasks"] = tuple(Tasks(office.within(register), office) for register in read)
    return known


def covered(matter: Matter, tasks: Tasks, *, meeting: bool) -> bool:
    """Whether some task may be the one a matter is owed: named by number, by the day of the meeting, or by title or
    department about that time. meeting: the matter comes from a meeting, else from a paper."""
    if tasks.named_in(matter.said) or (matter.place is not None and matter.place in tasks.cited):
        return True
    alike = {row: (n, part) for row, n, part in tasks.alike(matter.title)}
    if any(n >= MANY and part >= MANY_PART for n, part in alike.values()):
        return True
    near = tasks.begun.between(matter.day - BEFORE, matter.day + AFTER)
    if any(alike[row][0] >= SOME and alike[row][1] >= SOME_PART for row in near if row in alike):
        return True
    same = [row for row in near if tasks.department(row) == matter.department]
    return any(_of_the_day(matter, tasks, row, meeting=meeting) for row in same)


def _of_the_day(matter: Matter, tasks: Tasks, row: int, *, meeting: bool) -> bool:
    """Whether a task of the same department and time may come from the same meeting or paper."""
    day = matter.day.astype(object)
    named = list(tasks.days(row))
    if meeting and named:
        return any(month == day.month and on == day.day and year in (None, day.year) for year, month, on in named)
    return tasks.free(row, meeting=meeting)


def made_of(received: Received, paper: int, tasks: Tasks) -> list[int]:
    """The tasks that are surely about a paper though they cite none: much of the title, the department, begun soon
    after the receipt, from no meeting."""
    day = received.day.days[paper]
    return [row for row in tasks.begun.between(day, day + AFTER) if _surely(received, paper, tasks, row)]


def paper_of(received: Received, tasks: Tasks, task: int) -> list[int]:
    """The papers a task is surely about though it cites none: the other way round."""
    day = tasks.begun.days[task]
    return [row for row in received.day.between(day - AFTER, day) if _surely(received, row, tasks, task)]


def _surely(received: Received, paper: int, tasks: Tasks, task: int) -> bool:
    department = tasks.department(task)
    if not department or department != received.scope.register.words(paper, "department"):
        return False
    n, part = shared(received.text(paper, "title"), tasks.text(task, "title"))
    return n >= SURE and part >= SURE_PART and tasks.free(task, meeting=False)
