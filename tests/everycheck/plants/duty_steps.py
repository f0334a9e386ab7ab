"""DUT111 to DUT131: departments, the steps of processes and how much is in one hand, as the duty table has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.everycheck import people
from tests.everycheck.names import DUTIES, SEALS, SENT, TASKS
from tests.everycheck.people import OFFICE
from tests.everycheck.plant import Found, plant
from tests.everycheck.plants.documents import plain_sent
from tests.everycheck.plants.tasks import running

if TYPE_CHECKING:
    from tests.everycheck.office import Office


def step(office: Office, order: str, name: str, **differs: str) -> dict[str, str]:
    """A step more of the seal's event list, not required and complete but for what differs."""
    like = office.line("流程", 流程="用印", 环节="盖印")
    line = {**like, "序号": order, "环节": name, "必经": "否", **differs}
    assert line["台账"] == SEALS
    office.tables["流程"].append(line)
    return line


@plant("DUT111")
def department_without_duties(office: Office) -> Found:
    office.tables["部门"].append({"排序": "92", "部门": "新能源科", "参加考核": "否", "送达方式": "纸质"})
    head = {"姓名": "欧阳新能", "部门": "新能源科", "职务": "科长", "工号": "LJ902", "层级": "中层"}
    office.tables["人员"].append(head)
    return Found(register=DUTIES, record="新能源科")


@plant("DUT112")
def people_of_a_department_that_is_gone(office: Office) -> Found:
    gone = {"排序": "93", "部门": "三产科", "停用日期": "2026-06-30", "参加考核": "否", "送达方式": "纸质"}
    office.tables["部门"].append(gone)
    left = {"姓名": "欧阳三产", "部门": "三产科", "职务": "科员", "工号": "LJ903", "层级": "一般"}
    office.tables["人员"].append(left)
    return Found(gone, "停用日期")


@plant("DUT120")
def step_without_a_post(office: Office) -> Found:
    return Found(step(office, "11", "归还", 岗位=""), "岗位")


@plant("DUT121")
def step_without_a_standard(office: Office) -> Found:
    line = office.line("流程", 流程="发文", 环节="打印")
    line["工作标准"] = ""
    return Found(line, "工作标准")


@plant("DUT122")
def step_without_a_limit(office: Office) -> Found:
    line = office.line("流程", 流程="发文", 环节="拟稿")
    line["时限·特急"] = ""
    return Found(line, "时限·特急")


@plant("DUT124")
def step_nobody_holds(office: Office) -> Found:
    office.tables["选项"].append({"列表": "职务", "值": "监印员"})
    return Found(step(office, "12", "监印", 岗位="监印员"), "环节")


@plant("DUT125")
def step_of_two(office: Office) -> Found:
    row = office.take(DUTIES, lambda duty: duty["部门"] == OFFICE and not duty["对应环节"])
    row["对应环节"] = "打印"
    lines = [duty for duty in office.registers[DUTIES] if duty["对应环节"] == "打印"]
    return Found(lines[1], "对应环节")


@plant("DUT130")
def seal_put_by_who_does_not_keep_it(office: Office) -> Found:
    clerk = people.of(OFFICE, "机要员")[0]
    rows = [office.take(SENT, plain_sent) for _ in range(3)]
    for row in rows:
        row["用印人"] = clerk
    return Found(rows[0], "用印人")


@plant("DUT131")
def too_much_in_one_hand(office: Office) -> Found:
    like = office.take(TASKS, running)
    for n in range(12):
        more = {**like, "督办编号": f"DB2026-9{n:02}", "督办事项": f"{like['督办事项']}（第{n + 2}项）"}
        office.registers[TASKS].append(more)
        office.hold(more)
    return Found(register=TASKS, record=str(like["责任人"]))
