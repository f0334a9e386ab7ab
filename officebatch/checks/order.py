"""DOC101, DOC102, DOC106: the days on which a document passed its steps.

Steps are held to pairs (sheet 环节关系), not to one strict list: returns and parallel branches are legal. A step
without a day hands the comparison on to the steps before it; a day that cannot be read or lies in the future ends it,
since that cell is a finding of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.check import Hit, check
from officebatch.checks.course import NO_DAY, Course
from officebatch.checks.scope import ProcessScope, RegisterScope
from officebatch.model.condition import Condition
from officebatch.model.vocabulary import Kind, Mends, Severity
from officebatch.rulebook.sheets import RelationKind, Required
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = (Kind.FLOW, Kind.EVENTS)
# What has happened when it stands in a register; planned days (limits, meetings to come) are not among them.
_PAST = ("received", "document_date", "done", "last_feedback")
# By whether the step is required under a condition, and whether it has a line of its own.
_MISSING = {
    (False, False): marked(
        "{later} was done on {later_day}, but {step} has no date. If the step was done and not entered, enter "
        "it; if it was left out, explain the reason and follow the rule from now on. Do not sign for a day "
        "gone by."
    ),
    (True, False): marked(
        "{later} was done on {later_day}, but {step}, which {when} asks for, has no date. If the step was done and not "
        "entered, enter it; if it was left out, explain the reason and follow the rule from now on. Do not sign for a "
        "day gone by."
    ),
    (False, True): marked(
        "{later} was done on {later_day}, but there is no line with {step} and its day. If the step was done and not "
        "entered, enter it; if it was left out, explain the reason and follow the rule from now on. Do not sign for a "
        "day gone by."
    ),
    (True, True): marked(
        "{later} was done on {later_day}, but there is no line with {step} and its day, which {when} asks for. If the "
        "step was done and not entered, enter it; if it was left out, explain the reason and follow the rule from now "
        "on. Do not sign for a day gone by."
    ),
}
_PAST_OF_KIND = {Kind.EVENTS: ("date",), Kind.ACTIVITIES: ("date",), Kind.BALLOTS: ("date",)}


@check(
    "DOC101",
    title=marked("Steps in the wrong order"),
    severity=Severity.ERROR,
    mends=Mends.HOLDER,
    basis="《党政机关公文处理工作条例》第二十条至第二十五条；单位制度",
    message=marked(
        "{later} is dated {later_day}, before {earlier} ({earlier_day}). Look both days up and correct the wrong one; "
        "if the order really was broken, explain why and keep to it from now on."
    ),
    over=ProcessScope,
    kinds=CASES,
    wanted=marked("{later} not before {earlier} ({earlier_day})"),
    breaks="""
        发文登记簿
        发文字号          | 拟稿人 | 拟稿日期   | 核稿人 | 核稿日期   | 签发人 | 签发日期
        临电办〔2026〕1号 | 孙丽   | 2026-03-02 | 李文   | 2026-03-05 | 王平   | 2026-03-04
    """,
    holds="""
        发文登记簿
        发文字号          | 拟稿人 | 拟稿日期   | 核稿人 | 核稿日期   | 签发人 | 签发日期
        临电办〔2026〕1号 | 孙丽   | 2026-03-02 | 李文   | 2026-03-05 | 王平   | 2026-03-05
    """,
)
def steps_in_order(scope: ProcessScope) -> Iterator[Hit]:
    """A step may not be dated before a step that must come first (sheet 环节关系, 先于).

    Two steps on one day are in order; where both have an hour, the hours count. Where the step before has no day, the
    steps before that one count. Only the first pass of each step is compared: a returned document may pass its steps
    again.
    """
    course = scope.course
    _, end = course.spans
    reached: dict[int, np.ndarray] = {}
    for step, firsts in course.before.items():
        if not firsts:
            continue
        latest = np.maximum.reduce([_reached(course, first, reached) for first in firsts])
        broken = (end[step] != NO_DAY) & (end[step] < latest)
        for record in np.flatnonzero(broken):
            yield _out_of_order(course, step, int(record), reached)


@check(
    "DOC102",
    title=marked("Required step left out"),
    severity=Severity.ERROR,
    mends=Mends.HOLDER,
    basis="《党政机关公文处理工作条例》第二十条、第二十二条、第二十四条、第二十五条；单位制度",
    message=_MISSING[False, False],
    over=ProcessScope,
    kinds=CASES,
    wanted=marked("{step} before {later}"),
    breaks="""
        发文登记簿
        发文字号          | 拟稿人 | 拟稿日期   | 核稿人 | 核稿日期 | 签发人 | 签发日期
        临电办〔2026〕1号 | 孙丽   | 2026-03-02 |        |          | 王平   | 2026-03-04
    """,
    holds="""
        发文登记簿
        发文字号          | 拟稿人 | 拟稿日期   | 会商人 | 会商日期 | 核稿人 | 核稿日期   | 签发人 | 签发日期
        临电办〔2026〕1号 | 孙丽   | 2026-03-02 |        |          | 李文   | 2026-03-03 |        |
    """,
)
def no_required_step_left_out(scope: ProcessScope) -> Iterator[Hit]:
    """A required step (sheet 流程) must have a date once a step that comes after it is done.

    An open document waiting at its current step is in order, and so is a step that is not required. A step may be
    required of some documents only: [会签部门] in column 必经 means those with this field filled in.
    """
    course = scope.course
    done = course.day != NO_DAY
    for step, rule in enumerate(course.steps):
        field_id = course.events.date_fields[step]
        later = sorted(course.after[step])
        if rule.required is Required.NO or not field_id or not later:
            continue
        missing = ~course.dated[step] & done[later].any(axis=0) & scope.within.has_column(field_id)
        if isinstance(rule.required, Condition):
            missing &= rule.required.holds(scope.register)
        message = _MISSING[isinstance(rule.required, Condition), scope.register.listed]
        for record in np.flatnonzero(missing if scope.register.listed else missing & ~scope.within.void):
            proof = next(s for s in later if done[s, record])
            row = int(course.passings.row[course.index[proof, record]])
            day = _day(course, proof, int(record))
            values = {"step": rule.name, "later": course.steps[proof].name, "later_day": day}
            when = {"when": str(rule.required)} if isinstance(rule.required, Condition) else {}
            lacks = rule.name if scope.register.listed else ""
            yield Hit(row, (field_id,), values | when, message=message, basis=rule.basis, lacks=lacks)


@check(
    "DOC106",
    title=marked("Date after the day of the examination"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked("{field} is {day}, a day that has not come yet. Look the day up and correct the entry."),
    over=RegisterScope,
    breaks="""
        发文登记簿
        发文字号          | 拟稿人 | 拟稿日期   | 核稿人 | 核稿日期
        临电办〔2026〕1号 | 孙丽   | 2026-11-18 | 李文   | 2026-12-15
    """,
    holds="""
        发文登记簿
        发文字号          | 拟稿人 | 拟稿日期   | 核稿人 | 核稿日期
        临电办〔2026〕1号 | 孙丽   | 2026-11-18 | 李文   | 2026-11-20
    """,
)
def done_not_in_the_future(scope: RegisterScope) -> Iterator[Hit]:
    """What is entered as done cannot lie after the day the registers were examined.

    Looked at: the dates of all steps, received, dated, done and last feedback. Limits and planned days may lie ahead.
    """
    tomorrow = (scope.today + np.timedelta64(1, "D")).astype("datetime64[s]")
    for field_id in scope.date_fields(_PAST + _PAST_OF_KIND.get(scope.register.kind, ())):
        moments = scope.register.frame[field_id].to_numpy(dtype="datetime64[s]")
        for row in np.flatnonzero(moments >= tomorrow):
            if not scope.void[row]:
                yield Hit(int(row), (field_id,), {"field": field_id, "day": moments[row].astype("datetime64[D]")})


def _reached(course: Course, step: int, known: dict[int, np.ndarray], path: tuple[int, ...] = ()) -> np.ndarray:
    """Per record the day by which a step was reached: its own, else the latest of the steps before it."""
    if step in known:
        return known[step]
    day: np.ndarray = course.spans[0][step]
    empty = ~course.dated[step]
    firsts = [f for f in course.before[step] if f != step and f not in path]
    if firsts and empty.any():
        handed = [_reached(course, first, known, (*path, step)) for first in firsts]
        day = np.where(empty, np.maximum.reduce(handed), day)
    if not path:
        known[step] = day
    return day


def _out_of_order(course: Course, step: int, record: int, reached: dict[int, np.ndarray]) -> Hit:
    earlier = _latest_before(course, step, record, reached)
    row, field_id = course.cell(int(course.index[step, record]), "date")
    place, other = course.cell(int(course.index[earlier, record]), "date")
    hours = course.day[step, record] == course.day[earlier, record]
    pair = next((r for r in course.relations if r.kind is RelationKind.BEFORE
                 and (r.first, r.second) == (course.steps[earlier].name, course.steps[step].name)), None)  # fmt: skip
    values = {
        "later": course.steps[step].name,
        "later_day": _day(course, step, record, hours=hours),
        "earlier": course.steps[earlier].name,
        "earlier_day": _day(course, earlier, record, hours=hours),
    }
    return Hit(
        row,
        (field_id, other) if place == row else (field_id,),
        values,
        partners=() if place == row else (place,),
        severity=pair.severity if pair else None,
        basis=pair.basis if pair else "",
    )


def _latest_before(course: Course, step: int, record: int, reached: dict[int, np.ndarray]) -> int:
    """The step whose day the broken one lies before: down the pairs to the latest day that stands in a cell."""
    while True:
        step = max(course.before[step], key=lambda first: int(_reached(course, first, reached)[record]))
        if course.day[step, record] != NO_DAY:
            return step


def _day(course: Course, step: int, record: int, *, hours: bool = False) -> str:
    """The day of a first passing, with its hour where two are of one day."""
    return course.moment(int(course.index[step, record]), hours=hours)
