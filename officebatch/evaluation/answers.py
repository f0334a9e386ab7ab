"""Notices as the scores know them: what was to be answered or put right within the period, and whether it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from officebatch.model.notice import Disposal
from officebatch.model.origin import Origin
from officebatch.model.score import Fact, Said
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from officebatch.evaluation.scoring_ground import Field
    from officebatch.model.notice import Notice

NOT_ANSWERED = marked("{number} was to be answered by {day}")
NOT_MENDED = marked("{number} asks to put it right; not closed by {day}")
NOTICE_BOOK = "通知单登记簿.xlsx"


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing a notice asked of a department within the period. fact: None where it was done in time."""

    department: str
    fact: Fact | None


def to_answer(field: Field, kind: str) -> Iterator[Asked]:
    """The notices of a kind whose answer was due within the period: one a number, the first of its matters tells it."""
    seen: set[str] = set()
    for notice in _standing(field, kind):
        day = notice.told.answer_by
        if notice.number in seen or day is None or not _within(field, day):
            continue
        seen.add(notice.number)
        answered = notice.answer.answered if notice.answer is not None else None
        fact = _fact(field, notice, answer_identity(notice), NOT_ANSWERED, due=day, done=answered)
        yield Asked(notice.audience, fact if answered is None or answered > day else None)


def to_mend(field: Field, kind: str) -> Iterator[Asked]:
    """The matters of a kind of notice that were to be closed within the period: by the day of the answer, or the day an
    extension was granted to."""
    for notice in _standing(field, kind):
        answer, day = notice.answer, notice.told.answer_by
        extended = answer is not None and answer.disposal is Disposal.EXTENDED
        if answer is not None and extended and answer.extended_to is not None:
            day = answer.extended_to
        if day is None or not _within(field, day):
            continue
        closed = None
        if answer is not None and answer.disposal in (Disposal.CLOSED, Disposal.EXTENDED):
            closed = answer.closed or (answer.answered if answer.disposal is Disposal.CLOSED else None)
        fact = _fact(field, notice, mend_identity(notice), NOT_MENDED, due=day, done=closed)
        yield Asked(notice.audience, fact if closed is None or closed > day else None)


def answer_identity(notice: Notice) -> tuple[str, ...]:
    """What makes a notice that was not answered one fact."""
    return "answer", notice.number


def mend_identity(notice: Notice) -> tuple[str, ...]:
    """What makes a matter that was not put right one fact."""
    return "mend", notice.number, *notice.told.matter


def _standing(field: Field, kind: str) -> Iterator[Notice]:
    return (notice for notice in field.post.standing() if notice.kind == kind)


def _within(field: Field, day: date) -> bool:
    return field.ground.period.first <= day <= field.ground.period.last


def _fact(
    field: Field, notice: Notice, identity: tuple[str, ...], message: str, *, due: date, done: date | None
) -> Fact:
    told = notice.told
    return Fact(
        identity=identity,
        origin=field.place(told.matter.register, told.matter.record) or Origin(NOTICE_BOOK),
        record=told.number,
        title=told.title,
        step=told.stage,
        person="",
        due=due,
        done=done,
        said=Said(message, (("number", notice.number), ("day", due.isoformat()))),
        number=notice.number,
    )
