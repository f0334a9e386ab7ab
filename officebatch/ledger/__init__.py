"""The ledger: runs, numbers, notices and rulings in SQLite, what evaluations came to, and what a run may know of those
before it.

Writing a line is the moment a run, its approval or an evaluation counts: `record` and `keep` are one transaction each.
What is asked of the past is always *as before as_of*, so that a run repeated later reads the same past. WAL with
synchronous=FULL on a local disk: an acknowledged line survives a power cut.
"""

from officebatch.ledger.ballots import ballots, issue_ballots
from officebatch.ledger.editions import editions, keep
from officebatch.ledger.figures import trend
from officebatch.ledger.runs import (
    Approval,
    RunLine,
    digest,
    notices,
    numbers,
    past,
    record,
    runs,
    withdrawn,
    words,
)
from officebatch.ledger.store import VERSION

__all__ = [
    "VERSION", "Approval", "RunLine", "ballots", "digest", "editions", "issue_ballots", "keep", "notices", "numbers",
    "past", "record", "runs", "trend", "withdrawn", "words",
]  # fmt: skip
