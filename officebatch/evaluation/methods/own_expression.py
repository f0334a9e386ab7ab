"""S106."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.evaluation.methods.clean import owned
from officebatch.evaluation.methods_registry import Asked, Counted, method, tallied
from officebatch.model.score import Said
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Sequence

NOT_SO = marked("does not hold: {expression}")


@method("S106", marked("By an expression of the office's own"))
def own_expression(asked: Asked) -> Sequence[Counted] | Said:
    """For each record of the subject in the period what the 算式 gives: true or 1 is a case without loss, 0 a lost one,
    between them a share; where a cell it needs is empty the record does not count. Parameters: 范围, as S102; 最少."""
    found = owned(asked)
    if isinstance(found, Said):
        return found
    values = asked.field.own.value(asked.indicator)
    if isinstance(values, Said):
        return values
    register, owners = found
    owners = np.where(np.isnan(values), -1, owners)
    good = np.clip(values, 0.0, 1.0)
    said = Said(NOT_SO, (("expression", asked.indicator.expression),))
    facts = (
        (
            int(owners[row]),
            asked.field.fact(
                register,
                row,
                ("own", register.name, str(row), asked.indicator.expression),
                share=1.0 - float(good[row]),
                basis=asked.indicator.basis,
                said=said,
            ),
        )
        for row in np.flatnonzero((owners >= 0) & (good < 1.0)).tolist()
    )
    return tallied(owners, facts, len(asked.subjects), few=int(asked.number("最少")))
