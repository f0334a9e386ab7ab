"""Second passes, and event lists."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from officebatch.deadlines import reckon
from officebatch.model.events import Events
from officebatch.model.office import Office
from officebatch.model.vocabulary import Kind
from tests.deadlines.cases import STEPS, process, sent
from tests.making import AS_OF, events, register, rules


def passed_again(*passes: tuple[str, int, str], status: str = "") -> list[tuple[str, int, str, int, bool]]:
    """The lines of one case whose events are given as step, pass and day of November 2026."""
    of = sent(f"文号 | 部门 | 状态 | 拟稿日期\n1 | 财务科 | {status} | 2026-11-02")
    told = sorted((STEPS.index(step), n, day) for step, n, day in (("拟稿", 1, "02"), *passes))
    when = np.array([f"2026-11-{day}" if day else "NaT" for _, _, day in told], dtype="datetime64[s]")
    frame = pd.DataFrame({"record": 0, "step": [t[0] for t in told], "pass": [t[1] for t in told], "row": 0})
    frame = frame.assign(date=when, dated=True, person=pd.Categorical([None] * len(told)))
    office = Office({"发文": of}, {("发文", "发文"): replace(events(of, STEPS), frame=frame)})
    deadlines = reckon(office, rules(steps=process()), AS_OF)
    lines = deadlines.pick(deadlines.frame["row"] >= 0)
    return [(d.step, d.pass_, d.due_day.isoformat()[8:], d.days_late, d.open) for d in lines]


def test_a_second_pass_has_its_own_start() -> None:
    lines = passed_again(("核稿", 1, "04"), ("核稿", 2, "10"), ("签发", 1, "05"), ("签发", 2, "13"))
    assert lines == [
        ("核稿", 1, "04", 0, False),
        ("核稿", 2, "09", 1, False),  # from the 5th, when it came back
        ("签发", 1, "06", 0, False),
        ("签发", 2, "12", 1, False),
        ("分发", 1, "17", 3, True),
    ]


def test_a_return_before_the_next_step_starts_that_step_anew() -> None:
    lines = passed_again(("核稿", 1, "04"), ("核稿", 2, "10"), ("签发", 1, "12"))
    assert lines == [
        ("核稿", 1, "04", 0, False),
        ("核稿", 2, "06", 2, False),
        ("签发", 1, "12", 0, False),
        ("分发", 1, "16", 4, True),
    ]


def test_after_a_return_the_case_stands_at_the_step_that_must_be_passed_again() -> None:
    returned = ("核稿", 1, "04"), ("签发", 1, "06"), ("核稿", 2, "10")
    assert passed_again(*returned)[-1] == ("签发", 2, "12", 6, True)
    assert not any(line[-1] for line in passed_again(*returned, status="取消"))


def test_a_pass_on_a_day_nobody_can_read_starts_no_clock() -> None:
    lines = passed_again(("核稿", 1, "04"), ("核稿", 2, ""), ("签发", 1, "12"))
    assert [line[:2] for line in lines] == [("核稿", 1), ("分发", 1)]


def test_an_event_list_has_cases_and_passes_too() -> None:
    of = register(
        """
        案号 | 部门 | 环节 | 经办人 | 日期
        A | 财务科 | 拟稿 | 朱梅 | 2026-11-02
        A | 财务科 | 核稿 | 袁艳强 | 2026-11-05
        B | 营销科 | 拟稿 | | 2026-11-18
        """,
        Kind.EVENTS,
        {"案号": "case", "部门": "department", "环节": "step", "经办人": "person", "日期": "date"},
        name="发文",
        dates=("日期",),
    )
    frame = of.frame.assign(record=[0, 0, 2], step=[0, 2, 0], dated=True, row=[0, 1, 2], **{"pass": 1})
    frame = frame.rename(columns={"经办人": "person", "日期": "date"})
    cells = ("经办人",) * len(STEPS), ("日期",) * len(STEPS)
    office = Office({"发文": of}, {("发文", "发文"): Events("发文", "发文", STEPS, *cells, frame)})
    deadlines = reckon(office, rules(steps=process()), AS_OF)
    told = [(d.row, d.step, d.department, d.days_late, d.open) for d in deadlines.pick(deadlines.frame["row"] >= 0)]
    assert told == [(0, "核稿", "财务科", 1, False), (0, "签发", "财务科", 9, True), (2, "核稿", "营销科", 0, True)]
