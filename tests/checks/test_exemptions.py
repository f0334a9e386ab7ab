"""What becomes of the lines of sheet 豁免 that are over, or that nothing is left for."""

from __future__ import annotations

from datetime import date

from officebatch import checks
from officebatch.model.finding import Finding
from officebatch.model.origin import Origin
from officebatch.model.report import Trouble, TroubleKind
from officebatch.rulebook.judging import CheckRule, Exemption
from tests.checks.example_office import AS_OF, office_of
from tests.checks.test_runner import examined, tasks

TASKS = """
    督办台账
    督办编号   | 延期次数
    DB2026-001 | {}

    豁免
    代码   | 台账     | 编号       | 有效期至 | 理由           | 批准人
    {}     | 督办台账 | DB2026-001 | {}       | 上级调整了计划 | 王平
"""


def told(times: str, code: str = "TSK105", until: str = "") -> list[Finding]:
    office, rules = office_of(TASKS.format(times, code, until))
    return [f for f in checks.examine(office, rules, AS_OF)[0] if f.code.startswith(("TSK105", "RD50"))]


def test_an_expired_exemption_stands_in_the_rule_book_and_the_finding_is_back() -> None:
    back, over = told("3", until="2026-10-31")

    assert (back.code, back.register, back.record) == ("TSK105", "督办台账", "DB2026-001")
    assert (over.code, over.field, over.record) == ("RD501", "有效期至", "TSK105·DB2026-001")
    assert over.origin.workbook == "规则.xlsx"
    assert over.origin.sheet == "豁免"
    assert over.origin.column


def test_an_expired_exemption_of_nothing_is_told_once() -> None:
    assert [f.code for f in told("1", until="2026-10-31")] == ["RD501"]


def test_an_unused_exemption_is_told_only_where_its_check_could_look() -> None:
    (unused,) = told("1")

    assert (unused.code, unused.field) == ("RD502", "编号")
    assert told("3") == []
    assert told("1", code="TSK104") == []  # the register has no column for feedback


def test_a_check_that_is_off_or_a_register_that_was_not_read_says_nothing() -> None:
    from officebatch.model.vocabulary import Mends, Severity

    unused = (Exemption("TSK101", "督办", "DB2", None, "系统迁移", "董玉斌", "豁免!A2"),)
    off = {"TSK101": CheckRule("TSK101", False, Severity.ERROR, Mends.KEEPER)}

    assert [f.code for f in examined(tasks(), exemptions=unused)[0]] == ["TSK101", "RD502"]
    assert examined(tasks(), exemptions=unused, checks=off)[0] == ()


def test_secrecy_uses_no_exemption() -> None:
    place = Trouble(TroubleKind.CLASSIFIED, Origin("督办.xlsx", "督办", 9, "B"), "督办")
    exempt = (Exemption("RD900", "督办", "", date(2026, 12, 31), "", "", "豁免!A2"),)

    assert [f.code for f in examined(tasks(), place, exemptions=exempt)[0]] == ["RD900", "TSK101", "RD502"]
