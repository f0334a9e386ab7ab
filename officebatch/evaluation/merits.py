"""Bonus, deduction and veto: only by a written document, each item and the whole under its cap."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officebatch.model.origin import Origin
from officebatch.model.score import MeritScore, Said
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from officebatch.model.score import Period, Total
    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import Indicator, Merit

BONUS, DEDUCTION, VETO = "加分", "扣分", "否决"
NO_NUMBER = marked("no document number, not counted")
NO_ITEM = marked("sheet 指标 has no such item for this subject, not counted")
CAPPED = marked("held at the item's cap of {cap}")


def merits(rules: RuleBook, period: Period, total: Total) -> Total:
    """A total with what sheet 加减分 gives and takes within the period, and its score."""
    items = {i.code: i for i in rules.indicators if i.nature in (BONUS, DEDUCTION, VETO)}
    spent: dict[str, float] = {}
    given = [m for m in rules.merits if m.subject == total.subject and period.first <= m.day <= period.last]
    lines = tuple(_line(m, items.get(m.indicator), total, spent, rules) for m in sorted(given, key=lambda m: m.day))
    bonus = min(_sum(lines, BONUS), float(rules.settings.bonus_cap))
    deduction = min(_sum(lines, DEDUCTION), float(rules.settings.deduction_cap))
    vetoed = any(line.nature == VETO and line.because is None for line in lines)
    score = None
    if any(one.rate is not None for one in total.indicators):
        score = max(0.0, sum(one.points for one in total.indicators) + bonus - deduction)
    return replace(total, merits=lines, bonus=bonus, deduction=deduction, score=score, vetoed=vetoed)


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
    wanted = item.full_mark * merit.times
    room = wanted if item.cap is None else max(0.0, item.cap - spent.get(item.code, 0.0))
    points = min(wanted, room)
    spent[item.code] = spent.get(item.code, 0.0) + points
    because = Said(CAPPED, (("cap", f"{item.cap:g}"),)) if points < wanted and item.cap is not None else None
    return replace(blank, points=points, because=because)


def _sum(lines: Iterable[MeritScore], nature: str) -> float:
    return sum(line.points for line in lines if line.nature == nature)
