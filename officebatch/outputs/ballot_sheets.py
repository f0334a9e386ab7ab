"""评议票: anonymous ballot sheets as workbooks to print or to fill in, and what came back in the register's shape."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from officebatch.model.form import BALLOT_NUMBER, BALLOT_PERIOD, BALLOT_REMARK, BALLOT_SUBJECT
from officebatch.outputs.sheet import Column, Row, Sheet, workbook
from officebatch.outputs.workbooks import made
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officebatch.model.ballot import Ballot, CountedBallots

BEST = 100
_HEAD = 5  # row of the heading, from 0
_HEADS = ("票号", "评议人类别", "评议人", "评议对象", "评议项目", "得分", "考核期间", "意见建议")  # as the register
_VOID = (Column(marked("Ballot"), 16), Column(marked("Class of raters"), 16), Column(marked("Where it stands"), 40),
         Column(marked("Reason"), 50))  # fmt: skip


def ballot_sheets(ballots: Sequence[Ballot], unit: str) -> bytes:
    """One workbook with a sheet a ballot, each on one page; only the marks and the remarks can be written."""

    def fill(book: Any) -> None:
        forms = _forms(book)
        for ballot in ballots:
            _write(book.add_worksheet(ballot.number), ballot, unit, forms)

    return made(say("Ballot"), fill)


def _forms(book: Any) -> dict[str, Any]:
    plain = {"font_name": "仿宋", "font_size": 14, "valign": "vcenter", "text_wrap": True}
    lined = plain | {"border": 1}
    return {
        "title": book.add_format({"font_name": "黑体", "font_size": 20, "align": "center", "valign": "vcenter"}),
        "note": book.add_format(plain | {"font_size": 11}),
        "label": book.add_format(plain | {"font_size": 12}),
        "head": book.add_format(lined | {"font_name": "黑体", "font_size": 12, "align": "center"}),
        "text": book.add_format(lined),
        "mark": book.add_format(lined | {"align": "center", "locked": False, "num_format": "0"}),
        "free": book.add_format(lined | {"locked": False, "font_size": 11}),
    }


def _write(page: Any, ballot: Ballot, unit: str, forms: dict[str, Any]) -> None:
    last = 1 + len(ballot.items)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 1)
    page.set_margins(0.6, 0.6, 0.7, 0.7)
    page.set_column(0, 0, 24)
    page.set_column(1, last - 1, 13)
    page.set_column(last, last, 36)
    page.set_row(0, 36)
    page.merge_range(0, 0, 0, last, say("{unit} ballot ({rater_class})", unit=unit, rater_class=ballot.rater_class),
                     forms["title"])  # fmt: skip
    page.write_string(1, 0, BALLOT_PERIOD, forms["label"])
    page.write_string(1, 1, ballot.period, forms["label"])
    page.write_string(2, 0, BALLOT_NUMBER, forms["label"])
    page.write_string(2, 1, ballot.number, forms["label"])
    page.set_row(3, 34)
    page.merge_range(3, 0, 3, last, say(
        "Anonymous: do not sign. Whole marks from 0 to 100 for every item. A ballot is void when a mark is missing, "
        "all marks are alike, or its number stands twice; with three subjects and more, also when too many get 90 or "
        "more."
    ), forms["note"])  # fmt: skip
    for place, head in enumerate((BALLOT_SUBJECT, *ballot.items, BALLOT_REMARK)):
        page.write_string(_HEAD, place, head, forms["head"])
    end = _HEAD + len(ballot.subjects)
    for row, subject in enumerate(ballot.subjects, _HEAD + 1):
        page.set_row(row, 26)
        page.write_string(row, 0, subject, forms["text"])
        for place in range(1, last):
            page.write_blank(row, place, None, forms["mark"])
        page.write_blank(row, last, None, forms["free"])
    page.data_validation(_HEAD + 1, 1, end, last - 1, {
        "validate": "integer", "criteria": "between", "minimum": 0, "maximum": BEST,
        "error_title": say("Ballot"), "error_message": say("A whole number from 0 to 100."),
    })  # fmt: skip
    page.protect("", {"select_locked_cells": True})


def ballot_register(back: CountedBallots, period: str) -> bytes:
    """What came back, as lines of the register of ballots, and a second sheet with the void ones and why."""
    return made(say("Ballots of {period}", period=period), partial(_lines, back, period))


def _lines(back: CountedBallots, period: str, book: Any) -> None:
    page = book.add_worksheet("评议表")
    head = book.add_format({"bold": True, "bg_color": "#DDE6F0", "border": 1})
    for place, name in enumerate(_HEADS):
        page.write_string(0, place, name, head)
        page.set_column(place, place, 16)
    for row, line in enumerate(back.lines, 1):
        cells = (line.number, line.rater_class, line.own, line.subject, line.item, line.score, period, line.remark)
        for place, cell in enumerate(cells):
            if isinstance(cell, int | float):
                page.write_number(row, place, cell)
            elif cell:
                page.write_string(row, place, str(cell))
    page.freeze_panes(1, 0)


def void_list(back: CountedBallots, period: str) -> bytes:
    """The void ballots and why, for who counts."""
    title = say("Void ballots of {period}", period=period)
    rows = [Row((number, class_, str(at), why.text())) for number, class_, at, why in back.void]
    return workbook(title, [Sheet(say("Void ballots"), (title,), _VOID, rows)])
