"""How a heading is understood: the writings that lead to a register's fields, best kind of likeness first.

Why ranks: one heading is one field. A better likeness beats a worse one; two columns of the same rank for one field,
or one column for two fields that nobody else took, are asked about and not taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from officebatch.model.report import How
from officebatch.model.vocabulary import FieldType
from officebatch.reading.folding import fold_heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import FieldRule, Step

_PERSON = {"经办人", "人员", "姓名", "人", "签名", "签字", "责任人", "承办人", "办理人", "经手人", "经办"}
_DAY = {"日期", "时间", "月日", "年月日", "办理日期", "办理时间", "完成时间", "完成日期", "经办日期", "经办时间"}
_WANTED, _REAL = {"要求", "规定", "计划", "应", "限", "要求时间"}, {"实际", "完成", "办结", "实际时间"}
_DAY_PARTS = ("年", "月", "日")
# too general to say anything at the end of a longer heading, and beginnings that turn its sense
_GENERAL = set(
    re.findall("..", "日期时间单位内容名称情况意见编号部门类型类别说明结果姓名人员等级数量序号字号文号领导状态进度次数")
)
_TURNING = (
    *("实际", "计划", "要求", "预计", "原", "新", "上次", "下次", "延期", "拟", "应", "未", "非", "最近", "首次"),
    *("调整", "变更", "修改", "顺延", "展期"),
)
_LATER = ("调整后", "变更后", "修改后", "顺延后", "延期后", "展期后", "调整", "变更", "顺延", "展期")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a heading. rank: smaller is better; part: 年, 月 or 日 of a date in several columns."""

    field: str
    how: How
    synonym: str
    rank: int
    part: str = ""


@dataclass(frozen=True)
class Lexicon:
    """What leads to the fields of one register."""

    fields: Sequence[FieldRule]
    steps: Sequence[Step]
    elsewhere: frozenset[str] = frozenset()  # headings of the other registers: never one letter off one of these

    @classmethod
    def of(cls, rules: RuleBook, register: str) -> Lexicon:
        """The lexicon of one register."""
        steps = [s for (_, of), found in rules.processes.items() if of == register for s in found]
        others = {fold_heading(h) for f in rules.fields if f.register != register for h in (f.field, *f.headings)}
        return cls(rules.fields_by_register.get(register, ()), steps, frozenset(others))

    @cached_property
    def known(self) -> Mapping[str, tuple[tuple[str, str, bool], ...]]:
        """Folded heading → (field, the heading as written, whether it is the field's own)."""
        found: dict[str, list[tuple[str, str, bool]]] = {}
        for rule in self.fields:
            own = rule.headings[0] if rule.headings else rule.field
            for heading in dict.fromkeys((rule.field, *rule.headings)):
                entries = found.setdefault(fold_heading(heading), [])
                entries[:] = [e for e in entries if e[0] != rule.field or e[2]]
                if all(e[0] != rule.field for e in entries):
                    entries.append((rule.field, heading, heading in (own, rule.field)))
        return {heading: tuple(entries) for heading, entries in found.items() if heading}

    @cached_property
    def lowest(self) -> frozenset[str]:
        """What may stand in the lowest of several heading rows, folded: 经办人, 日期, or the end of a known heading."""
        ends = {heading[i:] for heading in self.known for i in range(1, len(heading)) if len(heading) - i < 4}
        return frozenset(ends | _PERSON | _DAY | _WANTED | _REAL | set(_DAY_PARTS))

    def strong(self, levels: Sequence[str]) -> tuple[Reading, ...]:
        """Readings that need no guess of likeness. levels: the cells of the heading rows, from above, none empty."""
        *above, lowest = levels
        if not above:
            return tuple(self._plain(lowest))
        uppers = ["".join(map(fold_heading, above)), fold_heading(above[-1])]
        pairs = (tuple(self._pair(upper, fold_heading(lowest))) for upper in dict.fromkeys(uppers))
        return next(filter(None, pairs), ()) or tuple(self._plain(lowest))

    def weak(self, heading: str) -> tuple[Reading, ...]:
        """Readings by the end of the heading, else by one letter."""
        folded = fold_heading(heading)
        return tuple(self._suffix(folded)) or tuple(self._near(folded))

    def _plain(self, heading: str) -> Iterator[Reading]:
        for field, synonym, own in self.known.get(fold_heading(heading), ()):
            how = How.EXACT if heading.strip() == synonym else How.FOLDED
            yield Reading(field, how, synonym, 0 if own else 1 if how is How.EXACT else 2)

    def _pair(self, upper: str, lower: str) -> Iterator[Reading]:
        joined = [*self.known.get(upper + lower, ()), *self.known.get(lower + upper, ())]
        fields = dict.fromkeys(field for field, _, _ in joined)
        if lower in _DAY_PARTS and (field := self._date_field(upper)):
            yield Reading(field, How.PAIR, f"{upper}/{lower}", 3, lower)
            return
        for field in fields or self._by_step(upper, lower) or self._by_role(upper, lower):
            yield Reading(field, How.PAIR, f"{upper}/{lower}", 3)

    def _date_field(self, upper: str) -> str:
        dates = {f.field for f in self.fields if f.type in (FieldType.DATE, FieldType.DATETIME)}
        found = [field for field, _, _ in self.known.get(upper, ()) if field in dates]
        found = found or [s.date_field for s in self.steps if fold_heading(s.name) == upper and s.date_field in dates]
        if not found and upper in _DAY:
            found = [f.field for f in self.fields if f.role in ("received", "date") and f.field in dates]
        return found[0] if len(found) == 1 else ""

    def _by_step(self, upper: str, lower: str) -> dict[str, None]:
        of = [s for s in self.steps if fold_heading(s.name) == upper]
        names = {f.field for f in self.fields}
        if lower in _PERSON:
            return dict.fromkeys(s.person_field for s in of if s.person_field in names)
        if lower in _DAY:
            return dict.fromkeys(s.date_field for s in of if s.date_field in names)
        return {}

    def _by_role(self, upper: str, lower: str) -> dict[str, None]:
        wanted = [f.field for f in self.fields if f.role in ("limit", "due")]
        real = [f.field for f in self.fields if f.role == "done"]
        if not upper.endswith(("时限", "期限", "时间", "日期")):
            return {}
        return dict.fromkeys(wanted if lower in _WANTED else real if lower in _REAL else ())

    def _suffix(self, heading: str) -> Iterator[Reading]:
        ends = [k for k in self.known if len(k) > 1 and k not in _GENERAL and heading.endswith(k) and k != heading]
        longest = max(ends, key=len, default="")
        if not longest:
            return
        for field, synonym, _ in self.known[longest]:
            if not heading.startswith(_TURNING):
                yield Reading(field, How.SUFFIX, synonym, 4)
            elif field in self._named("due") and heading.startswith(_LATER):
                yield from (Reading(later, How.SUFFIX, synonym, 4) for later in self._named("extended_to"))
            elif field in self._named("due") and heading == f"原{longest}":
                yield Reading(field, How.SUFFIX, synonym, 5)

    def _named(self, role: str) -> list[str]:
        return [f.field for f in self.fields if f.role == role]

    def _near(self, heading: str) -> Iterator[Reading]:
        found: dict[str, str] = {}
        if heading in self.elsewhere:
            return
        for known, entries in self.known.items():
            if min(len(known), len(heading)) > 2 and one_edit(heading, known):
                for field, synonym, _ in entries:
                    found.setdefault(field, synonym)
        for field, synonym in found.items():
            yield Reading(field, How.NEAR, synonym, 5)


