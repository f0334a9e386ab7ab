"""DOC151, DOC153: steps passed again. Returns and repeats are legal; what rests on a step that was returned is not.

Only later passes are looked at, and records without one not at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.check import Hit, check
from officebatch.checks.course import NO_DAY, Course, reach
from officebatch.checks.order import CASES
from officebatch.checks.scope import ProcessScope
from officebatch.model.condition import Condition
from officebatch.model.vocabulary import Mends, Severity
from officebatch.rulebook.sheets import RelationKind, Required
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

_SECONDS = 33  # bits that hold the seconds of any day read
LIST = """
        台账
        台账     | 种类 | 文件
        办理流水 | 流水 | *流水*

        字段
        台账     | 字段     | 用途     | 类型 | 必填
        办理流水 | 文号     | 事项编号 | 文号 | 是
        办理流水 | 环节     | 环节     | 文本 | 是
        办理流水 | 经办人   | 责任人   | 人员 |
        办理流水 | 办理时间 | 日期     | 日期时间 |

        流程
        流程 | 台账     | 序号 | 环节 | 必经
        印发 | 办理流水 | 1    | 拟稿 | 是
        印发 | 办理流水 | 2    | 核稿 | 是
        印发 | 办理流水 | 3    | 签发 | 是
        印发 | 办理流水 | 4    | 编号 | 是
