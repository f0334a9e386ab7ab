"""Lists of who is to be there, as registers of meetings write them: departments, people, everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.wordlist import parted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.rulebook.rules import RuleBook

EVERYBODY = ("各部门", "各科室", "各单位")


def named(rules: RuleBook, text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every word of a list of attendees, a department by its own name, and the departments it asks for: a person his
    own, a word for everybody all; none for what is unknown."""
    for word in parted(text):
        if word in rules.department_names:
            name = rules.department_names[word]
            yield name, (name,)
        elif word.startswith(EVERYBODY):
            yield word, tuple(d.name for d in rules.departments)
        elif (person := rules.person(word)) is not None:
            yield word, (person.department,)
        else:
            begins = sorted((d.name for d in rules.departments if word.startswith(d.name)), key=len)
            yield word, tuple(begins[-1:])
