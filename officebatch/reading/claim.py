"""A sheet that a register claims, with what its headings were understood as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from officebatch.reading.layout import Layout
    from officebatch.reading.sheet import Sheet
    from officebatch.rulebook.sheets import RegisterRule


@dataclass(frozen=True, eq=False)
class Claim:
    """A sheet a register claims. `sheet` has only the register's columns, `whole` all; spare: columns nobody claims."""

    sheet: Sheet
    whole: Sheet
    rule: RegisterRule
    layout: Layout
    spare: tuple[int, ...] = ()
