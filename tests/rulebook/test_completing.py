"""An older rule book, completed: what is lacking is added, what the clerk wrote stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from officebatch import batch, workspace
from tests.office import officebatch, sample

NOTE = "问过局长"


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample office with a rule book that lacks what a newer version has, and notes of the clerk's own."""
    root = sample(tmp_path_factory.mktemp("older") / "office")
    book = load_workbook(root / "规则.xlsx")
    del book["加减分"]
    gone = {"设置": (1, "加分上限、无文书也发邮件"), "选项": (1, "满意度"), "输出": (2, "整改通知单")}
    for name, (column, words) in gone.items():
        page = book[name]
        for row in range(page.max_row, 1, -1):
            if page.cell(row, column).value in words.split("、"):
                page.delete_rows(row)
    registers = book["台账"]
    registers.delete_cols(next(c.column for c in registers[1] if c.value == "必备"))
    book["检查"].delete_rows(3)
    settings = book["设置"]
    settings["B2"].value, settings["B2"].fill = "某县水务局", PatternFill("solid", fgColor="00FF00")
    settings["B2"].comment = Comment(NOTE, "文书")
    settings.column_dimensions["B"].width = 77
    book["部门"]["A2"].value, book["部门"]["A3"].value = book["部门"]["A3"].value, book["部门"]["A2"].value
    book.create_sheet("_我的便条")["A1"] = NOTE
    book.save(root / "规则.xlsx")
    return root


def test_faults_of_an_older_rule_book_name_the_command(older: Path) -> None:
    said = officebatch("rules", "check", older)

    assert said.returncode == 2
    assert all("officebatch rules update" in line for line in said.stderr.splitlines()[:-1])


def test_what_is_lacking_is_added_and_the_rest_stays(older: Path) -> None:
    before = (older / "规则.xlsx").read_bytes()
    was = load_workbook(older / "规则.xlsx")

    done = officebatch("rules", "update", older)

    assert done.returncode == 0, done.stderr
    added = ("加减分", "必备", "无文书也发邮件", "满意度", "整改通知单", "规则（更新前）.xlsx")
    assert all(word in done.stdout for word in added)
    assert (older / "规则（更新前）.xlsx").read_bytes() == before
    rules = batch.rules(workspace.open_workspace(older))
    assert [o.on for o in rules.outputs if o.kind == "整改通知单"] == [False]
    book = load_workbook(older / "规则.xlsx")
    for page in was.worksheets:
        if page.title not in ("_用途", "说明"):
            for row in page.iter_rows():
                for cell in row:
                    assert book[page.title][cell.coordinate].value == cell.value, (page.title, cell.coordinate)
    settings = book["设置"]
    assert settings["B2"].comment.text == NOTE and settings["B2"].fill.fgColor.rgb == "0000FF00"
    assert settings.column_dimensions["B"].width == 77 and book["_我的便条"]["A1"].value == NOTE
    assert book.sheetnames.index("加减分") == book.sheetnames.index("等级") + 1
    assert any("部门" in str(rule.formula1) for rule in book["人员"].data_validations.dataValidation)


def test_a_second_time_nothing_is_written(older: Path) -> None:
    officebatch("rules", "update", older)
    content = (older / "规则.xlsx").read_bytes()

    done = officebatch("rules", "update", older)

    assert done.returncode == 0 and "没有写任何文件" in done.stdout
    assert (older / "规则.xlsx").read_bytes() == content
    assert len(list(older.glob("规则*.xlsx"))) == 2
