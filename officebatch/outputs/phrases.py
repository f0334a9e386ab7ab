"""How running text, not a table, says a matter, its day and a share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.outputs.words import short_day
from officebatch.wording import say

if TYPE_CHECKING:
    from officebatch.outputs.desk import Desk
    from officebatch.outputs.matters import Matter


def in_marks(title: str) -> str:
    """A title on one line in title marks; marks within it become the inner ones."""
    inner = title.translate(str.maketrans("《》", "〈〉"))
    return say("“{title}”", title="".join(inner.splitlines())) if title else ""


def on_one_line(matter: Matter) -> str:
    """Number and title of a matter in a sentence."""
    return f"{matter.number}{in_marks(matter.title)}"


def due_words(matter: Matter, year: int) -> str:
    """The valid due day on one line, with its hour where the papers tell hours."""
    due = matter.deadline.due
    hour = f"{due:%H:%M}"
    return short_day(due.date(), year).replace("\n", "") + (hour if hour in matter.due else "")


def share(part: int, whole: int, rate_from: int) -> str:
    """`92.31%（12/13）`; of fewer than `rate_from` the numbers alone, of none a dash."""
    if not whole:
        return "—"
    numbers = f"{part}/{whole}"
    return say("{share}({numbers})", share=f"{part / whole:.2%}", numbers=numbers) if whole >= rate_from else numbers


def nameless(desk: Desk, text: str) -> bool:
    """Whether a text of a register or of the rule book names none of the office's people."""
    return not any(person.name in text for person in desk.rules.people)
