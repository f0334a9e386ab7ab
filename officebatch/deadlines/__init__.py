"""What is due, when, from whom, and whether it is late: pure reckoning over the registers' columns.

`course` follows the records through a process, `limits` turns starts into due days, `holders` says in whose hands a
step is, `tasks` and `cases` write the lines, `lines` finds their state, `ruled` puts in what people decided, `ladder`
says what is urged. Nothing is stored: all of it follows from the rows, the rule book, the past and the as-of day.
"""

from officebatch.deadlines.ladder import urge
from officebatch.deadlines.reckoning import days, reckon
from officebatch.deadlines.ruled import ruled

__all__ = ["days", "reckon", "ruled", "urge"]
