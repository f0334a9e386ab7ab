"""考核情况报告: 送审稿 to the leading group, 审定稿 once it decided; its first page is read in one minute.

Made by `officebatch evaluation report`, never in a weekly run. People stand in a paper of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.measure import Subject
from officebatch.model.paper import AudienceKind
from officebatch.outputs import evaluated as of_
from officebatch.outputs import variables as var
from officebatch.outputs.charts import Chart, ChartKind, Series, insert_charts, mark
from officebatch.outputs.evaluated import EDITION, PERIOD, earned, plain, signed, two
from officebatch.outputs.registry import Draft, paper
from officebatch.outputs.result_proposals import VARIABLES as PROPOSED
from officebatch.outputs.result_proposals import proposed
from officebatch.outputs.result_words import (
    appeals,
    asked,
    classes,
    extent,
    losses,
    of_edition,
    overall,
    sentences,
)
from officebatch.outputs.words import day, short_day
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.model.evaluation import Evaluation, Review
    from officebatch.model.score import Total
    from officebatch.outputs.desk import Desk
    from officebatch.outputs.press import Plain
    from officebatch.rulebook.sheets import OutputRule

KIND = "考核情况报告"
RESULT, LOSSES = "各部门得分", "主要失分"
MOST = 5
REVIEW = (
    var.SERIAL,
    var.value("部门", marked("department that appealed"), "财务科", "营销科", "物资科"),
    var.value("事项", marked("indicator, number and matter"), "G1 收文承办按期率\n收〔2026〕205号", "G2\nDB2026-038"),
    var.value("结果", marked("what was decided"), "变更：原扣0.50分，现不扣分", "维持：扣1.00分"),
    var.value("依据", marked("what it rests on"), "延期申请单", "台账登记属实"),
    var.value("复核", marked("reviewers and day"), "甲、乙\n1月8日", "甲、乙\n1月8日"),
)
VARIABLES = (
    *PERIOD,
    EDITION,
    var.ISSUED,
    var.value("文号", marked("number of the document; empty until one is given"), "临电办〔2027〕3号"),
    var.value(
        "审定", marked("number of the decision of the leading group; empty before"), "考核领导小组纪要〔2027〕1号"
    ),
    var.texts(
        "三句话",
        marked("what changed most, where points are lost, what is to be decided"),
        "与上期相比，财务科提高2.10分，变化最大。",
        "失分最集中的是“收文承办按期率”，36件，合计18.20分。",
        "请审定各部门得分和拟评等次。",
    ),
    var.texts("结果栏", marked("heads of the table of results"), "类别", "定量", "内部评议", "加减分", "总分"),
    var.rows(
        "各部门",
        marked("the departments, class by class"),
        var.value("部门", marked("name of the department"), "财务科", "党建科", "营销科"),
        var.texts("栏", marked("its values in the order of the heads"), "管理类", "52.10", "17.20", "+2.00", "91.30"),
    ),
    var.texts("版次说明", marked("what appeals changed since the first edition; may be empty"), "本稿为第2版。"),
    var.texts(
        "范围",
        marked("what was evaluated on what data"),
        "考核期间为2026年10月1日至2026年12月31日，数据取自收文登记簿、发文登记簿，共560条记录。",
    ),
    var.texts("总体", marked("the overall result"), "参加考核的部门8个，平均86.20分。"),
    var.texts("分类", marked("the result by class"), "管理类3个部门，平均87.10分。"),
    var.value("附图", marked("mark of the chart of results; may be empty"), mark(RESULT)),
    var.rows(
        "主要失分",
        marked("the indicators most points were lost by"),
        var.SERIAL,
        var.value("指标", marked("code and name"), "G1 收文承办按期率", "G2 督办事项按期办结率"),
        var.value("件数", marked("facts that took points"), 36, 20),
        var.value("部门数", marked("departments concerned"), 7, 5),
        var.value("失分", marked("points lost"), "18.20", "9.30"),
    ),
    var.value("失分图", marked("mark of the chart of what was lost; may be empty"), mark(LOSSES)),
    var.texts("申诉", marked("how many appeals, kept, changed"), "受理申诉2项，维持1项，变更1项。"),
    var.rows("各申诉", marked("every appeal; may be empty"), *REVIEW),
    var.rows(
        "办公室",
        marked("the office by its kinds of work; may be empty"),
        var.value("类别", marked("kind of work"), "文稿起草", "督促检查"),
        var.value("满分", marked("points at best"), "10", "12"),
        var.value("计分", marked("points that count here"), "11.20", "13.10"),
        var.value("得分", marked("points, a dash where nothing was scored"), "9.80", "—"),
    ),
    var.value("办公室总分", marked("total of the office, a dash without one"), "88.20"),
    *PROPOSED,
    var.texts("提请", marked("what the leading group is asked to decide"), "各部门得分。", "拟评等次：优秀：财务科。"),
    var.rows(
        "得分总表",
        marked("every indicator of every department"),
        var.value("指标", marked("code and name of the indicator"), "G1 收文承办按期率", "G2 督办事项按期办结率"),
        var.texts("栏", marked("its points in the order of the heads"), "9.00", "—", "4.20"),
    ),
    var.texts("得分栏", marked("heads of that table: the departments"), "财务科", "党建科", "营销科"),
    var.rows(
        "评议统计",
        marked("ballots by class of raters; may be empty"),
        var.value("评议人", marked("class of raters"), "领导", "同级", "基层"),
        var.value("对象", marked("who was rated"), "财务科", "党建科", "营销科"),
        var.value("票数", marked("valid ballots"), 6, 7, 4),
        var.value("均分", marked("mean of 100, or that there are too few"), "92.50", "90.10", "票数不足，未计入"),
    ),
    var.value("废票", marked("how many ballots are void"), 3),
)


@paper(KIND, marked("Report on a period's evaluation"), variables=VARIABLES, on_demand=True)
def result_report(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """One, where it is asked for."""
    of = desk.docket.evaluation
    if of is not None:

        def make(_: str) -> bytes:
            drawn = _charts(of)
            marks = {"附图": RESULT, "失分图": LOSSES}
            context = _context(desk, of) | {k: mark(v) if v in drawn else "" for k, v in marks.items()}
            return insert_charts(desk.word(rule, "", context, rule.name), drawn)

        yield Draft(AudienceKind.LEADERS, "", 0, make)


def _charts(of: Evaluation) -> dict[str, Chart]:
    """The departments' points by category; the points lost by the indicators most were lost by."""
    scored = [total for total in of_.departments(of.scores) if total.score is not None]
    drawn: dict[str, Chart] = {}
    if len(scored) > 1:
        series = tuple(
            Series(part, tuple(earned(total, part) for total in scored)) for part in of_.parts(scored)
        )
        told = "；".join(say("{subject} {points}", subject=t.subject, points=two(t.score)) for t in scored)
        title = say("Scores of the departments, {period} (without bonus and deduction)",
                    period=of_.period_words(of.scores.period))  # fmt: skip
        names = tuple(total.subject for total in scored)
        drawn[RESULT] = Chart(ChartKind.STACKED, title, names, series, f"{title}：{told}。", "0.0")
    if lost := losses(of)[:MOST]:
        title, names = say("Indicators most points are lost by (points)"), tuple(one.name for one, *_ in lost)
        told = "；".join(say("{subject} {points}", subject=one.name, points=two(points)) for one, points, *_ in lost)
        values = tuple(round(points, 2) for _, points, *_ in lost)
        series = (Series(say("points lost"), values),)
        drawn[LOSSES] = Chart(ChartKind.BAR, title, names, series, f"{title}：{told}。", "0.0")
    return drawn


