"""Every fault at once, each with sheet, cell and what to do."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from officebatch import rulebook
from officebatch.rulebook.schema import SHEETS
from officebatch.wording import spoken
from tests.rulebook.office import VOCABULARY, faults, filled, judged, spoilt, written

if TYPE_CHECKING:
    from pathlib import Path

CELLS = [(sheet.zh, f"{letter}{row}") for sheet in SHEETS for letter in "ABCDEFGHIJ" for row in (1, 2, 3)]
TEXTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["条件", "[", "{序号}", "、", "（空）", "2月30日", "会前3个工作日", "9-1", "a=", "·", "编号式样·", "时限·"]
    ),
)


def test_ten_different_faults_are_ten_lines(tmp_path: Path) -> None:
    found = spoilt(
        tmp_path,
        ("设置", "B6", "去年"),
        ("部门", "A3", "二"),
        ("部门", "F1", "停用日"),
        ("人员", "B3", "办公厅"),
        ("流程", "H4", "领倒"),
        ("流程", "J5", "两三天"),
        ("环节关系", "D2", "核搞"),
        ("台账", "B2", "流传"),
        ("字段", "H3", "临电办〔{年}〕号"),
        ("检查", "A2", "DOC999"),
    )

    assert [(f.place, f.nearest) for f in found] == [
        ("设置!B6", ""),
        ("部门!F1", "停用日期"),
        ("部门!A3", ""),
        ("人员!B3", "办公室"),
        ("流程!H4", "领导"),
        ("流程!J5", ""),
        ("环节关系!D2", "核稿"),
        ("台账!B2", "流转"),
        ("字段!H3", ""),
        ("检查!A2", "DOC101"),
    ]


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "nearest"),
    [
        ("设置", "A5", "办公室部們", "办公室部门"),
        ("设置", "B5", "办公室室", "办公室"),
        ("设置", "B16", "十一", ""),
        ("设置", "B15", "临电催〔{年}〕号", ""),
        ("设置", "B25", "隔离", "隔离该行"),
        ("设置", "B36", "18:00-08:30", ""),
        ("设置", "B27", "工作秘密、机密级", ""),
        ("部门", "B3", "办公室", ""),
        ("部门", "C3", "办公室", ""),
        ("部门", "G3", "朱枚", "朱梅"),
        ("人员", "A3", "", ""),
        ("人员", "G3", "董玉兵", "董玉斌"),
        ("流程", "C3", "一", ""),
        ("流程", "C3", "1", ""),
        ("流程", "B2", "发文登记薄", "发文登记簿"),
        ("流程", "E4", "核稿人员", "核稿人"),
        ("流程", "G4", "秘书、副主人", "副主任"),
        ("流程", "I9", "[收文日其]", "[收文日期]"),
        ("流程", "I9", "签收日", "签收"),
        ("流程", "J9", "会前3个工作日", ""),
        ("流程", "J9", "[完成时限]", "[办理时限]"),
        ("流程", "K1", "时限·加紧", ""),
        ("流程", "O3", "[文种]=请示", ""),
        ("流程", "Q1", "备 考", "备注"),
        ("催办阶梯", "B3", "催办单", "催办通知单"),
        ("催办阶梯", "K3", "催", "催办"),
        ("环节关系", "C2", "早于", "先于"),
        ("环节关系", "D2", "拟稿", ""),
        ("台账", "F2", "表头", ""),
        ("台账", "E2", "A到L", ""),
        ("字段", "B4", "标 题", ""),
        ("字段", "C4", "编号", ""),
        ("字段", "C4", "到期日", "收到日期"),
        ("字段", "E4", "文字", "文本"),
        ("字段", "G5", "文种类", "文种"),
        ("字段", "G5", "", ""),
        ("选项", "C3", "平、急", ""),
        ("检查", "F4", "天=30", "天数"),
        ("检查", "F4", "三十天", ""),
        ("检查", "F4", "天数=三十", ""),
        ("检查", "F4", "天数=30、45", ""),
        ("检查", "F4", "天数=30=45", ""),
        ("检查", "C3", "否", ""),
        ("检查", "D3", "提示", ""),
        ("指标", "D2", "科室", ""),
        ("等级", "B2", "九十", ""),
        ("催办阶梯", "B3", "超期清单", ""),
        ("催办阶梯", "G3", "是", ""),
        ("输出", "C2", "领倒", "领导"),
        ("输出", "E3", "催办单（{部們}）{部门}.docx", "{部门}"),
        ("输出", "E3", "催办单.docx", ""),
    ],
)
def test_one_fault(sheet: str, cell: str, value: str, nearest: str) -> None:
    found = [f for f in judged(sheet, cell, value) if f.place == f"{sheet}!{cell}"]

    assert len(found) == 1
    assert found[0].nearest == nearest
    with spoken("zh_CN"):
        assert not found[0].text().isascii()


def test_a_heading_written_otherwise_is_one_fault_and_nothing_that_follows_from_it(tmp_path: Path) -> None:
    found = spoilt(tmp_path, ("部门", "B1", "部门名"))

    assert [(f.place, f.nearest) for f in found] == [("部门!B1", "部门")]


def test_an_unknown_sheet_and_a_missing_one(tmp_path: Path) -> None:
    path = written(tmp_path)
    book = load_workbook(path)
    book["外出"].title = "外去"
    book.save(path)

    assert [(f.sheet, f.nearest) for f in faults(path)] == [("", ""), ("外去", "外出")]


def test_notes_of_the_office_are_welcome(tmp_path: Path) -> None:
    path = written(tmp_path)
    book = load_workbook(path)
    book.create_sheet("_草稿")["A1"] = "随手记"
    book["部门"]["O1"], book["部门"]["O2"] = "备注（老沈）", "搬到三楼"
    book["人员"]["J9"] = "只有备注的行"
    book.save(path)

    assert faults(path) == ()


def test_a_column_without_a_heading_is_asked_for(tmp_path: Path) -> None:
    assert [f.place for f in spoilt(tmp_path, ("部门", "P3", "搬到三楼"))] == ["部门!P1"]


def test_english_headings_sheets_and_words_are_read(tmp_path: Path) -> None:
    path = written(tmp_path)
    book = load_workbook(path)
    for cell, heading in zip(book["台账"][1], ["Register", "kind", "FILES", "Sheets"], strict=False):
        cell.value = heading
    book["台账"]["B2"] = "flow"
    book["台账"].title = "Registers"
    for letter in "JKL":
        book["流程"][f"{letter}1"] = book["流程"][f"{letter}1"].value.replace("时限", "Limit")
    book.save(path)

    read = rulebook.read(path, VOCABULARY)

    assert read.registers == tuple(
        type(r)(**{**r.__dict__, "at": f"Registers!A{n}"}) for n, r in enumerate(read.registers, 2)
    )
    assert read.steps[1].limits["加急"].words == "1个工作日"
    assert read.file == path.name


def test_other_names_of_a_department_lead_to_its_own(tmp_path: Path) -> None:
    read = rulebook.read(written(tmp_path), VOCABULARY)

    assert read.people[2].department == "财务科"


def test_cells_excel_made_dates_and_numbers_of(tmp_path: Path) -> None:
    from datetime import datetime

    path = written(tmp_path)
    book = load_workbook(path)
    book["流程"]["J3"], book["流程"]["J3"].number_format = datetime(2026, 12, 31), 'm"月"d"日"'
    book["等级"]["C2"], book["等级"]["C2"].number_format = 0.3, "0%"
    book["设置"]["B6"] = datetime(2026, 1, 1)
    book["人员"]["D2"] = 1001.0
    book.save(path)

    read = rulebook.read(path, VOCABULARY)

    assert read.steps[1].limits["平件"].month == 12
    assert read.grades[0].quota == "30%"
    assert read.settings.start_day is not None
    assert read.people[0].number == "1001"


def test_a_formula_that_was_never_calculated(tmp_path: Path) -> None:
    found = spoilt(tmp_path, ("部门", "D3", '="计财"&"科"'))

    assert [f.place for f in found] == ["部门!D3"]


def test_a_line_switched_off_may_name_a_paper_of_later(tmp_path: Path) -> None:
    tables = filled()
    later = {"名称": "督办单", "文书": "督办通知单", "给谁": "部门", "文件名": "{部门}.docx", "启用": "否"}
    tables["输出"].append(later)

    read = rulebook.read(written(tmp_path, tables), VOCABULARY)

    assert not read.outputs[-1].on


def test_a_check_of_the_office_s_own_is_looked_over(tmp_path: Path) -> None:
    tables = filled()
    own = {"代码": "OWN101", "台账": "收文登记簿", "应当": "办结日期 >= 收文日期", "提示语": "{文件标题}办结早于收文"}
    tables["校验"] = [own, own | {"代码": "X1", "提示语": "{标题}办结早于收文"}]

    found = faults(written(tmp_path, tables))

    assert [f.place for f in found] == ["校验!A3", "校验!G3"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(CELLS), TEXTS), min_size=1, max_size=5))
def test_whatever_stands_in_a_cell_is_read_or_told(cells: list[tuple[tuple[str, str], str]]) -> None:
    for (sheet, cell), text in cells:
        for fault in judged(sheet, cell, text):
            assert fault.sheet
            assert fault.text()


@pytest.mark.parametrize("kind", ["missing", "no workbook", "encrypted", "folder", "empty", "half", "bomb"])
def test_a_file_that_cannot_be_read_is_one_fault(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "规则.xlsx"
    match kind:
        case "no workbook":
            path.write_text("部门,人员", encoding="utf-8")
        case "encrypted":
            path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
        case "folder":
            path.mkdir()
        case "empty":
            path.touch()
        case "half":
            path.write_bytes(written(tmp_path).read_bytes()[:40000])
        case "bomb":
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
                package.writestr("xl/worksheets/sheet1.xml", bytes(70 << 20))

    with spoken("zh_CN"):
        found = faults(path)

        assert len(found) == 1
        assert "规则.xlsx" in found[0].text()
