"""A rule book proposed from a first look at the registers an office has, and what it leaves for the office to decide.

The shipped tables are filled and cut down by what was seen; nothing is hidden: what was not sure is a question at its
cell, and the fields no register has are handed back. Pure: a survey and tables in, tables and questions out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from officebatch.rulebook.proposing import fields, numbers, office, registers, steps, words
from officebatch.rulebook.proposing.question import Draft, Question

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from officebatch.model.survey import Survey
    from officebatch.rulebook.proposing.numbers import Form

    Tables = Mapping[str, Sequence[Mapping[str, str]]]

__all__ = ["Proposal", "Question", "propose"]


@dataclass(frozen=True)
class Proposal:
    """A proposed rule book. unused: shipped lines of sheet 字段 that no register has. forms: register → the forms of
    its numbers."""

    tables: dict[str, list[dict[str, str]]]
    questions: tuple[Question, ...]
    unused: tuple[Mapping[str, str], ...]
    forms: Mapping[str, tuple[Form, ...]]


def propose(survey: Survey, tables: Tables) -> Proposal:
    """The rule book for what a survey saw; `tables`: the shipped ones, every check and paper in them."""
    draft = Draft({sheet: [dict(line) for line in lines] for sheet, lines in tables.items()})
    registers.propose(draft, survey)
    steps.propose(draft, survey)
    fields.propose(draft, survey)
    words.propose(draft, survey)
    forms = numbers.propose(draft, survey)
    office.propose(draft, survey, forms)
    return Proposal(draft.tables, tuple(draft.questions), tuple(draft.unused), forms)
