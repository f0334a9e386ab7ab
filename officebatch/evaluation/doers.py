"""Who is who: names of registers to the people of the rule book; namesakes told apart by the department."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from officebatch.model.work import Doer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from officebatch.rulebook.rules import RuleBook


class Crowd:
    """The people of the rule book but its leaders, by position in it."""

    NOBODY: ClassVar[int] = -1
    UNCLEAR: ClassVar[int] = -2

    def __init__(self, rules: RuleBook) -> None:
        self.rules = rules

    @cached_property
    def doers(self) -> Mapping[int, Doer]:
        """Position → person."""
        return {
            n: Doer(n, person.name, person.department, person.post, person.rank)
            for n, person in enumerate(self.rules.people)
            if person.name not in self.rules.leaders
        }

    @cached_property
    def names(self) -> Mapping[str, tuple[int, ...]]:
        """Name → the positions of the people of that name."""
        found: dict[str, tuple[int, ...]] = {}
        for place, doer in self.doers.items():
            found[doer.name] = (*found.get(doer.name, ()), place)
        return found

    def place(self, name: str, department: object) -> int:
        """The position of a person; of namesakes the one of the department; NOBODY for a stranger or a leader,
        UNCLEAR where the department does not tell."""
        places = self.names.get(name, ())
        if len(places) > 1:
            places = tuple(n for n in places if self.doers[n].department == department)
            return places[0] if len(places) == 1 else self.UNCLEAR
        return places[0] if places else self.NOBODY

    def places(self, names: Sequence[object], departments: Sequence[object]) -> np.ndarray:
        """`place` of many."""
        known: dict[tuple[object, object], int] = {}
        found = np.empty(len(names), dtype=np.int32)
        for n, pair in enumerate(zip(names, departments, strict=True)):
            if pair not in known:
                name, department = pair
                known[pair] = self.place(name, department) if isinstance(name, str) else self.NOBODY
            found[n] = known[pair]
        return found
