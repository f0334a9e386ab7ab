"""M101."""

from officebatch.evaluation.registry import measured
from officebatch.evaluation.share import Share, Tally
from officebatch.model.measure import Subject
from officebatch.wording import marked


@measured("M101", marked("On time"), Subject.DEPARTMENT, Subject.OFFICE, Subject.PERSON)
def on_time(share: Share) -> Tally:
    """Steps and tasks done by their due day, of all that fell due within the period. Proofs: the late ones.

    What is due today and still open is not decided yet and counts on neither side.
    """
    due = share.those("decided")
    late = share.those("late", due)
    return Tally(len(due) - len(late), len(due), share.proofs(late))
