"""S105."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from officebatch.evaluation.ballots import mean
from officebatch.evaluation.methods_registry import Asked, Counted, method
from officebatch.model.measure import Subject
from officebatch.model.score import How, Said
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WEIGHT = re.compile(r"(.+?)\s*(\d+(?:\.\d+)?)%?")
RESPONSIBLE = "分管领导"
NO_BALLOTS = marked("no register of ballots was read")


@method("S105", marked("Ballots: the mean of one class of raters"))
def rated(asked: Asked) -> Sequence[Counted] | Said:
    """The valid ballots of a class of raters on the subject, without one highest and one lowest where there are more
    than the office's number. Parameters: 评议人类别, 权重 (服务态度20、服务效果40; without: all items alike),
    分管领导票权 (what percent the responsible leader's ballots weigh, where there are others: those whose rater is the
    department's 分管领导, or whose class says 分管领导)."""
    held = asked.field.ballots
    if not held.read:
        return Said(NO_BALLOTS)
    rules = asked.field.ground.rules
    from_, share = rules.settings.ballots_from, asked.number("分管领导票权") / 100
    weights = item_weights(asked.words("权重"))
    found = []
    for name, own in zip(asked.subjects.names, asked.subjects.departments, strict=True):
        department = rules.department(own) if asked.subjects.kind is not Subject.PERSON else None
        leader = department.leader if department is not None else ""
        given: list[Mapping[str, float]] = []
        responsible: list[Mapping[str, float]] = []
        for rater_class in asked.words("评议人类别"):
            raters = held.raters.get((rater_class, name), ())
            for rater, marks in zip(raters, held.marks.get((rater_class, name), ()), strict=True):
                his = share and (rater_class == RESPONSIBLE or (leader and rater == leader))
                (responsible if his else given).append(marks)
        n = len(given) + len(responsible)
        parts = [(mean(of, weights, from_), part) for of, part in ((given, 1 - share), (responsible, share)) if of]
        whole = sum(part for _, part in parts)
        worth = sum(score * part for score, part in parts) / whole if whole else 0.0
        found.append(Counted(n, how=How.BALLOTS, mean=worth, few=from_))
    return found


def item_weights(words: tuple[str, ...]) -> dict[str, float]:
    """`服务态度20` as an item and its weight."""
    found = (_WEIGHT.fullmatch(word) for word in words)
    return {one[1]: float(one[2]) for one in found if one}
