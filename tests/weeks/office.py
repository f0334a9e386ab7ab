"""The story's office as workbooks: registers and rule book of every week, as an office hands them to the program."""

from __future__ import annotations

import re
import shutil
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

import openpyxl
import xlsxwriter

from officebatch import batch
from tests.weeks import story

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from tests.weeks.story import Row

BOOK = "规则.xlsx"
_STAMP = datetime(2026, 9, 1)
_STAMPED = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_TASKS = (
    "督办编号", "督办事项", "立项日期", "责任部门", "责任人", "紧急程度", "密级", "完成时限", "状态", "办结日期",
    "延期至", "延期申请日期", "延期批准日期",
)  # fmt: skip
_DOCUMENTS = ("收文编号", "收文日期", "文件标题", "紧急程度", "密级", "承办部门", "会办时限")
_PAPERS = ("个人提醒", "催办通知单", "督办通知单", "整改通知单", "工作通报", "督办工作周报", "批次审签单")
_CHECKS = {"RD900", "DOC101"}  # those the eight weeks are about


def write_week(week: int, bare_book: Path, folder: Path) -> None:
    """The registers and the rule book of a week into a folder. bare_book: the rule book a new workspace begins with."""
    registers = folder / "registers"
    registers.mkdir(parents=True)
    _register(registers / "督办台账.xlsx", "重点工作督办台账", _TASKS, story.tasks(week))
    headings = [*_DOCUMENTS, *(f"{step}{what}" for step in (*story.STEPS, story.JOINT) for what in ("人", "日期"))]
    _register(
        registers / "收文登记簿.xlsx", "收文登记簿", headings, [_document(line) for line in story.documents(week)]
    )
    book = openpyxl.load_workbook(bare_book)
    for sheet, key, lines in _sheets(week):
        _fill(book[sheet], key, lines)
    book.save(folder / BOOK)
    settle(folder / BOOK)


def lay_before(week: Path, workspace: Path) -> None:
    """What a week brings, into the workspace."""
    shutil.copytree(week, workspace, dirs_exist_ok=True)


def settle(path: Path) -> None:
    """Take the hour of saving out of a workbook, so that the same words make the same bytes."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            told = _STAMPED.sub(b"2026-09-01T00:00:00Z", content) if name == "docProps/core.xml" else content
            package.writestr(zipfile.ZipInfo(name, (2026, 9, 1, 0, 0, 0)), told, zipfile.ZIP_DEFLATED)


def _document(line: Row) -> Row:
    """A document with a column for who and one for when of each step."""
    cells = {name: line[name] for name in _DOCUMENTS}
    for step in (*story.STEPS, story.JOINT):
        who = line.get(f"{step}人", "") if step in ("承办", story.JOINT) else story.PASSED_BY[step]
        cells |= {f"{step}人": who if line[step] or step in ("承办", story.JOINT) else "", f"{step}日期": line[step]}
    return cells


def _register(path: Path, title: str, headings: Sequence[str], lines: Sequence[Row]) -> None:
    book = xlsxwriter.Workbook(path)
    book.set_properties({"created": _STAMP})
    sheet, as_day = book.add_worksheet("2026年"), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_string(0, 0, title)
    sheet.write_row(1, 0, headings)
    for row, line in enumerate(lines, 2):
        for column, heading in enumerate(headings):
            if re.fullmatch(r"\d{4}-\d\d-\d\d", line[heading]):
                sheet.write_datetime(row, column, datetime.fromisoformat(line[heading]), as_day)
            else:
                sheet.write_string(row, column, line[heading])
    book.close()


def _sheets(week: int) -> Iterable[tuple[str, Sequence[str], Sequence[Row]]]:
    """Sheet, the columns that say which line is meant (none: the lines replace all there are), lines."""
    dated = [
        {**a, **{name: story.day(a[name]).isoformat() for name in ("开始日期", "结束日期")}} for a in story.ABSENCES
    ]
    rulings = [
        {**{k: v for k, v in line.items() if k != "周"}, "日期": story.day(line["日期"]).isoformat()}
        for line in story.WRITTEN_RULINGS
        if int(line["周"]) <= week
    ]
    limits = dict.fromkeys(("时限·平件", "时限·加急", "时限·特急"), "[会办时限]")
    joint = {
        "流程": "会办", "台账": story.RECEIVED, "序号": "1", "环节": story.JOINT, "经办人字段": "会办人",
        "日期字段": "会办日期", "责任方": "部门", "起算": "[批办日期]", **limits, "关键节点": "否",
        "停表": "否", "必经": "是",
    }  # fmt: skip
    fields = {"会办人": "人员", "会办日期": "日期时间", "会办时限": "日期"}
    return (
        ("设置", ("项目",), [{"项目": name, "内容": value} for name, value in story.SETTINGS.items()]),
        ("部门", (), story.departments(week)),
        ("人员", (), story.people(week)),
        ("外出", (), dated),
        ("催办阶梯", (), story.LADDER),
        ("裁定", (), rulings),
        ("检查", ("代码",), [{"代码": code, "启用": "否"} for code in batch.vocabulary().checks.keys() - _CHECKS]),
        ("输出", ("名称",), [{"名称": name, "启用": "是"} for name in _PAPERS]),
        ("流程", ("流程", "环节"), [joint]),
        (
            "字段",
            ("台账", "字段"),
            [
                {"台账": story.RECEIVED, "字段": name, "表头": name, "类型": kind, "必填": "否"}
                for name, kind in fields.items()
            ],
        ),
    )


def _fill(sheet: Worksheet, key: Sequence[str], lines: Sequence[Row]) -> None:
    """Set the lines known by their key cells, add the unknown ones; without a key they take the place of all."""
    column = {str(cell.value): cell.column for cell in sheet[1] if cell.value is not None}
    if not key:
        sheet.delete_rows(2, sheet.max_row)
    rows = {tuple(sheet.cell(row, column[name]).value for name in key): row for row in range(2, sheet.max_row + 1)}
    last = max(rows.values(), default=1) if key else 1
    for line in lines:
        row = rows.get(tuple(line[name] for name in key)) if key else None
        if row is None:
            row = last = last + 1
        for name, value in line.items():
            sheet.cell(row, column[name]).value = value or None
