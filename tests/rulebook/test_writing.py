"""The workbook as a clerk opens it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from officebatch import rulebook
from officebatch.rulebook.proposing import Question
from officebatch.rulebook.schema import README, SHEETS, Refers, headings
from tests.rulebook.office import VOCABULARY, filled, written

if TYPE_CHECKING:
    from pathlib import Path

    from officebatch.rulebook.rules import RuleBook

URGENCIES = {"紧急程度": ("平件", "加急", "特急")}


def test_the_shipped_rule_book_reads_back_whole(tmp_path: Path) -> None:
    tables = filled()

    book = rulebook.read(written(tmp_path), VOCABULARY)

    assert [d.name for d in book.departments] == ["办公室", "财务科"]
    assert len(book.fields) == len(tables["字段"])
    assert len(book.choices) == len(tables["选项"])
    assert _steps(book, "发文") == "拟稿 会商 核稿 签发 打印 用印 分发"
    assert _steps(book, "收文") == "签收 登记 分办 批办 传阅 承办 催办 注办 处置"
    assert [r.name for r in book.registers] == [line["台账"] for line in tables["台账"]]
    assert book.settings.series["催办"].last_used == 11
    assert book.settings.values["联系电话"] == ""
    assert [level.paper for level in book.ladder] == ["催办通知单"], "papers of later versions are switched off"
    assert book.checks["TSK104"].parameters == {"天数": "30", "含周末": "是"}


def test_a_check_may_be_off_at_first(tmp_path: Path) -> None:
    quiet = replace(VOCABULARY.checks["TSK104"], on=False)
    vocabulary = replace(VOCABULARY, checks={**VOCABULARY.checks, "TSK104": quiet})
    tables = rulebook.complete({**filled(), "检查": []}, vocabulary)
    lines = {line["代码"]: line for line in tables["检查"]}
    path = written(tmp_path, tables)

    assert lines["TSK104"]["启用"] == "否"
    assert not rulebook.read(path, vocabulary).checks["TSK104"].on
    tables["检查"] = [line for line in tables["检查"] if line["代码"] != "TSK104"]
    assert not rulebook.read(written(tmp_path, tables), vocabulary).checks["TSK104"].on
    tables["检查"].append({"代码": "TSK104"})
    assert rulebook.read(written(tmp_path, tables), vocabulary).checks["TSK104"].on, "a line of its own switches it on"


def test_inspections_are_shipped_and_need_not_be_kept(tmp_path: Path) -> None:
    book = rulebook.read(written(tmp_path), VOCABULARY)

    kept = [r.name for r in book.registers if not r.must_be]
    assert kept == ["检查记录", "业绩补登", "会议签到表", "信息报送台账", "后勤服务台账"]


def test_what_was_read_can_be_written_and_is_the_same(tmp_path: Path) -> None:
    path = written(tmp_path)
    first = rulebook.read(path, VOCABULARY)
    tables = {}
    for sheet in load_workbook(path).worksheets:
        heads, *rows = sheet.iter_rows(values_only=True)
        tables[sheet.title] = [{h: str(v) for h, v in zip(heads, row, strict=True) if v is not None} for row in rows]
    del tables[README]

    second = rulebook.read(written(tmp_path, tables), VOCABULARY)

    assert second == first


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"

    rulebook.write(filled(), first)
    rulebook.write(filled(), second)

    assert first.read_bytes() == second.read_bytes()


def test_every_heading_has_a_comment_and_every_closed_list_a_drop_down(tmp_path: Path) -> None:
    book = load_workbook(written(tmp_path))

    for sheet in SHEETS:
        page = book[sheet.zh]
        offered = {str(r).split(":", maxsplit=1)[0] for v in page.data_validations.dataValidation for r in v.sqref}
        for cell, (heading, column) in zip(page[1], headings(sheet, URGENCIES), strict=True):
            assert cell.value == heading
            assert cell.comment is not None and cell.comment.text, heading
            assert cell.font.bold
            closed = bool(column.words) or column.refers in (Refers.DEPARTMENT, Refers.PERSON, Refers.REGISTER)
            assert (f"{cell.column_letter}2" in offered) or not closed or column.many, heading
        assert page.freeze_panes == "A2"
        assert page.auto_filter.ref


def test_no_drop_down_is_longer_than_excel_takes(tmp_path: Path) -> None:
    book = load_workbook(written(tmp_path))

    lists = [v.formula1 for page in book.worksheets for v in page.data_validations.dataValidation]

    assert all(len(formula) <= 255 + 2 for formula in lists)


def test_what_an_office_fills_in_stands_in_front(tmp_path: Path) -> None:
    names = load_workbook(written(tmp_path)).sheetnames

    assert " ".join(names[:8]) == "说明 设置 部门 人员 外出 日历 流程 催办阶梯"
    assert " ".join(names[8:]) == "环节关系 台账 字段 选项 检查 校验 指标 等级 加减分 名目 输出 豁免 裁定 _用途"


def test_every_check_of_the_program_has_a_line(tmp_path: Path) -> None:
    book = rulebook.read(written(tmp_path), VOCABULARY)

    assert set(book.checks) == set(VOCABULARY.checks)
    assert all(rule.at for rule in book.checks.values())


def test_a_check_without_a_line_is_as_built_in_and_known_by_its_empty_place(tmp_path: Path) -> None:
    tables = filled()
    tables["检查"] = [line for line in tables["检查"] if line["代码"] != "TSK104"]

    book = rulebook.read(written(tmp_path, tables), VOCABULARY)

    assert book.checks["TSK104"].at == ""
    assert book.checks["TSK104"].on
    assert book.checks["TSK104"].parameters["天数"] == "30"


def test_parameters_of_the_office_stand_over_those_built_in(tmp_path: Path) -> None:
    tables = filled()
    next(line for line in tables["检查"] if line["代码"] == "TSK104")["参数"] = "天数=45"

    book = rulebook.read(written(tmp_path, tables), VOCABULARY)

    assert book.checks["TSK104"].parameters == {"天数": "45", "含周末": "是"}


@pytest.mark.parametrize(
    "written_so",
    ["天数=45、含周末=否、节假日、天天", "天数 = 45\n含周末＝否、节假日、天天", "含周末=否，节假日，天天，天数=45"],
)
def test_a_parameter_may_hold_several_words(tmp_path: Path, written_so: str) -> None:
    tables = filled()
    next(line for line in tables["检查"] if line["代码"] == "TSK104")["参数"] = written_so

    book = rulebook.read(written(tmp_path, tables), VOCABULARY)

    assert book.checks["TSK104"].parameters == {"天数": "45", "含周末": "否、节假日、天天"}


def test_the_empty_form_asks_only_for_what_the_office_must_say(tmp_path: Path) -> None:
    path = tmp_path / "规则.xlsx"
    rulebook.write(rulebook.complete(rulebook.shipped(), VOCABULARY), path)

    try:
        rulebook.read(path, VOCABULARY)
    except rulebook.RuleBookFaults as found:
        places = [fault.place for fault in found.faults]

    assert " ".join(places) == (
        "设置!B2 设置!B3 设置!B4 设置!B6 设置!B15 设置!B17 设置!B19 部门!A2 人员!A2"
    )


def test_no_heading_of_a_shipped_field_is_another_field_s_own_name() -> None:
    own = {(line["台账"], line["字段"]) for line in rulebook.shipped()["字段"]}

    taken = [
        (line["台账"], line["字段"], heading)
        for line in rulebook.shipped()["字段"]
        for heading in line["表头"].split("、")
        if heading != line["字段"] and (line["台账"], heading) in own
    ]

    assert taken == []


def _steps(book: RuleBook, process: str) -> str:
    return " ".join(step.name for step in book.processes[process, f"{process}登记簿"])


def test_a_word_out_of_a_register_is_never_a_formula(tmp_path: Path) -> None:
    word = "=cmd|' /C calc'!A1"
    tables = filled()
    tables["部门"].append({**tables["部门"][0], "排序": "9", "部门": word})
    asked = Question("部门", tables["部门"][-1], "部门", word)
    rulebook.write(tables, path := tmp_path / "规则.xlsx", [asked], [{"字段": word}])

    cells = [cell for page in load_workbook(path) for row in page.iter_rows() for cell in row if cell.value == word]
    assert {cell.parent.title for cell in cells} == {"部门", "_待定", "_未用字段"}
    assert {cell.data_type for cell in cells} == {"s"}
