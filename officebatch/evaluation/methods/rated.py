"""S105."""

from __future__ import annotations

import re

from officebatch.evaluation.ballots import mean
from officebatch.evaluation.methods_registry import Asked, Counted, method
from officebatch.model.score import How, Said
from officebatch.wording import marked

_WEIGHT = re.compile(r"(.+?)\s*(\d+(?:\.\d+)?)%?")
NO_BALLOTS = marked("no register of ballots was read")


@method("S105", marked("Ballots: the mean of one class of raters"))
def rated(asked: Asked) -> Counted | Said:
    """The valid ballots of a class of raters on the subject, without one highest and one lowest where there are more
    than the office's number. Parameters: 评议人类别, 权重 (服务态度20、服务效果40; without: all items alike)."""
    held = asked.field.ballots
    if not held.read:
        return Said(NO_BALLOTS)
    from_ = asked.field.ground.rules.settings.ballots_from
    given = [m for name in asked.words("评议人类别") for m in held.marks.get((name, asked.share.name), ())]
    if not given:
        return Counted(0, how=How.BALLOTS, few=from_)
    weights = item_weights(asked.words("权重"))
    return Counted(len(given), how=How.BALLOTS, mean=mean(given, weights, from_), few=from_)


def item_weights(words: tuple[str, ...]) -> dict[str, float]:
    """`服务态度20` as an item and its weight."""
    found = (_WEIGHT.fullmatch(word) for word in words)
    return {one[1]: float(one[2]) for one in found if one}
