"""NUM104 to NUM108: one fault each in when and by whom a number was given."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.everycheck.days import AS_OF
from tests.everycheck.names import RECEIVED, SENT, Row
from tests.everycheck.plant import Found, plant
from tests.everycheck.plants.documents import plain_sent
from tests.everycheck.quirks import day

if TYPE_CHECKING:
    from tests.everycheck.office import Office


def added(office: Office, number: str, title: str) -> Row:
    """A paper more, like one of the office's own that has gone out."""
    row: Row = {**office.take(SENT, plain_sent), "发文字号": number, "标题": title, "文种": "通知"}
    office.registers[SENT].append(row)
    return row


@plant("NUM104")
def number_before_the_signature(office: Office) -> Found:
    row = office.take(SENT, plain_sent)
    row["编号日期"] = row["拟稿日期"]
    return Found(row, "编号日期")


@plant("NUM105")
def number_of_an_earlier_day(office: Office) -> Found:
    """All days of the paper are six weeks later than those of its neighbours."""
    row = office.take(SENT, plain_sent)
    row |= {field: value + timedelta(42) for field, value in row.items() if isinstance(value, date)}
    return Found(row, "发文字号")


@plant("NUM106")
def number_of_last_year(office: Office) -> Found:
    return Found(added(office, "临电办〔2025〕302号", "关于补发去年文件的通知"), "发文字号")


@plant("NUM107")
def letters_nobody_knows(office: Office) -> Found:
    return Found(added(office, "临电班〔2026〕1号", "关于班组建设的通知"), "发文字号")


@plant("NUM108")
def entered_twice(office: Office) -> Found:
    like = office.take(RECEIVED, lambda row: day(row, "收文日期") >= AS_OF - timedelta(2) and not row.get("批办日期"))
    last = office.registers[RECEIVED][-1]
    number = int(str(last["序号"])) + 1
    row: Row = {field: like[field] for field in list(like)[: list(like).index("签收人")]}
    row.update(序号=number, 收文编号=f"收〔2026〕{number}号", 收文日期=AS_OF, 签收人=like["签收人"], 签收日期=AS_OF)
    office.registers[RECEIVED].append(row)
    return Found(row, "来文字号")
