"""S118."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.evaluation.methods_registry import Asked, Counted, method, tallied
from officebatch.evaluation.subjects import NOBODY
from officebatch.model.score import Fact, Said
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

IN_TIME = marked("{step} done in time for {person}, who was away")


@method("S118", marked("Stood in: steps done in time for somebody who was away (for bonus)"))
def standing_in(asked: Asked) -> Sequence[Counted]:
    """Steps done in time within the period by the B of somebody who was away that day (sheet 外出), where it is certain
    that the step is the A's and not the B's own: by the post that does it, or by a duty that names it. The day it was
    done counts, as on the work sheets. Parameter: 每 (so many give the item once)."""
    field, lines = asked.field, asked.field.ground.lines
    owners, facts = [], []
    places = _places(asked)
    for line, first in field.stood_in:
        owner = places.get(str(lines["person"].iat[line]), NOBODY)
        register = field.ground.office.registers[str(lines["register"].iat[line])]
        row, step = int(lines["row"].to_numpy()[line]), str(lines["step"].iat[line])
        owners.append(owner)
        facts.append((owner, Fact(
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


def _places(asked: Asked) -> Mapping[str, int]:
    """Person → the place of the subject that is credited: the person, or the department of the person."""
    people = asked.field.subjects_of_people
    if asked.subjects.people:
        return {name: place for place, name in enumerate(people.names)}
    own = {name: place for place, name in enumerate(asked.subjects.names)}
    return {name: own.get(of, NOBODY) for name, of in zip(people.names, people.departments, strict=True)}
