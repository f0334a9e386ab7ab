"""DOC119, DOC120: who did a step. Somebody of the department that has the paper, and somebody who was there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.check import Hit, check
from officebatch.checks.course import day_at
from officebatch.checks.scope import ProcessScope, marks
from officebatch.model.vocabulary import Kind, Mends, Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

_MANY = 20  # of fewer a share says nothing
_MOSTLY = marked(
    "In {n} of {of} records {step} was done by people of another department than the record's. Either the column means "
    "another department here, or sheet 人员 is out of date; until that is settled the single records are not listed."
)


@check(
    "DOC119",
    title=marked("Step done by another department"),
    severity=Severity.HINT,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked(
        "{step} was done by {person} of {home}, but the paper is with {department}. Correct the person or the "
        "department, or bring sheet 人员 of the rule book up to date; if one wrote for the other, note it in the "
        "remarks."
    ),
    over=ProcessScope,
    kinds=(Kind.FLOW, Kind.EVENTS),
    parameters={"环节": "拟稿、承办", "上限百分比": "20"},
    breaks="""
        发文登记簿
        发文字号          | 拟稿部门 | 拟稿人 | 拟稿日期
        临电办〔2026〕1号 | 办公室   | 孙丽   | 2026-03-02
    """,
    holds="""
        发文登记簿
        发文字号          | 拟稿部门 | 拟稿人 | 拟稿日期   | 会商人 | 会商日期   | 核稿人 | 核稿日期
        临电办〔2026〕1号 | 财务科   | 孙丽   | 2026-03-02 | 李文   | 2026-03-03 | 李文   | 2026-03-04
        临电办〔2026〕2号 | 财务科   | 高远   | 2026-03-02 |        |            |        |
        临电办〔2026〕3号 |          | 孙丽   | 2026-03-02 |        |            |        |
    """,
)
def done_in_the_department(scope: ProcessScope) -> Iterator[Hit]:
    """The steps of the parameter 环节 are done by people of the department that has the paper (sheet 人员).

    Leaders, and people sheet 人员 does not know, are left alone. Where more than the share of 上限百分比 breaks this,
    the column means something else, and that is told once.
    """
    course, passings, fields = scope.course, scope.course.passings, scope.within.columns("department")
    if not fields:
        return
    where, departments = scope.within.words(fields[0])
    homes = [
        () if name in scope.rules.leaders else tuple(dict.fromkeys(p.department for p in found if p.department))
        for name in passings.people
        for found in [scope.rules.people_by_name.get(name, ())]
    ]
    fits = np.ones((len(homes) + 1, len(departments) + 1), dtype=bool)
    for place, home in enumerate(homes):
        if home:
            fits[place, :-1] = [name in home for name in departments]
    for name in scope.parted("环节"):
        if name not in course.place:
            continue
        here = np.flatnonzero((passings.step == course.place[name]) & passings.live)
        wrong = here[~fits[passings.person[here], where[passings.record[here]]]]
        compared = int(marks([bool(home) for home in homes])[passings.person[here]].sum())
        if compared >= _MANY and 100 * len(wrong) > scope.number("上限百分比") * compared:
            yield Hit(None, (), {"n": len(wrong), "of": compared, "step": name}, record=name, message=_MOSTLY)
            continue
        for event in wrong:
            row, field_id = course.cell(int(event), "person")
            who = int(passings.person[event])
            told = {"step": name, "person": passings.people[who], "home": "、".join(homes[who])}
            department = departments[where[passings.record[event]]]
            yield Hit(row, (field_id, fields[0]), {**told, "department": department}, person=passings.people[who])


@check(
    "DOC120",
    title=marked("Step done by somebody away"),
    severity=Severity.HINT,
    mends=Mends.KEEPER,
    basis="单位制度（AB角）",
    message=marked(
        "{step} is entered for {person} on {day}, but sheet 外出 has {person} away from {first} to {last}. If somebody "
        "stood in, enter that name; if not, correct the day or sheet 外出."
    ),
    over=ProcessScope,
    kinds=(Kind.FLOW, Kind.EVENTS),
    breaks="""
        外出
        姓名 | 开始日期   | 结束日期
        李文 | 2026-03-02 | 2026-03-06

        发文登记簿
        发文字号          | 核稿人 | 核稿日期
        临电办〔2026〕1号 | 李文   | 2026-03-04
    """,
    holds="""
        外出
        姓名 | 开始日期   | 结束日期
        李文 | 2026-03-02 | 2026-03-06

        发文登记簿
        发文字号          | 核稿人 | 核稿日期
        临电办〔2026〕1号 | 李文   | 2026-03-02
        临电办〔2026〕2号 | 李文   | 2026-03-06
        临电办〔2026〕3号 | 王平   | 2026-03-04
        临电办〔2026〕4号 | 李文   |
    """,
)
def done_by_somebody_there(scope: ProcessScope) -> Iterator[Hit]:
    """Nobody does a step while sheet 外出 has him away. On the days of leaving and of coming back he may.

    Names that several people bear are left alone.
    """
    course, passings = scope.course, scope.course.passings
    away: dict[str, list[tuple[int, int]]] = {}
    for one in scope.rules.absences:
        if len(scope.rules.people_by_name.get(one.person, ())) <= 1:
            span = (np.datetime64(one.first, "D").astype(int), np.datetime64(one.last, "D").astype(int))
            away.setdefault(one.person, []).append(span)
    if away.keys().isdisjoint(passings.people):
        return
    theirs = marks([name in away for name in passings.people])[passings.person] & passings.passed & passings.live
    for event in np.flatnonzero(theirs):
        name, day = passings.people[int(passings.person[event])], int(passings.day[event])
        for first, last in [span for span in away[name] if span[0] < day < span[1]][:1]:
            row, field_id = course.cell(int(event), "person")
            told = {"step": course.steps[int(passings.step[event])].name, "person": name, "day": day_at(day)}
            yield Hit(row, (field_id,), {**told, "first": day_at(first), "last": day_at(last)}, person=name)
