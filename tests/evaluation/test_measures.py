"""What is counted, for whom, n of N, and the rows behind it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from officebatch.deadlines import reckon
from officebatch.evaluation import measure, period, titles
from officebatch.evaluation.registry import measured
from officebatch.evaluation.share import Tally
from officebatch.model.finding import Finding
from officebatch.model.limit import Limit, LimitKind
from officebatch.model.measure import Measure, Subject
from officebatch.model.office import Office
from officebatch.model.vocabulary import HolderKind, Kind, Mends, Severity
from officebatch.rulebook.sheets import Department, Person, Step
from tests.making import AS_OF, events, register, register_rule, rules, settings

if TYPE_CHECKING:
    from officebatch.evaluation.share import Share
    from officebatch.model.register import Register
    from officebatch.rulebook.rules import RuleBook

TASK_ROLES = {
    "编号": "key", "事项": "title", "部门": "department", "责任人": "person",
    "立项": "start", "时限": "due", "状态": "status", "办结": "done",
}  # fmt: skip
TASKS = """
    编号 | 事项 | 部门 | 责任人 | 立项 | 时限 | 状态 | 办结
    1 | 巡线 | 财务科 | 朱梅 | 2026-09-01 | 2026-10-12 | 办结 | 2026-10-12
    2 | 盘点 | 财务科 | 朱梅 | 2026-09-01 | 2026-10-12 | 办结 | 2026-10-14
    3 | 检修 | 财务科 | 李强 | 2026-09-01 | 2026-11-16 | 在办 |
    4 | 培训 | 财务科 | 朱梅 | 2026-09-01 | 2026-11-20 | 在办 |
    5 | 预算 | 财务科 | 朱梅 | 2026-09-01 | 2026-12-31 | 在办 |
    6 | 旧账 | 财务科 | 朱梅 | 2025-12-01 | 2026-03-02 | 在办 |
    7 | 归档 | 办公室 | 袁艳强 | 2026-09-01 | 2026-11-02 | 在办 |
    8 | 慰问 | 财务科 | 朱梅 | 2026-09-01 | 2026-10-12 | 暂停 |
