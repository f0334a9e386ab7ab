"""Limits as people say them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officebatch.model.limit import Limit, LimitKind
from officebatch.rulebook.faults import CellFault
from officebatch.rulebook.limits import parse


@pytest.mark.parametrize(
    ("text", "kind", "amount"),
    [
        ("4小时", LimitKind.HOURS, 4),
        ("0.5小时", LimitKind.HOURS, 0.5),
        ("半小时", LimitKind.HOURS, 0.5),
        ("两个小时", LimitKind.HOURS, 2),
        ("半日", LimitKind.HALF_DAY, 0),
        ("半天", LimitKind.HALF_DAY, 0),
        ("半个工作日", LimitKind.HALF_DAY, 0),
        ("当日", LimitKind.SAME_DAY, 0),
        ("当天", LimitKind.SAME_DAY, 0),
        ("2个工作日", LimitKind.WORKING_DAYS, 2),
        ("２ 个工作日", LimitKind.WORKING_DAYS, 2),
        ("2工作日", LimitKind.WORKING_DAYS, 2),
        ("三个工作日内", LimitKind.WORKING_DAYS, 3),
        ("两个工作日以内", LimitKind.WORKING_DAYS, 2),
        ("十五个工作日", LimitKind.WORKING_DAYS, 15),
        ("二十个工作日", LimitKind.WORKING_DAYS, 20),
        ("0个工作日", LimitKind.WORKING_DAYS, 0),
        ("10日", LimitKind.NATURAL_DAYS, 10),
        ("10天", LimitKind.NATURAL_DAYS, 10),
        ("30个自然日", LimitKind.NATURAL_DAYS, 30),
        ("2日内", LimitKind.NATURAL_DAYS, 2),
    ],
)
def test_forms(text: str, kind: LimitKind, amount: float) -> None:
    assert parse(text) == Limit(kind, text, amount)


def test_forms_with_a_day_or_a_field() -> None:
    assert parse("12月31日") == Limit(LimitKind.FIXED, "12月31日", month=12, day=31)
    assert parse("2月29日") == Limit(LimitKind.FIXED, "2月29日", month=2, day=29)
    assert parse("[完成时限]") == Limit(LimitKind.FIELD, "[完成时限]", field="完成时限")
    assert parse("［完成时限］").field == "完成时限"
    assert parse("[会议日期]前3个工作日") == Limit(LimitKind.BEFORE, "[会议日期]前3个工作日", 3, field="会议日期")
    assert parse("会前三个工作日").amount == 3


@pytest.mark.parametrize(
    "text",
    ["", "尽快", "3", "两三天", "1.5个工作日", "0.3小时", "13月1日", "2月30日", "工作日", "会前3日", "[]",
     "三五个工作日", "-1个工作日", "99999小时", "两十日", "十半日"],
)  # fmt: skip
def test_anything_else_lists_the_forms(text: str) -> None:
    with pytest.raises(CellFault, match="会前3个工作日"):
        parse(text)


@given(st.integers(0, 9999), st.sampled_from(["个工作日", "工作日", "日", "天", "小时", "个工作日内"]))
def test_any_number_of_any_unit_keeps_its_number(amount: int, unit: str) -> None:
    assert parse(f"{amount}{unit}").amount == amount


@given(st.text(max_size=40))
def test_any_text_is_a_limit_or_a_fault(text: str) -> None:
    try:
        assert parse(text).words == text.strip()
    except CellFault as fault:
        assert fault.values == (("text", text),)
