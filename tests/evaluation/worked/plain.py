"""The worked office reckoned by hand: csv files, dicts and loops, nothing of the program.

The scheme is written out here as reference/papers.md §10 has it. What the notices were is read from a file of the
office's own, as are the people's posts, stand-ins and absences.
"""

# ruff: noqa: E501  tables of Chinese: one line as far as it goes

from __future__ import annotations

import csv
import json
from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    Line = dict[str, str]

FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)
REST, WORK = {date(2026, 6, 19), date(2026, 9, 25)}, {date(2026, 9, 20)}
LIMITS = {"登记": 1, "分办": 1, "批办": 2, "承办": 10, "会商": 3, "核稿": 1, "签发": 2, "打印": 1, "用印": 1, "分发": 1}
URGENT = {**LIMITS, "批办": 1, "承办": 3}
RECEIVED, SENT = ("登记", "分办", "批办", "承办"), ("拟稿", "会商", "核稿", "签发", "打印", "用印", "分发")
OFFICE = "办公室"
OF_OFFICE = {"登记", "分办", "核稿", "打印", "用印", "分发"}
OF_LEADERS = {"批办", "签发"}
CHECKERS = {"秘书", "副主任", "主任"}
TOO_FEW, TOO_FEW_BALLOTS = 3, 5
LAST_WHOLE_MONTH = "2026-08-01"  # 反馈周期 每月: one in each month that is over; September is not over on its last day
KINDS, PASSED_ON = {"意见": 1.5, "报告": 1.5, "请示": 1.5, "纪要": 1.2}, 0.5
SERVICE = {"服务态度": 20, "服务能力": 20, "服务效率": 20, "服务效果": 40}


def working(day: date) -> bool:
    return day in WORK or (day.weekday() < 5 and day not in REST)


def after(day: date, days: int) -> date:
    """So many working days behind a day."""
    while days:
        day += timedelta(days=1)
        days -= working(day)
    return day


