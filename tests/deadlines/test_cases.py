"""Cases on their way through a process: whose clock runs from when, who holds the matter, what is late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from officebatch.deadlines import reckon
from officebatch.model.deadline import COLUMNS
from officebatch.model.events import Events
from officebatch.model.limit import Limit, LimitKind
from officebatch.model.office import Office
from officebatch.model.vocabulary import HolderKind, Kind, State
from officebatch.rulebook.rules import Absence, CalendarDay, Person, Required, Step
from tests.making import AS_OF, events, register, rules, settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from officebatch.model.deadline import Deadline
    from officebatch.model.register import Register
    from officebatch.rulebook.rules import RuleBook

STEPS = ("拟稿", "会商", "核稿", "签发", "分发")
ROLES = {"文号": "key", "部门": "department", "缓急": "urgency", "收文日期": "received", "状态": "status"}


def days(n: int) -> Limit:
    return Limit(LimitKind.WORKING_DAYS, f"{n}个工作日", n)


def step(name: str, order: int, **changed: object) -> Step:
    plain: dict[str, object] = {
        "process": "发文",
        "register": "发文",
        "order": order,
        "name": name,
        "person_field": f"{name}人",
        "date_field": f"{name}日期",
        "limits": {"平件": days(2), "特急": days(1)},
    }
    return Step(**(plain | changed))  # type: ignore[arg-type]  # a table of one's own


def process(**changed: Mapping[str, object]) -> tuple[Step, ...]:
    plain: dict[str, Mapping[str, object]] = {
        "拟稿": {"limits": {}},
        "会商": {"required": Required.NO},
        "核稿": {"holder": HolderKind.OFFICE, "posts": ("秘书",)},
        "签发": {"holder": HolderKind.LEADER},
        "分发": {"holder": HolderKind.OFFICE},
    }
    return tuple(step(n, i, **{**plain[n], **changed.get(n, {})}) for i, n in enumerate(STEPS))


def sent(text: str) -> Register:
    """A register of documents sent; the columns of steps left out in `text` stand empty."""
    head, *lines = [line.strip() for line in text.strip().splitlines()]
    missing = [f for s in STEPS for f in (f"{s}人", f"{s}日期") if f not in head]
    wide = "\n".join([" | ".join([head, *missing]), *(" | ".join([line, *[""] * len(missing)]) for line in lines)])
    dates = [f"{s}日期" for s in STEPS] + ["收文日期"]
    return register(wide, Kind.FLOW, ROLES, name="发文", dates=dates)


def found(of: Register, book: RuleBook | None = None, as_of: date = AS_OF, *others: Register) -> list[Deadline]:
    office = Office({r.name: r for r in (of, *others)}, {("发文", "发文"): events(of, STEPS)})
    deadlines = reckon(office, book or rules(steps=process()), as_of)
    return list(deadlines.pick(deadlines.frame["row"] >= 0))


def test_each_step_is_counted_from_the_last_one_done() -> None:
    lines = found(sent("""
        文号 | 部门 | 缓急 | 拟稿日期 | 会商日期 | 核稿日期 | 签发日期 | 分发日期
        1 | 财务科 | 平件 | 2026-11-02 | 2026-11-04 | 2026-11-09 | 2026-11-10 | 2026-11-11
        2 | 财务科 | 特急 | 2026-11-02 |            | 2026-11-04 | 2026-11-06 |
    """))
    assert [(d.row, d.step, d.due_day.isoformat()[5:], d.state, d.days_late, d.open) for d in lines] == [
        (0, "会商", "11-04", State.MET, 0, False),
        (0, "核稿", "11-06", State.MET_LATE, 1, False),
        (0, "签发", "11-11", State.MET, 0, False),
        (0, "分发", "11-12", State.MET, 0, False),
        (1, "核稿", "11-03", State.MET_LATE, 1, False),
        (1, "签发", "11-05", State.MET_LATE, 1, False),
        (1, "分发", "11-09", State.OVERDUE, 9, True),
    ]


@pytest.mark.parametrize(
    ("urgency", "due"), [("平件", "11-04"), ("特急", "11-03"), ("", "11-04"), ("十万火急", "11-04")]
)
def test_an_urgency_nobody_knows_is_the_ordinary_one(urgency: str, due: str) -> None:
    (line,) = found(sent(f"文号 | 部门 | 缓急 | 拟稿日期\n1 | 财务科 | {urgency} | 2026-11-02"))
    assert (line.step, line.due_day.isoformat()[5:], line.urgency) == ("核稿", due, urgency)


def test_an_urgency_without_a_limit_at_a_step_is_not_timed_there() -> None:
    book = rules(steps=process(核稿={"limits": {"特急": days(1)}}))
    assert found(sent("文号 | 部门 | 缓急 | 拟稿日期\n1 | 财务科 | 平件 | 2026-11-02"), book) == []


@pytest.mark.parametrize(
    ("as_of", "state", "late", "left"),
    [
        (date(2026, 11, 2), State.AHEAD, 0, 2),
        (date(2026, 11, 3), State.DUE_SOON, 0, 1),
        (date(2026, 11, 4), State.DUE_SOON, 0, 0),  # the due day itself is not late
        (date(2026, 11, 5), State.OVERDUE, 1, 0),
        (date(2026, 11, 9), State.OVERDUE, 3, 0),
    ],
)
def test_an_open_step_climbs_from_ahead_to_overdue(as_of: date, state: State, late: int, left: int) -> None:
    book = rules(steps=process(), settings=settings(due_soon_days=1))
    (line,) = found(sent("文号 | 部门 | 缓急 | 拟稿日期\n1 | 财务科 | 平件 | 2026-11-02"), book, as_of)
    assert (line.state, line.days_late, line.days_left) == (state, late, left)


def test_a_date_nobody_can_read_says_the_step_is_done_and_no_more() -> None:
    lines = found(sent("""
        文号 | 部门 | 拟稿日期 | 核稿日期 | 签发日期
        1 | 财务科 | 2026-11-02 | 待定 | 2026-11-10
    """))
    assert [(d.step, d.open) for d in lines] == [("分发", True)]


def test_a_day_after_as_of_is_not_known_yet() -> None:
    lines = found(sent("文号 | 部门 | 拟稿日期 | 核稿日期\n1 | 财务科 | 2026-11-02 | 2027-11-04"))
    assert lines == []  # passed, its day not known; the next step's clock has no start


def test_the_first_step_is_counted_from_the_day_received() -> None:
    book = rules(steps=process(拟稿={"limits": {"": days(1)}}))
    lines = found(
        sent("""
        文号 | 部门 | 收文日期 | 拟稿日期
        1 | 财务科 | 2026-11-02 | 2026-11-04
        2 | 财务科 | 2026-11-16 |
        3 | 财务科 |            | 2026-11-19
        """),
        book,
    )
    assert [(d.row, d.step, d.days_late, d.open) for d in lines] == [
        (0, "拟稿", 1, False),
        (0, "核稿", 10, True),
        (1, "拟稿", 3, True),
        (2, "核稿", 0, True),
    ]


def test_a_step_may_be_counted_from_another_or_from_a_field() -> None:
    book = rules(steps=process(核稿={"counted_from": "[收文日期]"}, 分发={"counted_from": "核稿"}))
    lines = found(
        sent("""
        文号 | 部门 | 收文日期 | 拟稿日期 | 核稿日期 | 签发日期
        1 | 财务科 | 2026-11-02 | 2026-11-03 | 2026-11-05 | 2026-11-09
        """),
        book,
    )
    dues = {d.step: d.due_day.isoformat()[5:] for d in lines}
    assert dues == {"核稿": "11-04", "签发": "11-09", "分发": "11-09"}


@pytest.mark.parametrize("status", ["办结", "取消", "暂停"])
def test_a_closed_case_has_no_open_step(status: str) -> None:
    of = sent(f"文号 | 部门 | 状态 | 拟稿日期 | 核稿日期\n1 | 财务科 | {status} | 2026-11-02 | 2026-11-03")
    assert [(d.step, d.open) for d in found(of)] == [("核稿", False)]


def test_optional_steps_are_waited_for_by_nobody() -> None:
    book = rules(steps=process(核稿={"required": Required.NO}, 签发={"limits": {"": days(5)}}))
    (line,) = found(sent("文号 | 部门 | 拟稿日期\n1 | 财务科 | 2026-11-02"), book)
    assert (line.step, line.due_day.isoformat()) == ("签发", "2026-11-09")


def passed_again(*passes: tuple[str, int, str], status: str = "") -> list[tuple[str, int, str, int, bool]]:
    """The lines of one case whose events are given as step, pass and day of November 2026."""
    of = sent(f"文号 | 部门 | 状态 | 拟稿日期\n1 | 财务科 | {status} | 2026-11-02")
    told = sorted((STEPS.index(step), n, day) for step, n, day in (("拟稿", 1, "02"), *passes))
    when = np.array([f"2026-11-{day}" if day else "NaT" for _, _, day in told], dtype="datetime64[s]")
    frame = pd.DataFrame({"record": 0, "step": [t[0] for t in told], "pass": [t[1] for t in told], "row": 0})
    frame = frame.assign(date=when, dated=True, person=pd.Categorical([None] * len(told)))
    office = Office({"发文": of}, {("发文", "发文"): replace(events(of, STEPS), frame=frame)})
    deadlines = reckon(office, rules(steps=process()), AS_OF)
    lines = deadlines.pick(deadlines.frame["row"] >= 0)
    return [(d.step, d.pass_, d.due_day.isoformat()[8:], d.days_late, d.open) for d in lines]


def test_a_second_pass_has_its_own_start() -> None:
    lines = passed_again(("核稿", 1, "04"), ("核稿", 2, "10"), ("签发", 1, "05"), ("签发", 2, "13"))
    assert lines == [
        ("核稿", 1, "04", 0, False),
        ("核稿", 2, "09", 1, False),  # from the 5th, when it came back
        ("签发", 1, "06", 0, False),
        ("签发", 2, "12", 1, False),
        ("分发", 1, "17", 3, True),
    ]


def test_a_return_before_the_next_step_starts_that_step_anew() -> None:
    lines = passed_again(("核稿", 1, "04"), ("核稿", 2, "10"), ("签发", 1, "12"))
    assert lines == [
        ("核稿", 1, "04", 0, False),
        ("核稿", 2, "06", 2, False),
        ("签发", 1, "12", 0, False),
        ("分发", 1, "16", 4, True),
    ]


def test_after_a_return_the_case_stands_at_the_step_that_must_be_passed_again() -> None:
    returned = ("核稿", 1, "04"), ("签发", 1, "06"), ("核稿", 2, "10")
    assert passed_again(*returned)[-1] == ("签发", 2, "12", 6, True)
    assert not any(line[-1] for line in passed_again(*returned, status="取消"))


def test_a_pass_on_a_day_nobody_can_read_starts_no_clock() -> None:
    lines = passed_again(("核稿", 1, "04"), ("核稿", 2, ""), ("签发", 1, "12"))
    assert [line[:2] for line in lines] == [("核稿", 1), ("分发", 1)]


DUTIES = """
    编号 | 部门 | 岗位 | 环节 | A | B
    Z1 | 财务科 | 文稿岗 | 会商 | 朱梅 | 李强
    Z2 | 办公室 | 秘书 | | 袁艳强 | 沈静
