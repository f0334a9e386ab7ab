"""DOC151 to DOC156: one fault each in the course of a use of the seal, as the event list has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.everycheck import people
from tests.everycheck.days import after
from tests.everycheck.names import SEALS, Row
from tests.everycheck.people import OFFICE
from tests.everycheck.plant import Found, plant
from tests.everycheck.plants.documents import case
from tests.everycheck.plants.duty_steps import step
from tests.everycheck.quirks import day

if TYPE_CHECKING:
    from tests.everycheck.office import Office


def related(office: Office, first: str, kind: str, second: str = "") -> None:
    """A relation of steps more for the seal's process."""
    line = {"流程": "用印", "环节一": first, "关系": kind, "环节二": second, "级别": "错误"}
    office.tables["环节关系"].append(line)


def after_line(office: Office, line: Row, **differs: object) -> Row:
    """A line more behind one of the event list, like it but for what differs."""
    lines = office.registers[SEALS]
    row = {**line, **differs}
    lines.insert(next(n for n, one in enumerate(lines) if one is line) + 1, row)
    office.hold(row)
    return row


@plant("DOC151")
def sealed_twice(office: Office) -> Found:
    related(office, "盖印", "至多一次")
    line = case(office)["盖印"]
    return Found(after_line(office, line, 经办人=people.of(OFFICE, "机要员")[0]), "经办日期")


@plant("DOC152")
def step_nobody_knows(office: Office) -> Found:
    line = case(office)["审核"]
    return Found(after_line(office, line, 环节="复合"), "环节")


@plant("DOC153")
def asked_again_and_not_looked_at_again(office: Office) -> Found:
    lines = case(office)
    asked = day(lines["批准"], "经办日期")
    after_line(office, lines["审核"], 环节="申请", 经办人=lines["申请"]["经办人"], 经办日期=asked)
    lines["批准"]["经办日期"] = lines["盖印"]["经办日期"] = after(asked, 1)
    return Found(lines["批准"], "经办日期")


@plant("DOC154")
def looked_at_by_two(office: Office) -> Found:
    related(office, "审核", "须同人")
    line = case(office)["审核"]
    return Found(after_line(office, line, 经办人=people.of(OFFICE, "副主任")[0]), "经办人")


@plant("DOC155")
def sent_out_and_never_back(office: Office) -> Found:
    for order, name in (("21", "送会签"), ("22", "会签回")):
        step(office, order, name, 岗位="", 责任方="部门")
    related(office, "送会签", "其后须有", "会签回")
    line = case(office)["申请"]
    return Found(after_line(office, line, 环节="送会签"), "会签回", cell="经办日期")


@plant("DOC156")
def line_entered_twice(office: Office) -> Found:
    return Found(after_line(office, case(office)["审核"]), "环节")
