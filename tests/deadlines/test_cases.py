"""Cases on their way through a process: whose clock runs from when, and what is late."""

from __future__ import annotations

from datetime import date

import pytest

from officebatch.deadlines import reckon
from officebatch.model.deadline import COLUMNS
from officebatch.model.limit import Limit, LimitKind
from officebatch.model.office import Office
from officebatch.model.vocabulary import HolderKind, State
from officebatch.rulebook.sheets import CalendarDay, Relation, RelationKind, Required
from tests.deadlines.cases import STEPS, days, found, process, sent
from tests.making import AS_OF, events, rules, settings


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


def test_days_out_of_order_count_from_the_latest() -> None:
    lines = found(sent("""
        文号 | 部门 | 拟稿日期 | 会商日期 | 核稿日期 | 签发日期
        1 | 财务科 | 2026-11-02 | 2026-11-09 | 2026-11-04 | 2026-11-11
    """))
    assert [(d.step, d.days_late) for d in lines if not d.open] == [("会商", 3), ("核稿", 0), ("签发", 0)]


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


def test_a_step_left_out_is_a_breach_and_in_nobodys_hands() -> None:
    order = [("拟稿", "核稿"), ("核稿", "签发"), ("签发", "分发")]
    before = tuple(Relation("发文", first, RelationKind.BEFORE, second) for first, second in order)
    of = sent("""
        文号 | 部门 | 拟稿日期 | 核稿日期 | 签发日期 | 分发日期
        1 | 财务科 | 2026-11-02 | | 2026-11-04 |
        2 | 财务科 | 2026-11-02 | | | 2026-11-04
    """)
    told = [(d.row, d.step, d.open) for d in found(of, rules(steps=process(), relations=before))]
    assert told == [(0, "分发", True)]  # nor does anybody know when the clock of the step after it began
    # without a relation nothing says that it was left out: it may be on its way beside the others
    assert [(d.row, d.step) for d in found(of) if d.open] == [(0, "核稿"), (1, "核稿")]


@pytest.mark.parametrize("status", ["办结", "取消", "暂停"])
def test_a_closed_case_has_no_open_step(status: str) -> None:
    of = sent(f"文号 | 部门 | 状态 | 拟稿日期 | 核稿日期\n1 | 财务科 | {status} | 2026-11-02 | 2026-11-03")
    assert [(d.step, d.open) for d in found(of)] == [("核稿", False)]


def test_optional_steps_are_waited_for_by_nobody() -> None:
    book = rules(steps=process(核稿={"required": Required.NO}, 签发={"limits": {"": days(5)}}))
    (line,) = found(sent("文号 | 部门 | 拟稿日期\n1 | 财务科 | 2026-11-02"), book)
    assert (line.step, line.due_day.isoformat()) == ("签发", "2026-11-09")


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


DTYPES = {
    "row": "int32", "pass": "int16", "open": "bool", "days_late": "int32", "days_left": "int32",
    "provisional": "bool", "live": "bool", "waited": "int32", "line": "int32",
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
