"""帮扶: who needs help, where, and who does that well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.evaluation.answers import mend_identity
from officebatch.evaluation.conditions.awards import NO_EARLIER
from officebatch.evaluation.conditions_registry import Found, conditions
from officebatch.evaluation.editions import QUANTITATIVE, quantitative
from officebatch.model.measure import Subject
from officebatch.model.notice import Disposal
from officebatch.model.origin import Origin
from officebatch.model.proposal import Criterion, Evidence
from officebatch.model.score import How, Said
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.evaluation.conditions_registry import Asked
    from officebatch.model.notice import Notice
    from officebatch.model.score import IndicatorScore, Total

CORRECTION = "整改通知单"
MOST_ADVICE, ENOUGH = 3, 5
WEAK = marked("{indicator}: {rate} ({good}/{cases}); {other} does it at {best} ({best_good}/{best_cases}), ask how")
WEAK_ALONE = marked("{indicator}: {rate} ({good}/{cases}); no department does it clearly better: look at the step")
LOST = marked("{indicator}: {points} points lost")
FAILED = marked("corrections were found wanting")
LOOK = marked("the same fault keeps coming back: settle with the keeper of the register who does what by when")


@conditions("定量连续偏低")
def low_twice(asked: Asked) -> Iterator[Found] | Said:
    """Departments whose quantitative score is low in this period and the one before, with enough cases in both."""
    return Said(NO_EARLIER) if asked.before is None else _low(asked)


def _low(asked: Asked) -> Iterator[Found]:
    limit, least = asked.number("低于", 70), asked.number("最少", 10)
    assert asked.before is not None
    for total in asked.departments:
        earlier = asked.before.score(Subject.DEPARTMENT, total.subject, total.department)
        now, n = quantitative(total)
        if now is None or earlier is None or earlier.quantitative is None:
            continue
        low = now < limit and earlier.quantitative < limit
        yield Found(total.subject, total.subject, (
            Criterion(marked("quantitative score, before and now"), f"{earlier.quantitative:.2f}, {now:.2f}",
                      f"< {limit:g}", low),
            Criterion(marked("cases, before and now"), f"{earlier.n}, {n}", f"≥ {least:g}", min(earlier.n, n) >= least),
        ), tuple(_lost(total)), advice=tuple(_advice(asked, total)))  # fmt: skip


def _weak(total: Total) -> list[IndicatorScore]:
    of = [one for one in total.indicators if one.nature == QUANTITATIVE and one.facts and one.how is How.SHARE]
    return sorted((one for one in of if one.rate is not None), key=lambda one: one.rate or 0.0)[:MOST_ADVICE]


def _lost(total: Total) -> Iterator[Evidence]:
    """The rows of the weakest indicators that lost most."""
    for one in _weak(total):
        for fact in sorted(one.facts, key=lambda f: -f.points)[:MOST_ADVICE]:
            said = Said(LOST, (("indicator", one.name), ("points", f"{fact.points:.2f}")))
            yield Evidence(fact.origin, fact.record, fact.title, said)


def _advice(asked: Asked, total: Total) -> Iterator[Said]:
    """The weakest indicators, each with a department that does it well."""
    for one in _weak(total):
        mine = (("indicator", one.name), ("rate", f"{one.rate or 0.0:.2%}"), ("good", f"{one.good:g}"),
                ("cases", str(one.cases)))  # fmt: skip
        others = [
            (other.subject, theirs) for other in asked.departments if other.subject != total.subject
            for theirs in other.indicators
            if theirs.code == one.code and theirs.rate is not None and theirs.cases >= ENOUGH
            and theirs.rate > (one.rate or 0.0)
        ]  # fmt: skip
        if not others:
            yield Said(WEAK_ALONE, mine)
            continue
        name, best = max(others, key=lambda pair: (pair[1].rate or 0.0, pair[1].cases))
        yield Said(WEAK, (*mine, ("other", name), ("best", f"{best.rate or 0.0:.2%}"),
                          ("best_good", f"{best.good:g}"), ("best_cases", str(best.cases))))


@conditions("整改屡次不合格")
def corrections_failed(asked: Asked) -> Iterator[Found]:
    """Departments whose corrections of one fault were sent on (升级 in the notice book) so many times."""
    times = asked.number("次数", 3)
    for total in asked.departments:
        by_fault: dict[str, list[Notice]] = {}
        for notice in asked.notices(total.subject, CORRECTION):
            raised = notice.answer is not None and notice.answer.disposal is Disposal.RAISED
            if raised and asked.stands(notice, mend_identity(notice)):
                by_fault.setdefault(notice.told.matter.what.split(" ")[0], []).append(notice)
        for code, held in by_fault.items():
            yield Found(total.subject, total.subject, (
                Criterion(marked("corrections of one fault found wanting"), f"{code} × {len(held)}", f"≥ {times:g}",
                          len(held) >= times),
            ), tuple(_told(asked, n) for n in held), advice=(Said(LOOK),))  # fmt: skip


def _told(asked: Asked, notice: Notice) -> Evidence:
    matter = notice.told.matter
    row = asked.row(matter.register, matter.record)
    origin = asked.office.registers[matter.register].origin(row) if row is not None else Origin(matter.register)
    answer = notice.answer.said if notice.answer is not None else ""
    return Evidence(origin, notice.told.number, notice.told.title, Said(FAILED), notice.number, answer)
