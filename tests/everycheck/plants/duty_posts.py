"""DUT107 to DUT110: whose post it is, who is away, and what is entered twice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.everycheck import people
from tests.everycheck.days import AS_OF
from tests.everycheck.names import DUTIES
from tests.everycheck.plant import Found, plant
from tests.everycheck.plants.duties import of_staff

if TYPE_CHECKING:
    from tests.everycheck.office import Office


@plant("DUT107")
def held_from_another_department(office: Office) -> Found:
    row = office.take(DUTIES, lambda duty: of_staff(duty) and duty["部门"] != "人力资源科")
    row["A角"] = people.of("人力资源科")[1]
    return Found(row, "A角")


@plant("DUT108")
def both_away(office: Office) -> Found:
    row = office.take(DUTIES, of_staff)
    first, last = AS_OF + timedelta(40), AS_OF + timedelta(47)
    for name in (row["A角"], row["B角"]):
        away = {"姓名": str(name), "开始日期": str(first), "结束日期": str(last), "事由": "培训"}
        office.tables["外出"].append(away)
    return Found(row, "B角")


@plant("DUT109")
def one_post_under_two(office: Office) -> Found:
    row = office.take(DUTIES, of_staff)
    other = office.take(DUTIES, lambda duty: duty["部门"] == row["部门"] and duty["岗位"] == "科员4岗")
    other["岗位"] = row["岗位"]
    return Found(other, "A角")


@plant("DUT110")
def entered_twice(office: Office) -> Found:
    row = office.take(DUTIES, of_staff)
    twin = {**row, "职责编号": f"ZZ-{len(office.registers[DUTIES]) + 1:03}"}
    office.registers[DUTIES].append(twin)
    return Found(twin, "职责内容")
