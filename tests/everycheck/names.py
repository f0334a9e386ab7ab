"""What everybody calls the registers of the office, and what a line of one is."""

from __future__ import annotations

Row = dict[str, object]  # field → what stands in its cell; a field left out is an empty cell
SENT, RECEIVED, TASKS, DUTIES = "发文登记簿", "收文登记簿", "督办台账", "岗位职责表"
TOPICS, REGULATIONS, ACTIVITIES, BALLOTS = "会议议题台账", "制度清单", "活动台账", "评议表"
EIGHT = (SENT, RECEIVED, TASKS, DUTIES, TOPICS, REGULATIONS, ACTIVITIES, BALLOTS)  # the 2,000 records
SEALS = "用印流水"  # the event list
INSPECTIONS = "检查记录"
HEADING_ROW = 2  # in every workbook; the title stands above
