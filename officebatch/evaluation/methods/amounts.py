"""S110, S116 and S117."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from officebatch.evaluation.methods.clean import owned
from officebatch.evaluation.methods_registry import Asked, Counted, method
from officebatch.model.score import How, Said
from officebatch.model.vocabulary import Kind
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from officebatch.model.register import Register

MEDIAN_GIVES = 0.8  # of the full mark: the median of a post is worth 8 of 10
PASSED_ON = "转发"
DAYS_OF_YEAR = 365.0
ANY = -1  # an amount of none counts too
NO_TARGET = marked("sheet 指标 gives no 年目标")
NO_DEPARTMENT_SCORE = marked("the department {department} has no score")
LITTLE_OF_DEPARTMENT = marked("{share} of the marks of {department} could be scored, less than {least}%")
NO_POST = marked("sheet 人员 gives no post")
FEW_IN_POST = marked("{n} people with the post {post} have work in the period, fewer than {few}")


@method("S110", marked("Against a target: so many records of the period, of the year's target"))
def against_target(asked: Asked) -> Sequence[Counted] | Said:
    """How many records of the subject in the period fulfil the condition, against the period's part of the year's
    target; more give no more than the full mark. Parameters: 年目标, 范围 (as S102)."""
    found, target = owned(asked), asked.number("年目标")
    if isinstance(found, Said):
        return found
    if not target:
        return Said(NO_TARGET)
    period = asked.field.ground.period
    part = target * min(1.0, ((period.last - period.first).days + 1) / DAYS_OF_YEAR)
    counts = np.bincount(found[1][found[1] >= 0], minlength=len(asked.subjects)).tolist()
    return [Counted(n, how=How.AMOUNT, mean=float(n), each=part, few=ANY) for n in counts]


@method("S116", marked("The department's score, for those who lead it"))
def of_department(asked: Asked) -> Sequence[Counted | Said]:
    """What the department (or the office) of a person came to, of 100; where so little of it was scored that it gets no
    grade (setting 评等次比例), it says nothing of the person either."""
    least = asked.field.ground.rules.settings.grade_from
    found: list[Counted | Said] = []
    for name in asked.subjects.departments:
        total = asked.totals.get(name)
        if total is None or total.score is None:
            found.append(Said(NO_DEPARTMENT_SCORE, (("department", name),)))
        elif total.scored * 100 < least:
            values = (("department", name), ("share", f"{total.scored:.0%}"), ("least", str(least)))
            found.append(Said(LITTLE_OF_DEPARTMENT, values))
        else:
            found.append(Counted(1, how=How.AMOUNT, mean=total.score, each=100.0, few=1))
    return found


@method("S117", marked("Workload: against the median of the same post"))
def workload(asked: Asked) -> Sequence[Counted | Said]:
    """Steps passed and tasks done within the period, a document's step by the factor of its kind (setting 文种系数, 1
    for others; 转发 by its title), against the median of those with work and the same post: the median gives eight
    tenths of the full mark. Parameter: 最少 (fewer people of the post are not compared; 3 where it is not given)."""
    amounts, cases = _amounts(asked)
    few = int(asked.number("最少", 3))
    posts: dict[str, list[float]] = {}
    for person, amount in zip(asked.subjects.people, amounts.tolist(), strict=True):
        if amount:
            posts.setdefault(person.post, []).append(amount)
    found: list[Counted | Said] = []
    for person, amount, n in zip(asked.subjects.people, amounts.tolist(), cases.tolist(), strict=True):
        beside = posts.get(person.post, [])
        if not person.post:
            found.append(Said(NO_POST))
        elif amount and len(beside) < few:
            values = (("n", str(len(beside))), ("post", person.post), ("few", str(few)))
            found.append(Said(FEW_IN_POST, values))
        else:
            full = median(beside) / MEDIAN_GIVES if beside else 0.0
            found.append(Counted(n, how=How.AMOUNT, mean=amount, each=full, few=1))
    return found


def _amounts(asked: Asked) -> tuple[np.ndarray, np.ndarray]:
    """Per person how much work, and how many steps and tasks."""
    field, n = asked.field, len(asked.subjects)
    amounts, cases = np.zeros(n), np.zeros(n, dtype=np.int64)
    weights = field.ground.rules.settings.kind_weights

    def add(owners: np.ndarray, worth: np.ndarray) -> None:
        nonlocal amounts, cases
        own = owners >= 0
        amounts += np.bincount(owners[own], weights=worth[own], minlength=n)
        cases += np.bincount(owners[own], minlength=n)

    for (_, name), events in field.ground.office.events.items():
        if (register := field.register(name)) is None:
            continue
        records = events.frame["record"].to_numpy()
        dated = field.falls(events.frame["date"].to_numpy()) & field.ground.alive[name][records]
        frame = events.frame[dated]
        worth = _worth(register, weights)[frame["record"].to_numpy()]
        add(asked.subjects.of_people(register, frame["person"], frame["record"].to_numpy()), worth)
    for name in field.ground.alive:
        register = field.register(name)
        if register is not None and register.kind is Kind.TASKS and (person := register.role("person")):
            done = field.falls(field.days(register, "done")) & field.ground.alive[name]
            owners = np.where(done, asked.subjects.of_people(register, register.frame[person]), -1)
            add(owners, np.ones(len(register)))
    return amounts, cases


def _worth(register: Register, weights: Mapping[str, float]) -> np.ndarray:
    """Per row the factor of its kind of document."""
    worth = np.ones(len(register))
    if kind := register.role("document_kind"):
        column = register.frame[kind].astype("category")
        known = np.array([*(weights.get(word, 1.0) for word in column.cat.categories), 1.0])
        worth = known[column.cat.codes.to_numpy()]
    if PASSED_ON in weights and (title := register.role("title")):
        cells = register.shown[title]
        passed = np.array([*(PASSED_ON in text for text in cells.texts), False])[cells.codes]
        worth = np.where(passed, weights[PASSED_ON], worth)
    return worth
