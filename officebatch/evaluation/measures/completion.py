"""M102."""

from officebatch.evaluation.registry import measured
from officebatch.evaluation.share import Share, Tally
from officebatch.model.measure import Subject
from officebatch.wording import marked


@measured("M102", marked("Supervised tasks completed"), Subject.DEPARTMENT, Subject.OFFICE, Subject.PERSON)
def completion(share: Share) -> Tally:
    """Supervised tasks done, early or late, of all that fell due within the period. Proofs: those still open.

    Paused, dropped and long-term tasks count on neither side.
    """
    due = share.those("task", share.those("decided"))
    left = share.those("open", due)
    return Tally(len(due) - len(left), len(due), share.proofs(left))
