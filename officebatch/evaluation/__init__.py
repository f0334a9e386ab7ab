"""What departments, people and the office itself have done: numbers with the rows behind them, and scores.

Counted is what the subject *holds* (never what a leader or an outside body has in hand), what began on or after the
office's start day, in registers that count for evaluation, and fell due within the period: from 1 January of the
as-of year, or the start day if later, to the as-of day. A measure is one function in one file of `measures`.
"""

from officebatch.evaluation.ground import period
from officebatch.evaluation.measuring import measure, titles
from officebatch.evaluation.periods import period_of, quarter_of
from officebatch.evaluation.processes import quarter, study
from officebatch.evaluation.regulations import regulations
from officebatch.evaluation.revisions import missed, revisions
from officebatch.evaluation.scoring import method_titles, score
from officebatch.evaluation.whatif import foresee

__all__ = [
    "foresee",
    "measure",
    "method_titles",
    "missed",
    "period",
    "period_of",
    "quarter",
    "quarter_of",
    "regulations",
    "revisions",
    "score",
    "study",
    "titles",
]
