"""Measures every subject: the departments in 建制序, the office apart, then the people in the order of sheet 人员."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.evaluation.ground import Ground, ground, period
from officebatch.evaluation.registry import MeasureFacts, all_measures
from officebatch.evaluation.share import Share
from officebatch.model.measure import Measure, Subject
from officebatch.model.vocabulary import HolderKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    import pandas as pd

    from officebatch.model.deadline import Deadlines
    from officebatch.model.finding import Finding
    from officebatch.model.office import Office
    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import Department, Person


def titles() -> Mapping[str, str]:
    """Measure code → the message id of its title."""
    return {facts.code: facts.title for facts in all_measures()}


def measure(
    office: Office, rules: RuleBook, as_of: date, deadlines: Deadlines, findings: Sequence[Finding]
) -> tuple[Measure, ...]:
    """All measures. A department and the office have each of theirs; a person only those with something to count."""
    on = ground(office, rules, period(rules, as_of), deadlines, findings)
    return tuple(
        found
        for share in shares(on)
        for facts in all_measures()
        if share.kind in facts.subjects
        if (found := _measure(share, facts, rules.settings.rate_from)).denominator or share.kind is not Subject.PERSON
    )


def _measure(share: Share, facts: MeasureFacts, rate_from: int) -> Measure:
    tally = facts.tally(share)
    return Measure(
        code=facts.code,
        title=facts.title,
        subject_kind=share.kind,
        subject=share.name,
        numerator=tally.numerator,
        denominator=tally.denominator,
        counts=facts.rate and tally.denominator >= rate_from,
        rated=facts.rate,
        per=facts.per,
        proofs=tally.proofs,
    )


def shares(on: Ground) -> Iterator[Share]:
    """Every subject's share: departments, the office, people with something to count."""
    office = on.rules.settings.office_department
    of_office = np.flatnonzero((on.lines["holder_kind"] == HolderKind.OFFICE.value).to_numpy())
    by_holder, by_person = _grouped(on.lines, "holder"), _grouped(on.lines, "person")
    for department in sorted(on.rules.departments, key=lambda d: d.order):
        if department.name != office and evaluated(department, on.period.last):
            places = by_holder.get(department.name, _NONE)
            yield Share(on, Subject.DEPARTMENT, department.name, department.name, places)
    yield Share(on, Subject.OFFICE, office, office, of_office)
    for person in on.rules.people:
        if person.name not in on.rules.leaders and person.name in by_person:
            lines = _own(on, by_person[person.name], person)
            yield Share(on, Subject.PERSON, person.name, person.department, lines)


_NONE = np.empty(0, dtype=np.int64)


def _grouped(lines: pd.DataFrame, column: str) -> dict[str, np.ndarray]:
    """Line positions of each word of a column, in their order."""
    codes, words = lines[column].cat.codes.to_numpy(), lines[column].cat.categories
    order = np.argsort(codes, kind="stable")
    ends = np.searchsorted(codes[order], np.arange(len(words) + 1))
    return {str(word): order[ends[n] : ends[n + 1]] for n, word in enumerate(words) if ends[n] < ends[n + 1]}


def _own(on: Ground, lines: np.ndarray, person: Person) -> np.ndarray:
    """The lines of a person; of people of one name, those their own department holds."""
    if len(on.rules.people_by_name[person.name]) == 1:
        return lines
    own: np.ndarray = lines[(on.lines["holder"].iloc[lines] == person.department).to_numpy()]
    return own


def evaluated(department: Department, day: date) -> bool:
    """Whether a department takes part in the evaluation on a day."""
    stands = (department.valid_from or day) <= day <= (department.valid_to or day)
    return department.evaluated and stands
