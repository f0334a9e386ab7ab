"""S109."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.evaluation.methods.clean import NO_DEPARTMENT, owners_of
from officebatch.evaluation.methods.on_time import NOT_READ
from officebatch.evaluation.methods_registry import Asked, Counted, method, tallied
from officebatch.evaluation.own import NO_COLUMN
from officebatch.evaluation.scoring_ground import LATE
from officebatch.model.score import Said
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officebatch.model.register import Register

NOT_DONE = marked("{field} is empty")


@method("S109", marked("In time from one day to another"))
def between_days(asked: Asked) -> Sequence[Counted] | Said:
    """Records of the subject for which the day in field 从 and 天数 working days more lie within the period, of these
    those whose day in field 到 is not later. An empty 从 does not count, an empty 到 is not done. Parameters: 从, 到,
    天数, 范围 (as S102), 合并 (fields: records with the same words there and the same day 从 are one case), 最少."""
    register, field = asked.register, asked.field
    if register is None:
        return Said(NOT_READ, (("register", asked.indicator.register),))
    names = (asked.word("从"), asked.word("到"))
    for name in (*names, *asked.words("合并")):
        if name not in register.shown:
            return Said(NO_COLUMN, (("register", register.name), ("field", name)))
    owners = owners_of(asked, register)
    if owners is None:
        return Said(NO_DEPARTMENT, (("register", asked.indicator.register),))
    start, done = (field.days_in(register, name).astype("datetime64[D]") for name in names)
    last = np.datetime64(field.ground.period.last)
    days = int(asked.number("天数"))
    due = field.workdays.add(start, days) if days else start
    done = np.where(done > last, np.datetime64("NaT"), done)
    over = field.workdays.count(due, np.where(np.isnat(done), last, done))
    kept, alive = field.own.kept(asked.indicator), field.ground.alive[register.name]
    counts = alive & field.falls(due) & (~np.isnat(done) | (over > 0))
    owners = np.where(counts if kept is None else counts & kept, owners, -1)
    cases = _cases(register, asked.words("合并"), start, owners, over)
    facts = (
        (
            int(owners[row]),
            field.fact(
                register,
                row,
                ("between", register.name, str(row), *names),
                due=due[row].astype(object),
                done=None if np.isnat(done[row]) else done[row].astype(object),
                days_over=int(over[row]),
                basis=asked.indicator.basis,
                said=Said(NOT_DONE, (("field", names[1]),)) if np.isnat(done[row])
                else Said(LATE, (("days", str(int(over[row]))),)),
            ),
        )
        for row in cases[over[cases] > 0].tolist()
    )  # fmt: skip
    return tallied(owners[cases], facts, len(asked.subjects), few=int(asked.number("最少")))


def _cases(
    register: Register, together: tuple[str, ...], start: np.ndarray, owners: np.ndarray, over: np.ndarray
) -> np.ndarray:
    """The rows that are cases; of rows that are one case the one done best."""
    rows = np.flatnonzero(owners >= 0)
    if not together:
        return rows
    best: dict[tuple[object, ...], int] = {}
    for row in rows.tolist():
        case = (start[row], *(register.text(row, field) for field in together))
        if case not in best or over[row] < over[best[case]]:
            best[case] = row
    return np.array(sorted(best.values()), dtype=np.int64)
