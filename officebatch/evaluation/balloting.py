"""Who rates whom by ballot: the classes of raters of sheet 指标, nobody his own department."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.evaluation.methods.rated import item_weights
from officebatch.model.ballot import Ballot
from officebatch.model.measure import Subject

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from officebatch.rulebook.judging import Indicator
    from officebatch.rulebook.rules import RuleBook

METHOD, ITEMS = "S105", "评议项目"
LEADERS, IN_CHARGE, PEERS, OFFICE = "领导", "分管领导", "同级", "办公室"


def classes(rules: RuleBook) -> tuple[str, ...]:
    """The classes of raters that rate departments or the office, in the order of sheet 指标."""
    return tuple(dict.fromkeys(word for i in _rated(rules) for word in _classes(i)))


def unknown(rules: RuleBook, counts: Mapping[str, int]) -> tuple[str, ...]:
    """The classes of which nobody said how many raters there are, and the rule book does not tell."""
    return tuple(c for c in classes(rules) if c not in (LEADERS, IN_CHARGE, PEERS, OFFICE) and c not in counts)


def ballots(rules: RuleBook, period: str, day: date, counts: Mapping[str, int]) -> tuple[Ballot, ...]:
    """The ballots of a period, without numbers: one a leader, a leader's departments apart where a class is for them,
    one a department that takes part, one a person of the office, and as many as counted of the others.

    Departments are those that stand on the day. counts: class → how many, instead of what the rule book tells.
    """
    return tuple(ballot for class_ in classes(rules) for ballot in _of_class(rules, period, day, class_, counts))


def _of_class(
    rules: RuleBook, period: str, day: date, class_: str, counts: Mapping[str, int]
) -> Iterator[Ballot]:
    subjects, items = _subjects(rules, class_, day), _items(rules, class_)
    taking = [d for d in rules.departments if d.name in subjects]

    def one(own: str, rated: tuple[str, ...]) -> Ballot:
        return Ballot("", period, class_, own, rated, items)

    apart = IN_CHARGE in classes(rules)
    led = {p.name: tuple(d.name for d in taking if d.leader == p.name) for p in rules.people if p.rank == LEADERS}
    if class_ in counts and class_ != PEERS:
        made = [one("", subjects) for _ in range(counts[class_])]
    elif class_ == LEADERS:
        rest = {name: tuple(s for s in subjects if not apart or s not in own) for name, own in led.items()}
        made = [one("", rated) for rated in rest.values() if rated]
    elif class_ == IN_CHARGE:
        made = [one("", own) for own in led.values() if own]
    elif class_ == PEERS:
        voting = [d.name for d in taking if d.name != rules.settings.office_department]
        made = [one(name, tuple(s for s in subjects if s != name)) for name in voting]
    elif class_ == OFFICE:
        office = rules.settings.office_department
        own_too = any(i.subject == Subject.OFFICE.value and OFFICE in _classes(i) for i in _rated(rules))
        rated = subjects if own_too else tuple(s for s in subjects if s != office)
        made = [one("", rated) for p in rules.people if p.department == office]
    else:
        made = []
    yield from made


def _subjects(rules: RuleBook, class_: str, day: date) -> tuple[str, ...]:
    kinds = {i.subject for i in _rated(rules) if class_ in _classes(i)}
    office = rules.settings.office_department
    standing = [
        d.name for d in sorted(rules.departments, key=lambda d: d.order)
        if d.evaluated and (d.valid_from or day) <= day <= (d.valid_to or day)
    ]  # fmt: skip
    departments = [name for name in standing if name != office] if Subject.DEPARTMENT.value in kinds else []
    return (*departments, *([office] if Subject.OFFICE.value in kinds else []))


def _items(rules: RuleBook, class_: str) -> tuple[str, ...]:
    """What the class rates: the names in 权重 of its first line that has some, else list 评议项目 of sheet 选项."""
    for i in _rated(rules):
        weights = item_weights(tuple(w for w in i.parameters.get("权重", "").split("、") if w))
        if class_ in _classes(i) and weights:
            return tuple(weights)
    return tuple(dict.fromkeys(rules.choice_lists.get(ITEMS, {}).values()))


def _rated(rules: RuleBook) -> Iterator[Indicator]:
    kinds = (Subject.DEPARTMENT.value, Subject.OFFICE.value)
    return (i for i in rules.indicators if i.measure == METHOD and i.subject in kinds)


def _classes(of: Indicator) -> tuple[str, ...]:
    return tuple(word for word in of.parameters.get("评议人类别", "").split("、") if word)
