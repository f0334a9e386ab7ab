"""S108."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from officebatch.evaluation.methods.clean import EACH, owned
from officebatch.evaluation.methods_registry import Asked, Counted, method, tallied
from officebatch.evaluation.own import NO_COLUMN
from officebatch.model.inspection import NOTHING_FOUND
from officebatch.model.score import How, Said
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officebatch.model.register import Register

FOUND = marked("found: {text}")
_COST = re.compile(r"(.+?)\s*(\d+(?:\.\d+)?)")


@method("S108", marked("Entries of inspections and attendance: so much off for each fault"))
def entries(asked: Asked) -> Sequence[Counted] | Said:
    """Entries of the subject in the period, each of which may be a fault that takes points off the full mark.
    Parameters: 类别 (only these); 扣分 (缺席0.5、迟到0.2: what a word of the field with role 状态 costs) or 每处 (what
    an entry costs whose title names a fault; 无, 正常, 合格 and the like are none); 最少 (fewer are not scored; 1 where
    it is not given); 范围, as S102."""
    found = owned(asked)
    if isinstance(found, Said):
        return found
    register, owners = found
    costs = _costs(asked, register)
    if isinstance(costs, Said):
        return costs
    if wanted := asked.words("类别"):
        field = register.role("category")
        if field is None:
            return Said(NO_COLUMN, (("register", register.name), ("field", register.roles.get("category", "类别"))))
        owners = np.where(register.frame[field].isin(wanted).to_numpy(), owners, -1)
    owners = np.where(np.isnan(costs), -1, owners)
    shown = register.role("status") if asked.words("扣分") else register.role("title")
    facts = (
        (
            int(owners[row]),
            asked.field.fact(
                register,
                row,
                ("entry", register.name, str(row)),
                share=float(costs[row]),
                basis=asked.indicator.basis,
                person=register.words(row, "person"),
                said=Said(FOUND, (("text", register.text(row, shown or "")),)),
            ),
        )
        for row in np.flatnonzero((owners >= 0) & (costs > 0)).tolist()
    )
    few = int(asked.number("最少", 1))
    counted = tallied(owners, facts, len(asked.subjects))
    return [Counted(one.cases, one.facts, How.FAULTS, each=1.0, few=few) for one in counted]


def _costs(asked: Asked, register: Register) -> np.ndarray | Said:
    """Per row what it costs, NaN where the entry does not say."""
    words, role = asked.words("扣分"), "status" if asked.words("扣分") else "title"
    field = register.role(role)
    if field is None:
        return Said(NO_COLUMN, (("register", register.name), ("field", register.roles.get(role, role))))
    cells = register.shown[field]
    if words:
        known = {one[1]: float(one[2]) for one in map(_COST.fullmatch, words) if one}
        column = register.frame[field].astype(object)
        return np.array([known.get(word, 0.0) if isinstance(word, str) else np.nan for word in column])
    each = asked.number("每处", EACH)
    told = [0.0 if NOTHING_FOUND.fullmatch(text.strip()) else each for text in cells.texts]
    found: np.ndarray = np.array([*told, np.nan])[cells.codes]
    return found
