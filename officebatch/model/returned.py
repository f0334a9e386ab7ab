"""Forms that came back: what a person filled in, cell by cell, with the place of each, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from officebatch.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from officebatch.model.origin import Origin


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong at a place of a form and what to do about it. what: a message id that `values` fill.

    A value named `why` is a message id too. field: the form's field, "" where it is about none.
    """

    at: Origin
    what: str
    values: tuple[tuple[str, str], ...] = ()
    field: str = ""

    @property
    def said(self) -> str:
        """The whole sentence, beginning with the place, in the reader's language."""
        values = dict(self.values)
        if "why" in values:
            values["why"] = say(values["why"], **values)
        return say("{place}: {said}", place=self.at, said=say(self.what, **values))


@dataclass(frozen=True, slots=True)
class Written:
    """A word that came back, its explanation, and where it was written."""

    word: str
    why: str
    at: str


@dataclass(frozen=True)
class ReturnedRow:
    """One line of a form. values: field id → what stands there; None where the cell is empty or could not be read, no
    entry where the form has lost the column. at: the row. columns: field id → column letter."""

    values: Mapping[str, str | date | int | None]
    at: Origin
    columns: Mapping[str, str]

    def place(self, field_id: str = "") -> Origin:
        """The cell of a field; the row where it has no column."""
        return self.at.at(self.columns.get(field_id, ""))

    def text(self, field_id: str) -> str:
        """What stands in a field of text, "" where nothing does."""
        value = self.values.get(field_id)
        return value if isinstance(value, str) else ""


@dataclass(frozen=True)
class Returned:
    """One workbook as it came back. digest: sha256 of the bytes that were read, "" where there were none.

    readable: whether rows could be taken at all; where not, `complaints` says why and rows is empty.
    at: the sheet and its heading row. columns: field id → column letter, of its last table where it has several.
    quarantined_rows: rows with a mark of secrecy; numbers: of these, what their first needed field held, where that is
    no secret; nothing else of them is known. opened: another program has the file open, what is unsaved there is not
    in it.
    """

    rows: tuple[ReturnedRow, ...]
    complaints: tuple[Complaint, ...]
    at: Origin
    digest: str = ""
    readable: bool = True
    columns: Mapping[str, str] = field(default_factory=dict)
    quarantined_rows: tuple[int, ...] = ()
    numbers: tuple[str, ...] = ()
    opened: bool = False

    def complains_of(self, at: Origin) -> bool:
        """Whether a cell was complained of already."""
        return any(complaint.at == at for complaint in self.complaints)

    def said(self) -> Iterator[str]:
        """Every complaint as a sentence, in the order of the sheet."""
        return (complaint.said for complaint in self.complaints)
