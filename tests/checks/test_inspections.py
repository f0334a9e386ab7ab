"""ACT1: inspections. What the examples do not show."""

from datetime import date

import pytest

from officebatch import deadlines
from officebatch.checks.inspections import _last_whole
from tests.checks.example_office import AS_OF, office_of
from tests.checks.found import found, rows, said

HEAD = "检查记录\n检查编号 | 检查日期 | 检查类别 | 受检部门 | 发现问题 | 整改时限 | 整改日期 | 状态"


def inspections(*lines: str) -> str:
    return "\n".join([HEAD, *(f"JC-{n} | {line}" + " |" * (6 - line.count("|")) for n, line in enumerate(lines, 1))])


@pytest.mark.parametrize(
    ("day", "rhythm", "first", "last"),
    [
        (date(2026, 11, 20), "每周", date(2026, 11, 9), date(2026, 11, 15)),
        (date(2026, 11, 22), "每周", date(2026, 11, 16), date(2026, 11, 22)),
        (date(2026, 11, 23), "每周", date(2026, 11, 16), date(2026, 11, 22)),
        (date(2026, 11, 20), "每月", date(2026, 10, 1), date(2026, 10, 31)),
        (date(2026, 11, 30), "每月", date(2026, 11, 1), date(2026, 11, 30)),
        (date(2026, 1, 5), "每月", date(2025, 12, 1), date(2025, 12, 31)),
        (date(2026, 11, 20), "每季", date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 12, 31), "每季", date(2026, 10, 1), date(2026, 12, 31)),
        (date(2026, 2, 1), "每季", date(2025, 10, 1), date(2025, 12, 31)),
    ],
)
def test_the_last_whole_period(day: date, rhythm: str, first: date, last: date) -> None:
    assert _last_whole(day, rhythm) == (first, last)


def test_each_kind_has_its_own_rhythm() -> None:
    text = inspections(
        "2026-09-08 | 保密 | 财务科 | 无", "2026-11-03 | 保密 | 财务科 | 无",  # nothing in October
        "2026-06-08 | 财务 | 财务科 | 无", "2026-09-30 | 财务 | 财务科 | 无",  # in the third quarter
        "2026-11-02 | 卫生 | 财务科 | 无", "2026-11-16 | 卫生 | 财务科 | 无",  # nothing from 9 to 15 November
        "2026-11-17 | 学习 | 财务科 | 无",  # the first one
        "2026-09-01 | 其他 | 财务科 | 无",
    )  # fmt: skip

    told = [(f.record, f.department) for f in found("ACT101", text)]
    assert told == [("卫生 2026-11-09", "办公室"), ("保密 2026-10-01", "办公室")]


def test_a_rhythm_can_be_changed_or_left_out() -> None:
    lines = inspections("2026-09-08 | 保密 | 财务科 | 无", "2026-11-02 | 卫生 | 财务科 | 无")

    assert [v["kind"] for v in said("ACT101", lines)] == ["卫生", "保密"]
    changed = "检查\n代码 | 参数\nACT101 | 保密=每季、卫生=不查\n\n" + lines
    assert found("ACT101", changed) == []


def test_a_plain_register_of_another_sort_is_left_alone() -> None:
    other = (
        "台账\n台账 | 种类 | 文件 | 工作表 | 主键字段\n来访登记 | 普通 | *来访* | * | 编号\n\n"
        "字段\n台账 | 字段 | 用途 | 类型\n来访登记 | 编号 | 编号 | 文本\n来访登记 | 日期 | 日期 | 日期\n"
        "来访登记 | 类别 | 类别 | 文本\n来访登记 | 事由 | 标题 | 文本\n\n"
        "来访登记\n编号 | 日期 | 类别 | 事由\n1 | 2026-09-01 | 保密 | 送件"
    )

    assert not any(found(f"ACT10{n}", other) for n in range(1, 5))


@pytest.mark.parametrize("text", ["无", "无问题", "没有问题。", "未发现问题", "正常", "合格", "/", "—", ""])
def test_no_fault_is_no_fault(text: str) -> None:
    assert found("ACT102", inspections(f"2026-11-09 | 卫生 | 财务科 | {text}")) == []


@pytest.mark.parametrize("text", ["无值班记录", "无证上岗", "没有上锁", "垃圾未清"])
def test_a_fault_that_begins_with_no_is_one(text: str) -> None:
    assert rows("ACT102", inspections(f"2026-11-09 | 卫生 | 财务科 | {text}")) == [2]


def test_a_fault_not_put_right_in_time_is_a_deadline_of_the_inspected() -> None:
    office, rules = office_of(
        inspections(
            "2026-11-09 | 卫生 | 财务科 | 垃圾未清 | 2026-11-13",
            "2026-11-09 | 卫生 | 营销科 | 垃圾未清 | 2026-11-13 | 2026-11-12 | 已整改",
            "2026-11-09 | 卫生 | 营销科 | 无",
        )
    )
    frame = deadlines.reckon(office, rules, AS_OF).frame

    assert frame[["row", "state", "holder", "days_late"]].to_numpy().tolist() == [
        [0, "overdue", "财务科", 5], [1, "met", "营销科", 0],
    ]  # fmt: skip
