"""The outcome of every check: what is held against nothing is not called held."""

from __future__ import annotations

import pytest

from officebatch import checks
from officebatch.checks import shelf
from officebatch.model.finding import CheckResult, CheckState
from officebatch.wording import spoken
from tests.checks.example_office import AS_OF, office_of
from tests.checks.test_runner import crashing

TASKS = """
    督办台账
    督办编号   | 立项日期   | 完成时限   | 延期次数
    DB2026-001 | 2026-10-22 | 2026-10-19 | 3

    豁免
    代码   | 台账     | 编号       | 理由           | 批准人
    TSK105 | 督办台账 | DB2026-001 | 上级调整了计划 | 王平

    检查
    代码   | 启用
    TSK106 | 否
"""
RECEIVED = """
    收文登记簿
    收文编号       | 收文日期   | 文件标题
    收〔2026〕31号 | 2026-10-12 | 关于窗口服务的来信
"""


def outcome(text: str) -> dict[str, CheckResult]:
    office, rules = office_of(text)
    findings, skipped = checks.examine(office, rules, AS_OF)
    return {result.code: result for result in checks.results(office, rules, findings, skipped)}


def test_every_check_has_one_outcome_in_the_order_of_the_codes() -> None:
    assert list(outcome(TASKS)) == list(checks.facts())


def test_broken_held_off_and_not_looked_at() -> None:
    of = outcome(TASKS)

    assert (of["TSK101"].state, of["TSK101"].findings) == (CheckState.BROKEN, 1)
    assert (of["TSK105"].state, of["TSK105"].accepted) == (CheckState.HELD, 1)
    assert of["TSK106"].state is CheckState.OFF
    assert (of["TSK104"].state, of["TSK104"].lacking) == (CheckState.SKIPPED, ("督办台账",))
    assert of["DUT101"].state is CheckState.SKIPPED


def test_why_a_check_was_not_looked_at_is_said() -> None:
    of = outcome(TASKS + RECEIVED)

    with spoken("zh_CN"):
        assert of["TSK104"].reason().startswith("督办台账：")
        assert of["DUT101"].reason() == "没有读到“职责”类台账"
        assert of["DOC202"].reason() == "没有台账有用途为“复文号、答复日期”的列"
        assert of["MTG201"].reason().startswith("没有读到“议题”类台账")


def test_a_check_that_crashed_is_not_called_held(monkeypatch: pytest.MonkeyPatch) -> None:
    built = (*shelf.all_checks(), crashing())
    for module in ("runner", "outcome"):
        monkeypatch.setattr(f"officebatch.checks.{module}.all_checks", lambda: built)

    assert outcome(TASKS)["ZZZ999"].state is CheckState.FAILED


def test_a_rule_of_the_office_s_own_that_cannot_be_run_is_not_called_held() -> None:
    of = outcome(TASKS + RECEIVED + OWN)

    assert of["OWN101"].state is CheckState.BROKEN
    assert of["OWN102"].state is CheckState.SKIPPED


OWN = """
    校验
    代码   | 台账     | 应当                | 级别 | 归谁改     | 提示语
    OWN101 | 督办台账 | 延期次数 不超过 1   | 错误 | 台账保管人 | 延期过多
    OWN102 | 督办台账 | 完成率 不超过 1     | 错误 | 台账保管人 | 完成率过高
"""
