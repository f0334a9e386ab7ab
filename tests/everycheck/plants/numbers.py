"""NUM: one fault each in the numbers of a register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.everycheck.names import RECEIVED, SENT, TASKS
from tests.everycheck.plant import Found, plant
from tests.everycheck.plants.documents import plain_received, plain_sent
from tests.everycheck.plants.tasks import done

if TYPE_CHECKING:
    from tests.everycheck.office import Office


@plant("NUM101")
def square_brackets(office: Office) -> Found:
    row = office.take(SENT, plain_sent)
    row["发文字号"] = str(row["发文字号"]).replace("〔", "[").replace("〕", "]")
    return Found(row, "发文字号")


@plant("NUM102")
def a_number_left_out(office: Office) -> Found:
    gone = office.take(RECEIVED, plain_received)
    lines = office.registers[RECEIVED]
    at = next(n for n, row in enumerate(lines) if row is gone)
    following = lines[at + 1]
    office.hold(following)
    del lines[at]
    return Found(following, "收文编号")


@plant("NUM103")
def a_number_given_twice(office: Office) -> Found:
    first, second = office.take(TASKS, done), office.take(TASKS, done)
    second["督办编号"] = first["督办编号"]
    return Found(second, "督办编号")
