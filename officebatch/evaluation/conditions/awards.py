"""先进典型: what is done well enough to be told to others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.evaluation.conditions_registry import Found, conditions
from officebatch.evaluation.editions import quantitative
from officebatch.model.deadline import TASK_STEP
from officebatch.model.measure import Subject
from officebatch.model.proposal import Criterion, Evidence
from officebatch.model.score import Said
from officebatch.model.vocabulary import Kind, State
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from officebatch.evaluation.conditions_registry import Asked
    from officebatch.model.score import IndicatorScore, Total

OUTSIDE = "外部评议"
FALSE_REPORT = "K4"
ON_TIME, LATE = marked("done in time, due on {day}"), marked("{days} working days late")
DONE = marked("done for {name} in time")
CLEAN = marked("without a fault")
NO_EARLIER = marked("no result of the period before was kept; keep one first by closing its evaluation")
NO_PEOPLE = marked("sheet 指标 has no ballots of outsiders on people")


@conditions("全面优秀")
def excellent(asked: Asked) -> Iterator[Found]:
    """Departments with the best grade, no veto, nothing long overdue, outside ballots not below their class's mean."""
    grade, most = asked.words("等次", "优秀")[0], asked.number("超期天数", 10)
    outside = {total.subject: _share(total, OUTSIDE) for total in asked.departments}
    for total in asked.departments:
        lines = asked.held(total.subject)
        late = lines[(lines["days_late"].to_numpy() >= most) & asked.within(lines)]
        longest = int(lines.loc[asked.within(lines), "days_late"].max()) if len(lines) else 0
        mine = outside[total.subject]
        rated = [outside[t.subject] for t in asked.departments if t.class_ == total.class_]
        beside = [share for share in rated if share is not None]
        mean = sum(beside) / len(beside) if beside else None
        false = [m for m in total.merits if m.code == FALSE_REPORT and (m.because is None or m.points)]
        yield Found(total.subject, total.subject, (
            Criterion(marked("grade"), total.grade or "—", grade, total.grade == grade),
            Criterion(marked("vetoes"), str(sum(m.nature == "否决" for m in total.merits)), "0", not total.vetoed),
            Criterion(marked("longest overdue, working days"), str(longest), f"< {most:g}", not len(late)),
            Criterion(marked("outside ballots, share of the marks"), _percent(mine), f"≥ {_percent(mean)}",
                      None if mine is None or mean is None else mine >= mean - 1e-9),
            Criterion(marked("false reports"), str(len(false)), "0", not false),
        ), tuple(_late(asked, late)), total.score)  # fmt: skip


@conditions("督办全按期")
def tasks_on_time(asked: Asked) -> Iterator[Found]:
    """Departments whose tasks that fell due, enough of them, were all done in time and never sent back."""
    least = asked.number("最少", 5)
    for total in asked.departments:
        lines = asked.held(total.subject)
        due = lines[lines["decided"].to_numpy(dtype=bool) & (lines["step"] == TASK_STEP).to_numpy()]
        if not len(due):
            continue
        met = due[(due["state"] == State.MET.value).to_numpy()]
        yield Found(total.subject, total.subject, (
            Criterion(marked("tasks due"), str(len(due)), f"≥ {least:g}", len(due) >= least),
            Criterion(marked("done in time"), f"{len(met)}/{len(due)}", "100%", len(met) == len(due)),
            _sent_back(asked, due["register"].astype(str).to_list(), due["row"].to_list()),
        ), tuple(
            asked.line(register, row, Said(ON_TIME, (("day", day.isoformat()),)))
            for register, row, _, _, day in asked.lines(met)
        ))  # fmt: skip


@conditions("公文零差错")
def papers_without_fault(asked: Asked) -> Iterator[Found]:
    """Departments whose papers, enough of them, passed at once and hold no fault: sheet 指标's S104 and S103."""
    least = asked.number("最少", 5)
    for total in asked.departments:
        passed, clean = (_by_method(asked, total, code) for code in ("S104", "S103"))
        papers = max((one.cases for one in (passed, clean) if one is not None), default=0)
        if not papers:
            continue
        faults = None if clean is None else len(clean.facts) + clean.waived
        yield Found(total.subject, total.subject, (
            Criterion(marked("papers sent"), str(papers), f"≥ {least:g}", papers >= least),
            _at_once(asked, passed),
            Criterion(marked("faults in papers"), "—" if faults is None else str(faults), "0",
                      None if faults is None else not faults),
        ), tuple(_papers(asked, total.subject, passed or clean)), float(papers))  # fmt: skip


@conditions("进步最大")
def most_improved(asked: Asked) -> Iterator[Found] | Said:
    """Departments whose quantitative score rose most against the period before, with enough cases in both."""
    if asked.before is None:
        return Said(NO_EARLIER)
    return _improved(asked)


def _improved(asked: Asked) -> Iterator[Found]:
    least, rise, floor = asked.number("最少", 10), asked.number("提高", 5), asked.number("不低于", 80)
    assert asked.before is not None
    for total in asked.departments:
        earlier = asked.before.score(Subject.DEPARTMENT, total.subject, total.department)
        now, n = quantitative(total)
        if now is None or earlier is None or earlier.quantitative is None:
            continue
        more = now - earlier.quantitative
        yield Found(total.subject, total.subject, (
            Criterion(marked("cases, before and now"), f"{earlier.n}, {n}", f"≥ {least:g}", min(earlier.n, n) >= least),
            Criterion(marked("quantitative score, before and now"), f"{earlier.quantitative:.2f}, {now:.2f}",
                      f"+ {rise:g}", more >= rise - 1e-9),
            Criterion(marked("quantitative score now"), f"{now:.2f}", f"≥ {floor:g}", now >= floor - 1e-9),
        ), better=more)  # fmt: skip


