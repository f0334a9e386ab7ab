"""DOC152, DOC156: the lines of an event list (kind 流水). Which count for nothing, and which count twice."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.check import Hit, check
from officebatch.checks.passes import LIST
from officebatch.checks.scope import RegisterScope
from officebatch.model.vocabulary import CASE, FieldType, Kind, Mends, Severity
from officebatch.rulebook.faults import nearest
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_NUMBERS = (FieldType.INTEGER, FieldType.NUMBER, FieldType.PERCENT)
_PARTNERS = 20
_NEAR = marked(
    "“{text}” is no step of this register in sheet 流程 (lines: {lines}; they count for nothing). Did you mean "
    "“{nearest}”? Correct the entry."
)
_NO_PROCESS = marked(
    "“{text}” is no step of the process “{process}”, which this matter names (lines: {lines}; they count for nothing). "
    "Correct the step or the process, or add the step in sheet 流程."
)
_UNSAID = marked(
    "This matter names no process of sheet 流程, so that its lines count for nothing. Enter the process: {known}."
)


@check(
    "DOC152",
    title=marked("Step that is not in the process"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="单位制度",
    message=marked(
        "“{text}” is no step of this register in sheet 流程 (lines: {lines}; they count for nothing). Correct the "
        "entry, or add the step there."
    ),
    over=RegisterScope,
    kinds=(Kind.EVENTS,),
    needs=("case", "step"),
    breaks=LIST
    + """
        办理流水
        文号              | 环节 | 经办人 | 办理时间
        临电办〔2026〕1号 | 拟稿 | 孙丽   | 2026-03-02
        临电办〔2026〕1号 | 合稿 | 李文   | 2026-03-03
    """,
    holds=LIST
    + """
        办理流水
        文号              | 环节 | 经办人 | 办理时间
        临电办〔2026〕1号 | 拟稿 | 孙丽   | 2026-03-02
        临电办〔2026〕1号 | 核 稿 | 李文  | 2026-03-03
    """,
)
def steps_are_of_the_process(scope: RegisterScope) -> Iterator[Hit]:
    """The step of a line must be one of the register's process (sheet 流程), or the line counts for nothing. Where
    several processes run over the register, each matter must name its own.

    One finding a word, on the first line that has it.
    """
    of, codes, words = _processes(scope), *scope.words(scope.field("step"))
    every = {folded: name for steps in of.values() for folded, name in steps.items()}
    counts = (codes >= 0) & (scope.register.heads >= 0) & ~scope.void
    for code in np.flatnonzero([_folded(word) not in every for word in words]) if every else ():
        if (rows := np.flatnonzero(counts & (codes == code))).size:
            near = nearest(words[code], every.values())
            yield _on_lines(scope, rows, {"text": words[code], "nearest": near}, _NEAR if near else "")
    if len(of) > 1 and scope.register.role("process") is not None:
        known = counts & np.array([*(_folded(word) in every for word in words), False])[codes]
        yield from _in_other_processes(scope, of, known)


@check(
    "DOC156",
    title=marked("Line entered twice"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked("This line says the same as an earlier one: {step}, {day}. Strike one of them out."),
    over=RegisterScope,
    kinds=(Kind.EVENTS,),
    needs=("case", "step", "date"),
    breaks=LIST
    + """
        办理流水
        文号              | 环节 | 经办人 | 办理时间
        临电办〔2026〕1号 | 拟稿 | 孙丽   | 2026-03-02
        临电办〔2026〕2号 | 拟稿 | 孙丽   | 2026-03-02
        临电办〔2026〕1号 | 拟稿 | 孙丽   | 2026-03-02
    """,
    holds=LIST
    + """
        办理流水
        文号              | 环节 | 经办人 | 办理时间
        临电办〔2026〕1号 | 核稿 | 李文   | 2026-03-02
        临电办〔2026〕1号 | 核稿 | 王平   | 2026-03-02
        临电办〔2026〕1号 | 核稿 | 李文   | 2026-03-05
        临电办〔2026〕2号 | 核稿 | 李文   | 2026-03-02
    """,
)
def no_line_twice(scope: RegisterScope) -> Iterator[Hit]:
    """Two lines of an event list must not say the same of one matter, running numbers and what is said of the matter
    itself apart: the step would count twice. Lines without a day are left alone.
    """
    register = scope.register
    day, step = scope.field("date"), scope.field("step")
    apart = {register.roles.get(role) for role in ("key", "case", *CASE)}
    texts = [f for f, kind in register.types.items() if kind not in _NUMBERS and f not in apart]
    columns = [register.shown[f].codes for f in texts if f in register.shown]
    days, steps = register.shown[day].codes, register.shown[step].codes
    rows = np.flatnonzero((register.heads >= 0) & (days >= 0) & (steps >= 0) & ~scope.void)
    key = (register.heads[rows].astype(np.int64) * (steps.max(initial=0) + 1) + steps[rows]) * (
        days.max(initial=0) + 1
    ) + days[rows]
    order = np.argsort(key, kind="stable")
    same = key[order][1:] == key[order][:-1]
    first: dict[tuple[int, ...], int] = {}
    for row in np.unique(np.concatenate([rows[order][:-1][same], rows[order][1:][same]])).tolist():
        said = tuple(int(column[row]) for column in (register.heads, *columns))
        if first.setdefault(said, row) != row:
            values = {"step": register.text(row, step), "day": register.text(row, day)}
            yield Hit(row, (step,), values, partners=(first[said],))


def _processes(scope: RegisterScope) -> dict[str, dict[str, str]]:
    """The processes over the register: folded name → its steps, folded name → name."""
    found: dict[str, dict[str, str]] = {}
    for step in scope.rules.steps:
        if step.register == scope.register.name:
            found.setdefault(_folded(step.process), {})[_folded(step.name)] = step.name
    return found


def _in_other_processes(
    scope: RegisterScope, of: Mapping[str, Mapping[str, str]], known: np.ndarray
) -> Iterator[Hit]:
    """Lines whose matter names no process, or one that has another's steps. known: the step is one of some process."""
    register, field_id = scope.register, scope.field("process")
    (named, names), (codes, words) = scope.words(field_id), scope.words(scope.field("step"))
    stated = np.full(len(register) + 1, -1, dtype=np.int32)  # per case, at its head; the last for lines without one
    said = np.flatnonzero((named >= 0) & (register.heads >= 0))[::-1]
    stated[register.heads[said]] = named[said]
    stated = stated[register.heads]
    unsaid = np.array([*(_folded(name) not in of for name in names), True])[stated]
    processes = "、".join(dict.fromkeys(s.process for s in scope.rules.steps if s.register == register.name))
    for row in np.unique(register.heads[known & unsaid]):
        yield Hit(int(row), (field_id,), {"known": processes}, message=_UNSAID)
    rows = np.flatnonzero(known & ~unsaid)
    for process, step in np.unique(np.stack([stated[rows], codes[rows]]), axis=1).T.tolist():
        if _folded(words[step]) not in of[_folded(names[process])]:
            these = rows[(stated[rows] == process) & (codes[rows] == step)]
            yield _on_lines(scope, these, {"text": words[step], "process": names[process]}, _NO_PROCESS)


def _on_lines(scope: RegisterScope, rows: np.ndarray, values: Mapping[str, str], message: str) -> Hit:
    """One finding for all lines with a word: on the first, the next of them as partners."""
    partners = tuple(int(row) for row in rows[1 : 1 + _PARTNERS])
    return Hit(int(rows[0]), (scope.field("step"),), {**values, "lines": len(rows)}, partners, message=message)


def _folded(word: str) -> str:
    return "".join(unicodedata.normalize("NFKC", word).split())
