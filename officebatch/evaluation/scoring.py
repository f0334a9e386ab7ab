"""Composes the scores of a period: per subject every indicator, one fact once, what is left over spread, and totals."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from officebatch.evaluation import own
from officebatch.evaluation.ballots import mean
from officebatch.evaluation.classes import compared_within
from officebatch.evaluation.composing import COUNTED_NATURES, blank, composed, family, shown, weighed
from officebatch.evaluation.grading import graded
from officebatch.evaluation.ground import ground
from officebatch.evaluation.merits import DERIVED, merits
from officebatch.evaluation.methods.rated import item_weights
from officebatch.evaluation.methods_registry import Asked, all_methods
from officebatch.evaluation.scoring_ground import Field
from officebatch.evaluation.tenure import too_short
from officebatch.evaluation.terms import terms
from officebatch.model.evaluation import Amended
from officebatch.model.measure import Subject
from officebatch.model.notice import Correspondence
from officebatch.model.score import BallotClass, Said, Scores, Standing, Total
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from officebatch.evaluation.methods_registry import Counted
    from officebatch.evaluation.subjects import Subjects
    from officebatch.evaluation.terms import Terms
    from officebatch.model.deadline import Deadlines
    from officebatch.model.finding import Finding
    from officebatch.model.office import Office
    from officebatch.model.score import IndicatorScore, Period
    from officebatch.rulebook.judging import Indicator
    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import Person

STAFF = "一般"  # the rank of who has none in sheet 人员
NO_METHOD = marked("sheet 指标 names no method for it")
UNDATED = marked("{n} lines of ballots say neither their period nor a day and count nowhere.")
NOTHING_SENT, AS_GIVEN_OUT = Correspondence(), Amended()


def score(
    office: Office,
    rules: RuleBook,
    period: Period,
    deadlines: Deadlines,
    findings: Sequence[Finding],
    *,
    as_of: date,
    post: Correspondence = NOTHING_SENT,
    amended: Amended = AS_GIVEN_OUT,
) -> Scores:
    """The scores of a period as of a day. deadlines, findings: of that day, as people ruled. post: what went out and
    came back up to then. amended: what appeals changed; nobody loses anything by what does not stand any more."""
    on_terms = terms(period, as_of, rules.settings)
    on_ground = ground(office, rules, on_terms.measured, deadlines, findings)
    on = Field(on_ground, period, as_of, own.ask(office, rules, as_of), post, amended)
    classes, told = compared_within(rules, on.subjects[Subject.DEPARTMENT].names)
    totals: dict[Subject, list[Total]] = {}
    for kind in Subject:
        before = {total.subject: total for of in totals.values() for total in of}
        totals[kind] = _totals(on, on_terms, on.subjects[kind], classes, before)
    totals[Subject.PERSON] = [total for total in totals[Subject.PERSON] if _has_cases(total)]
    notes = [*on_terms.notes(), *told]
    if on.ballots.undated:
        notes.append(Said(UNDATED, (("n", str(on.ballots.undated)),)))
    found = graded([total for of in totals.values() for total in of], rules, on_terms)
    return Scores(period, as_of, tuple(found), _classes(on, rules), on.ballots.void, tuple(notes), method_titles())


def method_titles() -> Mapping[str, str]:
    """Method code → the message id of its title."""
    return {code: method.title for code, method in all_methods().items()}


def _totals(
    on: Field, on_terms: Terms, of: Subjects, classes: Mapping[str, str], before: Mapping[str, Total]
) -> list[Total]:
    """Every subject of a kind; each indicator is counted once, for all of them together."""
    rules = on.ground.rules
    indicators = _ordered(rules, of.kind)
    counts = {i.code: _counted(on, of, i, before) for i in indicators}
    derived = [i for i in rules.indicators if i.subject == of.kind.value and i.nature in DERIVED and i.measure]
    found_derived = {i.code: _counted(on, of, i, before) for i in derived} if on_terms.points else {}
    found = []
    for place, name in enumerate(of.names):
        person = of.people[place] if of.people else None
        mine = [i for i in indicators if person is None or _concerns(i, person)]
        taken: set[tuple[str, ...]] = set()
        scores = {i.code: _one(on, on_terms, i, counts[i.code][place], taken) for i in mine}
        stands = weighed([scores[i.code] for i in rules.indicators if i.code in scores], on.amended.lessened)
        class_ = classes.get(name, "") if of.kind is Subject.DEPARTMENT else person.rank if person is not None else ""
        ranked = person is None or not too_short(person, rules, on_terms.measured)
        total = Total(of.kind, name, of.departments[place], class_, stands, ranked=ranked and on_terms.trial is None)
        by_itself = {code: counted[place] for code, counted in found_derived.items()}
        found.append(merits(rules, on_terms.measured, total, by_itself, taken, amended=on.amended))
    return found


def _one(
    on: Field, on_terms: Terms, indicator: Indicator, counted: Counted | Said, taken: set[tuple[str, ...]]
) -> IndicatorScore:
    if on.amended.waived and not isinstance(counted, Said):
        counted = replace(counted, facts=tuple(f for f in counted.facts if f.identity not in on.amended.waived))
    if not on_terms.points and not isinstance(counted, Said):
        return shown(indicator, counted, Standing.LATER, None)
    if indicator.nature == COUNTED_NATURES[1] and not on_terms.ballots:
        return blank(indicator, Standing.LATER, None)
    return composed(indicator, counted, taken, on.ground.rules.settings.score_from)


def _counted(
    on: Field, of: Subjects, indicator: Indicator, before: Mapping[str, Total]
) -> Sequence[Counted | Said]:
    """What the method counted for every subject, or why it could not."""
    method, refused = all_methods().get(indicator.measure), on.own.refused(indicator)
    if method is None or refused is not None:
        return [refused or Said(NO_METHOD)] * len(of)
    counted = method.count(Asked(on, of, indicator, before))
    return [counted] * len(of) if isinstance(counted, Said) else counted


def _concerns(indicator: Indicator, person: Person) -> bool:
    """Whether an indicator of people is about one of this rank (parameter 层级)."""
    ranks = indicator.parameters.get("层级", "")
    return not ranks or (person.rank or STAFF) in ranks.split("、")


def _ordered(rules: RuleBook, kind: Subject) -> list[Indicator]:
    """The indicators of a kind of subject in the order facts are deducted: as set, then as they stand."""
    order = {code: place for place, code in enumerate(rules.settings.deduction_order)}
    found = [i for i in rules.indicators if i.subject == kind.value and i.nature in COUNTED_NATURES]
    return sorted(found, key=lambda i: order.get(family(i.code), len(order)))


def _has_cases(total: Total) -> bool:
    return any(one.cases for one in total.indicators)


def _classes(on: Field, rules: RuleBook) -> tuple[BallotClass, ...]:
    """What each class of raters gave each subject: by class, never by ballot."""
    from_ = rules.settings.ballots_from
    by_class = {
        word: item_weights(tuple(w for w in i.parameters.get("权重", "").split("、") if w))
        for i in rules.indicators
        for word in i.parameters.get("评议人类别", "").split("、")
        if word
    }
    ordered = sorted(on.ballots.marks.items(), key=lambda held: held[0][0])
    return tuple(
        BallotClass(name, subject, len(given), mean(given, by_class.get(name, {}), from_), len(given) >= from_)
        for name, of in groupby(ordered, key=lambda held: held[0][0])
        for (_, subject), given in of
    )
