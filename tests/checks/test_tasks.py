"""Tasks: one fault is told once, whatever else it breaks; what cannot be known is not told."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from officebatch import checks
from officebatch.model.finding import Finding
from officebatch.model.office import Office
from officebatch.rulebook.judging import CheckRule
from tests.checks.example_office import AS_OF, office_of


def examined(text: str, family: str | tuple[str, ...] = "TSK", as_of: date = AS_OF) -> list[Finding]:
    office, rules = office_of(text)
    return [f for f in checks.examine(office, rules, as_of)[0] if f.code.startswith(family)]


def told(text: str, *, as_of: date = AS_OF) -> list[tuple[str, str]]:
    return sorted((f.code, f.record) for f in examined(text, as_of=as_of))


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("2026-11-14 | 2026-11-09 | 2026-11-06 | 100% | 办结 | 2026-11-06", "TSK101"),
        ("2026-11-14 |            | 2026-11-06 | 100% | 办结 | 2026-11-06", "TSK107"),
        ("2026-11-14 | 2026-12-09 | 2026-11-06 | 20%  | 在办 |           ", "TSK108"),
        ("2026-04-14 | 2026-12-09 | 2026-11-19 | 80%  | 办结 | 2026-05-08", "TSK110"),
        ("2026-04-14 | 2026-12-09 | 2026-11-19 | 30%  | 未办 | 2026-05-08", "TSK103"),
        ("2026-04-14 | 2026-12-09 | 2026-12-09 | 100% | 办结 | 2026-05-08", ""),
        ("2026-04-14 |            | 2026-11-19 | 20%  | 取消 |           ", "TSK112"),
        ("2026-04-14 | 待定       | 2026-11-19 | 20%  | 在办 |           ", ""),
        ("2026-04-14 | 2026-12-09 | 待定       | 20%  | 在办 |           ", ""),
    ],
)
def test_a_wrong_chain_is_one_finding(line: str, code: str) -> None:
    head = "督办编号 | 立项日期 | 完成时限 | 最近反馈日期 | 完成率 | 状态 | 办结日期 | 备注"

    assert told(f"督办台账\n{head}\nDB1 | {line} |") == ([(code, "DB1")] if code else [])


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("2026-11-06 | 1 | 2026-11-27 | 2026-11-09 | 2026-11-10 | 高远", ["TSK121"]),
        ("2026-11-06 | 1 | 2026-11-27 | 2026-11-09 | 2026-11-05 | 高远", ["TSK122"]),
        ("2026-11-06 | 1 | 2026-11-27 | 2026-11-05 | 2026-11-10 | 高远", ["TSK123"]),
        ("2026-11-06 | 0 | 2026-11-27 | 2026-11-05 | 2026-11-06 | 高远", ["TSK126"]),
        ("2026-11-06 | 3 |            |            |            |     ", ["TSK105"]),
        ("2026-11-06 | 1 | 2026-11-27 |            |            |     ", ["TSK120"]),
        ("2026-11-06 | 1 | 2026-11-27 | 2026-11-05 | 2026-11-06 |     ", ["TSK127"]),
        ("2026-11-06 | 1 | 2026-11-27 | 2026-11-05 | 2026-11-06 | 孙丽", ["TSK128"]),
        ("2026-11-06 | 1 | 2026-12-27 | 2026-11-05 | 2026-11-06 | 高远", ["TSK125"]),
        ("2026-11-06 | 1 | 2026-12-27 | 2026-11-09 | 2026-11-10 | 高远", ["TSK121"]),
        ("2026-11-06 | 1 | 2026-11-03 | 2026-11-05 | 2026-11-06 | 高远", ["TSK124"]),
        ("2026-11-06 | 1 | 2026-11-27 | 2026-11-05 | 2026-13-06 | 高远", []),
    ],
)
def test_an_extension_that_does_not_hold_is_one_finding(line: str, codes: list[str]) -> None:
    head = "督办编号 | 责任人 | 立项日期 | 完成时限 | 延期次数 | 延期至 | 延期申请日期 | 延期批准日期 | 延期批准人"

    assert told(f"督办台账\n{head}\nDB1 | 孙丽 | 2026-10-09 | {line}") == [(code, "DB1") for code in codes]


def test_an_uncounted_extension_is_told_where_too_many_are_not() -> None:
    office, rules = office_of("督办台账\n督办编号 | 完成时限 | 延期次数 | 延期至\nDB1 | 2026-11-27 | 3 |")
    off = CheckRule("TSK105", False, rules.checks["TSK105"].severity, rules.checks["TSK105"].mends, {"次数": "1"})
    rules = dataclasses.replace(rules, checks={**rules.checks, "TSK105": off})

    assert [f.code for f in checks.examine(office, rules, AS_OF)[0] if f.code.startswith("TSK")] == ["TSK126"]


FEEDBACK = """
督办台账
督办编号 | 立项日期   | 完成时限   | 反馈周期 | 最近反馈日期 | 状态
DB1      | 2026-04-10 | 2026-12-31 | {rhythm} | {day}        | 在办
"""


@pytest.mark.parametrize(
    ("rhythm", "day", "as_of", "codes"),
    [
        ("每两周", "2026-10-18", "2026-11-01", []),  # the 14th day is a Sunday
        ("每两周", "2026-10-18", "2026-11-02", []),  # moved to Monday, which is not over yet
        ("每两周", "2026-10-18", "2026-11-03", ["TSK104"]),
        ("每月", "2026-09-28", "2026-11-02", []),  # October ends on a Saturday
        ("每月", "2026-09-28", "2026-11-03", ["TSK104"]),
        ("每月", "2026-10-01", "2026-11-20", []),  # 50 days, and October has one
        ("每周", "2026-11-08", "2026-11-20", ["TSK104"]),
        ("每周", "2026-11-09", "2026-11-20", []),
        ("每年", "2026-04-10", "2026-11-20", []),
        ("看情况", "2026-05-10", "2026-11-20", ["TSK116"]),
        ("", "2026-10-20", "2026-11-20", ["TSK104"]),
    ],
)
def test_the_items_own_rhythm_decides(rhythm: str, day: str, as_of: str, codes: list[str]) -> None:
    text = FEEDBACK.format(rhythm=rhythm, day=day)

    assert told(text, as_of=date.fromisoformat(as_of)) == [(code, "DB1") for code in codes]


def test_a_notice_says_by_when_the_items_rhythm_wanted_it() -> None:
    (finding,) = examined(FEEDBACK.format(rhythm="每月5日前", day="2026-10-05"))

    assert finding.text() == (
        "最近一次反馈是2026-10-05；此项任务的反馈周期为“每月5日前”，至迟2026-11-05应有反馈。请反馈当前进展。"
    )


def test_a_rhythm_nobody_understands_is_one_finding_for_all_who_write_so() -> None:
    rows = "\n".join(f"DB{n} | 看情况 | 在办" for n in range(1, 60))
    (finding,) = examined(f"督办台账\n督办编号 | 反馈周期 | 状态\n{rows}")

    assert (finding.code, finding.record, len(finding.partners)) == ("TSK116", "DB1", 19)
    assert "59项" in finding.text()


def test_a_leader_of_another_department_is_one_finding() -> None:
    people = "人员\n姓名 | 部门 | 职务 | 层级\n冯岚 | 局领导 | 副局长 | 领导\n\n"
    rows = "\n".join(f"DB{n} | 冯岚 | 财务科 | 在办" for n in range(1, 9))
    (finding,) = examined(f"{people}督办台账\n督办编号 | 分管领导 | 牵头部门 | 状态\n{rows}")

    assert (finding.code, finding.record, len(finding.partners)) == ("TSK135", "DB1", 7)


def test_a_required_limit_is_told_as_such() -> None:
    field = "字段\n台账 | 字段 | 必填\n督办台账 | 完成时限 | 是\n\n"
    (finding,) = examined(f"{field}督办台账\n督办编号 | 完成时限 | 状态\nDB1 | | 在办", ("TSK", "RD3"))

    assert finding.code == "RD301"


AWAY = """
外出
姓名 | 开始日期   | 结束日期
孙丽 | 2026-11-16 | 2026-11-27{more}

