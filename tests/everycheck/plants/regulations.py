"""REG: one fault each in 制度清单, and in what cites it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.everycheck.days import AS_OF
from tests.everycheck.names import DUTIES, REGULATIONS, Row
from tests.everycheck.people import OFFICE
from tests.everycheck.plant import Found, plant
from tests.everycheck.quirks import day

if TYPE_CHECKING:
    from tests.everycheck.office import Office


def in_force(row: Row) -> bool:
    """A regulation in force."""
    return row["状态"] == "现行"


def added(office: Office, number: str, name: str, **differs: object) -> Row:
    """A regulation more, in force unless something else is said."""
    row: Row = {"制度编号": number, "制度类别": "其他", "制度名称": name, "归口部门": OFFICE, "状态": "现行"}
    row.update(发布日期=date(2025, 2, 3), 施行日期=date(2025, 3, 3), 复审日期=date(2028, 2, 28))
    row.update(differs)
    office.registers[REGULATIONS].append(row)
    office.hold(row)
    return row


@plant("REG101", office="areas")
def area_without_a_regulation(office: Office) -> Found:
    for row in office.registers[REGULATIONS]:
        if row["制度类别"] == "卫生管理":
            row["制度类别"] = "其他"
    return Found(register=REGULATIONS, field="制度类别", record="卫生管理")


@plant("REG102")
def due_for_review(office: Office) -> Found:
    row = office.take(REGULATIONS, in_force)
    row["复审日期"] = AS_OF - timedelta(30)
    return Found(row, "复审日期")


@plant("REG103")
def in_force_before_it_was_issued(office: Office) -> Found:
    row = office.take(REGULATIONS, in_force)
    row["施行日期"] = day(row, "发布日期") - timedelta(10)
    return Found(row, "施行日期")


@plant("REG104")
def validity_over(office: Office) -> Found:
    row = office.take(REGULATIONS, in_force)
    row["有效期至"] = date(2026, 6, 30)
    return Found(row, "有效期至")


@plant("REG105")
def replaced_but_in_force(office: Office) -> Found:
    old, new = office.take(REGULATIONS, in_force), office.take(REGULATIONS, in_force)
    new["替代"] = old["制度名称"]
    return Found(old, "状态")


@plant("REG106")
def replaces_a_later_one(office: Office) -> Found:
    later = office.take(REGULATIONS, in_force)
    gone = added(office, "ZD-90", "老旧管理办法", 状态="废止", 替代=later["制度名称"])
    gone.update(发布日期=date(2018, 1, 8), 施行日期=date(2018, 2, 1))
    return Found(gone, "替代")


@plant("REG107")
def owner_gone(office: Office) -> Found:
    gone = {"排序": "91", "部门": "电热科", "停用日期": "2026-06-30", "参加考核": "否", "送达方式": "纸质"}
    office.tables["部门"].append(gone)
    row = office.take(REGULATIONS, in_force)
    row["归口部门"] = "电热科"
    return Found(row, "归口部门")


@plant("REG108")
def rule_on_a_repealed_regulation(office: Office) -> Found:
    line = office.line("流程", 流程="用印", 环节="审核")
    line["依据"] = f"《{repealed(office)['制度名称']}》第三条"
    return Found(line, "依据")


@plant("REG109")
def rule_on_a_regulation_nobody_has(office: Office) -> Found:
    line = office.line("流程", 流程="收文", 环节="注办")
    line["依据"] = "《公文处理工作办法》第九条"
    return Found(line, "依据")


@plant("REG110")
def duty_on_a_repealed_regulation(office: Office) -> Found:
    row = office.take(DUTIES, lambda duty: duty["部门"] == OFFICE)
    row["工作标准"] = f"{row['工作标准']}，按《{repealed(office)['制度名称']}》登记"
    return Found(row, "工作标准")


@plant("REG111")
def nobody_works_by_it(office: Office) -> Found:
    return Found(added(office, "ZD-91", "车辆停放管理规定"), "制度名称")


@plant("REG112")
def names_a_department_as_it_was(office: Office) -> Found:
    row = office.take(REGULATIONS, in_force)
    row["适用范围"] = "用电科、各供电所"
    return Found(row, "适用范围")


def repealed(office: Office) -> Row:
    """The regulation the office has repealed."""
    return next(row for row in office.registers[REGULATIONS] if row["状态"] == "废止" and row["制度编号"] == "ZD-99")
