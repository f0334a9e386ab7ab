"""What papers say of the life of findings: the outcome of checks, what went since the last run, what is exempted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from officebatch import outputs
from officebatch.model.changes import ToldFinding
from officebatch.model.docket import Past, PastRun
from officebatch.model.finding import CheckResult, CheckState, Skipped
from officebatch.model.origin import Origin
from officebatch.rulebook.judging import Exemption
from officebatch.rulebook.sheets import OutputRule
from tests.outputs import looking, office
from tests.outputs.test_lists import loaded

LAST = ("TSK101", "督办台账", "DB2026-038", "完成时限")
EXEMPT = Exemption("TSK101", "督办台账", "DB2026-041", date(2026, 11, 20), "上级调整了计划", "董玉斌")
OVER = Exemption("TSK101", "督办台账", "DB2026-042", date(2026, 11, 19), "上级调整了计划", "董玉斌")
SHEET = OutputRule("批次审签单", "批次审签单", "办公室", "", "批次审签单.xlsx")
RULES = office.rules(exemptions=(EXEMPT, OVER), outputs=(SHEET, *office.rules().outputs))


def test_the_reading_report_has_the_outcome_of_every_check_and_why_one_was_not_made() -> None:
    values = (("code", "TSK101"), ("register", "督办台账"), ("role", "到期日"))
    lacking = Skipped("{code}", "no column for {role}", values, lacking=True)
    results = (
        CheckResult("DOC103", "A", CheckState.BROKEN, 2, 1),
        CheckResult("TSK101", "B", CheckState.SKIPPED, lacking=("督办台账",), because=(lacking,)),
    )
    docket = replace(office.docket(), results=results, skipped=(lacking, Skipped("w", "b")))
    made, _ = outputs.compose(docket, office.rules(), [office.TEMPLATES])
    report = next(paper.content for paper in made if paper.kind == "读取报告")

    rows = [row[:5] for row in looking.cells(report, 5)[3:]]
    assert rows == [["DOC103", "A", "有问题", 2, 1], ["TSK101", "B", "未查", "", ""]]
    assert looking.cells(report, 5)[4][5] == "督办台账：no column for 到期日"
    assert [row[0] for row in looking.cells(report, 4)[3:]] == ["w"]


def listed(**changed: object) -> bytes:
    at = Origin("督办台账.xlsx", "督办", 4, "F")
    told = {LAST: ToldFinding("Limit before the beginning", "财务科", at)}
    past = Past(PastRun(date(2026, 11, 13), frozenset(), frozenset({LAST}), told))
    docket = replace(office.docket(past=past), results=(CheckResult("TSK101", "t", CheckState.HELD),))
    made, _ = outputs.compose(replace(docket, **changed), RULES, [office.TEMPLATES])  # type: ignore[arg-type]
    return next(paper.content for paper in made if paper.path == "问题清单.xlsx")


def test_what_went_since_the_last_run_stands_on_a_sheet_of_its_own() -> None:
    content = listed()

    assert loaded(content).sheetnames == ["问题清单", "已消除", "有效豁免"]
    assert looking.cells(content, 1)[3] == [
        1, "完成时限早于立项日期", "督办台账", "DB2026-038", "完成时限", "财务科", "已改正", "TSK101",
        "督办台账.xlsx 督办!F4",
    ]  # fmt: skip
    assert loaded(listed(findings=())).sheetnames[1] == "已消除"


def test_every_exemption_in_force_is_listed_for_the_office_and_for_the_head() -> None:
    finding = replace(office.docket().findings[0], code="TSK101", register="督办台账", record="DB2026-041")
    skipped = (Skipped("w", "b", exempt=True, finding=finding),)

    (row,) = looking.cells(listed(skipped=skipped), 2)[3:]

    assert row[2:8] == ["督办台账", "DB2026-041", "上级调整了计划", "董玉斌", date(2026, 11, 20), 1]
    made, _ = outputs.compose(office.docket(), RULES, [office.TEMPLATES])
    batch = next(paper.content for paper in made if paper.kind == "批次审签单")
    assert "DB2026-041" in str(looking.cells(batch, loaded(batch).sheetnames.index("有效豁免")))
