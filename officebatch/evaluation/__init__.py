"""What departments, people and the office itself have done: numbers with the rows behind them, and scores.

Counted is what the subject *holds* (never what a leader or an outside body has in hand), what began on or after the
office's start day, in registers that count for evaluation, and fell due within the period: from 1 January of the
as-of year, or the start day if later, to the as-of day. A measure is one function in one file of `measures`.
"""

from officebatch.evaluation.amending import as_amended
from officebatch.evaluation.balloting import ballots as ballots_of
from officebatch.evaluation.balloting import classes as rater_classes
from officebatch.evaluation.balloting import unknown as unknown_raters
from officebatch.evaluation.ballots_back import counted as counted_ballots
from officebatch.evaluation.editions import before, edition
from officebatch.evaluation.ground import period
from officebatch.evaluation.measuring import measure, titles
from officebatch.evaluation.periods import period_of, quarter_of
from officebatch.evaluation.portraits import portraits
from officebatch.evaluation.processes import quarter, study
from officebatch.evaluation.proposing import propose
from officebatch.evaluation.regulations import regulations
from officebatch.evaluation.revisions import missed, revisions
from officebatch.evaluation.scoring import method_titles, score
from officebatch.evaluation.whatif import foresee
from officebatch.evaluation.work import work

__all__ = [
    "as_amended",
    "ballots_of",
    "before",
    "counted_ballots",
    "edition",
    "foresee",
    "measure",
    "method_titles",
    "missed",
    "period",
    "period_of",
    "portraits",
    "propose",
    "quarter",
    "quarter_of",
    "rater_classes",
    "regulations",
    "revisions",
    "score",
    "study",
    "titles",
    "unknown_raters",
    "work",
]
