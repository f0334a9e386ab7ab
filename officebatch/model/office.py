"""The office as it was read on one day: what checks, deadlines and evaluation look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from officebatch.model.vocabulary import STATUS_DONE, STATUS_DROPPED, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from officebatch.model.events import Events
    from officebatch.model.register import Register
    from officebatch.model.report import SheetReport, Trouble


@dataclass(frozen=True)
class Office:
    """registers: by name. events: by (process, register). inputs: workbook file name → sha256 of its bytes."""

    registers: Mapping[str, Register]
    events: Mapping[tuple[str, str], Events]
    reports: tuple[SheetReport, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    inputs: Mapping[str, str] = field(default_factory=dict)

    def open_tasks(self) -> Iterator[tuple[str, str]]:
        """(register, record key) of the tasks that are neither done nor dropped, in the registers' order."""
        for register in self.registers.values():
            if register.kind is not Kind.TASKS:
                continue
            for row, key in enumerate(register.keys):
                status = register.words(row, "status")
                if register.value(row, "done") is None and status not in (STATUS_DONE, STATUS_DROPPED):
                    yield register.name, str(key)
