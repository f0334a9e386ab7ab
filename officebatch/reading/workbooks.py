"""Starts a worker for each workbook, some at a time, and takes what it answers; the order is the caller's."""

from __future__ import annotations

import hashlib
import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from officebatch.model.origin import Origin
from officebatch.model.report import Trouble, TroubleKind
from officebatch.reading import guard
from officebatch.reading.sheet import Column, Lost, Sheet, Workbook
from officebatch.reading.worker import SECONDS, Leaf
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ROOT = Path(__file__).parents[2]


def read_all(paths: Sequence[Path]) -> Iterator[Workbook]:
    """The workbooks in the order of `paths`; one that cannot be read is a Workbook with a Trouble."""
    with ThreadPoolExecutor(max_workers=max(1, min(os.cpu_count() or 1, 4))) as hands:
        yield from hands.map(read_one, paths)


def read_one(path: Path) -> Workbook:
    """One workbook, read in a process of its own."""
    digest = ""
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        guard.look(path)
        return Workbook(path.name, digest, tuple(_sheets(path)))
    except guard.Refused as refused:
        trouble = Trouble(refused.kind, Origin(path.name), values=(("why", refused.why), *refused.values))
    except OSError:
        why = marked("the file cannot be opened; another program may hold it")
        trouble = Trouble(TroubleKind.UNREADABLE, Origin(path.name), values=(("why", why),))
    return Workbook(path.name, digest, (), trouble)


def _sheets(path: Path) -> Iterator[Sheet]:
    fault, place, leaves = _answer(path)
    if fault == "far":
        raise guard.Refused(TroubleKind.FAR_CELL, marked("a cell far away, {cell}; delete it"), cell=str(place))
    if fault == "quote":
        raise guard.Refused(
            TroubleKind.UNREADABLE, marked("a quotation mark in line {line} is not closed"), line=str(place)
        )
    if fault == "locked":
        raise guard.Refused(TroubleKind.ENCRYPTED, marked("the file is locked with a password"))
    if fault == "limits":
        raise _out_of_limits()
    if fault:
        raise guard.Refused(TroubleKind.UNREADABLE, marked("the file is incomplete or broken"))
    for leaf in leaves:
        yield _sheet(path.name, Leaf._make(leaf))


def _answer(path: Path) -> tuple[str, str, list[tuple[object, ...]]]:
    """What the worker said. Its stderr is thrown away: a dying reader may quote a cell there."""
    command = [sys.executable, "-P", "-m", "officebatch.reading.worker", str(path)]
    known = os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH", "")]))
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": known},
            timeout=SECONDS + 60,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise _out_of_limits() from late
    if done.returncode or not done.stdout:
        raise _out_of_limits()
    answer: tuple[str, str, list[tuple[object, ...]]] = pickle.loads(done.stdout)
    return answer


def _out_of_limits() -> guard.Refused:
    return guard.Refused(
        TroubleKind.OUT_OF_LIMITS, marked("reading it took too much memory or time, or the file ended the reader")
    )


def _sheet(workbook: str, leaf: Leaf) -> Sheet:
    errors = {(row, column): text for row, column, text in leaf.errors}
    waiting = {(row, column): text for row, column, text in leaf.waiting}
    columns = [Column(tuple(values), np.frombuffer(codes, dtype=np.int32)) for values, codes in leaf.columns]
    for (row, column), text in (errors | waiting).items():
        if column < len(columns) and row < leaf.height:
            columns[column] = columns[column].put({row: Lost(text)})
    return Sheet(
        workbook=workbook,
        name=leaf.name,
        visible=leaf.visible,
        height=leaf.height,
        columns=tuple(columns),
        merged=tuple((top, left, bottom, right) for (top, left), (bottom, right) in leaf.merged),
        errors=errors,
        waiting=waiting,
        hidden=tuple(leaf.hidden),
        scanned=leaf.scanned,
        comments=tuple(leaf.comments),
        margins=leaf.margins,
        drawn=leaf.drawn,
        since_1904=leaf.since_1904,
    )
