"""议题汇总表: the topics of the next meeting, for whoever decides which of them are taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.paper import AudienceKind
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


@paper("议题汇总表", marked("The topics of the next meeting"))
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
