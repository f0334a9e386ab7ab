"""Processes as they ran: every figure recounted by plain loops over days, on a small office and on the sample."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import chinese_calendar
import numpy as np
import pandas as pd
import pytest

from officebatch import batch, workspace
from officebatch.deadlines import reckon
from officebatch.evaluation import foresee, quarter, study
from officebatch.model.events import Events
from officebatch.model.limit import Limit, LimitKind
from officebatch.model.office import Office
from officebatch.model.process import Ground, Process, Return, Standing, Times
from officebatch.model.score import Period
from officebatch.model.vocabulary import HolderKind, Kind, State
from officebatch.rulebook.sheets import Department, Person, Relation, RelationKind, Step
from tests.making import AS_OF, register, rules, settings
from tests.office import sample

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from officebatch.model.deadline import Deadline
    from officebatch.model.docket import Docket
    from officebatch.model.register import Register
    from officebatch.rulebook.rules import RuleBook

PERIOD = Period(date(2026, 9, 1), AS_OF)
DAYS = Limit(LimitKind.WORKING_DAYS, "2个工作日", 2)
NAMES = ("拟稿", "核稿", "签发", "打印")
HOLDERS = (HolderKind.DEPARTMENT, HolderKind.OFFICE, HolderKind.LEADER, HolderKind.OFFICE)
STEPS = tuple(
    Step("发文", "发文", n, name, "人", "日期", holder=holder, counted_from="" if n > 1 else "[交办]",
         limits={"平件": DAYS})
    for n, (name, holder) in enumerate(zip(NAMES, HOLDERS, strict=True), 1)
)  # fmt: skip
BOOK = rules(
    steps=STEPS,
    departments=(Department("办公室", 2), Department("财务科", 1)),
    people=(Person("甲", "财务科"), Person("乙", "办公室"), Person("丙", "局领导", rank="领导")),
    settings=settings(rate_from=2),
)
ROLES = {"件": "key", "部门": "department", "紧急": "urgency", "环节": "step", "人": "person", "日期": "date"}
LINES = """
    件 | 部门   | 紧急 | 环节 | 人 | 日期
    1  | 财务科 | 平件 | 拟稿 | 甲 | 2026-11-02
    1  | 财务科 | 平件 | 核稿 | 乙 | 2026-11-03
    1  | 财务科 | 平件 | 拟稿 | 甲 | 2026-11-09
    1  | 财务科 | 平件 | 核稿 | 乙 | 2026-11-09
    1  | 财务科 | 平件 | 签发 | 丙 | 2026-11-10
    1  | 财务科 | 平件 | 打印 | 乙 | 2026-11-10
    2  | 财务科 | 平件 | 拟稿 | 甲 | 2026-11-02
    2  | 财务科 | 平件 | 核稿 | 乙 | 2026-11-02
    2  | 财务科 | 平件 | 签发 | 丙 | 2026-11-04
    2  | 财务科 | 平件 | 打印 | 乙 | 2026-11-04
    3  | 财务科 | 平件 | 拟稿 | 甲 | 2026-11-11
