"""Scores in small: what is spread, what is void, who gets a grade, and what must never change a score."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from officebatch.deadlines import reckon
from officebatch.evaluation import period_of, score
from officebatch.evaluation.ballots import mean
from officebatch.evaluation.grading import graded, quota
from officebatch.evaluation.spreading import Leaf, weights
from officebatch.model.measure import Subject
from officebatch.model.office import Office
from officebatch.model.score import How, IndicatorScore, Scores, Standing, Total
from officebatch.model.vocabulary import Kind
from officebatch.rulebook.sheets import Department, Grade, Indicator
from tests.making import register, rules
from tests.making import settings as office_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officebatch.model.register import Register
    from officebatch.rulebook.rules import RuleBook

AS_OF = date(2026, 12, 31)
ROLES = {"编号": "key", "事项": "title", "部门": "department", "责任人": "person", "立项": "start", "时限": "due",
         "状态": "status", "办结": "done"}  # fmt: skip
BALLOT_ROLES = {"票号": "ballot", "类别": "rater_class", "自": "rater", "对象": "subject", "项目": "item",
                "得分": "score", "期间": "period"}  # fmt: skip
DEPARTMENTS = (
    Department("办公室", 1), Department("财务科", 2, class_="管理类"), Department("党建科", 3, class_="管理类"),
)  # fmt: skip
INDICATORS = (
    Indicator("G2", "督办", "定量", "部门", "结果", "定量", "S101", "督办", full_mark=60, parameters={"环节": "办结"}),
    Indicator("N1", "领导", "内部评议", "部门", "", "定性", "S105", full_mark=40, parameters={"评议人类别": "领导"}),
)
BOOK = rules(departments=DEPARTMENTS, indicators=INDICATORS)
HEAD = "编号 | 事项 | 部门 | 责任人 | 立项 | 时限 | 状态 | 办结\n"


def tasks(*lines: tuple[str, bool]) -> Register:
    """One task a (department, on time), due on 2026-11-16."""
    rows = [f"{n} | 甲 | {of} | 朱梅 | 2026-10-08 | 2026-11-16 | 办结 | 2026-11-{12 if on_time else 20}"
            for n, (of, on_time) in enumerate(lines)]  # fmt: skip
    return register(HEAD + "\n".join(rows), Kind.TASKS, ROLES, name="督办", dates=("立项", "时限", "办结"))


def ballots(*lines: tuple[str, str, str, float]) -> Register:
    """(ballot, rater's department, subject, mark of 执行力); 工作质量 gets one point less."""
    rows = [f"{n} | 领导 | {own} | {of} | {item} | {mark - less} | 2026年下半年"
            for n, own, of, mark in lines for item, less in (("执行力", 0), ("工作质量", 1))]  # fmt: skip
    head = "票号 | 类别 | 自 | 对象 | 项目 | 得分 | 期间\n"
    return register(head + "\n".join(rows), Kind.BALLOTS, BALLOT_ROLES, name="评议", numbers=("得分",))


def scored(of: Register, votes: Register, book: RuleBook = BOOK) -> Scores:
    period, office = period_of("2026H2"), Office({"督办": of, "评议": votes}, {})
    assert period is not None
    return score(office, book, period, reckon(office, book, AS_OF), (), as_of=AS_OF)


def by_name(scores: Scores) -> dict[str, float | None]:
    return {total.subject: total.score for total in scores.of(Subject.DEPARTMENT)}


FIVE = tuple((f"P{n}", "", "财务科", 80.0 + n) for n in range(5))
WHOLE = (("财务科", True), ("财务科", True), ("财务科", False))


def test_a_score_is_made_of_its_parts() -> None:
    total = scored(tasks(*WHOLE), ballots(*FIVE)).of(Subject.DEPARTMENT)[0]
    assert total.categories == pytest.approx({"定量": 60 * 2 / 3, "内部评议": 40 * 0.815})
    assert total.score == pytest.approx(60 * 2 / 3 + 40 * 0.815)
    fact = total.indicators[0].facts[0]
    assert (fact.due, fact.done) == (date(2026, 11, 16), date(2026, 11, 20))
    assert (fact.days_over, fact.origin.row) == (4, 4)
    assert fact.points == pytest.approx(20)


def test_too_few_are_shown_and_their_mark_goes_to_the_others() -> None:
    total = scored(tasks(*WHOLE[:2]), ballots(*FIVE)).of(Subject.DEPARTMENT)[0]
    few, rated = total.indicators
    assert (few.standing, few.cases, few.weight, rated.weight) == (Standing.FEW, 2, 0, 100)
    total = scored(tasks(*WHOLE), ballots(*FIVE[:4])).of(Subject.DEPARTMENT)[0]
    assert [(i.standing, i.cases, i.weight) for i in total.indicators] == [
        (Standing.COUNTED, 3, 100), (Standing.FEW, 4, 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "void",
    [
        (("X", "", "财务科", 101.0),),
        (("X", "财务科", "财务科", 80.0),),
        (("X", "", "财务科", 80.0), ("X", "", "财务科", 80.0)),
        (("X", "", "财务科", 95.0), ("X", "", "党建科", 95.0), ("X", "", "办公室", 60.0)),
    ],
)
def test_void_ballots_change_nothing(void: tuple[tuple[str, str, str, float], ...]) -> None:
    without, with_it = (scored(tasks(*WHOLE), ballots(*FIVE, *more)) for more in ((), void))
    assert by_name(with_it) == by_name(without)
    assert [v.ballot for v in with_it.void] == ["X"]


def test_one_high_and_one_low_go_above_five() -> None:
    marks = [{"a": float(n)} for n in (0, 80, 82, 84, 86, 100)]
    assert mean(marks, {}, 5) == 83
    assert mean(marks[1:], {}, 5) == pytest.approx((80 + 82 + 84 + 86 + 100) / 5)
    assert mean([{"a": 50.0, "b": 100.0}], {"a": 20, "b": 80}, 5) == 90


def test_one_fact_is_deducted_once_in_the_set_order() -> None:
    again = replace(INDICATORS[0], code="G1", full_mark=30)
    book = replace(BOOK, indicators=(again, replace(INDICATORS[0], full_mark=30), INDICATORS[1]))
    first, second, _ = scored(tasks(*WHOLE), ballots(*FIVE), book).of(Subject.DEPARTMENT)[0].indicators
    assert (first.code, first.facts, first.waived, first.rate) == ("G1", (), 1, 1.0)  # G2 stands before G1 in the order
    assert (second.code, len(second.facts)) == ("G2", 1)
    assert second.rate == pytest.approx(2 / 3)


LINES = st.lists(st.tuples(st.sampled_from(("财务科", "党建科")), st.booleans()), max_size=8)


@settings(max_examples=15, deadline=None)
@given(LINES)
def test_an_on_time_case_more_never_lowers_a_score(lines: Sequence[tuple[str, bool]]) -> None:
    """Of an indicator that is scored already: what makes too few enough brings its late cases into the score."""
    before = [*WHOLE, *lines]
    was, now = (by_name(scored(tasks(*all_), ballots(*FIVE)))["财务科"] for all_ in (before, [*before, WHOLE[0]]))
    assert was is not None
    assert now is not None
    assert now >= was - 1e-9


@settings(max_examples=10, deadline=None)
@given(LINES, st.permutations(DEPARTMENTS))
def test_the_order_of_departments_does_not_matter(
    lines: Sequence[tuple[str, bool]], departments: Sequence[Department]
) -> None:
    shuffled = replace(BOOK, departments=tuple(replace(d, order=n) for n, d in enumerate(departments)))
    found = scored(tasks(*WHOLE, *lines), ballots(*FIVE), shuffled)
    assert by_name(found) == by_name(scored(tasks(*WHOLE, *lines), ballots(*FIVE)))


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), st.integers(1, 20), st.booleans())))
def test_what_counts_always_adds_up_to_all_marks(drawn: list[tuple[str, str, int, bool]]) -> None:
    leaves = [Leaf((a, b, str(n)), float(mark), counts) for n, (a, b, mark, counts) in enumerate(drawn)]
    found = weights(leaves)
    whole = sum(leaf.mark for leaf in leaves) if any(leaf.counts for leaf in leaves) else 0.0
    assert sum(found) == pytest.approx(whole)
    assert all(weight == 0 for leaf, weight in zip(leaves, found, strict=True) if not leaf.counts)


