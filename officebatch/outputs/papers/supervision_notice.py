"""督办通知单: one overdue matter to the department that holds it, with what was asked before and what came back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from officebatch.outputs import variables as var
from officebatch.outputs.matters import provisional_note
from officebatch.outputs.registry import paper
from officebatch.outputs.words import answered, day, named, weekday_day
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.model.notice import Notice
    from officebatch.model.register import Register
    from officebatch.outputs.desk import Desk
    from officebatch.outputs.matters import Matter
    from officebatch.outputs.press import Plain
    from officebatch.outputs.registry import Draft
    from officebatch.rulebook.sheets import OutputRule

VARIABLES = (
    var.DEPARTMENT,
    var.value("紧急程度", marked("urgency of an urgent matter, else empty"), "加急"),
    var.yes_no("曾催办", marked("whether a numbered notice went before")),
    var.yes_no("曾提醒", marked("whether anything went before")),
    var.value("编号及事项", marked("number and title of the matter"), "DB2026-033 建立供电所备品备件定额标准"),
    var.texts(
        "来源", marked("where it came from: meeting or sender, number, day"), "局长办公会（9月2日）", "2026年9月3日立项"
    ),
    var.value("领导要求", marked("what the leader asked for; may be empty"), "十一月底前出台，各所同步执行。"),
    var.value("责任人", marked("person who has it in hand; may be empty"), "方明远"),
    var.value("协办部门", marked("departments that help; may be empty"), "生产技术科"),
    var.value("分管领导", marked("leader in charge; may be empty"), "副局长尹春梅"),
    var.value("抄送", marked("who gets a copy; may be empty"), "副局长尹春梅"),
    var.value("原定时限", marked("day it was first due"), "2026年10月23日"),
    var.texts(
        "批准延期",
        marked("how often extended, until when, when granted; may be empty"),
        "已延期1次",
        "延至2026年10月30日",
    ),
    var.value("统计截止日", marked("day the paper speaks of"), "2026年11月20日"),
    var.value("环节", marked("step it stands at"), "办理中"),
    var.value("超期", marked("working days overdue"), 15),
    var.texts(
        "最近反馈",
        marked("day of the last feedback and what it said; may be empty"),
        "2026年11月12日",
        "定额表初稿待会审",
    ),
    var.texts(
        "前次通知",
        marked("last notice: number, day, receipt, answer; may be empty"),
        "临电催〔2026〕9号",
        "11月16日",
        "未回复",
    ),
    var.ISSUED,
    var.value("回复期限", marked("day an answer is asked for"), "11月25日（星期三）"),
    var.PROVISIONAL,
)


@paper(
    "督办通知单", marked("Notice supervising one overdue matter"), variables=VARIABLES, by_department=True,
    urges=(True,),
)  # fmt: skip
def supervision_notice(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """One a matter, to the department that holds it."""
    for department in desk.departments:
        for item, (matter,) in desk.notices(rule.kind, department):

            def make(number: str, department: str = department, matter: Matter = matter) -> bytes:
                return desk.word(rule, department, _context(desk, rule, matter), rule.name, number)

            yield desk.notice(rule.kind, department, [matter], make, item=item)


def _context(desk: Desk, rule: OutputRule, matter: Matter) -> dict[str, Plain]:
    register, row = desk.docket.office.registers[matter.deadline.register], matter.deadline.row
    leader = _leader(desk, matter.holder)
    past = desk.docket.past.told(matter.identity)
    return {
        "部门": matter.holder,
        "紧急程度": matter.deadline.urgency if matter.urgent else "",
        "曾催办": any(notice.number for notice in past),
        "曾提醒": bool(past),
        "编号及事项": matter.named,
        "来源": _source(register, row, matter),
        "领导要求": register.words(row, "leader_note"),
        "责任人": matter.person,
        "协办部门": matter.others,
        "分管领导": leader,
        "抄送": leader,
        "原定时限": _moment(matter.deadline.first_due, hours=":" in matter.due),
        "批准延期": _extension(register, row, matter),
        "统计截止日": day(desk.docket.as_of),
        "环节": matter.step,
        "超期": matter.deadline.days_late,
        "最近反馈": _feedback(register, row),
        "前次通知": _previous(past[-1]) if past else [],
        "印发日期": day(desk.docket.days.issue),
        "回复期限": weekday_day(desk.answer_by(rule.kind, [matter])),
        "暂定说明": provisional_note(desk.docket, [matter]),
    }


def _leader(desk: Desk, holder: str) -> str:
    """Post and name of the leader a department answers to, "" where the rule book names none."""
    department = desk.rules.department(holder)
    if department is None or not department.leader:
        return ""
    person = desk.rules.person(department.leader)
    return f"{person.post if person is not None else ''}{department.leader}"


def _source(register: Register, row: int, matter: Matter) -> list[str]:
    """Where the matter came from: the meeting or sender, the number of its document, the day it came in."""
    received, begun = _day(register.value(row, "received")), _day(register.value(row, "start"))
    came = say("received on {day}", day=received) if received else say("entered on {day}", day=begun) if begun else ""
    own = register.words(row, "document_number")
    return [said for said in (matter.source, own if own != matter.number else "", came) if said]


def _moment(moment: datetime, *, hours: bool) -> str:
    return f"{day(moment.date())}{moment:%H:%M}" if hours and (moment.hour or moment.minute) else day(moment.date())


def _extension(register: Register, row: int, matter: Matter) -> list[str]:
    """How often it was extended, until when, when that was granted; empty where it was not."""
    if not matter.deadline.extended:
        return []
    times, granted = register.value(row, "extensions"), _day(register.value(row, "extension_approved"))
    parts = (
        say("extended {n} times", n=int(times)) if isinstance(times, float) and times >= 1 else "",
        say("extended to {day}", day=_moment(matter.deadline.due, hours=":" in matter.due)),
        say("granted on {day}", day=granted) if granted else "",
    )
    return [part for part in parts if part]


def _feedback(register: Register, row: int) -> list[str]:
    """The day of the last feedback and what it said, as far as the register has them."""
    on, said = register.value(row, "last_feedback"), register.words(row, "progress_text")
    return [part for part in (_day(on), said.strip().rstrip("。；;.")) if part]


def _day(value: object) -> str:
    return day(value.date()) if isinstance(value, datetime) else ""


def _previous(notice: Notice) -> list[str]:
    """An earlier notice: its number, its day, who signed for it and when, the answer."""
    return [said for said in (*named(notice, "\n").splitlines(), _receipt(notice), answered(notice)) if said]


def _receipt(notice: Notice) -> str:
    answer = notice.answer
    if answer is None or (answer.delivered is None and not answer.received_by):
        return ""
    on = answer.delivered
    month_day = say("{month}-{day}", month=on.month, day=on.day) if on is not None else ""
    return say("signed for: {day} {person}", day=month_day, person=answer.received_by)
