"""The office's own SQL: expressions over the registers, written by a clerk, answered in a process with limits.

An expression is a sentence of `forms` (`办结日期 不早于 收文日期`) or one SQL expression over fields by their ids. The
child reads it with DuckDB's parser and writes anew what it knows of the tree: what it does not know cannot pass. Only
`child` imports DuckDB, and only in that process.

    with Session(schema, days) as session:
        looked = session.look(Question("收文登记簿", "办结日期 不早于 收文日期"))
        values = session.ask(looked, tables, as_of)
"""

from __future__ import annotations

from officebatch.query.asked import Field, Looked, QueryFault, Question, Schema, Table
from officebatch.query.forms import FORMS, Form
from officebatch.query.session import Session
from officebatch.query.tables import Value, of_records, of_register

__all__ = [
    "FORMS", "Field", "Form", "Looked", "QueryFault", "Question", "Schema", "Session", "Table", "Value",
    "of_records", "of_register",
]  # fmt: skip