def behind(due: date, done: date | None) -> bool:
    """Whether at least one working day lies behind the due day up to the day it was done, or to the end."""
    last = done or LAST
    return any(working(due + timedelta(days=n)) for n in range(1, (last - due).days + 1))


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def read(folder: Path, name: str) -> list[Line]:
    with (folder / "registers" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class Case(dict[str, str]):
    """register, key, step, holder, person, start, due, done; late: "1" or "". A post's A is whoever a duty names."""


def timed(
    lines: list[Line], key: str, owner: str, steps: tuple[str, ...], *, people: dict[str, str], posted: dict[str, str]
) -> list[Case]:
    """Every step that fell due in the quarter and is decided: passed, or open past its day."""
    found = []
    for line in lines:
        clock = day(line["收文日期"]) if "收文日期" in line else None
        for step in steps:
            asked = step != "会商" or bool(line["会签部门"])
            done, limit = day(line[f"{step}日期"]), (URGENT if line["紧急程度"] == "加急" else LIMITS).get(step)
            later = any(line[f"{s}日期"] for s in steps[steps.index(step) + 1 :])
            if done is None and (later or not asked):
                continue  # left out
            if clock is not None and limit:
                due = after(clock, limit)
                late = behind(due, done)
                if step not in OF_LEADERS:
                    who = line[f"{step}人"] or (posted.get(line[owner], "") if step == "承办" else "")
                    holder = OFFICE if step in OF_OFFICE else people.get(who, line[owner])
                    found.append(Case(
                        register=key, key=line[key], step=step, holder=holder, person=who, late="1" if late else "",
                        start=clock.isoformat(), due=due.isoformat(), done=line[f"{step}日期"],
                        counts="1" if FIRST <= due <= LAST and (done is not None or late) else "",
                    ))  # fmt: skip
            if done is None:
                break
            clock = done
    return found


def spread(marks: Sequence[tuple[tuple[str, ...], float, float | None]]) -> float:
    """Points of (group path, full mark, rate or None): what is not scored is shared out within its innermost group."""
    def worth(prefix: tuple[str, ...], mark: float) -> float:
        inside = [m for m in marks if m[0][: len(prefix)] == prefix]
        heads = list(dict.fromkeys(m[0][len(prefix)] for m in inside if len(m[0]) > len(prefix)))
        if not heads:
            return mark * (inside[0][2] or 0.0)
        alive = {}
        for head in heads:
            own = [m for m in inside if m[0][len(prefix)] == head]
            if any(m[2] is not None for m in own):
                alive[head] = sum(m[1] for m in own)
        whole = sum(alive.values())
        return sum(worth((*prefix, head), mark * own / whole) for head, own in alive.items())

    return worth((), sum(m[1] for m in marks))


def rate(good: float, cases: int, few: int = TOO_FEW) -> float | None:
    return good / cases if cases >= few else None


def ballots(folder: Path) -> tuple[Callable[[str, str, dict[str, int]], float | None], set[str]]:
    """What a class gave a subject, of 1; and which ballots are void."""
    by_ballot: dict[str, list[Line]] = {}
    for line in read(folder, "评议表"):
        by_ballot.setdefault(line["票号"], []).append(line)
    void = set()
    for number, lines in by_ballot.items():
        marks = [float(line["得分"]) for line in lines]
        subjects = {line["评议对象"] for line in lines}
        high = 0
        for subject in subjects:
            own = [float(line["得分"]) for line in lines if line["评议对象"] == subject]
            high += sum(own) / len(own) >= 90
        if (
            max(marks) > 100 or min(marks) < 0 or len(set(marks)) == 1
            or lines[0]["评议人部门"] in subjects or (len(subjects) >= 3 and high > 0.4 * len(subjects))
        ):  # fmt: skip
            void.add(number)

    def given(rater_class: str, subject: str, weights: dict[str, int], leader: str = "") -> float | None:
        scores: list[float] = []
        his: list[float] = []
        for number, lines in by_ballot.items():
            own = [x for x in lines if x["评议对象"] == subject and x["评议人类别"] == rater_class]
            if own and number not in void:
                weigh = {x["评议项目"]: weights.get(x["评议项目"], 0) if weights else 1 for x in own}
                among = his if leader and own[0]["评议人部门"] == leader else scores
                among.append(sum(float(x["得分"]) * weigh[x["评议项目"]] for x in own) / sum(weigh.values()))
        if len(scores) + len(his) < TOO_FEW_BALLOTS:
            return None
        if not his or not scores:
            return middle(scores or his)
        return 0.6 * middle(scores) + 0.4 * middle(his)

    def middle(scores: list[float]) -> float:
        scores.sort()
        kept = scores[1:-1] if len(scores) > TOO_FEW_BALLOTS else scores
        return sum(kept) / len(kept) / 100

    return given, void


class World:
    """Everything read, and the cases made of it."""

    def __init__(self, folder: Path, people: dict[str, tuple[str, str]], facts: Facts) -> None:
        self.folder, self.people, self.facts = folder, people, facts
        home = {name: department for name, (department, _) in people.items()}
        self.received, self.sent, self.tasks = (read(folder, n) for n in ("收文登记簿", "发文登记簿", "督办台账"))
        self.topics, self.checks = read(folder, "会议议题台账"), read(folder, "检查记录")
        self.notices = json.loads((folder / "notices.json").read_text(encoding="utf-8"))
        posted = {d["部门"]: d["A角"] for d in read(folder, "岗位职责表") if d["对应环节"] == "承办"}
        steps = [
            *timed(self.received, "收文编号", "承办部门", RECEIVED, people=home, posted=posted),
            *timed(self.sent, "发文字号", "拟稿部门", SENT, people=home, posted=posted),
        ]
        self.services = read(folder, "后勤服务台账")
        tasks = [_task(t["督办编号"], t["牵头部门"], t["责任人"], t["立项日期"], t["完成时限"], t["办结日期"]) for t in self.tasks]
        services = [
            _task(s["服务编号"], OFFICE, s["责任人"], s["登记日期"], s["完成时限"], s["完成日期"]) for s in self.services
        ]
        mending = [
            _task(c["检查编号"], c["受检部门"], "", c["检查日期"], c["整改时限"], c["整改日期"]) for c in self.checks if c["整改时限"]
        ]
        self.all = [*steps, *tasks, *services, *mending]
        self.steps = [c for c in steps if c["counts"]]
        self.due_tasks = [c for c in tasks if c["counts"]]
        self.due_services = [c for c in services if c["counts"]]
        self.papers = [
            line for line in self.sent
            if FIRST <= max((day(line[f"{s}日期"]) or date.min) for s in SENT) <= LAST
        ]  # fmt: skip
        self.given, self.void = ballots(folder)

    def give_back(self, shares: dict[tuple[str, str], float]) -> None:
        """What appeals gave back of a late case, by its number and step."""
        for case in self.all:
            case["back"] = str(shares.get((case["key"], case["step"]), 0.0))

    def done_tasks(self) -> list[Line]:
        return [t for t in self.tasks if FIRST.isoformat() <= t["办结日期"] <= LAST.isoformat()]

    def away(self, name: str, on: str) -> bool:
        return any(who == name and first <= on <= last for who, first, last in self.facts.absences)

    def stood_in(self) -> list[tuple[str, Case]]:
        """Who stood in, and the case: done in time by the B while the A was away."""
        found = []
        for case in self.steps:
            pair = self.facts.printers if case["step"] == "打印" else self.facts.at_post.get(case["holder"], ("", ""))
            if case["step"] in {"打印", "承办"} and case["done"] and not case["late"]:
                in_time = FIRST.isoformat() <= case["done"] <= LAST.isoformat()
                if in_time and case["person"] == pair[1] and self.away(pair[0], case["done"]):
                    found.append((pair[1], case))
        return found


class Facts:
    """What sheet 人员, 外出 and 部门 say, as the office was made."""

    def __init__(
        self, absences: list[tuple[str, str, str]], printers: tuple[str, str], at_post: dict[str, tuple[str, str]],
        leaders: dict[str, str],
    ) -> None:  # fmt: skip
        self.absences, self.printers, self.at_post, self.leaders = absences, printers, at_post, leaders


def _task(key: str, holder: str, person: str, start: str, limit: str, finished: str) -> Case:  # noqa: PLR0917
    due, done = date.fromisoformat(limit), day(finished)
    late = behind(due, done)
    return Case(
        key=key, step="办结", holder=holder, person=person, late="1" if late else "", start=start, due=limit, done=finished,
        counts="1" if FIRST <= due <= LAST and (done is not None or late) else "",
    )  # fmt: skip


def reckon(world: World, departments: Iterable[str], *, ballots_count: bool = True) -> dict[str, float]:
    """Subject → total. Without ballots their marks go to the quantitative ones."""
    given = world.given if ballots_count else (lambda *_: None)
    scores = {name: _department(name, world, given) for name in departments}
    scores[OFFICE] = _office(world, given)
    for name, (department, post) in world.people.items():
        if "局长" not in post:
            score = _person(name, world, given, scores[department])
            if score is not None:
                scores[f"{name}（{department}）"] = score
    return scores


def on_time(cases: Iterable[Case], few: int = TOO_FEW) -> float | None:
    kept = list(cases)
    return rate(sum(not c["late"] or float(c.get("back", "0")) for c in kept), len(kept), few)


def out_of_order(line: Line, world: World) -> bool:
    """核稿 left out though signed, by somebody who may not, or by the drafter himself."""
    if not line["核稿日期"]:
        return bool(line["签发日期"])
    return world.people[line["核稿人"]][1] not in CHECKERS or line["核稿人"] == line["拟稿人"]


def receipts(world: World, kind: str, department: str) -> list[bool]:
    """For each notice of a kind to be answered in the quarter, whether it was not answered in time."""
    return [
        not n["answered"] or n["answered"] > n["answer_by"]
        for n in world.notices
        if n["kind"] == kind and n["audience"] == department and not n["void"]
        and FIRST.isoformat() <= n["answer_by"] <= LAST.isoformat()
    ]  # fmt: skip


def mended(world: World, department: str) -> tuple[int, int]:
    """Put right in time, of what was to be put right: notices and inspections."""
    found = []
    for n in world.notices:
        if n["kind"] != "整改通知单" or n["audience"] != department or n["void"]:
            continue
        due = n["extended_to"] if n["disposal"] == "延期" else n["answer_by"]
        closed = (n["closed"] or n["answered"]) if n["disposal"] == "销号" else ""
        if FIRST.isoformat() <= due <= LAST.isoformat():
            found.append(bool(closed) and closed <= due)
    for c in world.checks:
        if c["受检部门"] == department and c["整改时限"]:
            due_day, done = date.fromisoformat(c["整改时限"]), day(c["整改日期"])
            late = behind(due_day, done)
            if FIRST <= due_day <= LAST and (done is not None or late):
                found.append(not late)
    return sum(found), len(found)


def inspected(world: World, kinds: set[str], full: float, department: str = "") -> float | None:
    """The share of the full mark left by inspections; None without any."""
    own = [
        c for c in world.checks
        if c["检查类别"] in kinds and c["受检部门"] == (department or c["受检部门"])
        and FIRST.isoformat() <= c["检查日期"] <= LAST.isoformat()
    ]  # fmt: skip
    return max(0.0, full - 0.5 * sum("锁" in c["发现问题"] for c in own)) / full if own else None


def attended(world: World, department: str) -> float | None:
    lines = [
        a for a in read(world.folder, "会议签到表")
        if a["部门"] == department and FIRST.isoformat() <= a["会议日期"] <= LAST.isoformat()
    ]  # fmt: skip
    cost = sum({"缺席": 0.5, "迟到": 0.2, "代会": 0.2}.get(a["到会情况"], 0.0) for a in lines)
    return max(0.0, 1 - cost) if lines else None


def _department(name: str, world: World, given: Callable[..., float | None]) -> float:
    own = [p for p in world.papers if p["拟稿部门"] == name]
    in_hand = [
        t for t in world.tasks if t["牵头部门"] == name and t["立项日期"] <= LAST.isoformat()
        and (not t["办结日期"] or t["办结日期"] >= FIRST.isoformat())
    ]  # fmt: skip
    stale = [t for t in in_hand if t["状态"] != "办结" and t["最近反馈日期"] < LAST_WHOLE_MONTH]
    silent = receipts(world, "催办通知单", name)
    finished = [t for t in world.done_tasks() if t["牵头部门"] == name]
    checked = [p for p in own if p["核稿日期"]]
    faults = sum(p["标题"].endswith("请示报告") for p in own)
    topics = [
        t for t in world.topics if t["提报部门"] == name and FIRST <= date.fromisoformat(t["会议日期"]) <= LAST
    ]
    early = sum(after(date.fromisoformat(t["提报日期"]), 3) <= date.fromisoformat(t["会议日期"]) for t in topics)
    rules = [r for r in read(world.folder, "制度清单") if r["归口部门"] == name and r["状态"] == "现行"]
    fresh = sum(date.fromisoformat(r["复审日期"]) >= LAST for r in rules)
    duties = [d for d in read(world.folder, "岗位职责表") if d["部门"] == name]
    leader = world.facts.leaders[name]
    process, result = ("定量", "过程"), ("定量", "结果")
    marks = [
        ((*process, "G1"), 10, on_time(c for c in world.steps if c["step"] == "承办" and c["holder"] == name)),
        ((*result, "G2"), 14, on_time(c for c in world.due_tasks if c["holder"] == name)),
        ((*process, "G3"), 6, rate(len(in_hand) - len(stale) + silent.count(False), len(in_hand) + len(silent))),
        ((*process, "G4", "1"), 4, rate(sum(not out_of_order(p, world) for p in own), len(own))),
        ((*process, "G4", "2"), 4, on_time(c for c in world.steps if c["step"] == "会商" and c["holder"] == name)),
        ((*result, "G5", "1"), 4, rate(len(checked), len(checked))),
        ((*result, "G5", "2"), 2, max(0.0, 2 - 0.2 * faults) / 2 if len(own) >= TOO_FEW else None),
        ((*result, "G6"), 4, rate(sum(t["退办次数"] != "1" for t in finished), len(finished))),
        ((*process, "G7", "1"), 2, rate(early, len(topics))),
        ((*process, "G7", "2"), 1, rate(sum(bool(t["分管领导意见"]) for t in topics), len(topics))),
        ((*process, "G7", "3"), 1, attended(world, name)),
        ((*process, "G8", "1"), 1, rate(fresh, len(rules))),
        ((*process, "G8", "2"), 1, rate(sum(bool(d["工作标准"]) for d in duties), len(duties))),
        ((*process, "G8", "3"), 1, rate(sum(bool(d["B角"]) for d in duties), len(duties))),
        ((*process, "G8", "4"), 1, rate(*mended(world, name))),
        ((*result, "G9"), 4, inspected(world, {"值班", "保密"}, 4, name)),
        (("定性", "N1"), 8, given("领导", name, {}, leader)),
        (("定性", "N2"), 7, given("同级", name, {})),
        (("定性", "N3"), 5, given("办公室", name, {})),
        (("定性", "W1"), 12, given("基层", name, SERVICE)),
        (("定性", "W2"), 8, given("服务对象", name, SERVICE)),
    ]
    stood_in = [who for who, _ in world.stood_in() if world.people[who][0] == name]
    bonus = {"财务科": 1.0 + 1.0}.get(name, 0.0) + min(0.5, 0.2 * (len(stood_in) // 5))
    deduction = {"营销科": 3.0}.get(name, 0.0) + sum(receipts(world, "督办通知单", name))
    return max(0.0, spread(marks) + min(5.0, bonus) - min(10.0, deduction))


def within(lines: Iterable[Line], begin: str, end: str, days: int) -> list[bool]:
    """For what was due in the quarter, whether it was done so many working days after its beginning."""
    found = []
    for line in lines:
        start, done = day(line[begin]), day(line[end])
        due = after(start, days) if start else None
        if due is not None and FIRST <= due <= LAST:
            late = behind(due, done)
            if done is not None or late:
                found.append(not late)
    return found


def minutes(world: World) -> list[bool]:
    """A meeting has its minutes in time when one of its topics has."""
    by_meeting = defaultdict(list)
    for topic in world.topics:
        by_meeting[topic["会议名称"], topic["会议日期"]].append(topic)
    held = [within(topics, "会议日期", "纪要日期", 2) for topics in by_meeting.values()]
    return [any(one) for one in held if one]


def urged(world: World) -> list[bool]:
    """For what was late by a working day on a Friday, whether a notice told of it up to the last of them."""
    told = {tuple(m[1:]) for n in world.notices if not n["void"] for m in n["matters"]}
    found = []
    for case in world.all:
        held = case["holder"] != OFFICE
        for friday in (FIRST + timedelta(days=2 + 7 * n) for n in range(13)):
            open_ = not case["done"] or case["done"] > friday.isoformat()
            due = date.fromisoformat(case["due"])
            late = any(working(due + timedelta(days=n)) for n in range(1, (friday - due).days + 1))
            if held and open_ and late and case["start"] <= friday.isoformat():
                found.append((case["key"], case["step"]) in told)
                break
    return found


def _office(world: World, given: Callable[..., float | None]) -> float:
    came = []
    for line in world.received:
        days = [line["收文日期"], *(line[f"{s}日期"] for s in RECEIVED if line[f"{s}日期"])]
        if FIRST.isoformat() <= days[-1] <= LAST.isoformat():
            came.append(line)
    papers = world.papers
    faulty = sum(p["标题"].endswith("请示报告") for p in papers)
    of = [c for c in world.steps if c["holder"] == OFFICE]
    reports = read(world.folder, "信息报送台账")
    on_day = within(reports, "要求报送日期", "报送日期", 0)
    taken = sum(
        r["采用情况"] == "市公司采用" and FIRST.isoformat() <= r["报送日期"] <= LAST.isoformat() for r in reports
    )
    target = 12 * ((LAST - FIRST).days + 1) / 365
    set_up, drawn_up, told = within(world.tasks, "来源日期", "立项日期", 2), minutes(world), urged(world)
    struck = 100 * sum(bool(n["void"]) for n in world.notices) / len(world.notices)
    held = [t for t in world.topics if FIRST <= date.fromisoformat(t["会议日期"]) <= LAST]
    complete = [
        t for t in held if t["分管领导意见"] and t["涉及部门"] in {t["列席人员"], t["提报部门"]}
    ]
    marks = [
        (("定量", "文稿起草", "B1", "1"), 4, on_time(c for c in of if c["step"] == "核稿")),
        (("定量", "文稿起草", "B1", "2"), 4, max(0.0, 4 - max(0.0, 100 * faulty / len(papers) - 1)) / 4),
        (("定量", "文稿起草", "B1", "3"), 2, rate(len(papers), len(papers))),
        (("定量", "信息调研", "B2", "1"), 4, rate(sum(on_day), len(on_day))),
        (("定量", "信息调研", "B2", "2"), 4, min(1.0, taken / target)),
        (("定量", "督促检查", "B3", "1"), 4, rate(sum(set_up), len(set_up))),
        (("定量", "督促检查", "B3", "2"), 4, rate(sum(told), len(told))),
        (("定量", "督促检查", "B3", "3"), 4, max(0.0, 4 - 0.5 * struck) / 4),
        (("定量", "会议承办", "B4", "1"), 4, rate(sum(drawn_up), len(drawn_up))),
        (("定量", "会议承办", "B4", "2"), 3, rate(len(complete), len(held))),
        (("定量", "会议承办", "B4", "3"), 3, inspected(world, {"会务"}, 3)),
        (("定量", "文件运转", "B5", "1"), 4, on_time(c for c in of if c["step"] in {"登记", "分办"})),
        (("定量", "文件运转", "B5", "2"), 4, on_time(c for c in of if c["step"] in {"打印", "用印", "分发"})),
        (("定量", "文件运转", "B5", "3"), 2, rate(len(came), len(came))),
        (("定量", "文件运转", "B5", "4"), 2, inspected(world, {"保密"}, 2, OFFICE)),
        (("定量", "后勤值班", "B6", "1"), 4, on_time(world.due_services)),
        (("定量", "后勤值班", "B6", "2"), 4, inspected(world, {"值班"}, 4, OFFICE)),
        (("定性", "BN1"), 10, given("领导", OFFICE, {})),
        (("定性", "BN2"), 5, given("办公室", OFFICE, {})),
        (("定性", "BW1"), 10, given("同级", OFFICE, {})),
        (("定性", "BW2"), 15, given("基层", OFFICE, {})),
    ]
    return spread(marks)


def _person(name: str, world: World, given: Callable[..., float | None], department: float) -> float | None:
    post = world.people[name][1]
    due = (*world.steps, *world.due_tasks, *world.due_services)
    present = [c for c in due if c["person"] == name and not world.away(name, c["due"])]
    if post in {"主任", "副主任"}:
        marks = [
            (("定量", "部门", "M1"), 60, min(1.0, department / 100)),
            (("定量", "本人", "M2"), 20, on_time(present)),
            (("定性", "M3"), 10, None),
            (("定性", "M4"), 6, given("职工", name, {})),
            (("定性", "M5"), 4, None),
        ]
        return spread(marks)
    finished = [t for t in world.done_tasks() if t["责任人"] == name]
    drafted = [p for p in world.papers if p["拟稿人"] == name]
    good = sum(t["退办次数"] != "1" for t in finished) + sum(not p["标题"].endswith("请示报告") for p in drafted)
    amounts = workload(world)
    beside = sorted(amounts[n] for n, (_, p) in world.people.items() if p == post and amounts[n])
    middle = (beside[(len(beside) - 1) // 2] + beside[len(beside) // 2]) / 2 if beside else 0.0
    marks = [
        (("定量", "过程", "R1"), 20, on_time((c for c in present if c["step"] != "办结"), few=5)),
        (("定量", "结果", "R2"), 15, on_time(c for c in present if c["step"] == "办结")),
        (("定量", "结果", "R3"), 15, rate(good, len(finished) + len(drafted))),
        (("定量", "过程", "R4"), 10,
         min(1.0, 0.8 * amounts[name] / middle) if amounts[name] and len(beside) >= 3 else None),
        (("定性", "R5"), 12, None),
        (("定性", "R6"), 8, None),
        (("定性", "R7"), 20, None),
    ]
    if all(found is None for _, _, found in marks):
        return None
    return spread(marks) + min(3.0, 0.2 * sum(who == name for who, _ in world.stood_in()))


def workload(world: World) -> dict[str, float]:
    """Steps passed in the quarter by the factor of the paper's kind, and tasks done."""
    found: dict[str, float] = defaultdict(float)
    for lines, steps in ((world.received, RECEIVED), (world.sent, SENT)):
        for line in lines:
            title = line.get("标题") or line.get("文件标题", "")
            factor = PASSED_ON if "转发" in title else KINDS.get(line["文种"], 1.0)
            for step in steps:
                if FIRST.isoformat() <= line[f"{step}日期"] <= LAST.isoformat():
                    found[line[f"{step}人"]] += factor
    for task in world.done_tasks():
        found[task["责任人"]] += 1.0
    for service in world.services:
        if FIRST.isoformat() <= service["完成日期"] <= LAST.isoformat():
            found[service["责任人"]] += 1.0
    return found
