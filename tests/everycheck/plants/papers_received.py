"""DOC120 to DOC127: one fault each in the handling and filing of a paper."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.everycheck.names import RECEIVED, SENT, Row
from tests.everycheck.plant import Found, plant
from tests.everycheck.plants.documents import plain_received, plain_sent
from tests.everycheck.quirks import day

if TYPE_CHECKING:
    from tests.everycheck.office import Office


def only_there(office: Office, row: Row) -> bool:
    """Whether who did the work has nothing else entered for that day, in any register."""
    name, on = row["承办人"], row["承办日期"]
    lines = (line for of in office.registers.values() for line in of)
    return sum(name in line.values() and on in line.values() for line in lines) == 1


@plant("DOC120")
def done_while_away(office: Office) -> Found:
    row = office.take(RECEIVED, lambda paper: plain_received(paper) and only_there(office, paper))
    first, last = (day(row, "承办日期") + timedelta(n) for n in (-1, 1))
    away = {"姓名": str(row["承办人"]), "开始日期": str(first), "结束日期": str(last), "事由": "年休假"}
    office.tables["外出"].append(away)
    return Found(row, "承办人")


@plant("DOC121")
def two_in_the_lead(office: Office) -> Found:
    row = office.take(RECEIVED, plain_received)
    row["承办部门"] = f"{row['承办部门']}、办公室"
    return Found(row, "承办部门")


@plant("DOC122")
def urgent_without_a_limit(office: Office) -> Found:
    row = office.take(RECEIVED, lambda paper: plain_received(paper) and paper["紧急程度"] == "加急")
    del row["办理时限"]
    return Found(row, "办理时限")


@plant("DOC123")
def read_and_not_returned(office: Office) -> Found:
    row = office.take(RECEIVED, lambda paper: plain_received(paper) and paper.get("退回日期"))
    del row["退回日期"]
    return Found(row, "退回日期")


@plant("DOC124")
def written_after_it_came_in(office: Office) -> Found:
    row = office.take(RECEIVED, plain_received)
    row["成文日期"] = day(row, "收文日期") + timedelta(3)
    return Found(row, "收文日期")


@plant("DOC125")
def done_by_word_only(office: Office) -> Found:
    row = office.take(RECEIVED, plain_received)
    row.update(办理情况="已办结，已书面回复", 办结日期=None)
    return Found(row, "办结日期")


@plant("DOC126")
def old_and_not_filed(office: Office) -> Found:
    row: Row = dict(office.take(SENT, plain_sent))
    row |= {field: date(2025, 3, 4) for field, value in row.items() if isinstance(value, date)}
    row.update(发文字号="临电办〔2025〕301号", 标题="关于去年春检工作的通知", 文种="通知")
    del row["归卷号"]
    office.registers[SENT].append(row)
    return Found(row, "归卷号")


@plant("DOC127")
def filed_nobody_knows_where(office: Office) -> Found:
    row = office.take(RECEIVED, plain_received)
    del row["归卷号"], row["清退情况"]
    return Found(row, "归卷号")
