"""Every check in one office: a clean office of 2,000 records, and a plant for every check that breaks one thing in it.

To add a plant for a check, write into `plants/<family>.py`:

    @plant("TSK103")
    def complete_but_open(office: Office) -> Found:
        row = office.take(TASKS, running)      # a line nobody has taken that fits: `running` is a function of it
        row["完成率"] = 1.0                     # break one thing; `del row["办结日期"]` empties a cell
        return Found(row, "状态")               # the line and the first cell the finding names

`office.registers` holds the lines (change, remove, append), `office.line("流程", 环节="核稿")` is a line of the rule
book, `office.columns` says which fields have a column, `office.files` what else lies in the folder. What belongs to no
line: `Found(register=DUTIES, record="赵建国")`. Where more follows from the fault: a list, the plant's own first,
the others with their `code`. A fault that hurts the other plants: `@plant("RD101", office="columns")`. The test tells
a check without a plant, a plant not found at its cell, and every finding without cause.
"""
