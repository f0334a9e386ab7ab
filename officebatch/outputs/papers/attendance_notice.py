"""列席通知: to a department that has to be there when another department's topic is discussed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.paper import AudienceKind
from officebatch.outputs import variables as var
from officebatch.outputs.registry import Draft, paper
from officebatch.outputs.topics import ahead
from officebatch.outputs.words import day, long_day
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.outputs.desk import Desk
    from officebatch.outputs.press import Plain
    from officebatch.outputs.topics import Meeting, Topic
    from officebatch.rulebook.sheets import OutputRule

NOT_LISTED = "否"
VARIABLES = (
    var.DEPARTMENT,
    *var.MEETING,
    var.value("会议时间", marked("hour of the meeting; may be empty"), "9:00"),
    var.ISSUED,
    var.rows(
        "议题",
        marked("topics the department attends for"),
        var.SERIAL,
        var.value(
            "议题", marked("title of the topic"), "2027年教育培训计划框架", "分布式光伏并网管理意见", "年终物资盘点方案"
        ),
        var.value("提报部门", marked("department that brings it in"), "人力资源科", "营销科", "物资科"),
        var.value("汇报人", marked("who reports, a dash where nobody is entered"), "冯凯", "苗红", "—"),
    ),
)


@paper(
    "列席通知", marked("Notice to attend a meeting for a topic of another department"),
    variables=VARIABLES,
    by_department=True,
)
def attendance_notice(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """One a department and meeting, without inner topics and those not taken; the office, which holds the meeting, and
    the leaders, who sit in it, need none."""
    invited = [d for d in desk.departments if d != desk.rules.settings.office_department and not _leads(desk, d)]
    for meeting in ahead(desk):
        told = [t for t in meeting.topics if not t.inner and t.listed != NOT_LISTED]
        for department in invited:
            topics = [t for t in told if department in t.attending]
            if topics:

                def make(
                    _: str, department: str = department, meeting: Meeting = meeting, topics: list[Topic] = topics
                ) -> bytes:
                    return desk.word(rule, department, _context(desk, department, meeting, topics), rule.name)

                yield Draft(AudienceKind.DEPARTMENT, department, len(topics), make, meeting.item)


def _leads(desk: Desk, department: str) -> bool:
    """Whether a department is the leaders' own: nobody else is in it."""
    people = {p.name for p in desk.rules.people if p.department == department}
    return bool(people) and people <= desk.rules.leaders


def _context(desk: Desk, department: str, meeting: Meeting, topics: list[Topic]) -> dict[str, Plain]:
    """A notice of a meeting on the issue day or before it has to go out on the as-of day."""
    days = desk.docket.days
    return {
        "部门": department,
        "会议": meeting.name,
        "会议日期": long_day(meeting.day),
        "会议时间": meeting.hour,
        "印发日期": day(days.issue if days.issue < meeting.day else days.as_of),
        "议题": [
            {"序号": n, "议题": t.title, "提报部门": t.department, "汇报人": t.reporter or "—"}
            for n, t in enumerate(topics, 1)
        ],
    }
