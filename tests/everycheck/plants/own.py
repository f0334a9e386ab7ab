"""The office's own checks (sheet 校验), one by a sentence and one by SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.everycheck.names import ACTIVITIES
from tests.everycheck.plant import Found, plant

if TYPE_CHECKING:
    from tests.everycheck.office import Office


@plant("OWN001")
def too_long_at_papers(office: Office) -> Found:
    row = office.take(ACTIVITIES, lambda line: line["类别"] == "办文")
    row["工时"] = 14
    return Found(row, "工时")


@plant("OWN002")
def served_somebody_without_tasks(office: Office) -> Found:
    row = office.take(ACTIVITIES)
    row["服务对象"] = "县水务局"
    return Found(row, "服务对象")
