"""All rulings in force on a day, in the order they were made: the later of two on one matter holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.approval.book_lines import CHANGED, NO_NEW_DAY, SAME_TWICE, VOID_NUMBER, WITHDRAWN
from officebatch.model.form import CLERKS
from officebatch.model.notice import Disposal
from officebatch.model.ruling import Decision, Ruling
from officebatch.wording import say

_TOLD = (CHANGED, NO_NEW_DAY, SAME_TWICE, VOID_NUMBER, WITHDRAWN)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from officebatch.model.docket import Past
    from officebatch.model.notice import Answer, Notice
    from officebatch.model.returned import Complaint


def in_force(past: Past, decided: Iterable[Ruling], now: Sequence[Ruling], as_of: date) -> tuple[Ruling, ...]:
    """Those of approved runs, extensions and closures of the notice book, those of the lists now, and those of the
    rule book.

    On one day the rule book's come last, and so hold.
    """
    of_book = (ruling for ruling in decided if ruling.day <= as_of)
    all_of_them = (*past.rulings, *_of_the_book(past.notices), *deciding(now), *of_book)
    return tuple(sorted(all_of_them, key=lambda ruling: ruling.day))


def deciding(rulings: Iterable[Ruling]) -> Iterator[Ruling]:
    """Those that change something: a line found correct needs no ruling."""
    return (r for r in rulings if r.decision not in (Decision.CORRECT, Decision.OTHER, Decision.MENDED))


def blocking(unclear: Iterable[Complaint]) -> Iterator[Complaint]:
    """What of the notice book must be put right before anything is signed: what may be an answer to a notice, and
    numbers the ledger does not know. What changes no paper (a matter extended to no day yet rests) is only told."""
    for complaint in unclear:
        if complaint.what not in _TOLD and complaint.field in ("", "编号", *CLERKS):
            yield complaint


def void(notices: Iterable[Notice]) -> Mapping[str, str]:
    """The numbers the notice book says are void in every line of theirs, each with the reason written there."""
    reasons: dict[str, list[str]] = {}
    standing: set[str] = set()
    for notice in notices:
        if notice.answer is not None and notice.answer.disposal is Disposal.VOID:
            reasons.setdefault(notice.number, []).append(notice.answer.said)
        else:
            standing.add(notice.number)
    return {
        number: next(filter(None, said), "") or say("void by the notice book")
        for number, said in reasons.items()
        if number not in standing
    }


def _of_the_book(notices: Iterable[Notice]) -> Iterator[Ruling]:
    """What was extended, and what was closed, by the notice book; without a day neither changes a deadline."""
    for notice in notices:
        answer = notice.answer
        if answer is None:
            continue
        if answer.disposal is Disposal.EXTENDED and answer.extended_to is not None:
            yield _ruling(notice, answer, Decision.EXTENDED, answer.extended_to)
        elif answer.disposal is Disposal.CLOSED and (on := answer.closed or answer.answered) is not None:
            yield _ruling(notice, answer, Decision.DONE, on)


def _ruling(notice: Notice, answer: Answer, decision: Decision, on: date) -> Ruling:
    return Ruling(
        *notice.told.matter,
        decision=decision,
        day=answer.answered or answer.closed or notice.issued,
        on=on,
        reason=answer.said,
        at=say("notice book, {number}", number=notice.number),
        exact=True,
    )
