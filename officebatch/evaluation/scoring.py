"""Composes the scores of a period: per subject every indicator, one fact once, what is left over spread, and totals."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from officebatch.evaluation import own
from officebatch.evaluation.ballots import mean
from officebatch.evaluation.grading import graded
from officebatch.evaluation.ground import ground
from officebatch.evaluation.measuring import shares
from officebatch.evaluation.merits import merits
from officebatch.evaluation.methods.rated import item_weights
from officebatch.evaluation.methods_registry import Asked, Counted, all_methods
from officebatch.evaluation.scoring_ground import Field
from officebatch.evaluation.spreading import Leaf, weights
from officebatch.model.measure import Subject
from officebatch.model.score import (
    BallotClass,
    How,
    IndicatorScore,
    Period,
    Said,
    Scores,
    Standing,
    Total,
    merit_identity,
)
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from officebatch.evaluation.share import Share
    from officebatch.model.deadline import Deadlines
    from officebatch.model.finding import Finding
    from officebatch.model.office import Office
    from officebatch.model.score import Fact
    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import Indicator

COUNTED_NATURES = ("定量", "定性")
DOUBTFUL = 5  # below so many cases an indicator is scored, but no ground for naming anybody
BEST = 100.0
NO_METHOD = marked("sheet 指标 names no method for it")
FEWER = marked("{n} cases, fewer than {few}")
FEWER_BALLOTS = marked("{n} valid ballots, fewer than {few}")
NOTHING_DUE = marked("no case in the period")
UNDATED = marked("{n} lines of ballots say neither their period nor a day and count nowhere.")
SHORT = marked("The period begins before the office's start day; only what fell due from {day} on counts.")


def score(
    office: Office,
    rules: RuleBook,
    period: Period,
    deadlines: Deadlines,
    findings: Sequence[Finding],
    *,
    as_of: date,
    waived: frozenset[tuple[str, ...]] = frozenset(),
) -> Scores:
    """The scores of a period as of a day. deadlines, findings: of that day, as people ruled. waived: identities of
    facts and of lines of sheet 加减分 that do not stand after an appeal: nobody loses anything by them."""
    last = min(period.last, as_of)
    first = max(period.first, rules.settings.start_day or period.first)
    measured = Period(first, last, period.name)
    given = (m for m in rules.merits if merit_identity(m.subject, m.indicator, m.number, m.day) not in waived)
    rules = replace(rules, merits=tuple(given))
    asked = own.ask(office, rules, as_of)
    on = Field(ground(office, rules, measured, deadlines, findings), period, as_of, asked, waived)
    by_kind = {kind: _ordered(rules, kind) for kind in Subject}
    totals = [_total(on, share, by_kind[share.kind]) for share in shares(on.ground)]
    totals = [total for total in totals if total.subject_kind is not Subject.PERSON or _has_cases(total)]
    notes = []
    if first > period.first:
        notes.append(Said(SHORT, (("day", first.isoformat()),)))
    if on.ballots.undated:
        notes.append(Said(UNDATED, (("n", str(on.ballots.undated)),)))
    found = graded([merits(rules, period, total) for total in totals], rules)
    return Scores(period, as_of, tuple(found), _classes(on, rules), on.ballots.void, tuple(notes), method_titles())


def method_titles() -> Mapping[str, str]:
    """Method code → the message id of its title."""
    return {code: method.title for code, method in all_methods().items()}


def _ordered(rules: RuleBook, kind: Subject) -> list[Indicator]:
    """The indicators of a kind of subject in the order facts are deducted: as set, then as they stand."""
    order = {code: place for place, code in enumerate(rules.settings.deduction_order)}
    found = [i for i in rules.indicators if i.subject == kind.value and i.nature in COUNTED_NATURES]
    return sorted(found, key=lambda i: order.get(_family(i.code), len(order)))


def _family(code: str) -> str:
    return code.partition(".")[0]


def _has_cases(total: Total) -> bool:
    return any(one.cases for one in total.indicators)


def _total(on: Field, share: Share, indicators: Sequence[Indicator]) -> Total:
    rules = on.ground.rules
    taken: set[tuple[str, ...]] = set()
    found = {i.code: _score(on, share, i, taken) for i in indicators}
    stands = [found[i.code] for i in rules.indicators if i.code in found]
    leaves = [Leaf(_path(one), one.full_mark, one.standing is Standing.COUNTED) for one in stands]
    weighed = tuple(_weighed(one, weight) for one, weight in zip(stands, weights(leaves), strict=True))
    department = rules.department(share.department)
    class_ = department.class_ if department is not None and share.kind is Subject.DEPARTMENT else ""
    if share.kind is Subject.PERSON:
        person = rules.person(share.name, share.department)
        class_ = person.rank if person is not None else ""
    return Total(share.kind, share.name, share.department, class_, weighed)


def _path(one: IndicatorScore) -> tuple[str, ...]:
    """定量 spreads within its group (or category), then beyond it; ballots spread over all other ballots."""
    if one.nature == COUNTED_NATURES[0]:
        return one.nature, one.group or one.category, _family(one.code), one.code
    return one.nature, one.code


def _score(on: Field, share: Share, indicator: Indicator, taken: set[tuple[str, ...]]) -> IndicatorScore:
    """One indicator without its weight; the facts it takes are noted in `taken`."""
    method = all_methods().get(indicator.measure)
    refused = on.own.refused(indicator)
    if method is None or refused is not None:
        return _blank(indicator, Standing.MISSING, refused or Said(NO_METHOD))
    counted = method.count(Asked(on, share, indicator))
    if isinstance(counted, Said):
        return _blank(indicator, Standing.MISSING, counted)
    if on.waived:
        counted = replace(counted, facts=tuple(f for f in counted.facts if f.identity not in on.waived))
    few = counted.few or on.ground.rules.settings.score_from
    if counted.cases < few:
        message = FEWER_BALLOTS if counted.how is How.BALLOTS else FEWER
        said = Said(message, (("n", str(counted.cases)), ("few", str(few)))) if counted.cases else Said(NOTHING_DUE)
        standing = Standing.FEW if counted.cases else Standing.NONE
        good = counted.mean if counted.how is How.BALLOTS else counted.cases - _lost(counted.facts)
        return replace(
            _blank(indicator, standing, said), how=counted.how, cases=counted.cases, good=good, facts=counted.facts
        )
    fresh = tuple(f for f in counted.facts if f.identity not in taken)
    taken.update(f.identity for f in fresh)
    return _rated(indicator, counted, fresh)


def _rated(indicator: Indicator, counted: Counted, fresh: tuple[Fact, ...]) -> IndicatorScore:
    full = indicator.full_mark
    if counted.how is How.BALLOTS:
        good, rate = counted.mean, counted.mean / BEST
    elif counted.how is How.FAULTS:
        good = max(0.0, full - counted.each * len(fresh))
        rate = good / full if full else 0.0
    else:
        good = counted.cases - _lost(fresh)
        rate = good / counted.cases
    return replace(
        _blank(indicator, Standing.COUNTED, None),
        how=counted.how,
        cases=counted.cases,
        good=good,
        rate=rate,
        facts=fresh,
        waived=len(counted.facts) - len(fresh),
        each=counted.each,
        doubtful=counted.cases < DOUBTFUL and counted.how is not How.BALLOTS,
    )


def _lost(facts: Iterable[Fact]) -> float:
    """How many cases are lost: a case with several facts is lost once."""
    return sum(max(f.share for f in held) for held in _cases(facts).values())


def _cases(facts: Iterable[Fact]) -> dict[tuple[str, ...], list[Fact]]:
    found: dict[tuple[str, ...], list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.case or fact.identity, []).append(fact)
    return found


def _blank(indicator: Indicator, standing: Standing, because: Said | None) -> IndicatorScore:
    return IndicatorScore(
        code=indicator.code,
        name=indicator.name,
        category=indicator.category,
        group=indicator.group,
        nature=indicator.nature,
        full_mark=indicator.full_mark,
        standing=standing,
        how=How.SHARE,
        cases=0,
        good=0.0,
        rate=None,
        weight=0.0,
        because=because,
        basis=indicator.basis,
    )


def _weighed(one: IndicatorScore, weight: float) -> IndicatorScore:
    """With its weight, and what each fact cost: the facts' points add up to what was lost."""
    if one.rate is None or not one.facts:
        return replace(one, weight=weight)
    lost = weight * (1.0 - one.rate)
    if one.how is How.FAULTS:
        each = dict.fromkeys((f.identity for f in one.facts), lost / len(one.facts))
    else:
        cases = _cases(one.facts).values()
        each = {f.identity: weight / one.cases * max(x.share for x in held) / len(held) for held in cases for f in held}
    return replace(one, weight=weight, facts=tuple(replace(f, points=each[f.identity]) for f in one.facts))


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
