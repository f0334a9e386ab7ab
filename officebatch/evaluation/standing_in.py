"""Which steps were done by a stand-in: known only where it is certain."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from officebatch.model.vocabulary import Kind, State
from officebatch.model.wordlist import parted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.evaluation.scoring_ground import Field
    from officebatch.model.office import Office
    from officebatch.rulebook.rules import RuleBook


def pairs(office: Office, rules: RuleBook) -> frozenset[tuple[str, str]]:
    """(A, B) by sheet 人员 and the duty registers."""
    found = {(p.name, p.stand_in) for p in rules.people if p.stand_in}
    for register in office.registers.values():
        if register.kind is Kind.DUTIES and register.role("holder_a") and register.role("holder_b"):
            for row in range(len(register)):
                both = (parted(register.words(row, role)) for role in ("holder_a", "holder_b"))
                found.update(product(*both))
    return frozenset((a, b) for a, b in found if a != b and a in rules.people_by_name)


def stood_in(field: Field) -> Iterator[tuple[int, str]]:
    """Line of the ground and who was away: done in time within the period by the B while the A was away, a step the A's
    post does and the B's own post does not. Each line once, by line."""
    rules, lines = field.ground.rules, field.ground.lines
    done, person = lines["done"].to_numpy(), lines["person"]
    in_time = (lines["state"] == State.MET.value).to_numpy() & field.falls(done)
    posts = {(s.register, s.name): s.posts for s in rules.steps if s.posts}
    found: dict[int, str] = {}
    helpers: dict[str, list[str]] = {}
    for a, b in sorted(pairs(field.ground.office, rules)):
        helpers.setdefault(a, []).append(b)
    for absence in rules.absences:
        times = in_time & (done >= np.datetime64(absence.first)) & (done < np.datetime64(absence.last) + 1)
        first = rules.person(absence.person)
        if first is None or not times.any():
            continue
        for helper in helpers.get(absence.person, ()):
            second = rules.person(helper)
            if second is None:
                continue
            for line in np.flatnonzero(times & (person == helper).to_numpy(dtype=bool)).tolist():
                may = posts.get((str(lines["register"].iat[line]), str(lines["step"].iat[line])), ())
                if may and first.holds(may) and not second.holds(may):
                    found[line] = first.name
    yield from sorted(found.items())