"""


@check(
    "DOC151",
    title=marked("Step done more than once"),
    severity=Severity.ERROR,
    mends=Mends.HOLDER,
    basis="单位制度",
    message=marked(
        "{step} was done again on {day}, after {first_day}. The rule book wants it once at most: correct the entry "
        "if it is wrong; if not, explain the reason."
    ),
    over=ProcessScope,
    kinds=CASES,
    wanted=marked("{step} once at most"),
    breaks=LIST
    + """
        环节关系
        流程 | 环节一 | 关系     | 环节二
        印发 | 编号   | 至多一次 |

        办理流水
        文号              | 环节 | 经办人 | 办理时间
        临电办〔2026〕1号 | 编号 | 李文   | 2026-03-05
        临电办〔2026〕1号 | 编号 | 李文   | 2026-03-09
    """,
    holds=LIST
    + """
        环节关系
        流程 | 环节一 | 关系     | 环节二
        印发 | 编号   | 至多一次 |

        办理流水
        文号              | 环节 | 经办人 | 办理时间
        临电办〔2026〕1号 | 核稿 | 李文   | 2026-03-03
        临电办〔2026〕1号 | 核稿 | 李文   | 2026-03-04
        临电办〔2026〕1号 | 编号 | 李文   | 2026-03-05
        临电办〔2026〕2号 | 编号 | 李文   | 2026-03-09
    """,
)
def steps_at_most_once(scope: ProcessScope) -> Iterator[Hit]:
    """A step the rule book calls 至多一次 (sheet 环节关系) must not be passed again. All other steps may be: a document
    is returned, urged or read by several people.
    """
    course, p = scope.course, scope.course.passings
    for relation, step, _ in course.holding(RelationKind.AT_MOST_ONCE):
        for event in course.again[p.step[course.again] == step]:
            first = int(event) - int(p.pass_[event]) + 1
            if scope.register.listed and _twin(course, int(event)):
                continue
            row, field_id = course.cell(int(event), "date")
            place = int(p.row[first])
            hours = bool(p.day[event] == p.day[first] and p.timed[[event, first]].all())
            yield Hit(
                row,
                (field_id,),
                {
                    "step": relation.first,
                    "day": course.moment(int(event), hours=hours),
                    "first_day": course.moment(first, hours=hours),
                },
                partners=() if place == row else (place,),
                severity=relation.severity,
                basis=relation.basis,
            )


@check(
    "DOC153",
    title=marked("After a return, a step was not done again"),
    severity=Severity.WARNING,
    mends=Mends.HOLDER,
    basis="《党政机关公文处理工作条例》第二十五条；单位制度",
    message=marked(
        "{again} was done again on {again_day}, but {step} was not: it is of {step_day}, and {later} followed on "
        "{later_day}. If {step} was done again and not entered, enter it; if it was left out, explain the reason and "
        "follow the rule from now on. Do not sign for a day gone by."
    ),
    over=ProcessScope,
    kinds=CASES,
    wanted=marked("{step} again between {again} ({again_day}) and {later}"),
    breaks=LIST
    + """
        环节关系
        流程 | 环节一 | 关系 | 环节二
        印发 | 拟稿   | 先于 | 核稿
        印发 | 核稿   | 先于 | 签发

        办理流水
        文号              | 环节 | 经办人 | 办理时间
        临电办〔2026〕1号 | 拟稿 | 孙丽   | 2026-03-02
        临电办〔2026〕1号 | 核稿 | 李文   | 2026-03-03
        临电办〔2026〕1号 | 拟稿 | 孙丽   | 2026-03-05
        临电办〔2026〕1号 | 签发 | 王平   | 2026-03-06
    """,
    holds=LIST
    + """
        环节关系
        流程 | 环节一 | 关系 | 环节二
        印发 | 拟稿   | 先于 | 核稿
        印发 | 核稿   | 先于 | 签发

        办理流水
        文号              | 环节 | 经办人 | 办理时间
        临电办〔2026〕1号 | 拟稿 | 孙丽   | 2026-03-02
        临电办〔2026〕1号 | 核稿 | 李文   | 2026-03-03
        临电办〔2026〕1号 | 拟稿 | 孙丽   | 2026-03-05
        临电办〔2026〕1号 | 核稿 | 李文   | 2026-03-05
        临电办〔2026〕1号 | 签发 | 王平   | 2026-03-06
        临电办〔2026〕1号 | 签发 | 王平   | 2026-03-09
    """,
)
def steps_after_a_return_again(scope: ProcessScope) -> Iterator[Hit]:
    """When a document went back to a required step, the required steps after it must be passed again before it goes on:
    what was changed after it was checked or signed goes back to be checked or signed.

    Steps that are not required (会商, 传阅) may be repeated at any time. Two passes of one day are in order.
    """
    course, p = scope.course, scope.course.passings
    always = [step.required is Required.YES for step in course.steps]
    back = course.again[np.array(always, dtype=bool)[p.step[course.again]]]
    if not len(back):
        return
    follows = {a: {b for b, firsts in course.before.items() if a in firsts} for a in range(len(course.steps))}
    behind = {b: [a for a in follows if always[a] and b in reach(a, follows)] for b in follows}
    told: set[int] = set()
    for later, firsts in course.before.items():
        for step in firsts:
            asked = course.steps[step].required
            if asked is Required.NO or not behind[step]:
                continue
            of = asked.holds(scope.register) if isinstance(asked, Condition) else None
            for event in _suspects(course, back, later, step, behind[step]):
                record = int(p.record[event])
                stale = _stale(course, record, event, step, behind[step])
                if stale is not None and event not in told and (of is None or of[record]):
                    told.add(event)
                    yield _not_again(course, event, *stale)


def _suspects(course: Course, back: np.ndarray, later: int, step: int, before: list[int]) -> list[int]:
    """The passes of a later step between which and the last pass of `step` one of the steps before was passed again."""
    p = course.passings
    among = np.isin(p.record, p.record[back]) & p.passed & p.live
    events, passed = (np.flatnonzero(among & (p.step == one)) for one in (later, step))
    again = back[np.isin(p.step[back], before)]
    last = _latest(p.record, (passed, p.earliest, p.latest), (events, p.latest))
    returned = _latest(p.record, (again, p.latest + 1, p.earliest), (events, p.earliest))  # before it, not with it
    return [int(event) for event in events[(last != NO_DAY) & (returned > last)]]


def _latest(
    record: np.ndarray, known: tuple[np.ndarray, np.ndarray, np.ndarray], wanted: tuple[np.ndarray, np.ndarray]
) -> np.ndarray:
    """For each wanted event the greatest value of those known events of its record that are not after it, NO_DAY where
    there is none. known: the events, and of all events when each was and its value. wanted: the events, up to when."""
    (of, when, value), (asked, upto) = known, wanted
    base = record.astype(np.int64) << _SECONDS
    keys = base[of] + when[of]
    order = np.argsort(keys)
    greatest = np.maximum.accumulate(base[of][order] + value[of][order])  # a later record is greater in any case
    at = np.searchsorted(keys[order], base[asked] + upto[asked], side="right") - 1
    found = np.full(len(asked), NO_DAY)
    there = np.flatnonzero(at >= 0)
    there = there[record[of][order][at[there]] == record[asked][there]]
    found[there] = greatest[at[there]] - base[asked][there]
    return found


def _stale(course: Course, record: int, event: int, step: int, before: list[int]) -> tuple[int, int] | None:
    """The last pass of a step before an event, and a pass again, between the two, of one that comes before the step."""
    p = course.passings
    passed = [n for n in course.passes(step, record) if p.earliest[n] <= p.latest[event]]
    if not passed or _unclear(course, record, step):
        return None
    last = max(passed, key=lambda n: int(p.latest[n]))
    returns = (
        n
        for place in before
        for n in course.passes(place, record)
        if p.pass_[n] > 1 and p.latest[last] < p.earliest[n] and p.latest[n] < p.earliest[event]
    )
    again = next(returns, None)
    return None if again is None else (last, again)


def _unclear(course: Course, record: int, step: int) -> bool:
    """Whether a step was passed on a day nobody can read."""
    p = course.passings
    here = slice(*np.searchsorted(p.record, [record, record + 1]))
    return bool(((p.step[here] == step) & p.dated[here] & ~p.passed[here]).any())


def _not_again(course: Course, event: int, last: int, again: int) -> Hit:
    p = course.passings
    row, field_id = course.cell(event, "date")
    places = [course.cell(other, "date") for other in (again, last)]
    return Hit(
        row,
        (field_id, *(f for r, f in places if r == row)),
        {
            "later": course.steps[int(p.step[event])].name,
            "later_day": course.moment(event),
            "step": course.steps[int(p.step[last])].name,
            "step_day": course.moment(last),
            "again": course.steps[int(p.step[again])].name,
            "again_day": course.moment(again),
        },
        partners=tuple(r for r, _ in places if r != row),
    )


def _twin(course: Course, event: int) -> bool:
    """Whether a line says what the pass before it says: then it was entered twice, which is a finding of its own."""
    p = course.passings
    return bool(p.moment[event] == p.moment[event - 1] and p.person[event] == p.person[event - 1])
