"""Asks the child and minds the clock: one process for all questions while all is well, a new one where one died."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import threading
import weakref
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from officebatch.query import faults
from officebatch.query.asked import SIZES, WHAT, Looked, QueryFault
from officebatch.wording import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from numpy.typing import NDArray

    from officebatch.model.workdays import Workdays
    from officebatch.query.asked import Question, Schema, Table

T = TypeVar("T")
SECONDS = 10  # for one question
STARTING = 60  # seconds for the process to be there
LARGEST = 1 << 30  # bytes of one answer
_ROOT = Path(__file__).parents[2]
_KEPT = ("PATH", "SYSTEMROOT", "LANG")  # of the environment; no password of the office's is among them


class Session:
    """Questions over one office. days: the office's working days, asked for only where a question needs them."""

    def __init__(self, schema: Schema, days: Callable[[], Workdays]) -> None:
        self._schema, self._days = schema, days
        self._child: _Child | None = None
        self._needed: dict[str, dict[str, None]] = {}

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def look(self, question: Question) -> Looked:
        """What a question means. Raises QueryFault for one that is not in order."""
        told = self._tried(lambda: self._do("look", question)[0]["looked"])
        uses = {register: tuple(fields) for register, fields in told.pop("uses").items()}
        fields, conditions = tuple(told.pop("fields")), tuple(told.pop("conditions"))
        looked = Looked(question, fields=fields, conditions=conditions, uses=uses, **told)
        for register, fields in looked.uses.items():
            self._needed.setdefault(register, {}).update(dict.fromkeys(fields))
        return looked

    def check(self, question: Question) -> Looked:
        """`look` at a question that must be true or false. Raises QueryFault."""
        looked = self.look(question)
        if not looked.truth:
            raise _fault({"message": faults.NO_TRUTH, "known": (), "part": WHAT, "values": {"first": "number"}})
        return looked

    def ask(self, looked: Looked, tables: Mapping[str, Table], today: date) -> NDArray[np.float64]:
        """The value for each row of the register: NaN where empty or where the condition does not hold; a truth is 1 or
        0. Of every register it goes to the child once what all questions looked at need. Raises QueryFault."""
        values = self._tried(lambda: self._ask(looked, tables, today))
        return np.frombuffer(values, dtype=np.float64)

    def _ask(self, looked: Looked, tables: Mapping[str, Table], today: date) -> bytes:
        child, rows = self._started(), tables[looked.question.register].rows
        for register in looked.uses:
            self._fill(child, register, tables[register])
        if looked.workdays and not child.days:
            child.days = True
            self._do("workdays", *_lists(self._days()))
        return self._do("ask", looked.sql, rows, today if looked.today else None)[1]

    def _tried(self, do: Callable[[], T]) -> T:
        """What is done with the child; once more with a new one where one that had served others ended by itself: what
        they left in it may have been too much."""
        fresh = self._child is None
        try:
            return do()
        except _Ended as ended:
            if fresh or ended.late:
                raise QueryFault(faults.LIMIT) from None
        try:
            return do()
        except _Ended:
            raise QueryFault(faults.LIMIT) from None

    def _fill(self, child: _Child, register: str, table: Table) -> None:
        needed = self._needed[register]
        held, fields = child.held.get(register, (None, ()))
        if held is not table or not needed.keys() <= set(fields):
            self._do("fill", register, table.rows, {field: table.column(field) for field in needed})
            child.held[register] = (table, tuple(needed))

    def _started(self) -> _Child:
        if self._child is None:
            self._child = _Child()
            self._do("begin", self._schema)
        return self._child

    def _do(self, *told: Any) -> tuple[dict[str, Any], bytes]:
        """Any: a word and its arguments, as `child` takes them; the head of its answer as JSON. Raises _Ended."""
        child = self._started()
        answer = child.ask(told)
        if answer is None:
            self._end()
            raise _Ended(late=child.late)
        head: dict[str, Any] = json.loads(answer[0])
        if fault := head.get("fault"):
            raise _fault(fault)
        return head, answer[1]

    def _end(self) -> None:
        if self._child is not None:
            self._child.end()
        self._child = None


class _Ended(Exception):
    """The process died. late: because it took too long."""

    def __init__(self, *, late: bool) -> None:
        super().__init__()
        self.late = late


class _Child:
    """One process. held: register → the table it has of it and the fields. days: whether it has the working days.
    late: it was ended for taking too long."""

    def __init__(self) -> None:
        command = [sys.executable, "-P", "-m", "officebatch.query.child"]
        known = os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH", "")]))
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={**kept, "PYTHONPATH": known, "OPENBLAS_NUM_THREADS": "1"},
        )  # fmt: skip
        self.end = weakref.finalize(self, _ended, self._process)
        self.held: dict[str, tuple[Table, tuple[str, ...]]] = {}
        self.days = self.late = False
        if self._heard(STARTING) is None:
            raise QueryFault(faults.NOT_STARTED)

    def ask(self, told: tuple[Any, ...]) -> tuple[bytes, bytes] | None:
        """Head and content of the answer, None where the process died or took too long."""
        return self._heard(SECONDS, pickle.dumps(told))

    def _heard(self, seconds: float, question: bytes = b"") -> tuple[bytes, bytes] | None:
        clock = threading.Timer(seconds, self._stop)
        clock.start()
        try:
            return self._exchange(question)
        except OSError:
            return None
        finally:
            clock.cancel()

    def _stop(self) -> None:
        self.late = True
        self._process.kill()

    def _exchange(self, question: bytes) -> tuple[bytes, bytes] | None:
        told, heard = self._process.stdin, self._process.stdout
        if told is None or heard is None:
            raise RuntimeError("the child has no pipes")
        if question:
            told.write(SIZES.pack(len(question), 0) + question)
            told.flush()
        sizes = heard.read(SIZES.size)
        if len(sizes) < SIZES.size or sum(lengths := SIZES.unpack(sizes)) > LARGEST:
            return None
        head, content = (heard.read(length) for length in lengths)
        return (head, content) if len(content) == lengths[1] else None


def _ended(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    process.wait()


def _fault(told: Mapping[str, Any]) -> QueryFault:
    """A fault as the child tells it, kinds of values in the reader's language."""
    values = {name: say(faults.KINDS_OF[v]) if name in ("first", "second") else v for name, v in told["values"].items()}
    return QueryFault(told["message"], told["known"], part=told["part"], **values)


def _lists(days: Workdays) -> tuple[list[int | None], list[int | None]]:
    """Working days before each day, and each working day as days since the first; None where it is not published."""
    unsure, nth = days.unsure.tolist(), days.nth.tolist()
    before = [None if index and unsure[index - 1] else n for index, n in enumerate(days.before.tolist())]
    return before, [None if unsure[index] else index for index in nth]