"""
DUTY_ROLES = {"编号": "key", "部门": "department", "岗位": "post", "环节": "steps", "A": "holder_a", "B": "holder_b"}


def duties() -> Register:
    return register(DUTIES, Kind.DUTIES, DUTY_ROLES, name="职责")


def test_the_clock_belongs_to_the_holder() -> None:
    lines = found(sent("""
        文号 | 部门 | 拟稿日期 | 会商人 | 会商日期 | 核稿人 | 核稿日期 | 签发人 | 签发日期
        1 | 财务科 | 2026-11-02 | 朱梅 | 2026-11-03 | 袁艳强 | 2026-11-04 | 王局长 | 2026-11-05
        2 | 办公室 | 2026-11-02 | 朱梅 | 2026-11-03 | 袁艳强 | 2026-11-04 | |
        3 | 财务科 | 2026-11-02 | 袁艳强 | 2026-11-03 | | 2026-11-04 | 王局长 |
    """))
    held = [(d.row, d.step, d.department, d.holder_kind.value, d.holder, d.person) for d in lines]
    assert held == [
        (0, "会商", "财务科", "部门", "财务科", "朱梅"),
        (0, "核稿", "财务科", "办公室", "办公室", "袁艳强"),
        (0, "签发", "财务科", "领导", "王局长", "王局长"),
        (0, "分发", "财务科", "办公室", "办公室", ""),
        (1, "会商", "办公室", "部门", "财务科", "朱梅"),
        (1, "核稿", "办公室", "办公室", "办公室", "袁艳强"),
        (1, "签发", "办公室", "领导", "", ""),  # no leader is guessed
        (2, "会商", "财务科", "办公室", "办公室", "袁艳强"),  # what the office's own people hold is the office's
        (2, "核稿", "财务科", "办公室", "办公室", ""),
        (2, "签发", "财务科", "领导", "王局长", "王局长"),
    ]


@pytest.mark.parametrize(
    ("away", "person"),
    [((), "袁艳强"), (("袁艳强",), "沈静"), (("袁艳强", "沈静"), "袁艳强")],
)
def test_an_open_step_without_a_person_is_in_the_hands_of_a_or_of_b(away: tuple[str, ...], person: str) -> None:
    absences = tuple(Absence(name, date(2026, 11, 16), date(2026, 11, 20)) for name in away)
    book = rules(steps=process(), absences=absences)
    (line,) = found(sent("文号 | 部门 | 拟稿日期\n1 | 财务科 | 2026-11-02"), book, AS_OF, duties())
    assert (line.step, line.holder, line.person) == ("核稿", "办公室", person)


def test_a_departments_open_step_is_held_by_its_own_post_else_by_the_department() -> None:
    book = rules(steps=process(会商={"required": Required.YES}))
    of = sent("文号 | 部门 | 拟稿日期\n1 | 财务科 | 2026-11-02\n2 | 营销科 | 2026-11-02")
    lines = found(of, book, AS_OF, duties())
    assert [(d.step, d.holder, d.person) for d in lines] == [("会商", "财务科", "朱梅"), ("会商", "营销科", "")]


def test_people_of_one_name_are_told_apart_by_the_record() -> None:
    twins = (Person("李强", "财务科"), Person("李强", "营销科"))
    of = sent("文号 | 部门 | 拟稿日期 | 会商人 | 会商日期\n1 | 营销科 | 2026-11-19 | 李强 | 2026-11-20")
    lines = found(of, rules(steps=process(), people=twins))
    assert [d.holder for d in lines if d.step == "会商"] == ["营销科"]


def test_outside_the_clock_stands() -> None:
    whole_case = {"counted_from": "拟稿", "limits": {"": days(5)}}
    book = rules(steps=process(会商={"holder": HolderKind.OUTSIDE}, 分发=whole_case))
    lines = found(
        sent("""
        文号 | 部门 | 拟稿日期 | 会商人 | 会商日期 | 核稿日期 | 签发日期 | 分发日期
        1 | 财务科 | 2026-11-02 | 市公司 | 2026-11-09 | 2026-11-10 | 2026-11-11 | 2026-11-17
        """),
        book,
    )
    by_step = {d.step: d for d in lines}
    assert (by_step["会商"].state, by_step["会商"].days_late, by_step["会商"].waited) == (State.MET, 0, 3)
    assert (by_step["会商"].holder_kind, by_step["会商"].holder) == (HolderKind.OUTSIDE, "市公司")
    whole = by_step["分发"]  # five days from 2 November, moved by the five days outside
    assert (whole.due_day.isoformat(), whole.days_late, whole.extended) == ("2026-11-16", 1, False)
    assert (whole.waited, by_step["核稿"].waited) == (5, 0)


def test_an_open_step_outside_is_never_overdue() -> None:
    book = rules(steps=process(会商={"stops_clock": True, "required": Required.YES}))
    (line,) = found(sent("文号 | 部门 | 拟稿日期\n1 | 财务科 | 2026-11-02"), book)
    assert (line.state, line.days_late, line.waited) == (State.AHEAD, 0, 12)


def test_hours_are_late_only_when_certainly_late() -> None:
    book = rules(steps=process(核稿={"limits": {"": Limit(LimitKind.HOURS, "4小时", 4)}}))
    of = sent("""
        文号 | 部门 | 拟稿日期 | 核稿日期
        1 | 财务科 | 2026-11-02 | 2026-11-03
        2 | 财务科 | 2026-11-02 | 2026-11-04
        3 | 财务科 | 2026-11-02 09:00 | 2026-11-02 15:30
        4 | 财务科 | 2026-11-02 09:00 | 2026-11-02 15:31
        5 | 财务科 | 2026-11-02 09:00 | 2026-11-02
        6 | 财务科 | 2026-11-02 15:00 | 2026-11-03
    """)
    lines = [d for d in found(of, book) if d.step == "核稿"]
    assert [d.days_late for d in lines] == [0, 1, 0, 1, 0, 0]


def test_the_offices_own_calendar_moves_due_days() -> None:
    book = rules(steps=process(), calendar=(CalendarDay(date(2026, 11, 4), working=False),))
    (line,) = found(sent("文号 | 部门 | 拟稿日期\n1 | 财务科 | 2026-11-02"), book)
    assert line.due_day == date(2026, 11, 5)


def test_a_due_day_past_the_last_notice_is_provisional() -> None:
    book = rules(steps=process(核稿={"limits": {"": days(30)}}))
    lines = found(sent("文号 | 部门 | 拟稿日期\n1 | 财务科 | 2026-11-02\n2 | 财务科 | 2026-11-20"), book)
    assert [(d.due_day.isoformat(), d.provisional) for d in lines] == [("2026-12-14", False), ("2027-01-04", True)]


def test_matters_from_before_the_start_day_are_not_live() -> None:
    book = rules(steps=process(), settings=settings(start_day=date(2026, 11, 1)))
    of = sent("""
        文号 | 部门 | 收文日期 | 拟稿日期
        1 | 财务科 | | 2026-10-30
        2 | 财务科 | | 2026-11-02
        3 | 财务科 | 2026-10-30 | 2026-11-02
    """)
    assert [d.live for d in found(of, book)] == [False, True, False]
    assert all(d.live for d in found(of, rules(steps=process(), settings=settings(start_day=None))))


def test_an_event_list_has_cases_and_passes_too() -> None:
    of = register(
        """
        案号 | 部门 | 环节 | 经办人 | 日期
        A | 财务科 | 拟稿 | 朱梅 | 2026-11-02
        A | 财务科 | 核稿 | 袁艳强 | 2026-11-05
        B | 营销科 | 拟稿 | | 2026-11-18
        """,
        Kind.EVENTS,
        {"案号": "case", "部门": "department", "环节": "step", "经办人": "person", "日期": "date"},
        name="发文",
        dates=("日期",),
    )
    frame = of.frame.assign(record=[0, 0, 2], step=[0, 2, 0], dated=True, row=[0, 1, 2], **{"pass": 1})
    frame = frame.rename(columns={"经办人": "person", "日期": "date"})
    cells = ("经办人",) * len(STEPS), ("日期",) * len(STEPS)
    office = Office({"发文": of}, {("发文", "发文"): Events("发文", "发文", STEPS, *cells, frame)})
    deadlines = reckon(office, rules(steps=process()), AS_OF)
    told = [(d.row, d.step, d.department, d.days_late, d.open) for d in deadlines.pick(deadlines.frame["row"] >= 0)]
    assert told == [(0, "核稿", "财务科", 1, False), (0, "签发", "财务科", 9, True), (2, "核稿", "营销科", 0, True)]


DTYPES = {
    "row": "int32", "pass": "int16", "open": "bool", "days_late": "int32", "days_left": "int32",
    "provisional": "bool", "live": "bool", "waited": "int32",
}  # fmt: skip
WORDS = ("register", "step", "state", "person", "department", "holder_kind", "holder", "urgency")
DAYS = ("start", "due", "first_due", "done")


@pytest.mark.parametrize("text", ["", "\n1 | 财务科 | 2026-11-02"])
def test_the_frame_is_as_the_model_says(text: str) -> None:
    of = sent("文号 | 部门 | 拟稿日期" + text)
    frame = reckon(Office({"发文": of}, {("发文", "发文"): events(of, STEPS)}), rules(steps=process()), AS_OF).frame
    assert tuple(frame.columns) == COLUMNS
    found = {name: str(dtype) for name, dtype in frame.dtypes.items()}
    assert found == {**DTYPES, **dict.fromkeys(WORDS, "category"), **dict.fromkeys(DAYS, "datetime64[s]")}


def test_an_office_without_registers_has_no_deadlines() -> None:
    deadlines = reckon(Office({}, {}), rules(), AS_OF)
    assert (len(deadlines), list(deadlines.overdue())) == (0, [])


def test_a_register_without_records_has_none_either() -> None:
    assert found(sent("文号 | 部门 | 拟稿日期")) == []
