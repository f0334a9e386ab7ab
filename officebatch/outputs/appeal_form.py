"""申诉复核申请表: the lines a department lost points by, for its reasons and, behind them, the reviewers' decision.

The list of lines of one kind of error, for the reviewers alone, has the same columns and comes back the same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.form import APPEAL, APPEALS, mark
from officebatch.outputs.evaluated import matter, period_words
from officebatch.outputs.sheet import Column, Row, Sheet, numbered, workbook
from officebatch.outputs.words import long_day
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from officebatch.model.evaluation import Lost
    from officebatch.model.score import Period

TITLE = marked("Appeal for review")
ALIKE = marked("Lines of the same kind, to be reviewed")


def _column(name: str, width: float, *, middle: bool = False, hidden: bool = False) -> Column:
    blank = APPEALS.blanks[name]
    words = tuple(said for said, *_ in (blank.choices or {}).values())
    return Column(blank.head, width, words, middle, hidden)


COLUMNS = (
    Column(marked("No."), 5, middle=True),
    Column(marked("Department"), 11, middle=True),
    Column(marked("Indicator"), 18),
    Column(marked("Number and matter"), 34),
    Column(marked("What"), 16),
    Column(marked("Points off"), 8, middle=True),
    _column("申诉理由", 30),
    _column("申诉日期", 12, middle=True),
    _column("复核意见", 12, middle=True),
    _column("核减分值", 13, middle=True),
    _column("影响范围", 14, middle=True),
    _column("依据", 26),
    _column("复核人", 16, middle=True),
    _column("复核日期", 12, middle=True),
    _column("标识", 8, hidden=True),
)


def appeal_form(period: Period, department: str, lines: Sequence[Lost], last: date, until: date) -> bytes:
    """The form of a department. last: the last day to appeal; until: the last to answer."""
    above = (
        say("Appeal for review: {department}", department=department),
        say("Period: {period}. Reasons and evidence line by line, to the office of the leading group by {last}; "
            "answered by {until}.", period=period_words(period), last=long_day(last), until=long_day(until)),
        say("The reviewers fill in the columns from “{head}” on: two or more, none of the department. Where a line "
            "stands but costs too much, “{points}” says how many points are given back. An appeal never takes more "
            "points.", head=say(APPEALS.blanks["复核意见"].head), points=say(APPEALS.blanks["核减分值"].head)),
    )
    below = (say("Head of the department:                    Day:                    Received by:"),)
    return _book(say(TITLE), above, period, lines, below)


def alike_form(period: Period, lines: Sequence[Lost]) -> bytes:
    """The list of lines of kinds of error that an appeal found, of all departments."""
    above = (
        say(ALIKE),
        say("Period: {period}. An appeal found an error that may stand in these lines too; decide each of them, "
            "whoever appealed.", period=period_words(period)),
    )
    return _book(say(ALIKE), above, period, lines, ())


def _book(title: str, above: tuple[str, ...], period: Period, lines: Sequence[Lost], below: tuple[str, ...]) -> bytes:
    rows = numbered(
        Row((one.subject, f"{one.code} {one.indicator}", matter(one), one.said, round(one.points, 2), None, None, None,
             None, None, None, None, None, mark(APPEAL, period.name, one.subject, *one.identity)))
        for one in lines
    )  # fmt: skip
    return workbook(title, [Sheet(title, above, COLUMNS, rows, below=below)])
