"""M105."""

from officebatch.evaluation.registry import measured
from officebatch.evaluation.share import Share, Tally
from officebatch.model.measure import Subject
from officebatch.wording import marked


@measured(
    "M105",
    marked("Longest overdue, in working days"),
    Subject.DEPARTMENT,
    Subject.OFFICE,
    Subject.PERSON,
    rate=False,
)
def longest_overdue(share: Share) -> Tally:
    """The most working days any open step or task is overdue; the second number is how many are. Proof: that one."""
    overdue = share.those("overdue")
    if not len(overdue):
        return Tally(0, 0)
    days = share.ground.days_late[overdue]
    longest = overdue[[int(days.argmax())]]
    return Tally(int(days.max()), len(overdue), share.proofs(longest))
