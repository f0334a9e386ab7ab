"""考核底稿.xlsx: scores that unfold to their rows; every total is a live formula, stored with the program's figure."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from officebatch.model.measure import Subject
from officebatch.model.origin import letter
from officebatch.model.register import shown_key
from officebatch.model.score import STANDING_TITLES, How, Standing
from officebatch.package import stamp
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officebatch.model.origin import Origin
    from officebatch.model.score import Fact, IndicatorScore, Scores, Total
    from officebatch.rulebook.sheets import Settings

TOTALS, POINTS, LOST, BALLOTS, MERITS = (
    marked("Score table"), marked("Points by indicator"), marked("Rows that lost points"), marked("Ballot statistics"),
    marked("Bonus and deduction"),
)  # fmt: skip
BONUS, DEDUCTION = "加分", "扣分"
NUMBERED = (How.BALLOTS, How.AMOUNT)
LINKED = 5000  # rows with a link; more slow Excel down
_HEAD_ROW = 2
_FIRST = _HEAD_ROW + 1
_STAMP = datetime(2000, 1, 1)
_DAY_ZERO = date(1899, 12, 30).toordinal()
_POINTS_HEADS = (
    ("Scored subject", 16), ("Part", 11), ("Kind of group", 8), ("Code", 7), ("Indicator", 24), ("Full mark", 8),
    ("Counts for", 9), ("Cases due", 7), ("Lost", 7),
    ("Mean of 100, or amount", 9), ("Off for each, or amount for full marks", 10), ("Faults free", 7), ("Rate", 9),
    ("Given back by appeals", 8), ("Points", 9),
    ("Points lost by rows", 10), ("State", 15), ("Remark", 34), ("Resting on", 30),
)  # fmt: skip
_LOST_HEADS = (
    ("Scored subject", 16), ("Code", 7), ("Indicator", 20), ("Where it stands", 26), ("Record", 18), ("Matter", 36),
    ("Step or check", 10), ("Person", 9), ("Day it was due", 11), ("Done on", 11), ("Working days over", 9),
    ("Points off", 9), ("What", 34), ("Resting on", 30), ("Objection", 26),
)  # fmt: skip
_HEADS = (
    marked("Scored subject"), marked("Part"), marked("Kind of group"), marked("Code"), marked("Indicator"),
    marked("Full mark"), marked("Counts for"), marked("Cases due"), marked("Lost"), marked("Mean of 100"),
    marked("Mean of 100, or amount"), marked("Off for each, or amount for full marks"), marked("Faults free"),
    marked("Rate"), marked("Given back by appeals"), marked("Points"), marked("Points lost by rows"), marked("State"),
    marked("Remark"), marked("Resting on"), marked("Where it stands"), marked("Matter"), marked("Step or check"),
    marked("Day it was due"), marked("Done on"), marked("Working days over"), marked("Points off"), marked("What"),
    marked("Objection"), marked("Compared within"), marked("Bonus"), marked("Deduction"), marked("Total"),
    marked("Place in class"), marked("Place overall"), marked("Proposed grade"), marked("Class of raters"),
    marked("Valid ballots"), marked("Counted"), marked("Item"), marked("Times"), marked("Each"), marked("Document"),
    marked("Void ballots"), marked("Reason"), marked("Document's day"), marked("Not scored, spread"),
)  # fmt: skip


def score_book(scores: Scores, settings: Settings, registers: str) -> bytes:
    """The workbook. registers: where the registers lie as seen from its folder, for links."""
    import xlsxwriter

    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"strings_to_formulas": False, "strings_to_urls": False})
    title = say("Score book of {period}, as of {day}", period=scores.period.name, day=scores.as_of.isoformat())
    book.set_properties({"title": title, "author": "", "created": _STAMP})
    pages = _Pages(book, title)
    totals, points = pages.add(TOTALS), pages.add(POINTS)
    lost, ballots, merits = pages.add(LOST), pages.add(BALLOTS), pages.add(MERITS)
    lost_last = _write_lost(lost, scores, registers)
    points_last = _write_points(points, scores, lost_last)
    merits_last = _write_merits(merits, scores)
    _write_totals(totals, scores, settings, points_last, merits_last)
    _write_ballots(ballots, scores)
    book.close()
    return stamp(held.getvalue())


def label(total: Total) -> str:
    """How a subject is named in the book: people with their department, since names are not unique."""
    if total.subject_kind is not Subject.PERSON:
        return total.subject
    return say("{name} ({department})", name=total.subject, department=total.department)


class _Page:
    """One sheet being written line by line."""

    def __init__(self, sheet: Any, forms: dict[str, Any], title: str) -> None:
        self.sheet, self.forms, self.at = sheet, forms, _FIRST
        sheet.write_string(0, 0, title, forms["title"])

    def heads(self, heads: Sequence[tuple[str, float]], note: str = "") -> None:
        """The line of headings, frozen, printed on every page."""
        if note:
            self.sheet.write_string(1, 0, note, self.forms["note"])
        for place, (head, width) in enumerate(heads):
            self.sheet.set_column(place, place, width)
            self.sheet.write_string(_HEAD_ROW, place, head, self.forms["head"])
        self.sheet.freeze_panes(_FIRST, 1)
        self.sheet.repeat_rows(_HEAD_ROW)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)

    def line(self, cells: Sequence[object]) -> None:
        """A line: text, numbers, days, None, and (formula, value) pairs."""
        for place, cell in enumerate(cells):
            self._cell(place, cell)
        self.at += 1

    def _cell(self, place: int, cell: object) -> None:
        if cell is None or cell == "":
            self.sheet.write_blank(self.at, place, None, self.forms["text"])
        elif isinstance(cell, tuple):
            formula, value = cell
            self.sheet.write_formula(self.at, place, formula, self.forms["points"], "" if value is None else value)
        elif isinstance(cell, str):
            self.sheet.write_string(self.at, place, cell, self.forms["text"])
        elif isinstance(cell, date):
            self.sheet.write_number(self.at, place, cell.toordinal() - _DAY_ZERO, self.forms["day"])
        elif isinstance(cell, int):
            self.sheet.write_number(self.at, place, cell, self.forms["count"])
        elif isinstance(cell, float):
            self.sheet.write_number(self.at, place, cell, self.forms["points"])

    def close(self, columns: int) -> int:
        """Filter and the last row as Excel counts."""
        self.sheet.autofilter(_HEAD_ROW, 0, max(self.at - 1, _HEAD_ROW), columns - 1)
        return max(self.at, _FIRST + 1)


class _Pages:
    """The book's sheets and formats."""

    def __init__(self, book: Any, title: str) -> None:
        plain = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True, "border": 1,
                 "border_color": "#808080"}
        self._book, self._title = book, title
        self._forms = {
            "title": book.add_format({"font_name": "黑体", "font_size": 16}),
            "note": book.add_format({"font_name": "宋体", "font_size": 10}),
            "head": book.add_format(plain | {"font_name": "黑体", "align": "center", "bg_color": "#DDE6F0"}),
            "text": book.add_format(plain),
            "count": book.add_format(plain | {"align": "center"}),
            "points": book.add_format(plain | {"align": "center", "num_format": "0.00"}),
            "day": book.add_format(plain | {"align": "center", "num_format": "yyyy-mm-dd"}),
            "link": book.add_format(plain | {"font_color": "#0563C1", "underline": 1}),
        }

    def add(self, name: str) -> _Page:
        """A sheet by the message id of its name."""
        return _Page(self._book.add_worksheet(say(name)), self._forms, f"{self._title}　{say(name)}")


