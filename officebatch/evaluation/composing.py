"""One indicator of one subject: what was counted becomes a rate, a weight, and points by rows."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from officebatch.evaluation.methods_registry import Counted
from officebatch.evaluation.spreading import Leaf, weights
from officebatch.model.score import How, IndicatorScore, Said, Standing
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from officebatch.model.score import Fact
    from officebatch.rulebook.judging import Indicator

COUNTED_NATURES = ("定量", "定性")
DOUBTFUL = 5  # below so many cases an indicator is scored, but no ground for naming anybody
BEST = 100.0
FEWER = marked("{n} cases, fewer than {few}")
FEWER_BALLOTS = marked("{n} valid ballots, fewer than {few}")
NOTHING_DUE = marked("no case in the period")


def composed(indicator: Indicator, counted: Counted | Said, taken: set[tuple[str, ...]], few: int) -> IndicatorScore:
    """One indicator without its weight; the facts it takes are noted in `taken`."""
    if isinstance(counted, Said):
        return blank(indicator, Standing.MISSING, counted)
    few = counted.few or few
    if counted.cases < few:
        return uncounted(indicator, counted, few)
    fresh = tuple(f for f in counted.facts if f.identity not in taken)
    taken.update(f.identity for f in fresh)
    return _rated(indicator, counted, fresh)


def uncounted(indicator: Indicator, counted: Counted, few: int) -> IndicatorScore:
    """What was counted of an indicator that is too small to score."""
    message = FEWER_BALLOTS if counted.how is How.BALLOTS else FEWER
    said = Said(message, (("n", str(counted.cases)), ("few", str(few)))) if counted.cases else Said(NOTHING_DUE)
    return shown(indicator, counted, Standing.FEW if counted.cases else Standing.NONE, said)


def shown(indicator: Indicator, counted: Counted, standing: Standing, said: Said | None) -> IndicatorScore:
    """The numbers of an indicator without a rate."""
    numbered = counted.how in (How.BALLOTS, How.AMOUNT)
    good = counted.mean if numbered else counted.cases - _lost(counted.facts)
    return replace(
        blank(indicator, standing, said), how=counted.how, cases=counted.cases, good=good, facts=counted.facts
    )


def _rated(indicator: Indicator, counted: Counted, fresh: tuple[Fact, ...]) -> IndicatorScore:
    full = indicator.full_mark
    if counted.how is How.BALLOTS:
        good, rate = counted.mean, counted.mean / BEST
    elif counted.how is How.AMOUNT:
        good, rate = counted.mean, min(1.0, counted.mean / counted.each) if counted.each else 0.0
    elif counted.how is How.FAULTS:
        good = max(0.0, full - counted.each * max(0.0, _lost(fresh) - counted.free))
        rate = good / full if full else 0.0
    else:
        good = counted.cases - _lost(fresh)
        rate = good / counted.cases
    return replace(
        blank(indicator, Standing.COUNTED, None),
        how=counted.how,
        cases=counted.cases,
        good=good,
        rate=rate,
        facts=fresh,
        waived=len(counted.facts) - len(fresh),
        each=counted.each,
        free=counted.free,
        doubtful=counted.cases < DOUBTFUL and counted.how in (How.SHARE, How.FAULTS),
    )


def _lost(facts: Iterable[Fact]) -> float:
    """How many cases are lost: a case with several facts is lost once."""
    return sum(max(f.share for f in held) for held in _cases(facts).values())


def _cases(facts: Iterable[Fact]) -> dict[tuple[str, ...], list[Fact]]:
    found: dict[tuple[str, ...], list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.case or fact.identity, []).append(fact)
    return found


def blank(indicator: Indicator, standing: Standing, because: Said | None) -> IndicatorScore:
    """An indicator without numbers, and why."""
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


def weighed(
    stands: Sequence[IndicatorScore], lessened: Mapping[tuple[str, ...], float] = MappingProxyType({})
) -> tuple[IndicatorScore, ...]:
    """The indicators of a subject with their weights: what is not scored is spread over the others. lessened: facts
    that cost less after an appeal, each with the share of its points that is given back."""
    leaves = [Leaf(_path(one), one.full_mark, one.standing is Standing.COUNTED) for one in stands]
    found = (_weighed(one, weight) for one, weight in zip(stands, weights(leaves), strict=True))
    return tuple(_lessened(one, lessened) for one in found)


def family(code: str) -> str:
    """The indicator a part belongs to: G5 of G5.1."""
    return code.partition(".")[0]


def _path(one: IndicatorScore) -> tuple[str, ...]:
    """定量 spreads within its group (or category), then beyond it; ballots spread over all other ballots."""
    if one.nature == COUNTED_NATURES[0]:
        return one.nature, one.group or one.category, family(one.code), one.code
    return one.nature, one.code


def _weighed(one: IndicatorScore, weight: float) -> IndicatorScore:
    """With its weight, and what each fact cost: the facts' points add up to what was lost."""
    if one.rate is None or not one.facts:
        return replace(one, weight=weight)
    cases = _cases(one.facts).values()
    of_faults = one.how is How.FAULTS
    share = weight * (1.0 - one.rate) / _lost(one.facts) if of_faults else weight / one.cases
    each = {f.identity: share * max(x.share for x in held) / len(held) for held in cases for f in held}
    return replace(one, weight=weight, facts=tuple(f.priced(each[f.identity]) for f in one.facts))


def _lessened(one: IndicatorScore, lessened: Mapping[tuple[str, ...], float]) -> IndicatorScore:
    given = [fact.points * lessened.get(fact.identity, 0.0) for fact in one.facts]
    if one.rate is None or not any(given):
        return one
    facts = (fact.priced(fact.points - back) for fact, back in zip(one.facts, given, strict=True))
    return replace(one, facts=tuple(facts), restored=sum(given))
