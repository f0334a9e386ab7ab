"""The table of everything open with a deadline: overdue, due soon, ahead; what waits for a leader is not overdue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.vocabulary import HolderKind, State
from officebatch.outputs.matters import matters
from officebatch.outputs.overview.columns import coded, numbers
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officebatch.outputs.desk import Desk
    from officebatch.outputs.matters import Matter
    from officebatch.outputs.overview.columns import Json
    from officebatch.outputs.overview.links import Links

OVERDUE, SOON, LEADER = marked("overdue"), marked("due soon"), marked("waiting for a leader")
AHEAD, OLD = marked("not due yet"), marked("from before the start day")
STANDINGS = (OVERDUE, SOON, LEADER, AHEAD, OLD)
_BY_STATE = {State.OVERDUE: OVERDUE, State.DUE_SOON: SOON}


def standing(matter: Matter) -> str:
    """Where a matter stands: a message id of STANDINGS."""
    d = matter.deadline
    if not d.live:
        return OLD
    return LEADER if d.holder_kind is HolderKind.LEADER else _BY_STATE.get(d.state, AHEAD)


def open_matters(desk: Desk) -> tuple[Matter, ...]:
    """Everything open: what is overdue first, then what waits for leaders or is due soon."""
    frame = desk.docket.deadlines.frame
    return tuple(sorted(matters(desk.docket, desk.rules, frame["open"]), key=lambda m: STANDINGS.index(standing(m))))


def matters_table(desk: Desk, links: Links, of: Sequence[Matter]) -> dict[str, Json]:
    """Columns by id, a row each matter. days: working days past the due day, before it below zero."""
    titles = {one: say(one) for one in STANDINGS}
    return {
        "n": len(of),
        "standing": coded((titles[standing(m)] for m in of), titles.values()),
        "days": numbers(m.deadline.days_late or -m.deadline.days_left for m in of),
        "due": coded(m.deadline.due_day.isoformat() for m in of),
        "first": coded(m.deadline.first_due.date().isoformat() if m.deadline.extended else "" for m in of),
        "start": coded(m.deadline.start.date().isoformat() if m.deadline.start else "" for m in of),
        "holder": coded(holder(m) for m in of),
        "person": coded(m.person for m in of),
        "register": coded(m.deadline.register for m in of),
        "record": coded(m.number for m in of),
        "matter": coded(m.title for m in of),
        "source": coded(m.source for m in of),
        "urgency": coded(m.deadline.urgency for m in of),
        "step": coded(m.step for m in of),
        "department": coded(m.deadline.department for m in of),
        "notices": coded(desk.numbered(m).replace("\n", " ") for m in of),
        "answer": coded(desk.answer(m) for m in of),
        "remark": coded(m.remark() for m in of),
        "file": coded(m.origin.workbook for m in of),
        "sheet": coded(m.origin.sheet for m in of),
        "row": numbers(m.origin.row for m in of),
        "letter": coded(m.origin.column for m in of),
        "paper": coded(map(links.of_matter, of)),
        "marked": coded(links.marked(m.origin.workbook) for m in of),
    }


def holder(matter: Matter) -> str:
    """In whose hands it is, by name; nobody's where the register does not tell."""
    return matter.holder or say("nobody's by the register")
