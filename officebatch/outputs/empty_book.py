"""通知单登记簿 as an office begins it: headings, looks and drop-downs for both halves of a line, and no line yet.

The program's columns are shaded, the clerk's white. It prints as a page of empty lines, as a bought register would be.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from officebatch.model.form import CLERKS, NOTICE_BOOK
from officebatch.model.vocabulary import FieldType
from officebatch.outputs.naming import sheet_name
from officebatch.outputs.sheet import A3, LINE
from officebatch.outputs.workbooks import made
from officebatch.wording import marked, say

NOTE = marked("The shaded columns are filled in by the program and stay as they are. The white ones are filled in by "
              "whoever keeps this book; the program reads them and never writes there.")
A_DAY = marked("Write a day as 2026-11-18.")
ONE_OF = marked("Choose one of the words, or leave the cell empty.")
LINES, READY = 34, 5000  # empty lines that are ruled, and rows in which drop-downs and the filter are ready
_TITLE, _NOTE, _HEAD = 0, 1, 2
_WIDTHS = (20, 12, 6, 12, 11, 19, 34, 10, 11, 10, 11, 9, 11, 30, 8, 11, 11)
_MIDDLE = {"文书", "级次", "主送", "责任环节", "送达方式", "签收人", "处理"}
_HEAD_PROGRAM, _HEAD_CLERK, _SHADE = "#DDE6F0", "#FCEFD5", "#F3F6FA"


def empty_notice_book() -> bytes:
    """The workbook, in the language spoken; the same bytes each time."""
    return made(say(NOTICE_BOOK.name), _fill)


def _fill(book: Any) -> None:
    page = book.add_worksheet(sheet_name(say(NOTICE_BOOK.name)))
    _above(book, page)
    _columns(book, page)
    _choices(page)
    _print(page)


def _above(book: Any, page: Any) -> None:
    last = len(NOTICE_BOOK.blanks) - 1
    title = book.add_format({"font_name": "黑体", "font_size": 18, "align": "center", "valign": "vcenter"})
    note = book.add_format({"font_name": "宋体", "font_size": 10, "valign": "vcenter"})
    page.set_row(_TITLE, 36)
    page.set_row(_NOTE, 20)
    page.set_row(_HEAD, 32)
    page.merge_range(_TITLE, 0, _TITLE, last, say(NOTICE_BOOK.name), title)
    page.merge_range(_NOTE, 0, _NOTE, last, say(NOTE), note)


def _columns(book: Any, page: Any) -> None:
    """Headings, and cells ready to be written in: ruled where lines are prepared, days shown as days also below."""
    plain = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True}
    ruled = plain | {"border": 1, "border_color": "#808080"}
    for row in range(_HEAD + 1, _HEAD + 1 + LINES):
        page.set_row(row, 2 * LINE + 2)
    for place, (name, blank) in enumerate(NOTICE_BOOK.blanks.items()):
        clerks, days = name in CLERKS, blank.type is FieldType.DATE
        look: dict[str, object] = {"num_format": "yyyy-mm-dd"} if days else {}
        look |= {"align": "center"} if days or name in _MIDDLE else {}
        head = {"font_name": "黑体", "align": "center", "bg_color": _HEAD_CLERK if clerks else _HEAD_PROGRAM}
        page.set_column(place, place, _WIDTHS[place], book.add_format(plain | look))
        page.write_string(_HEAD, place, say(blank.head), book.add_format(ruled | head))
        cell = book.add_format(ruled | look | ({} if clerks else {"bg_color": _SHADE}))
        for row in range(_HEAD + 1, _HEAD + 1 + LINES):
            page.write_blank(row, place, None, cell)


def _choices(page: Any) -> None:
    """Drop-downs and checks of days in the clerk's columns; a day typed otherwise is asked about, not refused."""
    for place, (name, blank) in enumerate(NOTICE_BOOK.blanks.items()):
        if name in CLERKS and blank.choices:
            words = [say(words[0]) for words in blank.choices.values()]
            rule = {"validate": "list", "source": words, "error_message": say(ONE_OF)}
            page.data_validation(_HEAD + 1, place, READY, place, rule)
        elif name in CLERKS and blank.type is FieldType.DATE:
            first = {"criteria": ">=", "value": date(2000, 1, 1)}
            warning = {"error_type": "warning", "error_message": say(A_DAY)}
            page.data_validation(_HEAD + 1, place, READY, place, {"validate": "date", **first, **warning})


def _print(page: Any) -> None:
    page.autofilter(_HEAD, 0, READY, len(NOTICE_BOOK.blanks) - 1)
    page.freeze_panes(_HEAD + 1, 1)
    page.set_landscape()
    page.set_paper(A3)
    page.fit_to_pages(1, 0)
    page.repeat_rows(_HEAD)
    page.set_margins(0.4, 0.4, 0.6, 0.6)
    page.set_footer("&C&10" + say("page {page} of {pages}", page="&P", pages="&N"))
