"""A small office's rule book: the shipped one, filled in, and the means to spoil it cell by cell."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from officebatch import rulebook
from officebatch.model.vocabulary import CheckFacts, Mends, Severity, Vocabulary
from officebatch.rulebook.book import understand
from officebatch.rulebook.workbook import Page, pages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from officebatch.rulebook import Fault

VOCABULARY = Vocabulary(
    checks={
        code: CheckFacts(code, "A check", severity, Mends.KEEPER, "惯例", "", parameters)
        for code, severity, parameters in (
            ("RD900", Severity.GRAVE, {}),
            ("DOC101", Severity.ERROR, {}),
            ("TSK104", Severity.WARNING, {"天数": "30", "含周末": "是"}),
        )
    },
    measures={"M101": "On time", "M102": "Completed"},
    papers={"催办通知单": "Notice", "超期清单": "List"},
    urging={"催办通知单": (False,)},
)
SETTINGS = {
    "单位全称": "临江县供电局",
    "单位简称": "县供电局",
    "办公室署名": "临江县供电局办公室",
    "启用日期": "2026-01-01",
    "督办联系人": "沈静",
    "编号式样·催办": "临电催〔{年}〕{序号}号",
    "编号式样·督办": "临电督〔{年}〕{序号}号",
    "编号式样·整改": "临电改〔{年}〕{序号}号",
    "已用到的号·催办": "11",
}


def filled() -> dict[str, list[dict[str, str]]]:
    """The shipped tables with names, two departments and three people."""
    tables = rulebook.complete(rulebook.shipped(), VOCABULARY)
    for line in tables["设置"]:
        line["内容"] = SETTINGS.get(line["项目"], line.get("内容", ""))
    tables["部门"] = [
        {"排序": "1", "部门": "办公室"},
        {"排序": "2", "部门": "财务科", "简称": "财务、财务部", "旧名": "计财科", "负责人": "朱梅", "类别": ""},
    ]
    tables["人员"] = [
        {"姓名": "董玉斌", "部门": "办公室", "职务": "主任", "层级": "领导"},
        {"姓名": "沈静", "部门": "办公室", "职务": "秘书", "B角": "董玉斌"},
        {"姓名": "朱梅", "部门": "财务", "职务": "科员"},
    ]
    return tables


@cache
def _shipped() -> tuple[bytes, tuple[Page, ...]]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "规则.xlsx"
        rulebook.write(filled(), path)
        return path.read_bytes(), pages(path)[0]


def written(folder: Path, tables: Mapping[str, list[dict[str, str]]] | None = None) -> Path:
    """The workbook of the tables."""
    path = folder / "规则.xlsx"
    if tables is None:
        path.write_bytes(_shipped()[0])
    else:
        rulebook.write(tables, path)
    return path


def judged(sheet: str, cell: str, text: str) -> tuple[Fault, ...]:
    """The faults when one cell holds another text: quicker than a workbook of its own."""
    letter, row = re.fullmatch(r"([A-Z]+)(\d+)", cell).groups()  # type: ignore[union-attr]  # an address of the test
    every = tuple(_changed(page, letter, int(row), text) if page.name == sheet else page for page in _shipped()[1])
    try:
        understand(every, VOCABULARY, "")
    except rulebook.RuleBookFaults as found:
        return found.faults
    return ()


def _changed(page: Page, letter: str, row: int, text: str) -> Page:
    if row == 1:
        return replace(page, headings=tuple((at, text if at == letter else head) for at, head in page.headings))
    rows = dict(page.rows)
    rows[row] = {at: held for at, held in (rows.get(row, {}) | {letter: text}).items() if held}
    return replace(page, rows=tuple(sorted(rows.items())))


def spoilt(folder: Path, *cells: tuple[str, str, object]) -> tuple[Fault, ...]:
    """The faults of a rule book in which some cells (sheet, address, value) were written over."""
    path = written(folder)
    book = load_workbook(path)
    for sheet, cell, value in cells:
        book[sheet][cell] = value
    book.save(path)
    return faults(path)


def faults(path: Path) -> tuple[Fault, ...]:
    """What is wrong with a workbook."""
    try:
        rulebook.read(path, VOCABULARY)
    except rulebook.RuleBookFaults as found:
        return found.faults
    return ()
