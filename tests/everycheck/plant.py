"""How a fault is planted: one function a check, found by walking the folder `plants`.

A plant gets the office, breaks exactly one thing in it and returns what must be found: `Found(row, field)`, or a list
that begins with it and goes on with what else follows from the fault (`Found(row, field, code="DOC101")`). All plants
of one `office` stand in the same office on different lines and are read together; a plant that hurts the others'
registers (a missing column, a broken workbook, a rule everybody feels) names an office of its own.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.everycheck.office import Office

TOGETHER = "together"


@dataclass(frozen=True, eq=False)
class Found:
    """What must be found. row: the line, of a register or of the rule book, None for a register or a workbook as a
    whole; field: the first cell named, in the rule book the Chinese heading; cell: where the finding stands in another
    cell than the field's.

    code: where it is not the plant's own. Without a row: register, record, workbook, sheet_row and column as the
    finding has them; the workbook is the register's where nothing is said.
    """

    row: Mapping[str, object] | None = None
    field: str = ""
    code: str = ""
    register: str = ""
    record: str = ""
    workbook: str | None = None
    sheet_row: int = 0
    column: str = ""
    cell: str = ""


Put = Callable[["Office"], Found | list[Found]]


@dataclass(frozen=True)
class Plant:
    """One fault to be planted. office: the plants of one name stand in one office."""

    code: str
    name: str
    office: str
    put: Put

    def into(self, office: Office) -> list[Found]:
        """Plant it; what must be found, each with its code."""
        told = self.put(office)
        all_of_it = told if isinstance(told, list) else [told]
        if not all_of_it or all_of_it[0].code not in ("", self.code):
            raise ValueError(f"{self.name}: what {self.code} finds comes first")
        return [Found(**{**vars(one), "code": one.code or self.code}) for one in all_of_it]


_registered: list[Plant] = []


def plant(code: str, *, office: str = TOGETHER) -> Callable[[Put], Put]:
    """Register a plant of a check; a check may have several."""

    def register(put: Put) -> Put:
        _registered.append(Plant(code, f"{put.__module__.rpartition('.')[2]}.{put.__name__}", office, put))
        return put

    return register


def all_plants(codes: Container[str]) -> dict[str, list[Plant]]:
    """Office → its plants of these checks, in the order of the files and of the functions in them."""
    from tests.everycheck import plants

    for module in sorted(m.name for m in pkgutil.iter_modules(plants.__path__)):
        importlib.import_module(f"{plants.__name__}.{module}")
    found: dict[str, list[Plant]] = {}
    for one in _registered:
        if one.code in codes:
            found.setdefault(one.office, []).append(one)
    return found
