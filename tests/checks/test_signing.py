"""Signatures: who signs, which day a paper bears, whom it is agreed with, who did a step."""

from __future__ import annotations

import pytest

from tests.checks.telling import all_told, findings, told

PEOPLE = """
人员
姓名 | 部门   | 职务   | 层级 | B角
高远 | 局领导 | 局长   | 领导 | 方明
方明 | 局领导 | 副局长 | 领导 |

"""


def sent(*lines: str, columns: str = "标题 | 文种 | 签发人 | 签发日期", before: str = PEOPLE) -> str:
    numbered = [f"临电办〔2026〕{n}号 | {line}" for n, line in enumerate(lines, 1)]
    return before.strip("\n") + "\n\n" + "\n".join(["发文登记簿", f"发文字号 | {columns}", *numbered])


def test_a_paper_to_a_superior_is_signed_by_the_head_and_told_once() -> None:
    table = sent(
        "关于追加费用的请示 | 请示 | 方明 | 2026-03-04",
        "关于雷击跳闸的报告 | 报告 | 孙丽 | 2026-03-05",
        "关于追加费用的请示 | 请示 | 高远 | 2026-03-06",
        "关于表彰先进的决定 | 决定 | 方明 | 2026-03-09",
        "关于春检的通知 | 通知 | 方明 | 2026-03-10",
        "关于立项的请示 | 请示 | 方明 |",
    )

    assert all_told(table) == [("DOC105", "D3"), ("DOC115", "D2"), ("DOC115", "D5"), ("DOC115", "D7")]
    assert "高远" in findings("DOC115", table)[0].text()


def test_while_the_head_is_away_somebody_acts_for_him() -> None:
    away = "外出\n姓名 | 开始日期 | 结束日期\n高远 | 2026-03-02 | 2026-03-06"
    table = sent(
        "关于追加费用的请示 | 请示 | 方明 | 2026-03-04",
        "关于追加费用的请示 | 请示 | 方明 | 2026-03-09",
        before=f"{PEOPLE.strip()}\n\n{away}",
    )

    assert told("DOC115", table) == ["D3"]


def test_an_office_whose_head_has_another_post() -> None:
    other = "检查\n代码 | 参数\nDOC115 | 岗位=主任、文种=通知"
    table = sent(
        "关于追加费用的请示 | 请示 | 方明 | 2026-03-04",
        "关于春检的通知 | 通知 | 方明 | 2026-03-04",
        "关于秋检的通知 | 通知 | 王平 | 2026-03-05",
        before=f"{PEOPLE.strip()}\n\n{other}",
    )

    assert told("DOC115", table) == ["D3"]


def test_without_a_head_in_the_rule_book_nothing_is_said() -> None:
    nobody = "检查\n代码 | 参数\nDOC115 | 岗位=总裁"

    assert told("DOC115", sent("关于立项的请示 | 请示 | 方明 | 2026-03-04", before=f"{PEOPLE}{nobody}")) == []


@pytest.mark.parametrize(
    ("dated", "signed", "wrong"),
    [
        ("2026-03-04", "2026-03-04", False),
        ("2026-03-03", "2026-03-04", True),
        ("2026-03-05", "2026-03-04", True),
        ("2026-03-04", "2026-03-04、2026-03-06", True),
        ("2026-03-06", "2026-03-04、2026-03-06", False),
        ("", "2026-03-04", False),
        ("2026-03-04", "", False),
        ("待定", "2026-03-04", False),
        ("2026-03-04", "待补", False),
        ("2027-03-04", "2026-03-04", False),
        ("2026-03-04", "2027-03-05", False),
    ],
)
def test_a_paper_bears_the_day_of_its_last_signature(dated: str, signed: str, wrong: bool) -> None:
    columns = "标题 | 文种 | 成文日期 | 签发人 | 签发日期"
    table = sent(f"关于春检的通知 | 通知 | {dated} | 王平 | {signed}", columns=columns)

    assert told("DOC116", table) == (["D2"] if wrong else [])


def test_a_signature_before_the_check_is_told_once() -> None:
    table = sent(
        "关于春检的通知 | 通知 | 办公室 | 2026-03-05 | 孙丽 | 2026-03-01 | 李文 | 2026-03-05 | 王平 | 2026-03-03",
        columns="标题 | 文种 | 拟稿部门 | 成文日期 | 分发人 | 拟稿日期 | 核稿人 | 核稿日期 | 签发人 | 签发日期",
    )

    assert [line for line in all_told(table) if line[0] in ("DOC101", "DOC116")] == [("DOC101", "K2")]


