"""One person's activity ledger as a workbook: figures, stand-in work, every line behind them, what findings say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.register import shown_key
from officebatch.model.work import PART_TITLES, WorkPart
from officebatch.outputs.sheet import Column, Row, Sheet, workbook
from officebatch.outputs.words import day
from officebatch.outputs.work_words import item, named, superior
from officebatch.wording import count, marked, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from officebatch.model.work import Figures, PersonWork, Portraits, WorkItem
    from officebatch.rulebook.rules import RuleBook

_FIGURES = (
    Column(marked("Part"), 16), Column(marked("Register"), 16), Column(marked("Process"), 10),
    Column(marked("Step or item"), 14), Column(marked("Done"), 8, middle=True),
    Column(marked("Fell due"), 9, middle=True), Column(marked("On time"), 9, middle=True),
    Column(marked("In hand"), 8, middle=True), Column(marked("Overdue"), 8, middle=True),
    Column(marked("Done again"), 9, middle=True), Column(marked("Hours"), 8, middle=True),
    Column(marked("Median of the post"), 11, middle=True),
)  # fmt: skip
_ITEMS = (
    Column(marked("Part"), 16), Column(marked("Register"), 16), Column(marked("Step or item"), 12),
    Column(marked("Record"), 20), Column(marked("Matter"), 44), Column(marked("Done on"), 12),
    Column(marked("Day it was due"), 12), Column(marked("State"), 12),
    Column(marked("Working days over"), 9, middle=True),
    Column(marked("Done for"), 10), Column(marked("Where it stands"), 30), Column(marked("Objection"), 22),
)  # fmt: skip
_FAULTS = (
    Column(marked("Register"), 16), Column(marked("Record"), 20), Column(marked("What"), 60),
    Column(marked("Resting on"), 30), Column(marked("Where it stands"), 30), Column(marked("Objection"), 22),
)  # fmt: skip


def work_book(held: Portraits, one: PersonWork, rules: RuleBook) -> bytes:
    """The workbook; its places are told as text, for who reads it need not reach the registers."""
    title = say("Activity ledger of {name}", name=named(one.doer, rules))
    about = (
        say("{first} to {last}; {department} {post}", first=day(held.period.first),
            last=day(min(held.period.last, held.as_of)), department=one.doer.department, post=one.doer.post),
        _audience(one, rules),
        say("Written from the registers. What is missing here is missing there: tell the keeper of the register."),
    )  # fmt: skip
    above = (title, *about)
    sheets = [
        Sheet(say("Figures"), above, _FIGURES, [Row(cells) for cells in _figures(one.own)]),
        Sheet(say("Stand-in work"), above, _FIGURES[:-1], [Row(cells[:-1]) for cells in _figures(one.stand_in)]),
        Sheet(say("Line by line"), above, _ITEMS, [Row(_item(x)) for x in one.items], below=tuple(_unlisted(one))),
        Sheet(say("Findings"), above, _FAULTS, [
            Row((f.register, shown_key(f.record), f.text(), f.basis, str(f.origin), "")) for f in one.faults
        ]),
    ]  # fmt: skip
    return workbook(title, sheets)


def _audience(one: PersonWork, rules: RuleBook) -> str:
    if above := superior(one.doer, rules):
        return say("Only for the person and the direct superior ({name}). Do not pass it on.", name=above)
    return say("Only for the person and the direct superior. Do not pass it on.")


def _figures(of: Iterable[Figures]) -> Iterator[tuple[str | int | float | None, ...]]:
    for f in of:
        yield (say(PART_TITLES[f.part]), f.register, f.process, item(f), f.done, f.timed or None,
               f.on_time if f.timed else None, f.open, f.overdue, f.again, f.hours or None, f.median)


def _item(of: WorkItem) -> tuple[str | int | date | None, ...]:
    return (say(PART_TITLES[of.part]), of.register, of.item or say("not classified"), shown_key(of.record), of.title,
            of.day, of.due, _state(of), of.days_over or None, of.stands_for, str(of.origin), "")


def _state(of: WorkItem) -> str:
    if of.overdue:
        return say("overdue")
    if of.day is None:
        return say("in hand")
    if of.timed:
        return say("on time") if of.on_time else say("done late")
    return say("held") if of.part is WorkPart.MEETING else say("done")


def _unlisted(one: PersonWork) -> Iterator[str]:
    if one.unlisted:
        yield count("{n} more internal matter is counted and not listed. ",
                    "{n} more internal matters are counted and not listed. ", one.unlisted)
