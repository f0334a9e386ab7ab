"""To whom a paper goes: the names of a cell, and where each stands towards this office (list 行文方向 of sheet 选项).

A name of the list may hold `*` for any letters (*县*局); the departments of sheet 部门 stand below without being named.
A name the list does not know has no direction, and nothing is said of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from officebatch.rulebook.rules import RuleBook

DIRECTION_LIST = "行文方向"
UP, OVER, DOWN, LEVEL = "上行", "越级", "下行", "平行"
_BETWEEN = re.compile(r"[、，,；;\r\n]+(?![^（(]*[）)])")  # not inside brackets
_BEFORE = re.compile(r"^(?:主送|抄送|抄报)[:：]")
_REMARK = re.compile(r"[（(][^（）()]*[）)]$")
_EVERY = re.compile(r"各|全体|有关|相关")
_POST = re.compile(
    r"(?:局长|经理|书记|主任|主席|处长|科长|部长|所长|县长|市长|省长|董事长|总工程师|领导|同志|先生|女士)$"
)


def names(text: str) -> list[str]:
    """The names of a cell: 市供电公司、县水务局（办公室）. Nothing between brackets is parted."""
    found = (_BEFORE.sub("", "".join(part.split())).rstrip("。.：:") for part in _BETWEEN.split(text))
    return [name for name in found if name and name not in ("/", "—", "——", "-", "无")]


def is_person(name: str, people: Mapping[str, object]) -> bool:
    """Whether a name is that of one person or post, not of an organ."""
    bare = _REMARK.sub("", name)
    return not _EVERY.match(bare) and (bare in people or bool(_POST.search(bare)))


@dataclass(frozen=True)
class Directions:
    """Where names stand towards this office, as the rule book has it."""

    rules: RuleBook

    def of(self, name: str) -> str:
        """上行, 越级, 下行 or 平行; "" where the rule book does not know the name."""
        words = self.rules.choice_lists.get(DIRECTION_LIST, {})
        for known in dict.fromkeys((name, _REMARK.sub("", name))):
            if known in words:
                return words[known]
            if known in self.rules.department_names:
                return DOWN
            for letters, value in self._patterns:
                if _fits(letters, known):
                    return value
        return ""

    def among(self, found: Sequence[str], *wanted: str) -> list[str]:
        """Those names that stand in one of some directions."""
        return [name for name in found if self.of(name) in wanted]

    @cached_property
    def _patterns(self) -> list[tuple[list[str], str]]:
        """The letters between the stars of each name that has any, and its direction."""
        words = self.rules.choice_lists.get(DIRECTION_LIST, {})
        parted = ((re.split(r"[*＊]+", word), value) for word, value in words.items())
        return [(letters, value) for letters, value in parted if len(letters) > 1]


def _fits(letters: Sequence[str], name: str) -> bool:
    """Whether a name holds some runs of letters in order, the first at its beginning, the last at its end."""
    first, *between, last = letters
    if not name.startswith(first) or not name[len(first) :].endswith(last):
        return False
    rest = name[len(first) : len(name) - len(last)]
    for run in between:
        _, found, rest = rest.partition(run)
        if run and not found:
            return False
    return True