def test_the_other_departments_were_consulted() -> None:
    columns = "标题 | 拟稿部门 | 会签部门 | 会商人 | 会商日期 | 签发人 | 签发日期"
    table = sent(
        "关于费用报销的通知 | 办公室 | 财务科、营销科 | | | 王平 | 2026-03-04",
        "关于费用报销的通知 | 办公室 | 财务科 | 周强 | | 王平 | 2026-03-04",
        "关于费用报销的通知 | 办公室 | 财务科 | 周强 | 待补 | 王平 | 2026-03-04",
        "关于费用报销的通知 | 办公室 | 财务科 | 周强 | 2026-03-05 | 王平 | 2026-03-04",
        "关于费用报销的通知 | 办公室 | 办公室、—— | | | 王平 | 2026-03-04",
        "作废 | 办公室 | 财务科 | | | 王平 | 2026-03-04",
        columns=columns,
    )

    assert told("DOC117", table) == ["F2", "F3"]
    assert "财务科、营销科" in findings("DOC117", table)[0].text()


def test_a_register_without_days_of_consulting_needs_a_name() -> None:
    table = sent(
        "关于费用报销的通知 | 办公室 | 财务科 | | 王平 | 2026-03-04",
        "关于费用报销的通知 | 办公室 | 财务科 | 周强 | 王平 | 2026-03-04",
        columns="标题 | 拟稿部门 | 会签部门 | 会商人 | 签发人 | 签发日期",
    )

    assert told("DOC117", table) == ["E2"]


def test_a_register_without_the_step_says_nothing() -> None:
    table = sent(
        "关于费用报销的通知 | 办公室 | 财务科 | 王平 | 2026-03-04",
        columns="标题 | 拟稿部门 | 会签部门 | 签发人 | 签发日期",
    )

    assert told("DOC117", table) == []


def drafted(count: int, wrong: int) -> str:
    lines = [f"办公室 | {'孙丽' if n < wrong else '李文'} | 2026-03-02" for n in range(count)]
    return sent(*lines, columns="拟稿部门 | 拟稿人 | 拟稿日期")


def test_a_few_drafters_of_another_department_are_told_one_by_one() -> None:
    assert told("DOC119", drafted(20, 4)) == ["C2", "C3", "C4", "C5"]
    assert told("DOC119", drafted(6, 5)) == ["C2", "C3", "C4", "C5", "C6"]


def test_many_of_them_say_something_about_the_column_and_are_told_once() -> None:
    found = findings("DOC119", drafted(20, 5))

    assert [(f.origin.row or 0, f.record) for f in found] == [(0, "拟稿")]
    assert "20" in found[0].text() and "5" in found[0].text()


def test_people_of_one_name_and_strangers_are_left_alone() -> None:
    table = sent(
        "财务科 | 吴静 | 2026-03-02",
        "营销科 | 吴静 | 2026-03-02",
        "营销科 | 无此人 | 2026-03-02",
        "供电科 | 孙丽 | 2026-03-02",
        columns="拟稿部门 | 拟稿人 | 拟稿日期",
    )

    assert [line for line in all_told(table) if line[1] != "1"] == [("RD302", "B5"), ("RD304", "C4"), ("RD305", "C3")]


SHIPPED = [
    ("核稿", "签发"), ("签发", "打印"), ("签发", "用印"), ("打印", "用印"), ("用印", "分发"), ("核稿", "打印"),
    ("签发", "分发"), ("核稿", "分发"),
]  # fmt: skip


@pytest.mark.parametrize(("earlier", "later"), SHIPPED)
def test_the_shipped_pairs_hold_signing_numbering_sealing_and_sending_in_order(earlier: str, later: str) -> None:
    steps = ["拟稿", "核稿", "签发", "打印", "用印", "分发"]
    days = {earlier: "2026-03-09", later: "2026-03-06"}
    cells = " | ".join(days.get(step, "") for step in steps)
    table = sent(f"关于春检的通知 | {cells}", columns="标题 | " + " | ".join(f"{step}日期" for step in steps))

    assert len(told("DOC101", table)) == 1
