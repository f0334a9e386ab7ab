"""Places and proposed grades: from unrounded scores, quota by rounding as set, ties left to people."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from officebatch.model.measure import Subject
from officebatch.model.score import Said
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from officebatch.model.score import Total
    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import Grade

SAME = 9  # decimals up to which two scores are the same: what is left is the order of adding
TIED = marked("tied at the last place of {grade}: for the leading group to decide")
OVER = marked("reaches {grade}, beyond its {quota} places")
OVER_CLASS = marked("reaches {grade}, beyond the places of its class: for the leading group to decide")
LITTLE = marked("{share} of the marks could be scored, less than {least}%: no grade proposed")
VETOED = marked("vetoed: not eligible for {grade}")
_ROUND: Mapping[str, Callable[[float], int]] = {
    "取整": lambda n: math.floor(n + 1e-9),
    "四舍五入": lambda n: math.floor(n + 0.5 + 1e-9),
    "进一": lambda n: math.ceil(n - 1e-9),
}


def graded(totals: Sequence[Total], rules: RuleBook) -> list[Total]:
    """The totals with their places, and a proposed grade for each department."""
    placed = [_placed(total, totals) for total in totals]
    grades = sorted(rules.grades, key=lambda g: -g.lowest)
    departments = [t for t in placed if t.subject_kind is Subject.DEPARTMENT and t.score is not None]
    least = rules.settings.grade_from
    found = {t.subject: replace(t, note=_little(t, least)) for t in departments if t.scored * 100 < least}
    left = [t for t in departments if t.subject not in found]
    for at, grade in enumerate(grades):
        reached = [t for t in left if _key(t) >= grade.lowest]
        taken, refused = _within(reached, grade, len(departments), rules)
        lower = grades[at + 1] if at + 1 < len(grades) else None
        found |= {t.subject: replace(t, grade=grade.name) for t in taken}
        if lower is None:
            found |= {t.subject: t for t in refused}
        left = [*refused, *(t for t in left if _key(t) < grade.lowest)]
    return [found.get(t.subject, t) if t.subject_kind is Subject.DEPARTMENT else t for t in placed]


def _little(total: Total, least: int) -> Said:
    return Said(LITTLE, (("share", f"{total.scored:.0%}"), ("least", str(least))))


def _key(total: Total) -> float:
    return round(total.score or 0.0, SAME)


def _placed(total: Total, totals: Sequence[Total]) -> Total:
    """People are compared within their rank only, the office with nobody."""
    if total.score is None or total.subject_kind is Subject.OFFICE:
        return total
    beside = [t for t in totals if t.subject_kind is total.subject_kind and t.score is not None]
    of_class = [t for t in beside if t.class_ == total.class_]
    place = 1 + sum(_key(t) > _key(total) for t in beside) if total.subject_kind is Subject.DEPARTMENT else None
    return replace(total, place=place, place_in_class=1 + sum(_key(t) > _key(total) for t in of_class))


def _within(
    reached: Sequence[Total], grade: Grade, taking_part: int, rules: RuleBook
) -> tuple[list[Total], list[Total]]:
    """Who gets the grade, and who reached it and does not, with the reason."""
    allowed = [t for t in reached if not (t.vetoed and grade.quota)]
    refused = [replace(t, note=_said(VETOED, grade)) for t in reached if t.vetoed and grade.quota]
    if not grade.quota:
        return allowed, refused
    places = quota(grade.quota, taking_part, rules.settings.quota_rounding)
    per_class, over = rules.settings.quota_class, list(refused)
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
    tied = {t.subject for t in ranked if _key(t) == cut} if len(inside) < places else set()
    over = [
        replace(t, note=_said(TIED, grade) if t.subject in tied else _said(message, grade, places))
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
