"""What happens in an honest office and is no fault: numbers struck out, papers sent back, tasks given up, put off or
stopped, a stand-in at work, a regulation repealed. No plant takes these lines, and no finding may come of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.everycheck import people
from tests.everycheck.days import AS_OF, after, back
from tests.everycheck.names import REGULATIONS, SEALS, SENT, TASKS, Row
from tests.everycheck.people import OFFICE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.everycheck.office import Office


def live(office: Office) -> None:
    """Let it all happen."""
    for happens in (
        _struck_out, _sent_back, _seal_sent_back, _stood_in, _given_up, _stopped, _put_off, _exempted, _repealed,
    ):  # fmt: skip
        happens(office)


def day(row: Row, field: str) -> date:
    """The day in a cell."""
    found = row[field]
    assert isinstance(found, date)
    return found


def _late(office: Office, register: str, fits: Callable[[Row], object]) -> Row:
    """The last line that fits, kept from all others."""
    row = next(row for row in reversed(office.registers[register]) if id(row) not in office.taken and fits(row))
    office.hold(row)
    return row


def _own(row: Row) -> bool:
    return bool(row.get("分发日期")) and row["文种"] == "通知" and row["紧急程度"] == "平件"


def _struck_out(office: Office) -> None:
    row = _late(office, SENT, _own)
    kept = {field: row[field] for field in ("序号", "发文字号", "文种", "密级", "拟稿部门")}
    row.clear()
    row.update(kept, 标题="作废", 备注="作废：会议改期，通知不再印发")


def _sent_back(office: Office) -> None:
    """Returned by the checker, who had it a second time on the day it was signed."""
    row = _late(office, SENT, _own)
    row["核稿日期"] = f"{day(row, '核稿日期')}、{day(row, '签发日期')}"
    row["备注"] = "核稿退回修改一次"


def _seal_sent_back(office: Office) -> None:
    """Asked for a second time after the office had returned it; the second passing is in order by itself."""
    last = _late(office, SEALS, lambda row: row["环节"] == "盖印")
    lines = [row for row in office.registers[SEALS] if row["用印编号"] == last["用印编号"]]
    office.hold(*lines)
    again = [dict(row) for row in lines[:2]]
    for row in again:
        row["经办日期"] = day(lines[2], "经办日期")
    office.hold(*again)
    at = next(n for n, row in enumerate(office.registers[SEALS]) if row is lines[2])
    office.registers[SEALS][at:at] = again


def _stood_in(office: Office) -> None:
    """The keeper of the seal was away a week, and the stand-in put it."""
    keeper = next(p for p in people.staff() if p.post == "印章管理员")
    first, last = date(2026, 5, 11), date(2026, 5, 15)
    away = {"姓名": keeper.name, "开始日期": str(first), "结束日期": str(last), "事由": "培训"}
    office.tables["外出"].append(away)
    for row in office.registers[SENT]:
        if row.get("用印人") == keeper.name and first <= day(row, "用印日期") <= last:
            row["用印人"] = keeper.stand_in
            office.hold(row)
    for row in office.registers[SEALS]:
        if row["经办人"] == keeper.name and first <= day(row, "经办日期") <= last:
            row["经办人"] = keeper.stand_in
            office.hold(row)


def _years(row: Row) -> bool:
    return row["督办类别"] == "年度重点" and row["状态"] == "在办"


def _decided_and_done(row: Row) -> bool:
    return row["督办类别"] == "会议议定" and row["状态"] == "办结"


def _given_up(office: Office) -> None:
    row = _late(office, TASKS, _years)
    row.update(状态="取消", 备注="项目列入下一年度计划，经局长碰头会同意取消")


def _stopped(office: Office) -> None:
    row = _late(office, TASKS, _years)
    row.update(状态="暂停", 备注="待市供电公司明确后继续")


def _put_off(office: Office) -> None:
    """Asked before it was due, allowed before it was due, once: two still open, one done by the later day."""
    for n in range(3):
        row = _late(office, TASKS, _years if n < 2 else _decided_and_done)
        due = AS_OF - timedelta(14 - n) if n < 2 else day(row, "完成时限")
        row.update(延期次数=1, 完成时限=due, 延期申请日期=back(due, 6), 延期批准日期=back(due, 4))
        row.update(延期至=after(due, 20 if n < 2 else 8), 延期批准人=row["分管领导"], 存在问题="物资到货推迟")
        if n == 2:
            row.update(办结日期=after(due, 3), 最近反馈日期=after(due, 3))


def _exempted(office: Office) -> None:
    """Put off more often than is allowed, which the leaders have accepted for this one."""
    row = _late(office, TASKS, _years)
    row["延期次数"] = 2
    office.tables["豁免"].append(
        {
            "代码": "TSK105",
            "台账": TASKS,
            "编号": str(row["督办编号"]),
            "有效期至": str(AS_OF + timedelta(40)),
            "理由": "上级两次调整计划",
            "批准人": str(row["分管领导"]),
        }
    )


def _repealed(office: Office) -> None:
    """A regulation no longer in force, which its successor replaced and nobody cites."""
    successor = _late(office, REGULATIONS, lambda row: row["归口部门"] == OFFICE)
    old = f"{successor['制度名称']}（2019年）"
    successor["替代"] = old
    gone = {**successor, "制度编号": "ZD-99", "制度名称": old, "文号": "临电办〔2019〕30号", "状态": "废止"}
    gone.update(发布日期=date(2019, 3, 4), 施行日期=date(2019, 4, 1), 复审日期=date(2022, 3, 4), 替代="")
    office.registers[REGULATIONS].append(gone)
    office.hold(gone)
    revised = _late(office, REGULATIONS, lambda row: row["状态"] == "现行")
    revised["状态"] = "修订"
