"""Registers, and single records, as the tables a question is asked over."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from officebatch.query.asked import Column, Table
from officebatch.query.functions import OF_FIELD, Gives

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from officebatch.model.register import Register
    from officebatch.query.asked import Field

Value: TypeAlias = str | float | date | datetime  # a text, a number, a day or a moment


def of_register(register: Register) -> Table:
    """All rows of a register in their order; quarantined rows are in no register."""

    def column(field: str) -> Column:
        gives = OF_FIELD.get(register.types[field], Gives.TEXT)
        cells = register.frame[field]
        if gives is Gives.NUMBER:
            return Column(cells.to_numpy(dtype="float64").tobytes())
        if gives is Gives.TEXT:
            words = cells.astype("category").cat
            return Column(words.codes.to_numpy(dtype=np.int32).tobytes(), tuple(map(str, words.categories)))
        return Column(cells.to_numpy(dtype="datetime64[s]").astype(np.int64).tobytes())

    return Table(len(register), column)


def of_records(fields: Mapping[str, Field], records: Sequence[Mapping[str, Value]]) -> Table:
    """Records written out; a field without a value is empty."""

    def column(field: str) -> Column:
        gives, cells = OF_FIELD.get(fields[field].type, Gives.TEXT), [record.get(field) for record in records]
        if gives is Gives.NUMBER:
            return Column(np.array([np.nan if c is None else c for c in cells], dtype=np.float64).tobytes())
        if gives is Gives.TEXT:
            codes = np.array([-1 if cell is None else row for row, cell in enumerate(cells)], dtype=np.int32)
            return Column(codes.tobytes(), tuple(map(str, cells)))
        days = np.array([np.datetime64("NaT") if c is None else c for c in cells], dtype="datetime64[s]")
        return Column(days.astype(np.int64).tobytes())

    return Table(len(records), column)
