"""问责: what is put before those who decide, in the order of sheet 名目; facts, notices, answers, no verdict."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officebatch.evaluation.answers import answer_identity
from officebatch.evaluation.conditions_registry import Found, conditions
from officebatch.model.notice import MatterId
from officebatch.model.origin import Origin
from officebatch.model.proposal import Criterion, Evidence
from officebatch.model.score import Said
from officebatch.model.vocabulary import State
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from officebatch.evaluation.conditions_registry import Asked
    from officebatch.model.notice import Notice

SUPERVISION = "督办通知单"
NO_BULLETIN = marked("no bulletin has reported on a month of the period yet")
UNANSWERED = marked("answer asked for by {day}, none on {as_of}")
ANSWERED_LATE = marked("answer asked for by {day}, answered on {answered}")
STILL = marked("still open on {as_of}, {days} working days over")
LONG = marked("{days} working days over")
ESTABLISHED = marked("{name}, document of {day}")


@conditions("督办逾期不反馈")
def unanswered(asked: Asked) -> Iterator[Found]:
    """Departments that let the answer day of so many supervision notices of the period pass."""
    times = asked.number("次数", 2)
    for total in asked.departments:
        held = _unanswered(asked, asked.notices(total.subject, SUPERVISION))
        numbers = {notice.number for notice in held}
        if held:
            yield Found(total.subject, total.subject, (
                Criterion(marked("notices not answered in time"), str(len(numbers)), f"≥ {times:g}",
                          len(numbers) >= times),
                _appealed(),
            ), tuple(_told(asked, n, _answer(asked, n)) for n in held))  # fmt: skip


@conditions("通报后仍未办结")
def open_after_bulletin(asked: Asked) -> Iterator[Found] | Said:
    """Departments with a matter that a supervision notice told, whose month a bulletin reported on since, and that is
    open and overdue still."""
    months = [month for month in asked.docket.past.months if month <= asked.period.last]
    return _still_open(asked, max(months)) if months else Said(NO_BULLETIN)


def _still_open(asked: Asked, month: date) -> Iterator[Found]:
    reported = month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)
    for total in asked.departments:
        late = asked.held(total.subject)
        late = late[(late["state"] == State.OVERDUE.value).to_numpy()]
        days = {(str(r), int(row), str(step)): int(n) for r, row, step, n in zip(
            late["register"], late["row"], late["step"], late["days_late"], strict=True)}
        found = []
        told = {n.told.matter: n for n in asked.notices(total.subject, SUPERVISION) if n.issued < reported}
        for matter, notice in told.items():
            row = asked.row(matter.register, matter.record)
            over = days.get((matter.register, -1 if row is None else row, matter.what))
            if over is not None:
                said = Said(STILL, (("as_of", asked.period.last.isoformat()), ("days", str(over))))
                found.append(_told(asked, notice, said))
        if found:
            yield Found(total.subject, total.subject, (
                Criterion(marked("open since the bulletin"), str(len(found)), "≥ 1", True), _appealed(),
            ), tuple(found))  # fmt: skip


@conditions("超期十日以上")
def long_overdue(asked: Asked) -> Iterator[Found]:
    """Departments with so many matters of the period that were so many working days over, done since or not, and that
    a notice had urged: without its number nothing is held against anybody."""
    times, over = asked.number("次数", 3), asked.number("天数", 10)
    for total in asked.departments:
        lines = asked.held(total.subject)
        late = lines[asked.within(lines) & (lines["days_late"].to_numpy() >= over)]
        if not len(late):
            continue
        notices = {n.told.matter: n for n in asked.notices(total.subject) if n.told.level}
        facts = []
        for (register, row, line, days, _), step in zip(asked.lines(late), late["step"].to_list(), strict=True):
            matter = MatterId(register, str(asked.office.registers[register].keys[row]), step)
            if (notice := notices.get(matter)) is not None:
                fact = asked.line(register, row, Said(LONG, (("days", str(days)),)), line)
                said = notice.answer.said if notice.answer is not None else ""
                facts.append(replace(fact, notice=notice.number, answer=said))
        yield Found(total.subject, total.subject, (
            Criterion(marked("matters long overdue that a notice urged"), str(len(facts)), f"≥ {times:g}",
                      len(facts) >= times),
            *_not_urged(len(late) - len(facts)), _appealed(),
        ), tuple(facts))  # fmt: skip


def _not_urged(n: int) -> Iterator[Criterion]:
    if n:
        yield Criterion(marked("matters long overdue without a notice, not counted"), str(n), "", True)


@conditions("书面认定")
def established(asked: Asked) -> Iterator[Found]:
    """Departments with a line of sheet 加减分 of certain items (false reports, vetoes) that rests on a document."""
    codes = set(asked.words("项目", "K4、V1"))
    for total in asked.departments:
        lines = [m for m in total.merits if m.code in codes and m.number]
        if lines:
            yield Found(total.subject, total.subject, (
                Criterion(marked("documents that establish it"), str(len(lines)), "≥ 1", True), _appealed(),
            ), tuple(
                Evidence(m.origin, m.code, m.matter, Said(ESTABLISHED, (("name", m.name), ("day", m.day.isoformat()))),
                         m.number)
                for m in lines
            ))  # fmt: skip


def _appealed() -> Criterion:
    return Criterion(marked("whether it went through an appeal"), "—", "", None)


def _unanswered(asked: Asked, notices: Sequence[Notice]) -> list[Notice]:
    """Whose answer day lies in the period and passed without an answer."""
    found = []
    for notice in notices:
        by = notice.told.answer_by
        if by is None or not asked.period.first <= by < asked.period.last:
            continue
        answered = notice.answer.answered if notice.answer is not None else None
        if (answered is None or answered > by) and asked.stands(notice, answer_identity(notice)):
            found.append(notice)
    return found


def _answer(asked: Asked, notice: Notice) -> Said:
    day = ("day", str(notice.told.answer_by))
    answered = notice.answer.answered if notice.answer is not None else None
    if answered is None:
        return Said(UNANSWERED, (day, ("as_of", asked.period.last.isoformat())))
    return Said(ANSWERED_LATE, (day, ("answered", answered.isoformat())))


def _told(asked: Asked, notice: Notice, said: Said) -> Evidence:
    matter = notice.told.matter
    row = asked.row(matter.register, matter.record)
    origin = asked.office.registers[matter.register].origin(row) if row is not None else Origin(matter.register)
    answer = notice.answer.said if notice.answer is not None else ""
    return Evidence(origin, notice.told.number, notice.told.title, said, notice.number, answer)
