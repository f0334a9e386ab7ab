"""The month of the bulletin set beside the one before: what began, shares, and how they changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.outputs.phrases import share
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from officebatch.outputs.desk import Desk
    from officebatch.outputs.month import Figures, Month
    from officebatch.outputs.press import Plain

_BEGUN = (
    (marked("{n} documents received"), marked("{n} documents received ({change})")),
    (marked("{n} documents sent"), marked("{n} documents sent ({change})")),
    (marked("{n} tasks set"), marked("{n} tasks set ({change})")),
)


def begun(month: Month) -> str:
    """How many documents and tasks began, each with its change against the month before."""
    said = []
    for n, before, (alone, beside) in zip(month.begun, month.before.begun, _BEGUN, strict=True):
        if n is not None and before is not None and (n or before):
            known = month.before.first >= (month.desk.rules.settings.start_day or month.before.first)
            said.append(say(beside, n=n, change=_more(n - before)) if known else say(alone, n=n))
    return say(", ").join(said)


def rate(desk: Desk, of: Figures) -> str:
    """The share done in time, as the rule book has rates shown."""
    return share(of.met, of.due, desk.rules.settings.rate_from)


def change(month: Month) -> str:
    """How the share of all moved against the month before; "" where either is of too few."""
    points = _points(month.desk, month.total, month.before.total)
    if points is None:
        return ""
    if not points:
        return say("as last month")
    words = marked("{points} points up on last month") if points > 0 else marked("{points} points down on last month")
    return say(words, points=f"{abs(points):.2f}")


def departments(month: Month) -> list[Plain]:
    """A line for each department, with how its share moved."""
    before = month.before.departments
    return [_department(month.desk, name, of, before.get(name)) for name, of in month.departments.items()]


def _more(change: int) -> str:
    if not change:
        return say("as many as last month")
    return say("{n} more than last month", n=change) if change > 0 else say("{n} fewer than last month", n=-change)


def _department(desk: Desk, name: str, of: Figures, before: Figures | None) -> Plain:
    points = _points(desk, of, before) if before is not None else None
    return {
        "部门": name,
        "应办结": of.due,
        "按期": of.met,
        "超期办结": of.late,
        "超期未办": of.open,
        "按期率": rate(desk, of),
        "反馈": f"{of.answered}/{of.asked}" if of.asked else "—",
        "较上月": (f"{points:+.2f}" if points else "0.00") if points is not None else "—",
    }


def _points(desk: Desk, now: Figures, before: Figures) -> float | None:
    """The change of the rate in points, None where either is of too few."""
    if min(now.due, before.due) < desk.rules.settings.rate_from:
        return None
    return round(round(100 * now.met / now.due, 2) - round(100 * before.met / before.due, 2), 2)
