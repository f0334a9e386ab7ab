"""S106."""

from __future__ import annotations

import numpy as np

from officebatch.evaluation.methods.clean import NO_DEPARTMENT
from officebatch.evaluation.methods.on_time import NOT_READ
from officebatch.evaluation.methods_registry import Asked, Counted, method
from officebatch.model.measure import Subject
from officebatch.model.score import Fact, Said
from officebatch.wording import marked

NOT_SO = marked("does not hold: {expression}")


@method("S106", marked("By an expression of the office's own"))
def own_expression(asked: Asked) -> Counted | Said:
    """For each record of the subject in the period what the 算式 gives: true or 1 is a case without loss, 0 a lost one,
    between them a share; where a cell it needs is empty the record does not count. Parameter: 范围, as S102."""
    name = asked.indicator.register
    register = asked.field.register(name)
    if register is None:
        return Said(NOT_READ, (("register", name),))
    values = asked.field.own.value(asked.indicator)
    if isinstance(values, Said):
        return values
    everybody = "全部" in asked.words("范围") and asked.share.kind is Subject.OFFICE
    if not everybody and register.role("department") is None:
        return Said(NO_DEPARTMENT, (("register", name),))
    rows = asked.field.rows(register, asked.indicator, None if everybody else asked.share.department)
    rows = rows[~np.isnan(values[rows])]
    good = np.clip(values[rows], 0.0, 1.0)
    said = Said(NOT_SO, (("expression", asked.indicator.expression),))
    facts = tuple(
        Fact(
            identity=("own", name, str(row), asked.indicator.expression),
            origin=register.origin(row),
            record=str(register.keys[row]),
            title=register.text(row, register.role("title") or ""),
            step="",
            person="",
            share=1.0 - float(part),
            basis=asked.indicator.basis,
            said=said,
        )
        for row, part in zip(rows.tolist(), good.tolist(), strict=True)
        if part < 1.0
    )
    return Counted(len(rows), facts)
