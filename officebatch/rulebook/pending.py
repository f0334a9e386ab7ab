"""Sheet `_待定`: what a proposed rule book leaves to the office, one question a line, and what is still undecided.

Its cells are yellow in their own sheets until the office gives them another colour. Who has decided a line says so in
column 已定; nothing else reads it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from officebatch.rulebook.schema import SHEETS, headings
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from officebatch.rulebook.proposing import Question
    from officebatch.rulebook.workbook import Page
    from officebatch.rulebook.writing import Tables

PENDING, UNUSED = "_待定", "_未用字段"
NUMBER, SHEET, CELL, NOW, TO_DECIDE, DECIDED = "序号", "表", "单元格", "现在写的", "要决定什么", "已定"
HEADINGS: Mapping[str, int] = {NUMBER: 7, SHEET: 10, CELL: 11, NOW: 34, TO_DECIDE: 96, DECIDED: 8}
YES = "是"
UNDECIDED = marked("{place}: {said} ({sheet}!{cell})")
_YELLOW = PatternFill("solid", fgColor="FFF2CC")
_LONGEST = 60  # characters of a cell that a line of the list shows


def undecided(pages: Sequence[Page]) -> Iterator[str]:
    """The questions of a rule book nobody has marked as decided, each with its cell and its line in the list."""
    page = next((page for page in pages if page.name == PENDING), None)
    if page is None:
        return
    letters = {heading: letter for letter, heading in page.headings}
    for row, texts in page.rows:
        cells = {heading: texts.get(letters.get(heading, ""), "") for heading in HEADINGS}
        if cells[TO_DECIDE] and not cells[DECIDED]:
            place = "!".join(filter(None, (cells[SHEET], cells[CELL])))
            yield say(UNDECIDED, place=place, said=cells[TO_DECIDE], sheet=PENDING, cell=f"{letters[DECIDED]}{row}")


def put_questions(book: Any, tables: Tables, questions: Sequence[Question], each: Mapping[str, tuple[str, ...]]) -> Any:
    """Write the list as a sheet of a workbook whose other sheets are written, and colour their cells."""
    # Any: openpyxl ships no types
    page = book.create_sheet(PENDING)
    page.append(list(HEADINGS))
    letters = {sheet.zh: [heading for heading, _ in headings(sheet, each)] for sheet in SHEETS}
    for n, question in enumerate(questions, 1):
        column = get_column_letter(letters[question.sheet].index(question.heading) + 1)
        lines = tables[question.sheet]
        row = next((i for i, line in enumerate(lines, 2) if line is question.line), len(lines) + 2)
        cell = f"{column}{row}:{column}{len(lines) + 1}" if question.whole and len(lines) > 1 else f"{column}{row}"
        now = "" if question.line is None or question.whole else question.line.get(question.heading, "")
        said = say(question.message, **_spoken(question))
        page.append([n, question.sheet, cell, now if len(now) <= _LONGEST else f"{now[:_LONGEST]}…", said])
        page.cell(n + 1, 3).hyperlink = f"#{quote_sheetname(question.sheet)}!{cell}"
        _colour(book[question.sheet], column, row, len(lines) + 1 if question.whole else row)
    offer = DataValidation(type="list", formula1=f'"{YES}"', allow_blank=True, showErrorMessage=False)
    letter = get_column_letter(list(HEADINGS).index(DECIDED) + 1)
    offer.add(f"{letter}2:{letter}{len(questions) + 1}")
    page.add_data_validation(offer)
    return page


def _spoken(question: Question) -> dict[str, str]:
    """The values of a message, a value that is a sentence of its own in the reader's language."""
    from officebatch.rulebook.proposing.words import NEAR

    values = dict(question.values)
    if "near" in values:
        values["near"] = say(NEAR, name=values["near"]) if values["near"] else ""
    return values


def _colour(page: Any, column: str, first: int, last: int) -> None:
    for row in range(first, last + 1):
        page[f"{column}{row}"].fill = _YELLOW
