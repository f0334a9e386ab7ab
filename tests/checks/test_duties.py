"""Duties: one finding a person, a department or a step, and findings at lines of the rule book."""

from __future__ import annotations

import dataclasses

from officebatch import checks
from officebatch.model.finding import Finding
from officebatch.rulebook.judging import Exemption
from tests.checks.example_office import AS_OF, office_of

DUTIES = """
岗位职责表
职责编号 | 部门   | 岗位   | 职责内容 | 对应环节                                     | A角  | B角
ZZ-001   | 办公室 | 主任岗 | 全面工作 | 分办、催办、核稿                             | 王平 | 李文
ZZ-002   | 办公室 | 机要岗 | 机要文书 | 签收、登记、注办、处置、打印、{steps}        | 赵敏 | 吴静
ZZ-003   | 财务科 | 出纳岗 | 资金收付 |                                              | 孙丽 | 周强
"""


def examined(text: str, **changed: object) -> list[Finding]:
    office, rules = office_of(text)
    rules = dataclasses.replace(rules, **changed)  # type: ignore[arg-type]  # a table of one's own
    return [f for f in checks.examine(office, rules, AS_OF)[0] if f.code.startswith("DUT")]


def test_a_step_nobody_holds_stands_at_its_line_of_the_rule_book() -> None:
    assert examined(DUTIES.format(steps="用印、分发")) == []
    (finding,) = examined(DUTIES.format(steps="用印"))
    _, rules = office_of(DUTIES.format(steps="用印"))
    step = next(s for s in rules.steps if (s.process, s.name) == ("发文", "分发"))

    assert (finding.code, finding.record, finding.department) == ("DUT124", "发文·分发", "办公室")
    assert f"{finding.origin.sheet}!A{finding.origin.row}" == step.at
    assert (finding.origin.workbook, finding.register) == (rules.file, "发文登记簿")


def test_a_finding_of_the_rule_book_is_exempted_like_any_other() -> None:
    exempt = Exemption("DUT124", "发文登记簿", "发文·分发", None, "由收发室办理", "王平")

    assert examined(DUTIES.format(steps="用印"), exemptions=(exempt,)) == []


def test_a_step_without_a_post_is_told_once() -> None:
    text = DUTIES.format(steps="用印") + "\n流程\n流程 | 台账 | 序号 | 环节 | 岗位\n发文 | 发文登记簿 | 7 | 分发 | "
    office, rules = office_of(text)
    bare = tuple(dataclasses.replace(s, posts=()) if s.name == "分发" else s for s in rules.steps)
    found, _ = checks.examine(office, dataclasses.replace(rules, steps=bare), AS_OF)

    assert [f.code for f in found if f.code.startswith("DUT")] == ["DUT120"]


def test_a_department_without_duties_is_one_finding_and_not_one_for_each_of_its_people() -> None:
    text = "\n".join(DUTIES.format(steps="用印、分发").splitlines()[:-1])
    (finding,) = examined(text)

    assert (finding.code, finding.record, finding.department) == ("DUT111", "财务科", "财务科")


def test_an_empty_duty_table_is_one_finding() -> None:
    head = "职责编号 | 部门 | 职责内容 | A角 | B角 | 备注"
    (finding,) = examined(f"岗位职责表\n{head}\nZZ-001 | 办公室 | 起草文稿 | | | 作废")

    assert (finding.code, finding.record) == ("DUT111", "岗位职责表")


def test_who_acts_without_a_duty_is_told_with_the_first_proof() -> None:
    people = "人员\n姓名 | 部门 | 职务\n钱进 | 办公室 | 科员\n\n"
    sent = "发文登记簿\n发文字号 | 拟稿人 | 拟稿日期\n" + "".join(
        f"临电办〔2026〕{n}号 | 钱进 | 2026-03-0{n}\n" for n in range(1, 6)
    )
    duties = DUTIES.format(steps="用印、分发").strip()
    (finding,) = examined(f"{people}{duties}\n\n{sent}")

    assert (finding.code, finding.record) == ("DUT106", "钱进")
    assert "5处" in finding.text() and "发文登记簿的临电办〔2026〕1号" in finding.text()


def test_two_away_together_without_a_duty_line_stand_in_sheet_people() -> None:
    away = "外出\n姓名 | 开始日期 | 结束日期\n孙丽 | 2026-11-16 | 2026-11-27\n周强 | 2026-11-23 | 2026-11-24\n\n"
    people = "人员\n姓名 | 部门 | B角\n孙丽 | 财务科 | 周强\n周强 | 财务科 | 孙丽"
    (finding,) = examined(away + people)

    assert (finding.code, finding.origin.sheet, finding.department) == ("DUT108", "人员", "财务科")
    assert "2026-11-23至2026-11-24" in finding.text()


def test_a_document_waits_once_however_many_steps_are_filled_in_ahead() -> None:
    rows = "\n".join(
        f"收〔2026〕{n}号 | 高远 | 2026-11-02 | 孙丽 | | 赵敏 | | 赵敏 | " for n in range(1, 12)
    )
    head = "收文编号 | 批办人 | 批办日期 | 承办人 | 承办日期 | 注办人 | 注办日期 | 处置人 | 处置日期"
    (finding,) = examined(f"收文登记簿\n{head}\n{rows}")

    assert (finding.code, finding.record, finding.department) == ("DUT131", "孙丽", "财务科")
    assert "11件（收文登记簿11）" in finding.text()


def test_a_person_who_moved_is_one_finding_and_not_one_for_each_duty() -> None:
    rows = "\n".join(f"ZZ-0{n} | 办公室 | 秘书岗 | 文稿{n} | 孙丽 | 李文" for n in range(1, 8))
    office, rules = office_of(f"岗位职责表\n职责编号 | 部门 | 岗位 | 职责内容 | A角 | B角\n{rows}")
    found = [f for f in checks.examine(office, rules, AS_OF)[0] if f.code == "DUT107"]

    assert [(f.record, len(f.partners), f.department) for f in found] == [("ZZ-01", 6, "办公室")]


def test_the_duties_of_a_department_that_is_gone_are_told_once() -> None:
    gone = "部门\n排序 | 部门 | 停用日期\n4 | 营销科 | 2026-06-30\n\n"
    line = "ZZ-009 | 营销科 | 抄表岗 | 抄表收费 | | 孙丽 | 周强"
    (finding,) = examined(gone + DUTIES.format(steps="用印、分发").strip() + "\n" + line)

    assert (finding.code, finding.record, finding.origin.sheet) == ("DUT112", "营销科", "部门")