"""


def small() -> Office:
    """An event list: case 1 went back once, case 3 waits at 核稿."""
    of = register(LINES, Kind.EVENTS, ROLES, name="发文", dates=("日期",))
    case, step = of.frame["件"].tolist(), of.frame["环节"].tolist()
    seen: Counter[tuple[str, str]] = Counter()
    lines = []
    for row, pair in enumerate(zip(case, step, strict=True)):
        seen[pair] += 1
        lines.append((case.index(pair[0]), NAMES.index(pair[1]), seen[pair], True, row))
    frame = pd.DataFrame(lines, columns=["record", "step", "pass", "dated", "row"])
    frame["person"], frame["date"] = of.frame["人"], of.frame["日期"]
    frame = frame.sort_values(["record", "step", "pass"]).reset_index(drop=True)
    return Office({"发文": of}, {("发文", "发文"): Events("发文", "发文", NAMES, ("人",) * 4, ("日期",) * 4, frame)})


def one(book: RuleBook = BOOK, office: Office | None = None) -> Process:
    office = office or small()
    return study(office, reckon(office, book, AS_OF), book, PERIOD).processes[0]


def test_a_small_office_by_hand() -> None:
    found = one()
    assert (found.begun, found.finished, found.waiting, found.tells_returns) == (3, 2, 1, True)
    # first pass 2→3 November: 1; second pass 9→9: 0; case 2: 0
    assert found.step("核稿").days == Times(3, 0, 1, 1, 2)
    assert found.step("核稿").standing == Standing(late=1, decided=4, waiting=1, overdue=1, waited=7)
    assert found.step("签发").days == Times(2, 1.5, 2, 3, 0)
    assert found.step("签发").standing == Standing()  # a leader's step is timed and never late
    assert [(h.name, h.days.total) for h in found.holders][-2:] == [("办公室", 1), ("", 3)]
    assert found.returns == (Return("核稿", "拟稿", 1),)
    assert [way.steps for way in found.ways] == [("拟稿", "核稿", "拟稿", "核稿", "签发", "打印"), NAMES]
    assert found.whole == Times(2, 4, 6, 8, 0)


def test_a_merger_is_proposed_with_its_reason_and_never_against_the_rules() -> None:
    same = [replace(step, holder=HolderKind.OFFICE, key_node=False) for step in STEPS]
    frame_book = rules(steps=tuple(same), departments=BOOK.departments, people=BOOK.people, settings=BOOK.settings)
    office = small()
    [merger] = one(frame_book, office).mergers  # 打印 after 签发: both passes took no time; 拟稿 and 核稿 were returned
    assert (merger.step, merger.into, merger.grounds) == ("打印", "签发", (Ground.NO_TIME,))
    assert (merger.none, merger.timed, merger.same, merger.pairs) == (2, 2, 0, 2)
    key = (*same[:3], replace(same[3], key_node=True))
    assert one(replace(frame_book, steps=key), office).mergers == ()
    apart = (Relation("发文", "签发", RelationKind.NOT_SAME_PERSON, "打印"),)
    assert one(replace(frame_book, relations=apart), office).mergers == ()
    assert one(replace(frame_book, settings=settings(rate_from=3)), office).mergers == ()


def test_hours_where_the_register_has_them() -> None:
    office = small()
    events = office.events["发文", "发文"]
    frame = events.frame.copy()
    frame["date"] += pd.to_timedelta(np.where(frame["step"] < 1, 9, 11), unit="h")
    timed = replace(office, events={("发文", "发文"): replace(events, frame=frame)})
    step = one(office=timed).step("核稿")
    # 9:00→11:00 next day: 3.5 + 3.5 + 2 hours less half an hour before nine; same day: 2 hours
    assert (step.hours.n, step.hours.median, step.hours.ninth) == (3, 2, 9)
    assert one(office=timed).step("拟稿").hours == Times()


def test_time_the_clock_stood_is_nobodys() -> None:
    steps = (STEPS[0], replace(STEPS[1], stops_clock=True), *STEPS[2:])
    found = one(replace(BOOK, steps=steps))
    assert found.step("核稿").stops
    assert found.step("核稿").days.total == 1
    assert sum(h.days.n for h in found.holders if h.name == "办公室") == 2  # 打印 alone
    assert found.bottleneck != "核稿"


def test_the_period_ends_it_and_the_start_day_begins_it() -> None:
    assert quarter(BOOK, date(2026, 11, 20)) == Period(date(2026, 8, 21), date(2026, 11, 20))
    assert quarter(BOOK, date(2026, 5, 31)) == Period(date(2026, 3, 1), date(2026, 5, 31))
    late = replace(BOOK, settings=settings(start_day=date(2026, 10, 12)))
    assert quarter(late, date(2026, 11, 20)).first == date(2026, 10, 12)
    office = small()
    early = study(office, reckon(office, BOOK, AS_OF), BOOK, Period(date(2026, 9, 1), date(2026, 11, 5))).processes[0]
    assert (early.step("打印").days.n, early.step("签发").days.n, early.returns) == (1, 1, ())


# the sample, by plain loops


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RuleBook, Docket]:
    folder = sample(tmp_path_factory.mktemp("sample") / "office")
    of = workspace.open_workspace(folder)
    book = batch.rules(of)
    return folder, book, batch.examine(of, book, AS_OF, lambda _: None)


def worked(day: date, book: RuleBook) -> bool:
    decided = {d.day: d.working for d in book.calendar}
    return decided.get(day, bool(chinese_calendar.is_workday(day)))


def between(first: date, last: date, book: RuleBook) -> int:
    found, day = 0, first
    while day < last:
        day += timedelta(days=1)
        found += worked(day, book)
    return found


def summed(values: Iterable[int]) -> Times:
    ordered = sorted(values)
    if not ordered:
        return Times()
    ninth = ordered[math.ceil(len(ordered) * 9 / 10) - 1]
    return Times(len(ordered), statistics.median(ordered), ninth, sum(ordered), ordered.count(0))


def stands(lines: Sequence[Deadline], book: RuleBook) -> Standing:
    judged = [line for line in lines if line.holder_kind is not HolderKind.LEADER]
    done = [line for line in judged if line.done is not None and PERIOD.first <= line.done.date() <= AS_OF]
    overdue = [line for line in judged if line.state is State.OVERDUE]
    waiting = [line for line in lines if line.open]
    late = [line for line in done if line.state is State.MET_LATE]
    waited = [between(line.start.date(), AS_OF, book) for line in waiting if line.start is not None]
    middle = statistics.median(waited) if waited else 0
    return Standing(len(late) + len(overdue), len(done) + len(overdue), len(waiting), len(overdue), middle)


def taken(lines: Sequence[Deadline], book: RuleBook) -> Times:
    return summed(
        between(line.start.date(), line.done.date(), book)
        for line in lines
        if line.start is not None and line.done is not None
        and PERIOD.first <= line.done.date() <= AS_OF and line.start.date() <= line.done.date()
    )  # fmt: skip


def cell(of: Register, row: int, field: str) -> datetime | None:
    """A day of the register up to as-of, None where there is none."""
    if field not in of.frame:
        return None
    day = of.frame[field].iat[row]
    return day.to_pydatetime() if isinstance(day, pd.Timestamp) and day.date() <= AS_OF else None


def test_the_sample_step_by_step_and_hand_by_hand(shipped: tuple[Path, RuleBook, Docket]) -> None:
    _, book, docket = shipped
    every = [line for line in docket.deadlines.pick(docket.deadlines.frame["state"].notna()) if line.live]
    processes = study(docket.office, docket.deadlines, book, quarter(book, AS_OF)).processes
    assert [p.name for p in processes] == ["发文", "收文"]
    for process in processes:
        ours = [line for line in every if line.register == process.register]
        for step in process.steps:
            lines = [line for line in ours if line.step == step.name]
            assert (step.name, step.days, step.standing) == (step.name, taken(lines, book), stands(lines, book))
        for holder in process.holders:
            lines = [line for line in ours if (line.holder_kind is HolderKind.LEADER) == (not holder.name)
                     and holder.name in ("", line.holder)]  # fmt: skip
            assert (holder.name, holder.days, holder.standing) == (
                holder.name, taken(lines, book), stands(lines, book)
            )  # fmt: skip
        assert process.waiting == len({line.row for line in ours if line.open})


def test_the_sample_case_by_case(shipped: tuple[Path, RuleBook, Docket]) -> None:
    _, book, docket = shipped
    for process in study(docket.office, docket.deadlines, book, quarter(book, AS_OF)).processes:
        of = docket.office.registers[process.register]
        names = [step.name for step in process.steps]
        ways: Counter[tuple[str, ...]] = Counter()
        whole: list[tuple[str, str, int]] = []
        for row in range(len(of)):
            days = {name: cell(of, row, f"{name}日期") for name in names if of.text(row, f"{name}日期")}
            known = [day for day in days.values() if day is not None]
            began = cell(of, row, of.role("received") or "") or min(known, default=datetime.min)
            if names[-1] not in days or not known or min(max(known), began).date() < PERIOD.first:
                continue
            placed, before = [], datetime.min
            for n, name in enumerate(names):
                if name in days:
                    before = days[name] or before
                    placed.append((before, n))
            ways[tuple(names[n] for _, n in sorted(placed))] += 1
            if began <= max(known):
                length = between(began.date(), max(known).date(), book)
                whole.append((of.words(row, "urgency"), of.words(row, "department"), length))
        assert Counter({way.steps: way.cases for way in process.ways}) == ways
        assert process.finished == ways.total()
        assert process.whole == summed(length for *_, length in whole)
        for at, slices in enumerate((process.urgencies, process.departments)):
            for part in slices:
                assert part.whole == summed(length for *words, length in whole if words[at] == part.word)


def test_the_sample_proposes_what_the_register_shows(shipped: tuple[Path, RuleBook, Docket]) -> None:
    _, book, docket = shipped
    outgoing, incoming = study(docket.office, docket.deadlines, book, quarter(book, AS_OF)).processes
    of = docket.office.registers["收文登记簿"].frame
    ended = of[of["处置日期"].notna()]
    assert (ended["签收人"] == ended["登记人"]).all()
    [merger] = incoming.mergers
    assert (merger.step, merger.into, merger.grounds, merger.same) == ("登记", "签收", (Ground.SAME_PERSON,), 54)
    assert (outgoing.mergers, outgoing.bottleneck, incoming.bottleneck) == ((), "核稿", "承办")


def test_another_limit_is_reckoned_from_the_same_rows() -> None:
    office = small()
    before = reckon(office, BOOK, AS_OF)
    wide = replace(BOOK, steps=tuple(replace(s, limits={"平件": replace(DAYS, amount=9)}) for s in STEPS))
    found = foresee(before, reckon(office, wide, AS_OF), BOOK, PERIOD, [("发文", "核稿")])
    assert [(k.name, k.before, k.after) for k in found.kept] == [("", (3, 4), (3, 3)), ("办公室", (3, 4), (3, 3))]
    [change] = found.changes
    assert change.states == (State.OVERDUE, State.DUE_SOON)
    assert foresee(before, before, BOOK, PERIOD, [("发文", "签发")]).leaders == 2
