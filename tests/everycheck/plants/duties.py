"""DUT: one fault each in 岗位职责表."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.everycheck.names import DUTIES, Row
from tests.everycheck.people import LEADERS, OFFICE
from tests.everycheck.plant import Found, plant

if TYPE_CHECKING:
    from tests.everycheck.office import Office


def of_staff(row: Row) -> bool:
    """A duty of somebody in a section whose colleague's line stays as it is: there they stand in for each other."""
    return row["岗位"] == "科员2岗" and row["部门"] not in (OFFICE, LEADERS)


@plant("DUT101")
def nobody_holds_the_post(office: Office) -> Found:
    row = office.take(DUTIES, of_staff)
    del row["A角"]
    return Found(row, "A角")


@plant("DUT102")
def nobody_stands_in(office: Office) -> Found:
    row = office.take(DUTIES, of_staff)
    del row["B角"]
    return Found(row, "B角")


@plant("DUT103")
def stands_in_for_himself(office: Office) -> Found:
    row = office.take(DUTIES, of_staff)
    row["B角"] = row["A角"]
    return Found(row, "B角")


@plant("DUT104")
def no_standard(office: Office) -> Found:
    row = office.take(DUTIES, lambda row: "《" not in str(row["工作标准"]))
    del row["工作标准"]
    return Found(row, "工作标准")


@plant("DUT105")
def two_owners(office: Office) -> Found:
    row = office.take(DUTIES, of_staff)
    twin = {**row, "职责编号": f"ZZ-{len(office.registers[DUTIES]) + 1:03}", "A角": row["B角"], "B角": row["A角"]}
    office.registers[DUTIES].append(twin)
    return Found(twin, "职责内容")


@plant("DUT106")
def somebody_without_a_duty(office: Office) -> Found:
    new = {"姓名": "欧阳新来", "部门": "物资科", "职务": "科员", "工号": "LJ900", "层级": "一般"}
    office.tables["人员"].append(new)
    return Found(register=DUTIES, record="欧阳新来")
