"""M102."""

from officebatch.evaluation.registry import measured
from officebatch.evaluation.share import Share, Tally
from officebatch.model.deadline import TASK_STEP
from officebatch.model.measure import Subject
from officebatch.model.vocabulary import Kind
from officebatch.wording import marked


@measured("M102", marked("Supervised tasks completed"), Subject.DEPARTMENT, Subject.OFFICE, Subject.PERSON)
def completion(share: Share) -> Tally:
    """Supervised tasks done, early or late, of all that fell due within the period. Proofs: those still open.

    Paused, dropped and long-term tasks count on neither side.
    """
    registers = share.ground.office.registers
    tasks = sorted(name for name in registers if registers[name].kind is Kind.TASKS)
    ours = share.lines["decided"] & (share.lines["step"] == TASK_STEP) & share.lines["register"].isin(tasks)
    due = share.lines[ours.to_numpy()]
    left = due[due["open"].to_numpy()]
    return Tally(len(due) - len(left), len(due), share.proofs(left))
