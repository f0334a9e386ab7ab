"""RD: files, sheets, headings, cells and words that reading or a clerk cannot make out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.everycheck.names import ACTIVITIES, BALLOTS, HEADING_ROW, RECEIVED, SENT, TASKS
from tests.everycheck.people import NAMESAKE
from tests.everycheck.plant import Found, plant
from tests.everycheck.plants.documents import plain_received
from tests.everycheck.plants.tasks import done, running
from tests.everycheck.workbooks import Formula, letters, workbook

if TYPE_CHECKING:
    from tests.everycheck.office import Office


@plant("RD001")
def broken_workbook(office: Office) -> Found:
    office.files["活动台账（旧）.xlsx"] = b"PK\x03\x04 cut off"
    return Found(register=ACTIVITIES, workbook="活动台账（旧）.xlsx")


@plant("RD002")
def open_elsewhere(office: Office) -> Found:
    office.files["~$督办台账.xlsx"] = b"\x05clerk"
    return Found(workbook=office.books[TASKS])


@plant("RD003")
def register_without_a_workbook(office: Office) -> Found:
    office.tables["台账"].append({"台账": "来访登记簿", "种类": "普通", "文件": "*来访*", "工作表": "*"})
    field = {"台账": "来访登记簿", "字段": "来访人", "用途": "标题", "表头": "来访人", "类型": "文本"}
    office.tables["字段"].append(field)
    return Found(register="来访登记簿", workbook="*来访*")


@plant("RD004")
def file_of_no_register(office: Office) -> Found:
    office.files["通讯录.xlsx"] = workbook("通讯录", ["科室", "电话"], [["财务科", "6021"]])
    return Found(workbook="通讯录.xlsx")


@plant("RD005")
def no_headings(office: Office) -> Found:
    office.files["评议表（附）.xlsx"] = workbook("说明", ["以下", "各项"], [["从略", "另附"]])
    return Found(register=BALLOTS, workbook="评议表（附）.xlsx")


@plant("RD101", office="columns")
def column_missing(office: Office) -> Found:
    office.columns[SENT].remove("打印人")
    return Found(register=SENT, field="打印人", sheet_row=HEADING_ROW)


@plant("RD201")
def no_day_of_the_calendar(office: Office) -> Found:
    row = office.take(TASKS, done)
    row["来源日期"] = "2026-13-05"
    return Found(row, "来源日期")


@plant("RD202")
def no_number(office: Office) -> Found:
    row = office.take(TASKS, done)
    row["催办次数"] = "多次"
    return Found(row, "催办次数")


@plant("RD203")
def error_in_a_cell(office: Office) -> Found:
    row = office.take(TASKS, done)
    row["存在问题"] = Formula("=NA()", "#N/A")
    return Found(row, "存在问题")


@plant("RD204")
def formula_never_calculated(office: Office) -> Found:
    row = office.take(TASKS, done)
    row["来源日期"] = Formula("=TODAY()-400")
    return Found(row, "来源日期")


@plant("RD205")
def two_days_where_one_is_due(office: Office) -> Found:
    row = office.take(TASKS, running)
    row["完成时限"] = "2026-12-10→2026-12-25"
    return Found(row, "完成时限")


@plant("RD301")
def required_cell_empty(office: Office) -> Found:
    row = office.take(ACTIVITIES)
    del row["工作内容"]
    return Found(row, "工作内容")


@plant("RD302")
def unknown_department(office: Office) -> Found:
    row = office.take(ACTIVITIES)
    row["部门"] = "信息中心"
    return Found(row, "部门")


@plant("RD303")
def no_choice(office: Office) -> Found:
    row = office.take(TASKS, done)
    row["紧急程度"] = "特特急"
    return Found(row, "紧急程度")


@plant("RD304")
def unknown_person(office: Office) -> Found:
    row = office.take(RECEIVED, plain_received)
    row["登记人"] = "欧阳无名"
    return Found(row, "登记人")


@plant("RD305")
def one_of_two_namesakes(office: Office) -> Found:
    row = office.take(TASKS, lambda task: running(task) and task["牵头部门"] not in ("财务科", "营销科"))
    row["责任人"] = NAMESAKE
    return Found(row, "责任人")


@plant("RD401", office="columns")
def heading_of_two_fields(office: Office) -> Found:
    office.headings[TASKS, "完成时限"] = "完成时间"
    office.columns[TASKS].remove("办结日期")
    column = letters(office.columns[TASKS].index("完成时限"))
    return Found(register=TASKS, sheet_row=HEADING_ROW, column=column)


@plant("RD206")
def number_out_of_range(office: Office) -> Found:
    row = office.take(TASKS, done)
    row["催办次数"] = -2
    return Found(row, "催办次数")
