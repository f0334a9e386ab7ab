"""整改通知单: to one department, the breaches of process, faults of duties and of regulations it has to put right.

Each is asked for once, again only when the answer to it was raised; duties and regulations at most once a month.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from officebatch.model.notice import Disposal, Told
from officebatch.model.paper import AudienceKind
from officebatch.model.vocabulary import Mends
from officebatch.outputs import variables as var
from officebatch.outputs.faults import DEPARTMENTS, faults
from officebatch.outputs.registry import Draft, paper
from officebatch.outputs.words import basis, day, weekday_day
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from officebatch.model.notice import Notice
    from officebatch.outputs.desk import Desk
    from officebatch.outputs.faults import Fault
    from officebatch.outputs.press import Plain
    from officebatch.rulebook.sheets import OutputRule

SERIES = "整改"
NAMED = 5  # record numbers in a line of the notice; where there are more, the annex has them
MONTHLY = (Mends.POST, Mends.OWNER)
SCOPE = {Mends.HOLDER: marked("process"), Mends.POST: marked("duties"), Mends.OWNER: marked("regulations")}
VARIABLES = (
    var.DEPARTMENT,
    var.value("起", marked("first day that was checked; may be empty"), "2026年9月1日"),
    var.value("止", marked("last day that was checked"), "2026年11月20日"),
    var.texts("台账", marked("names of the registers with something to put right"), "督办台账", "岗位职责表"),
    var.yes_no("只有流程", marked("whether all of it breaks a process and nothing else"), False),
    var.texts("问题范围", marked("what the faults are about"), "流程执行", "岗位职责"),
    var.value("类数", marked("how many sorts of faults"), 3),
    var.value("件数", marked("how many matters have a fault"), 9),
    var.ISSUED,
    var.value("时限", marked("day by which it is to be put right"), "11月30日（星期一）"),
    var.rows(
        "问题",
        marked("each sort of fault"),
        var.SERIAL,
        var.value("问题", marked("title of the sort"), "长期未反馈", "环节次序颠倒", "没有工作标准"),
        var.value(
            "涉及事项",
            marked("numbers of the first five matters, one a line"),
            "DB2026-053",
            "收〔2026〕305号\n收〔2026〕311号",
            "44 自动化岗",
        ),
        var.value("件数", marked("how many in all where there are more than five, else 0"), 0, 7, 0),
        var.value("依据", marked("on what basis"), "《督办工作办法》第九条", "《公文处理办法》第十二条", "单位制度"),
        var.value(
            "整改要求",
            marked("what is to be done"),
            "报送目前进展，今后按期反馈",
            "说明原因，今后按次序办理",
            "建立工作标准",
        ),
        var.value("时限", marked("by when, in two lines"), "11月\n30日"),
    ),
    var.rows(
        "明细",
        marked("each fault by itself"),
        var.value("序号", marked("number of sort and row"), "1.1", "2.1", "3.1"),
        var.value("台账", marked("name of the register"), "督办台账", "收文登记簿", "岗位职责表"),
        var.value(
            "编号", marked("number of the record, a dash where it has none"), "DB2026-053", "收〔2026〕305号", "44"
        ),
        var.value(
            "标题",
            marked("title of the record, a dash where it has none"),
            "建设调度大楼备用电源系统",
            "关于创新成果评选的通知",
            "自动化管理",
        ),
        var.value("环节", marked("step or post, a dash where there is none"), "—", "批办", "自动化岗"),
        var.value("经办人", marked("person, a dash where none is entered"), "裴东升", "齐鹏", "—"),
        var.value(
            "登记内容",
            marked("what the register says"),
            "最近反馈日期：2026-10-13",
            "批办日期：2026-11-02",
            "工作标准：未登记",
        ),
        var.value("应为", marked("what it should be"), "至少每30日反馈一次", "不早于分办日期2026-11-03", "有工作标准"),
        var.value(
            "台账位置",
            marked("workbook, sheet and cell"),
            "督办台账.xlsx 督办事项!L30",
            "收文登记簿.xlsx 收文!H18",
            "岗位职责表.xlsx 岗位职责!H46",
        ),
    ),
)


@paper("整改通知单", marked("Notice of what a department has to put right"), variables=VARIABLES, by_department=True)
def correction_notice(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """One a department with something new to put right; the office does not write to itself."""
    found = faults(desk)
    for department in desk.departments:
        due = _due(desk, rule, department, found.get(department, ()))
        if due and department != desk.rules.settings.office_department:
            yield _draft(desk, rule, department, due)


def _due(desk: Desk, rule: OutputRule, department: str, found: Sequence[Fault]) -> list[Fault]:
    """What is told now: nothing that was told before and not raised, duties and regulations once a month."""
    before = [n for n in desk.docket.past.notices if n.kind == rule.kind and _holds(n)]
    last = {n.told.matter: n for n in before}
    this_month = desk.docket.as_of.replace(day=1)
    monthly = {code for code, mends in _mends(desk).items() if mends in MONTHLY}
    had = any(
        n.audience == department and n.as_of >= this_month and n.told.matter.what.partition(" ")[0] in monthly
        for n in before
    )
    return [
        fault
        for fault in found
        if (_raised(last[fault.identity]) if fault.identity in last else not (had and fault.finding.mends in MONTHLY))
    ]


def _holds(notice: Notice) -> bool:
    return notice.answer is None or notice.answer.disposal is not Disposal.VOID


def _raised(notice: Notice) -> bool:
    return notice.answer is not None and notice.answer.disposal is Disposal.RAISED


def _mends(desk: Desk) -> Mapping[str, Mends]:
    """Code of a check → who mends what it finds."""
    ruled = {code: rule.mends for code, rule in desk.rules.checks.items()}
    own = {check.code: check.mends for check in desk.rules.own_checks}
    return ruled | own | {finding.code: finding.mends for finding in desk.docket.findings}


def _draft(desk: Desk, rule: OutputRule, department: str, due: list[Fault]) -> Draft:
    order = list(dict.fromkeys(fault.finding.title for fault in due))
    due = sorted(due, key=lambda f: (DEPARTMENTS.index(f.finding.mends), order.index(f.finding.title)))

    def make(number: str) -> bytes:
        return desk.word(rule, department, _context(desk, rule, department, due), rule.name, number)

    return Draft(
        audience_kind=AudienceKind.DEPARTMENT,
        audience=department,
        matters=sum(len(_records(of)) for of in _classes(due)),
        make=make,
        series=SERIES,
        told=tuple(_told(due, desk.answer_by(rule.kind))),
    )


def _told(due: list[Fault], answer_by: date) -> Iterator[Told]:
    """Each as the ledger and the notice book keep it; one a record has twice bears its field behind its title."""
    often = Counter((fault.name, fault.finding.title) for fault in due)
    for fault in due:
        title, field = say(fault.finding.title), fault.finding.field
        twice = often[fault.name, fault.finding.title] > 1
        yield Told(
            matter=fault.identity,
            level=0,
            due=answer_by,
            number=fault.name,
            title=fault.title or title,
            stage=say("{title} ({field})", title=title, field=field) if twice else title,
            answer_by=answer_by,
        )


def _classes(due: Sequence[Fault]) -> list[list[Fault]]:
    return [list(of) for _, of in groupby(due, key=lambda f: f.finding.title)]


def _records(due: Sequence[Fault]) -> list[str]:
    """What these are about, each record once."""
    return [label for _, label in dict.fromkeys((fault.finding.register, fault.label) for fault in due)]


def _context(desk: Desk, rule: OutputRule, department: str, due: list[Fault]) -> dict[str, Plain]:
    classes, days = _classes(due), desk.docket.days
    start, answer_by = desk.rules.settings.start_day, desk.answer_by(rule.kind)
    scope = [mends for mends in DEPARTMENTS if any(fault.finding.mends is mends for fault in due)]
    until = say("{month}-\n{day}", month=answer_by.month, day=answer_by.day)
    return {
        "部门": department,
        "起": day(start) if start is not None else "",
        "止": day(days.as_of),
        "台账": [name for name in desk.docket.office.registers if any(f.finding.register == name for f in due)],
        "只有流程": scope == [Mends.HOLDER],
        "问题范围": [say(SCOPE[mends]) for mends in scope],
        "类数": len(classes),
        "件数": sum(len(_records(of)) for of in classes),
        "印发日期": day(days.issue),
        "时限": weekday_day(answer_by),
        "问题": [_class(n, of, until) for n, of in enumerate(classes, 1)],
        "明细": [_detail(f"{n}.{m}", fault) for n, of in enumerate(classes, 1) for m, fault in enumerate(of, 1)],
    }


def _class(n: int, of: list[Fault], until: str) -> dict[str, Plain]:
    records = _records(of)
    return {
        "序号": n,
        "问题": say(of[0].finding.title),
        "涉及事项": "\n".join(records[:NAMED]),
        "件数": len(records) if len(records) > NAMED else 0,
        "依据": "\n".join(_bases(of)),
        "整改要求": of[0].asked,
        "时限": until,
    }


def _bases(of: list[Fault]) -> list[str]:
    """The bases of a class, those of one regulation in one line."""
    articles: dict[str, list[str]] = {}
    for fault in of:
        name, mark, article = basis(fault.finding.basis, say("rule of the office")).partition("》")
        articles.setdefault(name + mark, []).append(article)
    return [name + say(", ").join(filter(None, dict.fromkeys(said))) for name, said in articles.items()]


def _detail(n: str, fault: Fault) -> dict[str, Plain]:
    return {
        "序号": n,
        "台账": fault.finding.register,
        "编号": fault.number or "—",
        "标题": fault.title or "—",
        "环节": fault.step or "—",
        "经办人": fault.person or "—",
        "登记内容": fault.written or "—",
        "应为": fault.wanted,
        "台账位置": str(fault.finding.origin),
    }
