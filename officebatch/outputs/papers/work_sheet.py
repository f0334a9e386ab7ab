"""个人业绩单: what one person did in a period, for himself and his direct superior; no places, the median of the post.

Made on demand (`officebatch work`), never in the weekly run: only then the docket holds what people did.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.paper import AudienceKind
from officebatch.model.work import WorkPart
from officebatch.outputs import variables as var
from officebatch.outputs.charts import Chart, ChartKind, Series, insert_charts, mark
from officebatch.outputs.registry import Draft, paper
from officebatch.outputs.words import day, long_day
from officebatch.outputs.work_words import item, named, superior
from officebatch.wording import count, marked, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from officebatch.model.work import Figures, PersonWork, Portraits
    from officebatch.outputs.desk import Desk
    from officebatch.outputs.press import Plain
    from officebatch.rulebook.sheets import OutputRule

CHART = "办理件数"
MOST_DRAWN = 10  # kinds of work in the chart
_PLACE = var.value("台账", marked("register the work stands in"), "发文登记簿", "收文登记簿", "督办台账")
_ITEM = var.value("项目", marked("step, or what was done"), "核稿", "分办", "牵头")
_DONE = var.value("件数", marked("how many were done in the period"), 58, 32, 6)
_RATE = var.value("按期", marked("on time of what fell due, a dash for none"), "98.28%（57/58）", "3/4", "—")
_OPEN = var.value("在手", marked("in hand, those overdue in brackets"), "4（2）", "0", "1")
VARIABLES = (
    var.value("姓名", marked("the person"), "顾晓峰"),
    var.value("部门", marked("his department"), "办公室"),
    var.value("职务", marked("his post; may be empty"), "秘书"),
    var.value("期初", marked("first day of the period"), "2026年10月1日"),
    var.value("期末", marked("last day of the period, or the day it was looked at"), "2026年11月20日"),
    var.ISSUED,
    var.value("核对期限", marked("last day to object"), "2026年11月26日（星期四）"),
    var.value("上级", marked("his direct superior; empty where the rule book names nobody"), "沈国栋"),
    var.value("概况", marked("the period in two sentences"), "办理各环节90件，应办58件，按期57件。"),
    var.value("附图", marked("where the chart stands; may be empty"), mark(CHART)),
    var.rows(
        "各项", marked("what was done, by register and step"), _PLACE, _ITEM, _DONE, _RATE, _OPEN,
        var.value("中位", marked("the median of the same post, a dash where too few hold it"), "40", "12.5", "—"),
    ),
    var.rows("补台", marked("what was done for somebody away; may have no rows"), _PLACE, _ITEM, _DONE, _RATE,
             var.value("代谁", marked("who was away"), "宁雨薇", "柳静", "宁雨薇")),
    var.value("质量", marked("returns and wrong entries, in a sentence"), "重办1件；检查发现涉及本人的问题2处。"),
    var.value("说明", marked("what the figures leave out; may be empty"), "另有内部事项2件，只计件数，不列明细。"),
)  # fmt: skip


@paper("个人业绩单", marked("What a person did in a period"), variables=VARIABLES)
def work_sheet(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """One a person the docket holds the work of, whoever has none too."""
    held = desk.docket.people
    for one in held.people if held is not None else ():
        yield Draft(AudienceKind.PERSON, named(one.doer, desk.rules), 0, _making(desk, rule, one))


def rate(on_time: int, timed: int, rate_from: int) -> str:
    """The share with n/N, below so many cases n/N alone, a dash where nothing fell due."""
    if not timed:
        return "—"
    if timed < rate_from:
        return f"{on_time}/{timed}"
    return say("{share} ({n}/{of})", share=f"{on_time / timed:.2%}", n=on_time, of=timed)


def _making(desk: Desk, rule: OutputRule, one: PersonWork) -> Callable[[str], bytes]:
    def make(_: str) -> bytes:
        held = desk.docket.people
        assert held is not None
        charts = _charts(one)
        context = _context(desk, held, one) | {"附图": mark(CHART) if charts else ""}
        return insert_charts(desk.word(rule, "", context, rule.name), charts)

    return make


def _context(desk: Desk, held: Portraits, one: PersonWork) -> dict[str, Plain]:
    few = desk.rules.settings.rate_from
    return {
        "姓名": one.doer.name,
        "部门": one.doer.department,
        "职务": one.doer.post,
        "期初": day(held.period.first),
        "期末": day(min(held.period.last, held.as_of)),
        "印发日期": day(desk.docket.days.issue),
        "核对期限": long_day(desk.appeal_by),
        "上级": superior(one.doer, desk.rules),
        "概况": _told(one),
        "各项": [_line(f, few) | {"在手": _open(f), "中位": _middle(f)} for f in one.own],
        "补台": [_line(f, few) | {"代谁": _for_whom(one, f)} for f in one.stand_in],
        "质量": _quality(one),
        "说明": "".join(_notes(one)),
    }


def _told(one: PersonWork) -> str:
    steps = [f for f in one.own if f.part is WorkPart.STEP]
    tasks = [f for f in one.own if f.part is WorkPart.TASK]
    said = say("Steps passed: {n}; fell due: {timed}, of these on time: {on_time}. ", **_sums(steps))
    if tasks:
        said += say("Supervised tasks in hand or done: {n}; fell due: {timed}, of these on time: {on_time}. ",
                    **_sums(tasks) | {"n": sum(f.done + f.open for f in tasks)})
    if one.stand_in:
        said += say("Done for colleagues who were away: {n}, on time {on_time} of {timed}. ", **_sums(one.stand_in))
    return said


def _sums(of: Iterable[Figures]) -> dict[str, int]:
    held = list(of)
    return {"n": sum(f.done for f in held), "timed": sum(f.timed for f in held),
            "on_time": sum(f.on_time for f in held)}  # fmt: skip


def _line(of: Figures, few: int) -> dict[str, Plain]:
    return {"台账": of.register, "项目": item(of), "件数": of.done, "按期": rate(of.on_time, of.timed, few)}


def _open(of: Figures) -> str:
    return f"{of.open}（{of.overdue}）" if of.overdue else str(of.open)


def _middle(of: Figures) -> str:
    return "—" if of.median is None else f"{of.median:g}"


def _for_whom(one: PersonWork, of: Figures) -> str:
    same = (of.register, of.process, of.item)
    away = (i.stands_for for i in one.items if i.stands_for and (i.register, i.process, i.item) == same)
    return say(", ").join(dict.fromkeys(away)) or "—"


def _quality(one: PersonWork) -> str:
    again = sum(f.again for f in (*one.own, *one.stand_in))
    said = count("{n} piece of work was done again after a return. ", "{n} pieces of work were done again after a "
                 "return. ", again)  # fmt: skip
    return said + count("{n} finding names the person. ", "{n} findings name the person. ", len(one.faults))


def _notes(one: PersonWork) -> Iterator[str]:
    if one.unlisted:
        yield count("{n} more internal matter is counted and not listed. ",
                    "{n} more internal matters are counted and not listed. ", one.unlisted)
    if one.doer.post and any(f.median is not None for f in one.own):
        yield say("Median: of the {n} people whose post is {post}. ", n=one.beside, post=one.doer.post)
    elif one.doer.post:
        yield say("Fewer than three people hold the post {post}, so no median is shown. ", post=one.doer.post)


def _charts(one: PersonWork) -> Mapping[str, Chart]:
    """What was done beside the median of the post, where there is something to compare."""
    steps = [f for f in one.own if f.part is WorkPart.STEP and f.median is not None and f.done][:MOST_DRAWN]
    if len(steps) < 2:
        return {}
    names = tuple(f"{f.process}·{f.item}" for f in steps)
    own = Series(one.doer.name, tuple(float(f.done) for f in steps))
    beside = Series(say("median of the post"), tuple(f.median for f in steps))
    title = say("Pieces of work done")
    told = say("; ").join(f"{name} {f.done} / {f.median:g}" for name, f in zip(names, steps, strict=True))
    return {CHART: Chart(ChartKind.BAR, title, names, (own, beside), f"{title}: {told}", number_format="0.#")}
