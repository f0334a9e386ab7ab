"""Honest records: what the registers would say if nobody had made a mistake.

How late a step is, is drawn first and its day made from that, so the key needs no count of days between.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tests.planted.days import after, between, works
from tests.planted.office import AS_OF, DEPARTMENTS, DUTIES, INCOMING, OUTGOING, PROCESSES, TASKS, URGENCY

if TYPE_CHECKING:
    from random import Random

    from tests.planted.office import Staff, Step

TOPICS = (
    "春季检修", "配网改造", "线损管理", "档案整理", "保密检查", "值班安排", "电费回收", "党风廉政",
    "优质服务", "安全生产", "迎峰度冬", "职工培训", "物资采购", "预算编制", "应急演练",
)  # fmt: skip
SENDERS = ("省公司", "市公司", "县政府办", "县应急局", "省能源局", "县发改局", "县档案局", "市电力公司办公室")
POSTS = ("文稿起草", "信息调研", "督促检查", "会议承办", "机要保密", "后勤保障")
STANDARD = "按时限完成，差错率为零"
FIRST_DAY = date(2026, 1, 5)


def step_fields(register: str) -> list[str]:
    return [name for step in PROCESSES[register] for name in (step.who, step.when)]


FIELDS = {
    OUTGOING: [
        "序号", "发文字号", "标题", "文种", "密级", "紧急程度", "主送机关", "份数", "拟稿部门",
        *step_fields(OUTGOING), "备注",
    ],
    INCOMING: [
        "序号", "收文编号", "收文日期", "来文单位", "来文字号", "文件标题", "密级", "紧急程度", "承办部门",
        *step_fields(INCOMING), "备注",
    ],
    TASKS: [
        "编号", "督办事项", "来源", "立项日期", "牵头部门", "责任人", "完成时限", "进展情况", "最近反馈日期",
        "完成率", "状态", "办结日期", "延期次数", "备注",
    ],
    DUTIES: ["职责编号", "部门", "岗位", "职责内容", "对应环节", "A岗", "B岗", "工作标准"],
}  # fmt: skip
KEYS = {OUTGOING: "发文字号", INCOMING: "收文编号", TASKS: "编号", DUTIES: "职责编号"}
TITLES = {OUTGOING: "标题", INCOMING: "文件标题", TASKS: "责任人"}
OWNERS = {OUTGOING: "拟稿部门", INCOMING: "承办部门", TASKS: "牵头部门", DUTIES: "部门"}


@dataclass(frozen=True)
class Late:
    """A step or task past its due day; days in working days, to the as-of day when open."""

    step: str
    due: date
    days: int
    open: bool
    person: str


@dataclass
class Record:
    """One line of a register: values by field, what is late in it, what was planted (fault, field, note)."""

    register: str
    values: dict[str, Any]
    late: list[Late] = field(default_factory=list)
    faults: list[tuple[str, str, str]] = field(default_factory=list)
    raw: set[str] = field(default_factory=set)
    department: str = ""
    timed: bool = True
    doubled: bool = False
    begun: date = FIRST_DAY

    @property
    def key(self) -> str:
        return str(self.values[KEYS[self.register]])

    def plant(self, fault: str, at: str, value: Any, note: str = "") -> None:
        """Writes the wrong value and remembers the fault; the value is written as it stands."""
        self.values[at] = value
        self.faults.append((fault, at, note))
        self.raw.add(at)

    def done(self) -> list[Step]:
        return [s for s in PROCESSES[self.register] if self.values[s.when] is not None]


def flows(register: str, staff: Staff, rows: int, rng: Random) -> list[Record]:
    """The lines of 发文 or 收文, one case a line, begun over the year."""
    span = (AS_OF - FIRST_DAY).days - 2
    begun = sorted(FIRST_DAY + timedelta(rng.randrange(span)) for _ in range(rows))
    return [_case(register, staff, after(day - timedelta(1), 1), rng) for day in begun]


def tasks(staff: Staff, rows: int, rng: Random) -> list[Record]:
    return [_task(number + 1, staff, rng) for number in range(rows)]


def duties(staff: Staff, rng: Random) -> list[Record]:
    """Six duties a department; everybody has one, some do not."""
    lines: list[Record] = []
    for department in DEPARTMENTS:
        people = [p.name for p in staff.of(department)]
        rng.shuffle(people)
        people = people[: len(people) - rng.choice((0, 0, 0, 1, 1, 2))]
        for turn, post in enumerate(POSTS):
            a, b = people[2 * turn % len(people)], people[(2 * turn + 1) % len(people)]
            values = dict.fromkeys(FIELDS[DUTIES])
            values |= {
                "职责编号": f"ZZ-{len(lines) + 1:03d}",
                "部门": department,
                "岗位": f"{post}岗",
                "职责内容": f"负责{department}{post}工作",
                "A岗": a,
                "B岗": b if b != a else people[(2 * turn + 2) % len(people)],
                "工作标准": STANDARD,
            }
            lines.append(Record(DUTIES, values, department=department))
    return lines


def _case(register: str, staff: Staff, begun: date, rng: Random) -> Record:
    department = rng.choice(DEPARTMENTS)
    urgency = rng.choices(URGENCY, (80, 13, 7))[0]
    topic, genre = rng.choice(TOPICS), rng.choice(("通知", "通报", "意见"))
    values = dict.fromkeys(FIELDS[register])
    values |= {"密级": "公开", "紧急程度": urgency, OWNERS[register]: department}
    if register == OUTGOING:
        values |= {"标题": f"关于做好{topic}工作的{genre}", "文种": genre, "份数": rng.randrange(3, 61)}
        values["主送机关"] = rng.choice(("各科室", "各供电所"))
    else:
        values |= {"收文日期": begun, "来文单位": rng.choice(SENDERS), "文件标题": f"关于{topic}有关事项的{genre}"}
        values["来文字号"] = f"{rng.choice(('省电办', '市电办', '县政办'))}〔2026〕{rng.randrange(1, 300)}号"
    line = Record(register, values, department=department, begun=begun)
    _walk(line, staff, begun, URGENCY.index(urgency), rng)
    return line


def _walk(line: Record, staff: Staff, begun: date, urgency: int, rng: Random) -> None:
    """Passes the case through its steps until the as-of day stops it."""
    last: date | None = None
    used: set[str] = set()
    for step in PROCESSES[line.register]:
        if not step.required and rng.random() < 0.5:
            continue
        due = begun if last is None else after(last, step.limits[urgency])
        over = rng.randrange(1, 9) if last is not None and rng.random() < 0.13 else 0
        day = due if last is None else _day(last, due, over, rng)
        if day > AS_OF or (last is not None and rng.random() < 0.004):
            if step.required:
                _leave_open(line, step, due)
                return
            continue
        person = _hand(line, step, staff, used, rng)
        line.values[step.who], line.values[step.when] = person, day
        if over:
            line.late.append(Late(step.name, due, over, False, person))
        last = day


def _day(last: date, due: date, over: int, rng: Random) -> date:
    """A day for a step; now and then a rest day, never one that is late by no working day."""
    day = after(due, over) if over else after(last, rng.randrange(between(last, due) + 1))
    if rng.random() < 0.03 and (over or day < due):
        while not works(day + timedelta(1)) and (over or day + timedelta(1) < due):
            day += timedelta(1)
    return day


def _leave_open(line: Record, step: Step, due: date) -> None:
    if due < AS_OF:
        line.late.append(Late(step.name, due, between(due, AS_OF), True, ""))


def _hand(line: Record, step: Step, staff: Staff, used: set[str], rng: Random) -> str:
    """Somebody of the right post, or of the department where the step asks for no post; nobody twice in the three
    steps that must be apart."""
    people = staff.group(step.group) if step.group else staff.of(line.department)
    name = rng.choice([p.name for p in people if p.name not in used])
    if step.name in {"拟稿", "核稿", "签发"}:
        used.add(name)
    return name


def _task(at: int, staff: Staff, rng: Random) -> Record:
    department = rng.choice(DEPARTMENTS)
    person = rng.choice(staff.of(department)).name
    start = date(2026, 3, 15) + timedelta(rng.randrange(245))
    due = start + timedelta(rng.choice((15, 30, 60, 90)))
    over = rng.randrange(1, 15) if rng.random() < 0.3 else 0
    done = after(due, over) if over else due - timedelta(rng.randrange(9))
    closed = done <= AS_OF and rng.random() < 0.6
    feedback = AS_OF - timedelta(rng.choice((rng.randrange(7), rng.randrange(31))))
    values = dict.fromkeys(FIELDS[TASKS])
    values |= {
        "编号": f"DB2026-{at:03d}",
        "督办事项": f"{rng.choice(TOPICS)}专项工作落实",
        "来源": rng.choice(("局长办公会", "领导批示", "职代会提案")),
        "立项日期": start,
        "牵头部门": department,
        "责任人": person,
        "完成时限": due,
        "进展情况": "按计划推进",
        "最近反馈日期": done if closed else max(start, feedback),
        "完成率": 1 if closed else rng.choice((0.1, 0.3, 0.5, 0.8)),
        "状态": "已办结" if closed else "在办",
        "办结日期": done if closed else None,
        "延期次数": rng.choice((0, 0, 0, 0, 1)),
    }
    line = Record(TASKS, values, department=department)
    if closed and over:
        line.late.append(Late("办结", due, over, False, person))
    elif not closed and due < AS_OF:
        line.late.append(Late("办结", due, between(due, AS_OF), True, person))
    return line
