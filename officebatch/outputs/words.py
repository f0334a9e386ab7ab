"""How papers say days, steps, rates and bands of lateness."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.deadline import TASK_STEP
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from officebatch.model.measure import Measure
    from officebatch.model.notice import Notice

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
LONG = 10  # working days late from which on leaders hear of a matter; 以上 counts the ten itself
BANDS = (  # up to so many working days late, its words, its colour
    (2, marked("1–2 days"), "#FFF8DC"),
    (5, marked("3–5 days"), "#FFE4A8"),
    (LONG - 1, marked("6–9 days"), "#FFC58A"),
    (10**9, marked("10 days and more"), "#F4A6A0"),
)


def day(of: date) -> str:
    """2026年11月20日."""
    return say("{year}-{month}-{day}", year=of.year, month=of.month, day=of.day)


def long_day(of: date) -> str:
    """2026年11月20日（星期五）."""
    return say("{day} ({weekday})", day=day(of), weekday=say(WEEKDAYS[of.weekday()]))


def weekday_day(of: date) -> str:
    """11月25日（星期三）, a day to come within weeks."""
    short = say("{month}-{day}", month=of.month, day=of.day)
    return say("{day} ({weekday})", day=short, weekday=say(WEEKDAYS[of.weekday()]))


def short_day(of: date, year: int) -> str:
    """11月20日 within the paper's own year, else with its year on a line of its own: no narrow column breaks it."""
    short = say("{month}-{day}", month=of.month, day=of.day)
    return short if of.year == year else say("{year}\n{day}", year=of.year, day=short)


def short_moment(moment: datetime, year: int, *, hours: bool) -> str:
    """`short_day`, and the hour below it where it matters."""
    text = short_day(moment.date(), year)
    return f"{text}\n{moment:%H:%M}" if hours and (moment.hour or moment.minute) else text


def quoted(notice: Notice, apart: str) -> str:
    """An earlier notice as papers quote it: its number (a reminder's name), its day, the answer to it."""
    return apart.join(filter(None, (named(notice, apart), answered(notice))))


def named(notice: Notice, apart: str) -> str:
    """An earlier notice by its number (a reminder by its kind) and its day."""
    month_day = say("{month}-{day}", month=notice.issued.month, day=notice.issued.day)
    return apart.join((notice.number or notice.kind, month_day))


def answered(notice: Notice) -> str:
    """What came back to a notice; "" where nothing was asked."""
    answer = notice.answer
    if answer is None or (answer.answered is None and not answer.said):
        return say("not answered") if notice.told.answer_by is not None else ""
    said = answer.said or say("no words")
    if answer.answered is None:
        return say("answered: {said}", said=said)
    month_day = say("{month}-{day}", month=answer.answered.month, day=answer.answered.day)
    return say("answered on {day}: {said}", day=month_day, said=said)


def step_words(step: str) -> str:
    """A step as papers name it: a task's only step is called done, but who has it in hand is still at work on it."""
    return say("in hand") if step == TASK_STEP else step


def rate(measure: Measure, *, narrow: bool = False) -> str:
    """`92.31%（12/13）`; faults per record `3处/47件`; too few cases show the numbers alone, nothing to divide by a
    dash, no rate its number. narrow: rate and numbers on a line each.
    """
    share = measure.rate
    if share is None:
        return "—"
    if not measure.rated:
        return str(measure.numerator)
    if measure.per:
        return say("{n} faults/{of} records", n=measure.numerator, of=measure.denominator)
    numbers = f"{measure.numerator}/{measure.denominator}"
    if not measure.counts:
        return numbers
    if narrow:
        return f"{share:.2%}\n{numbers}"
    return say("{share}({numbers})", share=f"{share:.2%}", numbers=numbers)


def basis(written: str, custom: str) -> str:
    """A basis as the rule book has it; mere custom is no basis and is called what it is to the reader, `custom`."""
    return custom if written.strip() in {"", CUSTOM} else written


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
