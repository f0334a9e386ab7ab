"""The worked office reckoned by hand: csv files, dicts and loops, nothing of the program.

The scheme is written out here as reference/papers.md §10 has it; where the registers of the worked office have no
column for an indicator, it is left out and its mark spread.
"""

# ruff: noqa: E501  tables of Chinese: one line as far as it goes

from __future__ import annotations

import csv
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
    """register, key, step, holder, person; late: "1" or ""."""


def timed(lines: list[Line], key: str, owner: str, steps: tuple[str, ...], people: dict[str, str]) -> list[Case]:
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
                if FIRST <= due <= LAST and (done is not None or late) and step not in OF_LEADERS:
                    who = line[f"{step}人"]
                    holder = OFFICE if step in OF_OFFICE else people.get(who, line[owner])
                    found.append(Case(key=line[key], step=step, holder=holder, person=who, late="1" if late else ""))
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

    def given(rater_class: str, subject: str, weights: dict[str, int]) -> float | None:
        scores = []
        for number, lines in by_ballot.items():
            own = [x for x in lines if x["评议对象"] == subject and x["评议人类别"] == rater_class]
            if own and number not in void:
                weigh = {x["评议项目"]: weights.get(x["评议项目"], 0) if weights else 1 for x in own}
                scores.append(sum(float(x["得分"]) * weigh[x["评议项目"]] for x in own) / sum(weigh.values()))
        if len(scores) < TOO_FEW_BALLOTS:
            return None
        scores.sort()
        if len(scores) > TOO_FEW_BALLOTS:
            scores = scores[1:-1]
        return sum(scores) / len(scores) / 100

    return given, void


def reckon(folder: Path, people: dict[str, tuple[str, str]], departments: Iterable[str]) -> dict[str, float]:
    """Subject → total. people: name → department and post."""
    home = {name: department for name, (department, _) in people.items()}
    received, sent, tasks = read(folder, "收文登记簿"), read(folder, "发文登记簿"), read(folder, "督办台账")
    incoming = timed(received, "收文编号", "承办部门", RECEIVED, home)
    outgoing = timed(sent, "发文字号", "拟稿部门", SENT, home)
    due_tasks = []
    for t in tasks:
        due, done = date.fromisoformat(t["完成时限"]), day(t["办结日期"])
        late = behind(due, done)
        if FIRST <= due <= LAST and (done is not None or late):
            due_tasks.append(Case(step="办结", holder=t["牵头部门"], person=t["责任人"], late="1" if late else ""))
    given, _ = ballots(folder)
    papers = []
    for line in sent:
        last = max((day(line[f"{s}日期"]) or date.min) for s in SENT)
        if FIRST <= last <= LAST:
            papers.append(line)
    scores = {}
    for name in departments:
        scores[name] = _department(name, folder, incoming, outgoing, due_tasks, tasks, papers, people, given)
    scores[OFFICE] = _office(incoming, outgoing, received, papers, tasks, given)
    for name, (department, post) in people.items():
        if "局长" not in post:
            score = _person(name, [*incoming, *outgoing], due_tasks)
            if score is not None:
                scores[f"{name}（{department}）"] = score
    return scores


def on_time(cases: Iterable[Case], few: int = TOO_FEW) -> float | None:
    kept = list(cases)
    return rate(sum(not c["late"] for c in kept), len(kept), few)


def out_of_order(line: Line, people: dict[str, tuple[str, str]]) -> bool:
    """核稿 left out though signed, by somebody who may not, or by the drafter himself."""
    if not line["核稿日期"]:
        return bool(line["签发日期"])
    return people[line["核稿人"]][1] not in CHECKERS or line["核稿人"] == line["拟稿人"]


