"""The reference of the rule book, made from its schema: every sheet, column and setting, for the manual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.rulebook.schema import SHEETS, Cell
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from officebatch.rulebook.schema import Column, Sheet

COLUMNS = (marked("Column"), marked("What it holds"), marked("What it means"))
SETTINGS = (marked("Setting"), marked("As shipped"), marked("What the setting does"))
HOLDS: Mapping[Cell, str] = {
    Cell.TEXT: marked("text"),
    Cell.INTEGER: marked("a whole number"),
    Cell.NUMBER: marked("a number"),
    Cell.DATE: marked("a date"),
    Cell.YES_NO: marked("是 or 否"),
    Cell.WORD: marked("one of the words"),
    Cell.REQUIRED: marked("是, 否 or a condition, as [会签部门] or [文种]=请示、报告"),
    Cell.LIMIT: marked("a limit, as 2个工作日"),
    Cell.TEMPLATE: marked("a pattern, as 临电办〔{年}〕{序号}号"),
    Cell.IDENTIFIER: marked("a field's name"),
    Cell.ROWS: marked("a row or two, as 3 or 3-4"),
    Cell.LETTERS: marked("columns by letter, as A:L"),
    Cell.PARAMETERS: marked("parameters, as 天数=30、次数=1"),
}
REQUIRED, MANY, EMPTY = marked("required"), marked("several by 、"), marked("empty counts as {default}")
EACH = marked("one column for each {list}, as {heading}·…")
FILLED, SELDOM = marked("The office fills it in."), marked("Seldom changed.")


def reference(shipped: Mapping[str, Sequence[Mapping[str, str]]], *, chinese: bool) -> str:
    """Markdown: a section a sheet, in the reader's language; shipped: the lines a new rule book begins with."""
    parts = [part for sheet in SHEETS for part in _sheet(sheet, chinese=chinese)]
    if chinese:
        told = [tuple(line.get(name, "") for name in ("项目", "内容", "说明")) for line in shipped["设置"]]
        parts += ["## 设置逐项", _table(SETTINGS, told)]
    return "\n\n".join(parts)


def _sheet(sheet: Sheet, *, chinese: bool) -> list[str]:
    title = sheet.zh if chinese else f"{sheet.zh} ({sheet.en})"
    rows = [(_heading(column, chinese=chinese), _holds(column, chinese=chinese), say(column.comment))
            for column in sheet.columns]
    about = f"{say(sheet.about)} {say(FILLED if sheet.front else SELDOM)}"
    return [f"## {title}", about, _table(COLUMNS, rows)]


def _heading(column: Column, *, chinese: bool) -> str:
    return column.zh if chinese else f"{column.zh} ({column.en})"


def _holds(column: Column, *, chinese: bool) -> str:
    if column.words and column.cell is not Cell.REQUIRED:
        held = "、".join(w.zh for w in column.words) if chinese else ", ".join(f"{w.zh} ({w.en})" for w in column.words)
    else:
        held = say(HOLDS[column.cell])
    said = [held]
    if column.each:
        said.append(say(EACH, list=column.each, heading=column.zh))
    if column.many:
        said.append(say(MANY))
    if column.required:
        said.append(say(REQUIRED))
    if column.default:
        said.append(say(EMPTY, default=column.default))
    return say("; ").join(said)


def _table(headings: Sequence[str], rows: Sequence[tuple[str, ...]]) -> str:
    """A Markdown table; a bar within a cell is escaped."""
    lines = [[say(h) for h in headings], ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(c.replace("|", "\\|").replace("\n", " ") for c in line) + " |" for line in lines)
