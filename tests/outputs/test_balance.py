"""The balance of the weekly report: what is carried over, new, done and dropped gives what is in hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from officebatch.model.docket import Past, PastRun
from officebatch.model.office import Office
from officebatch.model.ruling import Decision, Ruling
from officebatch.model.vocabulary import Kind
from officebatch.outputs.balance import Balance, balance, in_hand
from tests import making
from tests.outputs import office

if TYPE_CHECKING:
    from officebatch.model.docket import Docket

ROLES = {"编号": "key", "开始": "start", "办结": "done", "状态": "status", "批准": "extension_approved"}
SINCE = date(2026, 11, 13)


def standing(table: str, before: tuple[str, ...] | None, rulings: tuple[Ruling, ...] = ()) -> Docket:
    tasks = making.register(table, Kind.TASKS, ROLES, name="督办台账", dates=("开始", "办结", "批准"))
    last = PastRun(SINCE, frozenset(("督办台账", key) for key in before or ()), frozenset())
    past = Past(last if before is not None else None)
    return replace(office.docket(past=past), office=Office({"督办台账": tasks}, {}), past=past, rulings=rulings)


def counted(table: str, before: tuple[str, ...] | None, rulings: tuple[Ruling, ...] = ()) -> Balance:
    return balance(standing(table, before, rulings), SINCE)


@pytest.mark.parametrize(
    ("line", "before", "numbers"),
    [
        ("A | 2026-10-08 | | 在办 |", ("A",), (1, 0, 0, 0, 1)),
        ("A | 2026-11-16 | | 在办 |", (), (0, 1, 0, 0, 1)),
        ("A | 2026-10-08 | 2026-11-18 | 办结 |", ("A",), (1, 0, 1, 0, 0)),
        ("A | 2026-10-08 | 2026-11-12 | 办结 |", ("A",), (1, 0, 1, 0, 0)),  # entered late: it was open last week
        ("A | 2026-11-16 | 2026-11-18 | 办结 |", (), (0, 1, 1, 0, 0)),  # came and went within the week
        ("A | 2026-10-08 | 2026-10-18 | 办结 |", (), (0, 0, 0, 0, 0)),
        ("A | 2026-10-08 | | 取消 |", ("A",), (1, 0, 0, 1, 0)),
        ("A | 2026-10-08 | | 取消 |", (), (0, 0, 0, 0, 0)),
        ("A | 2026-10-08 | | 暂停 |", ("A",), (1, 0, 0, 0, 1)),
        ("A | 2026-10-08 | | 在办 |", ("A", "B"), (2, 0, 0, 1, 1)),  # B is gone from the register
        ("A | 2026-10-08 | | 在办 |", (), (0, 1, 0, 0, 1)),  # taken up again, or entered late
        ("A | 2026-10-08 | 2026-11-18 | 办结 |", None, (1, 0, 1, 0, 0)),  # first run: by the days of the register
        ("A | 2026-11-16 | | 在办 |", None, (0, 1, 0, 0, 1)),
        ("A | | | 在办 |", None, (1, 0, 0, 0, 1)),
    ],
)
def test_it_adds_up(line: str, before: tuple[str, ...] | None, numbers: tuple[int, ...]) -> None:
    found = counted(f"编号 | 开始 | 办结 | 状态 | 批准\n{line}", before)
    assert (found.carried, found.new, found.done, found.dropped, found.open) == numbers
    assert found.holds


def test_extensions_granted_since_the_last_run_are_counted() -> None:
    found = counted(
        """
        编号 | 开始       | 办结 | 状态 | 批准
        A    | 2026-10-08 |      | 在办 | 2026-11-17
        B    | 2026-10-08 |      | 在办 | 2026-11-10
        """,
        ("A", "B"),
    )
    assert found.extended == 1


def test_what_vanished_is_told_apart() -> None:
    assert counted("编号 | 开始 | 办结 | 状态 | 批准\nA | | | 在办 |", ("A", "B")).vanished == 1


OPEN = "编号 | 开始 | 办结 | 状态 | 批准\nA | 2026-10-08 | | 在办 |\nB | 2026-10-08 | | 在办 |"


def ruled(decision: Decision, day: date = date(2026, 11, 20), on: date | None = None, what: str = "办结") -> Ruling:
    return Ruling("督办台账", "A", what, decision, day, on=on)


@pytest.mark.parametrize(
    ("ruling", "before", "numbers"),
    [
        (ruled(Decision.DONE, on=date(2026, 11, 18)), ("A", "B"), (2, 0, 1, 0, 1)),
        (ruled(Decision.DONE, on=date(2026, 11, 12)), ("A", "B"), (2, 0, 1, 0, 1)),  # in hand on paper last week
        (ruled(Decision.DROPPED, what=""), ("A", "B"), (2, 0, 0, 1, 1)),
        (ruled(Decision.DONE, SINCE, date(2026, 11, 12)), ("B",), (1, 0, 0, 0, 1)),  # told last week, open in the book
        (ruled(Decision.DROPPED, SINCE), ("B",), (1, 0, 0, 0, 1)),
        (ruled(Decision.DONE, on=date(2026, 11, 18)), ("B",), (1, 1, 1, 0, 1)),  # came and went within the week
        (ruled(Decision.CORRECT), ("A", "B"), (2, 0, 0, 0, 2)),
        (ruled(Decision.DONE, on=date(2026, 11, 18), what="DOC103"), ("A", "B"), (2, 0, 0, 0, 2)),  # of a finding
        (ruled(Decision.DONE, on=date(2026, 11, 18)), None, (2, 0, 1, 0, 1)),
    ],
)
def test_what_people_ruled_done_or_dropped_is_no_longer_in_hand(
    ruling: Ruling, before: tuple[str, ...] | None, numbers: tuple[int, ...]
) -> None:
    found = counted(OPEN, before, (ruling,))
    assert (found.carried, found.new, found.done, found.dropped, found.open) == numbers
    assert found.holds


def test_a_later_ruling_holds() -> None:
    done = ruled(Decision.DONE, SINCE, date(2026, 11, 12))
    assert in_hand(standing(OPEN, ("A",), (done, ruled(Decision.CORRECT)))) == {("督办台账", "A"), ("督办台账", "B")}
    assert in_hand(standing(OPEN, ("A",), (done,))) == {("督办台账", "B")}


def test_an_extension_ruled_since_the_last_run_is_counted_once() -> None:
    table = "编号 | 开始 | 办结 | 状态 | 批准\nA | 2026-10-08 | | 在办 | 2026-11-17"
    extended = ruled(Decision.EXTENDED, on=date(2026, 12, 1))
    assert counted(table, ("A",), (extended,)).extended == 1
    assert counted(OPEN, ("A", "B"), (extended,)).extended == 1
    assert counted(OPEN, ("A", "B"), (replace(extended, day=SINCE),)).extended == 0
