"""Checks across registers: a paper, a topic or a task whose counterpart is missing, or says another thing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.everycheck.days import after, back
from tests.everycheck.names import DUTIES, RECEIVED, TASKS, TOPICS, Row
from tests.everycheck.plant import Found, plant
from tests.everycheck.plants.documents import plain_received
from tests.everycheck.plants.meetings import STEPS
from tests.everycheck.plants.tasks import running
from tests.everycheck.quirks import day

if TYPE_CHECKING:
    from tests.everycheck.office import Office

_DONE = ("承办", "催办", "注办", "处置")


def opened(row: Row) -> Row:
    """A paper received as it stood before the department had done anything."""
    for field in [f"{step}{part}" for step in _DONE for part in ("人", "日期")]:
        row.pop(field, None)
    for field in ("办结日期", "办理情况", "归卷号", "清退情况", "复文号", "答复日期"):
        row.pop(field, None)
    return row


def topic(office: Office, number: str, met: date, decision: str) -> Row:
    """A topic of a meeting of its own, heard and decided, with no task hanging on it."""
    row: Row = {**office.registers[TOPICS][0], "议题编号": number, "会议名称": "局长办公会", "会议日期": met}
    row.update({name: back(met, 5 - min(n, 4)) for n, name in enumerate(STEPS)})
    row.update(议题名称="职工体检与疗养安排", 议定事项=decision, 纪要日期=after(met, 1))
    office.registers[TOPICS].append(row)
    office.hold(row)
    return row


@plant("DOC201")
def instruction_without_a_task(office: Office) -> Found:
    row = opened(office.take(RECEIVED, lambda paper: plain_received(paper) and day(paper, "收文日期").month == 6))
    row.update(领导批示="请限期办理，报结果", 文件标题="关于兴旺村变压器噪声扰民的通知", 文种="通知")
    return Found(row, "领导批示")


@plant("DOC202")
def request_without_a_reply(office: Office) -> Found:
    row = office.take(RECEIVED, lambda paper: paper["文种"] == "请示" and paper.get("处置日期"))
    del row["复文号"], row["答复日期"]
    return Found(row, "复文号")


@plant("DOC203")
def reply_that_does_not_exist(office: Office) -> Found:
    row = office.take(RECEIVED, lambda paper: paper["文种"] == "请示" and paper.get("处置日期"))
    row["复文号"] = "临电办〔2026〕999号"
    return Found(row, "复文号")


@plant("DOC204")
def task_done_paper_open(office: Office) -> Found:
    task = office.take(TASKS, lambda row: row["督办类别"] == "领导批示" and row["状态"] == "办结")
    paper = office.take(RECEIVED, lambda row: str(row["收文编号"]) in str(task["任务来源"]))
    return Found(opened(paper), "办结日期")


@plant("DUT201")
def in_charge_without_a_duty(office: Office) -> Found:
    office.tables["部门"].append({"排序": "94", "部门": "储能科", "参加考核": "否", "送达方式": "纸质"})
    new = {"姓名": "欧阳储能", "部门": "储能科", "职务": "科长", "工号": "LJ904", "层级": "领导"}
    office.tables["人员"].append(new)
    row = office.take(TASKS, running)
    row.update(牵头部门="储能科", 责任人="欧阳储能")
    return Found(register=DUTIES, record="储能科")


@plant("MTG201")
def decision_without_a_task(office: Office) -> Found:
    row = topic(office, "YT2026-991", date(2026, 10, 21), "同意，限期落实，转督办")
    return Found(row, "议定事项")


@plant("TSK201")
def origin_that_does_not_exist(office: Office) -> Found:
    row = office.take(TASKS, running)
    row["任务来源"] = "领导批示（收〔2026〕999号）"
    return Found(row, "任务来源")


@plant("TSK202")
def paper_done_task_open(office: Office) -> Found:
    paper = office.take(RECEIVED, lambda row: plain_received(row) and row["承办部门"] == "党建科")
    task = office.take(TASKS, lambda row: running(row) and row["牵头部门"] == "党建科")
    task.update(任务来源=f"领导批示（{paper['收文编号']}）", 来源日期=paper["批办日期"], 立项日期=paper["批办日期"])
    return Found(task, "状态")
