"""The sentences of 考核情况报告, from the scores and what appeals changed in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.measure import Subject
from officebatch.model.proposal import ProposalKind
from officebatch.model.score import How
from officebatch.outputs import evaluated as of_
from officebatch.outputs.evaluated import two
from officebatch.outputs.words import day
from officebatch.wording import count, say

if TYPE_CHECKING:
    from officebatch.model.evaluation import Evaluation
    from officebatch.model.proposal import Proposal
    from officebatch.model.score import IndicatorScore, Total
    from officebatch.outputs.desk import Desk
    from officebatch.outputs.press import Plain


def losses(of: Evaluation) -> list[tuple[IndicatorScore, float, int, int]]:
    """Indicators of departments by the points lost: one of them, points, facts, departments; ballots are no fault."""
    found: dict[str, tuple[IndicatorScore, float, int, int]] = {}
    for total in of.scores.of(Subject.DEPARTMENT):
        for one in total.indicators:
            if one.rate is not None and one.how is not How.BALLOTS and one.facts:
                _, points, facts, among = found.get(one.code, (one, 0.0, 0, 0))
                found[one.code] = (one, points + one.weight - one.points, facts + len(one.facts), among + 1)
    return sorted(found.values(), key=lambda lost: (-round(lost[1], 9), lost[0].code))


def sentences(of: Evaluation, *, graded: bool) -> list[Plain]:
    """What changed most, where points are lost, what is to be decided."""
    changes = [(c, t) for t in of.scores.of(Subject.DEPARTMENT) if (c := of_.change(of, t)) is not None]
    said: list[Plain] = []
    if changes:
        most, total = max(changes, key=lambda held: abs(held[0]))
        said.append(_moved_most(total.subject, most))
    else:
        said.append(say("There is no earlier score to compare with; nothing is said of rise or fall."))
    if lost := losses(of):
        one, points, facts, among = lost[0]
        said.append(say("Most points are lost by “{indicator}”: {facts} matters in {among} departments, {points} in "
                        "all.", indicator=one.name, facts=facts, among=among, points=two(points)))
    else:
        said.append(say("No department lost points by a quantitative indicator."))
    said.append(say("This report was decided by the leading group ({number}).", number=of.approved)
                if of.approved else _to_decide(of, graded=graded))
    return said


def _moved_most(subject: str, by: float) -> str:
    if abs(by) < of_.SAME:
        return say("No department's score differs from the period before.")
    if by > 0:
        return say("Against the period before {subject} rose most, by {points}.", subject=subject, points=two(by))
    return say("Against the period before {subject} fell by {points}, the largest change.", subject=subject,
               points=two(-by))


def _to_decide(of: Evaluation, *, graded: bool) -> str:
    """What the leading group is asked, in one sentence."""
    what = [say("the departments' scores"), *([say("the grades proposed")] if graded else []),
            *([say("the awards proposed")] if of.commended else []),
            *([say("the proposals of accountability")] if accountability(of) else [])]  # fmt: skip
    return say("Please decide: {what}.", what="、".join(what))


def accountability(of: Evaluation) -> list[Proposal]:
    """What is put before those who decide."""
    return [p for p in of.proposals.proposed if p.kind is ProposalKind.ACCOUNTABILITY] if of.proposals else []


def of_edition(of: Evaluation) -> list[Plain]:
    """What appeals changed since the first edition."""
    if of.edition == 1:
        return []
    changed = [t for t in of.scores.totals if t.subject_kind is not Subject.PERSON]
    moved = [say("{subject} {change}", subject=t.subject, change=w) for t in changed if (w := of_.moved(of, t))]
    people = sum(1 for t in of.scores.of(Subject.PERSON) if of_.moved(of, t))
    also = count("; the score of {n} person was put right as well", "; the scores of {n} people were put right as well",
                 people) if people else ""
    changed_ = "、".join(moved) or say("no department's score moved")
    return [say("This is edition {edition}. What appeals changed: {changed}{also}. Earlier editions are kept.",
                edition=of.edition, changed=changed_, also=also)]


def extent(desk: Desk, of: Evaluation) -> list[Plain]:
    """What was evaluated on what data, and what nobody could be scored by."""
    office, scores = desk.docket.office, of.scores
    valid = sum(one.valid for one in scores.ballots)
    frozen = say(", frozen on {day}", day=day(of.days["冻结"])) if "冻结" in of.days else ""
    exempt = sum(exemption.holds(scores.as_of) for exemption in desk.rules.exemptions)
    said: list[Plain] = [
        say("Evaluated is {first} to {last}, from {registers}, {rows} records{frozen}; {valid} ratings counted, {void} "
            "ballots void. {rulings} rulings and {exempt} exemptions held at the end of it.",
            first=day(scores.period.first), last=day(scores.period.last), registers="、".join(office.registers),
            rows=sum(len(r) for r in office.registers.values()), frozen=frozen, valid=valid, void=len(scores.void),
            rulings=len(desk.docket.rulings), exempt=exempt)
    ]  # fmt: skip
    missing = {one.code: one for t in scores.of(Subject.DEPARTMENT) for one in t.indicators}
    scored = {one.code for t in scores.of(Subject.DEPARTMENT) for one in t.indicators if one.rate is not None}
    names = [f"{one.code} {one.name}" for code, one in missing.items() if code not in scored]
    if names:
        said.append(say("No department could be scored by {indicators}; their marks were spread over the others of "
                        "their group.", indicators="、".join(names)))
    said += [note.text() for note in scores.notes]
    return said


def _mean(totals: list[Total]) -> float:
    return sum(t.score for t in totals if t.score is not None) / len(totals)


def overall(totals: tuple[Total, ...]) -> list[Plain]:
    """The result over all departments."""
    scored = [t for t in totals if t.score is not None]
    if not scored:
        return [say("No department could be scored.")]
    points = [t.score for t in scored if t.score is not None]
    return [say("{n} departments take part, {scored} were scored: {mean} on average, {highest} at most, {lowest} at "
                "least.", n=len(totals), scored=len(scored), mean=two(_mean(scored)), highest=two(max(points)),
                lowest=two(min(points)))]  # fmt: skip


def classes(totals: tuple[Total, ...]) -> list[Plain]:
    """The result class by class."""
    said: list[Plain] = []
    for class_ in dict.fromkeys(t.class_ for t in totals):
        own = [t for t in totals if t.class_ == class_ and t.score is not None]
        if own:
            each = "、".join(say("{subject} {points}", subject=t.subject, points=two(t.score)) for t in own)
            name = class_ or say("Without a class")
            said.append(say("{name}: {n} departments, {mean} on average: {each}.", name=name, n=len(own),
                            mean=two(_mean(own)), each=each))
    return said


def appeals(of: Evaluation) -> list[Plain]:
    """How many appeals, kept, changed."""
    own = [review for review in of.reviews if not review.alike]
    alike = [review for review in of.reviews if review.alike]
    if not own:
        return [say("No appeal came in within the days for it.")]
    changed = sum(review.upheld for review in own)
    said: list[Plain] = [say("{n} appeals were taken up: {kept} kept, {changed} changed, listed one by one.",
                             n=len(own), kept=len(own) - changed, changed=changed)]  # fmt: skip
    if alike:
        more = sum(review.upheld for review in alike)
        said.append(say("For errors of the same kind {n} lines of all departments were looked at: {changed} put right, "
                        "the others stand.", n=len(alike), changed=more))
    return said


def asked(of: Evaluation, *, graded: bool) -> list[Plain]:
    """What the leading group is asked to decide; awards and accountability are proposals."""
    totals = of.scores.of(Subject.DEPARTMENT)
    said: list[str] = [say("The scores of the departments and the office.")]
    if graded:
        grades = [grade for grade in dict.fromkeys(t.grade for t in totals) if grade]
        each = (
            say("{grade}: {names}", grade=grade, names="、".join(t.subject for t in totals if t.grade == grade))
            for grade in grades
        )
        said.append(say("Grades proposed: {grades}.", grades="；".join(each)))
    said += [f"{t.subject}：{t.note.text()}。" for t in totals if t.note is not None]
    if of.upheld:
        said.append(say("{n} changes by appeals.", n=len(of.upheld)))
    if of.commended:
        said.append(say("Awards proposed: {awards}.", awards=commended(of)))
    if accountability(of):
        said.append(say("Proposals of accountability, listed below; who is entitled decides."))
    return [say("{n}. {text}", n=n, text=text) for n, text in enumerate(said, 1)]


def commended(of: Evaluation) -> str:
    """Who is commended, title by title."""
    return "；".join(
        say("{title}: {names}", title=title,
            names="、".join(p.subject for p in of.commended if p.title == title))
        for title in dict.fromkeys(p.title for p in of.commended)
    )  # fmt: skip
