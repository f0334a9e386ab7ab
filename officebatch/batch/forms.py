"""What came back: the words in the lists of a run, and the notice book, read before and added to after."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officebatch import ledger
from officebatch.model.form import BATCH_SHEET, FINDINGS_LIST, NOTICE_BOOK, OVERDUE_LIST
from officebatch.model.notice import Notice
from officebatch.model.origin import Origin
from officebatch.model.returned import Complaint, Returned
from officebatch.package import write_whole
from officebatch.wording import marked, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from officebatch.approval.words import Words
    from officebatch.manifest import Standing
    from officebatch.model.docket import Docket
    from officebatch.model.paper import Artifact
    from officebatch.rulebook.rules import RuleBook
    from officebatch.workspace import Workspace

COME_BACK = {
    "超期清单": OVERDUE_LIST, "部门超期清单": OVERDUE_LIST, "问题清单": FINDINGS_LIST, "批次审签单": BATCH_SHEET,
}  # fmt: skip
STRAY = marked("this workbook is none of the run, and nothing in it was read. Write the words into the list as the "
               "program made it (or save this one over it under its name), and take this one out of the folder")
OPEN_LIST = marked("somebody has it open, and what is not saved is not read. Have it saved and closed; if nobody has "
                   "it open, delete the file beside it whose name begins with ~$, .~ or .~lock")
ADDED_AGAIN = marked("{n} lines were missing and stand in it again behind the others. Mark a notice that no longer "
                     "holds as void; do not delete its line")  # fmt: skip
LOST = marked("it is gone, and with it what was answered. Put it back; the last copy that was kept is {copy}")
NOT_MADE = marked("it cannot be made: {reason}. See that the folder can be written; it is made when officebatch runs "
                  "next")  # fmt: skip


def words(of: Workspace, book: RuleBook, as_of: date, standing: Standing | None) -> Words:
    """What people wrote into the lists and the batch sheet of a standing run, and into those it was signed from; what
    cannot be understood is named."""
    from officebatch import approval, reading

    edited = standing.edited(COME_BACK) if standing is not None else []
    forms = [reading.read_returned(path, COME_BACK[kind], book) for kind, path in edited]
    found = approval.understood(forms, ledger.words(of.ledger, as_of), book, as_of)
    return replace(found, complaints=(*_unseen(standing), *found.complaints)) if standing is not None else found


def _unseen(standing: Standing) -> Iterator[Complaint]:
    """Where people may have written what is not read: workbooks beside the lists, and lists that are open."""
    from officebatch import reading

    back = {path for path, line in standing.files.items() if line["kind"] in COME_BACK}
    strays, opened = reading.strays(standing.folder, standing.files)
    yield from (Complaint(Origin(path.name), STRAY) for path in strays)
    yield from (
        Complaint(Origin(path.name), OPEN_LIST)
        for path in opened
        if path.relative_to(standing.folder).as_posix() in back
    )


def answered(of: Workspace, book: RuleBook, as_of: date) -> tuple[tuple[Notice, ...], tuple[Complaint, ...]]:
    """All notices with what the notice book knows of their answers by a day, and what of it is unclear."""
    from officebatch import approval

    returned, void = read_book(of, book), {n.text: n.void for n in ledger.numbers(of.ledger) if n.void}
    told, withdrawn = ledger.notices(of.ledger), ledger.withdrawn(of.ledger)
    found, unclear = approval.with_answers(told, returned, as_of, void, withdrawn)
    lost = _lost(of)
    return found, (*([lost] if lost is not None else []), *returned.complaints, *unclear)


def _lost(of: Workspace) -> Complaint | None:
    """That the notice book is gone although there was one: its answers are not known, so nothing may be urged."""
    kept = sorted(of.replaced.glob(f"{of.notice_book.stem}.*{of.notice_book.suffix}"), key=lambda p: p.stat().st_mtime)
    if of.notice_book.exists() or not kept:
        return None
    copy = f"{of.runs.name}/{of.replaced.name}/{kept[-1].name}"
    return Complaint(Origin(of.notice_book.name), LOST, (("copy", copy),))


def enter(of: Workspace, book: RuleBook) -> tuple[Complaint, ...]:
    """Add to the notice book what approved runs told and it does not hold yet; what stands in the way is named."""
    from officebatch import approval, outputs

    notices = [notice for notice in ledger.notices(of.ledger) if notice.number]
    if not notices:
        return ()
    if lost := _lost(of):
        return (lost,)
    at = Origin(of.notice_book.name)
    try:
        if not of.notice_book.exists():
            with spoken(book.settings.language):
                write_whole(of.notice_book, outputs.empty_notice_book())
    except OSError as fault:
        return (Complaint(at, NOT_MADE, (("reason", fault.strerror or str(fault)),)),)
    returned = read_book(of, book)
    missing = approval.missing_lines(notices, returned)
    newest = max(notice.as_of for notice in notices)
    again = sum(notice.as_of < newest for notice in missing) if returned.rows else 0
    try:
        approval.update(of.notice_book, missing, returned, of.replaced)
    except approval.BookRefused as refused:
        return (refused.complaint,)
    return (Complaint(at, ADDED_AGAIN, (("n", str(again)),)),) if again else ()


def told(book: RuleBook, docket: Docket, artifacts: Sequence[Artifact]) -> Iterator[Notice]:
    """One notice a matter of every paper that urges, as the ledger keeps it."""
    days = docket.days
    for artifact in artifacts:
        department = book.department(artifact.audience)
        delivery = department.delivery if department is not None else ""
        for of in artifact.told:
            audience, number = artifact.audience, artifact.number
            yield Notice(days.as_of, days.issue, artifact.kind, audience, number, delivery, of)


def read_book(of: Workspace, book: RuleBook) -> Returned:
    """The notice book as it stands; nothing where there is none."""
    from officebatch import reading

    if not of.notice_book.exists():
        return Returned((), (), Origin(of.notice_book.name))
    return reading.read_returned(of.notice_book, NOTICE_BOOK, book)
