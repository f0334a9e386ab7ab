"""The stage as a whole: the office in, its deadlines and its three days out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.deadlines.cases import case_lines
from officebatch.deadlines.clock import Clock
from officebatch.deadlines.fields import Fields
from officebatch.deadlines.holders import Holders, duties
from officebatch.deadlines.lines import Lexicon, frame, joined
from officebatch.deadlines.tasks import task_lines
from officebatch.model.deadline import TASK_STEP, Deadlines
from officebatch.model.docket import Days as ThreeDays
from officebatch.model.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from officebatch.deadlines.lines import Lines
    from officebatch.model.office import Office
    from officebatch.model.register import Register
    from officebatch.rulebook.rules import RuleBook


def reckon(office: Office, rules: RuleBook, as_of: date) -> Deadlines:
    """Every deadline of the office on the as-of day: registers in their order, records, steps, passes."""
    clock, lexicon = Clock.of(rules, as_of), Lexicon()
    holders = Holders(rules, duties(office, rules, as_of), lexicon)
    registers = office.registers.values()
    lines = joined([part for register in registers for part in _lines(office, register, holders, clock)])
    return Deadlines(frame(lines, lexicon, clock))


def days(rules: RuleBook, as_of: date, issued: date | None = None) -> ThreeDays:
    """The three days: the issue day is the day of signing, before that the first working day after as-of; answers are
    due working days after it."""
    workdays = Clock.of(rules, as_of).workdays
    issue = issued or workdays.next_working(as_of)
    return ThreeDays(
        as_of=as_of,
        issue=issue,
        answer_by={kind: workdays.after(issue, n) for kind, n in rules.settings.answer_days.items()},
        provisional_from=workdays.unpublished_from,
    )


def _lines(
    office: Office, register: Register, holders: Holders, clock: Clock
) -> Iterator[Lines]:
    fields = Fields(register, holders.rules)
    if register.kind is Kind.TASKS:
        yield task_lines(fields, holders, clock)
    for (process, name), events in office.events.items():
        if name == register.name:
            steps = holders.rules.processes.get((process, name), ())
            kept = [step for step in steps if not (register.kind is Kind.TASKS and step.name == TASK_STEP)]
            yield from case_lines(fields, events, kept, holders, clock)
