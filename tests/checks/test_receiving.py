"""Papers received: who leads, until when, where they are, how they end."""

from __future__ import annotations

import pytest

from tests.checks.telling import all_told, findings, told


def received(columns: str, *lines: str, before: str = "") -> str:
    numbered = [f"收〔2026〕{n}号 | {line}" for n, line in enumerate(lines, 1)]
    table = "\n".join(["收文登记簿", f"收文编号 | {columns}", *numbered])
    return f"{before}\n\n{table}" if before else table


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("财务科", ""),
        ("财务科、办公室", "DOC121"),
        ("财务科 办公室", "DOC121"),
        ("主办：财务科，协办：办公室", "DOC121"),
        ("财务科（牵头）、营销科（配合）", "DOC121"),
        ("财务科、信息中心", "RD302"),
        ("信息中心", "RD302"),
        ("", ""),
    ],
)
def test_several_leading_departments_are_told_once(cell: str, code: str) -> None:
    table = received("收文日期 | 文件标题 | 承办部门", f"2026-03-02 | 关于资产盘点的通知 | {cell}")

    assert all_told(table) == ([(code, "D2")] if code else [])


def test_several_departments_elsewhere_stay_unknown_ones() -> None:
    assert told("RD302", "岗位职责表\n职责编号 | 部门\n1 | 财务科、办公室") == ["B2"]
    assert told("DOC121", "岗位职责表\n职责编号 | 部门\n1 | 财务科、办公室") == []


def test_who_leads_counts_the_departments() -> None:
    (one,) = findings("DOC121", received("承办部门", "财务科、办公室、营销科"))

    assert "3" in one.text() and "主办" in one.text()


def test_an_urgent_paper_has_a_limit_once_it_is_handed_on() -> None:
    table = received(
        "紧急程度 | 办理时限 | 分办日期 | 批办日期",
        "特急 | | | 2026-03-02",
        "急件 | | 2026-03-02 | 2026-03-03",
        "加急 | 待定 | | 2026-03-03",
        "加急 | | 2026-03-02 |",
        "平件 | | | 2026-03-02",
        "特特急 | | | 2026-03-02",
    )

    assert told("DOC122", table) == ["C2", "C3"]
    assert told("DOC122", received("紧急程度 | 批办日期", "特急 | 2026-03-02")) == []


def test_what_was_sent_round_came_back() -> None:
    table = received(
        "传阅人 | 传阅日期 | 退回日期 | 处置日期",
        "周强 | 2026-03-04 | | 2026-03-20",
        "周强 | 2026-03-04 | 2026-03-03 |",
        "周强 | | 2026-03-06 |",
        "周强 | 待补 | 2026-03-06 |",
        "周强 | 2026-03-04 | 待补 | 2026-03-20",
        "周强 | 2026-03-04 | 2026-03-06 | 2026-03-20",
        "周强 | 2026-03-04 | |",
        " | | | 2026-03-20",
    )
    found = findings("DOC123", table)

    assert [f.origin.address for f in found] == ["D2", "D3", "C4"]
    assert len({f.message for f in found}) == 3


def test_a_column_of_returns_that_nobody_fills_says_nothing() -> None:
    table = received("传阅人 | 传阅日期 | 退回日期 | 处置日期", "周强 | 2026-03-04 | | 2026-03-20")

    assert told("DOC123", table) == []


def test_days_that_cannot_be() -> None:
    table = received(
        "成文日期 | 收文日期 | 办结日期",
        "2026-03-05 | 2026-03-02 |",
        "2026-03-01 | 2026-03-02 | 2026-03-01",
        "2026-03-02 | 2026-03-02 | 2026-03-02",
        "待补 | 2026-03-02 | 2026-03-01、2026-03-09",
        "2027-03-05 | 2026-03-02 |",
    )

    assert told("DOC124", table) == ["C2", "D3"]


@pytest.mark.parametrize(
    ("mark", "day", "cell"),
    [
        ("已办结", "", "C2"),
        ("办结。", "", "C2"),
        ("已完成，已回复县政府", "", "C2"),
        ("已办结", "2026-03-09", ""),
        ("正在办理", "2026-03-09", "B2"),
        ("未办", "2026-03-09", "B2"),
        ("正在办理", "", ""),
        ("已完成初稿，正在办理", "", ""),
        ("已完成，推进中", "", ""),
        ("逾期", "2026-03-09", ""),
        ("财务科已按要求办结", "", ""),
        ("", "2026-03-09", ""),
        ("已办结", "待补", ""),
    ],
)
def test_mark_and_day_of_a_paper(mark: str, day: str, cell: str) -> None:
    assert told("DOC125", received("办理情况 | 办结日期", f"{mark} | {day}")) == ([cell] if cell else [])


def test_without_a_column_for_the_day_nothing_is_said() -> None:
    assert told("DOC125", received("办理情况", "已办结")) == []


def test_a_paper_is_filed_in_the_office_s_time() -> None:
    sheet = "检查\n代码 | 参数\nDOC126 | 天数=30"
    table = received(
        "注办日期 | 办结日期 | 处置日期 | 归卷号 | 清退情况",
        "2026-10-20 | | | |",
        "2026-10-22 | | | |",
        "2026-10-20 | 2026-11-19 | | |",
        "| 2026-10-20 | | |",
        "2026-10-20 | | | 2026-收-5 |",
        "2026-10-20 | | | | 退市公司",
        "2026-10-20 | | 2026-10-21 | |",
        "2026-10-20 | | 待补 | |",
        before=sheet,
    )

    assert told("DOC126", table) == ["E2", "E5"]
    assert told("DOC127", table) == ["E8"]


def test_an_office_without_file_numbers_is_left_alone() -> None:
    sheet = "检查\n代码 | 参数\nDOC126 | 天数=30"

    for column in ("归卷号", "备注"):
        table = received(f"注办日期 | 处置日期 | {column}", "2026-03-20 | |", "2026-03-20 | 2026-03-23 |", before=sheet)
        assert told("DOC126", table) == told("DOC127", table) == []


def test_a_day_the_office_keeps_as_text_is_not_compared() -> None:
    kept = "\n".join(f"收文登记簿 | {field} | 文本" for field in ("退回日期", "成文日期", "办结日期"))
    table = received(
        "成文日期 | 收文日期 | 传阅日期 | 退回日期 | 办结日期 | 归卷号",
        "三月五日 | 2026-03-02 | 2026-03-04 | 3日 | 月初 | 2026-收-1",
        before=f"字段\n台账 | 字段 | 类型\n{kept}",
    )

    assert [told(code, table) for code in ("DOC123", "DOC124", "DOC126")] == [[], [], []]
