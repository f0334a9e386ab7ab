"""From the place of a statement back to its record: title, secrecy and age of what a finding or a proof speaks of."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from officebatch.model.vocabulary import BEGINS
from officebatch.outputs.matters import titles

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from officebatch.model.docket import Docket
    from officebatch.model.origin import Origin
    from officebatch.model.register import Register
    from officebatch.rulebook.rules import RuleBook


class Records:
    """Looks records up by their place. The index is made when first asked, and a register's titles and inner
    rows all at once."""

    def __init__(self, docket: Docket, rules: RuleBook) -> None:
        self._docket, self._rules = docket, rules
        self._titles: dict[str, list[str]] = {}
        self._inner: dict[str, frozenset[int]] = {}

    def at(self, place: Origin) -> tuple[Register, int] | None:
        """The register and the row position at a place, None where no record stands there."""
        return self._index.get((place.workbook, place.sheet, place.row))

    def title(self, place: Origin) -> str:
        """The title of the record at a place, "" where none stands there."""
        found = self.at(place)
        if found is None:
            return ""
        register, row = found
        if register.name not in self._titles:
            self._titles[register.name] = titles(register)
        return self._titles[register.name][row]

    def inner(self, place: Origin) -> bool:
        """Whether the record at a place bears an inner secrecy level."""
        found = self.at(place)
        if found is None:
            return False
        register, row = found
        if register.name not in self._inner:
            self._inner[register.name] = _inner_rows(register, self._rules.settings.inner_levels)
        return row in self._inner[register.name]

    def register(self, place: Origin) -> str:
        """The name of the register at a place, the sheet's where no record stands there."""
        found = self.at(place)
        return found[0].name if found is not None else place.sheet

    def old(self, place: Origin) -> bool:
        """Whether the record at a place began before the office's start day: it is shown to the office alone."""
        found = self.at(place)
        if found is None or (start_day := self._rules.settings.start_day) is None:
            return False
        register, row = found
        if (register.name, int(register.heads[row])) in self._early:
            return True
        days = (register.value(row, role) for role in BEGINS.get(register.kind, ()))
        began = next((day for day in days if day is not None), None)
        return isinstance(began, datetime) and began.date() < start_day

    @cached_property
    def _early(self) -> frozenset[tuple[str, int]]:
        """Records with a deadline that is not live."""
        frame = self._docket.deadlines.frame
        early = frame[~frame["live"]]
        return frozenset(zip(early["register"].tolist(), early["row"].tolist(), strict=True))

    @cached_property
    def _index(self) -> Mapping[tuple[str, str, int], tuple[Register, int]]:
        return {
            (register.parts[part].workbook, register.parts[part].sheet, line): (register, row)
            for register in self._docket.office.registers.values()
            for row, (part, line) in enumerate(zip(register.part.tolist(), register.sheet_row.tolist(), strict=True))
        }


def _inner_rows(register: Register, levels: Collection[str]) -> frozenset[int]:
    """The rows `register.inner` holds for, asked once for rows that say the same."""
    field = register.role("secrecy")
    if field is None:
        return frozenset()
    column, shown = register.frame[field], register.shown[field]
    said = zip(column.astype(object).where(column.notna(), "").tolist(), shown.codes.tolist(), strict=True)
    known: dict[tuple[object, int], bool] = {}
    return frozenset(
        row for row, one in enumerate(said)
        if (known[one] if one in known else known.setdefault(one, register.inner(row, levels)))
    )