GRADES = (Grade("优秀", 90, "30%"), Grade("良好", 80), Grade("合格", 60), Grade("不合格", 0))


def total(name: str, points: float, class_: str = "", *, vetoed: bool = False) -> Total:
    one = IndicatorScore("G1", "", "定量", "", "定量", 100, Standing.COUNTED, How.SHARE, 9, 9, 1.0, 100)
    return Total(Subject.DEPARTMENT, name, name, class_, (one,), score=points, vetoed=vetoed)


def proposed(*totals: Total, per_class: int = 0) -> dict[str, str]:
    book = replace(BOOK, grades=GRADES, settings=office_settings(quota_class=per_class))
    return {t.subject: t.grade + ("?" if t.note else "") for t in graded(totals, book)}


def test_grades_keep_to_their_quota_and_leave_ties_to_people() -> None:
    rest = [total(str(n), 70) for n in range(5)]
    assert proposed(total("a", 95), total("b", 92), total("c", 91), *rest)["c"] == "良好?"
    tied = proposed(total("a", 95), total("b", 92), total("c", 92), *rest)
    assert (tied["a"], tied["b"], tied["c"]) == ("优秀", "良好?", "良好?")
    assert proposed(total("a", 89.999), *rest)["a"] == "良好"
    vetoed = proposed(total("a", 95, vetoed=True), total("b", 92), total("c", 91), *rest)
    assert (vetoed["a"], vetoed["b"], vetoed["c"]) == ("良好?", "优秀", "优秀")
    of_class = proposed(total("a", 95, "甲"), total("b", 92, "甲"), total("c", 91, "乙"), *rest, per_class=1)
    assert (of_class["a"], of_class["b"], of_class["c"]) == ("优秀", "良好?", "优秀")


@pytest.mark.parametrize(
    ("written", "rounding", "places"),
    [("30%", "取整", 2), ("30%", "四舍五入", 2), ("30%", "进一", 3), ("25%", "取整", 2), ("3", "取整", 3)],
)
def test_quota(written: str, rounding: str, places: int) -> None:
    assert quota(written, 8, rounding) == places


@pytest.mark.parametrize(
    ("text", "name"),
    [("2026Q4", "2026Q4"), ("2026年第四季度", "2026Q4"), ("2026年4季度", "2026Q4"), ("2026H1", "2026H1"),
     ("2026年下半年", "2026H2"), ("2026-02", "2026-02"), ("２０２６年１１月", "2026-11"), ("2026年度", "2026")],
)  # fmt: skip
def test_periods(text: str, name: str) -> None:
    found = period_of(text)
    assert found is not None
    assert found.name == name
    assert (period_of("2026Q5"), period_of("今年"), period_of("2026-13")) == (None, None, None)
