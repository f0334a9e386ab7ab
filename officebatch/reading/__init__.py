"""Workbooks in, the office's registers out: every guess in a report, every refusal a Trouble.

`worker` is started as a module of its own process and must not load pandas, so this package loads nothing by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from officebatch.model.ballot import FilledBallot
    from officebatch.model.comparison import Comparison
    from officebatch.model.form import Form
    from officebatch.model.office import Office
    from officebatch.model.report import Trouble
    from officebatch.model.returned import Returned
    from officebatch.model.survey import Survey
    from officebatch.rulebook.rules import RuleBook


def silent(sentence: str) -> None:
    """Tell nobody."""


def read(folder: Path, rules: RuleBook, tell: Callable[[str], None] = silent) -> Office:
    """The office as the workbooks in `folder` show it; `tell` gets a progress sentence a workbook.

    What cannot be read becomes a Trouble of the office; raises only what the file system raises for `folder` itself.
    """
    from officebatch.reading.office import read_office

    return read_office(folder, rules, tell)


def survey(folder: Path, rules: RuleBook, tell: Callable[[str], None] = silent) -> Survey:
    """What the workbooks in `folder` look like to the registers of a rule book, whatever they are called.

    Raises only what the file system raises for `folder` itself.
    """
    from officebatch.reading.surveying import look

    return look(folder, rules, tell)


def strays(folder: Path, known: Collection[str]) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Of the workbooks below a folder: those that are none of its own, and of its own those somebody has open.

    known: its own, by their path with `/` between parts.
    """
    from officebatch.reading import choosing

    own, others = {folder / path for path in known}, []
    opened = []
    for place in sorted({path.parent for path in own} | {folder}):
        owners = choosing.opened_elsewhere(place) if place.is_dir() else frozenset()
        for path in choosing.files_in(place) if place.is_dir() else ():
            if choosing.is_workbook(path) and path not in own:
                others.append(path)
            elif path in own and choosing.is_open(path, owners):
                opened.append(path)
    return tuple(others), tuple(opened)


def compare(first: Path, second: Path, rules: RuleBook) -> Comparison:
    """The second workbook, which another program made, held against the first."""
    from officebatch.reading.comparing import compare as compare_both

    return compare_both(first, second, rules)


def read_ballots(folder: Path) -> tuple[tuple[FilledBallot, ...], tuple[Trouble, ...]]:
    """The ballot sheets in the workbooks of a folder, and which of these could not be read."""
    from officebatch.reading.ballots import read_ballots as read_sheets

    return read_sheets(folder)


def read_returned(path: Path, form: Form, rules: RuleBook) -> Returned:
    """A form that came back, as it stands in the file; `rules` says what is classified. What cannot be read is a
    complaint with its cell."""
    from officebatch.reading.returned import read_returned as read_form

    return read_form(path, form, rules)
