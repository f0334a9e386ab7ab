"""What departments, people and the office itself have done: numbers with the rows behind them, no scores yet.

Counted is what the subject *holds* (never what a leader or an outside body has in hand), what began on or after the
office's start day, in registers that count for evaluation, and fell due within the period: from 1 January of the
as-of year, or the start day if later, to the as-of day. A measure is one function in one file of `measures`.
"""

from officebatch.evaluation.ground import Period, period
from officebatch.evaluation.measuring import measure, titles
from officebatch.evaluation.processes import quarter, study
from officebatch.evaluation.whatif import foresee

__all__ = ["Period", "foresee", "measure", "period", "quarter", "study", "titles"]
