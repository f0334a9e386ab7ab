"""How people and kinds of work are called in activity ledgers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.wording import say

if TYPE_CHECKING:
    from officebatch.model.work import Doer, Figures
    from officebatch.rulebook.rules import RuleBook


def named(doer: Doer, rules: RuleBook) -> str:
    """A person by name, of namesakes with the department."""
    alone = len(rules.people_by_name.get(doer.name, ())) < 2
    return doer.name if alone else say("{name} ({department})", name=doer.name, department=doer.department)


def superior(doer: Doer, rules: RuleBook) -> str:
    """The head of the person's department; of a head the leader in charge; "" where the rule book names none."""
    department = rules.department(doer.department)
    if department is None:
        return ""
    return department.leader if department.head == doer.name else department.head


def item(of: Figures) -> str:
    """A kind of work as people read it."""
    return of.item or say("not classified")
