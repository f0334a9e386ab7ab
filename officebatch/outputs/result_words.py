"""The sentences of 考核情况报告, from the scores and what appeals changed in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.measure import Subject
from officebatch.model.score import How
from officebatch.outputs import evaluated as of_
from officebatch.outputs.evaluated import two
from officebatch.outputs.words import day

if TYPE_CHECKING:

    from officebatch.model.evaluation import Evaluation
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
        way = "提高" if most > 0 else "下降"
        moved = f"与上期相比，{total.subject}{way}{two(abs(most))}分，变化最大。"
        said.append(moved if most else "各部门得分与上期持平。")
    else:
        said.append("没有上期得分可比，本期不作升降比较。")
    if lost := losses(of):
        one, points, facts, among = lost[0]
        said.append(f"失分最集中的是“{one.name}”，涉及{among}个部门{facts}件，合计{two(points)}分。")
    else:
        said.append("本期各部门定量指标没有失分。")
    what = "各部门得分和拟评等次" if graded else "各部门得分"
    said.append(f"本报告已经考核领导小组审定（{of.approved}）。" if of.approved else f"请审定{what}。")
    return said


def of_edition(of: Evaluation) -> list[Plain]:
    """What appeals changed since the first edition."""
    if of.edition == 1:
        return []
    changed = [t for t in of.scores.totals if t.subject_kind is not Subject.PERSON]
    said = [f"{t.subject}由{w}分" for t in changed if (w := of_.moved(of, t))]
    people = sum(1 for t in of.scores.of(Subject.PERSON) if of_.moved(of, t))
    also = f"，另有{people}名人员得分相应更正" if people else ""
    changed_ = "、".join(said) or "部门得分没有变动"
    return [f"本稿为第{of.edition}版，申诉复核后得分变动：{changed_}{also}；此前各版留存备查。"]


def extent(desk: Desk, of: Evaluation) -> list[Plain]:
    """What was evaluated on what data, and what nobody could be scored by."""
    office, scores = desk.docket.office, of.scores
    valid = sum(one.valid for one in scores.ballots)
    frozen = f"，{day(of.days['冻结'])}冻结" if "冻结" in of.days else ""
    exempt = sum(exemption.holds(scores.as_of) for exemption in desk.rules.exemptions)
    said: list[Plain] = [
        (f"考核期间为{day(scores.period.first)}至{day(scores.period.last)}，数据取自{'、'.join(office.registers)}，"
        f"共{sum(len(r) for r in office.registers.values())}条记录{frozen}；"
        f"计入评议{valid}票次，废票{len(scores.void)}张。"
        f"期末有效的裁定{len(desk.docket.rulings)}项、豁免{exempt}项。")
    ]
    missing = {one.code: one for t in scores.of(Subject.DEPARTMENT) for one in t.indicators}
    scored = {one.code for t in scores.of(Subject.DEPARTMENT) for one in t.indicators if one.rate is not None}
    names = [f"{one.code} {one.name}" for code, one in missing.items() if code not in scored]
    if names:
        said.append(f"各部门都没有计分的指标：{'、'.join(names)}；其满分按比例加到同组其他指标。")
    said += [note.text() for note in scores.notes]
    return said


def _mean(totals: list[Total]) -> float:
    return sum(t.score for t in totals if t.score is not None) / len(totals)


def overall(totals: tuple[Total, ...]) -> list[Plain]:
    """The result over all departments."""
    scored = [t for t in totals if t.score is not None]
    if not scored:
        return ["本期没有可以计分的部门。"]
    points = [t.score for t in scored if t.score is not None]
    span = f"最高{two(max(points))}分，最低{two(min(points))}分"
    return [f"参加考核的部门{len(totals)}个，计分的{len(scored)}个，平均{two(_mean(scored))}分，{span}。"]


def classes(totals: tuple[Total, ...]) -> list[Plain]:
    """The result class by class."""
    said: list[Plain] = []
    for class_ in dict.fromkeys(t.class_ for t in totals):
        own = [t for t in totals if t.class_ == class_ and t.score is not None]
        if own:
            each = "、".join(f"{t.subject}{two(t.score)}分" for t in own)
            said.append(f"{class_ or '未分类'}{len(own)}个部门，平均{two(_mean(own))}分：{each}。")
    return said


def appeals(of: Evaluation) -> list[Plain]:
    """How many appeals, kept, changed."""
    own = [review for review in of.reviews if not review.alike]
    alike = [review for review in of.reviews if review.alike]
    if not own:
        return ["申诉期内没有收到申诉。"]
    changed = sum(review.upheld for review in own)
    said: list[Plain] = [f"受理申诉{len(own)}项，维持{len(own) - changed}项，变更{changed}项，逐项列表如下。"]
    if alike:
        more = sum(review.upheld for review in alike)
        said.append(f"其中发现的同类差错，已在各部门逐项清查{len(alike)}项，更正{more}项，其余属实。")
    return said


def asked(of: Evaluation, *, graded: bool) -> list[Plain]:
    """What the leading group is asked to decide."""
    totals = of.scores.of(Subject.DEPARTMENT)
    said: list[Plain] = ["各部门和办公室得分。"]
    if graded:
        grades = [grade for grade in dict.fromkeys(t.grade for t in totals) if grade]
        each = (f"{grade}：{'、'.join(t.subject for t in totals if t.grade == grade)}" for grade in grades)
        said.append(f"拟评等次：{'；'.join(each)}。")
    said += [f"{t.subject}：{t.note.text()}。" for t in totals if t.note is not None]
    if of.upheld:
        said.append(f"申诉复核变更{len(of.upheld)}项。")
    return said
