"""The clerk's half of the notice book: what is known on a day, and what does not fit, with its cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from officebatch.approval.book import missing_lines, with_answers
from officebatch.model.notice import Answer, Disposal
from officebatch.model.origin import Origin
from officebatch.model.returned import Returned
from tests.approval.book import HEAD, NOTICES, added, begun, edited, notice, put, read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

AS_OF = date(2026, 11, 20)
SOME_DAY = date(2026, 11, 18)


def told(path: Path, as_of: date = AS_OF, void: dict[str, str] | None = None) -> list[str]:
    """The cells complained of, with what is said of them."""
    book = read(path)
    complaints = (*book.complaints, *with_answers(NOTICES, book, as_of, void)[1])
    return [f"{c.at.address} {c.said.partition('：')[2]}" for c in complaints]


def answers(path: Path, as_of: date = AS_OF) -> list[Answer | None]:
    return [n.answer for n in with_answers(NOTICES, read(path), as_of)[0]]


def test_a_book_just_begun_has_empty_answers_and_nothing_to_say(tmp_path: Path) -> None:
    path = begun(tmp_path)
    assert (answers(path), told(path)) == ([Answer()] * 4, [])
    assert missing_lines(NOTICES, read(path)) == ()


def test_the_whole_of_the_clerks_half(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        put(sheet, 1, 送达时间="2026.11.16", 签收人="朱梅", 回复日期=46344, 回复摘要="材料已报")
        put(sheet, 1, 处理="已销号", 销号日期=SOME_DAY)
        put(sheet, 2, 处理="批准延期", 延期至="２０２６年12月1日")
        put(sheet, 3, 处理="转督办")
        put(sheet, 4, 处理="撤销")

    path = edited(begun(tmp_path), fill)
    assert told(path) == []
    assert answers(path) == [
        Answer(date(2026, 11, 16), "朱梅", SOME_DAY, "材料已报", Disposal.CLOSED, None, SOME_DAY),
        Answer(disposal=Disposal.EXTENDED, extended_to=date(2026, 12, 1)),
        Answer(disposal=Disposal.RAISED),
        Answer(disposal=Disposal.VOID),
    ]


def test_what_is_dated_later_is_not_known_yet_and_what_has_no_date_is(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        later = date(2026, 11, 23)
        put(sheet, 1, 送达时间=later, 签收人="朱梅", 回复日期=later, 回复摘要="已报", 处理="销号", 销号日期=later)
        put(sheet, 2, 回复摘要="已报", 处理="销号")

    path = edited(begun(tmp_path), fill)
    closed = Answer(said="已报", disposal=Disposal.CLOSED)
    assert answers(path)[:2] == [Answer(), closed]
    later = answers(path, date(2026, 11, 23))[0]
    assert later is not None
    assert (later.disposal, later.said, later.received_by) == (Disposal.CLOSED, "已报", "朱梅")


def test_lines_are_known_whatever_the_brackets_widths_and_order(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        put(sheet, 1, 编号="临电催[2026] １号 ", 事项编号="督（２０２６）1号", 责任环节=" 承 办", 签收人="甲")
        lines = [[c.value for c in row] for row in sheet.iter_rows(min_row=HEAD + 1, max_row=HEAD + 4)]
        for row, line in enumerate(reversed(lines), HEAD + 1):
            for place, value in enumerate(line, 1):
                sheet.cell(row, place).value = value

    path = edited(begun(tmp_path), fill)
    assert told(path) == []
    assert [a and a.received_by for a in answers(path)] == ["甲", "", "", ""]


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda s: put(s, 2, 主送="生产技术科"), "D5 印发时“主送”为“财务科”，现为“生产技术科”"),
        (lambda s: put(s, 1, 级次=3), "C4 印发时“级次”为“2”，现为“3”"),
        (lambda s: put(s, 1, 级次="二级"), "C4 “二级”不是整数"),
        (lambda s: put(s, 1, 印发日期=date(2026, 11, 17)), "E4 印发时“印发日期”为“2026-11-16”，现为“2026-11-17”"),
        (lambda s: put(s, 1, 规定时限=None), "I4 印发时“规定时限”为“2026-11-10”，现为“（空）”"),
        (lambda s: put(s, 1, 规定时限="下周"), "I4 “下周”不是日期"),
        (lambda s: put(s, 4, 责任环节="核稿"), "H7 印发时“责任环节”为“承办”，现为“核稿”"),
        (lambda s: put(s, 4, 编号="临电催〔2026〕5号"), "A7 没有印发过编号 临电催〔2026〕5号、事项编号 督〔2026〕4号"),
        (lambda s: put(s, 4, 编号=None), "A7 没有印发过编号 （空）"),
        (lambda s: put(s, 1, 处理="延期"), "P4 处理为延期，但“延期至”未填"),
        (lambda s: put(s, 1, 处理="延期", 延期至="下周"), "P4 “下周”不是日期"),
        (lambda s: setattr(s.cell(HEAD, 15), "value", "天知道"), "3 缺少“处理”栏，或该栏表头已改成无法识别的写法"),
        (lambda s: setattr(s.cell(HEAD, 8), "value", None), "3 缺少“责任环节”栏"),
        (lambda s: put(s, 1, 延期至=date(2026, 12, 1)), "P4 此处填了延期日期，但“处理”栏不是“延期”"),
        (lambda s: put(s, 1, 处理="延期", 延期至=date(2026, 11, 10)), "P4 延期后的日期 2026-11-10 不晚于原时限"),
        (lambda s: put(s, 1, 处理="销号", 销号日期=date(2025, 11, 18)), "Q4 日期 2025-11-18 早于印发日期 2026-11-16"),
        (lambda s: put(s, 1, 销号日期=SOME_DAY), "Q4 此处填了销号日期，但“处理”栏不是“销号”"),
        (lambda s: put(s, 1, 回复日期=date(2026, 1, 18)), "M4 日期 2026-01-18 早于印发日期"),
        (lambda s: put(s, 1, 回复日期="下周一"), "M4 “下周一”不是日期"),
        (lambda s: put(s, 1, 回复日期="2026.11.17、2026.11.18"), "M4 “2026.11.17、2026.11.18”中有几个日期"),
        (lambda s: put(s, 1, 处理="搞定"), "O4 “搞定”不在可选项中（销号、延期、升级、作废）"),
        (lambda s: put(s, 1, 回复日期="#N/A"), "M4 单元格显示错误 #N/A"),
        (lambda s: put(s, 1, 回复日期="=TODAY()"), "M4 公式 =TODAY() 尚未计算"),
    ],
)
def test_what_does_not_fit_is_named_with_its_cell(
    tmp_path: Path, edit: Callable[[Worksheet], object], said: str
) -> None:
    path = edited(begun(tmp_path), edit)
    found = told(path)
    assert len(found) == 1
    assert found[0].startswith(said)


def test_a_line_whose_number_was_changed_is_missing_and_comes_again(tmp_path: Path) -> None:
    path = edited(begun(tmp_path), lambda s: put(s, 4, 编号="临电催〔2026〕5号"))
    assert added(path, NOTICES) == (NOTICES[3],)
    assert missing_lines(NOTICES, read(path)) == ()


def test_a_line_whose_step_was_changed_is_still_its_line(tmp_path: Path) -> None:
    path = edited(begun(tmp_path), lambda s: put(s, 4, 责任环节="核稿", 签收人="甲"))
    assert missing_lines(NOTICES, read(path)) == ()
    found = answers(path)[3]
    assert found is not None
    assert found.received_by == "甲"


def test_rows_that_were_deleted_are_missing(tmp_path: Path) -> None:
    path = edited(begun(tmp_path), lambda s: s.delete_rows(HEAD + 2))
    assert (missing_lines(NOTICES, read(path)), answers(path)[1]) == ((NOTICES[1],), None)


def doubled(sheet: Worksheet, **cells: object) -> None:
    for place in range(1, sheet.max_column + 1):
        sheet.cell(HEAD + 5, place).value = sheet.cell(HEAD + 1, place).value
    put(sheet, 5, **cells)


def test_a_doubled_row_counts_when_both_say_the_same(tmp_path: Path) -> None:
    path = edited(begun(tmp_path), doubled)
    assert told(path) == ["A8 第 4、8 行内容重复。请只留一行"]
    assert (answers(path)[0], missing_lines(NOTICES, read(path))) == (Answer(), ())


def test_doubled_rows_that_differ_count_as_nothing(tmp_path: Path) -> None:
    path = edited(begun(tmp_path), lambda s: doubled(s, 处理="销号"))
    assert told(path)[0].startswith("A8 第 4、8 行是同一通知单的同一事项，所记回复情况却不一致，均未采用")
    assert (answers(path)[0], missing_lines(NOTICES, read(path))) == (None, ())


def test_a_number_that_is_void(tmp_path: Path) -> None:
    path = begun(tmp_path, (*NOTICES, notice(7)))
    void = {"临电催〔2026〕7号": "重新审签后不再需要"}
    assert told(path, void=void) == ["O8 编号 临电催〔2026〕7号 已作废（重新审签后不再需要）。请在“处理”栏选“作废”"]
    edited(path, lambda s: put(s, 5, 处理="作废"))
    assert told(path, void=void) == []


def test_a_row_with_a_mark_of_secrecy_is_named_by_its_row_and_not_added_again(tmp_path: Path) -> None:
    path = edited(begun(tmp_path), lambda s: put(s, 1, 回复摘要="见附件（机密★5年）金丝雀", 处理="销号"))
    book = read(path)
    assert book.quarantined_rows == (4,)
    assert told(path) == ["4 该行有密级标志，没有读取。请把涉密内容移出本文件"]
    assert (answers(path)[0], missing_lines(NOTICES, book)) == (None, ())
    assert "金丝雀" not in repr(book)


def test_matters_without_a_number_are_told_apart_by_their_title(tmp_path: Path) -> None:
    one = notice(1)
    nameless = tuple(replace(one, told=replace(one.told, number="", title=title)) for title in "甲乙")
    path = begun(tmp_path, nameless)
    edited(path, lambda s: put(s, 2, 签收人="朱梅"))
    found, complaints = with_answers(nameless, read(path), AS_OF)
    assert ([n.answer and n.answer.received_by for n in found], complaints) == (["", "朱梅"], ())


def test_reminders_bear_no_number_and_have_no_line(tmp_path: Path) -> None:
    reminder = notice(1, number="", kind="个人提醒")
    path = begun(tmp_path, (reminder,))
    assert (read(path).rows, with_answers((reminder,), read(path), AS_OF)[0][0].answer) == ((), None)


def test_nothing_is_missing_from_a_book_that_cannot_be_read() -> None:
    assert missing_lines(NOTICES, Returned((), (), Origin("x.xlsx"), readable=False)) == ()

