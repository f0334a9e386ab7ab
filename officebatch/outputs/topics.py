"""Meetings and their topics, as the registers of kind 议题 have them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from officebatch.model.vocabulary import Kind
from officebatch.rulebook.attendance import named
from officebatch.wording import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from officebatch.model.register import Register
    from officebatch.outputs.desk import Desk
    from officebatch.rulebook.rules import RuleBook

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic. concerned, attending: the departments it touches, and those with them that have to be there, besides
    the one that submits it, in 建制序; named: all that is entered as attending or concerned.

    consulted, length, approval, listed, decision: as they stand; "" for empty.
    """

    title: str
    department: str
    submitted: date | None
    reporter: str
    concerned: tuple[str, ...]
    attending: tuple[str, ...]
    named: tuple[str, ...]
    consulted: str
    length: str
    approval: str
    approved: date | None
    listed: str
    decision: str
    inner: bool


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting: its name, day, hour ("" where none is entered), and its topics in the register's order."""

    name: str
    day: date
    hour: str
    topics: tuple[Topic, ...]

    @property
    def item(self) -> str:
        """Day and name in one: what its papers are told apart by."""
        return say("{month}-{day} {meeting}", month=self.day.month, day=self.day.day, meeting=self.name)


def ahead(desk: Desk) -> list[Meeting]:
    """The next meeting after the as-of day, and all others within a week of that day."""
    to_come = _meetings(desk, lambda day: day > desk.docket.as_of)
    return [m for m in to_come if m.day <= max(to_come[0].day, desk.docket.as_of + WEEK)]


def held(desk: Desk) -> list[Meeting]:
    """The meetings since the last run, up to the as-of day."""
    return _meetings(desk, lambda day: desk.since < day <= desk.docket.as_of)


def _meetings(desk: Desk, on: Callable[[date], bool]) -> list[Meeting]:
    found: dict[tuple[date, str], list[tuple[datetime, Topic]]] = {}
    for register in desk.docket.office.registers.values():
        if register.kind is Kind.TOPICS:
            for row, when in _days(register):
                if on(when.date()) and register.words(row, "title"):
                    name = register.words(row, "meeting") or say("meeting")
                    found.setdefault((when.date(), name), []).append((when, _topic(desk.rules, register, row)))
    return [
        Meeting(name, day, _hour([when for when, _ in topics]), tuple(topic for _, topic in topics))
        for (day, name), topics in sorted(found.items())
    ]


def _days(register: Register) -> Iterator[tuple[int, datetime]]:
    for row in range(len(register)):
        when = register.value(row, "meeting_date")
        if isinstance(when, datetime):
            yield row, when


def _hour(times: list[datetime]) -> str:
    begin = min((t for t in times if t.hour or t.minute), default=None)
    return f"{begin:%H:%M}" if begin is not None else ""


def _topic(rules: RuleBook, register: Register, row: int) -> Topic:
    department = register.words(row, "department")
    attendees, concerned = (
        dict(named(rules, _text(register, row, role))) for role in ("attendees", "departments_concerned")
    )
    submitted, approved = register.value(row, "submitted"), register.value(row, "leader_approval_date")
    return Topic(
        title=register.words(row, "title"),
        department=department,
        submitted=submitted.date() if isinstance(submitted, datetime) else None,
        reporter=_text(register, row, "reporter"),
        concerned=_in_order(rules, concerned.values(), department),
        attending=_in_order(rules, [*attendees.values(), *concerned.values()], department),
        named=tuple(name for name in attendees | concerned if name != department),
        consulted=_text(register, row, "consulted"),
        length=_text(register, row, "material_length"),
        approval=_text(register, row, "leader_approval"),
        approved=approved.date() if isinstance(approved, datetime) else None,
        listed=register.words(row, "listed"),
        decision=_text(register, row, "decision"),
        inner=register.inner(row, rules.settings.inner_levels),
    )


def _in_order(rules: RuleBook, asked: Iterable[tuple[str, ...]], submits: str) -> tuple[str, ...]:
    """The departments asked for, each once, without the one that submits the topic."""
    found = {name for names in asked for name in names} - {submits}
    return tuple(d.name for d in sorted(rules.departments, key=lambda d: d.order) if d.name in found)


def _text(register: Register, row: int, role: str) -> str:
    """What stands in the cell of a role, whatever was read from it."""
    field_id = register.role(role)
    return register.text(row, field_id).strip() if field_id is not None else ""
