"""工作通报: once a month to all departments; figures first, praise next, the office's own lateness before all others'.

It names a matter only where the ladder says so, and never a person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.paper import AudienceKind
from officebatch.outputs import variables as var
from officebatch.outputs.charts import Chart, ChartKind, Series, insert_charts, mark
from officebatch.outputs.compared import begun, change, departments, rate
from officebatch.outputs.matters import provisional_note
from officebatch.outputs.mended import mended
from officebatch.outputs.month import Month
from officebatch.outputs.registry import Draft, paper
from officebatch.outputs.telling import MOST, NUMERALS, demands, falling_due, noticed_before, praise, problems
from officebatch.outputs.words import day
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.outputs.desk import Desk
    from officebatch.outputs.matters import Matter
    from officebatch.outputs.press import Plain
    from officebatch.rulebook.sheets import OutputRule

SERIES = "通报"
CHART = "各部门"
LEAST = 2  # departments
_FIGURES = (
    var.value("应办结", marked("matters due in the month"), 43, 10, 4),
    var.value("按期", marked("of these done in time"), 38, 8, 3),
    var.value("超期办结", marked("of these done late"), 1, 1, 0),
    var.value("超期未办", marked("of these still open"), 4, 1, 1),
    var.value(
        "按期率",
        marked("share done in time; empty or bare numbers where too few"),
        "88.37%（38/43）",
        "80.00%（8/10）",
        "3/4",
    ),
)
VARIABLES = (
    var.value("月份", marked("month reported on"), "10月份"),
    var.value("统计截止日", marked("day the paper speaks of"), "2026年11月20日"),
    var.ISSUED,
    var.value(
        "登记",
        marked("what was registered in the month; may be empty"),
        "收文30件（与上月持平）、发文22件（比上月增加1件）",
    ),
    *_FIGURES,
    var.value("较上月", marked("change against the month before; may be empty"), "比上月下降9.13个百分点"),
    var.value("当日到期", marked("matters that fall due on the very day and are not counted"), 2),
    var.value("附图", marked("mark the chart of departments is put in place of; may be empty"), mark(CHART)),
    var.RATED_FROM,
    var.texts(
        "做得好",
        marked("what is praised, a paragraph each"),
        "人力资源科（5/5）、营销科（6/6）当月应办结的事项全部按期办结，按期办结率100%。",
        "党建科提前2个工作日办结DB2026-046《开展“光明先锋”党员责任区划分》。",
        "生产技术科提前1个工作日办结DB2026-034《完成秋检预试工作》。",
    ),
    var.rows(
        "问题",
        marked("what is found wanting"),
        var.value("号", marked("numeral of the point"), "（一）", "（二）", "（三）"),
        var.value("题", marked("heading of the point"), "办公室自身", "共性问题", "点名事项"),
        var.value(
            "文",
            marked("what is said"),
            "办公室经手的环节超时7个，其中用印3个、打印4个。",
            "核查中发现：“环节次序颠倒”2件，涉及2个部门。",
            "下列事项经督办仍未办结：",
        ),
        var.texts(
            "列",
            marked("lines below it; may be empty"),
            "1. 物资科：DB2026-033《建立供电所备品备件定额标准》，超期20个工作日。",
        ),
    ),
    var.texts(
        "要求",
        marked("what is asked for, a paragraph each"),
        "1. 财务科3项、生产技术科13项超期未办结事项（见附件2），请抓紧办理。",
        "2. 下列事项即将到期，请按期办结：调度中心《关于开展网络安全自查的通知》（11月23日）。",
        "3. 办公室于11月26日（星期四）前逐条核对台账登记差错18处。",
    ),
    var.group(
        "节号",
        marked("numerals of the sections, empty for absent ones"),
        var.value("做得好", marked("numeral of the section of praise"), "二"),
        var.value("问题", marked("numeral of the section of problems"), "三"),
        var.value("要求", marked("numeral of the section of demands"), "四"),
    ),
    var.PROVISIONAL,
    var.texts(
        "附件", marked("titles of the annexes"), "各部门办理情况表", "超期未办结事项表", "豁免、延期、裁定更正事项表"
    ),
    var.group(
        "附件号",
        marked("numbers of the annexes, empty where there is one or it is absent"),
        var.value("办理", marked("number of the annex on departments"), "1"),
        var.value("超期", marked("number of the annex on overdue matters"), "2"),
        var.value("更正", marked("number of the annex on corrections"), "3"),
    ),
    var.rows(
        "各部门",
        marked("the figures of each department"),
        var.HOLDER,
        *_FIGURES,
        var.value("反馈", marked("answers given of those asked for"), "3/4", "2/2", "—"),
        var.value("较上月", marked("change of its share in points, or a dash"), "-5.00", "+3.20", "—"),
    ),
    var.rows(
        "超期事项",
        marked("what is overdue"),
        var.SERIAL,
        var.HOLDER,
        var.MATTER,
        var.DUE,
        var.DAYS_LATE,
        var.value(
            "已发通知",
            marked("last notice about it: number and day; a dash where there was none"),
            "临电督〔2026〕3号\n11月16日",
            "—",
        ),
    ),
    var.value(
        "超期暂定说明",
        marked("sentence on provisional days of that table; may be empty"),
        "注：标“暂定”的日期以公布后为准。",
    ),
    var.rows(
        "更正事项",
        marked("exemptions, extensions and rulings of the month"),
        var.SERIAL,
        var.value("类别", marked("what sort it is"), "延期", "豁免", "裁定"),
        var.HOLDER,
        var.MATTER,
        var.value("内容", marked("what was decided"), "延至12月10日", "不计超期", "登记有误，已更正"),
    ),
)


@paper("工作通报", marked("Monthly bulletin to all departments"), variables=VARIABLES, urges=(False,), paced=True)
def bulletin(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """One, in the first run after a month no bulletin reported on, when there is anything to report."""
    first = desk.docket.past.month_due(desk.docket.as_of)
    if first is None:
        return
    month, named = Month(desk, first), desk.ladder(rule.kind)
    if month.departments or month.office_late or any(month.begun) or named:

        def make(number: str) -> bytes:
            drawn = _charts(month)
            context = _context(month, named) | {"附图": mark(CHART) if drawn else ""}
            return insert_charts(desk.word(rule, "", context, rule.name, number), drawn)

        yield Draft(
            AudienceKind.ALL,
            "",
            len(named),
            make,
            item=f"{first:%Y-%m}",
            series=SERIES,
            told=tuple(map(desk.told, named)),
            longest=max((m.deadline.days_late for m in named), default=0),
        )


def _charts(month: Month) -> dict[str, Chart]:
    """What each department had to finish and how it came out, in 建制序; none where there is nothing to set beside
    each other."""
    due = {name: of for name, of in month.departments.items() if of.due}
    if len(due) < LEAST:
        return {}
    series = (
        Series(say("done on time"), tuple(of.met for of in due.values())),
        Series(say("done late"), tuple(of.late for of in due.values())),
        Series(say("overdue, not done"), tuple(of.open for of in due.values())),
    )
    told = say("; ").join(
        say("{department}: {met} on time, {late} late, {open} overdue", department=name, met=of.met, late=of.late,
            open=of.open)
        for name, of in due.items()
    )  # fmt: skip
    title = say("What departments had to finish in {month}", month=_month_words(month))
    return {CHART: Chart(ChartKind.STACKED, title, tuple(due), series, say("{title}: {told}.", title=title, told=told))}


def _context(month: Month, named: tuple[Matter, ...]) -> dict[str, Plain]:
    desk, total = month.desk, month.total
    late = noticed_before(desk)
    changed = mended(month)
    there = {"办理": bool(month.departments), "超期": bool(late), "更正": bool(changed)}
    numbers = _annex_numbers(there)
    good, faults, wanted = praise(month), problems(month, named), demands(month, numbers["超期"])
    return {
        "月份": _month_words(month),
        "统计截止日": day(desk.docket.as_of),
        "印发日期": day(desk.docket.days.issue),
        "登记": begun(month),
        "应办结": total.due,
        "按期": total.met,
        "超期办结": total.late,
        "超期未办": total.open,
        "按期率": rate(desk, total) if total.due >= desk.rules.settings.rate_from else "",
        "较上月": change(month),
        "当日到期": month.undecided,
        "起算件数": desk.rules.settings.rate_from,
        "做得好": good,
        "问题": faults,
        "要求": wanted,
        "节号": _numerals({"做得好": bool(good), "问题": bool(faults), "要求": bool(wanted)}),
        "暂定说明": provisional_note(desk.docket, [*named, *falling_due(desk)[:MOST]]),
        "附件": [title for name, title in _ANNEXES.items() if there[name]],
        "附件号": numbers,
        "各部门": departments(month),
        "超期事项": [_late(desk, n, m) for n, m in enumerate(late, 1)],
        "超期暂定说明": provisional_note(desk.docket, late),
        "更正事项": [
            {"序号": n, "类别": say(m.sort), "部门": m.department, "编号及事项": m.matter, "内容": m.decided}
            for n, m in enumerate(changed, 1)
        ],
    }


_ANNEXES = {"办理": "各部门办理情况表", "超期": "超期未办结事项表", "更正": "豁免、延期、裁定更正事项表"}


def _annex_numbers(there: dict[str, bool]) -> dict[str, str]:
    """Which annex each is: its number, "" for the only one and for absent ones."""
    names = [name for name, holds in there.items() if holds]
    return {name: str(names.index(name) + 1) if name in names and len(names) > 1 else "" for name in there}


def _numerals(there: dict[str, bool]) -> dict[str, str]:
    """The numerals of the sections behind the first, of those that are there."""
    names = [name for name, holds in there.items() if holds]
    return {name: NUMERALS[names.index(name) + 1] if name in names else "" for name in there}


def _month_words(month: Month) -> str:
    of = month.first
    if of.year == month.desk.docket.days.issue.year:
        return say("month {month}", month=of.month)
    return say("month {month} of {year}", month=of.month, year=of.year)


def _late(desk: Desk, n: int, matter: Matter) -> Plain:
    return {
        "序号": n,
        "部门": matter.holder,
        "编号及事项": matter.named,
        "规定时限": matter.due,
        "超期": matter.deadline.days_late,
        "已发通知": desk.numbered(matter) or "—",
    }
