"""卷内目录: what belongs to the volume of a period's evaluation, each file with its digest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.outputs.evaluated import period_words
from officebatch.outputs.sheet import Column, Row, Sheet, numbered, workbook
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officebatch.model.score import Period

TITLE = marked("Index of the volume")
COLUMNS = (
    Column(marked("No."), 6, middle=True),
    Column(marked("Step"), 26),
    Column(marked("Day"), 12, middle=True),
    Column(marked("File"), 60),
    Column("SHA-256", 68),
)


def file_index(period: Period, approved: str, lines: Sequence[tuple[str, str, str, str]]) -> bytes:
    """The index as a workbook. lines: step, day, path, sha256. approved: number of the leading group's decision."""
    above = (
        say(TITLE),
        say("Evaluation of {period}; decision of the leading group: {approved}. The files stand in this folder; the "
            "digests prove that they are those of the course.", period=period_words(period), approved=approved),
    )
    return workbook(say(TITLE), [Sheet(say(TITLE), above, COLUMNS, numbered(Row(line) for line in lines))])
