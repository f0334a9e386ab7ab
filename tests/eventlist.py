"""A workspace whose only register is an event list: a real workbook, and the rule book lines it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import xlsxwriter

from officebatch import batch, rulebook
from tests.rulebook.office import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    Lines = Sequence[Mapping[str, str]]

REGISTER = "办文流水"
ROLES = {
    "文号": ("事项编号", "文本"),
    "标题": ("标题", "文本"),
    "部门": ("部门", "部门"),
    "紧急程度": ("紧急程度", "选项"),
    "会签部门": ("协办部门", "文本"),
    "流程": ("流程", "文本"),
    "环节": ("环节", "文本"),
    "经办人": ("责任人", "人员"),
    "办理时间": ("日期", "日期时间"),
    "备注": ("备注", "文本"),
}
PEOPLE = {
    "孙丽": "财务科 科员",
    "周强": "财务科 主任",
    "李文": "办公室 秘书",
    "赵敏": "办公室 机要员",
    "王平": "办公室 主任",
}


def workspace(
    folder: Path,
    headings: Sequence[str],
    sheets: Mapping[str, Sequence[Sequence[object]]],
    steps: Lines,
    *,
    relations: Lines = (),
    people: Mapping[str, str] = PEOPLE,
) -> Path:
    """The workspace. sheets: name → rows, each in a workbook of its own. steps: lines of sheet 流程 without process,
    register and order, which are 发文, REGISTER and their place unless said. relations: lines of sheet 环节关系.
    people: name → department and post."""
    (folder / "registers").mkdir(parents=True)
    (folder / "officebatch.toml").write_text('language = "zh_CN"\n', encoding="utf-8")
    book = tables(headings, steps, relations, people)
    rulebook.write(rulebook.complete(book, batch.vocabulary()), folder / "规则.xlsx")
    for name, rows in sheets.items():
        write(folder / "registers" / f"{REGISTER}{name}.xlsx", name, headings, rows)
    return folder


def tables(
    headings: Sequence[str], steps: Lines, relations: Lines, people: Mapping[str, str]
) -> dict[str, list[dict[str, str]]]:
    """The shipped rule book with one register."""
    found = rulebook.shipped()
    known = SETTINGS | {"督办联系人": next(iter(people))}
    found["设置"] = [line | {"内容": known.get(line["项目"], line.get("内容", ""))} for line in found["设置"]]
    departments = dict.fromkeys(["办公室", *(said.split()[0] for said in people.values())])
    found["部门"] = [{"排序": str(n), "部门": name} for n, name in enumerate(departments, 1)]
    found["人员"] = [
        {"姓名": name, "部门": said.split()[0], "职务": said.partition(" ")[2], "工号": str(n)}
        for n, (name, said) in enumerate(people.items(), 1)
    ]
    found["台账"] = [{"台账": REGISTER, "种类": "流水", "文件": f"*{REGISTER}*", "计入考核": "是"}]
    found["字段"] = [
        {"台账": REGISTER, "字段": name, "用途": role, "类型": kind, "选项": name if kind == "选项" else ""}
        for name, (role, kind) in ROLES.items()
        if name in headings
    ]
    found["流程"] = [
        {"流程": "发文", "台账": REGISTER, "序号": str(n), "责任方": "办公室", **line}
        for n, line in enumerate(steps, 1)
    ]
    found["环节关系"] = [{"流程": "发文", **line} for line in relations]
    for sheet in ("指标", "检查", "催办阶梯"):
        found[sheet] = []
    return found


def write(path: Path, name: str, headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A workbook of one sheet: a title, the headings, a line an event; days and hours as Excel holds them."""
    book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd hh:mm"})
    sheet = book.add_worksheet(name)
    sheet.write(0, 0, "办文流水登记表")
    sheet.write_row(1, 0, headings)
    for at, row in enumerate(rows, 2):
        sheet.write_row(at, 0, row)
    book.close()


def pair(first: str, second: str, kind: str = "先于") -> dict[str, str]:
    """A line of sheet 环节关系."""
    return {"环节一": first, "关系": kind, "环节二": second}
