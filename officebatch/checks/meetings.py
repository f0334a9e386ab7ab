"""MTG101 to MTG105: topics on their way to the agenda of a meeting."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.agenda import fields, listed
from officebatch.checks.check import Hit, check
from officebatch.checks.groups import grouped
from officebatch.checks.scope import RegisterScope, marks
from officebatch.model.vocabulary import Kind, Mends, Severity
from officebatch.rulebook.attendance import EVERYBODY, named
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.model.register import Cells

_REFUSED = ("不同意", "退回", "缓议", "暂缓", "暂不", "不予")
_NOT_YET = ("未", "没", "尚", "待", "正在", "否")
_AGREED = re.compile(r"已|均|经|都|与|和|向|会商|会签|会办|协商|征求|意见|一致|同意|无异议|[、，,;；。.\s]")
_APPROVALS = (
    "head_approval_date",
    "leader_approval_date",
    "office_approval_date",
    "chief_approval_date",
    "meeting_date",
)


@check(
    "MTG101",
    title=marked("Topic handed in too late"),
    severity=Severity.WARNING,
    mends=Mends.HOLDER,
    basis="单位制度（会前提报）",
    message=marked(
        "Handed in on {submitted} for the meeting on {meeting}; it had to be there by {last}, {limit} working days "
        "before. Say why, and hand topics in on time from now on."
    ),
    over=RegisterScope,
    kinds=(Kind.TOPICS,),
    needs=("submitted", "meeting_date"),
    parameters={"工作日": "3"},
    asked=marked("Say why, and hand topics in on time from now on"),
    wanted=marked("handed in by {last}, {limit} working days before the meeting"),
    breaks="""
        会议议题台账
        会议名称 | 会议日期   | 议题名称     | 提报部门 | 提报日期   | 是否上会
        碰头会   | 2026-11-16 | 年终盘点方案 | 财务科   | 2026-11-12 | 是
    """,
    holds="""
        会议议题台账
        会议名称 | 会议日期   | 议题名称     | 提报部门 | 提报日期   | 是否上会
        碰头会   | 2026-11-16 | 年终盘点方案 | 财务科   | 2026-11-11 | 是
        碰头会   | 2026-11-16 | 差旅费标准   | 财务科   | 2026-11-13 | 否
        碰头会   | 2026-10-12 | 国庆值班总结 | 办公室   | 2026-09-30 | 是
        碰头会   | 2026-11-16 | 供暖保障     | 营销科   |            | 是
    """,
)
def topics_come_in_time(scope: RegisterScope) -> Iterator[Hit]:
    """A topic must be handed in some working days before its meeting (parameter 工作日), by the office's calendar.

    A topic handed in late and therefore not put on the agenda is in order. One brought up on the day of the meeting is
    another finding (MTG102).
    """
    submitted, meeting = scope.field("submitted"), scope.field("meeting_date")
    handed, held, limit = scope.days(submitted), scope.days(meeting), scope.number("工作日")
    last = scope.workdays.back(held, limit)
    for row in listed(scope, (handed > last) & (handed < held)):
        values = {"submitted": handed[row], "meeting": held[row], "last": last[row], "limit": limit}
        yield Hit(int(row), fields(scope, "submitted", "meeting_date"), values)


@check(
    "MTG102",
    title=marked("Topic brought up at the meeting"),
    severity=Severity.WARNING,
    mends=Mends.HOLDER,
    basis="单位制度（会上不得临时增加议题）",
    message=marked(
        "Handed in on {submitted}, and the meeting was on {meeting}: topics are not added at a meeting. Correct the "
        "day if it is wrong; if not, say why, and hand topics in beforehand from now on."
    ),
    over=RegisterScope,
    kinds=(Kind.TOPICS,),
    needs=("submitted", "meeting_date"),
    asked=marked("Say why, and hand topics in before the meeting from now on"),
    wanted=marked("handed in before the day of the meeting, {meeting}"),
    breaks="""
        会议议题台账
        会议名称 | 会议日期   | 议题名称   | 提报部门 | 提报日期   | 是否上会
        碰头会   | 2026-11-16 | 差旅费标准 | 财务科   | 2026-11-16 | 是
        碰头会   | 2026-11-16 | 车辆更新   | 营销科   | 2026-11-18 |
    """,
    holds="""
        会议议题台账
        会议名称 | 会议日期   | 议题名称   | 提报部门 | 提报日期   | 是否上会
        碰头会   | 2026-11-16 | 差旅费标准 | 财务科   | 2026-11-16 | 否
        碰头会   | 2026-11-16 | 年终盘点   | 财务科   | 2026-11-10 | 是
    """,
)
def no_topic_is_added_at_the_meeting(scope: RegisterScope) -> Iterator[Hit]:
    """No topic may be added on the day of the meeting. One that was put off (是否上会 否) is in order."""
    submitted, meeting = scope.field("submitted"), scope.field("meeting_date")
    handed, held = scope.days(submitted), scope.days(meeting)
    for row in listed(scope, handed >= held):
        values = {"submitted": handed[row], "meeting": held[row]}
        yield Hit(int(row), fields(scope, "submitted", "meeting_date"), values)


@check(
    "MTG103",
    title=marked("On the agenda without the leader's consent"),
    severity=Severity.WARNING,
    mends=Mends.HOLDER,
    basis="单位制度（分管领导同意后上会）",
    message=marked(
        "The topic is on the agenda, but the responsible leader's opinion is not entered. Say why, and ask for it "
        "before a topic is put on the agenda from now on."
    ),
    over=RegisterScope,
    kinds=(Kind.TOPICS,),
    needs=("leader_approval",),
    asked=marked("Say why, and ask the responsible leader first from now on"),
    wanted=marked("the responsible leader's consent before it is put on the agenda"),
    breaks="""
        会议议题台账
        会议名称 | 会议日期   | 议题名称   | 提报部门 | 分管领导意见 | 是否上会
        碰头会   | 2026-11-16 | 差旅费标准 | 财务科   |              | 是
        碰头会   | 2026-11-16 | 车辆更新   | 营销科   | 缓议         | 是
    """,
    holds="""
        会议议题台账
        会议名称 | 会议日期   | 议题名称   | 提报部门 | 分管领导意见 | 是否上会
        碰头会   | 2026-11-16 | 差旅费标准 | 财务科   | 同意上会     | 是
        碰头会   | 2026-11-16 | 车辆更新   | 营销科   |              | 否
        碰头会   | 2026-11-23 | 用车管理   | 营销科   |              |
        碰头会   | 2026-11-16 | 班子分工   | 局领导   |              | 是
    """,
)
def leaders_consent_first(scope: RegisterScope) -> Iterator[Hit]:
    """A topic may be on the agenda only with the consent of the leader its department answers to (sheet 部门).

    A name or any opinion counts as consent, unless it begins with a refusal (不同意, 退回, 缓议, 暂缓, 不予); a day of
    consent alone is enough. Departments without a responsible leader need none.
    """
    opinion, day = scope.field("leader_approval"), scope.register.role("leader_approval_date")
    cells = scope.register.shown[opinion]
    refused = marks([text.strip().startswith(_REFUSED) for text in cells.texts])[cells.codes]
    without = scope.empty(opinion) & (scope.empty(day) if day is not None else True)
    answers = np.ones(len(scope.register), dtype=bool)
    department = scope.register.role("department")
    if department is not None:
        codes, names = scope.words(department)
        leaderless = {d.name for d in scope.rules.departments if not d.leader}
        answers = marks([name not in leaderless for name in names], none=True)[codes]
    for row in listed(scope, (without | refused) & answers):
        text = scope.register.text(int(row), opinion)
        yield Hit(int(row), fields(scope, "leader_approval"), {"text": text}, message=_OVERRULED if text else "")


_OVERRULED = marked(
    "The topic is on the agenda, though the responsible leader's opinion is “{text}”. Correct the entry if it is "
    "wrong; if not, take it off the agenda, or say why it was heard."
)


@check(
    "MTG104",
    title=marked("Consents to a topic out of order"),
    severity=Severity.WARNING,
    mends=Mends.HOLDER,
    basis="单位制度（议题逐级审签）",
    message=marked(
        "{later_field} is {later}, before {earlier_field} ({earlier}). Correct the day that is wrong; if both are "
        "right, say why, and keep to the order from now on."
    ),
    over=RegisterScope,
    kinds=(Kind.TOPICS,),
    wanted=marked("not before {earlier_field}, {earlier}"),
    breaks="""
        会议议题台账
        会议名称 | 会议日期   | 议题名称   | 提报部门 | 部门负责人意见日期 | 分管领导意见日期 | 主要领导意见日期
        碰头会   | 2026-11-16 | 差旅费标准 | 财务科   | 2026-11-11         | 2026-11-10       | 2026-11-12
        碰头会   | 2026-11-16 | 车辆更新   | 营销科   | 2026-11-11         | 2026-11-17       |
    """,
    holds="""
        会议议题台账
        会议名称 | 会议日期   | 议题名称   | 提报部门 | 部门负责人意见日期 | 分管领导意见日期 | 主要领导意见日期
        碰头会   | 2026-11-16 | 差旅费标准 | 财务科   | 2026-11-10         | 2026-11-10       | 2026-11-16
        碰头会   | 2026-11-16 | 车辆更新   | 营销科   | 2026-11-11         |                  | 2026-11-12
    """,
)
def consents_are_in_order(scope: RegisterScope) -> Iterator[Hit]:
    """A topic is agreed to by the head of its department, the responsible leader, the office and the principal head, in
    this order, and all before the meeting. The same day is in order; what has no column or no day is passed over.
    """
    chain = [field_id for role in _APPROVALS if (field_id := scope.register.role(role)) is not None]
    latest = np.full(len(scope.register), np.datetime64("NaT", "D"))
    holder = np.zeros(len(latest), dtype=np.int64)
    for place, field_id in enumerate(chain):
        day = scope.days(field_id)
        for row in np.flatnonzero((day < latest) & ~scope.void):
            before = chain[holder[row]]
            values = {"later_field": field_id, "later": day[row], "earlier_field": before, "earlier": latest[row]}
            yield Hit(int(row), (field_id, before), values)
        reached = ~np.isnat(day) & ~(day < latest)
        latest, holder = np.where(reached, day, latest), np.where(reached, place, holder)


@check(
    "MTG105",
    title=marked("Department concerned neither asked nor there"),
    severity=Severity.WARNING,
    mends=Mends.HOLDER,
    basis="单位制度（跨部门议题会前会商）",
    message=marked(
        "The topic concerns {departments}, who were neither consulted nor among those attending. Say why, and agree "
        "with the departments concerned before a topic is put on the agenda from now on."
    ),
    over=RegisterScope,
    kinds=(Kind.TOPICS,),
    needs=("departments_concerned",),
    asked=marked("Say why, and agree with the departments concerned first from now on"),
    wanted=marked("{departments} consulted or attending"),
    breaks="""
        会议议题台账
        会议名称 | 会议日期   | 议题名称   | 提报部门 | 涉及部门       | 会商情况     | 列席人员 | 是否上会
        碰头会   | 2026-11-16 | 差旅费标准 | 财务科   | 营销科、办公室 |              | 办公室   | 是
        碰头会   | 2026-11-16 | 车辆更新   | 营销科   | 财务科         | 未会商       |          | 是
        碰头会   | 2026-11-16 | 档案移交   | 办公室   | 财务科、营销科 | 已会商财务科 |          | 是
    """,
    holds="""
        会议议题台账
        会议名称 | 会议日期   | 议题名称   | 提报部门 | 涉及部门       | 会商情况           | 列席人员 | 是否上会
        碰头会   | 2026-11-16 | 差旅费标准 | 财务科   | 营销科、办公室 | 已会商，意见一致   |          | 是
        碰头会   | 2026-11-16 | 车辆更新   | 营销科   | 财务科、营销科 |                    | 周强     | 是
        碰头会   | 2026-11-16 | 档案移交   | 办公室   | 各部门         |                    | 各部门   | 是
        碰头会   | 2026-11-16 | 用车管理   | 办公室   | 财务科         | 无不同意见         |          | 是
        碰头会   | 2026-11-16 | 食堂改造   | 办公室   | 财务科、营销科 | 按财务科意见作修改 |          | 是
        碰头会   | 2026-11-23 | 预算调整   | 财务科   | 营销科         |                    |          |
    """,
)
def departments_concerned_are_heard(scope: RegisterScope) -> Iterator[Hit]:
    """Each department a topic concerns must have been consulted, or be among those attending.

    An entry about the consultation counts for all, unless it says that there was none yet or is but a list of names.
    Words that name no department of sheet 部门 are passed over.
    """
    columns = [scope.register.role(role) for role in ("departments_concerned", "attendees", "consulted", "department")]
    if columns[1] is None and columns[2] is None:
        return
    cells = [scope.register.shown.get(field_id or "") for field_id in columns]
    none = np.full(len(scope.register), -1)
    codes = np.stack([of.codes if of is not None else none for of in cells])
    alike = grouped(list(codes))
    left = [_left_out(scope, *_texts(cells, codes[:, place])) for place in alike.first]
    for row in listed(scope, marks([bool(names) for names in left])[alike.number]):
        names = "、".join(d.name for d in scope.rules.departments if d.name in left[alike.number[row]])
        yield Hit(int(row), fields(scope, "departments_concerned"), {"departments": names})


def _texts(cells: list[Cells | None], codes: np.ndarray) -> list[str]:
    return [of.texts[code] if of is not None and code >= 0 else "" for of, code in zip(cells, codes, strict=True)]


def _left_out(scope: RegisterScope, concerned: str, attending: str, consulted: str, own: str) -> set[str]:
    """The departments a topic concerns that were neither asked nor there."""
    heard = _departments(scope, attending) | _departments(scope, own) | _consulted(scope, consulted)
    return _departments(scope, concerned) - heard


def _departments(scope: RegisterScope, text: str) -> set[str]:
    return {name for _, names in named(scope.rules, text) for name in names}


def _consulted(scope: RegisterScope, text: str) -> set[str]:
    """The departments an entry about a consultation speaks for."""
    everybody = {d.name for d in scope.rules.departments}
    if not text or text.startswith(_NOT_YET) or text.strip() == "无":
        return set()
    names = [alias for alias in scope.rules.department_names if len(alias) > 1 and alias in text]
    rest = text
    for alias in sorted(names, key=len, reverse=True):
        rest = rest.replace(alias, "")
    if not names or _AGREED.sub("", rest) or any(word in text for word in EVERYBODY):
        return everybody
    return {scope.rules.department_names[alias] for alias in names}
