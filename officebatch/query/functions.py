"""What an expression may call: a closed list, each with what it gives. Everything else is refused by name.

Left out on purpose: clocks and chance (`今天` is the day of the run), files and settings, and whatever makes much of
little (`repeat`, `range`, `lpad`, lists, `printf`).
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from officebatch.model.vocabulary import FieldType

if TYPE_CHECKING:
    from collections.abc import Mapping


class Gives(StrEnum):
    """What a piece of an expression gives."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"
    TRUTH = "truth"
    SPAN = "span"
    ANY = "any"  # an empty value, or what only the database can tell


_T, _N, _D, _B, _S, _A = Gives.TEXT, Gives.NUMBER, Gives.DAY, Gives.TRUTH, Gives.SPAN, Gives.ANY

OF_FIELD: Mapping[FieldType, Gives] = {
    FieldType.INTEGER: _N, FieldType.NUMBER: _N, FieldType.PERCENT: _N,
    FieldType.DATE: Gives.DAY, FieldType.DATETIME: Gives.MOMENT,
}  # fmt: skip

COUNT_WORKDAYS, ADD_WORKDAYS = "工作日数", "工作日后"

FUNCTIONS: Mapping[str, Gives] = {
    # texts
    **dict.fromkeys(("lower", "upper", "trim", "ltrim", "rtrim", "left", "right", "substr", "substring"), _T),
    **dict.fromkeys(("replace", "split_part", "concat", "regexp_extract", "strftime"), _T),
    **dict.fromkeys(("length", "strpos", "position"), _N),
    **dict.fromkeys(("contains", "starts_with", "ends_with", "regexp_matches", "regexp_full_match"), _B),
    # numbers
    **dict.fromkeys(("abs", "round", "floor", "ceil", "trunc", "mod"), _N),
    # days
    **dict.fromkeys(("year", "month", "day", "quarter", "week", "isodow"), _N),
    **dict.fromkeys(("hour", "minute", "date_part", "date_diff"), _N),
    **dict.fromkeys(("last_day", "make_date"), _D),
    "date_trunc": _A,
    **dict.fromkeys(("to_days", "to_weeks", "to_months", "to_years", "to_hours", "to_minutes"), _S),
    # the office's working days
    COUNT_WORKDAYS: _N, ADD_WORKDAYS: _D,
    # any
    **dict.fromkeys(("nullif", "greatest", "least", "if"), _A),
}  # fmt: skip

# Over several rows: inside (SELECT …), or with OVER (…).
AGGREGATES: Mapping[str, Gives] = {
    "count": _N, "count_star": _N, "sum": _N, "avg": _N, "min": _A, "max": _A, "bool_and": _B, "bool_or": _B,
}  # fmt: skip
WINDOWS: Mapping[str, Gives] = {"row_number": _N, "lag": _A, "lead": _A}

CLOCKS = frozenset({
    "now", "today", "current_date", "current_time", "current_timestamp", "localtime", "localtimestamp",
    "get_current_time", "get_current_timestamp", "transaction_timestamp", "age", "get_current_date",
})  # fmt: skip
CHANCE = frozenset({"random", "setseed", "uuid", "gen_random_uuid", "uuidv4", "uuidv7"})

CASTS: Mapping[str, Gives] = {
    **dict.fromkeys(("VARCHAR", "TEXT", "STRING", "CHAR"), _T),
    **dict.fromkeys(("SMALLINT", "INTEGER", "INT", "BIGINT", "FLOAT", "REAL", "DOUBLE", "DECIMAL", "NUMERIC"), _N),
    "DATE": _D, "TIMESTAMP": Gives.MOMENT, "DATETIME": Gives.MOMENT,
    "BOOLEAN": _B, "BOOL": _B, "INTERVAL": _S,
}  # fmt: skip
