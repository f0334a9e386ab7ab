"""A register as columns: one pandas frame of values, and where each row and each cell came from.

`frame` has one column a field, RangeIndex, one line a record (kind 流水: one line an event). Text-like fields
(文本 选项 部门 人员 多人 文号 是否) are pandas Categoricals of canonical strings, missing where the cell is empty or
could not be read; 日期 and 日期时间 are datetime64[s] with NaT; numbers are float64 with NaN (百分比: 1.0 is 100 %).
Every field of the rule book stands in the frame, as an empty column when the sheet has none. In an event list what is
said of the case on one of its lines (title, department, urgency …) stands in the frame on all that are silent.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from officebatch.model.origin import Origin
from officebatch.model.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import numpy as np
    import pandas as pd
    from pandas.api.extensions import ExtensionArray

    from officebatch.model.vocabulary import FieldType

_BRACKETS = str.maketrans("〔〕[]【】「」〈〉", "()" * 5)
_ORDINAL = re.compile(r"#\d+$")


def folded_key(key: str) -> str:
    """A record key as it is compared with what a person wrote: one form of every character, no blanks."""
    return "".join(unicodedata.normalize("NFKC", shown_key(key)).split())


def shown_key(key: str) -> str:
    """A record key as people write it: without the ordinal that tells equal keys apart."""
    return _ORDINAL.sub("", key)


def case_name(text: str) -> str:
    """What a case is known by on all its lines, whatever brackets they write and whether 号 stands behind."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_BRACKETS).split()).removesuffix("号")


@dataclass(frozen=True)
class Part:
    """One sheet a register was read from; `letters`: field id → column letter(s) there."""

    workbook: str
    sheet: str
    letters: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Cells:
    """The texts of one column as a reader of the sheet sees them: distinct texts and a code a row, -1 where empty."""

    codes: np.ndarray
    texts: tuple[str, ...]

    def text(self, row: int) -> str:
        """The shown text at a row position, "" where the cell is empty."""
        code = int(self.codes[row])
        return self.texts[code] if code >= 0 else ""


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell whose text is no value of its field's type: the frame has nothing there, `text` quotes it."""

    row: int
    field: str
    type: FieldType
    text: str


@dataclass(frozen=True, eq=False)
class Register:
    """One register of the office, quarantined rows left out.

    keys: per row the normalised record key (the key field folded; blank: title and received date; equal keys: an
    ordinal "#2" behind). roles: role → field id. missing: fields with no column in some or all parts.
    seats: field id → document numbers of quarantined rows, to close a gap and for nothing else.
    """

    name: str
    kind: Kind
    frame: pd.DataFrame
    shown: Mapping[str, Cells]
    types: Mapping[str, FieldType]
    roles: Mapping[str, str]
    parts: tuple[Part, ...]
    part: np.ndarray
    sheet_row: np.ndarray
    keys: np.ndarray
    unread: tuple[Unread, ...] = ()
    missing: tuple[str, ...] = ()
    seats: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.frame)

    @property
    def listed(self) -> bool:
        """Whether each line is one event and the lines of a case are one record."""
        return self.kind is Kind.EVENTS

    @cached_property
    def _columns(self) -> dict[str, ExtensionArray]:
        """The columns `value` was asked for; nothing writes to the frame once the register is read."""
        return {}

    @cached_property
    def heads(self) -> np.ndarray:
        """Per row the position of the row that stands for its record: its own, in an event list the first line of
        its case, -1 where the line names no case."""
        import numpy as np

        rows = np.arange(len(self), dtype=np.int32)
        if not self.listed:
            return rows
        field_id = self.role("case")
        if field_id is None:
            return np.full(len(self), -1, dtype=np.int32)
        cells, places = self.shown[field_id], dict[str, int]()
        numbered = [places.setdefault(case_name(text), len(places)) for text in cells.texts]
        case = np.array([*numbered, -1], dtype=np.int32)
        of = case[cells.codes]
        first = np.full(len(places) + 1, -1, dtype=np.int32)
        named = rows[of >= 0][::-1]
        first[of[named]] = named
        found: np.ndarray = first[of]
        return found

    @cached_property
    def timed(self) -> bool:
        """Whether any of its days has an hour: an hour limit in a register of days is told by its day."""
        import numpy as np

        columns = (self.frame[name].to_numpy() for name in self.frame.select_dtypes("datetime"))
        return any(bool(((c != c.astype("datetime64[D]")) & ~np.isnat(c)).any()) for c in columns)

    def origin(self, row: int, field_id: str = "") -> Origin:
        """The place of a row position, at a field's column when one is named."""
        part = self.parts[int(self.part[row])]
        return Origin(part.workbook, part.sheet, int(self.sheet_row[row]), part.letters.get(field_id, ""))

    def sheet_origin(self) -> Origin:
        """The place of the register as a whole: its first sheet, row 0."""
        return Origin(self.parts[0].workbook, self.parts[0].sheet) if self.parts else Origin(self.name)

    def text(self, row: int, field_id: str) -> str:
        """The text of a cell as a reader of the sheet sees it, "" where empty or absent."""
        cells = self.shown.get(field_id)
        return cells.text(row) if cells is not None else ""

    def role(self, role: str) -> str | None:
        """The field id that plays a role and has a column somewhere, or None."""
        field_id = self.roles.get(role)
        return field_id if field_id is not None and field_id in self.shown else None

    def value(self, row: int, role: str) -> object | None:
        """The value at a row of the field that plays `role`: str, float, Timestamp, or None."""
        field_id = self.role(role)
        if field_id is None:
            return None
        import pandas as pd

        column = self._columns.get(field_id)
        if column is None:
            column = self._columns[field_id] = self.frame[field_id].array
        value: object = column[row]
        return None if pd.isna(value) else value  # type: ignore[call-overload]  # a single cell, never a list

    def words(self, row: int, role: str) -> str:
        """`value` as text, "" where there is none."""
        value = self.value(row, role)
        return "" if value is None else str(value)

    def inner(self, row: int, levels: Collection[str]) -> bool:
        """Whether the record bears one of the office's inner secrecy levels."""
        field_id = self.role("secrecy")
        said = f"{self.words(row, 'secrecy')} {self.text(row, field_id)}" if field_id else ""
        return any(level in said for level in levels)
