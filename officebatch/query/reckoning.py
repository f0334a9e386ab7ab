"""DuckDB itself: its parser, the registers as tables, and what `writing` wrote run over them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import duckdb
import numpy as np
import numpy.ma  # the database asks for it when it first answers, and no file can be opened then

from officebatch.model.workdays import FIRST_YEAR
from officebatch.query import faults
from officebatch.query.asked import WHAT, WHEN, QueryFault
from officebatch.query.functions import OF_FIELD, Gives
from officebatch.query.pieces import kind
from officebatch.query.reading import expression
from officebatch.query.scope import quoted
from officebatch.query.sentences import Sentences
from officebatch.query.writing import Writer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from officebatch.model.vocabulary import FieldType
    from officebatch.query.asked import Column, Question, Schema
    from officebatch.query.pieces import Piece

_SQL_TYPES = {Gives.NUMBER: "DOUBLE", Gives.DAY: "DATE", Gives.MOMENT: "TIMESTAMP"}
_ANY_DAY = date(2026, 1, 1)  # to look an expression over
_REASON = 160  # letters of the database's own words


class Reckoner:
    """The database of one child. `blank` has the registers without rows, to look an expression over; `data` with."""

    def __init__(self, memory: int) -> None:
        self.blank = duckdb.connect(":memory:", config={
            "enable_external_access": "false", "python_enable_replacements": "false",
            "autoinstall_known_extensions": "false", "autoload_known_extensions": "false",
            "threads": "1", "memory_limit": f"{memory >> 20}MiB", "temp_directory": "",
        })  # fmt: skip
        self.blank.execute("CREATE SCHEMA blank; CREATE SCHEMA data; SET schema = 'blank'")
        self.data = self.blank.cursor()
        self.data.execute("SET schema = 'data'")
        for door in (self.blank, self.data):
            door.execute("SET VARIABLE before = CAST([] AS INTEGER[]); SET VARIABLE worked = CAST([] AS DATE[])")
        self.blank.execute("SET lock_configuration = true")
        self.schema: Schema = {}
        self.sentences: dict[str, Sentences] = {}
        self.data.execute("SELECT regexp_full_match('1', '[0-9]')").fetchnumpy()  # opens what it opens but once

    def begin(self, schema: Schema) -> None:
        """Take the registers there are."""
        self.schema = schema
        for register, fields in schema.items():
            columns = "".join(f", {quoted(f)} {_sql_type(of.type)}" for f, of in fields.items())
            self.blank.execute(f'CREATE TABLE {quoted(register)} ("#" BIGINT{columns})')

    def workdays(self, before: Sequence[int | None], worked: Sequence[int | None]) -> None:
        """Take the office's working days: before each day since the first of the table how many there are, and each
        of them as days since then; None where the holidays are not published."""
        first = date(FIRST_YEAR, 1, 1)
        days = [None if n is None else first + timedelta(days=n) for n in worked]
        self.data.execute("SET VARIABLE before = $1", [list(before)])
        self.data.execute("SET VARIABLE worked = $1", [days])

    def fill(self, register: str, rows: int, columns: Mapping[str, Column]) -> None:
        """Take the rows of a register: the columns that are asked for."""
        types = {f: OF_FIELD.get(self.schema[register][f].type, Gives.TEXT) for f in columns}
        arrays = {f: _array(types[f], column) for f, column in columns.items()}
        self.data.register("told", {"#": np.arange(rows), **arrays})
        listed = "".join(f", {_taken(f, gives)} AS {quoted(f)}" for f, gives in types.items())
        self.data.execute(f'CREATE OR REPLACE TABLE {quoted(register)} AS SELECT "#"{listed} FROM told')
        self.data.unregister("told")

    def look(self, question: Question) -> dict[str, object]:
        """What a `Looked` holds beside the question. Raises QueryFault."""
        try:
            what, told = self._written(question.register, question.what)
        except QueryFault as fault:
            raise fault.at(WHAT) from None
        used, conditions, when = [told], list[str](), None
        if question.when:
            try:
                when, asked = self._written(question.register, question.when)
                if when.gives is not Gives.TRUTH:
                    raise QueryFault(faults.NO_TRUTH, first=kind(when))
            except QueryFault as fault:
                raise fault.at(WHEN) from None
            used, conditions = [told, asked], list(asked.names.fields)
        value = f"CASE WHEN {when.sql} THEN {what.sql} END" if when else what.sql
        of = f"FROM {quoted(question.register)} AS t0"
        uses: dict[str, dict[str, None]] = {}
        for writer in used:
            for register, fields in writer.names.uses.items():
                uses.setdefault(register, {}).update(fields)
        return {
            "sql": f"SELECT t0.\"#\" AS place, coalesce(CAST({value} AS DOUBLE), 'nan') AS value {of}",
            "fields": list(told.names.fields), "conditions": conditions,
            "uses": {register: list(fields) for register, fields in uses.items()},
            "truth": what.gives is Gives.TRUTH,
            "today": any(w.today for w in used), "workdays": any(w.workdays for w in used),
        }  # fmt: skip

    def ask(self, sql: str, rows: int, today: date | None) -> bytes:
        """The value of each row in order, float64, NaN where empty. Raises QueryFault, which quotes no cell."""
        try:
            found = self.data.execute(sql, {"today": today} if today else {}).fetchnumpy()
        except (duckdb.Error, MemoryError) as error:
            raise _run_fault(error) from None
        values = np.full(rows, np.nan)
        if len(found["place"]) != rows:
            raise QueryFault(faults.ENDED, reason="rows")
        values[found["place"]] = found["value"]
        return values.tobytes()

    def _written(self, register: str, text: str) -> tuple[Piece, Writer]:
        """A text as SQL that the database takes."""
        if register not in self.sentences:
            self.sentences[register] = Sentences(self.schema, register)
        sentences = self.sentences[register]
        writer = Writer(self.schema, register)
        try:
            written = writer.write(expression(text, sentences, self._parsed))
        except RecursionError:
            raise QueryFault(faults.TOO_DEEP) from None
        if written.gives not in (Gives.TRUTH, Gives.NUMBER):
            raise QueryFault(faults.NO_TRUTH, first=kind(written))
        try:
            values = {"today": _ANY_DAY} if writer.today else {}
            self.blank.execute(f"SELECT {written.sql} FROM {quoted(register)} AS t0", values)
        except (duckdb.Error, MemoryError) as error:
            raise _look_fault(error) from None
        return written, writer

    def _parsed(self, sql: str) -> str:
        found = self.blank.execute("SELECT json_serialize_sql($1)", [sql]).fetchone()
        return str(found[0]) if found else ""


def _sql_type(type_: FieldType) -> str:
    return _SQL_TYPES.get(OF_FIELD.get(type_, Gives.TEXT), "VARCHAR")


def _array(gives: Gives, column: Column) -> np.ndarray:
    """A column as the database takes it in."""
    if gives is Gives.NUMBER:
        return np.frombuffer(column.data, dtype=np.float64)
    if gives is Gives.TEXT:
        words = np.array([*column.words, None], dtype=object)
        return words[np.frombuffer(column.data, dtype=np.int32)]
    return np.frombuffer(column.data, dtype=np.int64).astype("datetime64[s]")


def _taken(field: str, gives: Gives) -> str:
    name = quoted(field)
    if gives is Gives.NUMBER:
        return f"CASE WHEN isnan({name}) THEN NULL ELSE {name} END"
    return f"CAST({name} AS {_SQL_TYPES.get(gives, 'VARCHAR')})"


def _look_fault(error: BaseException) -> QueryFault:
    """No row was there to be quoted, so the database's own words may be told."""
    if isinstance(error, duckdb.OutOfMemoryException | MemoryError):
        return QueryFault(faults.LIMIT)
    return QueryFault(faults.UNRECKONED, reason=str(error).split("\n")[0][:_REASON])


def _run_fault(error: BaseException) -> QueryFault:
    """Only of which kind it is: the database's own words may quote a cell."""
    if isinstance(error, duckdb.OutOfMemoryException | MemoryError):
        return QueryFault(faults.LIMIT)
    if isinstance(error, duckdb.ConversionException | duckdb.OutOfRangeException):
        return QueryFault(faults.CONVERSION)
    if "More than one row" in str(error):
        return QueryFault(faults.SEVERAL_VALUES)
    return QueryFault(faults.ENDED, reason=type(error).__name__)
