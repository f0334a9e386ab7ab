"""DOC103, DOC104, DOC105: in whose hands a document passed its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.check import Hit, check
from officebatch.checks.course import Course, Passings
from officebatch.checks.order import CASES
from officebatch.checks.scope import ProcessScope, marks
from officebatch.model.vocabulary import Mends, Severity
from officebatch.rulebook.sheets import Relation, RelationKind, Step
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import Person



@check(
    "DOC103",
    title=marked("Step without a person"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="《党政机关公文处理工作条例》第二十二条、第二十四条；单位制度",
    message=marked("{step} is dated {day}, but nobody is named. Ask who did it and enter the name."),
    over=ProcessScope,
    kinds=CASES,
    breaks="""
        发文登记簿
        发文字号          | 拟稿人 | 拟稿日期   | 核稿人 | 核稿日期
        临电办〔2026〕1号 | 孙丽   | 2026-03-02 |        | 2026-03-03
    """,
    holds="""
        发文登记簿
        发文字号          | 拟稿人 | 拟稿日期   | 核稿人 | 核稿日期
        临电办〔2026〕1号 | 孙丽   | 2026-03-02 | 李文   |
    """,
)
def dated_step_names_a_person(scope: ProcessScope) -> Iterator[Hit]:
    """A step that has a date must name who did it.

    A name without a date is in order: that person has the document in hand.
    """
    course, passings = scope.course, scope.course.passings
    nobody = np.flatnonzero(passings.passed & passings.live & (passings.person < 0))
    for step, field_id in enumerate(course.events.person_fields):
        if not field_id:
            continue
        here = nobody[passings.step[nobody] == step]
        for event in here[scope.within.empty(field_id)[passings.row[here]]]:
            values = {"step": course.steps[step].name, "day": _day(passings, int(event))}
            yield Hit(int(passings.row[event]), (field_id,), values)


@check(
    "DOC104",
    title=marked("Two steps by one person that must be apart"),
    severity=Severity.ERROR,
    mends=Mends.HOLDER,
    basis="单位制度（不相容岗位分离）",
    message=marked(
        "{later} and {earlier} were both done by {person}. The rule book keeps these two apart: explain the "
        "reason, and have them done by two people from now on."
    ),
    over=ProcessScope,
    kinds=CASES,
    wanted=marked("another person than for {earlier}"),
    breaks="""
        发文登记簿
        发文字号          | 拟稿人 | 拟稿日期   | 核稿人 | 核稿日期
        临电办〔2026〕1号 | 李文   | 2026-03-02 | 李文   | 2026-03-03
    """,
    holds="""
        发文登记簿
        发文字号          | 拟稿人 | 拟稿日期   | 核稿人 | 核稿日期
        临电办〔2026〕1号 | 孙丽   | 2026-03-02 | 李文   | 2026-03-03
    """,
)
def separate_steps_by_two_people(scope: ProcessScope) -> Iterator[Hit]:
    """Steps the rule book keeps apart (sheet 环节关系, 不得同人) must be done by two people.

    Names that several people bear are left alone: the register does not say which of them it was.
    """
    course = scope.course
    told: dict[int, tuple[Relation, int, list[tuple[int, int]]]] = {}
    single = [len(scope.rules.people_by_name.get(name, ())) <= 1 for name in course.passings.people]
    for relation in course.relations:
        if relation.kind is RelationKind.NOT_SAME_PERSON:
            for later, earlier, event, other in _same_person(course, relation, marks(single)):
                told.setdefault(event, (relation, later, []))[2].append((earlier, other))
    for event, (relation, later, others) in sorted(told.items()):
        yield _one_person(course, event, later, others, relation)


@check(
    "DOC105",
    title=marked("Step by somebody who may not do it"),
    severity=Severity.ERROR,
    mends=Mends.HOLDER,
    basis="《党政机关公文处理工作条例》第二十条、第二十二条；单位制度",
    message=marked(
        "{step} was done by {person} ({post}); the rule book wants {posts}. Correct the name if it is wrong; if not, "
        "explain the reason and keep to the post from now on."
    ),
    over=ProcessScope,
    kinds=CASES,
    wanted=marked("one of the posts {posts}"),
    breaks="""
        发文登记簿
        发文字号          | 拟稿人 | 拟稿日期   | 签发人 | 签发日期
        临电办〔2026〕1号 | 孙丽   | 2026-03-02 | 孙丽   | 2026-03-04
    """,
    holds="""
        发文登记簿
        发文字号          | 拟稿人 | 拟稿日期   | 签发人 | 签发日期
        临电办〔2026〕1号 | 孙丽   | 2026-03-02 | 王平   | 2026-03-04
    """,
)
def step_by_its_post(scope: ProcessScope) -> Iterator[Hit]:
    """A step with posts (sheet 流程) must be done by somebody who holds one of them (sheet 人员: post or rank).

    The stand-in of such a person is in order on a day the person is away (sheets 人员 and 外出).
    """
    course, passings, rules = scope.course, scope.course.passings, scope.rules
    allowed = np.ones((len(course.steps), len(passings.people) + 1), dtype=bool)
    for place, step in enumerate(course.steps):
        if step.posts:
            allowed[place, :-1] = [_may(rules.people_by_name.get(name, ()), step) for name in passings.people]
    helped: dict[str, list[str]] = {}
    for person in rules.people:
        if person.stand_in:
            helped.setdefault(person.stand_in, []).append(person.name)
    posts = {name: "、".join(dict.fromkeys(p.post for p in rules.people_by_name.get(name, ()) if p.post)) or "—"
             for name in passings.people}  # fmt: skip
    wanted = ["、".join(step.posts) for step in course.steps]
    events = np.flatnonzero(~allowed[passings.step, passings.person] & passings.live)
    places = (column[events].tolist() for column in (passings.step, passings.person, passings.row))
    for event, place, who, row in zip(events.tolist(), *places, strict=True):
        step, name = course.steps[place], passings.people[who]
        if name in helped and _stands_in(rules, helped[name], step, _date(passings, event)):
            continue
        values = {"step": step.name, "person": name, "post": posts[name], "posts": wanted[place]}
        yield Hit(row, (course.events.person_fields[place],), values, person=name, basis=step.basis)


def _same_person(course: Course, relation: Relation, single: np.ndarray) -> Iterator[tuple[int, int, int, int]]:
    """(later step, earlier step, event of the later, event of the earlier) wherever one person did both."""
    places = [course.place.get(name) for name in (relation.first, relation.second)]
    if None in places:
        return
    earlier, later = sorted(place for place in places if place is not None)
    for pass_ in range(1, course.pass_count + 1):
        person = course.person(later, pass_)
        for other in range(1, course.pass_count + 1):
            for record in np.flatnonzero((course.person(earlier, other) == person) & single[person]):
                yield later, earlier, int(course.at(pass_)[later, record]), int(course.at(other)[earlier, record])


def _one_person(course: Course, event: int, later: int, others: list[tuple[int, int]], relation: Relation) -> Hit:
    row, field_id = course.cell(event, "person")
    name = course.passings.people[int(course.passings.person[event])]
    places = [course.cell(other, "person") for _, other in others]
    names = "、".join(dict.fromkeys(course.steps[step].name for step, _ in others))
    return Hit(
        row,
        (field_id, *(f for r, f in places if r == row)),
        {"later": course.steps[later].name, "earlier": names, "person": name},
        partners=tuple(dict.fromkeys(r for r, _ in places if r != row)),
        person=name,
        severity=relation.severity,
        basis=relation.basis,
    )


def _may(people: tuple[Person, ...], step: Step) -> bool:
    """Whether somebody of the name holds a post of the step; a name sheet 人员 does not have is judged elsewhere."""
    return not people or any(p.holds(step.posts) for p in people)


def stands_in(rules: RuleBook, who: str, others: set[str], passings: Passings, event: int) -> bool:
    """Whether somebody did a step as the stand-in of one of the others, who was away that day."""
    day = _date(passings, event)
    return day is not None and any(
        p.stand_in == who and rules.away(p.name, day) for name in others for p in rules.people_by_name.get(name, ())
    )


def _stands_in(rules: RuleBook, helped: list[str], step: Step, day: date | None) -> bool:
    """Whether one of those somebody stands in for may do the step and was away on the day."""
    return day is not None and any(
        _may(rules.people_by_name[name], step) and rules.away(name, day) for name in helped
    )


def _date(passings: Passings, event: int) -> date | None:
    if not passings.passed[event]:
        return None
    day: date = np.datetime64(int(passings.day[event]), "D").astype(object)
    return day


def _day(passings: Passings, event: int) -> str:
    return str(_date(passings, event))
