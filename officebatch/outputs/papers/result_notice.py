"""考核结果公示: grades and who is commended, on display for the working days set, then announced.

Made by `officebatch evaluation publish` and `close`; never in a weekly run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.measure import Subject
from officebatch.model.paper import AudienceKind
from officebatch.outputs import variables as var
from officebatch.outputs.evaluated import PERIOD, departments, period_places
from officebatch.outputs.registry import Draft, paper
from officebatch.outputs.words import day, long_day
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.model.proposal import KeptProposal
    from officebatch.outputs.desk import Desk
    from officebatch.outputs.press import Plain
    from officebatch.rulebook.sheets import OutputRule

KIND = "考核结果公示"
VARIABLES = (
    *PERIOD,
    var.ISSUED,
    var.value("阶段", marked("what it is: on display, or announced"), "公示"),
    var.yes_no("公布", marked("whether it is announced for good")),
    var.value("公示始", marked("first day of display"), "2027年1月19日（星期二）"),
    var.value("公示止", marked("last day of display"), "2027年1月25日（星期一）"),
    var.value("公示天数", marked("working days on display"), 5),
    var.value("审定", marked("number of the decision of the leading group"), "考核领导小组纪要〔2027〕1号"),
    var.rows(
        "各等次",
        marked("the grades and who has them; may be empty"),
        var.value("等次", marked("name of the grade"), "优秀", "良好", "合格"),
        var.value("部门", marked("departments of it in 建制序"), "财务科", "人力资源科、党建科", "营销科、物资科"),
    ),
    var.rows(
        "先进",
        marked("who is commended, title by title; may be empty"),
        var.value("名目", marked("title of the award"), "督办先锋", "公文质量标兵"),
        var.value("对象", marked("departments or people of it"), "财务科、党建科", "营销科"),
    ),
    var.value("未评", marked("departments without a grade; may be empty"), "调度中心"),
)


@paper(KIND, marked("Result of an evaluation on public display"), variables=VARIABLES, on_demand=True)
def result_notice(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """One, where it is asked for."""
    if desk.docket.evaluation is not None:
        yield Draft(AudienceKind.ALL, "", 0, lambda _: desk.word(rule, "", _context(desk), rule.name))


def _context(desk: Desk) -> dict[str, Plain]:
    of = desk.docket.evaluation
    assert of is not None
    totals = of.scores.of(Subject.DEPARTMENT)
    grades = [grade.name for grade in desk.rules.grades]
    return {
        **period_places(of.scores.period),
        "稿别": "",
        "印发日期": day(desk.docket.days.issue),
        "阶段": say("announcement") if of.settled else say("public display"),
        "公布": of.settled,
        "公示始": long_day(of.days["公示"]),
        "公示止": long_day(of.days["公示止"]),
        "公示天数": desk.rules.settings.publication_days,
        "审定": of.approved,
        "各等次": [
            {"等次": grade, "部门": "、".join(names)}
            for grade in grades
            if (names := [t.subject for t in totals if t.grade == grade])
        ],
        "先进": [
            {"名目": title, "对象": "、".join(_named(p) for p in of.commended if p.title == title)}
            for title in dict.fromkeys(p.title for p in of.commended)
        ],
        "未评": "、".join(t.subject for t in departments(of.scores) if not t.grade),
    }


def _named(one: KeptProposal) -> str:
    return f"{one.subject}（{one.department}）" if one.subject_kind is Subject.PERSON else one.subject
