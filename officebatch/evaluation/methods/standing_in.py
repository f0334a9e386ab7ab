"""S118."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.evaluation.methods_registry import Asked, Counted, method, tallied
from officebatch.model.score import Fact, Said
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Sequence

IN_TIME = marked("{step} done in time for {person}, who was away")


@method("S118", marked("Stood in: steps done in time for somebody who was away (for bonus)"))
def standing_in(asked: Asked) -> Sequence[Counted]:
    """Steps done in time within the period by the B of somebody who was away that day (sheet 外出), where it is certain
    that the step was the A's: the A's post does it and the B's own does not, or a duty of the A names it and none of
    the B's. Parameter: 每 (so many give the item once)."""
    field, lines = asked.field, asked.field.ground.lines
    owners, facts = [], []
    people = field.subjects_of_people
    for line, first in field.stood_in:
        owner = asked.subjects.lines[line] if asked.subjects.people else _department(asked, int(people.lines[line]))
        register = field.ground.office.registers[str(lines["register"].iat[line])]
        row, step = int(lines["row"].to_numpy()[line]), str(lines["step"].iat[line])
        owners.append(int(owner))
        facts.append((int(owner), Fact(
            identity=("stood in", register.name, str(row), step, str(lines["pass"].iat[line])),
            origin=register.origin(row),
            record=str(register.keys[row]),
            title=register.text(row, register.role("title") or ""),
            step=step,
            person=str(lines["person"].iat[line]),
            done=lines["done"].to_numpy()[line].astype("datetime64[D]").astype(object),
            said=Said(IN_TIME, (("step", step), ("person", first))),
        )))  # fmt: skip
    each = asked.number("每", 1)
    counted = tallied(np.array(owners, dtype=np.int64), facts, len(asked.subjects))
    return [Counted(one.cases, one.facts, each=each) for one in counted]


def _department(asked: Asked, person: int) -> int:
    if person < 0:
        return -1
    own = asked.field.subjects_of_people.departments[person]
    return asked.subjects.names.index(own) if own in asked.subjects.names else -1
