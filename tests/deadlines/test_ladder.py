"""The ladder: one level up a run, never one twice, nothing for what was closed, an answer gives a rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from officebatch import deadlines
from officebatch.model.docket import Past
from officebatch.model.notice import Answer, Disposal, MatterId, Notice, Told
from officebatch.model.office import Office
from officebatch.model.urging import Urging
from officebatch.model.vocabulary import Kind
from officebatch.rulebook.rules import RuleBook
from officebatch.rulebook.sheets import Absence, Department, LadderLevel, Person
from tests import making

AS_OF = date(2026, 11, 20)
LADDER = (
    LadderLevel(1, "个人提醒", -3, to="责任人"),
    LadderLevel(2, "催办通知单", 1, answer_days=2, series="催办", least_days=3),
    LadderLevel(3, "督办通知单", 3, one_a_matter=True, answer_days=3, series="督办", least_days=3),
    LadderLevel(4, "工作通报", 5, series="通报", least_days=5),
)
NOTHING = Past()
PEOPLE = (
    Person("朱梅", "财务科", "科员", stand_in="沈杰"),
    Person("沈杰", "财务科", "副主任", stand_in="朱梅"),
    Person("李明", "局领导", "副局长", rank="领导"),
)
ROLES = {"编号": "key", "事项": "title", "部门": "department", "责任人": "person", "开始": "start", "时限": "due",
         "密级": "secrecy", "紧急": "urgency"}  # fmt: skip


def office(line: str) -> Office:
    text = "编号|事项|部门|责任人|开始|时限|密级|紧急\n" + line
    tasks = making.register(text, Kind.TASKS, ROLES, name="督办台账", dates=("开始", "时限"))
    return Office({"督办台账": tasks}, {})


def rules(**changed: object) -> RuleBook:
    plain: dict[str, object] = {
        "ladder": LADDER,
        "people": PEOPLE,
        "departments": (Department("办公室", 1), Department("财务科", 2, head="沈杰"), Department("物资科", 3)),
    }
    return making.rules(**(plain | changed))


def urged(line: str, past: Past = NOTHING, as_of: date = AS_OF, **changed: object) -> tuple[Urging, ...]:
    of, book = office(line), rules(**changed)
    return deadlines.urge(of, deadlines.reckon(of, book, as_of), book, deadlines.days(book, as_of), past)


def matter(due: str, person: str = "朱梅", department: str = "财务科", more: str = "|") -> str:
    return f"D1|盘点|{department}|{person}|2026-10-08|{due}|{more}"


def given(level: int, issued: str, due: str, answer_by: str = "", answer: Answer | None = None) -> Notice:
    kind = next(one.paper for one in LADDER if one.level == level)
    told = Told(
        MatterId("督办台账", "D1", "办结"), level, date.fromisoformat(due), "D1", "盘点", "办理中",
        date.fromisoformat(answer_by) if answer_by else None,
    )  # fmt: skip
    day = date.fromisoformat(issued)
    return Notice(day, day, kind, "财务科", f"临电催〔2026〕{level}号", "纸质", told, answer)


def test_what_falls_due_within_three_working_days_is_reminded() -> None:
    (reminder,) = urged(matter("2026-11-25"))

    assert (reminder.level, reminder.paper, reminder.person, reminder.copy) == (1, "个人提醒", "朱梅", "")
    assert urged(matter("2026-11-26")) == ()


def test_of_one_away_the_stand_in_is_reminded_and_the_person_gets_a_copy() -> None:
    away = (Absence("朱梅", date(2026, 11, 23), date(2026, 11, 24)),)

    (reminder,) = urged(matter("2026-11-25"), absences=away)

    assert (reminder.person, reminder.copy) == ("沈杰", "朱梅")


def test_without_a_person_the_head_is_reminded_and_without_a_head_nobody() -> None:
    assert [u.person for u in urged(matter("2026-11-25", person=""))] == ["沈杰"]
    assert urged(matter("2026-11-25", person="", department="物资科")) == ()


@pytest.mark.parametrize("due", ["2026-11-19", "2026-10-28"])
def test_the_first_level_for_a_late_matter_is_the_lowest_however_late(due: str) -> None:
    (notice,) = urged(matter(due))

    assert (notice.level, notice.paper, notice.answer_by) == (2, "催办通知单", date(2026, 11, 25))


def test_one_level_up_after_the_interval_and_the_day_to_answer() -> None:
    past = Past(notices=(given(2, "2026-11-16", "2026-11-10", "2026-11-18"),))

    (notice,) = urged(matter("2026-11-10"), past)

    assert (notice.level, notice.one_a_matter) == (3, True)
    assert notice.previous == past.notices[0]


def test_not_while_the_day_to_answer_is_still_to_come() -> None:
    assert urged(matter("2026-11-10"), Past(notices=(given(2, "2026-11-16", "2026-11-10", "2026-11-23"),))) == ()


def test_not_before_the_least_days_are_over() -> None:
    assert urged(matter("2026-11-10"), Past(notices=(given(2, "2026-11-19", "2026-11-10", "2026-11-20"),))) == ()


def test_never_the_same_level_twice_for_one_due_day_but_anew_for_another() -> None:
    past = Past(notices=(given(2, "2026-11-16", "2026-11-18", "2026-11-18"),))

    assert urged(matter("2026-11-18"), past) == ()  # two days late: too early for the next, the first was given
    assert [u.level for u in urged(matter("2026-11-17"), past)] == [2]


def test_an_answer_gives_a_rest_and_then_the_ladder_goes_on() -> None:
    def answered(day: str) -> Past:
        answer = Answer(answered=date.fromisoformat(day), said="正在办理")
        return Past(notices=(given(2, "2026-10-19", "2026-10-14", "2026-10-21", answer),))

    assert urged(matter("2026-10-14"), answered("2026-11-09")) == ()  # nine working days ago
    assert [u.level for u in urged(matter("2026-10-14"), answered("2026-11-06"))] == [3]


def test_raised_in_the_notice_book_is_raised_at_once() -> None:
    raised = Answer(answered=date(2026, 11, 20), said="退回", disposal=Disposal.RAISED)

    (notice,) = urged(matter("2026-11-18"), Past(notices=(given(2, "2026-11-20", "2026-11-18", "2026-11-24", raised),)))

    assert notice.level == 3


def test_closed_in_the_notice_book_is_left_alone_whatever_its_due_day() -> None:
    closed = Answer(disposal=Disposal.CLOSED, closed=date(2026, 11, 18))
    past = Past(notices=(given(2, "2026-11-16", "2026-11-10", "2026-11-18", closed),))

    assert urged(matter("2026-11-10"), past) == urged(matter("2026-11-12"), past) == ()


def test_a_void_notice_was_none() -> None:
    void = Answer(disposal=Disposal.VOID, said="发错部门")
    past = Past(notices=(given(2, "2026-11-16", "2026-11-10", "2026-11-18", void),))

    (notice,) = urged(matter("2026-11-10"), past)

    assert (notice.level, notice.previous) == (2, None)


def test_extended_without_a_day_waits_for_the_day() -> None:
    waits = Answer(disposal=Disposal.EXTENDED)

    assert urged(matter("2026-11-10"), Past(notices=(given(2, "2026-11-16", "2026-11-10", "2026-11-18", waits),))) == ()


def test_the_bulletin_names_only_when_one_is_due() -> None:
    notices = (given(2, "2026-10-19", "2026-10-14", "2026-10-21"), given(3, "2026-10-26", "2026-10-14", "2026-10-29"))

    assert [u.level for u in urged(matter("2026-10-14"), Past(notices=notices))] == [4]
    assert urged(matter("2026-10-14"), Past(notices=notices, months=frozenset({date(2026, 10, 1)}))) == ()


def test_the_bulletin_names_nothing_that_was_answered_for() -> None:
    answer = Answer(answered=date(2026, 10, 28), said="已报方案")
    notices = (
        given(2, "2026-10-19", "2026-10-14", "2026-10-21"),
        given(3, "2026-10-26", "2026-10-14", "2026-10-29", answer),
    )

    assert urged(matter("2026-10-14"), Past(notices=notices)) == ()


@pytest.mark.parametrize("due", ["2026-11-10", "2026-11-24"])
def test_what_is_paused_is_neither_urged_nor_reminded(due: str) -> None:
    text = f"编号|事项|部门|责任人|开始|时限|状态\nD1|盘点|财务科|朱梅|2026-10-08|{due}|暂停"
    tasks = making.register(text, Kind.TASKS, {**ROLES, "状态": "status"}, name="督办台账", dates=("开始", "时限"))
    of, book = Office({"督办台账": tasks}, {}), rules()

    assert deadlines.urge(of, deadlines.reckon(of, book, AS_OF), book, deadlines.days(book, AS_OF), NOTHING) == ()


def test_after_the_highest_level_nothing_more() -> None:
    levels = [(2, "2026-10-12"), (3, "2026-10-19"), (4, "2026-10-26")]

    assert urged(matter("2026-10-09"), Past(notices=tuple(given(n, day, "2026-10-09") for n, day in levels))) == ()


@pytest.mark.parametrize(
    "line",
    [
        matter("2026-11-10", department="办公室"),
        matter("2026-11-10", department="局领导", person="李明"),
        matter("2026-11-10", more="商密|"),
        "D1|盘点|财务科|朱梅|2025-10-08|2026-11-10||",
    ],
    ids=["the office's own", "a leader's", "of an inner level", "from before the start day"],
)
def test_what_is_never_urged(line: str) -> None:
    assert urged(line) == ()


def test_a_level_for_an_urgency_or_a_register_goes_before_the_common_one() -> None:
    quick = replace(LADDER[1], urgencies=("特急",), least_days=0, answer_days=1)
    other = replace(LADDER[1], registers=("收文登记簿",), from_days=9)

    (notice,) = urged(matter("2026-11-19", more="|特急"), ladder=(quick, other, *LADDER))

    assert notice.answer_by == date(2026, 11, 24)
    assert [u.answer_by for u in urged(matter("2026-11-19"), ladder=(quick, other, *LADDER))] == [date(2026, 11, 25)]
