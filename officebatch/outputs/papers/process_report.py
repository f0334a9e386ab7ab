"""流程分析报告: how the processes ran: a flow chart with limit, post and load of each step, times, ways, proposals.

It is made on demand (`officebatch processes --out`), never in the weekly run: only then the docket holds a study.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.paper import AudienceKind
from officebatch.model.process import Ground
from officebatch.model.vocabulary import HolderKind
from officebatch.outputs import variables as var
from officebatch.outputs.charts import Chart, ChartKind, Series, insert_charts, mark
from officebatch.outputs.flowchart import insert_flows
from officebatch.outputs.flowchart import mark as flow_mark
from officebatch.outputs.flows import flow, number
from officebatch.outputs.registry import Draft, paper
from officebatch.outputs.words import day
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from officebatch.model.process import Merger, Process, Standing, StepFigures, Study, Times
    from officebatch.outputs.desk import Desk
    from officebatch.outputs.press import Plain
    from officebatch.rulebook.sheets import OutputRule

CHART, WAYS = "占用工作日", 5
_MEDIAN = var.value("中位", marked("median working days, a dash without cases"), "1", "0.5", "—")
_NINTH = var.value("九成", marked("working days within which nine of ten were done"), "2", "1", "—")
_LATE = var.value("超期", marked("late of decided, a dash where there is none"), "3/60", "0/32", "—")
_WAITING = var.value("在手", marked("in hand now, those overdue in brackets"), "4（2）", "0", "3")
_DONE = var.value("件次", marked("passes or cases of the period"), 58, 32, 56)
STEP = (
    var.SERIAL,
    var.value("环节", marked("name of the step; a key node has a star"), "核稿★", "会商", "签发★"),
    var.value("责任方", marked("in whose hands the step is"), "办公室", "部门", "领导"),
    var.value("时限", marked("limit of ordinary matters, a dash where there is none"), "1个工作日", "3个工作日", "—"),
    _DONE, _MEDIAN, _NINTH, _LATE, _WAITING,
    var.value("退回", marked("how often a case came back to it, a dash where the register cannot tell"), "2", "0", "—"),
)  # fmt: skip
HELD = (
    var.value("责任方", marked("in whose hands the step is"), "办公室", "财务科", "领导"),
    _DONE,
    var.value("占用", marked("working days held in all"), "77", "5", "74"),
    _MEDIAN, _NINTH, _LATE, _WAITING,
)  # fmt: skip
SLICE = (
    var.value("类别", marked("an urgency or a department"), "平件", "加急", "财务科"),
    var.value("办结", marked("cases finished"), 48, 4, 3),
    _MEDIAN, _NINTH, _LATE, _WAITING,
)  # fmt: skip
WAY = (
    var.value("件数", marked("cases finished"), 26, 26, 1),
    var.value("路径", marked("steps in the order of their days"), "拟稿→会商→核稿→签发→打印→用印→分发",
              "拟稿→核稿→签发→打印→用印→分发", "拟稿→签发→打印→用印→分发"),
)  # fmt: skip
PROCESS = (
    var.group("节号", marked("numeral of the section"), var.value("数", marked("numeral of the section"), "二", "三")),
    var.value("名称", marked("name of the process"), "发文", "收文", "会议"),
    var.value("概况", marked("what ran and where the time went, in sentences"), "本期新收63件，办结54件，在手9件。"),
    var.value("流程图", marked("where the flow chart stands"), flow_mark("发文")),
    var.rows("各环节", marked("the steps"), *STEP),
    var.rows("各责任方", marked("who held papers, for how long"), *HELD),
    var.rows("各类", marked("finished cases by urgency and department"), *SLICE),
    var.rows("路径", marked("the ways really taken, the commonest first"), *WAY),
    var.texts("建议", marked("what is proposed, with reason and figures"), "建议合并：将“登记”并入“签收”。"),
)
VARIABLES = (
    var.value("期初", marked("first day of the period"), "2026年9月1日"),
    var.value("期末", marked("last day of the period"), "2026年11月20日"),
    var.ISSUED,
    var.value("附图", marked("where the chart stands; may be empty"), mark(CHART)),
    var.rows("各流程", marked("the processes"), *PROCESS),
)


@paper("流程分析报告", marked("Report on how the processes ran"), variables=VARIABLES, on_demand=True)
def process_report(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """One, when the docket holds a study."""
    study = desk.docket.processes
    if study is None or not study.processes:
        return

    def make(_: str) -> bytes:
        charts = _charts(desk, study)
        context = _context(desk, study) | {"附图": mark(CHART) if charts else ""}
        flows = {process.name: flow(process) for process in study.processes}
        return insert_flows(insert_charts(desk.word(rule, "", context, rule.name), charts), flows.__getitem__)

    yield Draft(AudienceKind.OFFICE, "", 0, make)


def _context(desk: Desk, study: Study) -> dict[str, Plain]:
    return {
        "期初": day(study.first),
        "期末": day(study.last),
        "印发日期": day(desk.docket.days.issue),
        "各流程": [_process(n, process) for n, process in enumerate(study.processes)],
    }


def _process(n: int, process: Process) -> Plain:
    return {
        "节号": {"数": "二三四五六七八九十"[n] if n < 9 else str(n + 2)},
        "名称": process.name,
        "概况": "".join(told(process)),
        "流程图": flow_mark(process.name),
        "各环节": [_step(n, step, tells=process.tells_returns) for n, step in enumerate(process.steps, 1)],
        "各责任方": [
            {
                "责任方": h.name or h.kind.value,
                "件次": h.days.n,
                "占用": number(h.days.total),
                **_figures(h.days, h.standing),
            }
            for h in process.holders
        ],
        "各类": [
            {"类别": one.word, "办结": one.whole.n, **_figures(one.whole, one.standing)}
            for one in (*process.urgencies, *process.departments)
        ],
        "路径": list(_ways(process)),
        "建议": list(_proposals(process)),
    }


def told(process: Process) -> Iterator[str]:
    """What ran and where the time went, a sentence each."""
    yield say("In the period {begun} cases began, {finished} were finished, {waiting} are in hand. ",
              begun=process.begun, finished=process.finished, waiting=process.waiting)
    if process.whole.n:
        yield say("A finished case took {median} working days in the middle, nine of ten at most {ninth}. ",
                  median=number(process.whole.median), ninth=number(process.whole.ninth))
    if process.bottleneck:
        step, total = process.step(process.bottleneck), sum(one.days.total for one in process.steps if not one.stops)
        yield say("Most time went at {step}: {days} of {total} working days ({n} passes). ", step=step.name,
                  days=number(step.days.total), total=number(total), n=step.days.n)
    if process.returns:
        back = say(", ").join(
            say("{source} to {target} {n} times", source=r.source, target=r.target, n=r.times) for r in process.returns
        )
        yield say("Returned: {back}. ", back=back)
    elif not process.tells_returns:
        yield say("The register keeps one day a step and cannot tell what was returned. ")


def _step(n: int, step: StepFigures, *, tells: bool) -> Plain:
    return {
        "序号": n,
        "环节": step.name + ("★" if step.key_node else ""),
        "责任方": step.kind.value,
        "时限": step.limits[0][1] if step.limits else "—",
        "件次": step.passes,
        "退回": str(step.returned) if tells else "—",
        **_figures(step.days, step.standing),
    }


def _figures(days: Times, of: Standing) -> dict[str, Plain]:
    return {
        "中位": number(days.median) if days.n else "—",
        "九成": number(days.ninth) if days.n else "—",
        "超期": f"{of.late}/{of.decided}" if of.decided else "—",
        "在手": f"{of.waiting}（{of.overdue}）" if of.overdue else str(of.waiting),
    }


def _ways(process: Process) -> Iterator[Plain]:
    for way in process.ways[:WAYS]:
        yield {"件数": way.cases, "路径": "→".join(way.steps)}
    if rest := process.ways[WAYS:]:
        yield {"件数": sum(way.cases for way in rest), "路径": say("{n} other ways", n=len(rest))}


def _proposals(process: Process) -> Iterator[str]:
    for merger in process.mergers:
        yield say("It is proposed to do {step} together with {into}: {because}.", step=merger.step, into=merger.into,
                  because=say(", ").join(_because(merger, tells=process.tells_returns)))


def _because(merger: Merger, *, tells: bool) -> Iterator[str]:
    if Ground.SAME_PERSON in merger.grounds:
        yield say("the same person in {n} of {n} cases", n=merger.pairs)
    if Ground.NO_TIME in merger.grounds:
        yield say("no time in {n} of {n} passes", n=merger.timed)
    if tells:
        yield say("never returned in {n} passes", n=merger.passes)


def _charts(desk: Desk, study: Study) -> Mapping[str, Chart]:
    """The working days each held papers, a process a series; leaders are in no chart."""
    held = [h for process in study.processes for h in process.holders if h.kind is not HolderKind.LEADER]
    names = sorted({h.name for h in held if h.days.total}, key=lambda name: (desk.place(name), name))
    if len(names) < 2:
        return {}
    series = tuple(
        Series(process.name, tuple(
            next((h.days.total for h in process.holders if h.name == name), 0.0) for name in names
        )) for process in study.processes
    )  # fmt: skip
    title = say("Working days papers were held")
    told = say("; ").join(f"{name} {number(sum(s.values[n] or 0 for s in series))}" for n, name in enumerate(names))
    return {CHART: Chart(ChartKind.STACKED, title, tuple(names), series, f"{title}: {told}")}

