"""领导待办清单: what waits for each leader, for the secretary to present. It never speaks of lateness or urging."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.paper import AudienceKind
from officebatch.model.vocabulary import HolderKind
from officebatch.outputs.matters import matters
from officebatch.outputs.registry import Draft, paper
from officebatch.outputs.sheet import Column, Row, Sheet, numbered, workbook
from officebatch.outputs.words import long_day
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.outputs.desk import Desk
    from officebatch.outputs.matters import Matter
    from officebatch.rulebook.sheets import OutputRule

TITLE = marked("List of papers waiting for leaders")
COLUMNS = (
    Column(marked("No."), 6, middle=True),
    Column(marked("Leader"), 18, middle=True),
    Column(marked("Number and title"), 60),
    Column(marked("Urgency"), 10, middle=True),
    Column(marked("Presented on"), 13, middle=True),
    Column(marked("Asked for"), 12, middle=True),
    Column(marked("Best decided by"), 13, middle=True),
)


@paper("领导待办清单", marked("List of papers waiting for leaders, for the secretary"))
def leaders_list(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """One workbook, leaders in the order of the rule book; without old matters and inner levels."""
    frame = desk.docket.deadlines.frame
    held = frame["open"] & frame["live"] & (frame["holder_kind"] == HolderKind.LEADER.value)
    waiting = [m for m in matters(desk.docket, desk.rules, held) if not m.inner]
    if waiting:
        ranks = {person.name: n for n, person in enumerate(desk.rules.people)}
        waiting.sort(key=lambda m: ranks.get(m.deadline.holder, len(ranks)))
        yield Draft(AudienceKind.LEADERS, "", len(waiting), lambda _: _list(desk, rule, waiting))


def _list(desk: Desk, rule: OutputRule, waiting: list[Matter]) -> bytes:
    line = say(
        "As of {as_of}: {n} papers wait for a decision or signature.", as_of=long_day(desk.docket.as_of), n=len(waiting)
    )
    rows = numbered(_row(desk, m) for m in waiting)
    return workbook(rule.name, [Sheet(say(TITLE), (say(TITLE), line), COLUMNS, rows)])


def _row(desk: Desk, matter: Matter) -> Row:
    d = matter.deadline
    known = desk.rules.person(d.holder)
    leader = f"{known.post}{d.holder}" if known is not None else d.holder
    presented = d.start.date() if d.start is not None else None
    return Row((leader, matter.named, d.urgency, presented, d.step, d.due.date()))
