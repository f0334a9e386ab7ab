"""The made-up office: its departments, its staff by seed, its rules in the form of rules.json."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from random import Random

NAME = "临江县供电局办公室"
AS_OF = date(2026, 11, 20)
DEPARTMENTS = (
    "办公室", "人力资源科", "财务科", "安全监察科", "生产技术科", "营销科", "党建科", "物资科", "调度中心",
)  # fmt: skip
GENRES = (
    "决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知",
    "通报", "报告", "请示", "批复", "议案", "函", "纪要",
)  # fmt: skip
URGENCY = ("平件", "加急", "特急")
GROUPS = {"主任": "领导", "副主任": "领导", "秘书": "核稿", "机要员": "机要", "文印员": "文印", "科员": "经办"}
FEEDBACK_DAYS = 30
MAX_EXTENSIONS = 1
OUTGOING, INCOMING, TASKS, DUTIES = "发文登记簿", "收文登记簿", "督办台账", "岗位职责表"

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红海燕国斌梅文建志"
OFFICE_POSTS = ("主任", "副主任", "秘书", "秘书", "机要员", "机要员", "文印员", "文印员", "科员", "科员", "科员")
OTHER_POSTS = ("主任", "副主任", "科员", "科员", "科员")


@dataclass(frozen=True)
class Person:
    name: str
    department: str
    post: str

    @property
    def group(self) -> str:
        return GROUPS[self.post]


@dataclass(frozen=True)
class Step:
    """One step: working-day limits by urgency from the last done step, the post group that does it."""

    name: str
    limits: tuple[int, int, int]
    group: str | None
    required: bool

    @property
    def who(self) -> str:
        return f"{self.name}人"

    @property
    def when(self) -> str:
        return f"{self.name}日期"


PROCESSES = {
    OUTGOING: (
        Step("拟稿", (0, 0, 0), None, True),
        Step("会商", (2, 1, 1), None, False),
        Step("核稿", (1, 1, 1), "核稿", True),
        Step("签发", (2, 1, 1), "领导", True),
        Step("打印", (1, 1, 1), "文印", True),
        Step("用印", (1, 1, 1), "机要", True),
        Step("分发", (1, 1, 1), "机要", True),
    ),
    INCOMING: (
        Step("签收", (0, 0, 0), "机要", True),
        Step("登记", (1, 1, 1), "机要", True),
        Step("分办", (1, 1, 1), "核稿", True),
        Step("批办", (2, 1, 1), "领导", True),
        Step("传阅", (3, 2, 1), None, False),
        Step("承办", (10, 5, 2), None, True),
        Step("注办", (1, 1, 1), "机要", True),
        Step("归档", (5, 5, 5), "机要", True),
    ),
}
SEPARATION = (("拟稿", "核稿"), ("拟稿", "签发"), ("核稿", "签发"))


@dataclass(frozen=True)
class Staff:
    people: tuple[Person, ...]

    def of(self, department: str) -> list[Person]:
        return [p for p in self.people if p.department == department]

    def group(self, group: str) -> list[Person]:
        return [p for p in self.people if p.group == group]

    def plain(self, department: str) -> list[Person]:
        return [p for p in self.of(department) if p.post == "科员"]


def hire(rng: Random) -> Staff:
    """Fifty-one people, no two of one name."""
    taken: set[str] = set()
    people = []
    for department in DEPARTMENTS:
        for post in OFFICE_POSTS if department == "办公室" else OTHER_POSTS:
            name = ""
            while not name or name in taken:
                name = rng.choice(SURNAMES) + "".join(rng.choices(GIVEN, k=rng.choice((1, 2, 2))))
            taken.add(name)
            people.append(Person(name, department, post))
    return Staff(tuple(people))


def rules(staff: Staff) -> dict[str, Any]:
    """What rules.json says."""
    processes = {
        register[:2]: [[s.name, list(s.limits), s.group, s.required] for s in steps]
        for register, steps in PROCESSES.items()
    }
    return {
        "office": NAME,
        "as_of": AS_OF.isoformat(),
        "departments": list(DEPARTMENTS),
        "people": [{"name": p.name, "department": p.department, "post": p.post} for p in staff.people],
        "genres": list(GENRES),
        "urgency": list(URGENCY),
        "public": "公开",
        "post_groups": GROUPS,
        "processes": processes,
        "step_tuple": "name, working-day limits for 平件/加急/特急 counted from the step before it that was done, "
        "post group, required",
        "numbers": {"发文字号": "临电办〔年份〕序号号", "收文编号": "收〔年份〕序号号"},
        "separation": [list(pair) for pair in SEPARATION],
        "task": {"feedback_days": FEEDBACK_DAYS, "max_extensions": MAX_EXTENSIONS},
    }
