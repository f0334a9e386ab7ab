"""What headings call a step, and what its two fields are called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from officebatch.wording import marked

if TYPE_CHECKING:
    from officebatch.model.survey import SeenColumn
    from officebatch.rulebook.proposing.question import Line

ALIKE = marked("The heading “{heading}” ({place}) was taken for {field} because it looks alike. If it is another "
               "thing, take it out of this cell and give it a line of its own.")
_PERSON = re.compile(r"(?:经办人|人员|经手人|签名|签字|人|者)$")
_DAY = re.compile(r"(?:日期|时间)$")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")


def step_fields(step: Line) -> tuple[str, str]:
    """The fields of a step: who did it, and when."""
    return step.get("经办人字段") or f"{step['环节']}人", step.get("日期字段") or f"{step['环节']}日期"


def called(column: SeenColumn) -> str:
    """The step a column speaks of: 归档 for 归档人, 归档日期 and 经办人 below 归档; "" where it is none."""
    name = column.plain[-2] if len(column.plain) > 1 else stem(column.plain[0]) if column.plain else ""
    return name if _NAME.fullmatch(name) else ""


def stem(heading: str) -> str:
    """What stands before 人 or 日期: 归档 of 归档人, 归档日期; "" where neither does."""
    return next((form.sub("", heading) for form in (_PERSON, _DAY) if form.search(heading)), "")


def together(column: SeenColumn) -> str:
    """A heading as sheet 字段 has it: one of two rows is known by both of them run together."""
    return "".join(column.plain).replace("、", "")