def _write_points(page: _Page, scores: Scores, lost_last: int) -> int:
    page.heads([(say(head), width) for head, width in _POINTS_HEADS],
               say("Points = counts for × rate + given back by appeals. What is not scored has its full mark spread "
                   "over the others."))
    counted, lost = say(STANDING_TITLES[Standing.COUNTED]), _ref(LOST)
    for total in scores.totals:
        for one in total.indicators:
            row = page.at + 1
            by_rows = sum(fact.points for fact in one.facts)
            rows_off = f"=SUMIFS({_range(lost, 'L', lost_last)},{_range(lost, 'A', lost_last)},A{row},"
            rows_off += f"{_range(lost, 'B', lost_last)},D{row})"
            page.line((
                label(total), one.category, one.group, one.code, one.name, float(one.full_mark), float(one.weight),
                one.cases, _lost(one), one.good if one.how in NUMBERED and one.cases else None, _each(one),
                float(one.free) if one.free else None,
                (_rate(one, row, counted), one.rate),
                float(one.restored) if one.restored else None,
                (f'=IF(Q{row}="{counted}",G{row}*M{row}+N{row},0)', one.points),
                (rows_off, by_rows),
                say(STANDING_TITLES[one.standing]), _remark(one), one.basis,
            ))  # fmt: skip
    return page.close(len(_POINTS_HEADS))


