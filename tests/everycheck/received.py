"""收文登记簿 of an honest office: every paper passes its steps in order and in time, every request is answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random

from tests.everycheck import people
from tests.everycheck.days import AS_OF, after, back, spread
from tests.everycheck.names import Row
from tests.everycheck.people import OFFICE
from tests.everycheck.words import KINDS_OF, OFTEN, SENDERS, Sender, matters

ANSWERED = {"请示": "批复", "函": "函"}
URGENT = {"加急": 3, "特急": 1}  # working days the department has
STEPS = ("签收", "登记", "分办", "批办", "传阅", "承办", "催办", "注办", "处置")


@dataclass
class Received:
    """One paper on its way. row: as the register shows it; noted: the day of 批办; closes: the day the department is
    done, whether it has come yet or not. wants: the 文种 of the answer it asks for, "" where it asks for none."""

    row: Row
    sender: Sender
    department: str
    matter: str
    noted: date
    closes: date
    wants: str = ""
    task: bool = field(default=False)

    @property
    def open(self) -> bool:
        """Whether the department still has it in hand."""
        return self.closes > AS_OF


def papers(seed: int, count: int) -> list[Received]:
    """So many papers, numbered as they came in."""
    written = dict.fromkeys((s.letters for s in SENDERS), 0)
    pairs = matters()
    return [
        _paper(Random(f"{seed} received {n}"), n, day, pairs[n - 1], written)
        for n, day in enumerate(spread(count), 1)
    ]


def _paper(rng: Random, number: int, day: date, pair: tuple[str, str], written: dict[str, int]) -> Received:
    department, matter = pair
    sender = rng.choices(SENDERS, OFTEN)[0]
    kind = rng.choice(KINDS_OF[sender.place])
    wants = ANSWERED.get(kind, "")
    urgency = "平件" if wants else rng.choices(("平件", "加急", "特急"), (84, 12, 4))[0]
    written[sender.letters] += rng.randint(1, 3)
    noted = after(day, 0 if urgency == "特急" else 1)
    takes = 4 if wants else rng.choice((3, 4, 5, 6)) if urgency == "平件" else URGENT[urgency] - 1
    closes = after(noted, takes)
    row: Row = {
        "序号": number,
        "收文编号": f"收〔2026〕{number}号",
        "收文日期": day,
        "来文单位": sender.name,
        "来文字号": f"{sender.letters}〔2026〕{written[sender.letters]}号",
        "成文日期": back(day, rng.randint(1, 4)),
        "文件标题": f"关于{matter}的{kind}",
        "文种": kind,
        "密级": "公开",
        "紧急程度": urgency,
        "份数": rng.randint(1, 3),
        "页数": rng.randint(2, 12),
        "办件阅件": "办件",
        "拟办意见": f"拟请{department}办理",
        "承办部门": department,
        "办理时限": after(noted, URGENT.get(urgency, 10)),
    }
    made = Received(row, sender, department, matter, noted, closes, wants)
    row.update(_steps(rng, made, day, urgency))
    if "传阅日期" in row and after(day, 3) <= AS_OF:
        row["退回日期"] = after(day, 3)
    if not made.open:
        row.update({"办结日期": closes, "办理情况": f"{department}已按要求办结"})
    if row.get("处置日期"):
        row.update({"归卷号": f"2026-收-{number:04}", "清退情况": "已归档"})
    return made


def _steps(rng: Random, of: Received, day: date, urgency: str) -> Row:
    clerks = people.of(OFFICE, "机要员")
    clerk = rng.choice(clerks)
    handed = rng.choice((day, of.noted)) if urgency == "平件" else day
    noted_off = of.closes if urgency == "特急" else after(of.closes, rng.choice((0, 1)))
    plan = {
        "签收": (clerk, day),
        "登记": (clerk, day),
        "分办": (people.pick(rng, people.of(OFFICE, "主任", "副主任"), handed), handed),
        "批办": (people.leader_of(of.department), of.noted),
        "传阅": _read(rng, of),
        "承办": (people.pick(rng, people.of(of.department), of.closes), of.closes),
        "催办": (rng.choice(people.of(OFFICE, "督办员")), of.noted if urgency == "特急" else after(of.noted, 1)),
        "注办": (rng.choice(clerks), noted_off),
        "处置": (people.of(OFFICE, "档案员")[0], after(noted_off, rng.choice((1, 2, 3)))),
    }
    if urgency == "平件":
        del plan["催办"]
    return {
        f"{step}{part}": value
        for step, passing in plan.items()
        if passing and passing[1] <= AS_OF
        for part, value in zip(("人", "日期"), passing, strict=True)
    }


def _read(rng: Random, of: Received) -> tuple[str, date] | None:
    """Who else read it, of every third paper."""
    day = after(of.noted, 1)
    other = rng.choice([name for name in people.SCORED if name != of.department])
    return (people.of(other)[0], day) if rng.random() < 0.3 and day <= of.closes else None
