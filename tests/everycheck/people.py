"""Who works in the made-up office: five leaders and nine departments, sixty people in all, every one with a B角.

Two people of different departments bear one name (郑敏), so that telling people apart is at work on every run.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

LEADERS, OFFICE = "局领导", "办公室"
NAMESAKE = "郑敏"
LEADER_POSTS = ("局长", "副局长", "副局长", "副局长", "总工程师")
OFFICE_POSTS = (
    "主任", "副主任", "秘书", "秘书", "机要员", "机要员", "文印员", "文印员", "印章管理员", "文书", "督办员", "督办员",
    "档案员", "科员", "科员",
)  # fmt: skip
POSTS = ("科长", "副科长", "科员", "科员", "科员")
# name, short and old names, class, place of its leader among the leaders
DEPARTMENTS = (
    (OFFICE, "局办", "行政办公室", "办公室", 1),
    ("人力资源科", "人资科", "劳动人事科", "管理类", 1),
    ("财务科", "财务", "财务资产科", "管理类", 2),
    ("安全监察科", "安监科", "安全技术科", "业务类", 3),
    ("生产技术科", "生技科", "生产科", "业务类", 3),
    ("营销科", "营销", "用电科", "业务类", 2),
    ("党建科", "党建", "政工科", "管理类", 1),
    ("物资科", "物资", "物资供应科", "业务类", 2),
    ("调度中心", "调度", "调度所", "业务类", 4),
)
SCORED = tuple(name for name, *_ in DEPARTMENTS if name != OFFICE)
_SURNAMES = (
    "赵钱孙李周吴冯陈褚卫蒋沈韩杨朱秦尤许"
    "何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳史唐"
)
_GIVEN = ("建国", "晓峰", "丽华", "志远", "春梅", "国栋", "海燕", "文博", "雪", "立新", "宏伟", "佳琪", "永强")
_ABSENT = {  # department: place in it, first and last day away
    "营销科": (3, date(2026, 11, 12), date(2026, 11, 26)),
    "财务科": (3, date(2026, 10, 19), date(2026, 10, 23)),
}


@dataclass(frozen=True)
class Person:
    """One person of sheet 人员; rank as the sheet writes it."""

    name: str
    department: str
    post: str
    number: str
    rank: str
    stand_in: str


@cache
def staff() -> tuple[Person, ...]:
    """Everybody, department by department."""
    made: list[Person] = []
    for department, posts in (
        (LEADERS, LEADER_POSTS), *((name, OFFICE_POSTS if name == OFFICE else POSTS) for name, *_ in DEPARTMENTS)
    ):  # fmt: skip
        names = [_name(len(made) + n, department, n) for n in range(len(posts))]
        for n, post in enumerate(posts):
            number = f"LJ{len(made) + 1:03}"
            made.append(Person(names[n], department, post, number, _rank(department, n), names[_other(n, len(names))]))
    return tuple(made)


def of(department: str, *posts: str) -> list[str]:
    """The names of a department, or of those of it who hold one of the posts; namesakes are left out."""
    found = [p for p in staff() if p.department == department and (not posts or p.post in posts)]
    return [p.name for p in found if p.name != NAMESAKE]


def leader_of(department: str) -> str:
    """The leader a department answers to."""
    place = next(at for name, *_, at in DEPARTMENTS if name == department)
    return staff()[place].name


def head() -> str:
    """The principal head, who signs what goes upward."""
    return staff()[0].name


def absences() -> list[tuple[str, date, date]]:
    """Who was away, from when to when."""
    return [(of(department)[at], first, last) for department, (at, first, last) in _ABSENT.items()]


def pick(rng: Random, names: list[str], day: date, *besides: str) -> str:
    """One of the names who is there on a day."""
    away = {name for name, first, last in absences() if first <= day <= last}
    return rng.choice([name for name in names if name not in away and name not in besides])


def _name(number: int, department: str, place: int) -> str:
    if place == 4 and department in ("财务科", "营销科"):
        return NAMESAKE
    return _SURNAMES[number] + _GIVEN[number % len(_GIVEN)]


def _rank(department: str, place: int) -> str:
    return "领导" if department == LEADERS else "中层" if place < 2 else "一般"


def _other(place: int, count: int) -> int:
    """The next of a pair; the last of an odd number is helped by the one before."""
    return min(place ^ 1, count - 1) if place ^ 1 < count else place - 1