def _lost(one: IndicatorScore) -> int | float | None:
    if one.how in NUMBERED:
        return None
    lost = sum(_of_cases(one.facts)) if one.how is How.FAULTS else one.cases - one.good
    return int(lost) if lost == int(lost) else lost


def _of_cases(facts: Sequence[Fact]) -> list[float]:
    """What each case lost: the facts of one case are lost once."""
    found: dict[tuple[str, ...], float] = {}
    for fact in facts:
        case = fact.case or fact.identity
        found[case] = max(found.get(case, 0.0), fact.share)
    return list(found.values())


def _each(one: IndicatorScore) -> float | None:
    if one.how not in (How.FAULTS, How.AMOUNT) or one.rate is None:
        return None
    return one.each


def _rate(one: IndicatorScore, row: int, counted: str) -> str:
    how = {
        How.SHARE: f"(H{row}-I{row})/H{row}",
        How.FAULTS: f"MAX(0,F{row}-K{row}*MAX(0,I{row}-L{row}))/F{row}",
        How.BALLOTS: f"J{row}/100",
        How.AMOUNT: f"IF(K{row}>0,MIN(1,J{row}/K{row}),0)",
    }[one.how]
    return f'=IF(Q{row}="{counted}",{how},"")'


def _remark(one: IndicatorScore) -> str:
    said = [one.because.text()] if one.because else []
    if one.doubtful:
        said.append(say("few cases: no ground for naming"))
    if one.waived:
        said.append(say("{n} more are already deducted elsewhere", n=one.waived))
    return say("; ").join(said)


def _write_lost(page: _Page, scores: Scores, registers: str) -> int:
    page.heads([(say(head), width) for head, width in _LOST_HEADS],
               say("Write what you object to and why in the last column, line by line."))
    for total in scores.totals:
        for one in total.indicators:
            for fact in one.facts:
                said = fact.said.text() if fact.said else ""
                if one.standing is not Standing.COUNTED:
                    said = say("{said} (too few, not scored)", said=said)
                row = page.at
                page.line((
                    label(total), one.code, one.name, str(fact.origin), shown_key(fact.record), fact.title, fact.step,
                    fact.person, fact.due, fact.done, fact.days_over or None, float(fact.points), said, fact.basis, "",
                ))  # fmt: skip
                if row - _FIRST < LINKED and fact.origin.row:
                    page.sheet.write_url(row, 3, _link(fact.origin, registers), page.forms["link"], str(fact.origin))
    return page.close(len(_LOST_HEADS))


def _link(origin: Origin, registers: str) -> str:
    sheet = origin.sheet.replace("'", "''")
    return f"external:{registers}/{origin.workbook}#'{sheet}'!{origin.column or 'A'}{origin.row}"


