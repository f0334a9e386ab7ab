"""DOC154, DOC155: what else holds between two steps: one person for both, and one that must come after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.check import Hit, check
from officebatch.checks.course import NO_DAY, Course
from officebatch.checks.hands import stands_in
from officebatch.checks.order import CASES
from officebatch.checks.passes import LIST
from officebatch.checks.scope import ProcessScope
from officebatch.model.vocabulary import Mends, Severity
from officebatch.rulebook.sheets import RelationKind, Required
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.rulebook.sheets import Relation

_AGAIN = marked(
    "{later} was done again by {person}, the first time by {other}. What is changed after it goes back to the same "
    "person: correct the name if it is wrong; if not, explain the reason."
)


@check(
    "DOC154",
    title=marked("Two people where one person is wanted"),
    severity=Severity.ERROR,
    mends=Mends.HOLDER,
    basis="单位制度",
    message=marked(
        "{later} was done by {person}, {earlier} by {other}. The rule book wants one person for both: correct the name "
        "if it is wrong; if not, explain the reason."
    ),
    over=ProcessScope,
    kinds=CASES,
    wanted=marked("{later} by {other}"),
    breaks=LIST
    + """
        环节关系
        流程 | 环节一 | 关系   | 环节二
        印发 | 核稿   | 须同人 |

        办理流水
        文号              | 环节 | 经办人 | 办理时间
        临电办〔2026〕1号 | 核稿 | 李文   | 2026-03-03
        临电办〔2026〕1号 | 核稿 | 王平   | 2026-03-06
    """,
    holds=LIST
    + """
        环节关系
        流程 | 环节一 | 关系   | 环节二
        印发 | 核稿   | 须同人 |

        办理流水
        文号              | 环节 | 经办人 | 办理时间
        临电办〔2026〕1号 | 核稿 | 李文   | 2026-03-03
        临电办〔2026〕1号 | 核稿 | 李文   | 2026-03-06
        临电办〔2026〕2号 | 核稿 | 王平   | 2026-03-06
    """,
)
def steps_by_one_person(scope: ProcessScope) -> Iterator[Hit]:
    """Steps the rule book wants done by one person (sheet 环节关系, 须同人), and a step that goes back to the same
    person each time. That a paper changed after it was signed goes back to its signer is a check of its own.

    Where a name is missing, or several people bear it, nothing is said; the stand-in of the other is in order on a
    day the other is away (sheets 人员 and 外出).
    """
    course, p, told = scope.course, scope.course.passings, set[int]()
    for relation, first, second in course.holding(RelationKind.SAME_PERSON):
        for record in _several(course, first, second).tolist():
            known = [n for n in course.passes(first, record) if p.person[n] >= 0]
            names = {p.people[p.person[n]] for n in known}
            if not known or any(len(scope.rules.people_by_name.get(name, ())) > 1 for name in names):
                continue
            for event in course.passes(second, record):
                who = p.people[p.person[event]] if p.person[event] >= 0 else ""
                others = names if first != second else {p.people[p.person[known[0]]]}
                alone = len(scope.rules.people_by_name.get(who, ())) <= 1
                helped = stands_in(scope.rules, who, others, p, event)
                if who and alone and who not in others and not helped and event not in told:
                    told.add(event)
                    yield _two(course, relation, event, known[0], "、".join(sorted(others)))


@check(
    "DOC155",
    title=marked("Step that must follow is missing"),
    severity=Severity.ERROR,
    mends=Mends.HOLDER,
    basis="单位制度",
    message=marked(
        "{step} was done on {day} and the matter is closed, but {next} did not follow. If it was done and not "
        "entered, enter it; if it was left out, explain the reason and follow the rule from now on. Do not sign for a "
        "day gone by."
    ),
    over=ProcessScope,
    kinds=CASES,
    wanted=marked("{next} after {step} ({day})"),
    breaks=LIST
    + """
        流程
        流程 | 台账     | 序号 | 环节   | 必经
        印发 | 办理流水 | 5    | 送会签 | 否
        印发 | 办理流水 | 6    | 会签回 | 否

        环节关系
        流程 | 环节一 | 关系     | 环节二
        印发 | 送会签 | 其后须有 | 会签回

        办理流水
        文号              | 环节   | 经办人 | 办理时间
        临电办〔2026〕1号 | 送会签 | 孙丽   | 2026-03-02
        临电办〔2026〕1号 | 编号   | 李文   | 2026-03-06
    """,
    holds=LIST
    + """
        流程
        流程 | 台账     | 序号 | 环节   | 必经
        印发 | 办理流水 | 5    | 送会签 | 否
        印发 | 办理流水 | 6    | 会签回 | 否

        环节关系
        流程 | 环节一 | 关系     | 环节二
        印发 | 送会签 | 其后须有 | 会签回

        办理流水
        文号              | 环节   | 经办人 | 办理时间
        临电办〔2026〕1号 | 送会签 | 孙丽   | 2026-03-02
        临电办〔2026〕1号 | 会签回 | 周强   | 2026-03-04
        临电办〔2026〕1号 | 编号   | 李文   | 2026-03-06
        临电办〔2026〕2号 | 送会签 | 孙丽   | 2026-03-02
        临电办〔2026〕2号 | 签发   | 王平   | 2026-03-05
    """,
)
def what_must_follow_follows(scope: ProcessScope) -> Iterator[Hit]:
    """Where the rule book says 其后须有 (sheet 环节关系), the second step must come after the last pass of the first,
    on the same day or later, once the matter is closed: its last required step passed, or the record done.

    A required second step that is missing altogether is a finding of its own.
    """
    course, p = scope.course, scope.course.passings
    for relation, first, second in course.holding(RelationKind.FOLLOWED):
        last, answer = _last(course, first, p.earliest), _last(course, second, p.latest)
        unclear = (p.step == second) & p.dated & ~p.passed
        broken = _closed(scope) & (last != NO_DAY) & (answer < last)
        broken[p.record[unclear]] = False
        if course.steps[second].required is Required.YES:
            broken &= answer != NO_DAY
        for record in np.flatnonzero(broken).tolist():
            event = course.passes(first, record)[-1]
            row, field_id = course.cell(event, "date")
            values = {"step": relation.first, "day": course.moment(event), "next": relation.second}
            lacks = relation.second if scope.register.listed else ""
            yield Hit(row, (field_id,), values, severity=relation.severity, basis=relation.basis, lacks=lacks)


def _last(course: Course, step: int, when: np.ndarray) -> np.ndarray:
    """Per record when a step was passed last, NO_DAY where it was not."""
    p = course.passings
    here = np.flatnonzero((p.step == step) & p.passed & p.live)
    found = np.full(course.size, NO_DAY)
    np.maximum.at(found, p.record[here], when[here])
    return found


def _several(course: Course, first: int, second: int) -> np.ndarray:
    """The records with both steps, or with one step passed again, in which several people did them."""
    p = course.passings
    here = np.flatnonzero(((p.step == first) | (p.step == second)) & p.passed & p.live & (p.person >= 0))
    record, person = p.record[here], p.person[here]
    if not len(here):
        return np.empty(0, dtype=np.int32)
    begins = np.flatnonzero(np.diff(record, prepend=-1))
    mixed = np.minimum.reduceat(person, begins) != np.maximum.reduceat(person, begins)
    found: np.ndarray = record[begins[mixed]]
    return found


def _two(course: Course, relation: Relation, event: int, first: int, others: str) -> Hit:
    p = course.passings
    row, field_id = course.cell(event, "person")
    place, other = course.cell(first, "person")
    name = p.people[p.person[event]]
    return Hit(
        row,
        (field_id, *((other,) if place == row and other != field_id else ())),
        {
            "later": relation.second or relation.first,
            "earlier": relation.first,
            "person": name,
            "other": others,
        },
        partners=() if place == row else (place,),
        person=name,
        severity=relation.severity,
        message="" if relation.second else _AGAIN,
        basis=relation.basis,
    )


def _closed(scope: ProcessScope) -> np.ndarray:
    """Per record, whether its last required step was passed, or its status or done date says so."""
    course = scope.course
    required = [n for n, step in enumerate(course.steps) if step.required is Required.YES]
    passed = course.day[required[-1]] != NO_DAY if required else np.zeros(course.size, dtype=bool)
    closed: np.ndarray = passed | (~scope.within.open & ~scope.within.void)
    return closed
