"""ACT2: activities. What the examples do not show."""

from officebatch.model.vocabulary import Severity
from tests.checks.found import found, rows, said

HEAD = "活动台账\n日期 | 姓名 | 工作内容 | 工时"


def activities(*lines: str) -> str:
    return "\n".join([HEAD, *(line + " |" * (3 - line.count("|")) for line in lines)])


def test_a_list_nobody_has_gone_on_with_is_not_everybody_s_gap() -> None:
    text = activities("2026-09-01 | 李文 | 甲", "2026-09-02 | 赵敏 | 乙")

    assert found("ACT201", text) == []


def test_a_gap_counts_working_days_somebody_was_there() -> None:
    text = activities("2026-09-24 | 李文 | 甲", "2026-09-23 | 赵敏 | 乙", "2026-10-15 | 王平 | 丙")
    away = "外出\n姓名 | 开始日期 | 结束日期\n赵敏 | 2026-09-24 | 2026-10-12\n\n"

    # 24 September to 15 October: the National Day holiday lies between
    assert [(v["person"], v["days"]) for v in said("ACT201", text)] == [("赵敏", "11")]
    assert found("ACT201", away + text) == []


def test_leaders_strangers_and_the_future_are_left_alone() -> None:
    text = activities(
        "2026-09-01 | 高远 | 甲", "2026-09-01 | 张三 | 乙", "2026-09-01 | 吴静 | 丙",
        "2026-11-18 | 王平 | 丁", "2027-11-18 | 王平 | 戊",
    )  # fmt: skip

    assert found("ACT201", text) == []


def test_work_of_two_hours_of_a_day_is_two_works() -> None:
    text = "字段\n台账 | 字段 | 类型\n活动台账 | 日期 | 日期时间\n\n" + activities(
        "2026-11-02 09:00 | 李文 | 签收来文", "2026-11-02 15:00 | 李文 | 签收来文",
        "2026-11-02 15:00 | 李文 | 签收 来文",
    )

    assert rows("ACT202", text) == [4]


def test_of_three_alike_two_are_told_and_name_the_first() -> None:
    text = activities(*["2026-11-02 | 李文 | 起草总结 | 3"] * 3)

    assert [(f.origin.row, dict(f.values)["other"]) for f in found("ACT202", text)] == [(3, "2"), (4, "2")]


def test_an_empty_text_or_day_is_nothing_twice() -> None:
    text = activities("2026-11-02 | 李文 |", "2026-11-02 | 李文 |", " | 李文 | 甲", " | 李文 | 甲")

    assert found("ACT202", text) == []


def test_what_was_entered_twice_is_not_told_as_too_many_hours_too() -> None:
    text = activities("2026-11-02 | 李文 | 抢修 | 9", "2026-11-02 | 李文 | 抢修 | 9")

    assert (found("ACT203", text), rows("ACT202", text)) == ([], [3])


def test_more_than_a_day_is_an_error() -> None:
    text = activities("2026-11-02 | 李文 | 抢修 | 25", "2026-11-03 | 李文 | 抢修 | 10", "2026-11-03 | 李文 | 值守 | 8")

    assert [(f.origin.row, f.severity) for f in found("ACT203", text)] == [(2, Severity.ERROR), (4, Severity.WARNING)]
