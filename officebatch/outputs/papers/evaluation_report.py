"""考核评价报告: one department's measures, and the rows behind each point it lost with room for its objection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.measure import Subject
from officebatch.model.paper import AudienceKind
from officebatch.model.register import shown_key
from officebatch.outputs import variables as var
from officebatch.outputs.registry import Draft, paper
from officebatch.outputs.words import day, long_day, rate, step_words
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.model.measure import Measure, Proof
    from officebatch.outputs.desk import Desk
    from officebatch.outputs.press import Plain
    from officebatch.rulebook.sheets import OutputRule

MEASURE = (
    var.SERIAL,
    var.value("名称", marked("name of the measure"), "按期率", "督办事项办结率", "最长超期（工作日）"),
    var.value("结果", marked("its value"), "62.16%（23/37）", "42.86%（3/7）", "18"),
    var.value("失分", marked("how many rows took something off"), 14, 4, 0),
    var.value("说明", marked("why a rate is not shown; may be empty"), "", "", "共13件中最长"),
)
VARIABLES = (
    var.DEPARTMENT,
    var.value("期初", marked("first day of the period"), "2026年9月1日"),
    var.value("期末", marked("last day of the period"), "2026年11月20日"),
    var.ISSUED,
    var.value("核对期限", marked("last day to object"), "2026年11月26日（星期四）"),
    var.RATED_FROM,
    var.rows("各指标", marked("the measures"), *MEASURE),
    var.rows(
        "各失分",
        marked("what took something off, a fact a row"),
        var.SERIAL,
        var.value(
            "指标",
            marked("measures it counts for, one a line"),
            "按期率\n超期未办（件／在手件数）",
            "按期率",
            "督办事项办结率",
        ),
        var.MATTER,
        var.STEP,
        var.value("情形", marked("what is counted"), "超期18个工作日", "超期15个工作日", "尚未办结"),
        var.value(
            "位置", marked("register over the row"), "收文登记簿\n第11行", "督办台账\n第17行", "督办台账\n第19行"
        ),
    ),
    var.value("失分项数", marked("how many facts took something off"), 3),
)


@paper("考核评价报告", marked("Evaluation report of a department"), variables=VARIABLES, by_department=True)
def evaluation_report(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """One a department that has anything to count."""
    for department in desk.departments:
        measures = desk.measures(Subject.DEPARTMENT, department)
        if any(m.denominator for m in measures):

            def make(_: str, department: str = department, measures: tuple[Measure, ...] = measures) -> bytes:
                return desk.word(rule, department, _context(desk, department, measures), rule.name)

            yield Draft(AudienceKind.DEPARTMENT, department, 0, make)


def measure_lines(desk: Desk, measures: tuple[Measure, ...]) -> list[Plain]:
    """The measures as lines of a table: name, result, what was lost, and why a rate is not shown."""
    return [
        {"序号": n, "名称": say(m.title), "结果": rate(m), "失分": len(_visible(desk, m)), "说明": _remark(desk, m)}
        for n, m in enumerate(measures, 1)
    ]


def _context(desk: Desk, department: str, measures: tuple[Measure, ...]) -> dict[str, Plain]:
    lost = _lost(desk, measures)
    return {
        "部门": department,
        "期初": day(desk.rules.settings.measured_from(desk.docket.as_of)),
        "期末": day(desk.docket.as_of),
        "印发日期": day(desk.docket.days.issue),
        "核对期限": long_day(desk.appeal_by),
        "起算件数": desk.rules.settings.rate_from,
        "各指标": measure_lines(desk, measures),
        "各失分": lost,
        "失分项数": len(lost),
    }


def _lost(desk: Desk, measures: tuple[Measure, ...]) -> list[Plain]:
    """One line a fact, however many measures it touches."""
    facts: dict[Proof, list[str]] = {}
    for measure in measures:
        for proof in _visible(desk, measure):
            facts.setdefault(proof, []).append(say(measure.title))
    return [
        {
            "序号": n,
            "指标": "\n".join(titles),
            "编号及事项": f"{shown_key(proof.record)} {proof.title or desk.records.title(proof.origin)}".strip(),
            "环节": step_words(proof.step) or "—",
            "情形": _counted(desk, proof),
            "位置": say("{register}\nrow {row}", register=desk.records.register(proof.origin), row=proof.origin.row),
        }
        for n, (proof, titles) in enumerate(facts.items(), 1)
    ]


def _visible(desk: Desk, measure: Measure) -> list[Proof]:
    """The rows behind a rate that the department may read; a longest delay takes nothing off by itself."""
    return [proof for proof in measure.proofs if measure.rated and not desk.records.inner(proof.origin)]


def _counted(desk: Desk, proof: Proof) -> str:
    if proof.counted.isdigit():
        return say("{n} working days late", n=proof.counted) if proof.counted != "0" else say("not done yet")
    return desk.finding_titles.get(proof.counted, proof.counted)


def _remark(desk: Desk, measure: Measure) -> str:
    if not measure.denominator:
        return say("nothing to count")
    if not measure.rated:
        return say("of {n} matters", n=measure.denominator)
    hidden = len(measure.proofs) - len(_visible(desk, measure))
    said = (
        (not measure.counts, say("fewer than {n} cases: no rate", n=desk.rules.settings.rate_from)),
        (hidden, say("{n} inner matters not listed here", n=hidden)),
    )
    return say("; ").join(text for holds, text in said if holds)
