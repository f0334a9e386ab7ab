"""考核结果反馈单: one department's own result for its consent: points, what it lost them by, ballots, bonus.

Made by `officebatch evaluation feedback`, and anew for those an appeal changed; never in a weekly run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.evaluation import DEDUCTION
from officebatch.model.measure import Subject
from officebatch.model.paper import AudienceKind
from officebatch.model.register import shown_key
from officebatch.outputs import variables as var
from officebatch.outputs.evaluated import (
    EDITION,
    PERIOD,
    SAME,
    lost_cases,
    own_lines,
    period_places,
    plain,
    signed,
    state,
    two,
)
from officebatch.outputs.registry import Draft, paper
from officebatch.outputs.words import day, long_day, short_day
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from officebatch.model.evaluation import Evaluation, Review
    from officebatch.model.score import Fact, IndicatorScore, MeritScore, Total
    from officebatch.outputs.desk import Desk
    from officebatch.outputs.press import Plain
    from officebatch.rulebook.sheets import OutputRule

KIND = "考核结果反馈单"
VETO = "否决"
GIST = 24  # characters that two lines of the column hold
OWN = "own"  # identity of a fact that an expression of the office's own gave
POINTS = (
    var.value("指标", marked("code and name of the indicator"), "G1 收文承办按期率", "G2 督办事项按期办结率"),
    var.value("性质", marked("part of the score and group"), "定量\n过程", "定量\n结果"),
    var.value("满分", marked("points at best"), "10", "14"),
    var.value("折算", marked("what it counts for with what others left over"), "10.83", "15.17"),
    var.value("应计", marked("cases that count, or valid ballots"), "20", "12"),
    var.value("扣分", marked("cases that lost something, a dash for ballots"), "2", "—"),
    var.value("得分", marked("points, or why there are none"), "9.00", "票数不足，\n未计入"),
    var.value("平均", marked("mean of its class, a dash where nobody was scored"), "9.20", "—"),
)
LOST = (
    var.SERIAL,
    var.value("指标", marked("code of the indicator"), "G1", "G2", "G5.2"),
    var.MATTER,
    var.PERSON,
    var.value("规定时限", marked("day it was due, a dash where it has none"), "11月3日", "11月5日", "—"),
    var.value("实际", marked("day it was done, or that it is open; a dash for other faults"), "11月9日", "未办结", "—"),
    var.value("超期", marked("working days over, or what is wrong"), "超期4个工作日", "超期9个工作日", "文种不准"),
    var.value("扣分", marked("points it cost"), "0.50", "1.00", "0.20"),
    var.value("依据", marked("note that says what it rests on; may be empty"), "注1", "", ""),
    var.value("位置", marked("register over the row"), "收文登记簿\n第11行", "督办台账\n第17行", "发文登记簿\n第9行"),
)
VARIABLES = (
    *PERIOD,
    EDITION,
    var.DEPARTMENT,
    var.ISSUED,
    var.value("核对期限", marked("last day to appeal"), "2027年1月8日（星期五）"),
    var.value("答复期限", marked("last day to answer an appeal"), "2027年1月13日（星期三）"),
    var.value("类别", marked("class it is compared within; may be empty"), "管理类"),
    var.value("总分", marked("total of two decimals, a dash without one"), "91.25"),
    var.value("已计比例", marked("share of the full mark that was scored"), "88%"),
    var.rows("各指标", marked("the indicators"), *POINTS),
    var.rows("各失分", marked("what took points, a fact a row; may be empty"), *LOST),
    var.texts("依据注", marked("what the notes stand for; may be empty"), "注1：《公文处理办法》第十二条。"),
    var.value("失分项数", marked("how many facts took points"), 3),
    var.value("内部事项", marked("how many inner matters are told at the office alone"), 0),
    var.rows(
        "各评议",
        marked("ballots by class of raters; may be empty"),
        var.value("评议人", marked("class of raters"), "领导", "同级"),
        var.value("票数", marked("valid ballots"), 6, 4),
        var.value("均分", marked("mean of 100, or that there are too few"), "92.50", "票数不足，未计入"),
    ),
    var.rows(
        "加减分",
        marked("bonus and deduction; may be empty"),
        var.value("项目", marked("code and name of the item"), "J1 市公司表扬", "K1 书面批评"),
        var.value("分值", marked("points with their sign"), "+1.00", "-2.00"),
        var.value("文号", marked("number of the document"), "市电〔2026〕81号", "市电〔2026〕90号"),
        var.value("说明", marked("matter, and why it counts less; may be empty"), "迎峰度夏保供", ""),
    ),
    var.rows(
        "变更",
        marked("what an appeal changed in its score; may be empty"),
        var.value("事项", marked("indicator, number and matter"), "G1 收文承办按期率：收〔2026〕205号 关于检修的通知"),
        var.value("结果", marked("what was decided and by whose review"), "不再扣分（原扣0.50分）；复核人：甲、乙"),
        var.value("依据", marked("what the decision rests on"), "延期申请单批准日期为11月2日"),
    ),
    var.value("原总分", marked("total before an appeal; empty where none changed it"), "90.75"),
)


@paper(KIND, marked("Feedback sheet of a department's result"), variables=VARIABLES, by_department=True, on_demand=True)
def feedback_sheet(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """One a department; of a later edition only those whose score is another."""
    of = desk.docket.evaluation
    if of is None:
        return
    for total in of.scores.of(Subject.DEPARTMENT):
        before = of.was(total)
        same = before is not None and abs((total.score or 0) - (before.score or 0)) < SAME
        if of.edition == 1 or not same:

            def make(_: str, total: Total = total) -> bytes:
                return desk.word(rule, total.subject, _context(desk, of, total), rule.name)

            yield Draft(AudienceKind.DEPARTMENT, total.subject, 0, make)


def _context(desk: Desk, of: Evaluation, total: Total) -> dict[str, Plain]:
    shown, inner = own_lines(desk, of.scores, total.subject)
    told = {one.identity for one in shown}
    lost = [(one, fact) for one in total.indicators if one.rate is not None for fact in one.facts]
    visible = [(one, fact) for one, fact in lost if fact.identity in told]
    bases = list(dict.fromkeys(fact.basis for _, fact in visible if fact.basis))
    before = of.was(total)
    changed = before is not None and abs((total.score or 0) - (before.score or 0)) >= SAME
    return {
        **period_places(of.scores.period),
        "稿别": say("for consent") if of.edition == 1 else say("edition {n}, after review", n=of.edition),
        "版次": of.edition,
        "部门": total.subject,
        "印发日期": day(desk.docket.days.issue),
        "核对期限": long_day(of.days["申诉"]),
        "答复期限": long_day(of.days["答复"]),
        "类别": total.class_,
        "总分": two(total.score),
        "已计比例": f"{total.scored:.0%}",
        "各指标": [_points(of, total, one) for one in total.indicators],
        "各失分": [_lost(desk, n, one, fact, bases) for n, (one, fact) in enumerate(visible, 1)],
        "依据注": [say("Note {n}: {basis}.", n=n, basis=basis) for n, basis in enumerate(bases, 1)],
        "失分项数": len(lost),
        "内部事项": inner,
        "各评议": [
            {"评议人": b.rater_class, "票数": b.valid,
             "均分": two(b.mean) if b.counted else say("too few ballots, not counted")}
            for b in of.scores.ballots
            if b.subject == total.subject
        ],
        "加减分": [_merit(merit) for merit in total.merits],
        "变更": _changed(of, total, told) if changed else [],
        "原总分": two(before.score) if changed and before is not None else "",
    }


def _points(of: Evaluation, total: Total, one: IndicatorScore) -> Plain:
    beside = [
        other.points
        for t in of.scores.of(Subject.DEPARTMENT)
        if t.class_ == total.class_
        for other in t.indicators
        if other.code == one.code and other.rate is not None
    ]
    return {
        "指标": f"{one.code} {one.name}",
        "性质": f"{one.category}\n{one.group}" if one.group else one.category,
        "满分": plain(one.full_mark),
        "折算": two(one.weight) if one.rate is not None else "—",
        "应计": str(one.cases),
        "扣分": lost_cases(one),
        "得分": state(one),
        "平均": two(sum(beside) / len(beside)) if beside else "—",
    }


def _lost(desk: Desk, n: int, one: IndicatorScore, fact: Fact, bases: Sequence[str]) -> Plain:
    year = desk.docket.days.issue.year
    timed = fact.due is not None
    return {
        "序号": n,
        "指标": one.code,
        "编号及事项": f"{shown_key(fact.record)} {fact.title}".strip(),
        "责任人": fact.person or "—",
        "规定时限": short_day(fact.due, year) if fact.due is not None else "—",
        "实际": short_day(fact.done, year) if fact.done is not None else say("still open") if timed else "—",
        "超期": _said(desk, one, fact),
        "扣分": two(fact.points),
        "依据": say("Note {n}", n=bases.index(fact.basis) + 1) if fact.basis else "",
        "位置": say("{register}, row {row}", register=desk.records.register(fact.origin), row=fact.origin.row),
    }


def _said(desk: Desk, one: IndicatorScore, fact: Fact) -> str:
    """What was counted, in short: of the office's own expression the rule, of a finding its first sentence, for what
    follows is advice, or its check's title where that is long."""
    if fact.identity[0] == OWN:
        rule = next((i.rule for i in desk.rules.indicators if i.code == one.code), one.name)
        return say("does not hold: {rule}", rule=rule)
    if fact.said is None:
        return fact.step
    said = fact.said.text().split("。")[0]
    return said if len(said) <= GIST else _title(desk, fact) or said


