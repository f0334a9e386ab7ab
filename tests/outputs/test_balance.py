"""The balance of the weekly report: what is carried over, new, done and dropped gives what is in hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from officebatch.model.docket import Past, PastRun
from officebatch.model.office import Office
from officebatch.model.vocabulary import Kind
from officebatch.outputs.balance import Balance, balance
from tests import making
from tests.outputs import office

ROLES = {"编号": "key", "开始": "start", "办结": "done", "状态": "status", "批准": "extension_approved"}
SINCE = date(2026, 11, 13)


def counted(table: str, before: tuple[str, ...] | None) -> Balance:
    tasks = making.register(table, Kind.TASKS, ROLES, name="督办台账", dates=("开始", "办结", "批准"))
    last = PastRun(SINCE, frozenset(("督办台账", key) for key in before or ()), frozenset(), frozenset(), 1)
    docket = replace(
        office.docket(), office=Office({"督办台账": tasks}, {}), past=Past(last if before is not None else None)
    )
    return balance(docket, SINCE)


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
