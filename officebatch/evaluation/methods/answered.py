"""S111, S112 and S120."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.evaluation.answers import to_answer, to_mend
from officebatch.evaluation.methods.clean import looked_at
from officebatch.evaluation.methods.on_time import due_lines, late_lines
from officebatch.evaluation.methods_registry import Asked, Counted, method, tallied
from officebatch.model.score import Said
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from officebatch.evaluation.answers import Asked as AskedFor

NO_NOTICE = marked("no notice was to be answered in the period, and no register tells of mending")


@method("S111", marked("Reported in time: records without certain findings, and notices answered in time"))
def reported(asked: Asked) -> Sequence[Counted] | Said:
    """As S102, and beside the records each notice of the kind 文书 whose answer was due within the period; one answered
    late or not at all counts as a record not reported on."""
    records = looked_at(asked)
    if isinstance(records, Said):
        return records
    notices = _tallied(asked, to_answer(asked.field, asked.word("文书")))
    return [
        Counted(a.cases + b.cases, (*a.facts, *b.facts)) for a, b in zip(records, notices, strict=True)
    ]


@method("S112", marked("Put right in time: notices closed, and faults mended by the day set"))
def put_right(asked: Asked) -> Sequence[Counted] | Said:
    """Matters of the notices of the kind 文书 that were to be closed within the period, by the notice book; and, where
    a register is named, its steps 环节 as S101 counts them."""
    notices = _tallied(asked, to_mend(asked.field, asked.word("文书")))
    if asked.register is None and not any(one.cases for one in notices):
        return Said(NO_NOTICE)
    if asked.register is None:
        return notices
    chosen = due_lines(asked)
    lines = tallied(asked.subjects.lines[chosen], zip(*late_lines(asked, chosen), strict=True), len(asked.subjects))
    return [Counted(a.cases + b.cases, (*a.facts, *b.facts)) for a, b in zip(notices, lines, strict=True)]


@method("S120", marked("Notices of a kind not answered in time (for deductions)"))
def unanswered(asked: Asked) -> Sequence[Counted]:
    """The notices of the kind 文书 whose answer was due within the period and came late or not at all, each with its
    number. One the registers' indicators took already is left out."""
    return _tallied(asked, to_answer(asked.field, asked.word("文书")))


def _tallied(asked: Asked, found: Iterable[AskedFor]) -> list[Counted]:
    places = {name: place for place, name in enumerate(asked.subjects.names)}
    of = [(places.get(one.department, -1), one.fact) for one in found]
    owners = np.array([place for place, _ in of], dtype=np.int64)
    facts = ((place, fact) for place, fact in of if fact is not None)
    return tallied(owners, facts, len(asked.subjects))
