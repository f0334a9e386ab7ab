"""督办通知单: one overdue matter to the department that holds it, with what was asked before and what came back."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from officebatch.model.register import shown_key
from officebatch.outputs.matters import provisional_note
from officebatch.outputs.registry import paper
from officebatch.outputs.words import answered, day, named, weekday_day
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from officebatch.model.notice import Notice
    from officebatch.model.register import Register
    from officebatch.outputs.desk import Desk
    from officebatch.outputs.matters import Matter
    from officebatch.outputs.press import Plain
    from officebatch.outputs.registry import Draft
    from officebatch.rulebook.sheets import OutputRule


@paper("督办通知单", marked("Notice supervising one overdue matter"))
def supervision_notice(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """One a matter, to the department that holds it."""
    urged = desk.ladder(rule.kind)
    items = _items(urged)
    for department in desk.departments:
        for matter in desk.urged(urged, department):

            def make(number: str, department: str = department, matter: Matter = matter) -> bytes:
                return desk.word(rule, department, _context(desk, rule, matter), rule.name, number)

            yield desk.notice(rule.kind, department, [matter], make, item=items[matter.identity])


def _items(urged: Sequence[Matter]) -> dict[tuple[str, str, str], str]:
    """What the paper of each matter is known by: its number (its key where it has none), the second of one number with
    its ordinal; where two registers give one number, the register before it."""
    plain = {m.identity: (m.number or shown_key(m.key)) + m.key[len(shown_key(m.key)) :] for m in urged}
    often = Counter((m.holder, plain[m.identity]) for m in urged)
    return {
        m.identity: plain[m.identity] if often[m.holder, plain[m.identity]] == 1 else " ".join(m.identity)
        for m in urged
    }


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
