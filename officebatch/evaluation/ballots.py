"""Ballots: which are void and why, and what a class of raters gave a subject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from officebatch.model.measure import Subject
from officebatch.model.score import Said, VoidBallot
from officebatch.model.vocabulary import Kind
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from officebatch.model.office import Office
    from officebatch.model.register import Register
    from officebatch.model.score import Period
    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.settings import Settings

BEST = 100.0
HIGH = 90.0
SUBJECTS_FOR_HIGH = 3  # on a ballot about one or two, a high mark is no pattern
OUT_OF_RANGE = marked("a mark is missing, or not between 0 and 100")
ALL_ALIKE = marked("all marks are alike")
ITSELF = marked("it rates the rater's own department")
DOUBLED = marked("its number stands twice, for the same subject and item")
TOO_HIGH = marked("more than {percent} % of the subjects got 90 and more")


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of a register of ballots."""

    register: str
    row: int
    rater_class: str
    ballot: str
    department: str
    subject: str
    item: str
    score: float | None


@dataclass(frozen=True)
class Ballots:
    """marks: (class, subject) → the valid ballots' marks, item → mark, in the register's order; raters: who gave each
    of them, "" where it does not say. undated: lines that say neither their period nor a day, which count nowhere."""

    marks: Mapping[tuple[str, str], tuple[Mapping[str, float], ...]]
    raters: Mapping[tuple[str, str], tuple[str, ...]]
    void: tuple[VoidBallot, ...]
    undated: int
    read: bool


def ballots(office: Office, rules: RuleBook, period: Period, left_out: set[str]) -> Ballots:
    """The ballots of a period, from every register of ballots that counts."""
    found: dict[tuple[str, str, str], list[Mark]] = {}
    registers = [r for r in office.registers.values() if r.kind is Kind.BALLOTS and r.name not in left_out and r.parts]
    undated = 0
    for register in registers:
        days = _Days(register, period)
        for mark in _marks(register, rules.department_names):
            within = days.within(mark.row)
            undated += within is None
            if within:
                found.setdefault((mark.register, mark.rater_class, mark.ballot), []).append(mark)
    void: list[VoidBallot] = []
    valid: dict[tuple[str, str], list[Mapping[str, float]]] = {}
    raters: dict[tuple[str, str], list[str]] = {}
    mutual = _mutual(rules)
    for (name, rater_class, ballot), marks in found.items():
        if because := _void(marks, rules.settings, mutual):
            void.append(VoidBallot(rater_class, ballot, office.registers[name].origin(marks[0].row), because))
            continue
        for subject, own in _by_subject(marks).items():
            given = {m.item: m.score for m in own if m.score is not None}
            valid.setdefault((rater_class, subject), []).append(given)
            raters.setdefault((rater_class, subject), []).append(own[0].department)
    return Ballots(
        {key: tuple(given) for key, given in valid.items()},
        {key: tuple(names) for key, names in raters.items()},
        tuple(void),
        undated,
        bool(registers),
    )


def mean(given: Sequence[Mapping[str, float]], weights: Mapping[str, float], trim_above: int) -> float:
    """The mean of ballots' marks of 100; above so many ballots without one highest and one lowest. A ballot is the
    weighted mean of its items, of those it has; an item without a weight, where others have one, counts nothing
    unless the ballot has no other."""
    scores = sorted(_score(marks, weights) for marks in given)
    if len(scores) > trim_above:
        scores = scores[1:-1]
    return sum(scores) / len(scores)


def _score(marks: Mapping[str, float], weights: Mapping[str, float]) -> float:
    weighed = {item: weights.get(item, 0.0) for item in marks}
    if not any(weighed.values()):
        weighed = dict.fromkeys(marks, 1.0)
    return sum(marks[item] * weight for item, weight in weighed.items()) / sum(weighed.values())


def _mutual(rules: RuleBook) -> frozenset[tuple[str, str]]:
    """(class, subject) where people rate what they belong to: 互评 of the office's own people."""
    office = rules.settings.office_department
    lines = [i for i in rules.indicators if i.subject == Subject.OFFICE.value and i.parameters.get("互评") == "是"]
    return frozenset((word, office) for i in lines for word in i.parameters.get("评议人类别", "").split("、"))


def _void(
    marks: Sequence[Mark], settings: Settings, mutual: frozenset[tuple[str, str]] = frozenset()
) -> Said | None:
    scores = [m.score for m in marks]
    if any(score is None or not 0 <= score <= BEST for score in scores):
        return Said(OUT_OF_RANGE)
    if len({(m.subject, m.item) for m in marks}) < len(marks):
        return Said(DOUBLED)
    if any(m.department and m.department == m.subject and (m.rater_class, m.subject) not in mutual for m in marks):
        return Said(ITSELF)
    if len(scores) > 1 and len(set(scores)) == 1:
        return Said(ALL_ALIKE)
    means = [sum(m.score or 0.0 for m in own) / len(own) for own in _by_subject(marks).values()]
    high = sum(mean >= HIGH for mean in means)
    if settings.ballots_high and len(means) >= SUBJECTS_FOR_HIGH and high * 100 > settings.ballots_high * len(means):
        return Said(TOO_HIGH, (("percent", str(settings.ballots_high)),))
    return None


def _by_subject(marks: Iterable[Mark]) -> dict[str, list[Mark]]:
    found: dict[str, list[Mark]] = {}
    for mark in marks:
        found.setdefault(mark.subject, []).append(mark)
    return found


def _marks(register: Register, names: Mapping[str, str]) -> Iterator[Mark]:
    """The lines that rate somebody, their marks of 100 where the line says another full mark. A line without a number
    is a ballot of its own. names: every name of a department → its own."""
    fields = {role: register.role(role) for role in ("rater_class", "ballot", "rater", "subject", "item")}
    columns = {role: _texts(register, field) for role, field in fields.items()}
    scored = register.role("score")
    scores = register.frame[scored].to_list() if scored else [None] * len(register)
    best = register.role("full_mark")
    full = register.frame[best].fillna(BEST).to_list() if best else [BEST] * len(register)
    for row, score in enumerate(scores):
        if columns["subject"][row]:
            yield Mark(
                register.name, row, columns["rater_class"][row], columns["ballot"][row] or f"#{row}",
                names.get(columns["rater"][row], columns["rater"][row]), columns["subject"][row], columns["item"][row],
                None if score is None or score != score else float(score) * BEST / (full[row] or BEST),  # noqa: PLR0124  NaN is not itself
            )  # fmt: skip


def _texts(register: Register, field: str | None) -> list[str]:
    if field is None:
        return [""] * len(register)
    return [text if isinstance(text, str) else "" for text in register.frame[field].astype(object).to_list()]


class _Days:
    """Which lines of a register belong to a period: by what they say of it, else by their day."""

    def __init__(self, register: Register, period: Period) -> None:
        self._register, self._period = register, period
        self._said = _texts(register, register.role("period"))
        day = register.role("date")
        self._days = register.frame[day].to_list() if day else [None] * len(register)

    def within(self, row: int) -> bool | None:
        """None where a line says neither."""
        from officebatch.evaluation.periods import period_of

        if said := self._said[row]:
            named = period_of(said)
            return named is not None and (named.first, named.last) == (self._period.first, self._period.last)
        day = self._days[row]
        if day is None or day != day:  # noqa: PLR0124  NaT is not itself
            return None
        on: date = day.date()
        return self._period.first <= on <= self._period.last


def void_because(marks: Sequence[Mark], rules: RuleBook) -> Said | None:
    """Why one ballot with these lines counts nowhere, None where it is valid."""
    return _void(marks, rules.settings)
