"""The exemptions in force, as the papers list them that the head of office reads."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from officebatch.model.register import folded_key
from officebatch.outputs.sheet import Column, Row, Sheet, numbered
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.outputs.desk import Desk

COLUMNS = (
    Column(marked("No."), 5, middle=True),
    Column(marked("Finding"), 20),
    Column(marked("Register"), 14, middle=True),
    Column(marked("Record number"), 22),
    Column(marked("Reason for it"), 36),
    Column(marked("Approved by"), 12, middle=True),
    Column(marked("Valid until"), 12, middle=True),
    Column(marked("Findings left out"), 10, middle=True),
    Column(marked("Code"), 8, middle=True),
)


def exempted(desk: Desk) -> Iterator[Sheet]:
    """A sheet of the exemptions in force, in the order of the rule book; none where there are none."""
    in_force = [one for one in desk.rules.exemptions if one.holds(desk.docket.as_of)]
    if not in_force:
        return
    accepted = (one.finding for one in desk.docket.skipped if one.finding is not None)
    taken = Counter((f.code, f.register, folded_key(f.record)) for f in accepted)
    titles = {result.code: result.title for result in desk.docket.results}
    rows = (
        (
            say(titles.get(one.code, "")),
            one.register,
            one.record,
            one.reason,
            one.approver,
            one.until or say("for good"),
            taken[one.code, one.register, folded_key(one.record)],
            one.code,
        )
        for one in in_force
    )
    title = say("Exemptions in force")
    yield Sheet(title, (title, desk.made_line()), COLUMNS, numbered(Row(cells) for cells in rows))
