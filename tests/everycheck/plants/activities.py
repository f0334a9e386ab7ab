"""ACT: one fault each in 检查记录 and 活动台账."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.everycheck import people
from tests.everycheck.names import ACTIVITIES, INSPECTIONS, Row
from tests.everycheck.people import OFFICE
from tests.everycheck.plant import Found, plant
from tests.everycheck.quirks import day

if TYPE_CHECKING:
    from tests.everycheck.office import Office

LAST_WEEK = date(2026, 11, 9)


def put_right(row: Row) -> bool:
    """An inspection that found something, put right since."""
    return row.get("状态") == "办结"


@plant("ACT101")
def inspection_left_out(office: Office) -> Found:
    lines = office.registers[INSPECTIONS]
    week = [LAST_WEEK + timedelta(n) for n in range(7)]
    lines[:] = [row for row in lines if row["检查类别"] != "卫生" or row["检查日期"] not in week]
    return Found(register=INSPECTIONS, field="检查类别", record=f"卫生 {LAST_WEEK}")


@plant("ACT102")
def fault_without_a_day(office: Office) -> Found:
    row = office.take(INSPECTIONS, put_right)
    del row["整改时限"], row["整改日期"], row["状态"]
    return Found(row, "整改时限")


@plant("ACT103")
def put_right_without_a_day(office: Office) -> Found:
    row = office.take(INSPECTIONS, put_right)
    del row["整改日期"]
    return Found(row, "整改日期")


@plant("ACT104")
def put_right_before_it_was_found(office: Office) -> Found:
    row = office.take(INSPECTIONS, put_right)
    row["整改日期"] = day(row, "检查日期") - timedelta(4)
    return Found(row, "整改日期")


@plant("ACT201")
def nothing_entered_for_long(office: Office) -> Found:
    name = people.of(OFFICE)[-1]
    lines = office.registers[ACTIVITIES]
    lines[:] = [row for row in lines if row["姓名"] != name or day(row, "日期") < date(2026, 11, 3)]
    return Found(register=ACTIVITIES, field="日期", record=name)


@plant("ACT202")
def entered_twice(office: Office) -> Found:
    row = office.take(ACTIVITIES, lambda line: line["工时"] == 6)
    twin = {**row, "序号": "900"}
    office.registers[ACTIVITIES].append(twin)
    return Found(twin, "工作内容")


@plant("ACT203")
def more_hours_than_a_day_has(office: Office) -> Found:
    row = office.take(ACTIVITIES)
    row["工时"] = 20
    return Found(row, "工时")
