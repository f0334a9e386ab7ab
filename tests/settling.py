"""Answers to what `init --from` leaves open, as a clerk gives them in the rule book: cells typed over, lines added.

Where the answers come from: `rules.json` of a folder of planted registers. Only cells that a question of sheet `_待定`
names are touched, and lines it speaks of; every question is then marked as decided.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Page = Any  # openpyxl ships no types
    Rules = dict[str, Any]  # as rules.json has it

LEADERS = "领导"


def settle(rule_book: Path, folder: Path) -> list[tuple[str, str]]:
    """Answer every question; gives (sheet, cell) of each, in their order."""
    rules: Rules = json.loads((folder / "rules.json").read_text(encoding="utf-8"))
    book = load_workbook(rule_book)
    asked = [(str(row[1].value), str(row[2].value), str(row[4].value), row[5]) for row in book["_待定"].iter_rows(2)]
    answers: dict[tuple[str, str], Callable[[], None]] = {
        ("流程", "时限·平件"): lambda: _steps(book["流程"], rules),
        ("流程", "岗位"): lambda: _posts(book["流程"], rules),
        ("部门", "排序"): lambda: _order(book["部门"], rules),
        ("流程", "环节"): lambda: _names(book, rules),
        ("人员", "职务"): lambda: _people(book["人员"], rules),
        ("人员", "部门"): lambda: None,  # with the posts
        ("人员", "姓名"): lambda: None,  # slips of the pen
        ("部门", "部门"): lambda: None,
        ("字段", "式样"): lambda: None,  # as it was proposed
        ("字段", "表头"): lambda: None,
        ("字段", "用途"): lambda: None,
        ("设置", "内容"): lambda: _settings(book["设置"], rules),
    }
    asked.sort(key=lambda question: question[0] != "流程" or not question[1].startswith("D"))  # names of steps first
    for sheet, cell, text, decided in asked:
        heading = str(book[sheet][f"{cell.split(':')[0].rstrip('0123456789')}1"].value)
        assert (sheet, heading) in answers, f"{sheet}!{cell}: {text}"
        answers[sheet, heading]()
        decided.value = "是"
    book.save(rule_book)
    return [(sheet, cell) for sheet, cell, _, _ in asked]


def _columns(page: Page) -> dict[str, int]:
    return {cell.value: cell.column for cell in page[1]}


def _settings(page: Page, rules: Rules) -> None:
    office = rules["office"]
    unit = office.removesuffix("办公室")
    known = {"单位全称": unit, "单位简称": unit, "办公室署名": office, "启用日期": f"{rules['as_of'][:4]}-01-01"}
    for row in page.iter_rows(2):
        row[1].value = known.get(row[0].value, row[1].value)


def _order(page: Page, rules: Rules) -> None:
    at = _columns(page)
    for row in range(2, page.max_row + 1):
        if name := page.cell(row, at["部门"]).value:
            page.cell(row, at["排序"]).value = rules["departments"].index(name) + 1


def _people(page: Page, rules: Rules) -> None:
    at = _columns(page)
    known = {person["name"]: person for person in rules["people"]}
    for row in range(2, page.max_row + 1):
        if person := known.pop(page.cell(row, at["姓名"]).value, None):
            page.cell(row, at["部门"]).value = person["department"]
            page.cell(row, at["职务"]).value = person["post"]
    strangers = [row for row in range(2, page.max_row + 1) if not page.cell(row, at["职务"]).value]
    for row in reversed(strangers):
        page.delete_rows(row)
    for row, person in enumerate(known.values(), page.max_row + 1):
        for heading, key in (("姓名", "name"), ("部门", "department"), ("职务", "post")):
            page.cell(row, at[heading]).value = person[key]


def _names(book: Any, rules: Rules) -> None:
    """Steps under the names the office has for them, in their order."""
    page, at = book["流程"], _columns(book["流程"])
    for process, steps in rules["processes"].items():
        rows = [row for row in range(2, page.max_row + 1) if page.cell(row, at["流程"]).value == process]
        named = [str(page.cell(row, at["环节"]).value) for row in rows]
        assert len(named) == len(steps), (named, steps)
        for row, old, (new, *_) in zip(rows, named, steps, strict=True):
            page.cell(row, at["环节"]).value = new
            for relation in book["环节关系"].iter_rows(2):
                for cell in relation:
                    if relation[0].value == process and cell.value == old:
                        cell.value = new


def _steps(page: Page, rules: Rules) -> None:
    at = _columns(page)
    for row in range(2, page.max_row + 1):
        process, name = page.cell(row, at["流程"]).value, page.cell(row, at["环节"]).value
        step = next((s for s in rules["processes"].get(process, ()) if s[0] == name), None)
        if step is None:
            continue
        _, limits, group, required = step
        for urgency, days in zip(rules["urgency"], limits, strict=True):
            page.cell(row, at[f"时限·{urgency}"]).value = f"{days}个工作日"
        holder = "部门" if group is None else LEADERS if group == LEADERS else "办公室"
        page.cell(row, at["责任方"]).value = holder
        page.cell(row, at["必经"]).value = "是" if required else "否"
        page.cell(row, at["起算"]).value = None


def _posts(page: Page, rules: Rules) -> None:
    at = _columns(page)
    for row in range(2, page.max_row + 1):
        process, name = page.cell(row, at["流程"]).value, page.cell(row, at["环节"]).value
        group = next((s[2] for s in rules["processes"].get(process, ()) if s[0] == name), None)
        posts = [post for post, of in rules["post_groups"].items() if of == group]
        page.cell(row, at["岗位"]).value = "、".join(posts) or None
