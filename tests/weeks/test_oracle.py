"""The oracle by itself: every rule of ladder, rulings and numbers occurs, so that the weeks prove something."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.weeks import oracle, story, workdays

TWICE = (
    "level 1", "level 2", "level 3", "level 4", "first urging, ten days late", "anew", "raised", "rested",
    "line of its register", "line of its urgency", "answered", "may still answer", "too soon after the last",
    "not late enough", "no bulletin in this run", "not due yet", "reminded already", "all levels given",
    "another step of the record is urged", "closed in the book", "extended without a day", "the clock stands",
    "before the start day", "inner", "held by 办公室", "held by 领导", "已办结未登记", "已批延期", "责任部门有误",
    "已取消",
)  # fmt: skip


@pytest.mark.parametrize("word", TWICE)
def test_rule_occurs_for_two_matters(word: str) -> None:
    of = {name for week in oracle.eight_weeks() for name, words in week.why.items() if word in words}

    assert len(of) >= 2


def test_reminders_go_to_persons_stand_ins_and_heads() -> None:
    heads = {line["负责人"] for line in story.DEPARTMENTS}
    reminded = [
        (paper.audience, told)
        for week in oracle.eight_weeks()
        for paper in week.final
        if paper.kind == oracle.REMINDER
        for told in paper.told
    ]
    to = Counter(
        "stand-in" if told.copy else "person" if audience == told.matter.person else "head"
        for audience, told in reminded
    )

    assert min(to["person"], to["stand-in"], to["head"]) >= 2
    assert all(audience in heads for audience, told in reminded if not told.matter.person)


def test_matters_kept_back_come_again() -> None:
    weeks = oracle.eight_weeks()
    kept = [(week, key) for week in weeks for key in week.kept_back]
    again = [key for week, key in kept if key in {paper.key for paper in weeks[week.number].draft}]

    assert {key[0] for key in again} == {oracle.URGING, oracle.ORDER, oracle.BULLETIN}
    assert len(again) >= 5


def test_department_is_urged_under_both_its_names() -> None:
    told = {
        (paper.audience, told.matter.record)
        for week in oracle.eight_weeks()
        for paper in week.final
        for told in paper.told
        if paper.audience in (story.OLD_NAME, story.NEW_NAME)
    }

    assert len([record for name, record in told if name == story.OLD_NAME and (story.NEW_NAME, record) in told]) >= 2


def test_a_finding_is_told_once_unless_it_is_wrong() -> None:
    drafted = [f for week in oracle.eight_weeks() for paper in week.draft for f in paper.findings]
    told = [f for week in oracle.eight_weeks() for paper in week.final for f in paper.findings]

    assert len(told) == len(set(told)) >= 4
    assert set(drafted) - set(told) == {"收〔2026〕227号"}


@pytest.mark.parametrize("series", oracle.FORMS)
def test_every_number_is_given_once_or_void(series: str) -> None:
    form = oracle.FORMS[series]
    given = [
        text
        for week in oracle.eight_weeks()
        for text in (*week.numbers.values(), *week.void)
        if text.startswith(form.split("{")[0]) and text.endswith(form.split("}")[1])
    ]
    first = int(story.SETTINGS[f"已用到的号·{series}"]) + 1

    assert sorted(given) == sorted(form.format(first + n) for n in range(len(given)))
    assert len(given) >= 3


def test_a_number_is_void_and_one_is_given_in_a_second_approval() -> None:
    weeks = oracle.eight_weeks()

    assert [reason for week in weeks for reason in week.void.values()] == ["中心刚成立，改为当面交办"]
    assert weeks[6].numbers["催办通知单", "人力资源科", ""] > max(
        text for key, text in weeks[6].numbers.items() if key[0] == "催办通知单" and key[1] != "人力资源科"
    )


def test_balance_of_tasks_holds_from_week_to_week() -> None:
    balances = [week.balance for week in oracle.eight_weeks() if week.balance is not None]

    assert len(balances) == len(story.WEEKS)
    assert all(balance.holds for balance in balances)
    assert [b.carried for b in balances[1:]] == [b.open for b in balances[:-1]]
    assert all(sum(getattr(b, what) for b in balances) >= 2 for what in ("new", "done", "dropped"))


def test_no_rest_day_is_an_issue_day() -> None:
    numbers = range(1, len(story.WEEKS) + 1)
    usual = {n: workdays.after(story.as_of(n), 1) for n in numbers}

    assert all(workdays.worked(story.issued(n)) for n in numbers)
    assert {n for n in numbers if story.issued(n) != usual[n]} == set(story.SIGNED_LATER)
