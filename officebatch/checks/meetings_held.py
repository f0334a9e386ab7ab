"""MTG106 to MTG110: what a meeting is given to read, hears, and leaves behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.agenda import fields, listed, meetings
from officebatch.checks.check import Hit, check
from officebatch.checks.scope import RegisterScope, marks
from officebatch.model.vocabulary import Kind, Mends, Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator


@check(
    "MTG106",
    title=marked("Material too long"),
    severity=Severity.WARNING,
    mends=Mends.HOLDER,
    basis="单位制度（会议材料）",
    message=marked(
        "The material has {length} characters; the rule book allows {limit}. Shorten it, and keep to the length from "
        "now on."
    ),
    over=RegisterScope,
    kinds=(Kind.TOPICS,),
    needs=("material_length",),
    parameters={"字数": "3000"},
    asked=marked("Shorten the material, and keep to the length from now on"),
    wanted=marked("no more than {limit} characters"),
    breaks="""
        会议议题台账
        会议日期   | 议题名称     | 提报部门 | 材料字数 | 是否上会
        2026-11-16 | 年终盘点方案 | 财务科   | 3200     | 是
    """,
    holds="""
        会议议题台账
        会议日期   | 议题名称     | 提报部门 | 材料字数 | 是否上会
        2026-11-16 | 年终盘点方案 | 财务科   | 3000     | 是
        2026-11-16 | 差旅费标准   | 财务科   | 4100     | 否
        2026-11-16 | 车辆更新     | 营销科   |          | 是
    """,
)
def material_is_short(scope: RegisterScope) -> Iterator[Hit]:
    """The material of a topic on the agenda may have as many characters as the parameter 字数 says."""
    field_id, limit = scope.field("material_length"), scope.number("字数")
    length = scope.numbers(field_id)
    for row in listed(scope, length > limit):
        yield Hit(int(row), fields(scope, "material_length"), {"length": f"{length[row]:g}", "limit": limit})


@check(
    "MTG107",
    title=marked("Too many to report"),
    severity=Severity.HINT,
    mends=Mends.HOLDER,
    basis="单位制度（汇报人数）",
    message=marked("{n} people report ({people}); the rule book allows {limit}. Name those who will speak."),
    over=RegisterScope,
    kinds=(Kind.TOPICS,),
    needs=("reporter",),
    parameters={"人数": "2"},
    asked=marked("Name no more people to report than are allowed"),
    wanted=marked("no more than {limit} people"),
    breaks="""
        会议议题台账
        会议日期   | 议题名称     | 提报部门 | 汇报人           | 是否上会
        2026-11-16 | 年终盘点方案 | 财务科   | 周强、孙丽、王平 | 是
    """,
    holds="""
        会议议题台账
        会议日期   | 议题名称     | 提报部门 | 汇报人     | 是否上会
        2026-11-16 | 年终盘点方案 | 财务科   | 周强、孙丽 | 是
        2026-11-16 | 档案移交     | 办公室   | 王平       | 是
    """,
)
def few_report(scope: RegisterScope) -> Iterator[Hit]:
    """A topic may be reported by as many people as the parameter 人数 says."""
    field_id, limit = scope.field("reporter"), scope.number("人数")
    codes, texts = scope.words(field_id)
    many = marks([text.count("、") + 1 > limit for text in texts])
    for row in listed(scope, many[codes]):
        people = texts[codes[row]]
        yield Hit(int(row), fields(scope, "reporter"), {"n": people.count("、") + 1, "people": people, "limit": limit})


@check(
    "MTG108",
    title=marked("Too many topics in one meeting"),
    severity=Severity.HINT,
    mends=Mends.HOLDER,
    basis="单位制度（议题数量）",
    message=marked(
        "{meeting} on {day} has {n} topics; the rule book allows {limit}. Put what can wait off to another meeting."
    ),
    over=RegisterScope,
    kinds=(Kind.TOPICS,),
    needs=("meeting_date",),
    parameters={"议题数": "5"},
    asked=marked("Put no more topics into one meeting than are allowed"),
    wanted=marked("no more than {limit} topics"),
    breaks="""
        会议议题台账
        会议名称 | 会议日期   | 议题名称     | 提报部门 | 是否上会
        碰头会   | 2026-11-16 | 年终盘点方案 | 财务科   | 是
        碰头会   | 2026-11-16 | 差旅费标准   | 财务科   | 是
        碰头会   | 2026-11-16 | 预算调整     | 财务科   | 是
        碰头会   | 2026-11-16 | 档案移交     | 办公室   | 是
        碰头会   | 2026-11-16 | 用车管理     | 办公室   | 是
        碰头会   | 2026-11-16 | 车辆更新     | 营销科   | 是
    """,
    holds="""
        会议议题台账
        会议名称 | 会议日期   | 议题名称     | 提报部门 | 是否上会
        碰头会   | 2026-11-16 | 年终盘点方案 | 财务科   | 是
        碰头会   | 2026-11-16 | 差旅费标准   | 财务科   | 是
        碰头会   | 2026-11-16 | 预算调整     | 财务科   | 是
        碰头会   | 2026-11-16 | 档案移交     | 办公室   | 是
        碰头会   | 2026-11-16 | 用车管理     | 办公室   | 是
        碰头会   | 2026-11-16 | 车辆更新     | 营销科   | 否
        办公会   | 2026-11-16 | 机构调整     | 办公室   | 是
    """,
)
def meetings_are_short(scope: RegisterScope) -> Iterator[Hit]:
    """A meeting may have as many topics as the parameter 议题数 says.

    One meeting are the topics of one name and one day. It is shown on the first topic too many; the office draws up the
    agenda, so it is the one that is asked.
    """
    limit, office = scope.number("议题数"), scope.rules.settings.office_department
    every = np.ones(len(scope.register), dtype=bool)
    for meeting in meetings(scope, listed(scope, every), more_than=limit):
        values = {"meeting": meeting.name or "—", "day": meeting.day, "n": len(meeting.rows), "limit": limit}
        row, *others = meeting.rows[limit:]
        yield Hit(row, fields(scope, "meeting_date"), values, tuple(others), department=office)


@check(
    "MTG109",
    title=marked("Minutes late"),
    severity=Severity.WARNING,
    mends=Mends.HOLDER,
    basis="单位制度（会议纪要）",
    message=marked(
        "The minutes of {meeting} on {day} are of {minutes}; they were due by {last}, {limit} working days after it. "
        "Say why, and draw them up in time from now on."
    ),
    over=RegisterScope,
    kinds=(Kind.TOPICS,),
    needs=("meeting_date", "minutes_date"),
    parameters={"工作日": "2"},
    asked=marked("Say why, and draw minutes up in time from now on"),
    wanted=marked("minutes by {last}, {limit} working days after the meeting"),
    breaks="""
        会议议题台账
        会议名称 | 会议日期   | 议题名称     | 提报部门 | 纪要日期
        碰头会   | 2026-11-13 | 年终盘点方案 | 财务科   | 2026-11-18
        碰头会   | 2026-11-13 | 档案移交     | 办公室   | 2026-11-18
    """,
    holds="""
        会议议题台账
        会议名称 | 会议日期   | 议题名称     | 提报部门 | 纪要日期
        碰头会   | 2026-11-13 | 年终盘点方案 | 财务科   | 2026-11-17
        碰头会   | 2026-09-30 | 国庆值班     | 办公室   | 2026-10-09
        碰头会   | 2026-11-16 | 车辆更新     | 营销科   |
    """,
)
def minutes_come_in_time(scope: RegisterScope) -> Iterator[Hit]:
    """The minutes of a meeting must be there some working days after it (parameter 工作日).

    It is told once a meeting, and the office is asked, which draws them up. Without a day nothing is said: the minutes
    may still be on their way.
    """
    drawn, limit = scope.days(scope.field("minutes_date")), scope.number("工作日")
    last = scope.workdays.add(scope.days(scope.field("meeting_date")), limit)
    office = scope.rules.settings.office_department
    for meeting in meetings(scope, np.flatnonzero((drawn > last) & ~scope.void)):
        row, *others = meeting.rows
        values = {"meeting": meeting.name or "—", "day": meeting.day, "minutes": drawn[row], "last": last[row]}
        where = fields(scope, "minutes_date", "meeting_date")
        yield Hit(row, where, values | {"limit": limit}, tuple(others), department=office)


@check(
    "MTG110",
    title=marked("Heard, but no decision entered"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="单位制度（议定事项）",
    message=marked(
        "The topic was on the agenda of {day}, but nothing stands under {field}. Enter what was decided, or that it "
        "was not heard."
    ),
    over=RegisterScope,
    kinds=(Kind.TOPICS,),
    needs=("listed", "meeting_date", "decision"),
    parameters={"工作日": "2"},
    breaks="""
        会议议题台账
        会议名称 | 会议日期   | 议题名称     | 提报部门 | 是否上会 | 议定事项
        碰头会   | 2026-11-16 | 年终盘点方案 | 财务科   | 是       |
    """,
    holds="""
        会议议题台账
        会议名称 | 会议日期   | 议题名称     | 提报部门 | 是否上会 | 议定事项
        碰头会   | 2026-11-09 | 年终盘点方案 | 财务科   | 是       | 同意，按方案办理
        碰头会   | 2026-11-09 | 车辆更新     | 营销科   | 否       |
        碰头会   | 2026-11-18 | 差旅费标准   | 财务科   | 是       |
        碰头会   | 2026-11-23 | 预算调整     | 财务科   | 是       |
    """,
)
def topics_heard_have_a_decision(scope: RegisterScope) -> Iterator[Hit]:
    """A topic marked as heard must say what was decided, some working days after the meeting (parameter 工作日)."""
    field_id, meeting = scope.field("decision"), scope.field("meeting_date")
    held = scope.days(meeting)
    over = scope.workdays.add(held, scope.number("工作日")) < scope.today
    for row in listed(scope, scope.empty(field_id) & over & scope.among("listed", "是")):
        yield Hit(int(row), fields(scope, "decision", "meeting_date"), {"day": held[row], "field": field_id})
