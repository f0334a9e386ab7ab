"""What departments are compared within: their class, or the one a class with too few of them goes into."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from officebatch.model.score import Said
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from officebatch.rulebook.rules import RuleBook

MERGED = marked("{class_} has {n} departments, fewer than {least}: they are compared within {other}.")


def compared_within(rules: RuleBook, departments: Sequence[str]) -> tuple[Mapping[str, str], tuple[Said, ...]]:
    """Department → class, and what is to be told of it. A class with too few goes into the one setting 并入类别 names,
    else into the one with most departments; of several the first by name."""
    found = {name: of.class_ for name in departments if (of := rules.department(name)) is not None}
    least = rules.settings.class_from
    told: list[Said] = []
    while small := _smallest(found, least):
        others = Counter(class_ for class_ in found.values() if class_ and class_ != small)
        named = rules.settings.merged_classes.get(small, "")
        other = named if named in others else min(others, key=lambda c: (-others[c], c), default="")
        if not other:
            break
        n = sum(class_ == small for class_ in found.values())
        values = (("class_", small), ("n", str(n)), ("least", str(least)), ("other", other))
        told.append(Said(MERGED, values))
        found = {name: other if class_ == small else class_ for name, class_ in found.items()}
    return found, tuple(told)


def _smallest(classes: Mapping[str, str], least: int) -> str:
    """The class with fewest departments where these are too few and there is another, else ""."""
    counts = Counter(class_ for class_ in classes.values() if class_)
    few = [class_ for class_, n in counts.items() if n < least]
    return min(few, key=lambda c: (counts[c], c)) if few and len(counts) > 1 else ""