@conditions("服务评议居首")
def best_served(asked: Asked) -> Iterator[Found] | Said:
    """People whom those they serve rated highest, with enough valid ballots."""
    classes = {
        word for i in asked.rules.indicators if i.subject == Subject.PERSON.value and i.category == OUTSIDE
        for word in i.parameters.get("评议人类别", "").split("、") if word
    }  # fmt: skip
    return _served(asked, classes) if classes else Said(NO_PEOPLE)


def _served(asked: Asked, classes: set[str]) -> Iterator[Found]:
    least = asked.number("有效票", 10)
    rated: dict[str, list[tuple[int, float]]] = {}
    for one in asked.scores.ballots:
        if one.rater_class in classes and len(asked.rules.people_by_name.get(one.subject, ())) == 1:
            rated.setdefault(one.subject, []).append((one.valid, one.mean))
    for name, given in rated.items():
        if name in asked.rules.leaders:
            continue
        n = sum(valid for valid, _ in given)
        mean = sum(valid * mean for valid, mean in given) / n
        yield Found(name, asked.rules.people_by_name[name][0].department, (
            Criterion(marked("valid ballots of outsiders"), str(n), f"≥ {least:g}", n >= least),
            Criterion(marked("mean of 100"), f"{mean:.2f}", "", None if n < least else True),
            Criterion(marked("valid complaints"), "—", "0", None),
        ), better=mean, subject_kind=Subject.PERSON)  # fmt: skip


@conditions("补台全按期")
def stood_in(asked: Asked) -> Iterator[Found]:
    """People who did work for colleagues who were away, enough of it, all in time."""
    least = asked.number("最少", 5)
    for one in asked.people:
        done = sum(f.done for f in one.stand_in)
        if not done:
            continue
        timed, on_time = (sum(getattr(f, figure) for f in one.stand_in) for figure in ("timed", "on_time"))
        items = [i for i in one.items if i.stands_for and not i.days_over]
        yield Found(one.doer.name, one.doer.department, (
            Criterion(marked("done for people who were away"), str(done), f"≥ {least:g}", done >= least),
            Criterion(marked("done in time"), f"{on_time}/{timed}", "100%", None if not timed else on_time == timed),
        ), tuple(Evidence(i.origin, i.record, i.title, Said(DONE, (("name", i.stands_for),))) for i in items),
            better=float(done), subject_kind=Subject.PERSON)  # fmt: skip


def _late(asked: Asked, lines: pd.DataFrame) -> Iterator[Evidence]:
    for register, row, line, days, _ in asked.lines(lines):
        yield asked.line(register, row, Said(LATE, (("days", str(days)),)), line)


def _sent_back(asked: Asked, registers: list[str], rows: list[int]) -> Criterion:
    """How many were sent back when their end was checked; None where the register has no column for it."""
    said = [
        asked.office.registers[name].words(row, "verification")
        for name, row in zip(registers, rows, strict=True)
        if asked.office.registers[name].role("verification") is not None
    ]
    if not said:
        return Criterion(marked("sent back"), "—", "0", None)
    back = sum(any(word in text for word in ("退", "不合格", "不通过", "未通过")) for text in said)
    return Criterion(marked("sent back"), str(back), "0", not back)


def _at_once(asked: Asked, passed: IndicatorScore | None) -> Criterion:
    text = marked("passed at once")
    indicator = next((i for i in asked.rules.indicators if passed is not None and i.code == passed.code), None)
    register = asked.office.registers.get(indicator.register) if indicator is not None else None
    if passed is None or register is None or register.kind is not Kind.EVENTS:  # one day a step shows no return
        return Criterion(text, "—", "100%", None)
    again = len(passed.facts) + passed.waived
    return Criterion(text, f"{passed.cases - again}/{passed.cases}", "100%", not again)


def _papers(asked: Asked, department: str, of: IndicatorScore | None) -> Iterator[Evidence]:
    """The department's papers with a step of the period."""
    indicator = next((i for i in asked.rules.indicators if of is not None and i.code == of.code), None)
    register = asked.office.registers.get(indicator.register) if indicator is not None else None
    if register is None:
        return
    lines = asked.ground.lines
    held = lines[(lines["register"] == register.name).to_numpy() & lines["decided"].to_numpy(dtype=bool)]
    for row in sorted(set(held["row"].to_list())):
        if register.words(row, "department") == department:
            yield asked.line(register.name, row, Said(CLEAN))


def _by_method(asked: Asked, total: Total, method: str) -> IndicatorScore | None:
    codes = {i.code for i in asked.rules.indicators if i.measure == method and i.subject == total.subject_kind.value}
    return next((one for one in total.indicators if one.code in codes and one.cases), None)


def _share(total: Total, category: str) -> float | None:
    of = [one for one in total.indicators if one.category == category and one.rate is not None]
    weight = sum(one.weight for one in of)
    return sum(one.points for one in of) / weight if weight else None


def _percent(share: float | None) -> str:
    return "—" if share is None else f"{share:.2%}"
