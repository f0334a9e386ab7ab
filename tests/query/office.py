"""A small office for expressions: two registers as the rule book has them, and records written out."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from officebatch.model.vocabulary import FieldType
from officebatch.model.workdays import Workdays
from officebatch.query import Field, QueryFault, Question, Session, Value, of_records
from tests.making import AS_OF

IN, OUT = "收文登记簿", "发文登记簿"
SCHEMA = {
    IN: {
        "收文编号": Field(FieldType.DOCUMENT_NUMBER),
        "收文日期": Field(FieldType.DATETIME),
        "办结日期": Field(FieldType.DATE),
        "文件标题": Field(FieldType.TEXT),
        "来文字号": Field(FieldType.TEXT),
        "份数": Field(FieldType.INTEGER),
        "页数": Field(FieldType.INTEGER),
        "完成率": Field(FieldType.PERCENT),
        "承办部门": Field(FieldType.DEPARTMENT, {"财务科": "财务科", "财务": "财务科", "办公室": "办公室"}),
        "承办人": Field(FieldType.PERSON),
        "核稿人": Field(FieldType.PERSON),
        "状态": Field(FieldType.CHOICE, {"办结": "办结", "已办结": "办结", "在办": "在办"}),
    },
    OUT: {
        "发文字号": Field(FieldType.DOCUMENT_NUMBER),
        "标题": Field(FieldType.TEXT),
        "签发日期": Field(FieldType.DATETIME),
        "份数": Field(FieldType.INTEGER),
    },
}


def session() -> Session:
    """Questions over this office."""
    return Session(SCHEMA, Workdays.of)


Records = Sequence[Mapping[str, Value]]


def values(asked: Session, must: str, records: Records, sent: Records = (), when: str = "") -> list[float | None]:
    """The value of an expression for each record received, None where empty; `sent` stand in the other register."""
    looked = asked.look(Question(IN, must, when))
    tables = {IN: of_records(SCHEMA[IN], records), OUT: of_records(SCHEMA[OUT], sent)}
    return [None if math.isnan(value) else float(value) for value in asked.ask(looked, tables, AS_OF)]


def truths(asked: Session, must: str, records: Records, sent: Records = (), when: str = "") -> list[bool | None]:
    """`values` as true and false."""
    return [None if value is None else bool(value) for value in values(asked, must, records, sent, when)]


def refusal(asked: Session, must: str, when: str = "") -> QueryFault:
    """What is wrong with an expression."""
    try:
        looked = asked.check(Question(IN, must, when))
    except QueryFault as fault:
        return fault
    raise AssertionError(f"{must} was taken as {looked.sql}")
