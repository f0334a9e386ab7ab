"""The office's rule book: a workbook in, a frozen `RuleBook` out, and the shipped one to begin with.

`schema` is the one table of what a rule book is. `workbook` reads the file, `lines` and `cells` the texts, `references`
and `consistency` what must hold between them, `book` makes the values; `writing` writes one, `tables` has the shipped
content. Only here openpyxl is imported, and only when a workbook is really read or written: it takes 0.3 s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.rulebook.faults import Fault, RuleBookFaults
from officebatch.rulebook.tables import complete, shipped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from officebatch.model.survey import Survey
    from officebatch.model.vocabulary import Vocabulary
    from officebatch.rulebook.completing import Completed
    from officebatch.rulebook.proposing import Proposal, Question
    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.tables import Tables

__all__ = [
    "Fault", "RuleBookFaults", "complete", "completed", "from_tables", "propose", "read", "shipped", "undecided",
    "write",
]  # fmt: skip


def read(path: Path, vocabulary: Vocabulary) -> RuleBook:
    """The rule book of a workbook. Raises RuleBookFaults with every fault at once."""
    from officebatch.rulebook import book

    return book.read(path, vocabulary)


def from_tables(tables: Tables, vocabulary: Vocabulary) -> RuleBook:
    """The rule book that tables would give, written nowhere. Raises RuleBookFaults."""
    from officebatch.rulebook import book
    from officebatch.rulebook.tables import pages

    return book.understand(pages(tables), vocabulary, "")


def propose(survey: Survey, tables: Tables) -> Proposal:
    """The rule book for the registers a survey saw, with what it leaves to the office."""
    from officebatch.rulebook import proposing

    return proposing.propose(survey, tables)


def write(
    tables: Tables, path: Path, questions: Sequence[Question] = (), unused: Sequence[Mapping[str, str]] = ()
) -> None:
    """Write tables (sheet → lines: heading → text) as a workbook; the same tables give the same bytes."""
    from officebatch.rulebook import writing

    writing.write(tables, path, questions, unused)


def completed(path: Path, tables: Tables) -> Completed:
    """The rule book of a file with what `tables` have more; nothing is written. Raises RuleBookFaults."""
    from officebatch.rulebook import completing

    return completing.complete_workbook(path, tables)


def undecided(path: Path) -> tuple[str, ...]:
    """What a rule book still leaves to the office, as sheet `_待定` lists it. Raises RuleBookFaults."""
    from officebatch.rulebook import pending, workbook

    if pending.PENDING not in workbook.names(path):
        return ()
    return tuple(pending.undecided(workbook.pages(path)[0]))
