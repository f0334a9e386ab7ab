"""A rule book with other limits, supposed and never written: `发文.核稿=2个工作日`, `发文.核稿.加急=半日`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from officebatch.model.limit import LimitKind
from officebatch.rulebook import limits
from officebatch.rulebook.consistency import NO_ANCHOR, NO_MEETING
from officebatch.rulebook.faults import CellFault, Fault, RuleBookFaults, listed
from officebatch.rulebook.references import URGENCY_LIST
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officebatch.model.limit import Limit
    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import Step

FORM = marked(
    "“{text}” is no limit of a step. Write process, step and limit as 发文.核稿=2个工作日, "
    "for one urgency as 发文.核稿.加急=半日."
)
NO_PROCESS = marked("The rule book has no process “{text}”. It has: {known}.")
NO_STEP = marked("The process {process} has no step “{text}”. It has: {known}.")
NO_URGENCY = marked("“{text}” is no urgency of list 紧急程度. It has: {known}.")
MEETING_ROLE = "meeting_date"


@dataclass(frozen=True, slots=True)
class Supposed:
    """One limit as it might be: of a step for one urgency."""

    process: str
    step: str
    urgency: str
    limit: Limit


def supposed(book: RuleBook, texts: Sequence[str]) -> tuple[RuleBook, tuple[Supposed, ...]]:
    """The rule book with other limits, and what was understood. Raises RuleBookFaults with every fault at once."""
    faults, found = [], []
    for text in texts:
        try:
            found.append(_read(book, text))
        except CellFault as fault:
            faults.append(fault.at("", ""))
    if faults:
        raise RuleBookFaults(faults)
    changed = book
    for one in found:
        changed = replace(changed, steps=tuple(_with(book, step, one) for step in changed.steps))
    for one in found:
        faults.extend(_anchors(changed, one))
    if faults:
        raise RuleBookFaults(faults)
    return changed, tuple(found)


def _read(book: RuleBook, text: str) -> Supposed:
    where, sign, said = text.replace("＝", "=").partition("=")
    process, *rest = (part.strip() for part in where.replace("．", ".").split("."))
    if not sign or len(rest) not in (1, 2) or not all((process, *rest, said.strip())):
        raise CellFault(FORM, text=text)
    processes = dict.fromkeys(step.process for step in book.steps)
    if process not in processes:
        raise CellFault(NO_PROCESS, processes, text=process, known=listed(processes))
    steps = dict.fromkeys(step.name for step in book.steps if step.process == process)
    if rest[0] not in steps:
        raise CellFault(NO_STEP, steps, text=rest[0], process=process, known=listed(steps))
    words = book.choice_lists.get(URGENCY_LIST, {})
    if len(rest) == 2 and rest[1] not in words:
        known = dict.fromkeys(words.values())
        raise CellFault(NO_URGENCY, known, text=rest[1], known=listed(known))
    urgency = words[rest[1]] if len(rest) == 2 else next(iter(words.values()), "")
    return Supposed(process, rest[0], urgency, limits.parse(said))


def _with(book: RuleBook, step: Step, one: Supposed) -> Step:
    """The step with the limit, the urgencies in the order of their list."""
    if (step.process, step.name) != (one.process, one.step):
        return step
    limit = one.limit
    if limit.field == limits.MEETING:
        limit = replace(limit, field=_meeting(book, step.register))
    found = {**step.limits, one.urgency: limit}
    order = list(dict.fromkeys(book.choice_lists.get(URGENCY_LIST, {}).values()))
    return replace(step, limits={word: found[word] for word in (*order, "") if word in found})


def _meeting(book: RuleBook, register: str) -> str:
    return next((f.field for f in book.fields_by_register.get(register, ()) if f.role == MEETING_ROLE), limits.MEETING)


def _anchors(book: RuleBook, one: Supposed) -> list[Fault]:
    """What a limit counts from must be a field of the step's register, as the rule book itself is checked."""
    found = []
    for step in book.steps:
        limit = step.limits.get(one.urgency) if (step.process, step.name) == (one.process, one.step) else None
        if limit is None or limit.kind not in (LimitKind.BEFORE, LimitKind.FIELD):
            continue
        if limit.field == limits.MEETING:
            found.append(CellFault(NO_MEETING, text=limit.words).at("", ""))
        elif book.field(step.register, limit.field) is None:
            near = [f"[{f.field}]" for f in book.fields_by_register.get(step.register, ())]
            found.append(CellFault(NO_ANCHOR, near, text=limit.words, register=step.register).at("", ""))
    return found
