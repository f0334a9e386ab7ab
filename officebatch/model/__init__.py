"""What things are: values that travel between the stages. Nothing here reads, judges, reckons or writes.

Frozen throughout; large tables are pandas frames with the columns written down beside them. NaN and NaT stay in
the frames: whatever leaves one as a value (`Finding`, `Deadline`, `Measure`) is a value or None.
All of it pickles, so that a run can be done elsewhere.
"""
