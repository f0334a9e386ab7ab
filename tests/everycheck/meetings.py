"""会议议题台账 of an honest office: two topics a meeting, handed in four working days before, consulted and decided."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from tests.everycheck import people
from tests.everycheck.days import AS_OF, after, back, workdays
from tests.everycheck.names import Row
from tests.everycheck.people import LEADERS, OFFICE
from tests.everycheck.words import matters

TOPICS_FROM = 3000
NEXT = date(2026, 11, 23)


def days() -> list[date]:
    """The days the leaders meet: every Monday that is worked, the next one too."""
    return [day for day in workdays(date(2026, 1, 19), NEXT + timedelta(0)) if day.weekday() == 0]


def topics(seed: int) -> list[Row]:
    """Two topics a meeting; those of the next meeting are not decided yet."""
    return [
        _topic(Random(f"{seed} topic {n}"), n, met)
        for n, met in enumerate((day for day in days() for _ in range(2)), 1)
    ]


def _topic(rng: Random, number: int, met: date) -> Row:
    department, matter = matters()[TOPICS_FROM + number]
    others = rng.sample([name for name in (OFFICE, *people.SCORED) if name != department], rng.randint(1, 2))
    submitted = back(met, rng.randint(4, 5))
    row: Row = {
        "议题编号": f"YT2026-{number:03}",
        "会议名称": "局长碰头会",
        "会议日期": met,
        "议题名称": f"{matter}方案",
        "提报部门": department,
        "提报日期": submitted,
        "汇报人": people.of(department)[0],
        "汇报时长": 10,
        "涉及部门": "、".join(others),
        "会商情况": "已会商，意见一致",
        "列席人员": "、".join(others),
        "材料字数": rng.randint(9, 18) * 100,
        "部门负责人意见日期": submitted,
        "分管领导意见": people.leader_of(department),
        "分管领导意见日期": after(submitted, 1),
        "办公室审核日期": after(submitted, 2),
        "主要领导意见日期": after(submitted, 3),
        "是否上会": "是",
        "密级": "公开",
    }
    if met <= AS_OF:
        row["议定事项"] = f"同意，由{department}牵头落实，转督办"
        row["纪要日期"] = after(met, 2)
    return row


def chair() -> str:
    """Who leads the meetings."""
    return people.of(LEADERS)[0]
