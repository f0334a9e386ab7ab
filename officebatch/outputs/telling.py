"""What the monthly bulletin praises, finds wanting and asks for, in sentences.

It names departments and matters, a matter as wanting only where the ladder says so, and never a person.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from officebatch.model.vocabulary import Mends
from officebatch.outputs.phrases import due_words, in_marks, nameless, on_one_line
from officebatch.outputs.words import weekday_day
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from officebatch.outputs.desk import Desk
    from officebatch.outputs.matters import Matter
    from officebatch.outputs.month import Month
    from officebatch.outputs.press import Plain

ASKING = "督办通知单"  # whose days to answer hold for the bulletin too
MOST = 3  # of each: good examples, common problems, matters that fall due
AHEAD = timedelta(days=14)
NUMERALS = "一二三四"


def praise(month: Month) -> list[Plain]:
    """What to praise: departments without a late matter, and tasks done ahead of time with how it was done."""
    least = month.desk.rules.settings.rate_from
    whole = [
        say("{department} ({n}/{n})", department=name, n=f.due)
        for name, f in month.departments.items()
        if f.due == f.met and f.due >= least
    ]
    said: list[Plain] = [say("All on time: {departments}.", departments=say(", ").join(whole))] if whole else []
    for matter, early in month.ahead(MOST):
        told = {"department": matter.holder, "n": early, "matter": on_one_line(matter)}
        how = _how(month.desk, matter)
        said.append(
            say("{department} did {matter} {n} days ahead: {how}.", how=how, **told)
            if how
            else say("{department} did {matter} {n} days ahead.", **told)
        )
    return said


def _how(desk: Desk, matter: Matter) -> str:
    """What the register says of how it was done, unless it names a person."""
    register = desk.docket.office.registers[matter.deadline.register]
    told = "".join(register.words(matter.deadline.row, "progress_text").split()).rstrip("。；;.")
    return told if nameless(desk, told) else ""


def problems(month: Month, named: tuple[Matter, ...]) -> list[Plain]:
    """The office's own first, then what is common to several departments, then the matters that are named."""
    parts = [(title, text, lines) for title, text, lines in (_own(month), _common(month), _named(month, named)) if text]
    numerals = [say("({numeral})", numeral=NUMERALS[n]) for n in range(len(parts))] if len(parts) > 1 else [""]
    return [
        {"号": numeral, "题": say(title), "文": text, "列": lines}
        for numeral, (title, text, lines) in zip(numerals, parts, strict=False)
    ]


def _own(month: Month) -> tuple[str, str, list[Plain]]:
    late, faults = month.office_late, _wrong_entries(month.desk)
    said = []
    if late:
        steps = say(", ").join(say("{step} {n}", step=step, n=n) for step, n in late.most_common())
        said.append(say("The office was late with {n} steps: {steps}.", n=late.total(), steps=steps))
    if faults:
        said.append(say("{n} wrong entries in the registers are still to be corrected.", n=faults))
    return marked("The office itself"), "".join(said), []


def _wrong_entries(desk: Desk) -> int:
    return sum(f.mends is Mends.KEEPER for f in desk.docket.findings)


def _common(month: Month) -> tuple[str, str, list[Plain]]:
    said = [
        say("“{title}” {n} times in {departments} departments", title=say(title), n=n, departments=departments)
        for title, n, departments in month.common(MOST)
    ]
    text = say("Found in checking: {problems}.", problems=say("; ").join(said)) if said else ""
    return marked("Problems of several departments"), text, []


def _named(month: Month, named: tuple[Matter, ...]) -> tuple[str, str, list[Plain]]:
    desk = month.desk
    lines: list[Plain] = [
        say(
            "{n}. {department}: {matter}, due on {due}, {late} working days overdue ({notice})",
            n=n,
            department=m.holder,
            matter=on_one_line(m),
            due=_until(desk, m),
            late=m.deadline.days_late,
            notice=_notice(desk, m),
        )
        for n, m in enumerate(sorted(named, key=lambda m: desk.place(m.holder)), 1)
    ]
    text = say("These were urged and are neither answered for nor done:") if lines else ""
    return marked("Matters not done"), text, lines


def _notice(desk: Desk, matter: Matter) -> str:
    """The last notice with the answer to it, without the answer where that names a person."""
    said = desk.noticed(matter, say(", and "))
    return said if nameless(desk, said) else desk.numbered(matter).replace("\n", say(", and "))


def falling_due(desk: Desk) -> list[Matter]:
    """What departments have to finish next, the nearest first; the first `MOST` are named."""
    ahead = desk.due_by(desk.docket.as_of + AHEAD)
    held = [m for name in desk.departments for m in desk.urged(ahead, name)]
    return sorted(held, key=lambda m: m.deadline.due_day)


def _until(desk: Desk, matter: Matter) -> str:
    due = due_words(matter, desk.docket.as_of.year)
    return say("{due}, provisional", due=due) if matter.deadline.provisional else due


def noticed_before(desk: Desk) -> list[Matter]:
    """What departments hold overdue although a numbered notice went out before: only that is told to everybody."""
    late = (m for name in desk.departments for m in desk.urged(desk.overdue, name))
    return [m for m in late if any(notice.number for notice in desk.docket.past.told(m.identity))]


def demands(month: Month, annex: str) -> list[Plain]:
    """At most three demands, each to somebody and until a day."""
    desk = month.desk
    until = weekday_day(desk.answer_by(ASKING))
    late = Counter(m.holder for m in noticed_before(desk))
    held = [say("{holder} {n}", holder=name, n=n) for name, n in late.items()]
    said: list[Plain] = []
    if held:
        whose = say(", ").join(held)
        said.append(
            say(
                "{departments} overdue (annex {annex}): tell the office by {day}.",
                departments=whose,
                annex=annex,
                day=until,
            )
        )
    if ahead := falling_due(desk):
        listed = say("; ").join(
            say("{holder}’s {matter} by {day}", holder=m.holder, matter=in_marks(m.title), day=_until(desk, m))
            for m in ahead[:MOST]
        )
        rest = len(ahead) - MOST
        words = marked("Finish in time: {matters}.") if rest <= 0 else marked("Finish in time: {matters}; {rest} more.")
        said.append(say(words, matters=listed, rest=rest))
    if faults := _wrong_entries(desk):
        said.append(say("The office corrects {n} wrong entries by {day}.", n=faults, day=until))
    return [f"{n}. {text}" for n, text in enumerate(said, 1)]
