"""What the outbox proves of notices: those that went by mail are entered into the notice book as delivered.

The clerk's entries stay: only cells that say nothing are filled, with the day the server took the mail (the issue day
where it went before that). What goes by OA or on paper she enters herself.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from officebatch import ledger
from officebatch.batch import forms
from officebatch.model.dispatch import DispatchState

if TYPE_CHECKING:
    from datetime import date

    from officebatch.model.dispatch import Outbox
    from officebatch.model.returned import Complaint
    from officebatch.rulebook.rules import RuleBook
    from officebatch.workspace import Workspace


def enter(of: Workspace, book: RuleBook, outbox: Outbox) -> tuple[int, tuple[Complaint, ...]]:
    """How many lines of the notice book got their day, and what stands in the way. The workspace must be locked."""
    from officebatch import approval

    if not of.notice_book.exists():
        return 0, ()
    returned = forms.read_book(of, book)
    notices = [notice for notice in ledger.notices(of.ledger) if notice.number]

    @cache
    def day(as_of: date, audience: str) -> date | None:
        department = book.department(audience)
        return _taken(outbox, as_of, department.name) if department is not None else None

    days = {
        row: max(taken, notice.issued)
        for row, notice in approval.undelivered_lines(notices, returned)
        if (taken := day(notice.as_of, notice.audience)) is not None
    }
    try:
        return approval.deliver(of.notice_book, days, returned, of.replaced), ()
    except approval.BookRefused as refused:
        return 0, (refused.complaint,)


def _taken(outbox: Outbox, as_of: date, department: str) -> date | None:
    """The day a department's mail was handed over, all parts of it; None where it was not, or came back."""
    from officebatch.delivery.plan import department_thread

    thread = department_thread(department)
    mails = [d for d in outbox.of_day(as_of) if d.thread == thread and d.state is not DispatchState.CANCELLED]
    if not mails or any(d.state is not DispatchState.SENT for d in mails):
        return None
    return max(s.at.date() for d in mails for s in outbox.history(d.key) if s.state is DispatchState.DOT)
