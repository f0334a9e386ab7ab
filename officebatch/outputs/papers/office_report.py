"""办公室评价报告: all departments in 建制序, the office's own steps beside them by the same measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.measure import Subject
from officebatch.model.paper import AudienceKind
from officebatch.outputs import variables as var
from officebatch.outputs.papers.evaluation_report import MEASURE, measure_lines
from officebatch.outputs.papers.self_check import own_late
from officebatch.outputs.registry import Draft, paper
from officebatch.outputs.words import day, long_day, rate
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.outputs.desk import Desk
    from officebatch.outputs.press import Plain
    from officebatch.rulebook.sheets import OutputRule

VARIABLES = (
    var.AS_OF,
    var.ISSUED,
    var.value("期初", marked("first day of the period"), "2026年9月1日"),
    var.value("期末", marked("last day of the period"), "2026年11月20日"),
    var.value("台账名称", marked("names of the registers"), "发文登记簿、收文登记簿、督办台账"),
    var.value("记录数", marked("how many records they hold"), 374),
    var.RATED_FROM,
    var.texts(
        "部门指标",
        marked("names of the measures, the heads of the table"),
        "按期率",
        "督办事项办结率",
        "最长超期（工作日）",
    ),
    var.rows(
        "各部门",
        marked("each department"),
        var.HOLDER,
        var.texts(
            "结果", marked("its value of each measure, in the order of the heads"), "62.16%\n23/37", "42.86%\n3/7", "18"
        ),
    ),
    var.rows("办公室指标", marked("the office's own measures"), *MEASURE),
    var.rows(
        "自身超时",
        marked("late steps of the office itself"),
        var.SERIAL,
        var.STEP,
        var.MATTER,
        var.PERSON,
        var.DUE,
        var.DAYS_LATE,
    ),
)


@paper("办公室评价报告", marked("Evaluation report of the whole office's work"), variables=VARIABLES)
def office_report(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """One for the office, when anything was measured."""
    if any(m.denominator and m.subject_kind is not Subject.PERSON for m in desk.docket.measures):
        yield Draft(AudienceKind.OFFICE, "", 0, lambda _: desk.word(rule, "", _context(desk), rule.name))


def _context(desk: Desk) -> dict[str, Plain]:
    docket = desk.docket
    measured = [(name, desk.measures(Subject.DEPARTMENT, name)) for name in desk.departments]
    titles = list(dict.fromkeys(m.title for _, measures in measured for m in measures))
    own = desk.measures(Subject.OFFICE, desk.rules.settings.office_department)
    return {
        "统计截止日": long_day(docket.as_of),
        "印发日期": day(docket.days.issue),
        "期初": day(desk.rules.settings.measured_from(desk.docket.as_of)),
        "期末": day(docket.as_of),
        "台账名称": say(", ").join(docket.office.registers),
        "记录数": sum(len(r) for r in docket.office.registers.values()),
        "起算件数": desk.rules.settings.rate_from,
        "部门指标": [say(title) for title in titles],
        "各部门": [_line(name, {m.title: rate(m, narrow=True) for m in of}, titles) for name, of in measured if of],
        "办公室指标": measure_lines(desk, own),
        "自身超时": _own(desk),
    }


def _line(name: str, results: dict[str, str], titles: list[str]) -> dict[str, Plain]:
    return {"部门": name, "结果": [results.get(title, "—") for title in titles]}


def _own(desk: Desk) -> list[Plain]:
    return [
        {
            "序号": n,
            "环节": m.step,
            "编号及事项": m.named,
            "责任人": m.person or say("not entered"),
            "规定时限": m.due,
            "超期": m.deadline.days_late,
        }
        for n, m in enumerate((m for m in own_late(desk) if not m.inner), 1)
    ]
