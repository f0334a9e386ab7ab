"""Who was in the post, and there, for less than half of a period: a work sheet, no place and no grade."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from officebatch.model.score import Period
    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import Person


def too_short(person: Person, rules: RuleBook, period: Period) -> bool:
    """Whether a person held the post and was not away (sheet 外出) on less than half of the period's days."""
    away = [a for a in rules.absences if a.person == person.name and len(rules.people_by_name[person.name]) == 1]
    if not away and person.since is None and person.until is None:
        return False
    first, last = max(person.since or period.first, period.first), min(person.until or period.last, period.last)
    there = {first + timedelta(days=n) for n in range((last - first).days + 1)}
    for absence in away:
        there -= {absence.first + timedelta(days=n) for n in range((absence.last - absence.first).days + 1)}
    return 2 * len(there) < (period.last - period.first).days + 1