"""


def tasks() -> Register:
    return register(TASKS, Kind.TASKS, TASK_ROLES, name="督办", dates=("立项", "时限", "办结"))


def measures(book: RuleBook, *findings: Finding, office: Office | None = None) -> list[Measure]:
    office = office or Office({"督办": tasks()}, {})
    return list(measure(office, book, AS_OF, reckon(office, book, AS_OF), findings))


def one(found: list[Measure], code: str, subject: str) -> Measure:
    return next(m for m in found if (m.code, m.subject) == (code, subject))


def numbers(found: list[Measure], code: str, subject: str) -> tuple[int, int, list[tuple[str, str]]]:
    of = one(found, code, subject)
    return of.numerator, of.denominator, [(p.record, p.counted) for p in of.proofs]


PEOPLE = (("董玉斌", "办公室"), ("袁艳强", "办公室"), ("朱梅", "财务科"), ("李强", "财务科"))
BOOK = rules(people=tuple(Person(name, department) for name, department in PEOPLE))


def test_on_time_counts_what_fell_due_and_is_decided() -> None:
    found = measures(BOOK)
    # due today, due later, paused, and what began before the start day count on neither side
    assert numbers(found, "M101", "财务科") == (1, 3, [("2", "2"), ("3", "4")])
    assert numbers(found, "M101", "办公室") == (0, 1, [("7", "14")])
    assert numbers(found, "M101", "朱梅") == (1, 2, [("2", "2")])
    assert one(found, "M101", "财务科").rate == pytest.approx(1 / 3)


def test_a_proof_names_its_row() -> None:
    proof = one(measures(BOOK), "M101", "财务科").proofs[0]
    assert (proof.origin.workbook, proof.origin.row, proof.title, proof.step) == ("督办.xlsx", 3, "盘点", "办结")


def test_completion_counts_late_ones_as_done() -> None:
    found = measures(BOOK)
    assert numbers(found, "M102", "财务科") == (2, 3, [("3", "4")])
    assert numbers(found, "M102", "李强") == (0, 1, [("3", "4")])


def test_open_overdue_and_the_longest() -> None:
    found = measures(BOOK)
    assert numbers(found, "M104", "财务科") == (1, 4, [("3", "4")])
    assert numbers(found, "M105", "财务科") == (4, 1, [("3", "4")])
    assert numbers(found, "M105", "办公室") == (14, 1, [("7", "14")])


@pytest.mark.parametrize(("rate_from", "counts"), [(3, True), (4, False)])
def test_too_few_are_shown_without_a_rate(rate_from: int, counts: bool) -> None:
    found = measures(replace(BOOK, settings=settings(rate_from=rate_from)))
    assert one(found, "M101", "财务科").counts is counts
    assert not one(found, "M105", "财务科").counts
    assert not one(found, "M105", "财务科").rated


def test_subjects_stand_in_the_order_of_the_house() -> None:
    departments = (Department("财务科", 3), Department("办公室", 1), Department("党建科", 2))
    found = measures(replace(BOOK, departments=departments))
    subjects = list(dict.fromkeys((m.subject_kind, m.subject) for m in found))
    assert subjects == [
        (Subject.DEPARTMENT, "党建科"),
        (Subject.DEPARTMENT, "财务科"),
        (Subject.OFFICE, "办公室"),
        (Subject.PERSON, "袁艳强"),
        (Subject.PERSON, "朱梅"),
        (Subject.PERSON, "李强"),
    ]
    assert one(found, "M101", "党建科").rate is None


def test_departments_out_of_evaluation_and_leaders_are_not_measured() -> None:
    gone = Department("旧科", 3, valid_to=date(2026, 1, 1))
    departments = (Department("办公室", 1), Department("财务科", 2, evaluated=False), gone)
    people = (Person("朱梅", "财务科", rank="领导"), Person("李强", "财务科"))
    found = measures(replace(BOOK, departments=departments, people=people))
    assert {m.subject for m in found} == {"办公室", "李强"}


def test_a_register_out_of_evaluation_counts_nowhere() -> None:
    found = measures(replace(BOOK, registers=(register_rule(tasks(), evaluated=False),)), finding(Mends.HOLDER))
    assert {(m.numerator, m.denominator) for m in found} == {(0, 0)}


def finding(mends: Mends, **changed: object) -> Finding:
    plain: dict[str, object] = {
        "code": "DOC103",
        "severity": Severity.ERROR,
        "mends": mends,
        "register": "督办",
        "origin": tasks().origin(1),
        "field": "时限",
        "record": "2",
        "department": "财务科",
        "person": "朱梅",
        "title": "",
        "message": "",
        "values": (),
        "basis": "",
    }
    return Finding(**(plain | changed))  # type: ignore[arg-type]  # a table of one's own


def test_faults_go_to_who_can_mend_them() -> None:
    found = measures(
        BOOK,
        finding(Mends.HOLDER),
        finding(Mends.POST, code="DUT201"),
        finding(Mends.KEEPER, code="DOC101"),
        finding(Mends.HOLDER, severity=Severity.HINT),
        finding(Mends.SECRECY),
        finding(Mends.HOLDER, record="6"),  # from before the start day
    )
    assert numbers(found, "M103", "财务科") == (2, 6, [("2", "DOC103"), ("2", "DUT201")])
    assert numbers(found, "M106", "财务科") == (0, 0, [])
    assert numbers(found, "M106", "办公室") == (1, 7, [("2", "DOC101")])


def test_a_topic_from_before_the_start_day_is_no_fault() -> None:
    topics = register(
        "编号 | 部门   | 提报\n1 | 财务科 | 2025-12-30\n2 | 财务科 | 2026-01-04\n3 | 财务科 |",
        Kind.TOPICS,
        {"编号": "key", "部门": "department", "提报": "submitted"},
        name="议题",
        dates=("提报",),
    )
    of = Office({"议题": topics}, {})
    book = replace(BOOK, registers=(register_rule(topics),))
    found = measures(book, *(finding(Mends.HOLDER, register="议题", record=n) for n in "123"), office=of)

    assert numbers(found, "M103", "财务科")[:2] == (2, 2)


def test_wrong_entries_are_the_keepers_departments() -> None:
    book = replace(BOOK, registers=(register_rule(tasks(), keeper="朱梅"),))
    found = measures(book, finding(Mends.KEEPER))
    assert numbers(found, "M106", "财务科") == (1, 7, [("2", "DOC103")])
    assert numbers(found, "M106", "办公室") == (0, 0, [])
    by_department = measures(replace(BOOK, registers=(register_rule(tasks(), keeper="财务科"),)))
    assert numbers(by_department, "M106", "财务科") == (0, 7, [])


def test_what_a_leader_holds_is_nobodys_score() -> None:
    limit = {"": Limit(LimitKind.WORKING_DAYS, "1个工作日", 1)}
    of = register(
        "文号 | 部门 | 拟稿人 | 拟稿日期 | 签发人 | 签发日期\n1 | 财务科 | 朱梅 | 2026-11-02 | 李强 | 2026-11-09",
        Kind.FLOW,
        {"文号": "key", "部门": "department"},
        name="发文",
        dates=("拟稿日期", "签发日期"),
    )
    office = Office({"发文": of}, {("发文", "发文"): events(of, ("拟稿", "签发"))})
    for holder, people in ((HolderKind.LEADER, set()), (HolderKind.DEPARTMENT, {"李强"})):
        steps = tuple(
            Step("发文", "发文", n, name, f"{name}人", f"{name}日期", holder=holder, limits=limit)
            for n, name in enumerate(("拟稿", "签发"))
        )
        found = measures(replace(BOOK, steps=steps), office=office)
        assert {m.subject for m in found if m.subject_kind is Subject.PERSON} == people
        assert one(found, "M101", "财务科").denominator == len(people)


@pytest.mark.parametrize(
    ("start_day", "first"),
    [(None, date(2026, 1, 1)), (date(2025, 3, 1), date(2026, 1, 1)), (date(2026, 7, 1), date(2026, 7, 1))],
)
def test_the_period_is_the_year_so_far_or_from_the_start_day(start_day: date | None, first: date) -> None:
    measured_days = period(rules(settings=settings(start_day=start_day)), AS_OF)
    assert (measured_days.first, measured_days.last) == (first, AS_OF)


def test_titles_are_by_code_and_no_code_stands_twice() -> None:
    assert list(titles()) == ["M101", "M102", "M103", "M104", "M105", "M106"]
    with pytest.raises(ValueError, match="M101"):

        @measured("M101", "again", Subject.OFFICE)
        def again(share: Share) -> Tally:
            return Tally(0, len(share.lines))
