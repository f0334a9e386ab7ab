"""Faults: findings as they are told to the department that has to put them right, and what is asked of it.

Nothing here ever asks to sign or enter for a day gone by: a past breach is explained, and not repeated.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from officebatch.model.notice import MatterId
from officebatch.model.register import shown_key
from officebatch.model.vocabulary import HolderKind, Mends, Severity
from officebatch.outputs.matters import number
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from officebatch.model.finding import Finding
    from officebatch.model.register import Register
    from officebatch.outputs.desk import Desk
    from officebatch.rulebook.sheets import Step

    Found = tuple[Register, int]
    Steps = Mapping[tuple[str, str], Step]


DEPARTMENTS = (Mends.HOLDER, Mends.POST, Mends.OWNER)  # who is a department, in the order of the notice


ASKED: Mapping[Mends, str] = {
    Mends.HOLDER: marked("Say why, and follow the rule from now on"),
    Mends.POST: marked("Settle the duties of the post"),
    Mends.OWNER: marked("Review it, and revise it where needed"),
}


@dataclass(frozen=True)
class Fault:
    """One finding as the notice tells it. step, person: where and by whom; written: what stands there."""

    finding: Finding
    number: str
    title: str
    step: str
    person: str
    written: str

    @property
    def name(self) -> str:
        """What a reader knows its record by."""
        return self.number or self.title or self.person or shown_key(self.finding.record)

    @property
    def label(self) -> str:
        """Its name, with the post or the title where the number is but a running one."""
        about = self.step if self.finding.mends is Mends.POST else self.title
        return f"{self.number} {about or self.title}".strip() if self.number.isdigit() else self.name

    @property
    def asked(self) -> str:
        """What the department is asked to do."""
        return say(self.finding.asked or ASKED[self.finding.mends])

    @property
    def wanted(self) -> str:
        """What should have stood there."""
        wanted = self.finding.wanted
        return say(wanted, **dict(self.finding.values)) if wanted else self.finding.text()

    @property
    def identity(self) -> MatterId:
        """What it is known by between runs."""
        return MatterId(self.finding.register, self.finding.record, f"{self.finding.code} {self.finding.field}")


def faults(desk: Desk) -> Mapping[str, list[Fault]]:
    """Department → what it has to put right, as the findings stand: since the start day, of no inner level.

    A hint is worth a look in the office and nothing to be formally asked for."""
    steps = _steps(desk)
    found: dict[str, list[Fault]] = {}
    for finding in desk.docket.findings:
        place = finding.origin
        asked = finding.mends in DEPARTMENTS and finding.severity is not Severity.HINT
        if asked and not desk.records.inner(place) and not desk.records.old(place):
            found.setdefault(_department(desk, finding, steps), []).append(_fault(desk, finding, steps))
    return found


def answerable(desk: Desk) -> Callable[[Finding], str]:
    """Tells which department has to put a finding right, whatever its gravity; "" where a leader or an outside body
    held the step, or nobody is known."""
    steps = _steps(desk)
    return lambda finding: _department(desk, finding, steps)


def _steps(desk: Desk) -> Steps:
    """The step a field belongs to, by register and field; by register and its name where each line is one step."""
    fields = ((s, name) for s in desk.rules.steps for name in (s.name, s.person_field, s.date_field))
    return {(s.register, name): s for s, name in fields if name}


def _department(desk: Desk, finding: Finding, steps: Steps) -> str:
    """Who has to put it right: of a breach who held the step, else the department of the record or of the person; ""
    where a leader or an outside body held it."""
    named = desk.rules.person(finding.person)
    department = finding.department or (named.department if named is not None else "")
    found = desk.records.at(finding.origin)
    step = _step(finding, found, steps)
    if step is None or finding.mends is not Mends.HOLDER:
        return department
    if step.holder is not HolderKind.DEPARTMENT:
        return desk.rules.settings.office_department if step.holder is HolderKind.OFFICE else ""
    who = finding.person or (_person(*found, step) if found is not None else "")
    if who in desk.rules.leaders:
        return ""
    passed = desk.rules.person(who)
    return passed.department if passed is not None else department


def _step(finding: Finding, found: Found | None, steps: Steps) -> Step | None:
    if found is None:
        return None
    register, row = found
    own = not register.listed or finding.field not in register.types  # of a step without a line the finding tells
    return steps.get((register.name, finding.field if own else register.words(row, "step")))


def _person(register: Register, row: int, step: Step | None) -> str:
    """Who passed a step, has the record in hand or holds the duty."""
    if step is not None and not register.listed:
        return register.text(row, step.person_field)
    if step is not None and register.words(row, "step") != step.name:
        return ""
    return register.words(row, "person") or register.words(row, "holder_a")


def _fault(desk: Desk, finding: Finding, steps: Steps) -> Fault:
    found = desk.records.at(finding.origin)
    if found is None:
        return Fault(finding, "", "", "", finding.person, "")
    register, row = found
    step = _step(finding, found, steps)
    text = register.text(row, finding.field) or say("not entered")
    return Fault(
        finding=finding,
        number=number(register, row),
        title=desk.records.title(finding.origin),
        step=step.name if step is not None else register.words(row, "post"),
        person=finding.person or _person(register, row, step),
        written=say("{field}: {text}", field=finding.field, text=text),
    )