def _context(desk: Desk, of: Evaluation) -> dict[str, Plain]:
    totals = of_.departments(of.scores)
    parts = of_.parts(totals)
    graded = any(total.grade for total in totals)
    heads = [say("class"), *parts, say("bonus and deduction"), say("total"),
             *([say("against the period before")] if of.earlier is not None else []),
             *([say("grade proposed")] if graded else []), say("appeals")]  # fmt: skip
    return {
        **of_.period_places(of.scores.period),
        "稿别": "" if of.approved else say("for decision"),
        "版次": of.edition,
        "印发日期": day(desk.docket.days.issue),
        "文号": of.number,
        "审定": of.approved,
        "三句话": sentences(of, graded=graded),
        "结果栏": heads,
        "各部门": [{"部门": t.subject, "栏": _line(of, t, parts, graded=graded)} for t in totals],
        "版次说明": of_edition(of),
        "范围": extent(desk, of),
        "总体": overall(totals),
        "分类": classes(totals),
        "主要失分": [
            {"序号": n, "指标": f"{one.code} {one.name}", "件数": facts, "部门数": among, "失分": two(points)}
            for n, (one, points, facts, among) in enumerate(losses(of)[:MOST], 1)
        ],
        "申诉": appeals(of),
        "各申诉": [
            _review(n, review) for n, review in enumerate((r for r in of.reviews if r.upheld or not r.alike), 1)
        ],
        "办公室": [line for total in of.scores.of(Subject.OFFICE) for line in _office(total)],
        "办公室总分": next((two(total.score) for total in of.scores.of(Subject.OFFICE)), "—"),
        **proposed(desk, of),
        "提请": asked(of, graded=graded),
        "得分栏": [total.subject for total in totals],
        "得分总表": _table(totals),
        "评议统计": [
            {"评议人": b.rater_class, "对象": b.subject, "票数": b.valid,
             "均分": two(b.mean) if b.counted else say("too few ballots, not counted")}
            for b in of.scores.ballots if b.subject in {t.subject for t in (*totals, *of.scores.of(Subject.OFFICE))}
        ],
        "废票": len(of.scores.void),
    }  # fmt: skip


