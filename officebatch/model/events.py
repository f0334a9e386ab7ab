"""Steps in columns and event lists alike, as one long frame: who passed which step when.

`frame` columns, sorted by record, step, pass:
    record  int32            row position of the record's (case's) representative line in Register.frame
    step    int16            position in `steps`
    pass    int16            1, 2 … a second pass through the same step counts from its own start
    person  Categorical      canonical name, missing where the cell is empty or unread
    date    datetime64[s]    NaT where empty or unread
    dated   bool             the date cell is not empty (an unread date is dated, its day unknown)
    row     int32            row position where the event's cells stand (流转: the record's own row)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("record", "step", "pass", "person", "date", "dated", "row")


@dataclass(frozen=True, eq=False)
class Events:
    """The events of one process over one register. An event exists where a person or a date stands.

    steps: step names in the rule book's order; person_fields, date_fields: per step the field ids of its cells
    ("" where the register has no such column).
    """

    register: str
    process: str
    steps: tuple[str, ...]
    person_fields: tuple[str, ...]
    date_fields: tuple[str, ...]
    frame: pd.DataFrame
