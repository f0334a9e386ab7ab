"""Feedback rhythms: how people write them, and from which day on a feedback is fresh enough."""

from datetime import date

import numpy as np
import pytest

from officebatch.checks import rhythms
from officebatch.model.workdays import Workdays

FRIDAY = date(2026, 11, 20)
WORKDAYS = Workdays.of()
EVERY_KIND = ("每周", "每周五", "每两周", "每3个工作日", "每日", "每月5日前", "每月", "每季", "每旬", "每年")


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("每周", "2026-11-09"),
        ("每周一次", "2026-11-09"),
        ("每 周 反馈1次", "2026-11-09"),
        ("每周一报", "2026-11-09"),
        ("周报", "2026-11-09"),
        ("按周反馈", "2026-11-09"),
        ("每周五下班前", "2026-11-07"),
        ("每周一前", "2026-11-10"),
        ("每星期三", "2026-11-12"),
        ("每两周", "2026-11-06"),
        ("每２周一次", "2026-11-06"),
        ("两周一次", "2026-11-06"),
        ("双周报", "2026-11-06"),
        ("每14天", "2026-11-06"),
        ("每十天", "2026-11-10"),
        ("每5个工作日", "2026-11-13"),
        ("每日", "2026-11-19"),
        ("每个工作日", "2026-11-19"),
        ("日报", "2026-11-19"),
        ("每半月", "2026-11-01"),
        ("半月报", "2026-11-01"),
        ("每旬", "2026-11-01"),
        ("每月", "2026-10-01"),
        ("月报", "2026-10-01"),
        ("每月底前反馈", "2026-10-01"),
        ("每月一次", "2026-10-01"),
        ("每月5日前", "2026-10-06"),
        ("次月5日前", "2026-10-06"),
        ("每月25号前报送月报", "2026-09-26"),
        ("每月10日、25日前", "2026-10-26"),
        ("每月10、25日前", "2026-10-26"),
        ("每季", "2026-07-01"),
        ("每季度末", "2026-07-01"),
        ("每季度首月10日前", "2026-07-11"),
        ("每季度末月25日前", "2026-06-26"),
        ("每3个月", "2026-07-01"),
        ("每半年", "2026-01-01"),
        ("半年报", "2026-01-01"),
        ("每年", "2025-01-01"),
        ("每年6月30日前", "2025-07-01"),
        ("每年11月底前", "2024-12-01"),
    ],
)
def test_a_rhythm_says_since_when_feedback_is_fresh(text: str, since: str) -> None:
    rhythm = rhythms.read(text)

    assert rhythm is not None
    assert rhythm.since(FRIDAY, WORKDAYS).isoformat() == since


@pytest.mark.parametrize("text", ["随时", "办结后反馈", "重要节点反馈", "按要求报送", "/", "无"])
def test_some_words_demand_nothing(text: str) -> None:
    assert rhythms.read(text) is None


@pytest.mark.parametrize("text", ["看情况", "每周反馈，每月书面报告", "李文", "5次", "6月30日前", "2026年6月底"])
def test_what_is_no_rhythm_or_two_is_not_guessed(text: str) -> None:
    with pytest.raises(ValueError, match=text[0]):
        rhythms.read(text)


@pytest.mark.parametrize("text", EVERY_KIND)
def test_fresh_is_what_was_not_wanted_before_the_day(text: str) -> None:
    """Day by day over a year with its long holidays: a feedback is too old exactly when the day it was wanted by,
    moved off rest days, is over."""
    rhythm = rhythms.read(text)
    assert rhythm is not None
    for day in np.arange("2026-01-05", "2027-01-05", dtype="datetime64[D]").tolist():
        since = rhythm.since(day, WORKDAYS)
        old = date.fromordinal(since.toordinal() - 1)
        by = np.array([rhythm.wanted(old, day, WORKDAYS)], dtype="datetime64[D]")
        assert WORKDAYS.roll(by)[0].item() < day
        if rhythm.every:
            assert rhythm.wanted(since, day, WORKDAYS) >= day