def _table(totals: tuple[Total, ...]) -> list[Plain]:
    """A line an indicator somebody was scored by, a column a department."""
    names = {one.code: one.name for total in totals for one in total.indicators}
    points = {(t.subject, one.code): one.points for t in totals for one in t.indicators if one.rate is not None}
    scored = {code for _, code in points}
    return [
        {"指标": f"{code} {name}", "栏": [two(points.get((t.subject, code))) for t in totals]}
        for code, name in names.items() if code in scored
    ]


def _line(of: Evaluation, total: Total, parts: list[str], *, graded: bool) -> list[Plain]:
    line: list[Plain] = [total.class_ or "—", *(two(earned(total, part)) for part in parts)]
    line += [signed(total.bonus - total.deduction), two(total.score)]
    line += [signed(of_.change(of, total))] if of.earlier is not None else []
    line += [total.grade or "—"] if graded else []
    return [*line, of_.appealed(of, total)]


def _review(n: int, of: Review) -> Plain:
    before = two(of.before)
    result = say("Kept: {before} lost", before=before)
    if of.upheld and of.restored is None:
        result = say("Changed: {before} lost before, nothing now", before=before)
    elif of.upheld:
        result = say("Changed: {before} lost before, {after} now", before=before, after=two(of.after))
    return {
        "序号": n,
        "部门": f"{of.department}\n{say('(same kind of error)')}" if of.alike else of.department,
        "事项": f"{of.indicator}\n{of.record} {of.title}".strip(),
        "结果": result,
        "依据": of.basis,
        "复核": f"{'、'.join(of.reviewers)}\n{short_day(of.day, of.day.year)}",
    }


def _office(total: Total) -> Iterator[Plain]:
    for part in dict.fromkeys(one.category for one in total.indicators):
        own = [one for one in total.indicators if one.category == part]
        yield {
            "类别": part,
            "满分": plain(sum(one.full_mark for one in own)),
            "计分": two(sum(one.weight for one in own)),
            "得分": two(earned(total, part)),
        }


