"""A cell's value by its field's type: canonical word, number, yes or no. Dates have a module of their own.

Every reader looks at one distinct writing and answers a value, None for an empty cell, or UNREAD.
"""

from __future__ import annotations

import re
from datetime import date, time
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from officebatch.model.vocabulary import STATUS_LONG, FieldType
from officebatch.reading.folding import fold_word, simplified
from officebatch.reading.sheet import Lost, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import FieldRule


class Fault(Enum):
    """The cell has a text that is no value of its type."""

    UNREAD = "unread"


UNREAD = Fault.UNREAD
Word = str | None | Fault
_YES = {"是", "有", "√", "✓", "✔", "Y", "YES", "TRUE", "对", "已", "1", "需", "需要"}
_NO = {"否", "无", "×", "✗", "✘", "X", "N", "NO", "FALSE", "不", "未", "0", "不需", "不需要", "没有"}
_HEADS = ("书记", "局长", "处长", "科长", "主任", "所长", "部长", "总经理", "经理", "主席", "组长", "站长", "秘书长")
_TITLES = (
    *("党组书记", "党委书记", "党支部书记", *(f"副{head}" for head in _HEADS), *_HEADS),
    *("秘书", "科员", "干事", "工程师", "同志", "老师", "总", "工"),
)
_LEADER = "领导"
_PARTING = re.compile(r"[、,，;；/|\n\r+＋&]|(?<=[\u4e00-\u9fff]{2})\s{1,}(?=[\u4e00-\u9fff]{2})")
_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?")
_UNITS = re.compile(r"(?<=[\d.])(?:份|件|次|个|人|天|日|页|项|条|元|万元|小时|工作日|个工作日|字|分|分钟|号)$")
_EVERYBODY = {"各部门", "全体", "相关部门", "各科室", "各单位", "全局", "有关部门", "各供电所", "全体人员", "相关人员"}
NOTHING = {"/", "-", "—", "——", "\\", "无"}


def parted(text: str) -> list[str]:
    """The names of a cell that may hold several, without the titles behind them."""
    names = [part.strip() for part in _PARTING.split(text) if part.strip()]
    return [_untitled(re.sub(r"[(（][^()（）]*[)）]$", "", name)) for name in names]


def _untitled(name: str) -> str:
    folded = fold_word(name)
    title = next((t for t in _TITLES if folded.endswith(t) and len(folded) > len(t) + 1), "")
    return folded.removesuffix(title)


