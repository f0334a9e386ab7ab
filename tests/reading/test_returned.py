"""Forms that come back: lists with their hidden marks, sheets people moved about, and what is named with its cell."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest

from officebatch import wording
from officebatch.model.form import BATCH_SHEET, FINDINGS_LIST, NOTICE_BOOK, OVERDUE_LIST
from officebatch.model.ruling import Decision
from officebatch.reading.returned import read_returned
from officebatch.rulebook.settings import Classified
from tests.reading.made import rules, workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from officebatch.model.form import Form
    from officebatch.model.returned import Returned
    from tests.reading.made import Rows

HEADINGS = ["序号", "责任部门", "编号", "事项", "超期", "核对意见", "核对说明", "标识"]
ROWS: Rows = [
    ["超期事项清单"],
    ["统计截止：2026年11月20日　　制表：于伟"],
    HEADINGS,
    [1, "财务科", "督1", "甲事", 3, "属实", None, "m1 "],
    [2, "财务科", "督2", "乙事", 5, "已办结 未登记", "11月18日", "m2"],
    ["财务科", None, None, "合计 2 项，其中 10 日以上 0 项"],
    [3, "办公室", "督3", "丙事", 8, None, None, "m3"],
]


def returned(
    folder: Path, rows: Rows, form: Form = OVERDUE_LIST, edit: Callable[[Worksheet], object] = str
) -> Returned:
    """A list with these rows, after a person was at it, as it is read."""
    path = workbook(folder / "超期清单.xlsx", {"清单": rows})
    book = openpyxl.load_workbook(path)
    book.active.column_dimensions["H"].hidden = True
    edit(book.active)
    book.save(path)
    return read_returned(path, form, rules())


def words(of: Returned) -> list[tuple[str, object, object]]:
    return [(row.text("标识"), row.values.get("核对意见"), row.values.get("核对说明")) for row in of.rows]


def said(of: Returned) -> list[str]:
    return [f"{c.at.address} {c.field} {c.said.partition('：')[2]}" for c in of.complaints]


AS_WRITTEN = [("m1", "属实", None), ("m2", "已办结未登记", "11月18日"), ("m3", None, None)]


def test_a_list_with_its_hidden_marks(tmp_path: Path) -> None:
    found = returned(tmp_path, ROWS)
    assert (words(found), found.complaints, found.readable, found.at.row) == (AS_WRITTEN, (), True, 3)
    assert [str(row.place("核对说明")) for row in found.rows][1] == "超期清单.xlsx 清单!G5"
    again = pickle.loads(pickle.dumps(found))
    assert (words(again), again.digest) == (AS_WRITTEN, found.digest)


def test_the_language_of_the_list_and_of_the_reader_need_not_be_the_same(tmp_path: Path) -> None:
    english = ["No.", "x", "x1", "x2", "x3", "Remark after checking", "Explanation", "Mark"]
    rows = [english, [1, "财务科", "督1", "甲事", 3, "Done but not entered", "2026-11-18", "m1"]]
    with wording.spoken("en"):
        one = returned(tmp_path, [english, *ROWS[3:5]])
    assert words(one) == AS_WRITTEN[:2]
    assert words(returned(tmp_path, rows)) == [("m1", "已办结未登记", "2026-11-18")]


def filtered(sheet: Worksheet) -> None:
    sheet.auto_filter.ref = "A3:H7"
    sheet.auto_filter.add_filter_column(0, ["1"])
    sheet.row_dimensions[5].hidden = True


@pytest.mark.parametrize(
    "edit",
    [
        lambda s: s.insert_rows(1, 9),
        lambda s: s.delete_rows(1, 2),
        lambda s: s.insert_cols(2, 3),
        lambda s: s.move_range("A3:H7", 0, 4),
        lambda s: s.move_range("H3:H7", 0, 3),
        lambda s: s.insert_rows(5, 2),
        filtered,
        lambda s: setattr(s["F3"], "value", " 意  见"),
        lambda s: setattr(s["G3"], "value", "说明（必填）"),
        lambda s: s.parent.create_sheet("草稿", 0).append(["记", "一", "笔"]),
        lambda s: s.parent.move_sheet(s.parent.create_sheet("空"), -1),
    ],
)
def test_what_people_move_about_is_found(tmp_path: Path, edit: Callable[[Worksheet], object]) -> None:
    found = returned(tmp_path, ROWS, edit=edit)
    assert (words(found), found.complaints) == (AS_WRITTEN, ())


@pytest.mark.parametrize(
    ("edit", "complaint"),
    [
        (lambda s: setattr(s["F4"], "value", "对的"), "F4 核对意见 “对的”不在可选项中（属实、已办结未登记、"),
        (lambda s: setattr(s["F4"], "value", "#REF!"), "F4 核对意见 单元格显示错误 #REF!"),
        (lambda s: setattr(s["G4"], "value", "=A4&B4"), "G4 核对说明 公式 =A4&B4 尚未计算"),
        (lambda s: setattr(s["G3"], "value", "天知道"), "3 核对说明 缺少“核对说明”栏"),
        (lambda s: setattr(s["D3"], "value", "核对说明"), "D3 核对说明 表头“核对说明”对应不止一栏"),
    ],
)
def test_a_cell_that_is_not_read_is_named_and_the_rest_is_read(
    tmp_path: Path, edit: Callable[[Worksheet], object], complaint: str
) -> None:
    found = returned(tmp_path, ROWS, edit=edit)
    assert found.readable
    assert said(found)[0].startswith(complaint)
    assert [row.text("标识") for row in found.rows] == ["m1", "m2", "m3"]


@pytest.mark.parametrize(
    ("edit", "complaint"),
    [
        (lambda s: s.delete_cols(8), "3 标识 缺少“标识”栏"),
        (lambda s: setattr(s["F3"], "value", "天知道"), "3 核对意见 缺少“核对意见”栏"),
        (lambda s: setattr(s["D3"], "value", "标识"), "D3 标识 表头“标识”对应不止一栏"),
        (lambda s: s.delete_rows(3), "  找不到“超期事项清单”的表头。请在各行上方补写表头：标识、核对意见"),
    ],
)
def test_a_list_without_a_needed_column_is_not_read(
    tmp_path: Path, edit: Callable[[Worksheet], object], complaint: str
) -> None:
    found = returned(tmp_path, ROWS, edit=edit)
    assert (found.readable, found.rows) == (False, ())
    assert said(found)[0].startswith(complaint)


def test_a_second_sheet_with_the_headings_is_told(tmp_path: Path) -> None:
    found = returned(tmp_path, ROWS, edit=lambda s: s.parent.copy_worksheet(s))
    assert words(found) == AS_WRITTEN
    assert found.complaints[0].said.startswith("超期清单.xlsx '清单 Copy'：本工作表也有“超期事项清单”的表头")


def test_the_batch_sheet_and_the_findings(tmp_path: Path) -> None:
    lines = [["a", "周报", "缓", "等领导"], ["b", "通知", None, None]]
    found = returned(tmp_path, [["批次审签单"], ["标识", "文书", "处理", "理由"], *lines], BATCH_SHEET)
    assert [dict(row.values) for row in found.rows] == [
        {"标识": "a", "处理": "缓", "理由": "等领导"},
        {"标识": "b", "处理": None, "理由": None},
    ]
    of = returned(tmp_path, [HEADINGS, [1, "财务科", "督1", "甲事", 3, "误报", "见附件", "m1"]], FINDINGS_LIST)
    assert words(of) == [("m1", Decision.WRONG, "见附件")]
    assert "已批延期" not in (FINDINGS_LIST.blanks["核对意见"].choices or {})


def test_days_in_every_form(tmp_path: Path) -> None:
    days = [date(2026, 11, 18), "2026.11.18", "２０２６年11月18日", 46344, "20261118", "2026/11/18 16:30"]
    rows = [["编号", "事项编号", "回复日期"], *(["1号", "督1", day] for day in days)]
    found = returned(tmp_path, rows, NOTICE_BOOK)
    assert [row.values["回复日期"] for row in found.rows] == [date(2026, 11, 18)] * len(days)


def test_a_row_with_a_mark_of_secrecy_goes_out_of_sight(tmp_path: Path) -> None:
    found = returned(tmp_path, ROWS, edit=lambda s: setattr(s["D5"], "value", "机密★5年 金丝雀"))
    assert (words(found), found.quarantined_rows) == ([AS_WRITTEN[0], AS_WRITTEN[2]], (5,))
    assert "金丝雀" not in repr(found)
    assert said(found) == ["5  该行有密级标志，没有读取。请把涉密内容移出本文件"]
    stop = rules()
    strict = replace(stop, settings=replace(stop.settings, classified=Classified.STOP))
    stopped = read_returned(tmp_path / "超期清单.xlsx", OVERDUE_LIST, strict)
    assert (stopped.readable, stopped.rows, stopped.quarantined_rows) == (False, (), (5,))


def test_a_title_with_a_mark_of_secrecy_keeps_all_out(tmp_path: Path) -> None:
    found = returned(tmp_path, [["机密 超期清单"], *ROWS[1:]])
    assert (found.readable, found.rows) == (False, ())
    assert "密级标志" in found.complaints[0].said


def test_a_file_that_is_not_there_is_a_complaint(tmp_path: Path) -> None:
    found = read_returned(tmp_path / "没有.xlsx", OVERDUE_LIST, rules())
    assert (found.readable, found.digest) == (False, "")
    assert found.complaints[0].said.startswith("没有.xlsx：读不出来：")


def test_an_owner_file_beside_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "~$超期清单.xlsx").write_bytes(b"x")
    assert returned(tmp_path, ROWS).opened