def _write_merits(page: _Page, scores: Scores) -> int:
    heads = (("Scored subject", 16), ("Code", 7), ("Item", 20), ("Kind of group", 8), ("Times", 7), ("Each", 8),
             ("Points", 9), ("Document", 26), ("Document's day", 11), ("Matter", 36), ("Remark", 34))
    page.heads([(say(head), width) for head, width in heads])
    for total in scores.totals:
        for merit in total.merits:
            page.line((
                label(total), merit.code, merit.name, merit.nature, float(merit.times), float(merit.each),
                float(merit.points), merit.number, merit.day, merit.matter,
                merit.because.text() if merit.because else "",
            ))  # fmt: skip
    return page.close(len(heads))


def _write_totals(page: _Page, scores: Scores, settings: Settings, points_last: int, merits_last: int) -> None:
    parts = list(dict.fromkeys(one.category for total in scores.totals for one in total.indicators))
    heads = [
        ("Scored subject", 20), ("Compared within", 12), *((part, 10) for part in parts),
        ("Bonus", 8), ("Deduction", 8), ("Total", 9), ("Place in class", 8), ("Place overall", 8),
        ("Not scored, spread", 10), ("Cases due", 8), ("Proposed grade", 10),
        ("Remark", 44),
    ]  # fmt: skip
    page.heads([(say(head) if head not in parts else head, width) for head, width in heads],
               say("Totals are reckoned from the other sheets. Grades are proposals from unrounded scores."))
    points, merits = _ref(POINTS), _ref(MERITS)
    for total in scores.totals:
        row, name = page.at + 1, label(total)
        of = total.categories
        names, codes = _range(points, "A", points_last), _range(points, "B", points_last)
        earned = _range(points, "O", points_last)
        sums: list[object] = []
        for n, part in enumerate(parts):
            formula = f"=SUMIFS({earned},{names},$A{row},{codes},{letter(2 + n)}${_HEAD_ROW + 1})"
            sums.append((formula, of[part]) if part in of else None)
        bonus, deduction = letter(2 + len(parts)), letter(3 + len(parts))
        given = []
        for cap, nature, value in (
            (settings.bonus_cap, BONUS, total.bonus), (settings.deduction_cap, DEDUCTION, total.deduction),
        ):  # fmt: skip
            chosen = f'{_range(merits, "A", merits_last)},$A{row},{_range(merits, "D", merits_last)},"{nature}"'
            given.append((f"=MIN({cap},SUMIFS({_range(merits, 'G', merits_last)},{chosen}))", value))
        whole: object = None
        if total.score is not None:
            whole = (f"=MAX(0,SUM({letter(2)}{row}:{letter(1 + len(parts))}{row})+{bonus}{row}-{deduction}{row})",
                     total.score)
        note = total.note.text() if total.note else ""
        page.line((name, total.class_, *sums, *given, whole, total.place_in_class, total.place, float(total.spread),
                   total.cases, total.grade, note))
    page.close(len(heads))


def _write_ballots(page: _Page, scores: Scores) -> None:
    heads = (("Class of raters", 16), ("Scored subject", 20), ("Valid ballots", 9), ("Mean of 100", 9), ("Counted", 9))
    page.heads([(say(head), width) for head, width in heads], say("By class of raters only; ballots stay closed."))
    for one in scores.ballots:
        page.line((one.rater_class, one.subject, one.valid, one.mean, say("yes") if one.counted else say("no")))
    page.close(len(heads))
    page.at += 1
    void = Counter((one.rater_class, one.because.text()) for one in scores.void)
    page.line((say("Class of raters"), say("Reason"), say("Void ballots")))
    for (rater_class, reason), n in sorted(void.items()):
        page.line((rater_class, reason, n))


def _ref(name: str) -> str:
    return f"'{say(name)}'"


def _range(sheet: str, column: str, last: int) -> str:
    """A column of a sheet from its first line to its last, as a formula names it."""
    return f"{sheet}!${column}${_FIRST + 1}:${column}${last}"
