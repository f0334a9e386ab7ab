"""A workbook that another program made, held against the one it was made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from officebatch.model.origin import Origin


@dataclass(frozen=True)
class Comparison:
    """otherwise: cells of the first that show something else in the second → their raw values in the first; None where
    one cannot be read or the second lacks a sheet. secret: whether a note, page header, footer or text box of the
    second bears a mark of secrecy."""

    otherwise: Mapping[Origin, object] | None
    secret: bool = False
