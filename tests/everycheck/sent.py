"""发文登记簿 of an honest office: answers, minutes of meetings and papers of its own, numbered as they were signed."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from tests.everycheck import people
from tests.everycheck.days import AS_OF, after, back, spread
from tests.everycheck.names import Row
from tests.everycheck.people import OFFICE
from tests.everycheck.words import ABOVE, WITHIN, matters

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from tests.everycheck.received import Received

STEPS = ("拟稿", "会商", "核稿", "签发", "打印", "用印", "分发")
OWN = ("通知", "通知", "通知", "通报", "意见", "请示", "报告", "函")
BESIDE = ("县水务局", "县教育局", "县自然资源局")
OWN_FROM = 1000  # which of the matters the office writes about by itself
# Working days after the paper was asked for, by step; the last is the day it goes out.
GAPS = {"拟稿": 1, "会商": 2, "核稿": 2, "签发": 3, "打印": 3, "用印": 3, "分发": 4}


@dataclass(frozen=True)
class Wanted:
    """A paper to be written. asked: the day somebody asked for it; co: the departments that are consulted."""

    asked: date
    kind: str
    title: str
    to: str
    department: str
    urgency: str = "平件"
    co: str = ""
    answers: Received | None = None


def papers(seed: int, count: int, received: Sequence[Received], meetings: Iterable[date]) -> list[Row]:
    """So many lines: signed papers in the order of their numbers, below them what still waits for a signature. The
    received papers learn the number and day of their answers."""
    wanted = [*_answers(received), *_minutes(meetings)]
    wanted += _own(seed, count - len(wanted))
    lines = [(one, _steps(Random(f"{seed} sent {one.title}"), one)) for one in wanted]
    signed = [pair for pair in lines if "签发日期" in pair[1]]
    signed.sort(key=lambda pair: (str(pair[1]["签发日期"]), pair[0].title))
    waiting = [pair for pair in lines if "签发日期" not in pair[1]]
    rows = [_row(n, one, steps, numbered=n <= len(signed)) for n, (one, steps) in enumerate(signed + waiting, 1)]
    for row, (one, steps) in zip(rows, signed, strict=False):
        if one.answers and "分发日期" in steps:
            one.answers.row.update({"复文号": row["发文字号"], "答复日期": row["分发日期"]})
    return rows


def _answers(received: Sequence[Received]) -> list[Wanted]:
    return [
        Wanted(r.noted, r.wants, f"关于{r.matter}的{'复函' if r.wants == '函' else '批复'}", r.sender.name,
               r.department, answers=r)
        for r in received
        if r.wants and r.noted <= AS_OF
    ]  # fmt: skip


def _minutes(meetings: Iterable[date]) -> list[Wanted]:
    """Asked for the day before, so that they are signed on the second working day after the meeting."""
    return [
        Wanted(back(day, 1), "纪要", f"{day.year}年{day.month}月{day.day}日局长碰头会会议纪要", "各科室", OFFICE)
        for day in meetings
        if day <= AS_OF
    ]


def _own(seed: int, count: int) -> list[Wanted]:
    made = []
    for n, day in enumerate(spread(count)):
        rng = Random(f"{seed} own {n}")
        department, matter = matters()[OWN_FROM + n]
        kind = rng.choice(OWN)
        to = {"请示": ABOVE, "报告": ABOVE, "函": rng.choice(BESIDE)}.get(kind, WITHIN)
        co = rng.choice([name for name in people.SCORED if name != department]) if rng.random() < 0.4 else ""
        urgency = rng.choices(("平件", "加急"), (9, 1))[0]
        made.append(Wanted(day, kind, f"关于{matter}的{kind}", to, department, urgency, co))
    return made


def _steps(rng: Random, of: Wanted) -> Row:
    """Who did what when, as far as the day of the examination has it."""
    gaps = GAPS if of.urgency == "平件" else {**GAPS, "会商": 1, "核稿": 1, "签发": 2, "打印": 2, "用印": 2, "分发": 2}
    days = {step: after(of.asked, gap) for step, gap in gaps.items()}
    upward = of.kind in ("请示", "报告")
    author = people.pick(rng, people.of(of.department), days["拟稿"])
    hands = {
        "拟稿": author,
        "会商": people.pick(rng, people.of(of.co), days["会商"]) if of.co else "",
        "核稿": people.pick(rng, people.of(OFFICE, "秘书"), days["核稿"], author),
        "签发": people.head() if upward or of.kind == "纪要" else people.leader_of(of.department),
        "打印": rng.choice([name for name in people.of(OFFICE, "文印员") if name != author]),
        "用印": people.of(OFFICE, "印章管理员")[0],
        "分发": rng.choice([name for name in people.of(OFFICE, "机要员") if name != author]),
    }
    return {
        f"{step}{part}": value
        for step, name in hands.items()
        if name and days[step] <= AS_OF
        for part, value in (("人", name), ("日期", days[step]))
    }


def _row(number: int, of: Wanted, steps: Row, *, numbered: bool) -> Row:
    rng = Random(of.title)
    copies = 4 if of.kind in ("请示", "报告", "函", "批复") else 22
    row: Row = {
        "序号": number,
        "标题": of.title,
        "文种": of.kind,
        "密级": "公开",
        "紧急程度": of.urgency,
        "主送机关": of.to,
        "份数": copies,
        "拟稿部门": of.department,
        "会签部门": of.co,
        "交办日期": of.asked,
        **steps,
    }
    if numbered:
        row |= {"发文字号": f"临电办〔2026〕{number}号"} | dict.fromkeys(("成文日期", "编号日期"), steps["签发日期"])
    if "打印日期" in steps:
        row["印数"] = copies + rng.randint(1, 3)
    if "分发日期" in steps:
        row |= {"发送方式": "OA" if of.to == WITHIN else "机要", "归卷号": f"2026-发-{number:04}"}
    return row
