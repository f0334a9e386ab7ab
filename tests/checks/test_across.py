"""Checks across registers: what counts as the same matter, and what is left alone where that is not certain."""

from __future__ import annotations

import pytest

from officebatch.checks.alike import shared
from officebatch.checks.cited import citations
from officebatch.checks.runner import Scopes, rule_of, run
from officebatch.checks.shelf import all_checks
from officebatch.model.finding import Finding
from officebatch.model.vocabulary import Severity
from tests.checks.example_office import AS_OF, office_of

CHECKS = {one.code: one for one in all_checks()}
def found(code: str, text: str) -> list[Finding]:
    office, rules = office_of(text)
    findings, _ = run(CHECKS[code], rule_of(CHECKS[code], rules), Scopes(office, rules, AS_OF))
    return findings


def records(code: str, text: str) -> list[str]:
    return [finding.record for finding in found(code, text)]


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("市电安〔2026〕61号", [("市电安", 2026, 61)]),
        ("按临电办[26]005号、收（2026）第31号批示", [("按临电办", 2026, 5), ("收", 2026, 31)]),
        ("临电办〔2026〕 5", [("临电办", 2026, 5)]),
        ("局长办公会（6月10日）", []),
        ("签收（2026）3月", []),
        ("领导批示 2026-03-01", []),
    ],
)
def test_citations_are_read_as_people_write_them(text: str, cited: list[tuple[str, int, int]]) -> None:
    assert [(c.letters, c.year, c.number) for c in citations(text)] == cited


def test_letters_that_merely_end_alike_are_somebody_elses() -> None:
    county, own, behind = citations("县临电办〔2026〕5号 临电办〔2026〕5号 根据临电办〔2026〕5号")

    assert [c.of("临电办") for c in (county, own, behind)] == [False, True, True]


def test_titles_are_alike_by_what_they_are_about() -> None:
    assert shared("关于转办幸福小区频繁停电信访事项的函", "幸福小区频繁停电整改")[0] == 7
    assert shared("关于做好物资采购工作的通知", "关于做好值班安排工作的通知") == (0, 0.0)
    assert shared("工作方案", "工作总结") == (0, 0.0)


ORIGINS = """
    督办台账
    督办编号   | 督办事项     | 任务来源
    DB2026-001 | 整改消防设施 | {}

    收文登记簿
    收文编号       | 收文日期   | 文件标题       | 备注
    收〔2026〕31号 | 2026-10-12 | 关于消防的通知 |
    收〔2026〕33号 | 2026-10-12 | 关于值班的通知 |
    收〔2026〕34号 | 2026-10-12 | 作废           | 作废
"""


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("收〔2026〕31号", []),
        ("收[2026]031号领导批示", []),
        ("收〔2026〕35号", ["收〔2026〕35号"]),
        ("按收〔2026〕32号办理", ["收〔2026〕32号"]),
        ("收〔2026〕34号", ["收〔2026〕34号"]),
        ("收〔2026〕30号", []),
        ("收〔2025〕35号", []),
        ("市收〔2026〕35号", []),
    ],
)
def test_an_origin_is_missed_only_within_the_reach_of_its_series(source: str, told: list[str]) -> None:
    findings = found("TSK201", ORIGINS.format(source))

    assert [dict(f.values)["number"] for f in findings] == told


def test_a_void_origin_says_so() -> None:
    (finding,) = found("TSK201", ORIGINS.format("收〔2026〕34号"))

    assert "void" in finding.message


def test_a_number_in_a_second_workbook_of_the_series_is_there() -> None:
    two = """
        台账
        台账         | 种类 | 文件     | 主键字段
        收文登记簿二 | 流转 | *收文二* | 收文编号

        字段
        台账         | 字段     | 用途     | 表头     | 类型   | 式样                  | 唯一
        收文登记簿二 | 收文编号 | 编号     | 收文编号 | 文号   | 收〔{年}〕{序号}号    | 是
        收文登记簿二 | 收文日期 | 收到日期 | 收文日期 | 日期   |                       |
        收文登记簿二 | 文件标题 | 标题     | 文件标题 | 文本   |                       |

        收文登记簿二
        收文编号       | 收文日期   | 文件标题
        收〔2026〕35号 | 2026-10-12 | 关于消防的通知
    """

    assert found("TSK201", two + ORIGINS.format("收〔2026〕35号")) == []
    assert len(found("TSK201", two + ORIGINS.format("收〔2026〕36号"))) == 1


DECISIONS = """
    会议议题台账
    议题编号 | 会议名称   | 会议日期   | 议题名称         | 提报部门 | 议定事项   | 备注
    1        | 局长碰头会 | {day}      | 年终物资盘点方案 | 财务科   | {decision} |

    督办台账
    督办编号   | 督办事项 | 任务来源 | 来源日期 | 立项日期 | 牵头部门
    {task}
"""


@pytest.mark.parametrize(
    "task",
    [
        "DB2026-001 | 盘点年终物资 | 领导批示 | | 2026-06-01 | 营销科",
        "DB2026-001 | 盘点仓库物资 | 领导批示 | | 2026-11-10 | 营销科",
        "DB2026-001 | 清查库存 | 局长碰头会（11月9日） | | 2026-11-12 | 财务科",
        "DB2026-001 | 清查库存 | 局长碰头会 | 2026-11-09 | 2026-11-12 | 财务科",
        "DB2026-001 | 清查库存 | 局长碰头会 | | 2026-11-12 | 财务科",
        "DB2026-001 | 清查库存 | | | 2026-11-09 | 财务科",
    ],
)
def test_a_task_that_may_be_the_one_keeps_a_decision_quiet(task: str) -> None:
    assert records("MTG201", DECISIONS.format(day="2026-11-09", decision="转督办", task=task)) == []


