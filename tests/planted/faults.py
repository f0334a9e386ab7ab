"""Planting: one fault a record, each of the 27 kinds, at the cell where the key names it.

`wide` allows values and cells that the same kind of fault takes elsewhere: other steps, other wrong words.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.planted.office import AS_OF, DUTIES, GROUPS, INCOMING, OUTGOING, TASKS
from tests.planted.records import OWNERS, TITLES, Record

if TYPE_CHECKING:
    from random import Random

    from tests.planted.office import Staff

NOWHERE = ("后勤科", "信息中心", "综合处")
NOWHERE_WIDE = (*NOWHERE, "安检科", "工会委员会", "办公厅")
NOBODY = ("欧阳不存在",)
NOBODY_WIDE = (*NOBODY, "司马无此人", "钱多多余", "诸葛某")
NO_GENRE = ("通之",)
NO_GENRE_WIDE = (*NO_GENRE, "简报", "工作要点")
NO_URGENCY = ("特特急",)
NO_URGENCY_WIDE = (*NO_URGENCY, "加加急", "甚急")
NO_DATE = ("待定", "2月30日", "2026-13-05", "2026.6.31")
NO_DATE_WIDE = (*NO_DATE, "月底前", "2026年2月29日", "20261305", "下周一", "2026/0/12")
SECRET = ("秘密", "机密")
SECRET_WIDE = (*SECRET, "绝密", "机密★1年", "秘密★10年")

Planter = Callable[[Record, "Random", "Staff", bool], bool]


def _required(line: Record, rng: Random, staff: Staff, wide: bool) -> bool:
    line.plant("required-missing", TITLES[line.register], None)
    return True


def _department(line: Record, rng: Random, staff: Staff, wide: bool) -> bool:
    name = rng.choice(NOWHERE_WIDE if wide else NOWHERE)
    line.plant("unknown-department", OWNERS[line.register], name, name)
    return True


def _choice(line: Record, rng: Random, staff: Staff, wide: bool) -> bool:
    if line.register == OUTGOING and rng.random() < 0.5:
        line.plant("unknown-choice", "文种", rng.choice(NO_GENRE_WIDE if wide else NO_GENRE))
    else:
        line.plant("unknown-choice", "紧急程度", rng.choice(NO_URGENCY_WIDE if wide else NO_URGENCY))
        line.timed = False
    return True


def _stranger(line: Record, rng: Random, staff: Staff, wide: bool) -> bool:
    places = {TASKS: ["责任人"], DUTIES: ["A岗", "B岗"]}.get(line.register) or [s.who for s in line.done()]
    line.plant("unknown-person", rng.choice(places), rng.choice(NOBODY_WIDE if wide else NOBODY))
    return True


def _classified(line: Record, rng: Random, staff: Staff, wide: bool) -> bool:
    if line.doubled:  # a secret number never counts as the first of two
        return False
    line.plant("classified", "密级", rng.choice(SECRET_WIDE if wide else SECRET))
    line.timed = False
    return True


def _no_date(line: Record, rng: Random, staff: Staff, wide: bool) -> bool:
    if line.register == TASKS:
        at = rng.choice(("完成时限", "最近反馈日期", "立项日期"))
    else:
        done = line.done()
        at = (rng.choice(done) if wide else done[-1]).when
    line.plant("bad-date", at, rng.choice(NO_DATE_WIDE if wide else NO_DATE))
    line.timed = False
    return True


def _future(line: Record, rng: Random, staff: Staff, wide: bool) -> bool:
    ahead = rng.randrange(1, 60) if wide else rng.randrange(10, 60)
    line.plant("future-date", line.done()[-1].when, AS_OF + timedelta(ahead))
    line.raw.discard(line.faults[-1][1])
    line.timed = False
    return True


def _order(line: Record, rng: Random, staff: Staff, wide: bool) -> bool:
    """A step dated before the done one in front of it; not beside an optional step, whose order is loose."""
    done = line.done()
    places = [
        at
        for at in range(1, len(done))
        if done[at].required and done[at - 1].required and (wide or at == len(done) - 1)
    ]
    if not places:
        return False
    at = rng.choice(places)
    before = line.values[done[at - 1].when]
    floor = line.values[done[at - 2].when] if at > 1 else before
    back = rng.randrange(1, (before - floor).days + 1) if before > floor else rng.randrange(1, 9)
    line.plant("step-order", done[at].when, before - timedelta(back), f"before {done[at - 1].name}")
    line.raw.discard(done[at].when)
    line.timed = False
    return True


def _skipped(line: Record, rng: Random, staff: Staff, wide: bool) -> bool:
    middle = [s for s in line.done()[1:-1] if s.required]
    if not middle:
        return False
    step = rng.choice(middle)
    line.plant("step-missing", step.when, None, f"{step.name} skipped")
    line.values[step.who] = None
    line.timed = False
    return True


def _nobody(line: Record, rng: Random, staff: Staff, wide: bool) -> bool:
    line.plant("step-person-missing", rng.choice(line.done()).who, None)
    return True


def _same(line: Record, rng: Random, staff: Staff, wide: bool) -> bool:
    """The later step's person is also the earlier one's; a wrong post by that is true as well and told."""
    pairs = [("拟稿", "核稿"), ("拟稿", "签发"), ("核稿", "签发")] if wide else [("拟稿", "核稿")]
    earlier, later = rng.choice(pairs)
    if line.register != OUTGOING or line.values[f"{later}人"] is None or line.values[f"{earlier}人"] is None:
        return False
    name = line.values[f"{earlier}人"]
    line.plant("step-same-person", f"{later}人", name, f"{earlier}人 = {later}人")
    line.raw.discard(f"{later}人")
    post = next(p.post for p in staff.people if p.name == name)
    if GROUPS[post] != {"核稿": "核稿", "签发": "领导"}[later]:
        line.faults.append(("step-wrong-post", f"{later}人", post))
    return True


def _post(line: Record, rng: Random, staff: Staff, wide: bool) -> bool:
    steps = [s for s in line.done() if s.group]
    if not wide:
        steps = [s for s in steps if s.name in {"签发", "批办"}]
    if not steps:
        return False
    step = rng.choice(steps)
    there = {line.values[s.who] for s in line.done()}
    name = rng.choice([p.name for p in staff.people if p.post == "科员" and p.name not in there])
    line.plant("step-wrong-post", step.who, name, f"not {step.group}")
    line.raw.discard(step.who)
    return True


def _early(line: Record, rng: Random, staff: Staff, wide: bool) -> bool:
    line.plant("due-before-start", "完成时限", line.values["立项日期"] - timedelta(rng.randrange(1, 6)))
    line.raw.discard("完成时限")
    line.timed = False
    return True


def _undated(line: Record, rng: Random, staff: Staff, wide: bool) -> bool:
    if line.values["状态"] != "已办结":
        return False
    line.plant("done-without-date", "办结日期", None)
    line.timed = False
    return True


def _still_open(line: Record, rng: Random, staff: Staff, wide: bool) -> bool:
    if line.values["状态"] != "在办":
        return False
    line.plant("complete-but-open", "状态", "在办", "完成率 100% 而在办")
    line.values["完成率"] = 1
    return True


def _stale(line: Record, rng: Random, staff: Staff, wide: bool) -> bool:
    days = rng.randrange(31, 100) if wide else 45
    day = AS_OF - timedelta(days)
    if line.values["状态"] != "在办" or line.values["立项日期"] > day:
        return False
    line.plant("stale-feedback", "最近反馈日期", day, f"{days} days")
    line.raw.discard("最近反馈日期")
    return True


def _extensions(line: Record, rng: Random, staff: Staff, wide: bool) -> bool:
    count = rng.choice((2, 3, 5)) if wide else 3
    line.plant("too-many-extensions", "延期次数", count, f"{count} > 1")
    line.raw.discard("延期次数")
    return True


def _elsewhere(line: Record, rng: Random, staff: Staff, wide: bool) -> bool:
    name = rng.choice([p.name for p in staff.people if p.department != line.department])
    line.plant("person-not-in-department", "责任人", name)
    line.raw.discard("责任人")
    return True


def _vacant(line: Record, rng: Random, staff: Staff, wide: bool) -> bool:
    line.plant("duty-vacant", "A岗", None)
    return True


def _no_backup(line: Record, rng: Random, staff: Staff, wide: bool) -> bool:
    line.plant("duty-no-backup", "B岗", None)
    return True


def _same_backup(line: Record, rng: Random, staff: Staff, wide: bool) -> bool:
    line.plant("duty-same-backup", "B岗", line.values["A岗"])
    line.raw.discard("B岗")
    return True


def _no_standard(line: Record, rng: Random, staff: Staff, wide: bool) -> bool:
    line.plant("duty-no-standard", "工作标准", None)
    return True


FLOW: tuple[Planter, ...] = (
    _required, _department, _choice, _stranger, _classified, _no_date, _future, _order, _skipped, _nobody, _post,
)  # fmt: skip
PLANTERS: dict[str, tuple[Planter, ...]] = {
    OUTGOING: (*FLOW, _same),
    INCOMING: FLOW,
    TASKS: (_required, _early, _undated, _still_open, _stale, _extensions, _elsewhere),
    DUTIES: (_vacant, _no_backup, _same_backup, _no_standard),
}
WIDE: dict[str, tuple[Planter, ...]] = {TASKS: (_department, _no_date, _stranger), DUTIES: (_stranger,)}


def plant(lines: list[Record], rng: Random, staff: Staff, wide: bool) -> None:
    """About one fault in eight records, each kind first once; a kind looks for a record that can bear it."""
    register = lines[0].register
    kinds = PLANTERS[register] + (WIDE.get(register, ()) if wide else ())
    free = [line for line in lines if not line.faults]
    rng.shuffle(free)
    wanted = max(len(lines) // 8, min(len(kinds), len(lines) // 3))
    turns = rng.sample(kinds, len(kinds)) + rng.choices(kinds, k=wanted)
    for kind in turns[: max(wanted - len(lines) + len(free), len(kinds))]:
        bearer = next((line for line in free if kind(line, rng, staff, wide)), None)
        if bearer:
            free.remove(bearer)


def overlap(lines: list[Record], rng: Random, staff: Staff, wide: bool) -> None:
    """The same duty once more under another owner, at the end of the list; gives nobody a duty in the key."""
    sound = [line for line in lines if not line.faults]
    for _ in range(rng.choice((1, 2, 3)) if wide else 1):
        first = rng.choice(sound)
        sound.remove(first)
        owners = [p.name for p in staff.of(first.department)]
        owners = [x for x in owners if x not in {first.values["A岗"], first.values["B岗"]}]
        a, b = rng.sample(owners, 2)
        values = first.values | {"职责编号": f"ZZ-{len(lines) + 1:03d}", "A岗": a, "B岗": b}
        line = Record(DUTIES, values, department=first.department)
        line.faults.append(("duty-overlap", "职责内容", first.key))
        lines.append(line)


def idle(lines: list[Record], staff: Staff) -> list[str]:
    """Who stands in no duty; the later line of an overlap gives none."""
    counted = [x for x in lines if all(fault != "duty-overlap" for fault, _, _ in x.faults)]
    busy = {x.values[at] for x in counted for at in ("A岗", "B岗")}
    return [p.name for p in staff.people if p.name not in busy]
