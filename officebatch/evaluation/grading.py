"""Places and proposed grades: from unrounded scores, quota by rounding as set, ties left to people."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from officebatch.evaluation.merits import DEDUCTION
from officebatch.model.measure import Subject
from officebatch.model.score import Said
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from officebatch.evaluation.terms import Terms
    from officebatch.model.score import Total
    from officebatch.rulebook.judging import Grade
    from officebatch.rulebook.rules import RuleBook

SAME = 9  # decimals up to which two scores are the same: what is left is the order of adding
TIED = marked("tied at the last place of {grade}: for the leading group to decide")
OVER = marked("reaches {grade}, beyond its {quota} places")
OVER_CLASS = marked("reaches {grade}, beyond the places of its class: for the leading group to decide")
LITTLE = marked("{share} of the marks could be scored, less than {least}%: no grade proposed")
SHEET_ONLY = marked("in the post and there for less than half of the period: a work sheet only")
NO_FACTS = marked("would be {grade}, but with {n} facts, fewer than {least}: no grade proposed")
TO_REVIEW = marked("{grade} by {n} facts: to be reviewed by two people before it is decided")
VETOED = marked("vetoed: not eligible for {grade}")
_ROUND: Mapping[str, Callable[[float], int]] = {
    "取整": lambda n: math.floor(n + 1e-9),
    "四舍五入": lambda n: math.floor(n + 0.5 + 1e-9),
    "进一": lambda n: math.ceil(n - 1e-9),
}


def graded(totals: Sequence[Total], rules: RuleBook, on_terms: Terms | None = None) -> list[Total]:
    """The totals with their places, and a proposed grade for each department and person, where the period has grades.

    People are graded within their rank, with a quota of their own; a fail needs facts."""
    placed = _placed(totals)
    if on_terms is not None and not on_terms.grades:
        return placed
    departments = [t for t in placed if t.subject_kind is Subject.DEPARTMENT and t.ranked]
    found = _grades(departments, rules, lambda grade: grade.quota, rules.settings.quota_class)
    people = [t for t in placed if t.subject_kind is Subject.PERSON and t.ranked]
    for rank in dict.fromkeys(t.class_ for t in people):
        own = [t for t in people if t.class_ == rank]
        found |= _grades(own, rules, lambda grade: rules.settings.people_quota if grade.quota else "", 0)
    return [_failing(found.get(id(t), t), rules) for t in placed]


def _grades(
    totals: Sequence[Total], rules: RuleBook, quota_of: Callable[[Grade], str], per_class: int
) -> dict[int, Total]:
    """By the identity of the total it was, each with its grade."""
    least, scored = rules.settings.grade_from, [t for t in totals if t.score is not None]
    held = {_who(t): id(t) for t in scored}
    found = {_who(t): replace(t, note=_little(t, least)) for t in scored if t.scored * 100 < least}
    left = [t for t in scored if _who(t) not in found]
    grades = sorted(rules.grades, key=lambda g: -g.lowest)
    for at, sheet in enumerate(grades):
        grade = replace(sheet, quota=quota_of(sheet))
        reached = [t for t in left if _key(t) >= grade.lowest]
        taken, refused = _within(reached, grade, len(scored), rules, per_class)
        found |= {_who(t): replace(t, grade=grade.name) for t in taken}
        if at + 1 == len(grades):
            found |= {_who(t): t for t in refused}
        left = [*refused, *(t for t in left if _key(t) < grade.lowest)]
    return {held[who]: total for who, total in found.items()}


def _who(total: Total) -> tuple[str, str]:
    return total.subject, total.department


def _failing(total: Total, rules: RuleBook) -> Total:
    """The lowest grade of a person rests on facts and on a review by people, or is not proposed."""
    lowest = min(rules.grades, key=lambda g: g.lowest, default=None)
    if total.subject_kind is not Subject.PERSON or lowest is None or total.grade != lowest.name:
        return total
    facts = sum(len(one.facts) for one in total.indicators if one.rate is not None)
    facts += sum(line.nature == DEDUCTION and line.points > 0 for line in total.merits)
    values = (("grade", lowest.name), ("n", str(facts)), ("least", str(rules.settings.fail_facts)))
    if facts < rules.settings.fail_facts:
        return replace(total, grade="", note=Said(NO_FACTS, values))
    return replace(total, note=Said(TO_REVIEW, values))


def _little(total: Total, least: int) -> Said:
    return Said(LITTLE, (("share", f"{total.scored:.0%}"), ("least", str(least))))


def _key(total: Total) -> float:
    return round(total.score or 0.0, SAME)


def _placed(totals: Sequence[Total]) -> list[Total]:
    """People are compared within their rank only, the office with nobody; who gets a work sheet only has no place."""
    keys: dict[tuple[Subject, str | None], list[float]] = {}
    for total in totals:
        if total.score is not None and total.ranked:
            for class_ in (None, total.class_):
                keys.setdefault((total.subject_kind, class_), []).append(-_key(total))
    for held in keys.values():
        held.sort()

    def place(total: Total, class_: str | None) -> int:
        return 1 + bisect_left(keys[total.subject_kind, class_], -_key(total))

    return [_with_place(total, place) for total in totals]


def _with_place(total: Total, place: Callable[[Total, str | None], int]) -> Total:
    if not total.ranked:
        return replace(total, note=Said(SHEET_ONLY)) if total.subject_kind is Subject.PERSON else total
    if total.score is None or total.subject_kind is Subject.OFFICE:
        return total
    overall = place(total, None) if total.subject_kind is Subject.DEPARTMENT else None
    return replace(total, place=overall, place_in_class=place(total, total.class_))


def _within(
    reached: Sequence[Total], grade: Grade, taking_part: int, rules: RuleBook, per_class: int
) -> tuple[list[Total], list[Total]]:
    """Who gets the grade, and who reached it and does not, with the reason."""
    allowed = [t for t in reached if not (t.vetoed and grade.quota)]
    refused = [replace(t, note=_said(VETOED, grade)) for t in reached if t.vetoed and grade.quota]
    if not grade.quota:
        return allowed, refused
    places = quota(grade.quota, taking_part, rules.settings.quota_rounding)
    over = list(refused)
    if per_class:
        kept: list[Total] = []
        for class_ in dict.fromkeys(t.class_ for t in allowed):
            own, beyond = _cut([t for t in allowed if t.class_ == class_], per_class, grade, OVER_CLASS)
            kept += own
            over += beyond
        allowed = kept
    taken, beyond = _cut(allowed, places, grade, OVER)
    return taken, [*over, *beyond]


def _cut(
    totals: Sequence[Total], places: int, grade: Grade, message: str
) -> tuple[list[Total], list[Total]]:
    """The best so many; where the last place is shared by more than there is room for, none of those gets it."""
    ranked = sorted(totals, key=lambda t: -_key(t))
    if len(ranked) <= places:
        return ranked, []
    cut = _key(ranked[places])
    inside = [t for t in ranked[:places] if _key(t) > cut]
    tied = {_who(t) for t in ranked if _key(t) == cut} if len(inside) < places else set()
    over = [
        replace(t, note=_said(TIED, grade) if _who(t) in tied else _said(message, grade, places))
        for t in ranked[len(inside) :]
    ]
    return inside, over


def quota(written: str, taking_part: int, rounding: str) -> int:
    """`30%` of those taking part, rounded as set, or a number as it is."""
    text = written.strip()
    if text.endswith(("%", "％")):
        return _ROUND[rounding](float(text[:-1]) * taking_part / 100)
    return int(float(text)) if float(text) >= 1 else _ROUND[rounding](float(text) * taking_part)


def _said(message: str, grade: Grade, places: int = 0) -> Said:
    return Said(message, (("grade", grade.name), ("quota", str(places))))
