"""工作通报: once a month to all departments; figures first, praise next, the office's own lateness before all others'.

It names a matter only where the ladder says so, and never a person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.paper import AudienceKind
from officebatch.outputs.matters import provisional_note
from officebatch.outputs.mended import mended
from officebatch.outputs.month import Month
from officebatch.outputs.phrases import share
from officebatch.outputs.registry import Draft, paper
from officebatch.outputs.telling import MOST, NUMERALS, demands, falling_due, praise, problems
from officebatch.outputs.words import day
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.outputs.desk import Desk
    from officebatch.outputs.matters import Matter
    from officebatch.outputs.month import Figures
    from officebatch.outputs.press import Plain
    from officebatch.rulebook.sheets import OutputRule

SERIES = "通报"
BEGUN = (
    (marked("{n} documents received"), marked("{n} documents received ({change})")),
    (marked("{n} documents sent"), marked("{n} documents sent ({change})")),
    (marked("{n} tasks set"), marked("{n} tasks set ({change})")),
)


@paper("工作通报", marked("Monthly bulletin to all departments"))
def bulletin(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """One, in the first run after a month no bulletin reported on, when there is anything to report."""
    first = desk.docket.past.month_due(desk.docket.as_of)
    if first is None:
        return
    month, named = Month(desk, first), desk.ladder(rule.kind)
    if month.departments or month.office_late or any(month.begun) or named:

        def make(number: str) -> bytes:
            return desk.word(rule, "", _context(month, named), rule.name, number)

        yield Draft(
            AudienceKind.ALL,
            "",
            len(named),
            make,
            item=f"{first:%Y-%m}",
            series=SERIES,
            told=tuple(map(desk.told, named)),
            longest=max((m.deadline.days_late for m in named), default=0),
        )


def _context(month: Month, named: tuple[Matter, ...]) -> dict[str, Plain]:
    desk, total = month.desk, month.total
    late = [m for name in desk.departments for m in desk.urged(desk.overdue, name)]
    changed = mended(month)
    there = {"办理": bool(month.departments), "超期": bool(late), "更正": bool(changed)}
    numbers = _annex_numbers(there)
    good, faults, wanted = praise(month), problems(month, named), demands(month, numbers["超期"])
    return {
        "月份": _month_words(month),
        "统计截止日": day(desk.docket.as_of),
        "印发日期": day(desk.docket.days.issue),
        "登记": _begun(month),
        "应办结": total.due,
        "按期": total.met,
        "超期办结": total.late,
        "超期未办": total.open,
        "按期率": _rate(desk, total) if total.due >= desk.rules.settings.rate_from else "",
        "较上月": _changed(month),
        "当日到期": month.undecided,
        "起算件数": desk.rules.settings.rate_from,
        "做得好": good,
        "问题": faults,
        "要求": wanted,
        "节号": _numerals({"做得好": bool(good), "问题": bool(faults), "要求": bool(wanted)}),
        "暂定说明": provisional_note(desk.docket, [*named, *falling_due(desk)[:MOST]]),
        "附件": [title for name, title in _ANNEXES.items() if there[name]],
        "附件号": numbers,
        "各部门": _departments(month),
        "超期事项": [_late(desk, n, m) for n, m in enumerate(late, 1)],
        "超期暂定说明": provisional_note(desk.docket, late),
        "更正事项": [
            {"序号": n, "类别": say(m.sort), "部门": m.department, "编号及事项": m.matter, "内容": m.decided}
            for n, m in enumerate(changed, 1)
        ],
    }


_ANNEXES = {"办理": "各部门办理情况表", "超期": "超期未办结事项表", "更正": "豁免、延期、裁定更正事项表"}


def _annex_numbers(there: dict[str, bool]) -> dict[str, str]:
    """Which annex each is: its number, "" for the only one and for absent ones."""
    names = [name for name, holds in there.items() if holds]
    return {name: str(names.index(name) + 1) if name in names and len(names) > 1 else "" for name in there}


def _numerals(there: dict[str, bool]) -> dict[str, str]:
    """The numerals of the sections behind the first, of those that are there."""
    names = [name for name, holds in there.items() if holds]
    return {name: NUMERALS[names.index(name) + 1] if name in names else "" for name in there}


def _month_words(month: Month) -> str:
    of = month.first
    if of.year == month.desk.docket.days.issue.year:
        return say("month {month}", month=of.month)
    return say("month {month} of {year}", month=of.month, year=of.year)


def _begun(month: Month) -> str:
    """How many documents and tasks began, each with its change against the month before."""
    said = []
    for n, before, (alone, beside) in zip(month.begun, month.before.begun, BEGUN, strict=True):
        if n is not None and before is not None and (n or before):
            known = month.before.first >= (month.desk.rules.settings.start_day or month.before.first)
            said.append(say(beside, n=n, change=_more(n - before)) if known else say(alone, n=n))
    return say(", ").join(said)


def _more(change: int) -> str:
    if not change:
        return say("as many as last month")
    return say("{n} more than last month", n=change) if change > 0 else say("{n} fewer than last month", n=-change)


def _rate(desk: Desk, of: Figures) -> str:
    return share(of.met, of.due, desk.rules.settings.rate_from)


def _points(desk: Desk, now: Figures, before: Figures) -> float | None:
    """The change of the rate in points, None where either is of too few."""
    if min(now.due, before.due) < desk.rules.settings.rate_from:
        return None
    return round(round(100 * now.met / now.due, 2) - round(100 * before.met / before.due, 2), 2)


def _changed(month: Month) -> str:
    points = _points(month.desk, month.total, month.before.total)
    if points is None:
        return ""
    if not points:
        return say("as last month")
    words = marked("{points} points up on last month") if points > 0 else marked("{points} points down on last month")
    return say(words, points=f"{abs(points):.2f}")


def _departments(month: Month) -> list[Plain]:
    before = month.before.departments
    return [_department(month.desk, name, of, before.get(name)) for name, of in month.departments.items()]


def _department(desk: Desk, name: str, of: Figures, before: Figures | None) -> Plain:
    points = _points(desk, of, before) if before is not None else None
    return {
        "部门": name,
        "应办结": of.due,
        "按期": of.met,
        "超期办结": of.late,
        "超期未办": of.open,
        "按期率": _rate(desk, of),
        "反馈": f"{of.answered}/{of.asked}" if of.asked else "—",
        "较上月": (f"{points:+.2f}" if points else "0.00") if points is not None else "—",
    }


def _late(desk: Desk, n: int, matter: Matter) -> Plain:
    return {
        "序号": n,
        "部门": matter.holder,
        "编号及事项": matter.named,
        "规定时限": matter.due,
        "超期": matter.deadline.days_late,
        "已发通知": desk.numbered(matter) or "—",
    }
