"""Bonus, deduction and veto: only by a written document, each item and the whole under its cap."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from officebatch.model.evaluation import Amended
from officebatch.model.origin import Origin
from officebatch.model.register import shown_key
from officebatch.model.score import MeritScore, Said, merit_identity
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from officebatch.evaluation.methods_registry import Counted
    from officebatch.model.score import Fact, Period, Total
    from officebatch.rulebook.judging import Indicator, Merit
    from officebatch.rulebook.rules import RuleBook

BONUS, DEDUCTION, VETO = "加分", "扣分", "否决"
DERIVED = (BONUS, DEDUCTION)  # natures whose items may come of registers by themselves
AND_OTHERS = marked("{first} and {n} more")
NO_NUMBER = marked("no document number, not counted")
NO_ITEM = marked("sheet 指标 has no such item for this subject, not counted")
CAPPED = marked("held at the item's cap of {cap}")
GIVEN_BACK = marked("{points} points given back after an appeal")
UNCHANGED = Amended()


def merits(
    rules: RuleBook,
    period: Period,
    total: Total,
    derived: Mapping[str, Counted | Said] = MappingProxyType({}),
    taken: frozenset[tuple[str, ...]] | set[tuple[str, ...]] = frozenset(),
    *,
    amended: Amended = UNCHANGED,
) -> Total:
    """A total with what sheet 加减分 and the registers by themselves give and take within the period, and its score.

    derived: code of an item → what its method found; a fact an indicator took already (`taken`), or a notice sheet
    加减分 names under the same item, is left out, as is what does not stand after an appeal."""
    items = {i.code: i for i in rules.indicators if i.nature in (*DERIVED, VETO)}
    spent: dict[str, float] = {}
    gone = taken | amended.waived
    given = [m for m in rules.merits if m.subject == total.subject and period.first <= m.day <= period.last]
    lines = [
        _line(m, items.get(m.indicator), total, spent, rules) for m in sorted(given, key=lambda m: m.day)
        if merit_identity(m.subject, m.indicator, m.number, m.day) not in amended.waived
    ]  # fmt: skip
    for code, counted in derived.items():
        if not isinstance(counted, Said):
            entered = {m.number for m in given if m.indicator == code}
            fresh = [f for f in counted.facts if f.identity not in gone and f.number not in entered]
            by_itself = _by_itself(items[code], fresh, int(counted.each), total.subject)
            standing = (line for line in by_itself if line.identity not in amended.waived)
            lines += [_capped(line, items[code], spent) for line in standing]
    lines = [_lessened(line, amended.lessened.get(line.identity, 0.0)) for line in lines]
    bonus = min(_sum(lines, BONUS), float(rules.settings.bonus_cap))
    deduction = min(_sum(lines, DEDUCTION), float(rules.settings.deduction_cap))
    vetoed = any(line.nature == VETO and line.because is None for line in lines)
    score = None
    if any(one.rate is not None for one in total.indicators):
        score = max(0.0, sum(one.points for one in total.indicators) + bonus - deduction)
    return replace(total, merits=tuple(lines), bonus=bonus, deduction=deduction, score=score, vetoed=vetoed)


def _by_itself(
    item: Indicator, facts: Sequence[Fact], each: int, subject: str
) -> Iterator[MeritScore]:
    """A line for every so many facts, proved by the notice or by the records themselves; before its cap."""
    each = max(each, 1)
    for n in range(0, len(facts) - len(facts) % each, each):
        of = facts[n : n + each]
        days = [day for f in of if (day := f.done or f.due) is not None]
        first = shown_key(of[0].record)
        records = first if each == 1 else say(AND_OTHERS, first=first, n=each - 1)
        if not days:
            continue
        yield MeritScore(
            code=item.code,
            name=item.name,
            nature=item.nature,
            subject=subject,
            times=1.0,
            each=item.full_mark,
            points=0.0,
            number=of[0].number or records,
            day=max(days),
            matter=of[0].title,
            origin=of[0].origin,
        )


def _lessened(line: MeritScore, share: float) -> MeritScore:
    """What an appeal gave back of a line that stands; the room it took under a cap stays taken."""
    if not share:
        return line
    said = Said(GIVEN_BACK, (("points", f"{line.points * share:.2f}"),))
    return replace(line, points=line.points * (1.0 - share), because=said)


def _capped(line: MeritScore, item: Indicator, spent: dict[str, float]) -> MeritScore:
    wanted = item.full_mark * line.times
    room = wanted if item.cap is None else max(0.0, item.cap - spent.get(item.code, 0.0))
    points = min(wanted, room)
    spent[item.code] = spent.get(item.code, 0.0) + points
    because = Said(CAPPED, (("cap", f"{item.cap:g}"),)) if points < wanted and item.cap is not None else None
    return replace(line, points=points, because=because)


def _line(merit: Merit, item: Indicator | None, total: Total, spent: dict[str, float], rules: RuleBook) -> MeritScore:
    known = item is not None and item.subject == total.subject_kind.value
    sheet, _, cell = merit.at.rpartition("!")
    blank = MeritScore(
        code=merit.indicator,
        name=item.name if item is not None else "",
        nature=item.nature if item is not None else "",
        subject=merit.subject,
        times=merit.times,
        each=item.full_mark if item is not None else 0.0,
        points=0.0,
        number=merit.number,
        day=merit.day,
        matter=merit.matter,
        origin=Origin(rules.file, sheet, int(cell.lstrip("A") or 0)),
    )
    if item is None or not known:
        return replace(blank, because=Said(NO_ITEM))
    if not merit.number:
        return replace(blank, because=Said(NO_NUMBER))
    return _capped(blank, item, spent)


def _sum(lines: Iterable[MeritScore], nature: str) -> float:
    return sum(line.points for line in lines if line.nature == nature)
