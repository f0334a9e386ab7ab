"""The hand-made office with other deadlines: its frame as lines to be changed, and lines back to a frame."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from officebatch.model.deadline import COLUMNS, Deadlines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officebatch.model.docket import Docket

    Line = dict[str, object]

_WORDS = ("register", "step", "state", "person", "department", "holder_kind", "holder", "urgency")
_DAYS = ("start", "due", "first_due", "done")


def lines(docket: Docket) -> list[Line]:
    """The deadlines of a docket, one dict a line; what is missing is None."""
    frame = docket.deadlines.frame
    columns = [[None if pd.isna(cell) else cell for cell in frame[name].tolist()] for name in COLUMNS]
    return [dict(zip(COLUMNS, line, strict=True)) for line in zip(*columns, strict=True)]


def having(docket: Docket, of: Sequence[Line]) -> Docket:
    """The docket with these deadlines; days may be written as 2026-11-25. A record stands in one line: `row`."""
    columns = {name: _column("row" if name == "line" else name, of) for name in COLUMNS}
    return replace(docket, deadlines=Deadlines(pd.DataFrame(columns)))


def _column(name: str, of: Sequence[Line]) -> pd.Categorical | np.ndarray:
    cells = [line[name] for line in of]
    if name in _WORDS:
        return pd.Categorical(cells)
    if name in _DAYS:
        return np.array([str(cell) if cell else "NaT" for cell in cells], dtype="datetime64[s]")
    return np.array(cells, dtype=bool if name in ("open", "provisional", "live") else np.int32)
