"""督办台账 of an honest office: a task for every 批示, every 议定事项 and the year's chief work, fed back in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from tests.everycheck import people
from tests.everycheck.days import AS_OF, after, back, spread, stretch
from tests.everycheck.names import Row
from tests.everycheck.words import matters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.everycheck.received import Received

YEARS_FROM = 4000
RHYTHMS = {"每周": 6, "每两周": 12, "每月": 26}  # days at most since the last feedback


@dataclass(frozen=True)
class Wanted:
    """A task to be entered. closes: the day it is done, None where it runs on without an end."""

    item: str
    source: str
    sourced: date
    start: date
    kind: str
    department: str
    co: str
    due: date | None
    closes: date | None
    urgency: str = "平件"


def tasks(seed: int, received: Sequence[Received], topics: Sequence[Row], count: int) -> list[Row]:
    """So many tasks, numbered as they were set."""
    wanted = [_noted(r) for r in received if r.task] + [
        _decided(Random(f"{seed} task {t['议题编号']}"), t) for t in topics if t.get("议定事项")
    ]
    wanted += _years(seed, count - len(wanted))
    wanted.sort(key=lambda one: (one.start, one.item))
    return [_row(Random(f"{seed} {one.item}"), n, one) for n, one in enumerate(wanted, 1)]


def _noted(of: Received) -> Wanted:
    limit = of.row["办理时限"]
    assert isinstance(limit, date)
    return Wanted(
        f"办理{of.matter}", f"领导批示（{of.row['收文编号']}）", of.noted, of.noted, "领导批示", of.department, "",
        limit, of.closes, str(of.row["紧急程度"]),
    )  # fmt: skip


def _decided(rng: Random, topic: Row) -> Wanted:
    met = topic["会议日期"]
    assert isinstance(met, date)
    due = after(met, rng.randint(15, 35))
    source = f"局长碰头会（{stretch(met)}）{topic['议题编号']}"
    department, co = str(topic["提报部门"]), str(topic["涉及部门"])
    closes = back(due, rng.randint(1, 5))
    if closes <= AS_OF < due:
        closes = due
    return Wanted(
        f"落实{topic['议题名称']}", source, met, after(met, 1), "会议议定", department, co, due, closes
    )  # fmt: skip


def _years(seed: int, count: int) -> list[Wanted]:
    """The year's chief work; every eighth of them has no end but a rhythm."""
    made = []
    for n, day in enumerate(spread(count, date(2026, 1, 8), date(2026, 3, 20))):
        department, matter = matters()[YEARS_FROM + n]
        due = None if n % 8 == 7 else date(2026, 12, 1) + timedelta(Random(f"{seed} year {n}").randint(0, 27))
        made.append(Wanted(f"完成{matter}", "年度重点工作", day, day, "年度重点", department, "", due, due))
    return made


def _row(rng: Random, number: int, of: Wanted) -> Row:
    runs = of.closes is None or of.closes > AS_OF
    away = [name for name, first, last in people.absences() if first <= AS_OF <= last] if runs else []
    rhythm = "" if of.kind == "领导批示" else rng.choice(tuple(RHYTHMS))
    told = max(of.start, AS_OF - timedelta(rng.randint(0, RHYTHMS.get(rhythm, 2)))) if runs else of.closes
    row: Row = {
        "督办编号": f"DB2026-{number:03}",
        "督办事项": of.item,
        "任务来源": of.source,
        "来源日期": of.sourced,
        "督办类别": of.kind,
        "紧急程度": of.urgency,
        "密级": "公开",
        "立项日期": of.start,
        "分管领导": people.leader_of(of.department),
        "牵头部门": of.department,
        "配合部门": of.co,
        "责任人": people.pick(rng, people.of(of.department), of.start, *away),
        "目标要求": "按时限完成并书面反馈",
        "工作措施": "制定措施，落实到人，按周期反馈",
        "完成时限": of.due or "长期",
        "反馈周期": rhythm or "每周",
        "最近反馈日期": told,
        "延期次数": 0,
        "催办次数": 0,
    }
    if not runs:
        looked = rng.choice([name for name in people.of(people.OFFICE, "督办员") if name != row["责任人"]])
        row |= {"进展情况": "已完成并通过验收", "完成率": 1.0, "状态": "办结", "办结日期": of.closes}
        return row | {"办结审核": "同意销号", "审核人": looked}
    share = 0.1 if told == of.start else rng.randint(3, 9) / 10
    word = "在办" if of.due else "长期"
    return row | {"进展情况": "按计划推进", "完成率": share, "状态": word, "下一步": "继续按计划推进"}
