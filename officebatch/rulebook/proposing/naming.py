"""What headings call a step, and what its two fields are called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from officebatch.model.survey import SeenColumn
    from officebatch.rulebook.proposing.question import Line

_PERSON = re.compile(r"(?:经办人|人员|经手人|签名|签字|人|者)$")
_DAY = re.compile(r"(?:日期|时间)$")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")


def step_fields(step: Line) -> tuple[str, str]:
    """The fields of a step: who did it, and when."""
    return step.get("经办人字段") or f"{step['环节']}人", step.get("日期字段") or f"{step['环节']}日期"


def called(column: SeenColumn) -> str:
    """The step a column speaks of: 归档 for 归档人, 归档日期 and 经办人 below 归档; "" where it is none."""
    if len(column.heading) > 1:
        name = column.heading[-2]
    else:
        text = column.heading[0] if column.heading else ""
        name = _PERSON.sub("", text) if _PERSON.search(text) else _DAY.sub("", text) if _DAY.search(text) else ""
    name = re.sub(r"\s", "", name)
    return name if _NAME.fullmatch(name) else ""