def _department(name, folder, incoming, outgoing, due_tasks, tasks, papers, people, given) -> float:  # type: ignore[no-untyped-def]  # noqa: PLR0917
    own = [p for p in papers if p["拟稿部门"] == name]
    in_hand = [
        t for t in tasks if t["牵头部门"] == name and t["立项日期"] <= LAST.isoformat()
        and (not t["办结日期"] or t["办结日期"] >= FIRST.isoformat())
    ]  # fmt: skip
    stale = [t for t in in_hand if t["状态"] != "办结" and t["最近反馈日期"] < LAST_WHOLE_MONTH]
    checked = [p for p in own if p["核稿日期"]]
    faults = sum(p["标题"].endswith("请示报告") for p in own)
    topics = [
        t for t in read(folder, "会议议题台账")
        if t["提报部门"] == name and FIRST <= date.fromisoformat(t["会议日期"]) <= LAST
    ]  # fmt: skip
    early = sum(after(date.fromisoformat(t["提报日期"]), 3) <= date.fromisoformat(t["会议日期"]) for t in topics)
    rules = [r for r in read(folder, "制度清单") if r["归口部门"] == name and r["状态"] == "现行"]
    fresh = sum(date.fromisoformat(r["复审日期"]) >= LAST for r in rules)
    duties = [d for d in read(folder, "岗位职责表") if d["部门"] == name]
    process, result = ("定量", "过程"), ("定量", "结果")
    marks = [
        ((*process, "G1"), 10, on_time(c for c in incoming if c["step"] == "承办" and c["holder"] == name)),
        ((*result, "G2"), 14, on_time(c for c in due_tasks if c["holder"] == name)),
        ((*process, "G3"), 6, rate(len(in_hand) - len(stale), len(in_hand))),
        ((*process, "G4", "1"), 4, rate(sum(not out_of_order(p, people) for p in own), len(own))),
        ((*process, "G4", "2"), 4, on_time(c for c in outgoing if c["step"] == "会商" and c["holder"] == name)),
        ((*result, "G5", "1"), 4, rate(len(checked), len(checked))),
        ((*result, "G5", "2"), 2, max(0.0, 2 - 0.2 * faults) / 2 if len(own) >= TOO_FEW else None),
        ((*result, "G6"), 4, None),
        ((*process, "G7", "1"), 2, rate(early, len(topics))),
        ((*process, "G7", "2"), 1, rate(sum(bool(t["分管领导意见"]) for t in topics), len(topics))),
        ((*process, "G7", "3"), 1, None),
        ((*process, "G8", "1"), 1, rate(fresh, len(rules))),
        ((*process, "G8", "2"), 1, rate(sum(bool(d["工作标准"]) for d in duties), len(duties))),
        ((*process, "G8", "3"), 1, rate(sum(bool(d["B角"]) for d in duties), len(duties))),
        ((*process, "G8", "4"), 1, None),
        ((*result, "G9"), 4, None),
        (("定性", "N1"), 8, given("领导", name, {})),
        (("定性", "N2"), 7, given("同级", name, {})),
        (("定性", "N3"), 5, given("办公室", name, {})),
        (("定性", "W1"), 12, given("基层", name, SERVICE)),
        (("定性", "W2"), 8, given("服务对象", name, SERVICE)),
    ]
    bonus, deduction = {"财务科": 1.0 + 1.0, "营销科": -3.0}.get(name, 0.0), 0.0
    return max(0.0, spread(marks) + bonus - deduction)


def _office(incoming, outgoing, received, papers, tasks, given) -> float:  # type: ignore[no-untyped-def]  # noqa: PLR0917
    came = []
    for line in received:
        days = [line["收文日期"], *(line[f"{s}日期"] for s in RECEIVED if line[f"{s}日期"])]
        if FIRST.isoformat() <= days[-1] <= LAST.isoformat():
            came.append(line)
    in_hand = [t for t in tasks if t["立项日期"] <= LAST.isoformat() and (t["办结日期"] or "9") >= FIRST.isoformat()]
    of = [c for c in incoming + outgoing if c["holder"] == OFFICE]
    marks = [
        (("定量", "文稿起草", "B1", "1"), 4, on_time(c for c in of if c["step"] == "核稿")),
        (("定量", "文稿起草", "B1", "2"), 4, rate(sum(not p["标题"].endswith("请示报告") for p in papers), len(papers))),
        (("定量", "文稿起草", "B1", "3"), 2, rate(len(papers), len(papers))),
        (("定量", "信息调研", "B2"), 8, None),
        (("定量", "督促检查", "B3", "1"), 8, None),
        (("定量", "督促检查", "B3", "2"), 4, rate(len(in_hand), len(in_hand))),
        (("定量", "会议承办", "B4"), 10, None),
        (("定量", "文件运转", "B5", "1"), 4, on_time(c for c in of if c["step"] in {"登记", "分办"})),
        (("定量", "文件运转", "B5", "2"), 4, on_time(c for c in of if c["step"] in {"打印", "用印", "分发"})),
        (("定量", "文件运转", "B5", "3"), 2, rate(len(came), len(came))),
        (("定量", "文件运转", "B5", "4"), 2, None),
        (("定量", "后勤值班", "B6"), 8, None),
        (("定性", "BN1"), 10, given("领导", OFFICE, {})),
        (("定性", "BN2"), 5, given("办公室", OFFICE, {})),
        (("定性", "BW1"), 10, given("同级", OFFICE, {})),
        (("定性", "BW2"), 15, given("基层", OFFICE, {})),
    ]
    return spread(marks)


def _person(name: str, steps: list[Case], due_tasks: list[Case]) -> float | None:
    on_steps = on_time((c for c in steps if c["person"] == name), few=5)
    on_tasks = on_time(c for c in due_tasks if c["person"] == name)
    rates = [r for r in (on_steps, on_tasks) if r is not None]
    # 过程 30 and 结果 30 of the quantitative marks, each with one part scored: they weigh alike
    return 100 * sum(rates) / len(rates) if rates else None
