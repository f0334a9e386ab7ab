"""考核底稿.xlsx: scores that unfold to their rows; every total is a live formula, stored with the program's figure."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from officebatch.model.measure import Subject
from officebatch.model.origin import letter
from officebatch.model.register import shown_key
from officebatch.model.score import STANDING_TITLES, How, Standing
from officebatch.outputs.score_page import FIRST, HEAD_ROW, Pages
from officebatch.outputs.workbooks import LINKED, link, made
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officebatch.model.score import Fact, IndicatorScore, Scores, Total
    from officebatch.outputs.score_page import Page
    from officebatch.rulebook.settings import Settings

TOTALS, POINTS, LOST, BALLOTS, MERITS = (
    marked("Score table"), marked("Points by indicator"), marked("Rows that lost points"), marked("Ballot statistics"),
    marked("Bonus and deduction"),
)  # fmt: skip
BONUS, DEDUCTION = "加分", "扣分"
NUMBERED = (How.BALLOTS, How.AMOUNT)
_SUBJECT = (marked("Scored subject"), 16)
_POINTS_HEADS = (
    _SUBJECT, (marked("Part"), 11), (marked("Kind of group"), 8), (marked("Code"), 7), (marked("Indicator"), 24),
    (marked("Full mark"), 8), (marked("Counts for"), 9), (marked("Cases due"), 7), (marked("Lost"), 7),
    (marked("Mean of 100, or amount"), 9), (marked("Off for each, or amount for full marks"), 10),
    (marked("Faults free"), 7), (marked("Rate"), 9), (marked("Given back by appeals"), 8), (marked("Points"), 9),
    (marked("Points lost by rows"), 10), (marked("State"), 15), (marked("Remark"), 34), (marked("Resting on"), 30),
)  # fmt: skip
_LOST_HEADS = (
    _SUBJECT, (marked("Code"), 7), (marked("Indicator"), 20), (marked("Where it stands"), 26),
    (marked("Record"), 18), (marked("Matter"), 36), (marked("Step or check"), 10), (marked("Person"), 9),
    (marked("Day it was due"), 11), (marked("Done on"), 11), (marked("Working days over"), 9),
    (marked("Points off"), 9), (marked("What"), 34), (marked("Resting on"), 30), (marked("Objection"), 26),
)  # fmt: skip


def score_book(scores: Scores, settings: Settings, registers: str) -> bytes:
    """The workbook. registers: where the registers lie as seen from its folder, for links."""
    title = say("Score book of {period}, as of {day}", period=scores.period.name, day=scores.as_of.isoformat())

    def fill(book: Any) -> None:
        pages = Pages(book, title)
        totals, points = pages.add(TOTALS), pages.add(POINTS)
        lost, ballots, merits = pages.add(LOST), pages.add(BALLOTS), pages.add(MERITS)
        lost_last = _write_lost(lost, scores, registers)
        points_last = _write_points(points, scores, lost_last)
        merits_last = _write_merits(merits, scores)
        _write_totals(totals, scores, settings, points_last, merits_last)
        _write_ballots(ballots, scores)

    return made(title, fill)


def label(total: Total) -> str:
    """How a subject is named in the book: people with their department, since names are not unique."""
    if total.subject_kind is not Subject.PERSON:
        return total.subject
    return say("{name} ({department})", name=total.subject, department=total.department)


def _write_points(page: Page, scores: Scores, lost_last: int) -> int:
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


def _write_lost(page: Page, scores: Scores, registers: str) -> int:
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
                if row - FIRST < LINKED and fact.origin.row:
                    page.sheet.write_url(row, 3, link(fact.origin, registers), page.forms["link"], str(fact.origin))
    return page.close(len(_LOST_HEADS))


def _write_merits(page: Page, scores: Scores) -> int:
    heads = (
        (say("Scored subject"), 16), (say("Code"), 7), (say("Item"), 20), (say("Kind of group"), 8),
        (say("Times"), 7), (say("Each"), 8), (say("Points"), 9), (say("Document"), 26), (say("Document's day"), 11),
        (say("Matter"), 36), (say("Remark"), 34),
    )  # fmt: skip
    page.heads(heads)
    for total in scores.totals:
        for merit in total.merits:
            page.line((
                label(total), merit.code, merit.name, merit.nature, float(merit.times), float(merit.each),
                float(merit.points), merit.number, merit.day, merit.matter,
                merit.because.text() if merit.because else "",
            ))  # fmt: skip
    return page.close(len(heads))


def _write_totals(page: Page, scores: Scores, settings: Settings, points_last: int, merits_last: int) -> None:
    parts = list(dict.fromkeys(one.category for total in scores.totals for one in total.indicators))
    heads = (
        (say("Scored subject"), 20), (say("Compared within"), 12), *((part, 10) for part in parts),
        (say("Bonus"), 8), (say("Deduction"), 8), (say("Total"), 9), (say("Place in class"), 8),
        (say("Place overall"), 8), (say("Not scored, spread"), 10), (say("Cases due"), 8),
        (say("Proposed grade"), 10), (say("Remark"), 44),
    )  # fmt: skip
    page.heads(heads, say("Totals are reckoned from the other sheets. Grades are proposals from unrounded scores."))
    points, merits = _ref(POINTS), _ref(MERITS)
    for total in scores.totals:
        row, name = page.at + 1, label(total)
        of = total.categories
        names, codes = _range(points, "A", points_last), _range(points, "B", points_last)
        earned = _range(points, "O", points_last)
        sums: list[object] = []
        for n, part in enumerate(parts):
            formula = f"=SUMIFS({earned},{names},$A{row},{codes},{letter(2 + n)}${HEAD_ROW + 1})"
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


def _write_ballots(page: Page, scores: Scores) -> None:
    heads = (
        (say("Class of raters"), 16), (say("Scored subject"), 20), (say("Valid ballots"), 9),
        (say("Mean of 100"), 9), (say("Counted"), 9),
    )  # fmt: skip
    page.heads(heads, say("By class of raters only; ballots stay closed."))
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
    return f"{sheet}!${column}${FIRST + 1}:${column}${last}"
