"""议题汇总表: the topics of the next meeting, for whoever decides which of them are taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.paper import AudienceKind
from officebatch.outputs import variables as var
from officebatch.outputs.registry import Draft, paper
from officebatch.outputs.topics import ahead
from officebatch.outputs.words import long_day, short_day
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from officebatch.outputs.desk import Desk
    from officebatch.outputs.press import Plain
    from officebatch.outputs.topics import Meeting, Topic
    from officebatch.rulebook.sheets import OutputRule

VARIABLES = (
    *var.MEETING,
    var.value("会议时间", marked("hour of the meeting; may be empty"), "9:00"),
    var.AS_OF,
    var.MADE_BY,
    var.COUNT,
    var.rows(
        "议题",
        marked("the topics"),
        var.SERIAL,
        var.value(
            "议题", marked("title of the topic"), "2027年教育培训计划框架", "分布式光伏并网管理意见", "年终物资盘点方案"
        ),
        var.value(
            "提报",
            marked("department that brings it in, over the day"),
            "人力资源科\n11月16日",
            "营销科\n11月17日",
            "物资科",
        ),
        var.value("汇报人", marked("who reports, one a line; may be empty"), "冯凯", "苗红", "薛志华"),
        var.value(
            "列席", marked("departments that attend, one a line, or a dash"), "财务科", "生产技术科\n调度中心", "—"
        ),
        var.value(
            "会商", marked("whether it was talked over; says so where not entered"), "已会商，意见一致", "未登记", "—"
        ),
        var.value("字数", marked("length of the report; may be empty"), "1900", "2200", ""),
        var.value(
            "意见", marked("leader who approved it, over the day"), "邵文彬\n11月17日", "尹春梅\n11月18日", "未登记"
        ),
        var.value("上会", marked("whether it is taken"), "是", "是", "未登记"),
        var.value("备注", marked("remark; may be empty"), "", "", "内部事项"),
    ),
    var.yes_no("有缺项", marked("whether something is not entered")),
)


@paper("议题汇总表", marked("The topics of the next meeting"), variables=VARIABLES)
def topic_summary(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """One a meeting; for the office, so inner topics are among them."""
    for meeting in ahead(desk):

        def make(_: str, meeting: Meeting = meeting) -> bytes:
            return desk.word(rule, "", _context(desk, meeting), rule.name)

        yield Draft(AudienceKind.OFFICE, "", len(meeting.topics), make, meeting.item)


def _context(desk: Desk, meeting: Meeting) -> dict[str, Plain]:
    lines = [_line(desk, n, topic) for n, topic in enumerate(meeting.topics, 1)]
    return {
        "会议": meeting.name,
        "会议日期": long_day(meeting.day),
        "会议时间": meeting.hour,
        "统计截止日": long_day(desk.docket.as_of),
        "制表": desk.rules.settings.prepared_by,
        "件数": len(lines),
        "议题": lines,
        "有缺项": any(say("not entered") in (line["会商"], line["意见"], line["上会"]) for line in lines),
    }


def _line(desk: Desk, n: int, topic: Topic) -> dict[str, Plain]:
    missing, year = say("not entered"), desk.docket.as_of.year
    return {
        "序号": n,
        "议题": topic.title,
        "提报": _signed(topic.department, topic.submitted, year),
        "汇报人": topic.reporter.replace(say(", "), "\n"),
        "列席": "\n".join(topic.named) or "—",
        "会商": topic.consulted or (missing if topic.attending else "—"),
        "字数": topic.length,
        "意见": _signed(topic.approval, topic.approved, year) or missing,
        "上会": topic.listed or missing,
        "备注": say("inner matter") if topic.inner else "",
    }


def _signed(who: str, on: date | None, year: int) -> str:
    """Who over the day."""
    return "\n".join(filter(None, (who, short_day(on, year) if on is not None else "")))
