"""Changes since the last run: what counts as gone, and of what nothing may be said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from officebatch.model.changes import Became, Changes, ToldFinding
from officebatch.model.docket import Past, PastRun
from officebatch.model.finding import CheckResult, CheckState, Finding, Skipped
from officebatch.model.office import Office
from officebatch.model.origin import Origin
from officebatch.model.report import SheetReport
from officebatch.model.vocabulary import Kind, Mends, Severity
from tests.making import AS_OF, register
from tests.outputs import office as made

if TYPE_CHECKING:
    from officebatch.model.finding import Identity

TASKS = register("编号 | 状态\nDB1 | 在办\nDB2 | 在办", Kind.TASKS, {"编号": "key", "状态": "status"}, name="督办")
AT = Origin("督办.xlsx", "督办", 2, "B")
DB1: Identity = ("TSK101", "督办", "DB1", "状态")
GONE: Identity = ("TSK101", "督办", "DB9", "状态")
HELD = CheckResult("TSK101", "t", CheckState.HELD)


def finding(record: str, severity: Severity = Severity.ERROR) -> Finding:
    return Finding("TSK101", severity, Mends.KEEPER, "督办", AT, "状态", record, "", "", "t", "m", (), "")


def against(*before: Identity, told: bool = True, result: CheckResult = HELD, **changed: object) -> Changes:
    known = {identity: ToldFinding("t", "财务科", AT) for identity in before} if told else {}
    past = Past(PastRun(AS_OF, frozenset(), frozenset(before), known))
    office = Office({"督办": TASKS}, {})
    plain: dict[str, object] = {"findings": (), "skipped": (), "results": (result,), "office": office}
    changes = replace(made.docket(past=past), **(plain | changed)).changes  # type: ignore[arg-type]
    assert changes is not None
    return changes


def test_new_still_open_and_put_right() -> None:
    changes = against(DB1, ("TSK101", "督办", "DB2", "状态"), findings=(finding("DB1"), finding("DB3")))

    assert [f.record for f in changes.new] == ["DB3"]
    assert [f.record for f in changes.still] == ["DB1"]
    assert [(one.record, one.became) for one in changes.resolved] == [("DB2", Became.MENDED)]


def test_classified_rows_are_no_changes() -> None:
    assert against(findings=(finding("", Severity.GRAVE),)) == Changes((), (), (), 0)


def test_what_was_exempted_or_ruled_since_is_not_put_right() -> None:
    accepted = Skipped("w", "b", exempt=True, finding=finding("DB1"))

    assert against(DB1, skipped=(accepted,)) == Changes((), (), (), 0)


@pytest.mark.parametrize(
    "result",
    [
        CheckResult("TSK101", "t", CheckState.OFF),
        CheckResult("TSK101", "t", CheckState.SKIPPED),
        CheckResult("TSK101", "t", CheckState.FAILED),
        CheckResult("TSK101", "t", CheckState.HELD, lacking=("督办",)),
        CheckResult("TSK102", "t", CheckState.HELD),
    ],
)
def test_what_nobody_looked_for_is_not_put_right(result: CheckResult) -> None:
    assert against(DB1, result=result) == Changes((), (), (), 1)


def test_a_register_that_was_not_read_puts_nothing_right() -> None:
    assert against(DB1, office=Office({}, {})).unseen == 1
    assert against(DB1, office=Office({"督办": replace(TASKS, parts=())}, {})).unseen == 1


def test_a_record_that_left_the_register_is_told_so() -> None:
    (one,) = against(GONE).resolved

    assert (one.record, one.became, one.told is not None) == ("DB9", Became.LEFT, True)


def test_of_a_record_that_may_be_classified_now_nothing_is_named() -> None:
    quarantined = SheetReport("督办.xlsx", "督办", "督办", quarantined=(7,))

    (one,) = against(GONE, office=Office({"督办": TASKS}, {}, (quarantined,))).resolved

    assert (one.record, one.field, one.told, one.became) == ("", "", None, Became.LEFT)


def test_a_run_that_wrote_nothing_of_its_findings_down_is_compared_all_the_same() -> None:
    (one,) = against(DB1, told=False).resolved

    assert (one.record, one.told) == ("DB1", None)
