"""What is due, when, from whom, and whether it is late: pure reckoning over the registers' columns.

`course` follows the records through a process, `limits` turns starts into due days, `holders` says in whose hands a
step is, `tasks` and `cases` write the lines, `lines` finds their state. Nothing is stored: all of it follows from the
rows, the rule book and the as-of day.
"""

from officebatch.deadlines.reckoning import days, reckon

__all__ = ["days", "reckon"]
