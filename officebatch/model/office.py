"""The office as it was read on one day: what checks, deadlines and evaluation look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

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
