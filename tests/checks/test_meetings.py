"""MTG: what the examples do not show."""

import pytest

from officebatch.model.vocabulary import Mends
from tests.checks.found import found, rows, said

HEAD = "会议名称 | 会议日期 | 议题名称 | 提报部门 | "


def topics(columns: str, *lines: str) -> str:
    return "\n".join(["会议议题台账", columns, *lines])


@pytest.mark.parametrize(
    ("handed", "held", "late"),
    [
        ("2026-11-11", "2026-11-16", False),
        ("2026-11-12", "2026-11-16", True),
        ("2026-09-30", "2026-10-09", True),  # 8 October, 30 September and 29 September are the working days before
        ("2026-09-29", "2026-10-09", False),
        ("2026-11-15", "2026-11-16", True),
    ],
)
def test_working_days_before_the_meeting_are_the_office_s(handed: str, held: str, late: bool) -> None:
    text = topics(HEAD + "提报日期", f"碰头会 | {held} | 甲 | 财务科 | {handed}")

    assert bool(found("MTG101", text)) is late


def test_late_and_at_the_meeting_are_two_findings_of_two_topics() -> None:
    text = topics(
        HEAD + "提报日期 | 是否上会",
        "碰头会 | 2026-11-16 | 甲 | 财务科 | 2026-11-13 | 是",
        "碰头会 | 2026-11-16 | 乙 | 财务科 | 2026-11-16 | 是",
        "碰头会 | 2026-11-16 | 丙 | 财务科 | 2026-11-17 | ",
        "碰头会 | 2026-11-27 | 丁 | 财务科 | 2026-11-27 | ",
        "碰头会 | 2026-11-16 | 作废 | 财务科 | 2026-11-16 | 是",
    )

    assert (rows("MTG101", text), rows("MTG102", text)) == ([2], [3, 4])


def test_an_unreadable_day_or_mark_is_no_echo() -> None:
    text = topics(
        HEAD + "提报日期 | 是否上会",
        "碰头会 | 2026-11-16 | 甲 | 财务科 | 11月31日 | 是",
        "碰头会 | 2026-11-46 | 乙 | 财务科 | 2026-11-16 | 是",
        "碰头会 | 2026-11-16 | 丙 | 财务科 | 2026-11-16 | 待定吧",
    )

    assert found("MTG101", text) == found("MTG102", text) == []


def test_without_the_column_a_check_is_left_out() -> None:
    text = topics(HEAD.rstrip(" |"), "碰头会 | 2026-11-16 | 甲 | 财务科")

    assert not any(found(f"MTG1{n:02}", text, skips=True) for n in range(1, 11))


def test_a_day_of_consent_is_consent() -> None:
    text = topics(
        HEAD + "分管领导意见 | 分管领导意见日期 | 是否上会",
        "碰头会 | 2026-11-16 | 甲 | 财务科 | | 2026-11-12 | 是",
        "碰头会 | 2026-11-16 | 乙 | 财务科 | 无不同意见 | | 是",
        "碰头会 | 2026-11-16 | 丙 | 财务科 | 不同意 | 2026-11-12 | 是",
        "碰头会 | 2026-11-16 | 丁 | | | | 是",
    )

    assert rows("MTG103", text) == [4, 5]
    assert "“不同意”" in found("MTG103", text)[0].text()


def test_consents_need_not_all_be_there() -> None:
    text = topics(
        HEAD + "部门负责人意见日期 | 分管领导意见日期 | 办公室审核日期 | 主要领导意见日期",
        "碰头会 | 2026-11-16 | 甲 | 财务科 | 2026-11-12 | | | 2026-11-11",
        "碰头会 | 2026-11-16 | 乙 | 财务科 | 2026-11-12 | 2026-11-10 | 2026-11-11 | 2026-11-13",
        "碰头会 |            | 丙 | 财务科 | 2026-11-12 | | | 2026-11-13",
    )

    assert [(f.origin.row, f.field) for f in found("MTG104", text)] == [
        (3, "分管领导意见日期"), (3, "办公室审核日期"), (2, "主要领导意见日期"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("concerned", "consulted", "attending", "left"),
    [
        ("财务科、营销科", "", "财务科", "营销科"),
        ("财务科、营销科", "", "周强、营销科", ""),
        ("各部门", "", "财务科、营销科", "局领导"),
        ("各部门", "已征求各部门意见", "", ""),
        ("财务科", "尚未会商", "", "财务科"),
        ("财务科", "无", "", "财务科"),
        ("财务科", "无异议", "", ""),
        ("财务科、营销科", "已征求财务科意见", "", "营销科"),
        ("财务科、营销科", "财务科：同意；营销科：同意", "", ""),
        ("财务科、营销科", "会上由财务科牵头修改后执行", "", ""),
        ("市公司、财务科", "", "财务科", ""),
        ("办公室", "", "", ""),  # it hands the topic in itself
    ],
)
def test_who_was_heard(concerned: str, consulted: str, attending: str, left: str) -> None:
    text = topics(
        HEAD + "涉及部门 | 会商情况 | 列席人员 | 是否上会",
        f"碰头会 | 2026-11-16 | 甲 | 办公室 | {concerned} | {consulted} | {attending} | 是",
    )

    assert [values["departments"] for values in said("MTG105", text)] == ([left] if left else [])


def test_nobody_can_be_heard_where_there_is_no_column_for_it() -> None:
    text = topics(HEAD + "涉及部门 | 是否上会", "碰头会 | 2026-11-16 | 甲 | 办公室 | 财务科 | 是")

    assert found("MTG105", text) == []


def test_a_meeting_is_told_once_and_to_the_office() -> None:
    line = "碰头会 | 2026-11-11 | 议题{} | 财务科 | 2026-11-18 | 是"
    text = topics(HEAD + "纪要日期 | 是否上会", *(line.format(n) for n in range(8)))

    (many,), (late,) = found("MTG108", text), found("MTG109", text)

    assert (many.origin.row, len(many.partners), many.department) == (7, 2, "办公室")
    assert (late.origin.row, len(late.partners), late.department) == (2, 7, "办公室")
    assert many.mends is late.mends is Mends.HOLDER
    assert dict(late.values)["last"] == "2026-11-13"


def test_meetings_of_two_names_on_one_day_are_two() -> None:
    line = "{} | 2026-11-11 | 议题{} | 财务科 | 是"
    text = topics(HEAD + "是否上会", *(line.format(name, n) for n in range(4) for name in ("碰头会", "办公会")))

    assert found("MTG108", text) == []


def test_hearing_needs_a_mark() -> None:
    text = topics(
        HEAD + "是否上会 | 议定事项",
        "碰头会 | 2026-11-11 | 甲 | 财务科 | | ",
        "碰头会 | 2026-11-11 | 乙 | 财务科 | 是 | ",
        "碰头会 | | 丙 | 财务科 | 是 | ",
    )

    assert rows("MTG110", text) == [3]
