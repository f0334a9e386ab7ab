"""Rulings on deadlines change what papers and scores are made from, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from officebatch import deadlines
from officebatch.model.deadline import Deadline, Deadlines
from officebatch.model.office import Office
from officebatch.model.ruling import Decision, Ruling
from officebatch.model.vocabulary import HolderKind, Kind, State
from officebatch.rulebook.sheets import Department
from tests import making

AS_OF = date(2026, 11, 20)
ROLES = {"编号": "key", "部门": "department", "责任人": "person", "开始": "start", "时限": "due", "办结": "done"}
TASKS = """
编号 | 部门   | 责任人 | 开始       | 时限       | 办结
D1   | 财务科 | 朱梅   | 2026-10-08 | 2026-11-10 |
D2   | 财务科 | 朱梅   | 2026-10-08 | 2026-11-10 | 2026-11-17
"""
BOOK = making.rules(departments=(Department("办公室", 1), Department("财务科", 2), Department("物资科", 3)))


def office() -> Office:
    tasks = making.register(TASKS, Kind.TASKS, ROLES, name="督办台账", dates=("开始", "时限", "办结"))
    return Office({"督办台账": tasks}, {})


def after(*rulings: Ruling) -> Deadlines:
    of = office()
    return deadlines.ruled(of, deadlines.reckon(of, BOOK, AS_OF), BOOK, AS_OF, rulings)


def lines(of: Deadlines) -> list[Deadline]:
    return list(of.pick(of.frame["row"] >= 0))


def ruling(decision: Decision, record: str = "D1", what: str = "办结", **more: object) -> Ruling:
    plain: dict[str, object] = {"register": "督办台账", "record": record, "what": what, "day": AS_OF}
    return Ruling(decision=decision, **(plain | more))  # type: ignore[arg-type]  # a table of one's own


@pytest.mark.parametrize(
    ("on", "state", "late"), [(date(2026, 11, 10), State.MET, 0), (date(2026, 11, 12), State.MET_LATE, 2)]
)
def test_done_but_not_entered_is_met_or_met_late_by_its_day(on: date, state: State, late: int) -> None:
    first, second = lines(after(ruling(Decision.DONE, on=on)))

    assert (first.state, first.days_late, first.open) == (state, late, False)
    assert first.done is not None
    assert first.done.date() == on
    assert second.state is State.MET_LATE


@pytest.mark.parametrize(
    ("on", "state", "late", "left"),
    [
        (date(2026, 11, 27), State.DUE_SOON, 0, 5),
        (date(2026, 12, 11), State.AHEAD, 0, 15),
        (date(2026, 11, 18), State.OVERDUE, 2, 0),
        (AS_OF, State.DUE_SOON, 0, 0),
    ],
)
def test_an_extension_moves_the_due_day_and_keeps_the_first(on: date, state: State, late: int, left: int) -> None:
    first, _ = lines(after(ruling(Decision.EXTENDED, on=on)))

    assert (first.state, first.days_late, first.days_left, first.due_day) == (state, late, left, on)
    assert first.first_due.date() == date(2026, 11, 10)
    assert first.extended


def test_another_department_holds_it_and_the_person_is_no_longer_named() -> None:
    first, _ = lines(after(ruling(Decision.HOLDER, department="物资科")))
    office_holds, _ = lines(after(ruling(Decision.HOLDER, department="办公室")))

    assert (first.holder, first.holder_kind, first.person) == ("物资科", HolderKind.DEPARTMENT, "")
    assert office_holds.holder_kind is HolderKind.OFFICE


def test_dropped_is_gone() -> None:
    assert [d.row for d in lines(after(ruling(Decision.DROPPED)))] == [1]


def test_the_later_ruling_holds_and_found_correct_takes_the_earlier_back() -> None:
    first, _ = lines(after(ruling(Decision.DROPPED), ruling(Decision.CORRECT)))

    assert first.state is State.OVERDUE


def test_what_is_closed_by_the_register_nobody_rules_on() -> None:
    assert lines(after(ruling(Decision.DROPPED, record="D2"))) == lines(after())


@pytest.mark.parametrize("record", ["Ｄ１", "D 1"])
def test_the_record_is_known_however_its_number_is_written(record: str) -> None:
    assert len(lines(after(ruling(Decision.DROPPED, record=record, what="")))) == 1