@pytest.mark.parametrize(
    "task",
    [
        "DB2026-001 | 清查库存 | 局长碰头会（10月26日） | | 2026-11-12 | 财务科",
        "DB2026-001 | 清查库存 | 局长碰头会 | 2026-10-26 | 2026-11-12 | 财务科",
        "DB2026-001 | 清查库存 | 领导批示 | | 2026-11-12 | 财务科",
        "DB2026-001 | 清查库存 | 市电财〔2026〕45号 | | 2026-11-12 | 财务科",
        "DB2026-001 | 清查库存 | 局长碰头会 | | 2026-11-12 | 营销科",
        "DB2026-001 | 清查库存 | 局长碰头会 | | 2026-10-12 | 财务科",
    ],
)
def test_a_task_of_another_origin_department_or_time_is_not_the_one(task: str) -> None:
    assert records("MTG201", DECISIONS.format(day="2026-11-09", decision="转督办", task=task)) == ["1"]


@pytest.mark.parametrize(
    ("day", "decision", "told"),
    [
        ("2026-11-17", "转督办", ["1"]),
        ("2026-11-18", "转督办", []),  # two working days after it is the as-of day itself
        ("2026-11-09", "不转督办", []),
        ("2026-11-09", "见DB2026-001", []),
        ("2026-11-09", "同意", []),
        ("2026-11-09", "", []),
    ],
)
def test_which_decisions_ask_for_a_task(day: str, decision: str, told: list[str]) -> None:
    task = "DB2026-001 | 修订制度 | 领导批示 | | 2026-03-12 | 财务科"

    assert records("MTG201", DECISIONS.format(day=day, decision=decision, task=task)) == told


def test_all_decisions_where_the_office_wants_it() -> None:
    every = "\n    检查\n    代码   | 参数\n    MTG201 | 用词=全部、工作日=2\n"
    task = "DB2026-001 | 修订制度 | 领导批示 | | 2026-03-12 | 财务科"

    assert records("MTG201", every + DECISIONS.format(day="2026-11-09", decision="同意", task=task)) == ["1"]


def test_without_a_register_of_tasks_nothing_is_missed() -> None:
    meeting = DECISIONS.format(day="2026-11-09", decision="转督办", task="").partition("\n    督办台账")[0]

    assert found("MTG201", meeting) == []


STATES = """
    收文登记簿
    收文编号       | 收文日期   | 来文字号           | 文件标题                 | 承办部门 | 注办日期
    收〔2026〕31号 | 2026-10-12 | 市电安〔2026〕61号 | 关于秋季安全大检查的通知 | 营销科   | {closed}
    收〔2026〕32号 | 2026-10-13 | {number}           | 关于秋季安全大检查的补充 | 营销科   |

    督办台账
    督办编号   | 督办事项             | 任务来源 | 立项日期   | 牵头部门 | 状态    | 办结日期
    DB2026-001 | 整改秋季安全检查问题 | {source} | 2026-10-14 | 营销科   | {state}
"""


def state_of(code: str, **words: str) -> list[Finding]:
    usual = {"closed": "", "number": "", "source": "市电安〔2026〕61号", "state": "办结 | 2026-11-02"}
    return found(code, STATES.format(**usual | words))


def test_the_paper_a_done_task_cites_is_told_at_its_closing_day() -> None:
    (finding,) = state_of("DOC204")

    assert (finding.record, finding.field, finding.severity) == ("收〔2026〕31号", "注办日期", Severity.WARNING)


def test_two_papers_of_one_number_are_not_told_apart() -> None:
    assert state_of("DOC204", number="市电安〔2026〕61号") == []


def test_a_closing_day_that_could_not_be_read_is_neither_open_nor_closed() -> None:
    assert state_of("DOC204", closed="待补") == []
    assert state_of("TSK202", closed="待补", state="在办 |") == []


def test_by_title_only_where_one_paper_and_one_task_fit() -> None:
    assert state_of("DOC204", source="领导批示") == []
    assert state_of("DOC204", source="局长办公会") == []


def test_an_open_task_of_a_closed_paper() -> None:
    (finding,) = state_of("TSK202", closed="2026-10-20", state="在办 |")

    assert (finding.record, finding.field) == ("DB2026-001", "状态")


def test_the_duties_of_one_department_alone_miss_no_other() -> None:
    led = """
        督办台账
        督办编号   | 督办事项     | 牵头部门
        DB2026-001 | 检修变电站   | 营销科
        DB2026-002 | 清收陈欠电费 | 财务科

        岗位职责表
        职责编号 | 部门   | 岗位   | 职责内容 | A角  | B角
        ZZ-001   | 办公室 | 主任岗 | 全面工作 | 王平 | 李文
    """
    other = "\n        ZZ-002   | 财务科 | 主任岗 | 全面工作 | 周强 | 孙丽"

    assert found("DUT201", led) == []
    (finding,) = found("DUT201", led.rstrip() + other)
    assert (finding.record, finding.department) == ("营销科", "营销科")


def test_a_reply_that_stands_in_the_register_is_suggested() -> None:
    suggested = [dict(f.values).get("meant") for f in found("DOC202", CHECKS["DOC202"].breaks)]

    assert suggested == [None, "临电办〔2026〕5号"]
