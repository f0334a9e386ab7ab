"""The ladder: which matter is urged in this run, at which level, in which paper.

A matter is bound to its due day: another due day begins the ladder anew. At most one level up a run, never one twice;
nothing for what the notice book closed; an answer gives a rest, 升级 in the notice book takes the next level at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from officebatch.deadlines.clock import Clock
from officebatch.model.notice import Disposal, MatterId
from officebatch.model.urging import Urging
from officebatch.model.vocabulary import HolderKind, State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from officebatch.model.deadline import Deadline, Deadlines
    from officebatch.model.docket import Days, Past
    from officebatch.model.notice import Notice
    from officebatch.model.office import Office
    from officebatch.model.workdays import Workdays
    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import LadderLevel

PERSONAL = ("责任人", "部门负责人")  # whom a personal paper goes to, as the rule book says it
BULLETIN = "工作通报"  # names what nobody answered for, and only in a run that issues one


def urge(office: Office, deadlines: Deadlines, rules: RuleBook, days: Days, past: Past) -> tuple[Urging, ...]:
    """What this run urges, in the order of the deadlines: of one record and department one matter alone."""
    ladder = _Ladder(rules, days, past, Clock.of(rules, days.as_of).workdays)
    wanted: dict[tuple[str, int, str], tuple[tuple[int, int], Urging]] = {}
    for deadline in _urgent(deadlines, rules):
        register = office.registers[deadline.register]
        if register.inner(deadline.row, rules.settings.inner_levels):
            continue
        urging = ladder.urging(deadline, str(register.keys[deadline.row]))
        if urging is None:
            continue
        of, rank = (deadline.register, deadline.row, deadline.holder), (urging.level, deadline.days_late)
        if of not in wanted or rank > wanted[of][0]:
            wanted[of] = rank, urging
    return tuple(urging for _, urging in wanted.values())


def _urgent(deadlines: Deadlines, rules: RuleBook) -> Iterator[Deadline]:
    """What may be urged at all: open, since the start day, and in the hands of a department other than the office.

    What stands still (paused, outside) is ahead however few days are left, and is not urged.
    """
    frame = deadlines.frame
    runs = (frame["state"] != State.AHEAD.value) | (frame["days_left"] > rules.settings.due_soon_days)
    near = runs & (frame["days_left"] <= max((-level.from_days for level in rules.ladder), default=0))
    held = (frame["holder_kind"] == HolderKind.DEPARTMENT.value) & (
        frame["holder"] != rules.settings.office_department
    )
    names = frame["holder"].isin([department.name for department in rules.departments])
    return deadlines.pick(frame["open"] & frame["live"] & held & names & near)


@dataclass(frozen=True)
class _Ladder:
    rules: RuleBook
    days: Days
    past: Past
    workdays: Workdays

    def urging(self, deadline: Deadline, key: str) -> Urging | None:
        matter = MatterId(deadline.register, key, deadline.step)
        notices = self.past.told(matter)
        if any(_disposal(notice) is Disposal.CLOSED for notice in notices):
            return None
        memory = [notice for notice in notices if notice.told.due == deadline.due_day]
        level = self._next(deadline, memory)
        if level is None:
            return None
        person, copy = self._reminded(deadline, level)
        if level.to in PERSONAL and not person:
            return None
        return Urging(
            matter=matter,
            row=deadline.row,
            pass_=deadline.pass_,
            level=level.level,
            paper=level.paper,
            one_a_matter=level.one_a_matter,
            series=level.series,
            answer_by=self._answer_by(level),
            previous=notices[-1] if notices else None,
            person=person,
            copy=copy,
        )

    def _next(self, deadline: Deadline, memory: list[Notice]) -> LadderLevel | None:
        levels = self._levels(deadline)
        if deadline.state is not State.OVERDUE:
            given = {notice.told.level for notice in memory}
            fitting = [
                one
                for one in levels
                if _ahead(one) and deadline.days_left <= -one.from_days and one.level not in given
            ]
            return max(fitting, key=lambda one: one.level, default=None)
        late = [one for one in levels if not _ahead(one)]
        top = max((n.told.level for n in memory if n.told.level in {one.level for one in late}), default=0)
        following = min((one for one in late if one.level > top), key=lambda one: one.level, default=None)
        if following is None or not self._may(following, deadline, memory):
            return None
        return following

    def _may(self, level: LadderLevel, deadline: Deadline, memory: list[Notice]) -> bool:
        """Whether a late matter may be urged at its next level now."""
        if level.paper == BULLETIN and self.past.month_due(self.days.as_of) is None:
            return False
        last = memory[-1] if memory else None
        if last is not None and _disposal(last) is Disposal.RAISED:
            return True
        if level.paper == BULLETIN and last is not None and _answered(last):
            return False
        if last is not None and _disposal(last) is Disposal.EXTENDED:
            return False
        if deadline.days_late < level.from_days:
            return False
        return last is None or (
            self._between(last.issued, self.days.issue) >= level.least_days
            and (last.told.answer_by is None or last.told.answer_by <= self.days.as_of)
            and self._rested(last)
        )

    def _rested(self, last: Notice) -> bool:
        """Whether the last notice was not answered, or its answer has had its rest."""
        if not _answered(last):
            return True
        since = (last.answer.answered if last.answer is not None else None) or last.issued
        return self._between(since, self.days.as_of) >= self.rules.settings.rest_days

    def _levels(self, deadline: Deadline) -> list[LadderLevel]:
        """The levels that speak of a matter's register and urgency; of several lines of a level the most particular."""
        chosen: dict[int, LadderLevel] = {}
        for one in sorted(self.rules.ladder, key=_particular):
            if (not one.registers or deadline.register in one.registers) and (
                not one.urgencies or deadline.urgency in one.urgencies
            ):
                chosen[one.level] = one
        return list(chosen.values())

    def _answer_by(self, level: LadderLevel) -> date | None:
        if level.answer_days:
            return self.workdays.after(self.days.issue, level.answer_days)
        return self.days.answer_by.get(level.paper)

    def _reminded(self, deadline: Deadline, level: LadderLevel) -> tuple[str, str]:
        """Who a personal paper goes to, and who gets a copy: the stand-in of one who is away, the head of the
        department where nobody is entered; nobody for a paper to a department."""
        if level.to not in PERSONAL:
            return "", ""
        department = self.rules.department(deadline.holder)
        head = department.head if department is not None else ""
        person = deadline.person if level.to == PERSONAL[0] and deadline.person not in self.rules.leaders else ""
        if not person:
            return ("" if head in self.rules.leaders else head), ""
        known = self.rules.person(person, deadline.holder)
        away = self.rules.away(person, self.days.issue)
        if away and known is not None and known.stand_in and not self.rules.away(known.stand_in, self.days.issue):
            return known.stand_in, person
        return person, ""

    def _between(self, after: date, upto: date) -> int:
        first, last = (np.array([day], dtype="datetime64[D]") for day in (after, upto))
        return int(self.workdays.count(first, last)[0])


def _ahead(level: LadderLevel) -> bool:
    return level.from_days < 0


def _particular(level: LadderLevel) -> tuple[bool, bool]:
    """A line that names registers and urgencies last, then one that names urgencies, then registers."""
    return bool(level.urgencies), bool(level.registers)


def _answered(notice: Notice) -> bool:
    return notice.answer is not None and (notice.answer.answered is not None or bool(notice.answer.said))


def _disposal(notice: Notice) -> Disposal | None:
    return notice.answer.disposal if notice.answer is not None else None

