"""How the papers of an evaluation say a period, points and the days of its course."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from officebatch.model.evaluation import lost_lines
from officebatch.model.measure import Subject
from officebatch.model.register import shown_key
from officebatch.model.score import STANDING_TITLES, How, Standing
from officebatch.model.workdays import Workdays
from officebatch.outputs import variables as var
from officebatch.outputs.words import day
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from officebatch.model.evaluation import Evaluation, Lost
    from officebatch.model.score import IndicatorScore, Period, Scores, Total
    from officebatch.outputs.desk import Desk
    from officebatch.rulebook.rules import RuleBook

QUARTERS = (marked("first quarter of {year}"), marked("second quarter of {year}"), marked("third quarter of {year}"),
            marked("fourth quarter of {year}"))  # fmt: skip
HALVES = (marked("first half of {year}"), marked("second half of {year}"))
PERIOD = (
    var.value("期间", marked("the period evaluated"), "2026年第四季度"),
    var.value("期初", marked("first day of the period"), "2026年10月1日"),
    var.value("期末", marked("last day of the period"), "2026年12月31日"),
)
EDITION = var.value("版次", marked("edition of the result: 1 before any appeal changed it"), 1)
SAME = 5e-9  # points up to which two scores are the same


def period_words(period: Period) -> str:
    """2026年第四季度, 2026年下半年, 2026年11月, 2026年度; the days of any other."""
    found = re.fullmatch(r"(\d{4})(?:Q(\d)|H(\d)|-(\d\d))?", period.name)
    if found is None:
        return say("{first} to {last}", first=day(period.first), last=day(period.last))
    year, quarter, half, month = found.groups()
    if quarter:
        return say(QUARTERS[int(quarter) - 1], year=year)
    if half:
        return say(HALVES[int(half) - 1], year=year)
    return say("{year}-{month}", year=year, month=int(month)) if month else say("the year {year}", year=year)


def period_places(period: Period) -> dict[str, str]:
    """The values of `PERIOD`."""
    return {"期间": period_words(period), "期初": day(period.first), "期末": day(period.last)}


def two(points: float | None) -> str:
    """Two decimals, a dash where there is nothing."""
    return "—" if points is None else f"{points:.2f}"


def signed(points: float | None) -> str:
    """A change: +1.20, -0.50, 0.00; a dash where nothing is to be compared."""
    return "—" if points is None else f"{round(points, 2) + 0.0:+.2f}" if abs(points) >= SAME else "0.00"


def plain(number: float) -> str:
    """A full mark: whole ones without a point."""
    return f"{number:g}"


def lost_cases(one: IndicatorScore) -> str:
    """How many cases lost something, a dash for ballots."""
    if one.how is How.BALLOTS:
        return "—"
    return plain(len(one.facts) if one.how is How.FAULTS or one.rate is None else one.cases - one.good)


def state(one: IndicatorScore) -> str:
    """Points, or why there are none."""
    if one.rate is not None:
        return two(one.points)
    if one.how is How.BALLOTS and one.standing is Standing.FEW:
        return say("too few ballots, not counted")
    return say(STANDING_TITLES[one.standing])


def course(rules: RuleBook, period: Period) -> Mapping[str, date]:
    """The days of an evaluation as the scoring rules announce them: the first and second working day behind the
    period, then the working days sheet 设置 gives."""
    days = Workdays.of(rules.calendar, rules.settings.hours)
    freeze = days.next_working(period.last)
    feedback = days.next_working(freeze)
    return {"冻结": freeze, "反馈": feedback} | terms(rules, feedback)


def terms(rules: RuleBook, feedback: date) -> dict[str, date]:
    """The last day to appeal and the last to answer, from the day the feedback sheets are given out."""
    days, asked = Workdays.of(rules.calendar, rules.settings.hours), rules.settings.appeal_days
    appeal = days.after(feedback, asked)
    return {"申诉": appeal, "答复": days.after(appeal, asked)}


def display_until(rules: RuleBook, first: date) -> date:
    """The last day of public display that begins on a day."""
    return Workdays.of(rules.calendar, rules.settings.hours).after(first, rules.settings.publication_days)


def working(rules: RuleBook, of: date) -> bool:
    """Whether a day is worked."""
    days = Workdays.of(rules.calendar, rules.settings.hours)
    return bool(days.is_working(np.array([of], dtype="datetime64[D]"))[0])


def departments(scores: Scores) -> tuple[Total, ...]:
    """The departments' totals: class by class in the order the classes first come, in 建制序 within each."""
    totals = scores.of(Subject.DEPARTMENT)
    classes = list(dict.fromkeys(total.class_ for total in totals))
    return tuple(sorted(totals, key=lambda total: classes.index(total.class_)))


def parts(totals: Sequence[Total]) -> list[str]:
    """The categories these totals have points in, in the order of sheet 指标."""
    scored = {one.category for total in totals for one in total.indicators if one.rate is not None}
    return [part for part in dict.fromkeys(o.category for t in totals for o in t.indicators) if part in scored]


def earned(total: Total, part: str) -> float | None:
    """The points of a category, None where nothing of it was scored."""
    held = [one.points for one in total.indicators if one.category == part and one.rate is not None]
    return sum(held) if held else None


def change(of: Evaluation, total: Total) -> float | None:
    """Against the period before, None where one of the two has no score."""
    if of.earlier is None or total.score is None:
        return None
    before = of.earlier.score(total.subject_kind, total.subject, total.department)
    return None if before is None or before.score is None else total.score - before.score


def moved(of: Evaluation, total: Total) -> str:
    """原分→现分 where appeals changed a score, else ""."""
    before = of.was(total)
    if before is None or before.score is None or total.score is None or abs(total.score - before.score) < SAME:
        return ""
    return f"{two(before.score)}→{two(total.score)}"


def appealed(of: Evaluation, total: Total) -> str:
    """What appeals did to a subject: how its score changed, that all of its own were kept, else a dash."""
    before = of.was(total)
    if moved(of, total) and before is not None:
        return say("changed {points}", points=signed((total.score or 0.0) - (before.score or 0.0)))
    return say("kept") if any(not review.alike and review.department == total.subject for review in of.reviews) else "—"


def own_lines(desk: Desk, scores: Scores, subject: str) -> tuple[list[Lost], int]:
    """What a subject lost points by and may read, the dearest indicator's first as they stand, and how many are inner
    matters that are told at the office alone."""
    own = [one for one in lost_lines(scores) if one.subject == subject]
    shown = [one for one in own if not desk.records.inner(one.origin)]
    return shown, len(own) - len(shown)


def matter(one: Lost) -> str:
    """Number and title of what a line is about."""
    return f"{shown_key(one.record)} {one.title}".strip()

