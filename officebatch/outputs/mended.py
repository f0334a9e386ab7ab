"""What the figures of a month leave out or put right: exemptions, extensions, rulings, as everybody may read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from officebatch.model.register import folded_key
from officebatch.model.ruling import Decision
from officebatch.model.vocabulary import HolderKind
from officebatch.outputs.matters import matters, title
from officebatch.outputs.phrases import nameless
from officebatch.outputs.words import short_day
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from officebatch.model.ruling import Ruling
    from officebatch.outputs.desk import Desk
    from officebatch.outputs.month import Month

EXEMPTION, EXTENSION, CORRECTION = marked("Exemption"), marked("Extension"), marked("Correction")


@dataclass(frozen=True, slots=True)
class Mended:
    """One line: of which sort, whose, what matter, and what was decided."""

    sort: str
    department: str
    matter: str
    decided: str


def mended(month: Month) -> list[Mended]:
    """The lines of a month: exemptions in force, extensions of what was due in it, rulings since it began; each sort
    by department in 建制序."""
    desk = month.desk
    sorts = (_exempted(desk), _extended(month), _corrected(desk, month.first))
    return [line for of in sorts for line in sorted(of, key=lambda one: desk.place(one.department))]


def _exempted(desk: Desk) -> Iterator[Mended]:
    for skipped in desk.docket.skipped:
        values = dict(skipped.values)
        if skipped.exempt and "until" in values:
            found = _record(desk, values["register"], values["record"])
            if found is not None:
                yield Mended(EXEMPTION, *found, _why(desk, values["reason"]))


def _why(desk: Desk, reason: str) -> str:
    """The reason of an exemption, unless it names a person."""
    if reason == "—" or not nameless(desk, reason):
        return say("exempted")
    return say("exempted: {reason}", reason=reason)


def _extended(month: Month) -> Iterator[Mended]:
    desk = month.desk
    frame = desk.docket.deadlines.frame
    first, until = np.datetime64(month.first), np.datetime64(month.next)
    near = [(frame[name] >= first) & (frame[name] < until) for name in ("due", "first_due")]
    moved = frame["live"] & (frame["holder_kind"] == HolderKind.DEPARTMENT.value) & (frame["due"] != frame["first_due"])
    year = desk.docket.as_of.year
    for matter in matters(desk.docket, desk.rules, moved & (near[0] | near[1])):
        if not matter.inner:
            days = (_day(matter.deadline.first_due.date(), year), _day(matter.deadline.due_day, year))
            said = say("due on {first}, extended to {due}", first=days[0], due=days[1])
            yield Mended(EXTENSION, matter.holder, matter.named, said)


def _corrected(desk: Desk, since: date) -> Iterator[Mended]:
    for ruling in desk.docket.rulings:
        found = _record(desk, ruling.register, ruling.record) if since <= ruling.day <= desk.docket.as_of else None
        said = _decided(desk, ruling)
        if found is not None and said:
            yield Mended(CORRECTION, *found, said)


def _decided(desk: Desk, ruling: Ruling) -> str:
    """What a ruling changed; "" where it changed nothing, or is told as an extension."""
    year = desk.docket.as_of.year
    match ruling.decision:
        case Decision.DONE if ruling.on is not None:
            return say("found to have been done on {day}", day=_day(ruling.on, year))
        case Decision.DROPPED:
            return say("found to be dropped")
        case Decision.HOLDER:
            return say("found to be held by {department}", department=ruling.department)
        case Decision.WRONG:
            return say("found not to be so")
        case _:
            return ""


def _record(desk: Desk, name: str, key: str) -> tuple[str, str] | None:
    """Department, and number with title, of a record; None where there is none everybody may read of."""
    register = desk.docket.office.registers.get(name)
    keys = [folded_key(str(known)) for known in register.keys] if register is not None else []
    if register is None or folded_key(key) not in keys:
        return None
    row = keys.index(folded_key(key))
    place = register.origin(row)
    if desk.records.inner(place) or desk.records.old(place):
        return None
    said = f"{register.words(row, 'key') or key} {title(register, row)}".strip()
    return register.words(row, "department") or "—", said


def _day(of: date, year: int) -> str:
    return short_day(of, year).replace("\n", "")
