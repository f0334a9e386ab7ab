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
from officebatch.evaluation.classes import compared_within
from officebatch.evaluation.grading import graded, quota
from officebatch.evaluation.spreading import Leaf, weights
from officebatch.model.measure import Subject
from officebatch.model.notice import Correspondence, MatterId, Notice, Told
from officebatch.model.office import Office
from officebatch.model.origin import Origin
from officebatch.model.score import Fact, How, IndicatorScore, Scores, Standing, Total
from officebatch.model.vocabulary import Kind
from officebatch.rulebook.judging import Grade, Indicator
from officebatch.rulebook.sheets import Department
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


def periodic(name: str, of: Register, votes: Register, book: RuleBook = BOOK) -> Scores:
    period, office = period_of(name), Office({"督办": of, "评议": votes}, {})
    assert period is not None
    return score(office, book, period, reckon(office, book, AS_OF), (), as_of=AS_OF)


def test_a_month_has_numbers_a_quarter_no_ballots_and_only_a_year_grades() -> None:
    book = replace(BOOK, grades=GRADES)
    month, quarter, year = (
        periodic(name, tasks(*WHOLE), ballots(*FIVE), book).of(Subject.DEPARTMENT)[0]
        for name in ("2026-11", "2026Q4", "2026")
    )
    assert (month.score, month.indicators[0].cases, month.indicators[0].standing) == (None, 3, Standing.LATER)
    assert quarter.score == pytest.approx(200 / 3)
    assert (quarter.scored, quarter.grade) == (1.0, "")
    assert [i.standing for i in quarter.indicators] == [Standing.COUNTED, Standing.LATER]
    assert year.grade == "合格"
    every = office_settings(counts_only_in=("不用",), ballots_in=("月",), grades_in=("月",))
    named = replace(book, settings=every)
    lines = ballots(*FIVE)
    lines.frame["期间"] = "2026-11"
    assert periodic("2026-11", tasks(*WHOLE), lines, named).of(Subject.DEPARTMENT)[0].grade == "合格"


def test_the_first_quarter_is_a_trial_and_counts_in_nothing_longer() -> None:
    began = replace(BOOK, settings=office_settings(start_day=date(2026, 10, 8)), grades=GRADES)
    trial = periodic("2026Q4", tasks(*WHOLE), ballots(*FIVE), began)
    first = trial.of(Subject.DEPARTMENT)[0]
    assert first.score == pytest.approx(200 / 3)
    assert (first.place, first.ranked) == (None, False)
    whole = periodic("2026", tasks(*WHOLE), ballots(*FIVE), began).of(Subject.DEPARTMENT)[0]
    assert whole.indicators[0].cases == 3  # the whole period ends with the trial: shown, not counted
    early = replace(BOOK, settings=office_settings(start_day=date(2026, 9, 1), trial_until=date(2026, 11, 16)))
    later = periodic("2026Q4", tasks(*WHOLE), ballots(*FIVE), early).of(Subject.DEPARTMENT)[0]
    assert later.indicators[0].cases == 0
    none = replace(BOOK, settings=office_settings(start_day=date(2026, 10, 8), trial_until=date(2026, 10, 7)))
    assert periodic("2026Q4", tasks(*WHOLE), ballots(*FIVE), none).of(Subject.DEPARTMENT)[0].place == 1


@pytest.mark.parametrize(
    ("classes", "settings_", "within"),
    [
        ("甲甲甲乙乙", {}, "甲甲甲甲甲"),
        ("甲甲甲乙乙丙丙丙丙", {}, "甲甲甲丙丙丙丙丙丙"),
        ("甲甲甲乙乙丙丙丙丙", {"merged_classes": {"乙": "甲"}}, "甲甲甲甲甲丙丙丙丙"),
        ("甲甲", {}, "甲甲"),
        ("甲乙丙", {"class_from": 1}, "甲乙丙"),
    ],
)
def test_a_small_class_goes_into_another(classes: str, settings_: dict[str, object], within: str) -> None:
    departments = tuple(Department(f"{n}科", n, class_=class_) for n, class_ in enumerate(classes))
    book = replace(BOOK, departments=departments, settings=office_settings(**settings_))
    found, told = compared_within(book, [d.name for d in departments])
    assert "".join(found[d.name] for d in departments) == within
    assert bool(told) == (classes != within)


def person(name: str, points: float, facts: int = 0, rank: str = "一般", *, ranked: bool = True) -> Total:
    lost = tuple(
        Fact(("x", name, str(n)), Origin("a.xlsx", "a", n + 2), "", "", "", "") for n in range(facts)
    )
    one = IndicatorScore("R1", "", "定量", "", "定量", 100, Standing.COUNTED, How.SHARE, 9, 9, 1.0, 100, lost)
    return Total(Subject.PERSON, name, "财务科", rank, (one,), score=points, ranked=ranked)


def test_people_are_graded_within_their_rank_and_a_fail_needs_facts() -> None:
    book = replace(BOOK, grades=GRADES)
    rest = [person(str(n), 70) for n in range(8)]
    found = graded([person("a", 95), person("b", 92), *rest, person("c", 94, rank="中层")], book)
    of = {t.subject: t for t in found}
    assert (of["a"].grade, of["b"].grade, of["c"].grade) == ("优秀", "优秀", "良好")  # 20 % of ten, of one
    assert (of["a"].place_in_class, of["b"].place_in_class, of["c"].place_in_class) == (1, 2, 1)
    low = {t.subject: t for t in graded([person("a", 50, 1), person("b", 50, 2), person("c", 95, ranked=False)], book)}
    assert (low["a"].grade, low["b"].grade, low["c"].grade) == ("", "不合格", "")
    assert all(low[name].note for name in "abc")
    assert low["c"].place_in_class is None


def test_an_overdue_task_without_asking_costs_once_and_only_with_a_notice() -> None:
    """Where the rate is not scored for want of cases, the deduction counts; where it is, the fact is taken."""
    item = Indicator("K3", "逾期未申请延期", "扣分", "部门", "", "扣分", "S119", "督办", full_mark=0.5, cap=3)
    book = replace(BOOK, indicators=(*INDICATORS, item))
    notice = Notice(
        date(2026, 11, 18), date(2026, 11, 19), "催办通知单", "财务科", "催1号", "",
        Told(MatterId("督办", "0", "办结"), 2, date(2026, 11, 16), "0", "甲", "办结"),
    )  # fmt: skip
    period = period_of("2026H2")
    assert period is not None

    def deducted(lines: Sequence[tuple[str, bool]], *told: Notice) -> list[tuple[str, float]]:
        office = Office({"督办": tasks(*lines), "评议": ballots(*FIVE)}, {})
        found = score(office, book, period, reckon(office, book, AS_OF), (), as_of=AS_OF, post=Correspondence(told))
        return [(m.number, m.points) for m in found.of(Subject.DEPARTMENT)[0].merits]

    late = [("财务科", False), ("财务科", False)]
    assert deducted(late, notice) == [("催1号", 0.5)]
    assert deducted(late) == []
    assert deducted([*late, *WHOLE], notice) == []
