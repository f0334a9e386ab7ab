"""TSK133 to TSK136: who leads a task, who takes part in it, and who is away when it falls due."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.everycheck import people
from tests.everycheck.days import AS_OF
from tests.everycheck.names import DUTIES, TASKS
from tests.everycheck.plant import Found, plant
from tests.everycheck.plants.tasks import running

if TYPE_CHECKING:
    from tests.everycheck.office import Office


@plant("TSK133")
def away_when_due_and_nobody_stands_in(office: Office) -> list[Found]:
    name = people.of("调度中心")[4]
    duty = office.take(DUTIES, lambda row: row["A角"] == name)
    del duty["B角"]
    first, last = AS_OF + timedelta(20), AS_OF + timedelta(30)
    office.line("人员", 姓名=name)["B角"] = ""
    office.tables["外出"].append({"姓名": name, "开始日期": str(first), "结束日期": str(last), "事由": "培训"})
    row = office.take(TASKS, lambda task: running(task) and task["牵头部门"] == "调度中心")
    row.update(责任人=name, 完成时限=first + timedelta(3))
    return [Found(row, "责任人"), Found(duty, "B角", "DUT102")]


@plant("TSK134")
def department_that_is_gone(office: Office) -> Found:
    gone = {"排序": "90", "部门": "多经科", "停用日期": "2026-06-30", "参加考核": "否", "送达方式": "纸质"}
    office.tables["部门"].append(gone)
    row = office.take(TASKS, running)
    new = {"姓名": "欧阳多经", "部门": "多经科", "职务": "科员", "工号": "LJ901", "层级": "领导"}
    office.tables["人员"].append(new)
    row.update(牵头部门="多经科", 责任人="欧阳多经")
    return Found(row, "牵头部门")


@plant("TSK135")
def leader_of_another_department(office: Office) -> Found:
    row = office.take(TASKS, lambda task: running(task) and task["分管领导"] != people.leader_of("调度中心"))
    row["分管领导"] = people.leader_of("调度中心")
    return Found(row, "分管领导")


@plant("TSK136")
def takes_part_in_its_own_task(office: Office) -> Found:
    row = office.take(TASKS, running)
    row["配合部门"] = row["牵头部门"]
    return Found(row, "配合部门")
