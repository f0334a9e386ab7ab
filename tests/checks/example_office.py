"""Turns the example of a check into an office: its tables read by the real reader, in the shipped rule book.

An example is one table or several with a blank line between. Above each stands what it is: a register of the shipped
rule book; a sheet of the rule book, whose lines are added, or change those they name; 工作簿 for what became of files.
"""

from __future__ import annotations

import inspect
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from officebatch import batch, rulebook
from officebatch.model.office import Office
from officebatch.model.origin import Origin
from officebatch.model.report import Trouble, TroubleKind
from officebatch.reading.office import understand
from officebatch.reading.sheet import Column, Lost, Sheet, Workbook
from officebatch.rulebook import book
from officebatch.rulebook.schema import SHEETS
from officebatch.rulebook.workbook import Page
from tests.making import table

if TYPE_CHECKING:
    from officebatch.rulebook.rules import RuleBook

AS_OF = date(2026, 11, 20)
_STATES = {
    "打不开": TroubleKind.UNREADABLE,
    "加密": TroubleKind.ENCRYPTED,
    "正被打开": TroubleKind.OPEN_ELSEWHERE,
    "找不到": TroubleKind.NO_WORKBOOK,
    "无人认领": TroubleKind.NO_REGISTER,
    "无表头": TroubleKind.NO_HEADINGS,
    "列名两可": TroubleKind.AMBIGUOUS_HEADING,
}
_OFFICE = """
    部门
    排序 | 部门   | 启用日期   | 负责人 | 分管领导
    1    | 局领导 |            |        |
    2    | 办公室 |            | 王平   | 高远
    3    | 财务科 |            | 周强   | 高远
    4    | 营销科 |            |        | 高远

    人员
    姓名 | 部门   | 职务   | 层级
    高远 | 局领导 | 局长   | 领导
    王平 | 办公室 | 主任   |
    李文 | 办公室 | 秘书   |
    赵敏 | 办公室 | 机要员 |
    周强 | 财务科 | 主任   |
    孙丽 | 财务科 | 科员   |
    吴静 | 办公室 | 科员   |
    吴静 | 财务科 | 科员   |

    设置
    项目             | 内容
    单位全称         | 示例单位
    单位简称         | 示例
    办公室署名       | 示例单位办公室
    启用日期         | 2026-01-01
    联系电话         | 6012
    督办联系人       | 李文
    办公室主任       | 王平
    制表人           | 李文
    编号式样·催办    | 示催〔{年}〕{序号}号
    编号式样·督办    | 示督〔{年}〕{序号}号
    编号式样·整改    | 示改〔{年}〕{序号}号

    字段
    台账       | 字段     | 式样
    发文登记簿 | 发文字号 | 临电办〔{年}〕{序号}号
"""
Block = tuple[str, str]


def office_of(text: str) -> tuple[Office, RuleBook]:
    """The office of an example and its rule book."""
    blocks = _blocks(text)
    rules = _rules(tuple(block for block in blocks if block[0] in _SHEETS))
    files = [line for name, written in blocks if name == "工作簿" for line in table(written)]
    troubles = [_trouble(line["文件"], line["情形"]) for line in files if line["情形"] in _STATES]
    claimed = {rule.name: rule for rule in rules.registers}
    books = [(_workbook(name, written), [claimed[name]]) for name, written in blocks if name in claimed]
    read = understand(books, rules)
    return Office(read.registers, read.events, read.reports, (*troubles, *read.troubles), read.inputs), rules


def example_rules() -> RuleBook:
    """The rule book of the example office: the shipped one with three departments and seven people."""
    return _rules(())


_SHEETS = {sheet.zh: sheet for sheet in SHEETS}


def _blocks(text: str) -> list[Block]:
    """Name and table of each block. Raises ValueError for one without a name."""
    found = []
    for block in inspect.cleandoc(text).split("\n\n"):
        name, _, written = block.partition("\n")
        if "|" in name:
            raise ValueError(f"no name above the table {name}")
        found.append((name.strip(), written))
    return found


@cache
def _rules(blocks: tuple[Block, ...]) -> RuleBook:
    tables = rulebook.complete(rulebook.shipped(), batch.vocabulary())
    for line in tables["台账"]:
        line["表头行"] = "1"
    for name, written in (*_blocks(_OFFICE), *blocks):
        for line in table(written):
            _lay(tables[name], _SHEETS[name].unique, name, {k: v for k, v in line.items() if v})
    return book.understand([_page(name, lines) for name, lines in tables.items()], batch.vocabulary(), "")


def _lay(lines: list[dict[str, str]], unique: tuple[str, ...], sheet: str, line: dict[str, str]) -> None:
    """Change the line that has the same key, or add one."""
    headings = {column.id: column.zh for column in _SHEETS[sheet].columns}
    keys = [headings[name] for name in unique]
    same = [old for old in lines if keys and all(old.get(key, "") == line.get(key, "") for key in keys)]
    if same:
        same[0].update(line)
    else:
        lines.append(line)


def _page(name: str, lines: list[dict[str, str]]) -> Page:
    headings = list(dict.fromkeys(heading for line in lines for heading in line))
    headings = headings or [column.zh for column in _SHEETS[name].columns if not column.each]
    letters = {heading: f"C{place}" for place, heading in enumerate(headings)}
    rows = tuple((n, {letters[k]: v for k, v in line.items() if v}) for n, line in enumerate(lines, 2))
    return Page(name, tuple((letters[h], h) for h in headings), rows)


def _trouble(file: str, state: str) -> Trouble:
    return Trouble(_STATES[state], Origin(file), file.removesuffix("登记簿.xlsx").removesuffix("登记簿"))


def _workbook(name: str, written: str) -> Workbook:
    lines = [[cell.strip() for cell in line.split("|")] for line in written.splitlines()]
    columns = tuple(_column([_cell(line[place]) for line in lines]) for place in range(len(lines[0])))
    cells = {(row, column): text for row, line in enumerate(lines) for column, text in enumerate(line)}
    sheet = Sheet(
        f"{name}.xlsx", name, visible=True, height=len(lines), columns=columns,
        errors={place: text for place, text in cells.items() if text.startswith("#")},
        waiting={place: text for place, text in cells.items() if text.startswith("=")},
    )  # fmt: skip
    return Workbook(sheet.workbook, name, (sheet,))


def _cell(text: str) -> object:
    """What Excel would have made of the typing."""
    if text.startswith(("#", "=")):
        return Lost(text)
    if text.isdigit():
        return float(text)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return text


def _column(cells: list[object]) -> Column:
    distinct = list(dict.fromkeys(cells))
    return Column(tuple(distinct), np.array([distinct.index(cell) for cell in cells], dtype=np.int32))
