"""Sheet 台账: which files, sheets and columns each register was found in."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from officebatch.rulebook.proposing.question import words_of
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officebatch.model.survey import SeenTable, Survey
    from officebatch.rulebook.proposing.question import Draft, Line

NOT_FOUND = "建立规则簿时没有找到这本台账；以后有了，表头认得出就会读"
BY_HEADINGS = marked(
    "{workbook} was taken for {register} by its headings; its name does not say so. If that is wrong, take its pattern "
    "out of this cell."
)
SEVERAL_PLACES = marked(
    "{register} stands beside another register on {place} and also elsewhere. One range of columns holds for all of "
    "it: put it on sheets of its own, or give the parts elsewhere the same columns."
)
CLASSIFIED_WORD = marked(
    "The secrecy column of {register} has a word nobody knows, so these rows are set aside as classified: {n}. If the "
    "word is harmless, add it to the synonyms of its level here; it is not quoted."
)
BELOW = marked(
    "Below {register} another register begins at {place}: its lines would be read as records of this one. Move it to a "
    "sheet or workbook of its own."
)


def propose(draft: Draft, survey: Survey) -> None:
    """Fill the lines of sheet 台账."""
    found = survey.registers
    for line in draft.tables["台账"]:
        tables = found.get(line["台账"], ())
        if not tables:
            _missing(line, survey.workbooks)
            continue
        _files(draft, line, tables)
        _columns(draft, line, tables)
        for left in (aside for aside in survey.left if aside.row and aside.workbook in {t.workbook for t in tables}):
            place = f"{left.workbook} {left.sheet}!A{left.row}"
            draft.ask("台账", line, "工作表", BELOW, register=line["台账"], place=place)
        if unclear := sum(t.unclear for t in tables):
            level = next(iter(draft.lines("选项", 列表="密级")), None)
            draft.ask("选项", level, "同义词", CLASSIFIED_WORD, register=line["台账"], n=unclear)


def _missing(line: Line, workbooks: Sequence[str]) -> None:
    line["必备"], line["备注"] = "否", line.get("备注") or NOT_FOUND
    if any(fits(line["文件"], name) for name in workbooks):
        line["文件"] = f"*{line['台账']}*"  # or every run would look for it in a file of another register


def _files(draft: Draft, line: Line, tables: Sequence[SeenTable]) -> None:
    for workbook in dict.fromkeys(table.workbook for table in tables):
        if not fits(line["文件"], workbook):
            line["文件"] = "、".join(dict.fromkeys([*words_of(line["文件"]), pattern(workbook)]))
            draft.ask("台账", line, "文件", BY_HEADINGS, workbook=workbook, register=line["台账"])


def _columns(draft: Draft, line: Line, tables: Sequence[SeenTable]) -> None:
    spans = {(table.sheet, table.span) for table in tables}
    beside = [table for table in tables if table.span]
    if not beside:
        return
    line["列范围"] = beside[0].span
    if len(spans) == 1:
        line["工作表"] = beside[0].sheet
    if len({span for _, span in spans}) > 1:
        draft.ask("台账", line, "列范围", SEVERAL_PLACES, register=line["台账"], place=beside[0].place)


def fits(patterns: str, workbook: str) -> bool:
    """Whether a cell of patterns fits a file."""
    names = (workbook.casefold(), workbook.rpartition(".")[0].casefold())
    return any(fnmatchcase(name, p.casefold()) for p in words_of(patterns) for name in names)


def pattern(workbook: str) -> str:
    """The pattern of a file's name, whatever year, month or number it bears."""
    stem = re.sub(r"[\[\]?*]", "*", workbook.rpartition(".")[0])
    free = re.sub(r"\*+", "*", re.sub(r"\d+", "*", stem) + "*")
    return free if re.search(r"[^\W\d_]", free) else stem
