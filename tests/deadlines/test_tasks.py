"""Supervised tasks: a process of one step whose limit is a field. 20 November 2026, a Friday, is the as-of day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from officebatch.deadlines import reckon
from officebatch.model.office import Office
from officebatch.model.register import Unread
from officebatch.model.vocabulary import FieldType, HolderKind, Kind, State
from officebatch.rulebook.sheets import Choice
from tests.making import AS_OF, register, rules, settings

if TYPE_CHECKING:
    from officebatch.model.deadline import Deadline
    from officebatch.model.register import Register
    from officebatch.rulebook.rules import RuleBook

ROLES = {
    "编号": "key",
    "牵头部门": "department",
    "责任人": "person",
    "立项": "start",
    "时限": "due",
    "状态": "status",
    "办结": "done",
    "延期至": "extended_to",
    "申请": "extension_asked",
    "批准": "extension_approved",
}
DATES = ("立项", "时限", "办结", "延期至", "申请", "批准")


def tasks(text: str) -> Register:
    return register(text, Kind.TASKS, ROLES, name="督办", dates=DATES)


def found(of: Register, book: RuleBook | None = None, as_of: date = AS_OF) -> list[Deadline]:
    deadlines = reckon(Office({of.name: of}, {}), book or rules(), as_of)
    return list(deadlines.pick(deadlines.frame["row"] >= 0))


def test_a_task_is_due_on_the_day_of_its_field() -> None:
    lines = found(
        tasks("""
        编号 | 牵头部门 | 责任人 | 立项 | 时限 | 状态 | 办结
        1 | 财务科 | 朱梅 | 2026-10-01 | 2026-11-18 | 在办 |
        2 | 财务科 | 朱梅 | 2026-10-01 | 2026-11-18 | 办结 | 2026-11-19
        3 | 办公室 | 袁艳强 | 2026-10-01 | 2026-11-18 | 办结 | 2026-11-18
        4 | 财务科 | | 2026-10-01 | 2026-11-20 | 在办 |
        5 | 财务科 | 朱梅 | 2026-10-01 | 2026-12-31 | 未办 |
        """)
    )
    told = [(d.state, d.days_late, d.days_left, d.holder_kind, d.holder, d.person) for d in lines]
    department, office = HolderKind.DEPARTMENT, HolderKind.OFFICE
    assert told == [
        (State.OVERDUE, 2, 0, department, "财务科", "朱梅"),
        (State.MET_LATE, 1, 0, department, "财务科", "朱梅"),
        (State.MET, 0, 0, office, "办公室", "袁艳强"),
        (State.DUE_SOON, 0, 0, department, "财务科", ""),
        (State.AHEAD, 0, 29, department, "财务科", "朱梅"),
    ]
    assert {d.step for d in lines} == {"办结"}


@pytest.mark.parametrize(
    ("done", "state", "late"),
    [
        ("2026-10-17", State.MET, 0),
        ("2026-10-18", State.MET, 0),  # no working day has gone by
        ("2026-10-19", State.MET_LATE, 1),
    ],
)
def test_a_due_day_on_a_rest_day_is_late_with_the_next_working_day(done: str, state: State, late: int) -> None:
    (line,) = found(tasks(f"编号 | 时限 | 办结\n1 | 2026-10-17 | {done}"))
    assert (line.due_day, line.state, line.days_late) == (date(2026, 10, 17), state, late)


@pytest.mark.parametrize("status", ["长期", "取消", "办结"])
def test_what_has_no_deadline(status: str) -> None:
    assert found(tasks(f"编号 | 时限 | 状态 | 办结\n1 | 2026-10-17 | {status} |")) == []


def test_a_paused_task_stands_still() -> None:
    (line,) = found(tasks("编号 | 时限 | 状态\n1 | 2026-11-16 | 暂停"))
    assert (line.state, line.days_late, line.waited) == (State.AHEAD, 0, 4)


def test_the_offices_own_words_for_a_status() -> None:
    book = rules(choices=(Choice("办理状态", "搁置", ("暂停", "暂缓")),))
    assert [d.state for d in found(tasks("编号 | 时限 | 状态\n1 | 2026-11-16 | 搁置"), book)] == [State.AHEAD]


@pytest.mark.parametrize(
    ("asked", "approved", "due"),
    [
        ("2026-11-02", "2026-11-03", "2026-11-27"),
        ("2026-11-10", "2026-11-10", "2026-11-27"),  # on the due day still in time
        ("2026-11-09", "2026-11-11", "2026-11-10"),  # approved too late
        ("2026-11-11", "2026-11-09", "2026-11-10"),
        ("", "2026-11-09", "2026-11-10"),  # nobody can prove it was asked
        ("2026-11-09", "", "2026-11-10"),
    ],
)
def test_an_extension_counts_only_when_asked_and_approved_in_time(asked: str, approved: str, due: str) -> None:
    (line,) = found(tasks(f"编号 | 时限 | 延期至 | 申请 | 批准\n1 | 2026-11-10 | 2026-11-27 | {asked} | {approved}"))
    assert line.due_day.isoformat() == due
    assert (line.first_due.date().isoformat(), line.extended) == ("2026-11-10", due != "2026-11-10")


def test_an_extension_without_its_days_in_the_register_does_not_count() -> None:
    (line,) = found(tasks("编号 | 时限 | 延期至\n1 | 2026-11-10 | 2026-11-27"))
    assert (line.due_day, line.state) == (date(2026, 11, 10), State.OVERDUE)


@pytest.mark.parametrize("done", ["已办", "2026-12-01"])
def test_done_on_a_day_not_known_is_not_timed(done: str) -> None:
    of = tasks(f"编号 | 时限 | 办结\n1 | 2026-10-17 | {done}")
    assert found(replace(of, unread=(Unread(0, "办结", FieldType.DATE, done),) if done == "已办" else ())) == []


@pytest.mark.parametrize(("status", "timed"), [("不明", 0), ("在办", 1)])
def test_a_status_nobody_can_read_is_asked_and_not_urged(status: str, timed: int) -> None:
    of = tasks(f"编号 | 时限 | 状态 | 办结\n1 | 2026-10-17 | {status} |")
    unread = (Unread(0, "状态", FieldType.CHOICE, status),) if not timed else ()
    assert len(found(replace(of, unread=unread))) == timed
    done = tasks(f"编号 | 时限 | 状态 | 办结\n1 | 2026-10-17 | {status} | 2026-10-19")
    assert len(found(replace(done, unread=unread))) == 1


def test_a_due_day_nobody_can_read_gives_no_deadline() -> None:
    assert found(tasks("编号 | 时限 | 状态\n1 | 月底前 | 在办")) == []


def test_due_before_it_began_proves_nothing() -> None:
    of = tasks("编号 | 立项 | 时限\n1 | 2026-11-12 | 2026-11-10\n2 | 2026-11-10 | 2026-11-10")
    assert [d.row for d in found(of)] == [1]


def test_a_date_fixed_by_a_leader_is_never_provisional() -> None:
    (line,) = found(tasks("编号 | 时限\n1 | 2027-03-01"))
    assert not line.provisional


@pytest.mark.parametrize(("begun", "live"), [("2025-12-20", False), ("2026-01-05", True), ("", True)])
def test_a_task_from_before_the_start_day_is_not_live(begun: str, live: bool) -> None:
    book = rules(settings=settings(start_day=date(2026, 1, 1)))
    (line,) = found(tasks(f"编号 | 立项 | 时限\n1 | {begun} | 2026-10-17"), book)
    assert line.live is live
