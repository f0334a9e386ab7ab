"""考核细则: what is scored, by how much, how it is counted, within which limits, and the course with its days.

Made before the period by `officebatch evaluation rules`, from sheets 指标, 等级, 流程 and 设置; never in a weekly run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.measure import Subject
from officebatch.model.paper import AudienceKind
from officebatch.outputs import variables as var
from officebatch.outputs.evaluated import PERIOD, course, period_places, plain
from officebatch.outputs.registry import Draft, paper
from officebatch.outputs.words import day, long_day
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.outputs.desk import Desk
    from officebatch.outputs.press import Plain
    from officebatch.rulebook.judging import Indicator
    from officebatch.rulebook.sheets import OutputRule, Step

KIND = "考核细则"
COUNTED, MERITS = ("定量", "定性"), ("加分", "扣分", "否决")
TITLES = {Subject.DEPARTMENT: "各部门", Subject.OFFICE: "办公室（单列）", Subject.PERSON: "人员"}
INDICATOR = (
    var.value("代码", marked("code of the indicator"), "G1", "G2", "N1"),
    var.value("指标", marked("name of the indicator"), "收文承办按期率", "督办事项按期办结率", "领导评议"),
    var.value("组", marked("part of the score and group"), "定量\n过程", "定量\n结果", "内部评议"),
    var.value("满分", marked("points at best"), "10", "14", "8"),
    var.value(
        "计分办法",
        marked("how it is counted"),
        "满分×按期件数÷应计件数",
        "满分×按有效时限办结件数÷应计件数",
        "有效票均分折算",
    ),
)
MERIT = (
    var.value("代码", marked("code of the item"), "J1", "K1", "V1"),
    var.value("项目", marked("name of the item"), "市公司表扬", "书面批评", "一票否决"),
    var.value("性质", marked("bonus, deduction or veto"), "加分", "扣分", "否决"),
    var.value("每次", marked("points each time, a dash for a veto"), "1", "2", "—"),
    var.value("封顶", marked("most in all, a dash without a cap"), "—", "1", "—"),
    var.value("办法", marked("how it is given"), "市公司书面表扬，每次1分", "上级书面批评，每次2分", "只取消评优资格"),
)
GRADE = (
    var.value("等次", marked("name of the grade"), "优秀", "良好", "合格"),
    var.value("最低分", marked("lowest score"), "90", "80", "60"),
    var.value("名额", marked("how many at most, a dash without a limit"), "30%", "—", "—"),
    var.value("否决", marked("what takes it away; may be empty"), "失泄密、弄虚作假", "", ""),
)
LIMIT = (
    var.value("流程", marked("process of the step"), "发文", "发文", "收文"),
    var.value("环节", marked("name of the step"), "会商", "核稿", "承办"),
    var.value("责任方", marked("in whose hands the step is"), "部门", "办公室", "部门"),
    var.value("时限", marked("its limit by urgency"), "3个工作日", "1个工作日", "10个工作日；加急3个工作日"),
    var.value("依据", marked("what it rests on; may be empty"), "公文处理办法第十二条", "", ""),
)
VARIABLES = (
    *PERIOD,
    var.ISSUED,
    var.rows(
        "各对象",
        marked("who is evaluated: departments, the office, people"),
        var.value("对象", marked("who is evaluated"), "各部门", "办公室（单列）", "人员（一般）"),
        var.value("合计", marked("points of all its indicators"), "100", "100", "100"),
        var.rows("指标", marked("the indicators of it"), *INDICATOR),
    ),
    var.rows("加减分", marked("bonus, deduction and veto; may be empty"), *MERIT),
    var.rows("等次", marked("the grades; may be empty"), *GRADE),
    var.rows("时限", marked("the limits of the steps; may be empty"), *LIMIT),
    var.group(
        "计分",
        marked("settings the scores follow"),
        var.value("起算件数", marked("fewest cases that are scored"), 3),
        var.value("票数", marked("fewest valid ballots that are counted"), 5),
        var.value("高分", marked("share of high marks that voids a ballot, in per cent; 0: not looked at"), 40),
        var.value("加分上限", marked("most bonus"), 5),
        var.value("扣分上限", marked("most deduction"), 10),
        var.value("次序", marked("order in which a fact is deducted"), "G2、G1、G4"),
        var.value("取整", marked("rounding of places"), "取整"),
        var.value("每类", marked("places of a class; 0: any"), 1),
        var.value("评等", marked("share of marks that must be scored, in per cent"), 50),
    ),
    var.group(
        "日程",
        marked("the days of the course"),
        var.value("冻结", marked("day the data are frozen"), "2027年1月4日（星期一）"),
        var.value("反馈", marked("day the feedback sheets are given out"), "2027年1月5日（星期二）"),
        var.value("申诉", marked("last day to appeal"), "2027年1月8日（星期五）"),
        var.value("答复", marked("last day to answer"), "2027年1月13日（星期三）"),
        var.value("公示天数", marked("working days on display"), 5),
    ),
    var.value(
        "迟印说明", marked("sentence where it came after the period began; may be empty"), "本细则于考核期开始后印发。"
    ),
)


@paper(KIND, marked("Scoring rules of a period"), variables=VARIABLES, on_demand=True)
def scoring_rules(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """One, where the rules of a period are asked for."""
    if desk.docket.evaluation is not None:
        yield Draft(AudienceKind.ALL, "", 0, lambda _: desk.word(rule, "", _context(desk), rule.name))


def _context(desk: Desk) -> dict[str, Plain]:
    rules, of = desk.rules, desk.docket.evaluation
    assert of is not None
    period, settings = of.scores.period, rules.settings
    days = course(rules, period)
    late = desk.docket.days.issue > period.first
    return {
        **period_places(period),
        "稿别": "",
        "印发日期": day(desk.docket.days.issue),
        "各对象": _subjects(rules.indicators),
        "加减分": [_merit(one) for one in rules.indicators if one.nature in MERITS],
        "等次": [
            {"等次": g.name, "最低分": plain(g.lowest), "名额": g.quota or "—", "否决": g.veto} for g in rules.grades
        ],
        "时限": [_limit(step) for step in rules.steps if step.limits],
        "计分": {
            "起算件数": settings.score_from,
            "票数": settings.ballots_from,
            "高分": settings.ballots_high,
            "加分上限": settings.bonus_cap,
            "扣分上限": settings.deduction_cap,
            "次序": "、".join(settings.deduction_order),
            "取整": settings.quota_rounding,
            "每类": settings.quota_class,
            "评等": settings.grade_from,
        },
        "日程": {name: long_day(days[name]) for name in ("冻结", "反馈", "申诉", "答复")}
        | {"公示天数": settings.publication_days},
        "迟印说明": f"本细则于{day(desk.docket.days.issue)}印发，晚于考核期起始日。" if late else "",
    }


def _subjects(indicators: tuple[Indicator, ...]) -> list[Plain]:
    found: list[Plain] = []
    for subject, title in TITLES.items():
        of_kind = [i for i in indicators if i.subject == subject.value and i.nature in COUNTED]
        for rank in dict.fromkeys(i.parameters.get("层级", "") for i in of_kind):
            own = [i for i in of_kind if i.parameters.get("层级", "") == rank]
            named = f"{title}（{rank}）" if rank else title
            whole = plain(sum(i.full_mark for i in own))
            found.append({"对象": named, "合计": whole, "指标": [_indicator(i) for i in own]})
    return found


def _indicator(of: Indicator) -> Plain:
    part = f"{of.category}\n{of.group}" if of.group else of.category
    return {"代码": of.code, "指标": of.name, "组": part, "满分": plain(of.full_mark), "计分办法": of.rule}


def _merit(of: Indicator) -> Plain:
    veto = of.nature == MERITS[-1]
    return {
        "代码": of.code,
        "项目": of.name,
        "性质": of.nature,
        "每次": "—" if veto else plain(of.full_mark),
        "封顶": "—" if of.cap is None else plain(of.cap),
        "办法": of.rule,
    }


def _limit(step: Step) -> Plain:
    """Its limits by urgency; urgencies of the same limit as the ordinary one are not named."""
    (_, first), *others = step.limits.items()
    said = [first.words, *(f"{urgency}{limit.words}" for urgency, limit in others if limit.words != first.words)]
    return {
        "流程": step.process,
        "环节": step.name,
        "责任方": step.holder.value,
        "时限": "；".join(said),
        "依据": step.basis,
    }
