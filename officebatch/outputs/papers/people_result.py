"""人员考核情况附件: people within their rank, for personnel alone; beside the report, never in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.measure import Subject
from officebatch.model.paper import AudienceKind
from officebatch.outputs import variables as var
from officebatch.outputs.evaluated import EDITION, PERIOD, appealed, earned, parts, period_places, signed, two
from officebatch.outputs.registry import Draft, paper
from officebatch.outputs.words import day
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.model.evaluation import Evaluation
    from officebatch.model.score import Total
    from officebatch.outputs.desk import Desk
    from officebatch.outputs.press import Plain
    from officebatch.rulebook.sheets import OutputRule

KIND = "人员考核情况附件"
VARIABLES = (
    *PERIOD,
    EDITION,
    var.ISSUED,
    var.texts("结果栏", marked("heads of the table"), "姓名", "件数", "定量", "总分", "申诉"),
    var.rows(
        "各层级",
        marked("people by rank"),
        var.value("层级", marked("rank"), "中层", "一般"),
        var.rows(
            "各人",
            marked("the people of it in the order of sheet 人员"),
            var.value("部门", marked("name of the department"), "财务科", "党建科", "营销科"),
            var.texts("栏", marked("the values in the order of the heads"), "贺兰", "23", "40.20", "88.10", "—"),
        ),
    ),
    var.value("未计", marked("how many people could not be scored"), 4),
)


@paper(KIND, marked("Result of people by rank, for personnel"), variables=VARIABLES, on_demand=True)
def people_result(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """One for the office that keeps personnel, where somebody was scored."""
    of = desk.docket.evaluation
    if of is not None and any(total.score is not None for total in of.scores.of(Subject.PERSON)):
        yield Draft(AudienceKind.OFFICE, "", 0, lambda _: desk.word(rule, "", _context(desk, of), rule.name))


def _context(desk: Desk, of: Evaluation) -> dict[str, Plain]:
    everybody = of.scores.of(Subject.PERSON)
    scored = [total for total in everybody if total.score is not None]
    columns = parts(scored)
    return {
        **period_places(of.scores.period),
        "稿别": "" if of.approved else say("for decision"),
        "版次": of.edition,
        "印发日期": day(desk.docket.days.issue),
        "结果栏": [say("name"), say("cases"), *columns, say("bonus and deduction"), say("total"), say("appeals")],
        "各层级": [
            {"层级": rank or say("Without a rank"),
             "各人": [{"部门": t.department, "栏": _line(of, t, columns)} for t in scored if t.class_ == rank]}
            for rank in dict.fromkeys(t.class_ for t in scored)
        ],
        "未计": len(everybody) - len(scored),
    }  # fmt: skip


def _line(of: Evaluation, total: Total, columns: list[str]) -> list[Plain]:
    counted = sum(one.cases for one in total.indicators if one.rate is not None and one.nature == "定量")
    points = [two(earned(total, part)) for part in columns]
    return [total.subject, str(counted), *points, signed(total.bonus - total.deduction), two(total.score),
            appealed(of, total)]  # fmt: skip
