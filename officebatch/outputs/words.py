"""How papers say days, rates and bands of lateness."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from officebatch.model.measure import Measure

WEEKDAYS = (
    marked("Monday"),
    marked("Tuesday"),
    marked("Wednesday"),
    marked("Thursday"),
    marked("Friday"),
    marked("Saturday"),
    marked("Sunday"),
)
CUSTOM = "惯例"  # the rule book's word for what is written nowhere
BANDS = (  # up to so many working days late, its words, its colour
    (2, marked("1–2 days"), "#FFF8DC"),
    (5, marked("3–5 days"), "#FFE4A8"),
    (10, marked("6–10 days"), "#FFC58A"),
    (10**9, marked("more than 10 days"), "#F4A6A0"),
)


def day(of: date) -> str:
    """2026年11月20日."""
    return say("{year}-{month}-{day}", year=of.year, month=of.month, day=of.day)


def long_day(of: date) -> str:
    """2026年11月20日（星期五）."""
    return say("{day} ({weekday})", day=day(of), weekday=say(WEEKDAYS[of.weekday()]))


def rate(measure: Measure, apart: str = "") -> str:
    """`92.31%（12/13）`; too few cases show the numbers alone, nothing to divide by a dash, no rate its number.

    apart: what stands between rate and numbers, a line break in narrow columns.
    """
    share = measure.rate
    if share is None:
        return "—"
    if not measure.rated:
        return str(measure.numerator)
    numbers = f"{measure.numerator}/{measure.denominator}"
    if not measure.counts:
        return numbers
    return say("{share}{apart}({numbers})", share=f"{share:.2%}", apart=apart, numbers=numbers)


def basis(written: str, custom: str) -> str:
    """A basis as the rule book has it; mere custom is no basis and is called what it is to the reader, `custom`."""
    return custom if written.strip() == CUSTOM else written


def band(days_late: int) -> int:
    """The place in BANDS of so many working days late."""
    return next(place for place, (most, _, _) in enumerate(BANDS) if days_late <= most)


def row_numbers(rows: Sequence[int]) -> str:
    """`3、7–9`: row numbers with runs drawn together."""
    runs: list[list[int]] = []
    for row in sorted(rows):
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    return say(", ").join(str(a) if a == b else f"{a}–{b}" for a, b in runs)
