"""RD501, RD502: lines of sheet 豁免 that are over, or that nothing is left for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.everycheck.names import TASKS, Row
from tests.everycheck.plant import Found, plant
from tests.everycheck.plants.tasks import running

if TYPE_CHECKING:
    from tests.everycheck.office import Office


def exempt(office: Office, row: Row, until: str) -> dict[str, str]:
    """A line of sheet 豁免 for a task that may be put off more often than others."""
    line = {"代码": "TSK105", "台账": TASKS, "编号": str(row["督办编号"]), "有效期至": until, "理由": "计划调整"}
    office.tables["豁免"].append(line | {"批准人": str(row["分管领导"])})
    return office.tables["豁免"][-1]


@plant("RD501")
def exemption_that_is_over(office: Office) -> list[Found]:
    row = office.take(TASKS, running)
    row["延期次数"] = 3
    return [Found(exempt(office, row, "2026-10-31"), "有效期至"), Found(row, "延期次数", "TSK105")]


@plant("RD502")
def exemption_nothing_is_left_for(office: Office) -> Found:
    return Found(exempt(office, office.take(TASKS, running), "2026-12-31"), "编号")
