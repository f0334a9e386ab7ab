"""办公室自查单: the office's own late steps, by the same measure as everybody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from officebatch.model.paper import AudienceKind
from officebatch.model.vocabulary import HolderKind, State
from officebatch.outputs.matters import matters
from officebatch.outputs.registry import Draft, paper
from officebatch.outputs.sheet import Column, Row, Sheet, numbered, workbook
from officebatch.outputs.words import BANDS, LONG, band
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.outputs.desk import Desk
    from officebatch.outputs.matters import Matter
    from officebatch.rulebook.sheets import OutputRule

TITLE = marked("The office's check of itself")
COLUMNS = (
    Column(marked("No."), 5, middle=True),
    Column(marked("Responsible post"), 9, middle=True),
    Column(marked("Responsible person"), 9, middle=True),
    Column(marked("Step"), 8, middle=True),
    Column(marked("Record number"), 16),
    Column(marked("Matter"), 36),
    Column(marked("Due date"), 11, middle=True),
    Column(marked("Done on"), 11, middle=True),
    Column(marked("Days overdue"), 6, middle=True),
    Column(marked("Band"), 8, middle=True),
    Column(marked("Remark"), 12),
    Column(marked("Place in the register"), 34),
    Column(marked("Reason"), 18),
    Column(marked("What is done about it"), 18),
)
TITLED, BAND = 5, 9


@paper("办公室自查单", marked("The office's own late steps"))
def self_check(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """What the office holds and is overdue, and what it finished late since the last run (or within the last week)."""
    late = own_late(desk)
    if late:
        yield Draft(AudienceKind.OFFICE, "", len(late), lambda _: _list(desk, rule, late))


def own_late(desk: Desk) -> list[Matter]:
    """The office's late steps and tasks of this run, the longest first."""
    frame = desk.docket.deadlines.frame
    own = (frame["holder_kind"] == HolderKind.OFFICE.value) | (frame["holder"] == desk.rules.settings.office_department)
    finished = (frame["state"] == State.MET_LATE.value) & (
        frame["done"] >= pd.Timestamp(desk.since) + pd.Timedelta(days=1)
    )
    late = own & frame["live"] & ((frame["state"] == State.OVERDUE.value) | finished)
    return sorted(matters(desk.docket, desk.rules, late), key=lambda m: -m.deadline.days_late)


def _list(desk: Desk, rule: OutputRule, late: list[Matter]) -> bytes:
    sheet = Sheet(
        say(TITLE),
        (say(TITLE), desk.lateness_line()),
        COLUMNS,
        numbered((*map(_row, late), _total(late))),
        BAND,
        desk.registers_from(rule),
        (say("Signed by the head of the office:                    Date:"),),
    )
    return workbook(rule.name, [sheet])


def _total(late: list[Matter]) -> Row:
    worst = sum(m.deadline.days_late >= LONG for m in late)
    said = say("{n} matters in all, {worst} of them 10 days and more", n=len(late), worst=worst)
    return Row((*[None] * (TITLED - 1), said, *[None] * (len(COLUMNS) - TITLED - 1)), total=True)


def _row(matter: Matter) -> Row:
    d = matter.deadline
    done = d.done.date() if d.done is not None else None
    place = band(d.days_late)
    cells = (
        matter.post,
        matter.person,
        matter.step,
        matter.number,
        matter.title,
        d.due.date(),
        done,
        d.days_late,
        say(BANDS[place][1]),
        matter.remark(),
        matter.origin,
        None,
        None,
    )
    return Row(cells, BANDS[place][2])
