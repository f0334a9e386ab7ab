"""RD900: what may not stand in a register at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.everycheck.names import RECEIVED
from tests.everycheck.plant import Found, plant
from tests.everycheck.plants.documents import plain_received

if TYPE_CHECKING:
    from tests.everycheck.office import Office


@plant("RD900")
def marked_in_its_column(office: Office) -> Found:
    row = office.take(RECEIVED, plain_received)
    row["密级"] = "机密"
    return Found(row, "密级")


@plant("RD900")
def marked_in_a_remark(office: Office) -> Found:
    row = office.take(RECEIVED, plain_received)
    row["备注"] = "机密★3年"
    return Found(row, "备注")
