"""频次 of sheet 输出: a monthly paper comes in the first signed run of its month, and again when it was held back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from officebatch import outputs
from officebatch.outputs.rhythm import due
from tests.outputs import office

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("rhythm", "sent", "comes"),
    [
        ("每批", date(2026, 11, 19), True), ("", date(2026, 11, 19), True), ("每月", None, True),
        ("每周", date(2026, 11, 15), True), ("每周", date(2026, 11, 16), False),
        ("每月", date(2026, 10, 30), True), ("每月", date(2026, 11, 6), False),
        ("每季", date(2026, 9, 30), True), ("每季", date(2026, 10, 2), False),
        ("每年", date(2025, 12, 31), True), ("每年", date(2026, 1, 2), False),
    ],
)  # fmt: skip
def test_due(rhythm: str, sent: date | None, comes: bool) -> None:
    assert due(rhythm, sent, FRIDAY) is comes


def test_each_audience_gets_it_once_a_month() -> None:
    kind, book, docket = "考核评价报告", office.rules(), office.docket()
    book = replace(book, outputs=tuple(replace(o, rhythm="每月") for o in book.outputs if o.kind == kind))
    before = replace(docket.past, sent={(kind, "财务科"): date(2026, 11, 6), (kind, "生产技术科"): date(2026, 10, 30)})
    made, skipped = outputs.compose(replace(docket, past=before), book, [office.TEMPLATES])
    assert ([paper.audience for paper in made], skipped) == (["生产技术科"], ())
