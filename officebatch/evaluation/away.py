"""Work done for somebody away: by the B角 of who the step belongs to, on a day that one was away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.model.vocabulary import HolderKind, Kind
from officebatch.model.wordlist import parted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.evaluation.doers import Crowd
    from officebatch.model.events import Events
    from officebatch.model.office import Office
    from officebatch.rulebook.sheets import Step


def stands_for(  # noqa: PLR0917  three columns of one table
    crowd: Crowd, office: Office, events: Events, who: np.ndarray, step: np.ndarray, day: np.ndarray
) -> np.ndarray:
    """Of each line the position of the person it was done for, -1 where it is the doer's own or he was not away.

    A step belongs to who the duty register names as A of a duty for the step (or of its post), where it names nobody
    to who holds its post in sheet 人员. Whoever the step belongs to himself stands in for nobody.
    """
    found = np.full(len(who), -1, dtype=np.int32)
    for one in crowd.rules.processes.get((events.process, events.register), ()):
        if one.name not in events.steps or one.holder in (HolderKind.LEADER, HolderKind.OUTSIDE):
            continue
        place = events.steps.index(one.name)
        pairs = list(_pairs(crowd, office, one))
        owners = {owner for owner, _ in pairs}
        for owner, other in pairs:
            if other < 0 or other in owners:
                continue
            for away in crowd.rules.absences:
                if away.person != crowd.doers[owner].name:
                    continue
                first, last = np.datetime64(away.first, "s"), np.datetime64(away.last) + np.timedelta64(1, "D")
                mine = (who == other) & (step == place) & (day >= first) & (day < last) & (found < 0)
                found[mine] = owner
    return found


def _pairs(crowd: Crowd, office: Office, step: Step) -> Iterator[tuple[int, int]]:
    """(who the step belongs to, his stand-in or -1)."""
    duties = [
        (register.words(row, "department"), register.words(row, "holder_a"), register.words(row, "holder_b"))
        for register in office.registers.values()
        if register.kind is Kind.DUTIES
        for row in range(len(register))
        if step.name in parted(register.words(row, "steps")) or register.words(row, "post") in step.posts
    ]
    for department, first, second in duties:
        owner, other = (next((crowd.place(n, department) for n in parted(names)), -1) for names in (first, second))
        if owner >= 0:
            yield owner, other if other >= 0 else _stand_in(crowd, owner)
    if not duties:
        for place in crowd.doers:
            if step.posts and crowd.rules.people[place].holds(step.posts):
                yield place, _stand_in(crowd, place)


def _stand_in(crowd: Crowd, owner: int) -> int:
    person = crowd.rules.people[owner]
    return crowd.place(person.stand_in, person.department) if person.stand_in else -1
