"""Matters: deadlines together with what their records say, as the papers show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from officebatch.model.notice import MatterId
from officebatch.model.vocabulary import HolderKind
from officebatch.outputs.words import short_moment, step_words
from officebatch.wording import say

if TYPE_CHECKING:
    import pandas as pd

    from officebatch.model.deadline import Deadline
    from officebatch.model.docket import Docket
    from officebatch.model.origin import Origin
    from officebatch.model.register import Register
    from officebatch.model.urging import Urging
    from officebatch.rulebook.rules import RuleBook

_TITLED = ("title", "content", "post")
_URGENCIES = ("特提", "特急", "加急", "急件", "平急")


@dataclass(frozen=True, slots=True)
class Matter:
    """One deadline and its record. inner: of an inner secrecy level, so for the office's own lists only.

    due: the valid due date, what it was before an extension in brackets, and whether it is provisional.

    holder: the department that holds it, the office's own department for what the office holds itself. others: the
    departments that take part. urging: how this run urges it, None where it does not.
    """

    deadline: Deadline
    due: str
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
    basis: str
    origin: Origin
    urging: Urging | None

    @property
    def identity(self) -> MatterId:
        """What it is known by between runs."""
        return MatterId(self.deadline.register, self.key, self.deadline.step)

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
        """Step over person, the step alone where nobody is known."""
        return f"{self.step}\n{self.person}" if self.person else self.step

    @property
    def step(self) -> str:
        """The step it stands at, as papers name it."""
        return step_words(self.deadline.step)

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
    urgings = {(u.matter.register, u.row, u.matter.what, u.pass_): u for u in docket.urgings}
    found = [
        _matter(docket, rules, d, urgings.get((d.register, d.row, d.step, d.pass_)))
        for d in docket.deadlines.pick(mask)
    ]
    return tuple(sorted(found, key=_urgent_then_late))


def _urgent_then_late(matter: Matter) -> tuple[int, int, int, str, int]:
    urgency = matter.deadline.urgency
    rank = _URGENCIES.index(urgency) if urgency in _URGENCIES else len(_URGENCIES)
    d = matter.deadline
    return rank, -d.days_late, d.days_left, matter.number, d.row


def _matter(docket: Docket, rules: RuleBook, deadline: Deadline, urging: Urging | None) -> Matter:
    register = docket.office.registers[deadline.register]
    row = deadline.row
    person = "" if deadline.person in rules.leaders else deadline.person
    known = rules.person(person, deadline.holder) if person else None
    own = rules.settings.office_department
    by_office = deadline.holder_kind is HolderKind.OFFICE or deadline.holder == own
    return Matter(
        deadline=deadline,
        due=_due(deadline, docket.as_of.year, hours=register.timed),
        key=str(register.keys[row]),
        number=number(register, row),
        title=title(register, row),
        source=register.words(row, "source") or register.words(row, "from") or deadline.register,
        post=known.post if known is not None else "",
        person=person,
        holder=own if by_office else deadline.holder,
        by_office=by_office,
        others=register.words(row, "co_departments"),
        inner=register.inner(row, rules.settings.inner_levels),
        basis=next((s.basis for s in rules.steps if s.register == deadline.register and s.name == deadline.step), ""),
        origin=register.origin(deadline.line, register.role("title") or ""),
        urging=urging,
    )


def title(register: Register, row: int) -> str:
    """What the record is about: its title, in a register of duties the duty or the post."""
    return next((said for role in _TITLED if (said := register.words(row, role))), "")


def titles(register: Register) -> list[str]:
    """`title` of every row, a column at a time."""
    columns = [register.frame[field] for role in _TITLED if (field := register.role(role)) is not None]
    texts = [column.astype(object).where(column.notna(), "").tolist() for column in columns]
    return [next((str(said) for said in row if said), "") for row in zip(*texts, strict=True)] or [""] * len(register)


def number(register: Register, row: int) -> str:
    """What the record is known by: its key, in an event list without one its case; "" where it has none."""
    role = "key" if register.role("key") else "case"
    field = register.role(role)
    return (register.words(row, role) or register.text(row, field)) if field else ""


def _due(deadline: Deadline, year: int, *, hours: bool) -> str:
    text = short_moment(deadline.due, year, hours=hours)
    if deadline.extended:
        first = short_moment(deadline.first_due, year, hours=hours)
        text = say("{first}\nextended to\n{due}", first=first, due=text)
    return say("{due}\n(provisional)", due=text) if deadline.provisional else text


def provisional_note(docket: Docket, shown: list[Matter]) -> str:
    """The sentence below a table with provisional dates, "" where there is none."""
    if not any(m.deadline.provisional for m in shown):
        return ""
    return say(
        "Note: dates marked provisional depend on the holiday notice for {year}, to be settled once it is out.",
        year=docket.days.provisional_from.year,
    )