class Words:
    """The rule book's words, folded: departments, choices, people."""

    def __init__(self, rules: RuleBook) -> None:
        self._rules = rules

    @cached_property
    def departments(self) -> Mapping[str, str]:
        """Folded name → department."""
        return {fold_word(simplified(alias)): name for alias, name in self._rules.department_names.items()}

    @cached_property
    def people(self) -> Mapping[str, str]:
        """Folded name → name as the rule book has it."""
        return {fold_word(name): name for name in self._rules.people_by_name}

    def choices(self, name: str) -> Mapping[str, str]:
        """Folded word → value of a list; the empty word may be one."""
        words = self._rules.choice_lists.get(name, {})
        return {fold_word(word).upper(): value for word, value in words.items()}

    @cached_property
    def long_term(self) -> frozenset[str]:
        """Folded words that mean 长期."""
        words = self._rules.choice_lists.get("状态", {})
        return frozenset({STATUS_LONG, *(fold_word(w) for w, value in words.items() if value == STATUS_LONG)})

    def read(self, rule: FieldRule, values: Sequence[object]) -> Sequence[Word]:
        """The distinct cells of a column of words, read."""
        read = self._reader(rule)
        return [None if isinstance(value, Lost) else read(value) for value in values]

    def _reader(self, rule: FieldRule) -> Callable[[object], Word]:
        if rule.type is FieldType.CHOICE:
            return self._choice(self.choices(rule.choices))
        readers = {
            FieldType.DEPARTMENT: self._department,
            FieldType.PERSON: self._person,
            FieldType.PEOPLE: self._several,
        }
        return readers.get(rule.type, _yes_no)

    def _choice(self, words: Mapping[str, str]) -> Callable[[object], Word]:
        empty = words.get("")

        def read(value: object) -> Word:
            text = fold_word(shown(value)).upper()
            if not text:
                return empty
            found = words.get(text) or words.get(fold_word(simplified(text)))
            if found is None and isinstance(value, float) and 0 <= value <= 1:
                found = words.get(f"{value:.0%}")
            return UNREAD if found is None and words else found or text

        return read

    def _department(self, value: object) -> Word:
        text = fold_word(simplified(shown(value)))
        if not text or text in NOTHING:
            return None
        return self.departments.get(text, UNREAD)

    def _person(self, value: object) -> Word:
        text = fold_word(shown(value))
        if not text or text in NOTHING:
            return None
        return self.name(text) or next(iter(self.several(shown(value))), "") or UNREAD

    def several(self, text: str) -> tuple[str, ...]:
        """The people a cell for one names, where it names more than one and all are known; the first is in charge."""
        parts = [fold_word(part) for part in _PARTING.split(text) if part.strip()]
        names = tuple(map(self.name, parts))
        return names if len(names) > 1 and all(names) else ()

    def name(self, text: str) -> str:
        """The person a folded writing names, with or without a title, a department or 等 about the name.

        "" where none or several fit.
        """
        if text in self.people:
            return self.people[text]
        bare = re.sub(r"[(（][^()（）]*[)）]$|等(?:[\d一二三四五六七八九十]+[人名])?$", "", text)
        for title in _TITLES:
            if bare.endswith(title) and len(bare) > len(title):
                return self._titled(bare[: -len(title)], title)
        return self.people.get(bare, "") or self._behind(bare)

    def _behind(self, text: str) -> str:
        """The person whose name stands behind a department, a title or both: 财务科副科长余敏."""
        before = (text[:i] for i in range(len(text) - 1, 0, -1) if text[i:] in self.people)
        start = next(before, "")
        rest = next((start.removesuffix(t) for t in _TITLES if start.endswith(t)), start)
        return self.people[text[len(start) :]] if start and (not rest or rest in self.departments) else ""

    def _titled(self, name: str, title: str) -> str:
        if name in self.people:
            return self.people[name]
        if len(name) > 2:
            return ""
        called = [p for p in self._rules.people if fold_word(p.name).startswith(name)]
        fits = [p for p in called if p.post == title] or [
            p for p in called if p.rank == _LEADER and p.post.endswith(title)
        ]
        return fits[0].name if len(fits) == 1 else self._behind(name + title)

    def _several(self, value: object) -> Word:
        text = shown(value)
        folded = fold_word(text)
        if not folded or folded in NOTHING:
            return None
        if folded in self.people:
            return self.people[folded]
        names = [self._one_of_several(part) for part in _PARTING.split(text) if part.strip()]
        return UNREAD if "" in names else "、".join(dict.fromkeys(names))

    def _one_of_several(self, part: str) -> str:
        folded = fold_word(part)
        return self.name(folded) or self.departments.get(folded, "") or (folded if folded in _EVERYBODY else "")


def _yes_no(value: object) -> Word:
    text = fold_word(shown(value)).upper()
    if not text:
        return None
    return "是" if text in _YES else "否" if text in _NO else UNREAD


def read_number(value: object) -> float | Fault | None:
    """A number, also `1,200`, `３份`, `12个`."""
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, date | time):
        return UNREAD
    text = _UNITS.sub("", fold_word(shown(value)))
    if not text or text in NOTHING:
        return None
    if not _NUMBER.fullmatch(text) or text in ("+", "-", "."):
        return UNREAD
    return float(text.replace(",", ""))


def read_percent(value: object, *, hundred: bool) -> float | Fault | None:
    """A share, 1.0 is 100 %; `hundred`: the column's bare numbers count to 100."""
    text = fold_word(shown(value)) if isinstance(value, str) else ""
    if text.endswith("%"):
        found = read_number(text[:-1])
        return found / 100 if isinstance(found, float) else UNREAD
    found = read_number(value)
    if not hundred or not isinstance(found, float):
        return found
    return UNREAD if 0 < found <= 1 else found / 100  # 0.9 among 90 and 100: the clerk is asked


def counts_to_hundred(values: list[object]) -> bool:
    """Whether a column's bare numbers count to 100: one of them is larger than a share can sensibly be."""
    numbers = [read_number(v) for v in values]
    return any(isinstance(n, float) and n > 2 for n in numbers)
