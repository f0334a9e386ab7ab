"""活动台账, 评议表 and 用印流水 of an honest office: every day told, every ballot whole, every seal asked for."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import TYPE_CHECKING

from tests.everycheck import people
from tests.everycheck.days import AS_OF, FIRST, after, spread, workdays
from tests.everycheck.names import Row
from tests.everycheck.people import LEADERS, OFFICE
from tests.everycheck.words import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Sequence

LOG_FROM = date(2026, 10, 26)
PLACES = ("办公楼", "会议室", "供电所", "营业厅")
ITEMS = ("执行力", "工作质量", "协作补台", "作风纪律")
RATERS = ("领导", "同级", "办公室", "基层", "服务对象")
INSPECTED = {"值班": "每周", "学习": "每月", "卫生": "每周", "保密": "每月", "财务": "每月"}
SEAL_STEPS = ("申请", "审核", "批准", "盖印")


def activities(seed: int) -> list[Row]:
    """One line a person of the office and working day, from `LOG_FROM` to the day of the examination."""
    made: list[Row] = []
    for day in workdays(LOG_FROM, AS_OF):
        for name in people.of(OFFICE):
            rng = Random(f"{seed} {name} {day}")
            number = len(made) + 1
            made.append(
                {
                    "序号": number,
                    "日期": day,
                    "姓名": name,
                    "部门": OFFICE,
                    "类别": rng.choice(("办文", "办会", "办事")),
                    "工作内容": f"办理{rng.choice(SUBJECTS[OFFICE])}事项{rng.randint(1, 5)}项",
                    "地点": rng.choice(PLACES),
                    "工时": rng.choice((6, 7, 7.5, 8)),
                    "完成情况": "完成",
                    "差错次数": 0,
                    "服务对象": rng.choice(people.SCORED),
                }
            )
    return made


def ballots(seed: int) -> list[Row]:
    """Two ballots of each class of raters for every scored department; no ballot gives one score throughout."""
    made: list[Row] = []
    number = 0
    for subject in people.SCORED:
        for rater in RATERS:
            for by in _raters(subject, rater):
                number += 1
                rng = Random(f"{seed} ballot {number}")
                made += [
                    {
                        "票号": f"P-{number:03}",
                        "评议人类别": rater,
                        "评议人": by,
                        "评议对象": subject,
                        "评议项目": item,
                        "得分": score,
                        "满分": 100,
                        "评议日期": date(2026, 10, 15),
                        "考核期间": "2026年第三季度",
                    }
                    for item, score in zip(ITEMS, rng.sample(range(76, 90), len(ITEMS)), strict=True)
                ]
    return made


def _raters(subject: str, of: str) -> Sequence[str]:
    """Who of a class of raters gave a ballot for a department, two each; nobody rates the own one."""
    others = [name for name in people.SCORED if name != subject]
    return {
        "领导": people.of(LEADERS)[1:3],
        "同级": others[:2],
        "办公室": people.of(OFFICE, "督办员"),
        "基层": ["城关供电所", "红旗供电所"],
        "服务对象": ["县自来水公司", "县人民医院"],
    }[of]


def inspections(seed: int) -> list[Row]:
    """Every kind of inspection at its rhythm; what was found wrong is put right in time, or still has time."""
    held = sorted((day, kind) for kind, every in INSPECTED.items() for day in _firsts(every))
    return [_inspection(Random(f"{seed} inspection {n}"), n, day, kind) for n, (day, kind) in enumerate(held, 1)]


def _firsts(every: str) -> list[date]:
    """The first working day of each week, or of each month."""
    firsts: dict[tuple[int, int], date] = {}
    for day in workdays(FIRST, AS_OF):
        firsts.setdefault((day.month, 0) if every == "每月" else day.isocalendar()[:2], day)
    return list(firsts.values())


def _inspection(rng: Random, number: int, day: date, kind: str) -> Row:
    wrong = rng.random() < 0.3
    row: Row = {
        "检查编号": f"JC2026-{number:03}",
        "检查日期": day,
        "检查类别": kind,
        "检查人": "、".join((people.of(OFFICE, "主任")[0], rng.choice(people.of(OFFICE, "督办员")))),
        "受检部门": "财务科" if kind == "财务" else rng.choice(people.SCORED),
        "发现问题": f"{kind}记录填写不全" if wrong else "无",
    }
    if not wrong:
        return row
    mended = after(day, rng.randint(1, 5))
    row["整改时限"] = after(day, 5)
    return row | ({"整改日期": mended, "状态": "办结"} if mended <= AS_OF else {"状态": "在办"})


def seals(seed: int, count: int) -> list[Row]:
    """So many uses of the seal as an event list: asked for, looked at, allowed, done; the last ones under way."""
    made: list[Row] = []
    for n, day in enumerate(spread(count), 1):
        rng = Random(f"{seed} seal {n}")
        department = rng.choice(people.SCORED)
        matter = rng.choice(SUBJECTS[department])
        for step, name, on in zip(SEAL_STEPS, _hands(rng, department, day), _days(day), strict=True):
            if on <= AS_OF:
                made.append(
                    {
                        "用印编号": f"YY2026-{n:03}",
                        "用印事项": f"{matter}合同用印",
                        "申请部门": department,
                        "环节": step,
                        "经办人": name,
                        "经办日期": on,
                    }
                )
    return made


def _hands(rng: Random, department: str, day: date) -> Sequence[str]:
    asks = people.pick(rng, people.of(department, "科员"), day)
    return asks, people.of(OFFICE, "主任")[0], people.leader_of(department), people.of(OFFICE, "印章管理员")[0]


def _days(day: date) -> Sequence[date]:
    return day, day, after(day, 1), after(day, 1)
