"""Rulings: what a person decided about one finding or deadline. They change papers and scores, never a register."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from officebatch.model.register import folded_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date


class Decision(StrEnum):
    """What was decided. The value is what stands in lists and in the rule book's sheet 裁定."""

    CORRECT = "属实"
    WRONG = "误报"
    DONE = "已办结未登记"
    EXTENDED = "已批延期"
    HOLDER = "责任部门有误"
    DROPPED = "已取消"
    MENDED = "已更正"
    OTHER = "其他"

    @property
    def needs_day(self) -> bool:
        """Whether it means nothing without a day."""
        return self in (Decision.DONE, Decision.EXTENDED)


@dataclass(frozen=True, slots=True)
class Ruling:
    """One decision. what: a step or a check's code, "" for everything about the record. field: of a finding, "" for
    any. on: the day it was done or is extended to; department: who holds it instead; at: where it was written.

    exact: it was written to one line, so of several records with one key it means that one; else all of them."""

    register: str
    record: str
    what: str
    decision: Decision
    day: date
    field: str = ""
    on: date | None = None
    department: str = ""
    reason: str = ""
    by: str = ""
    at: str = ""
    exact: bool = False

    def about(self, what: str, field: str = "") -> bool:
        """Whether it speaks of this step or finding of its record."""
        return self.what in ("", what) and self.field in ("", field)

    def of(self, record: str) -> bool:
        """Whether it speaks of this record; its folded key is known to be the ruling's."""
        return not self.exact or self.record == record


def by_record(rulings: Iterable[Ruling]) -> Mapping[tuple[str, str], tuple[Ruling, ...]]:
    """(register, folded record key) → its rulings in their order."""
    found: dict[tuple[str, str], tuple[Ruling, ...]] = {}
    for ruling in rulings:
        key = ruling.register, folded_key(ruling.record)
        found[key] = (*found.get(key, ()), ruling)
    return found
