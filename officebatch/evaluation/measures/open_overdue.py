"""M104."""

from officebatch.evaluation.registry import measured
from officebatch.evaluation.share import Share, Tally
from officebatch.model.measure import Subject
from officebatch.wording import marked


@measured("M104", marked("Open and overdue, of what is in hand"), Subject.DEPARTMENT, Subject.OFFICE, Subject.PERSON)
def open_overdue(share: Share) -> Tally:
    """Steps and tasks open past their due day, of all open ones in hand. Proofs: the overdue ones."""
    overdue = share.those("overdue")
    return Tally(len(overdue), len(share.those("open")), share.proofs(overdue))