岗位职责表
职责编号 | 部门   | 岗位   | 职责内容 | A角  | B角
ZZ-001   | 财务科 | 出纳岗 | 资金收付 | 孙丽 | {b}
ZZ-002   | 财务科 | 主任岗 | 全面工作 | 周强 | 王平
ZZ-003   | 办公室 | 主任岗 | 全面工作 | 王平 | 李文
ZZ-004   | 办公室 | 机要岗 | 机要保密 | 赵敏 | 吴静

督办台账
督办编号 | 责任人 | 完成时限   | 状态
DB1      | 孙丽   | 2026-11-25 | 在办
"""


@pytest.mark.parametrize(
    ("b", "more", "codes"),
    [
        ("周强", "", []),
        ("周 强", "", []),
        ("吴静、周强", "周强 | 2026-11-23 | 2026-11-24", []),
        ("", "", ["DUT102", "TSK133"]),
        ("欧阳不存在", "", []),  # an unknown name is a finding of its own, and somebody all the same
        ("周强", "周强 | 2026-11-23 | 2026-11-24", ["DUT108"]),
        ("周强", "周强 | 2026-11-09 | 2026-11-18", []),
    ],
)
def test_who_is_away_has_somebody_to_stand_in(b: str, more: str, codes: list[str]) -> None:
    found = examined(AWAY.format(b=b, more=more and f"\n{more}"), ("TSK", "DUT"))

    assert sorted(f.code for f in found) == codes


def test_a_register_with_few_columns_is_left_alone() -> None:
    office, rules = office_of("督办台账\n督办编号 | 督办事项\nDB1 | 清理库房")
    findings, skipped = checks.examine(office, rules, AS_OF)

    assert [f.code for f in findings] == ["RD101", "RD101"]
    assert not any(f.code == "TSK133" for f in findings)
    assert {dict(s.values)["code"] for s in skipped if "code" in dict(s.values)} >= {"TSK107", "TSK120", "TSK130"}
    assert checks.examine(Office({}, {}), rules, AS_OF)[0] == ()
