"""DOC: one fault each in the steps of a paper, in columns (发文, 收文) and in the seal's event list."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.everycheck import people
from tests.everycheck.days import AS_OF
from tests.everycheck.names import RECEIVED, SEALS, SENT, Row
from tests.everycheck.people import OFFICE
from tests.everycheck.plant import Found, plant

if TYPE_CHECKING:
    from tests.everycheck.office import Office


def plain_received(row: Row) -> bool:
    """A paper received that has passed all its steps, with no task and no answer hanging on it."""
    return bool(row.get("处置日期")) and not row.get("领导批示") and row["文种"] in ("通知", "通报", "意见")


def plain_sent(row: Row) -> bool:
    """A paper of the office's own to its sections that has gone out."""
    return bool(row.get("分发日期")) and row["文种"] in ("通知", "通报", "意见") and not row["会签部门"]


def case(office: Office) -> dict[str, Row]:
    """The lines of a use of the seal that is done, by step, kept from all other plants."""
    last = office.take(SEALS, lambda row: row["环节"] == "盖印")
    found = {str(row["环节"]): row for row in office.registers[SEALS] if row["用印编号"] == last["用印编号"]}
    office.hold(*found.values())
    return found


def earlier(row: Row, field: str, days: int) -> date:
    """A day so many days before the one in a cell."""
    day = row[field]
    assert isinstance(day, date)
    return day - timedelta(days)


@plant("DOC101")
def result_noted_before_the_work_was_done(office: Office) -> Found:
    row = office.take(RECEIVED, plain_received)
    row["注办日期"] = earlier(row, "承办日期", 1)
    return Found(row, "注办日期")


@plant("DOC101")
def seal_allowed_before_it_was_looked_at(office: Office) -> Found:
    lines = case(office)
    lines["批准"]["经办日期"] = earlier(lines["审核"], "经办日期", 1)
    return Found(lines["批准"], "经办日期")


@plant("DOC102")
def never_registered(office: Office) -> Found:
    row = office.take(RECEIVED, plain_received)
    del row["登记人"], row["登记日期"]
    return Found(row, "登记日期")


@plant("DOC102")
def seal_never_looked_at(office: Office) -> Found:
    lines = case(office)
    office.registers[SEALS] = [row for row in office.registers[SEALS] if row is not lines["审核"]]
    return Found(lines["批准"], "审核", cell="经办日期")


@plant("DOC103")
def printed_by_nobody(office: Office) -> Found:
    row = office.take(SENT, plain_sent)
    del row["打印人"]
    return Found(row, "打印人")


@plant("DOC103")
def seal_put_by_nobody(office: Office) -> Found:
    row = case(office)["盖印"]
    del row["经办人"]
    return Found(row, "经办人")


@plant("DOC104")
def checked_by_its_author(office: Office) -> Found:
    row = office.take(SENT, lambda row: plain_sent(row) and row["拟稿部门"] == OFFICE)
    row["拟稿人"] = row["核稿人"]
    return Found(row, "核稿人")


@plant("DOC104")
def seal_allowed_by_who_asked(office: Office) -> Found:
    lines = case(office)
    lines["申请"]["经办人"] = lines["批准"]["经办人"]
    return Found(lines["批准"], "经办人")


@plant("DOC105")
def signed_by_a_clerk(office: Office) -> Found:
    row = office.take(SENT, lambda row: plain_sent(row) and row["拟稿部门"] != "物资科")
    row["签发人"] = people.of("物资科", "科员")[0]
    return Found(row, "签发人")


@plant("DOC105")
def seal_put_by_a_clerk(office: Office) -> Found:
    row = case(office)["盖印"]
    row["经办人"] = people.of("物资科", "科员")[0]
    return Found(row, "经办人")


@plant("DOC106")
def filed_on_a_day_to_come(office: Office) -> Found:
    row = office.take(RECEIVED, plain_received)
    row["处置日期"] = AS_OF + timedelta(11)
    return Found(row, "处置日期")


@plant("DOC106")
def seal_put_on_a_day_to_come(office: Office) -> Found:
    row = case(office)["盖印"]
    row["经办日期"] = AS_OF + timedelta(3)
    return Found(row, "经办日期")