def one_edit(one: str, other: str) -> bool:
    """Whether one letter more, less or other, or two neighbours swapped, makes one of the other."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    swapped = len(a) > 1 and a[:2] == b[1::-1] and a[2:] == b[2:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or swapped


@dataclass(frozen=True)
class Understood:
    """What the columns of a sheet were understood as. asked: column → the fields it may be."""

    taken: Mapping[int, Reading]
    asked: Mapping[int, tuple[str, ...]]


def understand(readings: Mapping[int, Sequence[Reading]]) -> Understood:
    """Give each field at most one column (a date in parts: one a part), each column at most one field."""
    taken: dict[int, Reading] = {}
    asked: dict[int, tuple[str, ...]] = {}
    closed: set[tuple[str, str]] = set()
    waiting = dict(readings)
    for rank in range(6):
        single = {c: r for c in waiting if (r := _only(waiting[c], rank, closed)) is not None}
        _take(single, taken, asked, closed)
        waiting = {c: r for c, r in waiting.items() if c not in taken and c not in asked}
    for column, several in waiting.items():
        left = [r for r in several if not _is_closed(r, closed)]
        best = [r for r in left if r.rank == min(x.rank for x in left)]
        if len(best) == 1:
            _take({column: best[0]}, taken, asked, closed)
        elif best:
            asked[column] = tuple(r.field for r in best)
    return Understood(taken, asked)


def _only(readings: Sequence[Reading], rank: int, closed: set[tuple[str, str]]) -> Reading | None:
    if any(r.rank < rank for r in readings):
        return None  # it had a better reading that was given to another column, or fits several fields
    found = [r for r in readings if r.rank == rank]
    return found[0] if len(found) == 1 and not _is_closed(found[0], closed) else None


def _is_closed(reading: Reading, closed: set[tuple[str, str]]) -> bool:
    return (reading.field, reading.part) in closed or (reading.field, "") in closed


def _take(
    single: Mapping[int, Reading],
    taken: dict[int, Reading],
    asked: dict[int, tuple[str, ...]],
    closed: set[tuple[str, str]],
) -> None:
    for (field, part), columns in _by_field(single.items()).items():
        closed.add((field, part))
        if len(columns) == 1:
            taken[columns[0]] = single[columns[0]]
        else:
            asked.update(dict.fromkeys(columns, (field,)))


def _by_field(found: Iterable[tuple[int, Reading]]) -> dict[tuple[str, str], list[int]]:
    grouped: dict[tuple[str, str], list[int]] = {}
    for column, reading in found:
        grouped.setdefault((reading.field, reading.part), []).append(column)
    return grouped
