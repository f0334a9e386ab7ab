"""Lines that are records, and lines that are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from officebatch.model.report import TroubleKind
from officebatch.reading import read
from tests.reading.made import HEADINGS, OUT, TASKS, days, fields, line, office, rules, troubles, words, workbook

if TYPE_CHECKING:
    from pathlib import Path

    from officebatch.model.office import Office


def left(of: Office) -> dict[str, tuple[int, ...]]:
    return {found.why: found.rows for found in of.reports[0].left_out}


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (["合计", None, 240], "a total"),
        (["合　计", None, 240, None, 3, 4, 5], "a total"),
        (["1月小计", None, 20], "a total"),
        ([None, "总计：240件"], "a total"),
        (["共计", None, 3], "a total"),
        (["制表人：王文书    审核人：李主任"], "a signature line"),
        (["制表人：王文书", None, "审核人：李主任", None, "日期：2026年1月5日"], "a signature line"),
        ([None, None, "单位（盖章）"], "a signature line"),
        (["填表日期：2026.1.5"], "a signature line"),
        (["注：此表由办公室填写"], "a note"),
        (["备注：1.特急件当日办结"], "a note"),
        ([99], "an empty template row"),
        (["99"], "an empty template row"),
        ([None, None, None, None, None, None, None, "2026年11月20日"], "nothing under a known heading"),
    ],
)
def test_what_is_no_record(tmp_path: Path, cells: list[object], why: str) -> None:
    found = office(tmp_path, [HEADINGS, line(1), line(2), [], cells])
    assert left(found) == {why: (5,)}
    assert len(found.registers[OUT]) == 2
    assert not found.registers[OUT].unread


@pytest.mark.parametrize(
    "cells",
    [
        [3, "临电办〔2026〕3号"],
        [None, "临电办〔2026〕3号"],
        [3, None, "关于审计工作的通知"],
        [None, None, "一季度数据报送"],
        line(3, 标题="合计"),
        line(3, 标题="备注：无"),
    ],
)
def test_what_is_a_record_all_the_same(tmp_path: Path, cells: list[object]) -> None:
    found = office(tmp_path, [HEADINGS, line(1), line(2), cells])
    assert list(found.registers[OUT].sheet_row) == [2, 3, 4]


@pytest.mark.parametrize("text", ["负责人审批：合同", "单位领导交办：清欠", "备注：联系电话更新"])
def test_a_title_like_a_signature_between_records_is_a_record(tmp_path: Path, text: str) -> None:
    found = office(tmp_path, [HEADINGS, line(1), [None, None, text], line(2)])
    assert list(found.registers[OUT].sheet_row) == [2, 3, 4]


def test_a_signature_line_between_pages_is_none(tmp_path: Path) -> None:
    found = office(tmp_path, [HEADINGS, line(1), ["制表人：王文书    审核人：李主任"], HEADINGS, line(2)])
    assert list(found.registers[OUT].sheet_row) == [2, 5]


@pytest.mark.parametrize("word", [None, "公开"])
def test_keys_given_in_advance_are_no_records(tmp_path: Path, word: str | None) -> None:
    given = [[n, f"临电办〔2026〕{n}号", None, word] for n in range(3, 30)]
    found = office(tmp_path, [HEADINGS, line(1), line(2), *given])
    assert len(found.registers[OUT]) == 2
    assert left(found) == {"an empty template row": tuple(range(4, 31))}


def test_keys_with_words_of_their_own_are_records(tmp_path: Path) -> None:
    given = [[n, f"临电办〔2026〕{n}号", f"关于第{n}件事"] for n in range(2, 6)]
    found = office(tmp_path, [HEADINGS, line(1), *given])
    assert len(found.registers[OUT]) == 5


def test_headings_in_another_order_begin_a_table_of_their_own(tmp_path: Path) -> None:
    turned = [*HEADINGS[:2], *HEADINGS[:2:-1], HEADINGS[2]]
    second = dict(zip(HEADINGS, line(2, 拟稿日期="2026-02-03", 核稿日期="2026-02-04"), strict=True))
    rows = [HEADINGS, line(1), ["领导交办事项"], turned, [second[h] for h in turned], ["制表人：于伟"]]
    found = office(tmp_path, rows)
    register = found.registers[OUT]
    assert days(found, "拟稿日期") == ["2026-01-05", "2026-02-03"]
    assert words(found, "标题") == ["关于做好第1项工作的通知", "关于做好第2项工作的通知"]
    assert [register.origin(row, "标题").address for row in range(2)] == ["C2", "K5"]
    assert not register.unread


def test_titles_headings_and_blank_lines_in_between(tmp_path: Path) -> None:
    title = ["临江县供电局发文登记簿（2026年）"]
    rows = [title, HEADINGS, line(1), [], [None, "  ", "　"], title, HEADINGS, line(2), ["二、下半年"], line(3)]
    found = office(tmp_path, rows, None, "A1:K1", "A9:K9")
    assert list(found.registers[OUT].sheet_row) == [3, 8, 10]
    assert left(found) == {"a title": (1, 6), "headings repeated": (7,), "a line across the table": (9,)}


def test_two_levels_repeated(tmp_path: Path) -> None:
    upper = ["发文字号", "标题", "拟稿", "", "核稿", ""]
    lower = ["", "", "经办人", "日期", "经办人", "日期"]
    row = ["1号", "关于某事", "于伟", "2026.1.5", "于伟", "2026.1.6"]
    found = office(
        tmp_path, [upper, lower, row, upper, lower, ["2号", *row[1:]]], None, "C1:D1", "E1:F1", "C4:D4", "E4:F4"
    )
    assert list(found.registers[OUT].sheet_row) == [3, 6]
    assert left(found) == {"headings repeated": (4, 5)}


def test_a_merged_cell_speaks_for_its_rows(tmp_path: Path) -> None:
    rows = [HEADINGS, line(1, 拟稿部门="财务科"), line(2, 拟稿部门=None), line(3, 拟稿部门=None), line(4)]
    found = office(tmp_path, rows, None, "F2:F3")
    assert words(found, "拟稿部门") == ["财务科", "财务科", "", "办公室"]
    assert found.registers[OUT].text(1, "拟稿部门") == "财务科"


def test_a_merged_cell_makes_no_record_of_a_blank_row(tmp_path: Path) -> None:
    blank: list[object] = [3, *[None] * 10]
    found = office(tmp_path, [HEADINGS, line(1), line(2, 拟稿部门=None), blank], None, "F2:F4")
    assert list(found.registers[OUT].sheet_row) == [2, 3]


def test_values_carried_down_where_the_rule_book_says(tmp_path: Path) -> None:
    rows = [
        HEADINGS,
        line(1, 拟稿部门="财务科"),
        line(2, 拟稿部门=None),
        line(3, 拟稿部门="办公室"),
        line(4, 拟稿部门=None),
    ]
    found = office(tmp_path, rows, rules(fields=fields(拟稿部门={"carry_down": True})))
    assert words(found, "拟稿部门") == ["财务科", "财务科", "办公室", "办公室"]


def test_months_are_one_register_in_the_order_of_the_calendar(tmp_path: Path) -> None:
    names = ("10月", "2月", "1月", "十一月")
    sheets = {name: [["2026年发文"], HEADINGS, line(place, 拟稿日期="3月5日")] for place, name in enumerate(names)}
    workbook(tmp_path / "发文.xlsx", {**sheets, "填写说明": [["请认真填写"]]})
    found = read(tmp_path, rules())
    register = found.registers[OUT]
    assert [p.sheet for p in register.parts] == ["1月", "2月", "10月", "十一月"]
    assert list(register.keys) == [f"临电办〔2026〕{n}号" for n in (2, 1, 0, 3)]
    assert [register.origin(row).sheet for row in range(4)] == ["1月", "2月", "10月", "十一月"]
    notes = [r for r in found.reports if not r.register]
    assert [(r.sheet, bool(r.notes)) for r in notes] == [("填写说明", True)]
    assert not troubles(found, TroubleKind.NO_HEADINGS)


def test_several_files_are_one_register(tmp_path: Path) -> None:
    for place, name in enumerate(("发文10月.xlsx", "发文2月.xlsx", "发文1月.xlsx")):
        workbook(tmp_path / name, {"Sheet1": [HEADINGS, line(place)]})
    register = read(tmp_path, rules()).registers[OUT]
    assert [p.workbook for p in register.parts] == ["发文1月.xlsx", "发文2月.xlsx", "发文10月.xlsx"]


def test_the_year_comes_from_sheet_or_file_where_no_title_has_it(tmp_path: Path) -> None:
    workbook(
        tmp_path / "发文2025.xlsx",
        {"2026.1": [HEADINGS, line(1, 拟稿日期="3月5日")], "表": [HEADINGS, line(2, 拟稿日期=3.5)]},
    )
    assert days(read(tmp_path, rules()), "拟稿日期") == ["2026-03-05", "2025-03-05"]


def test_two_registers_side_by_side(tmp_path: Path) -> None:
    book = rules()
    out, tasks = book.registers[0], book.registers[1]
    side = (
        type(out)(OUT, out.kind, "*台账*", columns="A:K"),
        type(out)(TASKS, tasks.kind, "*台账*", columns="M:P"),
    )
    head = [*HEADINGS, "", "编号", "督办事项", "责任部门", "完成时限"]
    rows = [
        ["2026年台账"],
        head,
        [*line(1, 拟稿日期="3月5日"), "", "D1", "某事", "财务科", "3月8日"],
        [*line(2), "", "", "", "", ""],
        [*[""] * 11, "", "D2", "某事★", "办公室", "待定"],
        [*line(3, 密级="机密"), "", "D3", "某事", "办公室", ""],
    ]
    workbook(tmp_path / "台账.xlsx", {"表": rows})
    found = read(tmp_path, rules(registers=side))
    assert list(found.registers[OUT].sheet_row) == [3, 4]
    assert list(found.registers[TASKS].keys) == ["D1", "D2", "D3"]
    assert days(found, "完成时限", TASKS) == ["2026-03-08", "", ""]
    assert found.registers[TASKS].origin(1, "完成时限").address == "P5"
    assert [t.origin.row for t in troubles(found, TroubleKind.CLASSIFIED)] == [6]


def test_hidden_sheets_are_not_taken_and_hidden_rows_are_told(tmp_path: Path) -> None:
    import openpyxl

    path = workbook(tmp_path / "发文.xlsx", {OUT: [HEADINGS, line(1), line(2)], "旧": [HEADINGS, line(3)]})
    book = openpyxl.load_workbook(path)
    book["旧"].sheet_state = "hidden"
    book[OUT].row_dimensions[3].hidden = True
    book.save(path)
    found = read(tmp_path, rules())
    assert len(found.registers[OUT]) == 2
    assert found.reports[0].hidden_rows == (3,)
    assert [r.sheet for r in found.reports if not r.register] == ["旧"]
