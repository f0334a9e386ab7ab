"""Matters: deadlines together with what their records say, as the papers show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from officebatch.model.vocabulary import HolderKind
from officebatch.wording import say

if TYPE_CHECKING:
    from datetime import datetime

    import pandas as pd

    from officebatch.model.deadline import Deadline
    from officebatch.model.docket import Docket
    from officebatch.model.origin import Origin
    from officebatch.model.register import Register
    from officebatch.rulebook.rules import RuleBook

_URGENCIES = ("特提", "特急", "加急", "急件", "平急")


@dataclass(frozen=True, slots=True)
class Matter:
    """One deadline and its record. inner: of an inner secrecy level, so for the office's own lists only.

    holder: the department that holds it, the office's own department for what the office holds itself. others: the
    departments that take part.
    """

    deadline: Deadline
    key: str
    number: str
    title: str
    source: str
    post: str
    person: str
    holder: str
    by_office: bool
    others: str
    inner: bool
    listed_before: bool
    basis: str
    origin: Origin

    @property
    def urgent(self) -> bool:
        """Whether its urgency is 加急 or above."""
        return self.deadline.urgency in _URGENCIES[:4]

    @property
    def named(self) -> str:
        """Number and title in one."""
        return f"{self.number} {self.title}".strip()

    @property
    def step_and_person(self) -> str:
        """`承办／朱梅`, the step alone where nobody is known."""
        return f"{self.deadline.step}／{self.person}" if self.person else self.deadline.step

    @property
    def due(self) -> str:
        """The valid due date, what it was before an extension in brackets, and whether it is provisional."""
        text = _due(self.deadline.due)
        if self.deadline.extended:
            same_year = self.deadline.first_due.year == self.deadline.due.year
            to = f"{self.deadline.due:%m-%d}" if same_year else text
            text = say("{first}\n(extended\nto {due})", first=_due(self.deadline.first_due), due=to)
        return say("{due}\n(provisional)", due=text) if self.deadline.provisional else text

    def remark(self) -> str:
        """What a list adds: a provisional date, a matter from before the start day, an inner level."""
        said = (
            (self.deadline.provisional, say("provisional due date")),
            (not self.deadline.live, say("from before the start day: to be checked only, not urged")),
            (self.inner, say("inner: stays in the office")),
        )
        return say("; ").join(text for holds, text in said if holds)


def matters(docket: Docket, rules: RuleBook, mask: pd.Series[bool]) -> tuple[Matter, ...]:
    """The matters of the deadlines where `mask` holds: urgent ones first, the latest or nearest first, by number."""
    found = [_matter(docket, rules, deadline) for deadline in docket.deadlines.pick(mask)]
    return tuple(sorted(found, key=_urgent_then_late))


def _urgent_then_late(matter: Matter) -> tuple[int, int, int, str, int]:
    urgency = matter.deadline.urgency
    rank = _URGENCIES.index(urgency) if urgency in _URGENCIES else len(_URGENCIES)
    d = matter.deadline
    return rank, -d.days_late, d.days_left, matter.number, d.row


def _matter(docket: Docket, rules: RuleBook, deadline: Deadline) -> Matter:
    register = docket.office.registers[deadline.register]
    row, last = deadline.row, docket.past.last
    person = "" if deadline.person in rules.leaders else deadline.person
    known = rules.person(person, deadline.holder) if person else None
    own = rules.settings.office_department
    by_office = deadline.holder_kind is HolderKind.OFFICE or deadline.holder == own
    return Matter(
        deadline=deadline,
        key=str(register.keys[row]),
        number=_number(register, row),
        title=title(register, row),
        source=register.words(row, "source") or register.words(row, "from") or deadline.register,
        post=known.post if known is not None else "",
        person=person,
        holder=own if by_office else deadline.holder,
        by_office=by_office,
        others=register.words(row, "co_departments"),
        inner=is_inner(register, row, rules),
        listed_before=last is not None and (deadline.register, str(register.keys[row]), deadline.step) in last.overdue,
        basis=next((s.basis for s in rules.steps if s.register == deadline.register and s.name == deadline.step), ""),
        origin=register.origin(row, register.role("title") or ""),
    )


def is_inner(register: Register, row: int, rules: RuleBook) -> bool:
    """Whether the record bears an inner secrecy level of the office's settings."""
    field = register.role("secrecy")
    said = f"{register.words(row, 'secrecy')} {register.text(row, field)}" if field else ""
    return any(level in said for level in rules.settings.inner_levels)


def title(register: Register, row: int) -> str:
    """What the record is about: its title, in a register of duties the duty or the post."""
    return next((said for role in ("title", "content", "post") if (said := register.words(row, role))), "")


def _number(register: Register, row: int) -> str:
    field = register.role("key")
    return register.words(row, "key") or (register.text(row, field) if field else "")


def _due(moment: datetime) -> str:
    hours = f" {moment:%H:%M}" if moment.hour or moment.minute else ""
    return f"{moment:%Y-%m-%d}{hours}"


def provisional_note(docket: Docket, shown: list[Matter]) -> str:
    """The sentence below a table with provisional dates, "" where there is none."""
    if not any(m.deadline.provisional for m in shown):
        return ""
    return say(
        "Note: dates marked provisional depend on the holiday notice for {year}, to be settled once it is out.",
        year=docket.days.provisional_from.year,
    )
