"""Words of lists and batch sheet: understood whole, or asked with their cell."""

from __future__ import annotations

from datetime import date

import pytest

from officebatch.approval import words
from officebatch.approval.words import Words, understood
from officebatch.model.approval import PaperKey, Verdict
from officebatch.model.form import DEADLINE, FINDING, PAPER, mark
from officebatch.model.origin import Origin
from officebatch.model.returned import Returned, ReturnedRow, Written
from officebatch.model.ruling import Decision
from officebatch.rulebook.rules import RuleBook
from officebatch.rulebook.sheets import Department
from tests import making

AS_OF = date(2026, 11, 20)
LATE = mark(DEADLINE, "督办台账", "D1", "办结")
BOOK = making.rules(
    departments=(
        Department("办公室", 1),
        Department("物资科", 2, short_names=("物资", "物")),
        Department("物资科仓库", 3),
    )
)


def said_of(forms: list[Returned], book: RuleBook, day: date) -> Words:
    return understood(forms, {}, book, day)


def listed(known_by: str, word: str, why: str = "", row: int = 4, name: str = "超期清单.xlsx") -> Returned:
    values = {"标识": known_by, "核对意见": word, "核对说明": why}
    line = ReturnedRow(values, Origin(name, "清单", row), {"标识": "X", "核对意见": "V", "核对说明": "W"})
    return Returned((line,), (), Origin(name, "清单"))


def judged(key: PaperKey, word: str, why: str = "") -> Returned:
    values = {"标识": mark(PAPER, *key), "处理": word, "理由": why}
    line = ReturnedRow(values, Origin("批次审签单.xlsx", "清单", 5), {"标识": "J", "处理": "H", "理由": "I"})
    return Returned((line,), (), Origin("批次审签单.xlsx", "清单"))


@pytest.mark.parametrize(
    ("why", "on"),
    [
        ("11月18日办结", date(2026, 11, 18)),
        ("已于２０２６年１１月１８日办结", date(2026, 11, 18)),
        ("2026-11-18", date(2026, 11, 18)),
        ("11.2办结", date(2026, 11, 2)),
        ("11月20日", AS_OF),
    ],
)
def test_the_day_of_what_was_done_is_taken_from_the_explanation(why: str, on: date) -> None:
    said = said_of([listed(LATE, "已办结未登记", why)], BOOK, AS_OF)

    assert not said.complaints
    (ruling,) = said.rulings
    assert (ruling.record, ruling.what, ruling.decision, ruling.on) == ("D1", "办结", Decision.DONE, on)


def test_an_extension_takes_the_nearest_day_over_new_year() -> None:
    (ruling,) = said_of([listed(LATE, "已批延期", "延至1月15日")], BOOK, AS_OF).rulings

    assert ruling.on == date(2027, 1, 15)


@pytest.mark.parametrize(
    ("word", "why", "asked"),
    [
        ("已办结未登记", "", words.NEEDS_DAY),
        ("已办结未登记", "早办了", words.NEEDS_DAY),
        ("已办结未登记", "11月25日", words.NEEDS_DAY),
        ("已办结未登记", "12.30办结", words.NEEDS_DAY),
        ("已批延期", "11月10日申请，延至12月1日", words.NEEDS_DAY),
        ("已批延期", "2月30日", words.NEEDS_DAY),
        ("责任部门有误", "不是我们", words.NEEDS_DEPARTMENT),
        ("责任部门有误", "办公室还是物资科", words.NEEDS_DEPARTMENT),
        ("其他", "", words.NEEDS_REASON),
    ],
)
def test_a_word_that_lacks_what_it_needs_is_asked_at_its_cell(word: str, why: str, asked: str) -> None:
    (complaint,) = said_of([listed(LATE, word, why)], BOOK, AS_OF).complaints

    assert (complaint.what, complaint.at) == (asked, Origin("超期清单.xlsx", "清单", 4, "W"))
    assert word in complaint.said


@pytest.mark.parametrize(
    ("why", "department"),
    [("应为物资", "物资科"), ("物资科仓库负责", "物资科仓库"), ("此物归物资科", "物资科")],
)
def test_the_department_is_known_by_any_of_its_names(why: str, department: str) -> None:
    (ruling,) = said_of([listed(LATE, "责任部门有误", why)], BOOK, AS_OF).rulings

    assert ruling.department == department


def test_two_lists_that_say_the_same_count_once_and_two_that_differ_are_asked() -> None:
    first = listed(LATE, "已取消", "局长同意")
    same = said_of([first, listed(LATE, "已取消", "局长同意", name="超期清单（物资科）.xlsx")], BOOK, AS_OF)
    differ = said_of([first, listed(LATE, "属实", name="超期清单（物资科）.xlsx")], BOOK, AS_OF)

    assert (len(same.rulings), same.complaints) == (1, ())
    assert [c.what for c in differ.complaints] == [words.DIFFERS]
    assert "超期清单.xlsx" in differ.complaints[0].said


def test_a_finding_is_ruled_on_by_code_record_and_field() -> None:
    known_by = mark(FINDING, "DOC103", "收文登记簿", "收〔2026〕9号", "文号")

    (ruling,) = said_of([listed(known_by, "误报", "号对", name="问题清单.xlsx")], BOOK, AS_OF).rulings

    assert (ruling.what, ruling.record, ruling.field, ruling.decision) == (
        "DOC103", "收〔2026〕9号", "文号", Decision.WRONG
    )  # fmt: skip


def test_the_batch_sheet_holds_and_drops_with_a_reason() -> None:
    key = PaperKey("催办通知单", "物资科", "")
    said = said_of([judged(key, "缓", "等会议纪要")], BOOK, AS_OF)
    without = said_of([judged(key, "不发")], BOOK, AS_OF)

    assert (said.judgements[key].verdict, said.judgements[key].reason) == (Verdict.HOLD, "等会议纪要")
    assert [c.what for c in without.complaints] == [words.NEEDS_REASON]


@pytest.mark.parametrize("known_by", ["", "not a mark", '["时限", "督办台账"]', '{"a": 1}'])
def test_a_word_on_a_line_nobody_knows_is_asked(known_by: str) -> None:
    said = said_of([listed(known_by, "已取消")], BOOK, AS_OF)

    assert [c.what for c in said.complaints] == [words.NO_MARK]
    assert not said.rulings


def test_lines_without_a_word_say_nothing() -> None:
    said = said_of([listed(LATE, "")], BOOK, AS_OF)

    assert (said.rulings, said.written, said.complaints) == ((), {}, ())


def test_a_word_signed_before_holds_while_its_line_is_in_no_list_and_goes_when_it_is_emptied() -> None:
    kept = {LATE: Written("已取消", "局长同意", "超期清单.xlsx V9")}

    gone = understood([], kept, BOOK, AS_OF)
    emptied = understood([listed(LATE, "")], kept, BOOK, AS_OF)
    changed = understood([listed(LATE, "属实")], kept, BOOK, AS_OF)

    assert [r.decision for r in gone.rulings] == [Decision.DROPPED]
    assert gone.written == kept
    assert [r.at for r in gone.rulings] == ["超期清单.xlsx V9"]
    assert emptied.rulings == ()
    assert [r.decision for r in changed.rulings] == [Decision.CORRECT]


def test_to_send_a_paper_needs_no_word() -> None:
    assert said_of([judged(PaperKey("催办通知单", "物资科", ""), "发")], BOOK, AS_OF).written == {}