def _title(desk: Desk, fact: Fact) -> str:
    found = next((f for f in desk.docket.findings if (f.code, f.origin) == (fact.step, fact.origin)), None)
    return say(found.title, **dict(found.values)) if found is not None else ""


def _merit(of: MeritScore) -> Plain:
    points = -of.points if of.nature == DEDUCTION else of.points
    said = [of.matter, of.because.text() if of.because else ""]
    return {
        "项目": f"{of.code} {of.name}",
        "分值": signed(points) if of.nature != VETO else say("veto"),
        "文号": of.number or "—",
        "说明": "；".join(filter(None, said)),
    }


def _changed(of: Evaluation, total: Total, told: set[tuple[str, ...]]) -> list[Plain]:
    """The decisions that reach this department's score, whoever appealed; of what is taken away whole `told` knows
    nothing any more."""
    before = of.was(total)
    touched: Sequence[tuple[str, ...]] = [f.identity for o in before.indicators for f in o.facts] if before else []
    touched = [*touched, *(m.identity for m in before.merits)] if before else touched
    return [
        {
            "事项": f"{review.indicator}：{review.record} {review.title}".strip(),
            "结果": _decided(review),
            "依据": review.basis,
        }
        for review in of.upheld
        if review.identity in touched and (review.restored is not None or review.identity not in told)
    ]


def _decided(review: Review) -> str:
    names = "、".join(review.reviewers)
    if review.restored is None:
        return say("Not deducted any more ({before} before); reviewed by {names}", before=two(review.before),
                   names=names)
    return say("{after} deducted ({before} before); reviewed by {names}", after=two(review.after),
               before=two(review.before), names=names)
